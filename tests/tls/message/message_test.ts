import { assert, assertEquals, assertExists, assertMatch } from "@std/assert";
import { type Field, leavesOf, tilingFault } from "../../../tls/field.ts";
import { decodeAlert } from "../../../tls/message/alert.ts";
import { decodeChangeCipherSpec } from "../../../tls/message/change_cipher_spec.ts";
import type { MessageContext } from "../../../tls/message/context.ts";
import { decodeHeartbeat } from "../../../tls/message/heartbeat.ts";
import { decodeHandshake, handshakeName } from "../../../tls/message/message.ts";
import { describeSuite } from "../../../tls/registry/cipher_suites.ts";
import { bytes, carrying, extension, message, text, vector } from "./build.ts";
import { EXTENSION_SAMPLES } from "../extension/samples.ts";
import { type Sample, SAMPLES } from "./samples.ts";

const CAUGHT = Object.entries(SAMPLES).flatMap(([connection, messages]) =>
  messages.map((sample) => ({ title: `${sample.name} of ${connection}`, sample }))
);

function contextOf({ from, version, suite }: Sample): MessageContext {
  return { from, version, suite: suite === undefined ? undefined : describeSuite(suite) };
}

/** `ClientHello` as `client_hello`. */
function snake(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

for (const { title, sample } of CAUGHT) {
  Deno.test(`the ${title} is read without trouble`, () => {
    const whole = Uint8Array.fromHex(sample.hex);
    const { value, fields, troubles } = decodeHandshake(whole, contextOf(sample));
    assertEquals(troubles, []);
    assertEquals(tilingFault(fields, whole.length), undefined);
    assertExists(value);
    assertEquals(handshakeName(whole), value.type);
    assertEquals(value.type.replace("hello_retry_request", "server_hello"), snake(sample.name));
    assert(![...leavesOf(fields)].some(({ name }) => name === "undecoded" || name === "body"));
  });
}

Deno.test("a message cut off at any byte is tiled, noted, and says nothing", () => {
  for (const { title, sample } of CAUGHT) {
    const whole = Uint8Array.fromHex(sample.hex);
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      const { value, fields, troubles } = decodeHandshake(cut, contextOf(sample));
      assertEquals(tilingFault(fields, length), undefined, title);
      assertEquals(value, undefined, title);
      assert(troubles.length > 0, title);
    }
  }
});

/** Messages whose body is cut off, but whose header says so; random bytes; all kinds of contexts. */
function* disturbed(whole: Uint8Array, random: () => number): Generator<Uint8Array> {
  for (let i = 0; i < 60; i++) {
    const copy = whole.slice(0, 4 + Math.floor(random() * (whole.length - 3)));
    copy.set(vector(3, copy.subarray(4)).subarray(0, 3), 1);
    for (let flips = Math.floor(random() * 3); flips > 0; flips--) {
      const at = Math.floor(random() * copy.length);
      copy[at] = random() < 0.5 ? copy[at]! ^ 1 << Math.floor(random() * 8) : random() * 256;
    }
    yield copy;
  }
}

Deno.test("whatever the bytes and the context, the fields tile the message and nothing is thrown", () => {
  const random = randomFrom(8446);
  const contexts: MessageContext[] = [
    { from: "client" },
    { from: "server", version: 0x0304, suite: describeSuite(0x1301) },
    { from: "client", version: 0x0304, certificateType: 2 },
    { from: "server", version: 0x0303, certificateType: 2 },
    { from: "client", version: 0x0300, suite: describeSuite(0x000a) },
    ...[0xc02f, 0x009e, 0x00a9, 0x0033, 0xc018, 0xc021, 0xc037, 0x0003, 0xc100, 0x001e].map((
      code,
    ) => ({ from: "server", version: 0x0303, suite: describeSuite(code) }) as const),
  ];
  const messages = [
    ...CAUGHT.map(({ sample }) => Uint8Array.fromHex(sample.hex)),
    ...EXTENSION_SAMPLES.map(([code, inMessage, data]) =>
      carrying(inMessage, extension(code, data))
    ),
    ...Array.from({ length: 60 }, (_, type) => message(type, RANDOM)),
  ];
  for (const whole of messages) {
    for (const bytes of disturbed(whole, random)) {
      const context = contexts[Math.floor(random() * contexts.length)]!;
      const { value, fields, troubles } = decodeHandshake(bytes, context);
      assertEquals(tilingFault(fields, bytes.length), undefined, bytes.toHex());
      assert(value !== undefined || troubles.length > 0, bytes.toHex());
      for (const { offset } of troubles) {
        assert(offset >= 0 && offset <= bytes.length, bytes.toHex());
      }
    }
  }
});

const RANDOM = "5a".repeat(32);

/** Numbers from 0 to 1, the same in each run (xorshift32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

Deno.test("bytes behind a message are noted", () => {
  const { value, troubles } = decodeHandshake(bytes(message(14), "00"), { from: "server" });
  assertEquals(value, undefined);
  assertMatch(troubles[0]!.message, /ends with 1 bytes that belong to nothing \(at byte 4\)/);
});

Deno.test("a message of an unknown type is its type, its length and its body", () => {
  const { value, fields } = decodeHandshake(message(99, "aabb"), { from: "client" });
  assertEquals(value, { type: "unknown", code: 99, body: bytes("aabb") });
  assertEquals(fields, [
    { name: "msg_type", offset: 0, length: 1, value: 99, meaning: "unassigned (0x63)" },
    { name: "length", offset: 1, length: 3, value: 2 },
    { name: "body", offset: 4, length: 2 },
  ]);
});

Deno.test("handshakeName() gives the registered names, and tells a HelloRetryRequest apart", () => {
  assertEquals(handshakeName(message(1)), "client_hello");
  assertEquals(handshakeName(message(12)), "server_key_exchange");
  assertEquals(handshakeName(message(67)), "next_protocol");
  assertEquals(handshakeName(carrying("SH")), "server_hello");
  assertEquals(handshakeName(carrying("HRR")), "hello_retry_request");
  assertEquals(handshakeName(bytes("02")), "server_hello");
});

Deno.test("a ClientHello without any extensions, as old clients send it, is whole", () => {
  const hello = message(1, "0301", RANDOM, "00", "0002 002f", "01 00");
  const { value, troubles } = decodeHandshake(hello, { from: "client" });
  assertEquals(troubles, []);
  assert(value?.type === "client_hello");
  assertEquals([value.version, value.cipherSuites, value.extensions], [0x0301, [0x2f], []]);
});

Deno.test("values of a ClientHello are views on the message", () => {
  const hello = message(1, "0303", RANDOM, "01 07", "0002 1301", "01 00");
  const { value } = decodeHandshake(hello, { from: "client" });
  assert(value?.type === "client_hello");
  assertEquals(value.sessionId, bytes("07"));
  assertEquals(value.random.buffer, hello.buffer);
  assertEquals(value.random.byteOffset, 6);
});

Deno.test("a list that is too short or too long is noted, and read all the same", () => {
  const hello = message(1, "0303", RANDOM, vector(1, "11".repeat(33)), "0000", "01 00");
  const { value, troubles } = decodeHandshake(hello, { from: "client" });
  assertEquals(troubles.map(({ message }) => message), [
    "legacy_session_id has 33 bytes where 0 to 32 are allowed (at byte 38)",
    "cipher_suites has 0 bytes where 2 or more are allowed (at byte 72)",
  ]);
  assert(value?.type === "client_hello");
  assertEquals(value.sessionId.length, 33);
});

Deno.test("a ServerHello says when a server that can do better agreed on less", () => {
  const meaning = (end: string) => {
    const hello = message(2, "0303", "00".repeat(24), "444f574e475244", end, "00", "c02f", "00");
    const { fields } = decodeHandshake(hello, { from: "server" });
    return fields.find(({ name }) => name === "random")!.meaning;
  };
  assertEquals(meaning("01"), "downgrade to TLS 1.2");
  assertEquals(meaning("00"), "downgrade to TLS 1.1 or below");
  assertEquals(meaning("02"), undefined);
});

Deno.test("a certificate_status of several responses gives each, empty ones included", () => {
  const list = vector(3, vector(3, "30030a0106"), vector(3));
  const { value, troubles } = decodeHandshake(message(22, "02", list), { from: "server" });
  assertEquals(troubles, []);
  assertEquals(value, {
    type: "certificate_status",
    statusType: 2,
    responses: [bytes("30030a0106"), bytes("")],
  });
});

Deno.test("more responses than any chain has are not read one by one", () => {
  const list = vector(3, new Uint8Array(3 * 101));
  const { value, troubles } = decodeHandshake(message(22, "02", list), { from: "server" });
  assertEquals(value, undefined);
  assertMatch(troubles[0]!.message, /^ocsp_response_list has more than 100 items/);
});

Deno.test("messages of drafts, of DTLS and of rare extensions are read", () => {
  const read = (type: number, ...body: (string | Uint8Array)[]) => {
    const { value, troubles } = decodeHandshake(message(type, ...body), { from: "client" });
    assertEquals(troubles, []);
    return value;
  };
  const url = bytes(vector(2, text("http://a.test/c")), "01", "00".repeat(20));
  assertEquals(read(21, "00", vector(2, url)), {
    type: "certificate_url",
    urls: ["http://a.test/c"],
  });
  assertEquals(read(23, vector(3, "4002 0001 07")), {
    type: "supplemental_data",
    items: [{ dataType: 0x4002, data: bytes("07") }],
  });
  assertEquals(read(3, "feff 02 aabb"), {
    type: "hello_verify_request",
    version: 0xfeff,
    cookie: bytes("aabb"),
  });
  assertEquals(read(67, vector(1, text("h2")), "01 00"), { type: "next_protocol", protocol: "h2" });
  assertEquals(read(254, "aabb"), { type: "message_hash", hash: bytes("aabb") });
});

Deno.test("a message without a body must have none", () => {
  assertEquals(decodeHandshake(message(0), { from: "server" }).value, { type: "hello_request" });
  const { value, troubles } = decodeHandshake(message(0, "00"), { from: "server" });
  assertEquals(value, undefined);
  assertEquals(troubles.length, 1);
});

function meanings(fields: readonly Field[]): (string | undefined)[] {
  return fields.map(({ meaning }) => meaning);
}

Deno.test("decodeAlert() names level and description as TLS 1.2 does, too", () => {
  const { value, fields } = decodeAlert(bytes("01 64"));
  assertEquals(value, { level: 1, description: 100 });
  assertEquals(meanings(fields), ["warning", "no_renegotiation"]);
});

Deno.test("an alert or a change_cipher_spec of the wrong length is tiled and noted", () => {
  for (const decode of [decodeAlert, decodeChangeCipherSpec, decodeHeartbeat]) {
    for (
      const alert of [
        bytes(""),
        bytes("01 00 0000").subarray(0, decode === decodeHeartbeat ? 2 : 3),
      ]
    ) {
      const { value, fields, troubles } = decode(alert);
      assertEquals(value, undefined);
      assertEquals(tilingFault(fields, alert.length), undefined);
      assertEquals(troubles.length, 1);
    }
  }
});

Deno.test("decodeHeartbeat() separates payload and padding, and notes a padding too short", () => {
  const whole = decodeHeartbeat(bytes("01 0002 aabb", "00".repeat(16)));
  assertEquals(whole.troubles, []);
  assertEquals(whole.value?.payload, bytes("aabb"));
  assertEquals(whole.value?.padding.length, 16);
  const short = decodeHeartbeat(bytes("02 0000 0000"));
  assertEquals(meanings(short.fields), ["heartbeat_response", undefined, undefined]);
  assertMatch(short.troubles[0]!.message, /^The padding has 2 bytes instead of at least 16/);
});
