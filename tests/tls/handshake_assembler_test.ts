import { assertEquals, assertLess, assertMatch, assertThrows } from "@std/assert";
import { HandshakeAssembler } from "../../tls/handshake_assembler.ts";
import { Malformed } from "../../tls/malformed.ts";
import { bytes, message } from "./message/build.ts";

const FINISHED = message(20, "00112233445566778899aabb");
const DONE = message(14);
const LONG = message(11, new Uint8Array(70_000).fill(5));

/** The messages that a number of record contents make, and the records each came in. */
function assembled(contents: readonly Uint8Array[]): [hex: string, records: readonly number[]][] {
  const assembler = new HandshakeAssembler();
  return contents.flatMap((content, i) => [...assembler.push(content, i + 1)])
    .map(({ bytes, records }) => [bytes.toHex(), [...records]]);
}

Deno.test("push() gives several messages of one record", () => {
  assertEquals(assembled([bytes(DONE, FINISHED, DONE)]), [
    [DONE.toHex(), [1]],
    [FINISHED.toHex(), [1]],
    [DONE.toHex(), [1]],
  ]);
});

Deno.test("push() puts a message together from several records, which it names", () => {
  const whole = bytes(FINISHED, DONE, FINISHED);
  const parts = [whole.subarray(0, 2), whole.subarray(2, 10), whole.subarray(10, 22)];
  assertEquals(assembled([...parts, whole.subarray(22)]), [
    [FINISHED.toHex(), [1, 2, 3]],
    [DONE.toHex(), [3]],
    [FINISHED.toHex(), [3, 4]],
  ]);
});

Deno.test("push() gives the same messages however they are cut, down to a byte each", () => {
  const whole = bytes(FINISHED, DONE, LONG, FINISHED);
  const expected = [FINISHED, DONE, LONG, FINISHED].map((message) => message.toHex());
  for (const length of [1, 2, 3, 4, 5, 15, 16, 17, 1000]) {
    const contents = [];
    for (let at = 0; at < whole.length; at += length) {
      contents.push(whole.subarray(at, at + length));
    }
    assertEquals(assembled(contents).map(([hex]) => hex), expected, `pieces of ${length}`);
  }
});

Deno.test("push() gives messages that are not changed by what comes later", () => {
  const assembler = new HandshakeAssembler();
  const whole = bytes(FINISHED, FINISHED);
  const given = [];
  for (let at = 0; at < whole.length; at += 3) {
    given.push(...assembler.push(whole.slice(at, at + 3), at));
  }
  assertEquals(given.map(({ bytes }) => bytes), [FINISHED, FINISHED]);
});

Deno.test("push() refuses a message longer than 1 MiB where it begins, and nothing more is read", () => {
  const assembler = new HandshakeAssembler();
  const content = bytes(DONE, "0b 100000 00");
  const given: string[] = [];
  const error = assertThrows(() => {
    for (const { bytes } of assembler.push(content, 1)) given.push(bytes.toHex());
  }, Malformed);
  assertEquals([given, error.offset], [[DONE.toHex()], 4]);
  assertMatch(error.reason.en, /1048580 bytes is over the limit of 1048576/);
  assertEquals([...assembler.push(DONE, 2)], []);
  assembler.drop(); // The keys have changed: here a message begins.
  assertEquals([...assembler.push(DONE, 3)].length, 1);
});

Deno.test("push() refuses a message of 16 MiB although its length comes a byte at a time", () => {
  const assembler = new HandshakeAssembler();
  for (const byte of [11, 255, 255]) {
    assertEquals([...assembler.push(new Uint8Array([byte]), 1)], []);
  }
  assertThrows(() => [...assembler.push(new Uint8Array([255]), 1)], Malformed);
});

Deno.test("unfinished tells how much of a message is there, and drop() drops it", () => {
  const assembler = new HandshakeAssembler();
  assertEquals([...assembler.push(bytes(DONE, FINISHED.subarray(0, 9)), 1)].length, 1);
  assertEquals(assembler.unfinished, 9);
  assertEquals(assembler.drop(), 9);
  assertEquals(assembler.unfinished, 0);
  assertEquals([...assembler.push(DONE, 2)], [{ bytes: DONE, records: [2] }]);
});

Deno.test("push() takes a mebibyte a byte at a time in no time", () => {
  const assembler = new HandshakeAssembler();
  const whole = message(11, new Uint8Array((1 << 20) - 4));
  const begin = performance.now();
  let given = 0;
  for (let at = 0; at < whole.length; at++) {
    for (const { bytes } of assembler.push(whole.subarray(at, at + 1), at)) given += bytes.length;
  }
  assertEquals(given, 1 << 20);
  assertLess(performance.now() - begin, 3000);
});
