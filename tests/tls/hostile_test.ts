import { assert, assertEquals, assertLess } from "@std/assert";
import { Decoder } from "../../tls/decoder.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { bytes, carrying, extension, message, vector } from "./message/build.ts";
import { assertTiled, type Sent } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { record, sealed, spokenOn } from "./support/spoken.ts";

const RECORDING = recorded("TLS 1.3, the client authenticated");

/** What becomes of what somebody sent who wants to use up time or memory. */
interface Cost {
  readonly counts: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  /** How many bytes the connection held at the most. */
  readonly held: number;
}

/** Decodes it, keeping nothing, and measures what it costs. */
function costOf(sent: Iterable<Sent>, keyLog = ""): Cost {
  const counts: Record<string, number> = {};
  const decoder = new Decoder({
    emit(event: TlsEvent) {
      assertTiled(event);
      counts[event.type] = (counts[event.type] ?? 0) + 1;
    },
  });
  decoder.addKeys(keyLog);
  const connection = decoder.open({ client: "192.0.2.1:50000", server: "192.0.2.2:443" });
  let held = 0;
  const begin = performance.now();
  for (const { from, bytes } of sent) {
    connection.push(from, bytes, 1);
    held = Math.max(held, connection.held);
  }
  decoder.close(connection);
  return { counts, held, milliseconds: performance.now() - begin };
}

function* times(count: number, ...sent: readonly Sent[]): Generator<Sent> {
  for (let i = 0; i < count; i++) yield* sent;
}

/** A handshake message in as few records as it takes. */
function inRecords(from: Sent["from"], whole: Uint8Array, length = 2 ** 14): Sent[] {
  const sent: Sent[] = [];
  for (let at = 0; at < whole.length; at += length) {
    sent.push({ from, bytes: record(22, whole.subarray(at, at + length)) });
  }
  return sent;
}

/** The same after the hellos, under the keys of the handshake. */
function sealedInRecords(whole: Uint8Array): Sent[] {
  const spoken = spokenOn(RECORDING).slice(0, 4);
  const last = spoken.at(-1)!;
  for (let at = 0; at < whole.length; at += 2 ** 14) {
    spoken.push({ ...last, content: whole.subarray(at, at + 2 ** 14) });
  }
  return sealed(RECORDING, spoken);
}

Deno.test("a mebibyte of the handshake in records of one byte takes no time", () => {
  const whole = message(11, new Uint8Array((1 << 20) - 4));
  const { counts, held, milliseconds } = costOf(inRecords("server", whole, 1));
  assertEquals(counts["record"], 1 << 20);
  assertEquals(counts["message"], 1);
  assertLess(held, 3 << 20);
  assertLess(milliseconds, 15_000);
});

Deno.test("a million empty records take no time and no memory", () => {
  for (const type of [22, 23, 21]) {
    const empty: Sent = { from: "client", bytes: record(type, new Uint8Array()) };
    const { counts, held, milliseconds } = costOf(times(340_000, empty));
    assertEquals(counts["record"], 340_000);
    assertLess(held, 10_000);
    assertLess(milliseconds, 10_000);
  }
});

Deno.test("empty records in the middle of a message take no time and little memory", () => {
  const empty: Sent = { from: "client", bytes: record(22, new Uint8Array()) };
  const begun: Sent = { from: "client", bytes: record(22, bytes("01 000100")) };
  const { counts, held, milliseconds } = costOf([begun, ...times(300_000, empty)]);
  assertEquals(counts["message"], undefined);
  assertLess(held, 10_000);
  assertLess(milliseconds, 10_000);
});

Deno.test("a handshake message said to be 16 MiB long is refused, and nothing is held for it", () => {
  const begun: Sent = {
    from: "client",
    bytes: record(22, bytes("0b ffffff", new Uint8Array(9000))),
  };
  const { counts, held, milliseconds } = costOf(times(2000, begun));
  assertEquals(counts["malformed"], 1);
  assertEquals(counts["message"], undefined);
  assertLess(held, 10_000);
  assertLess(milliseconds, 5000);
});

Deno.test("a message that grows to its limit and begins again holds no more than that", () => {
  const grown = message(11, new Uint8Array((1 << 20) - 4));
  const sent = inRecords("server", grown).slice(0, -1);
  const { held } = costOf([...sent, ...sent, ...sent]);
  assertLess(held, 5 << 20);
});

Deno.test("a hundred thousand alerts take no time", () => {
  const alerts: Sent = { from: "server", bytes: record(21, new Uint8Array(2 ** 14).fill(1)) };
  const { counts, milliseconds } = costOf(times(13, alerts));
  assertEquals(counts["alert"], 13 * 2 ** 13);
  assertLess(milliseconds, 10_000);
});

Deno.test("thousands of extensions take no time", () => {
  const many = Array.from({ length: 16_000 }, (_, i) => extension(i));
  for (const whole of [carrying("CH", ...many), carrying("SH", ...many)]) {
    const { counts, milliseconds } = costOf(inRecords("client", whole));
    assertEquals(counts["message"], 1);
    assertLess(milliseconds, 5000);
  }
});

Deno.test("a hello with all the extensions, suites and names there is room for takes no time", () => {
  const list = vector(2, ...Array.from({ length: 30_000 }, () => "0a0a"));
  for (const code of [10, 13, 0, 16, 51, 43, 41, 65037]) {
    const { counts, milliseconds } = costOf(
      inRecords("client", carrying("CH", extension(code, list))),
    );
    assertEquals(counts["message"], 1);
    assertLess(milliseconds, 5000);
  }
});

/** A value in DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = bytes(...parts);
  const { length } = content;
  const header = length < 128
    ? [tag, length]
    : [tag, 0x83, length >> 16, length >> 8 & 255, length & 255];
  return bytes(new Uint8Array(header), content);
}

/** The same bytes over and over. */
function repeated(part: Uint8Array, count: number): Uint8Array {
  const whole = new Uint8Array(part.length * count);
  for (let at = 0; at < whole.length; at += part.length) whole.set(part, at);
  return whole;
}

function certificateMessage(certificate: Uint8Array): Uint8Array {
  return message(11, "00", vector(3, vector(3, certificate), "0000"));
}

Deno.test("DER nested as deep as there is room for takes no time and no stack", () => {
  let nested: Uint8Array = new Uint8Array();
  for (let depth = 0; depth < 5000; depth++) nested = der(0x30, nested);
  const { counts, milliseconds } = costOf(
    sealedInRecords(certificateMessage(nested)),
    RECORDING.keyLog,
  );
  assertEquals(counts["message"], 5);
  assertLess(milliseconds, 5000);
});

Deno.test("a certificate with 80,000 extensions takes no time", () => {
  const spoken = spokenOn(RECORDING);
  const real = spoken.find(({ name }) => name === "certificate")!.content;
  const certificate = real.subarray(11, 11 + (real[9]! << 8 | real[10]!));
  const key = certificate.subarray(certificate.toHex().indexOf("3059301306072a8648ce3d") / 2).slice(
    0,
    91,
  );
  const name = der(0x30, der(0x31, der(0x30, bytes("0603550403"), der(0x0c, bytes("61")))));
  const algorithm = der(0x30, bytes("06082a8648ce3d040302"));
  const year = bytes("170d3235303130313030303030305a");
  const one = der(0x30, bytes("06032a0304"), der(4));
  const signed = der(
    0x30,
    bytes("a003020102020101"),
    algorithm,
    name,
    der(0x30, year, year),
    name,
    key,
    der(0xa3, der(0x30, repeated(one, 80_000))),
  );
  const whole = der(0x30, signed, algorithm, der(3, bytes("00")));
  assert(whole.length < 1 << 20);
  const { counts, milliseconds } = costOf(
    sealedInRecords(certificateMessage(whole)),
    RECORDING.keyLog,
  );
  assertEquals(counts["message"], 5);
  assertLess(milliseconds, 15_000);
});

Deno.test("a chain of tens of thousands of empty certificates takes no time", () => {
  const entry = bytes("000000 0000");
  const chain = message(11, "00", vector(3, repeated(entry, 100_000)));
  const { counts, milliseconds } = costOf(sealedInRecords(chain), RECORDING.keyLog);
  assertEquals(counts["message"], 5);
  assertLess(milliseconds, 10_000);
});

Deno.test("key updates by the hundred take no time", () => {
  const spoken = spokenOn(RECORDING);
  const at = spoken.findIndex(({ name }) => name === "data");
  const update = { ...spoken[at]!, contentType: 22, content: message(24, "00") };
  const updates = Array.from({ length: 300 }, (_, i) => ({
    ...update,
    key: i === 0 ? "application" : `application ${i}`,
  }));
  const sent = sealed(RECORDING, [...spoken.slice(0, at), ...updates]);
  const { counts, milliseconds } = costOf(sent, RECORDING.keyLog);
  assertEquals([counts["malformed"], counts["message"]], [undefined, 312]);
  assertLess(milliseconds, 2000);
});

Deno.test("renegotiations by the thousand hold nothing", () => {
  const hello = recorded("TLS 1.2, a session with an id").records[0]!;
  const { counts, held, milliseconds } = costOf(times(20_000, hello));
  assertEquals(counts["message"], 20_000);
  assertLess(held, 10_000);
  assertLess(milliseconds, 20_000);
});

Deno.test("hellos that retry for ever hold no more than a transcript may", () => {
  const hello: Sent = { from: "client", bytes: record(22, carrying("CH")) };
  const retry: Sent = { from: "server", bytes: record(22, carrying("HRR")) };
  const { counts, held, milliseconds } = costOf(times(10_000, hello, retry));
  assertEquals(counts["message"], 20_000);
  assertLess(held, 5 << 20);
  assertLess(milliseconds, 20_000);
});
