import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import type { Malformed } from "../../tls/malformed.ts";
import { RecordStream, type WireRecord } from "../../tls/record_stream.ts";
import { Random } from "../support/random.ts";
import { record } from "./support/spoken.ts";

/** A stream whose pieces are kept. */
function stream(midway = false) {
  const records: WireRecord[] = [];
  const plain: Uint8Array[] = [];
  const troubles: Malformed[] = [];
  const told = new RecordStream({
    record: (record) => records.push(record),
    plain: (bytes) => plain.push(bytes),
    trouble: (trouble) => troubles.push(trouble),
  }, midway);
  const text = () => new TextDecoder().decode(joined(plain));
  return { stream: told, records, plain, troubles, text };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const HELLO = record(22, new Uint8Array([1, 0, 0, 2, 3, 3]), 0x0301);
const DATA = record(23, new Uint8Array(100).fill(7));
const ALERT = record(21, new Uint8Array([1, 0]));

function pushEach(to: RecordStream, all: Uint8Array, length: number): void {
  for (let at = 0; at < all.length; at += length) to.push(all.subarray(at, at + length), at);
}

Deno.test("a record is told with its header, its fragment and the time of its last byte", () => {
  const { stream: from, records } = stream();
  from.push(HELLO.subarray(0, 8), 1);
  from.push(HELLO.subarray(8), 2);
  assertEquals(records, [{
    contentType: 22,
    version: 0x0301,
    bytes: HELLO,
    header: HELLO.subarray(0, 5),
    fragment: HELLO.subarray(5),
    time: 2,
  }]);
});

Deno.test("records are the same however the bytes arrive", () => {
  const all = joined([HELLO, DATA, ALERT, record(23, new Uint8Array()), DATA]);
  for (const length of [1, 2, 3, 4, 5, 6, 7, 64, 111, 112, all.length]) {
    const { stream: from, records, plain, troubles } = stream();
    pushEach(from, all, length);
    from.end(0);
    assertEquals(joined(records.map(({ bytes }) => bytes)), all, `pieces of ${length} bytes`);
    assertEquals(records.length, 5);
    assertEquals([plain, troubles], [[], []]);
  }
});

Deno.test("a record without content is a record", () => {
  const { stream: from, records } = stream();
  from.push(joined([HELLO, record(23, new Uint8Array()), ALERT]), 1);
  assertEquals(records.map(({ fragment }) => fragment.length), [6, 0, 2]);
});

Deno.test("a record of 2^14 + 2048 bytes is read, one of a byte more is refused at its place", () => {
  const { stream: from, records, troubles } = stream();
  from.push(joined([HELLO, record(23, new Uint8Array(2 ** 14 + 2048))]), 1);
  assertEquals([records.length, troubles.length], [2, 0]);
  from.push(record(23, new Uint8Array(2 ** 14 + 2049)), 2);
  assertEquals(records.length, 2);
  assertEquals(troubles[0]!.offset, 11 + 5 + 2 ** 14 + 2048);
  assertMatch(troubles[0]!.reason.en, /18433 bytes is over the limit of 18432/);
});

Deno.test("after bytes that begin no record the rest of the side is given up, and that is said once", () => {
  const { stream: from, records, troubles } = stream();
  from.push(joined([HELLO, bytes("GET / HTTP/1.1\r\n")]), 1);
  from.push(DATA, 2);
  from.end(3);
  assertEquals(records.length, 1);
  assertEquals(troubles.map(({ offset }) => offset), [11]);
  assertMatch(troubles[0]!.reason.en, /No record begins here/);
});

Deno.test("a record cut off by the end is told with its place", () => {
  const { stream: from, records, troubles } = stream();
  from.push(joined([HELLO, DATA.subarray(0, 50)]), 1);
  from.end(2);
  assertEquals(records.length, 1);
  assertEquals([troubles[0]!.offset, troubles.length], [11, 1]);
  assertMatch(troubles[0]!.reason.en, /cut off after 50 bytes/);
});

Deno.test("what is no TLS is plain, in the pieces it came in", () => {
  const { stream: from, plain, records, troubles } = stream();
  for (const piece of ["GET / HT", "TP/1.1\r\n", "\r\n"]) from.push(bytes(piece), 1);
  from.end(2);
  assertEquals(plain.map((piece) => new TextDecoder().decode(piece)), [
    "GET / HT",
    "TP/1.1\r\n",
    "\r\n",
  ]);
  assertEquals([records.length, troubles.length, from.speaksTls], [0, 0, false]);
});

Deno.test("a beginning too short to tell is plain once the side has ended", () => {
  const { stream: from, text } = stream();
  from.push(HELLO.subarray(0, 4), 1);
  assertEquals(text(), "");
  from.end(2);
  assertEquals(text(), "\x16\x03\x01\0");
});

Deno.test("plain text a byte at a time is plain", () => {
  const { stream: from, text, troubles } = stream();
  pushEach(from, bytes("EHLO there\r\n"), 1);
  from.end(0);
  assertEquals([text(), troubles], ["EHLO there\r\n", []]);
});

Deno.test("TLS is found behind plain text, in whatever pieces its hello comes", () => {
  for (const length of [1, 2, 5, 9, 10, 11, 40]) {
    const { stream: from, records, text, troubles } = stream();
    from.push(bytes("EHLO there\r\n"), 1);
    from.push(bytes("STARTTLS\r\n"), 1);
    pushEach(from, joined([HELLO, DATA]), length);
    assertEquals(text(), "EHLO there\r\nSTARTTLS\r\n");
    assertEquals(records.map(({ contentType }) => contentType), [22, 23], `pieces of ${length}`);
    assertEquals(troubles, []);
  }
});

Deno.test("plain bytes that begin as a hello does and go on otherwise are plain", () => {
  const { stream: from, records, text } = stream();
  from.push(bytes("x"), 1);
  pushEach(from, new Uint8Array([22, 3, 1, 0, 50, 9, 65, 66, 67, 68, 69, 70]), 1);
  from.push(new Uint8Array([22, 3]), 2);
  from.end(3);
  assertEquals([text(), records.length], ["x\x16\x03\x01\x002\tABCDEF\x16\x03", 0]);
});

Deno.test("midway, the first record is found behind the rest of one, and the rest is told", () => {
  for (const length of [1, 7, 64, 300]) {
    const { stream: from, records, troubles, plain } = stream(true);
    pushEach(from, joined([DATA.subarray(40), DATA, DATA, ALERT]), length);
    from.end(0);
    assertEquals(records.map(({ contentType }) => contentType), [23, 23, 21]);
    assertEquals(troubles.map(({ offset }) => offset), [0]);
    assertMatch(troubles[0]!.reason.en, /65 bytes of a record whose beginning was not captured/);
    assertEquals([plain, from.speaksTls], [[], true]);
  }
});

Deno.test("midway, the longest records are found", () => {
  const long = record(23, new Uint8Array(2 ** 14 + 2048).fill(1));
  const { stream: from, records } = stream(true);
  pushEach(from, joined([long.subarray(3), long, ALERT]), 1460);
  assertEquals(records.length, 2);
});

Deno.test("midway, plain text is plain, however long", () => {
  for (const length of [3, 1000, 100_000]) {
    const { stream: from, records, text, troubles } = stream(true);
    const all = "a line of text\r\n".repeat(length / 16 + 1);
    pushEach(from, bytes(all), 97);
    assertEquals(from.speaksTls, false);
    from.end(0);
    assertEquals([text(), records.length, troubles], [all, 0, []]);
  }
});

Deno.test("after missing bytes the next record is found again", () => {
  const { stream: from, records, troubles } = stream();
  from.push(joined([HELLO, DATA.subarray(0, 20)]), 1);
  from.gap(30);
  from.push(joined([DATA.subarray(50), DATA, ALERT]), 2);
  assertEquals(records.map(({ contentType }) => contentType), [22, 23, 21]);
  assertEquals(troubles.map(({ offset }) => offset), [11 + 50]);
});

Deno.test("a stream of zeros or of random bytes takes no time, a byte at a time or not", () => {
  const length = 1 << 18;
  const random = new Random(7);
  const kinds = [new Uint8Array(length), random.bytes(length)];
  for (const all of kinds) {
    for (const [midway, piece] of [[true, 1], [false, 1], [true, 64], [true, length]] as const) {
      const { stream: from, troubles } = stream(midway);
      const begin = performance.now();
      pushEach(from, all, piece);
      from.end(0);
      assertLess(performance.now() - begin, 2000, `midway ${midway}, pieces of ${piece}`);
      assertLess(troubles.length, 50);
    }
  }
});

Deno.test("after missing bytes random bytes take no time and little memory, a byte at a time", () => {
  const { stream: from } = stream();
  from.push(HELLO, 1);
  from.gap(undefined);
  const random = new Random(8).bytes(1 << 18);
  const begin = performance.now();
  let most = 0;
  for (let at = 0; at < random.length; at++) {
    from.push(random.subarray(at, at + 1), 1);
    most = Math.max(most, from.unfinished);
  }
  assertLess(performance.now() - begin, 2000);
  assert(most < 40_000, `${most} bytes are held`);
});
