import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { createDecipheriv, createHash, createHmac } from "node:crypto";
import type { Side } from "../../tls/event.ts";
import { type Trace, type TraceMessage, TRACES } from "./rfc8448.ts";

// The arithmetic of RFC 8446 is written out here once more, for SHA-256 and AES-128-GCM alone, so
// that the data is proved by nothing that it is there to test.

const NOTHING = Buffer.alloc(0);
const ZEROS = Buffer.alloc(32);

function bytes(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

function sha256(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

/** HKDF-Expand-Label of RFC 8446, section 7.1, where one block of output is enough. */
function expandLabel(secret: Buffer, label: string, context: Buffer, length: number): Buffer {
  const full = Buffer.from(`tls13 ${label}`);
  const info = [0, length, full.length, ...full, context.length, ...context];
  return hmac(secret, Buffer.from([...info, 1])).subarray(0, length);
}

/** Derive-Secret of RFC 8446, section 7.1. */
function derive(secret: Buffer, label: string, transcript: Buffer): string {
  return expandLabel(secret, label, sha256(transcript), 32).toString("hex");
}

/** The secrets in the key log by their labels. */
function logged(trace: Trace): Map<string, string> {
  return new Map(
    trace.keyLog.trim().split("\n").map((line) => {
      const [label, , secret] = line.split(" ");
      return [label!, secret!];
    }),
  );
}

function derived(trace: Trace, name: string): Buffer {
  const hex = trace.derived[name];
  assert(hex !== undefined, `Section ${trace.section} has no ${name}`);
  return bytes(hex);
}

/** Messages of the handshake are all but these. */
const CONTENT_TYPES = new Map([["change_cipher_spec", 20], ["alert", 21], [
  "application_data",
  23,
]]);

function contentType(message: TraceMessage): number {
  return CONTENT_TYPES.get(message.name) ?? 22;
}

/** The handshake up to a message and without it; after a retry with the digest of RFC 8446, 4.4.1. */
function transcriptBefore(trace: Trace, last: TraceMessage): Buffer {
  let transcript = NOTHING;
  for (const message of trace.messages.slice(0, trace.messages.indexOf(last))) {
    if (contentType(message) !== 22 || message.name === "new_session_ticket") continue;
    if (message.name === "hello_retry_request") {
      transcript = Buffer.concat([bytes("fe000020"), sha256(transcript)]);
    }
    transcript = Buffer.concat([transcript, bytes(message.hex)]);
  }
  return transcript;
}

function messageOf(trace: Trace, from: Side, name: string): TraceMessage {
  const message = trace.messages.findLast((each) => each.from === from && each.name === name);
  assert(message !== undefined, `Section ${trace.section} has no ${name}`);
  return message;
}

/** The handshake through a message. */
function transcriptThrough(trace: Trace, from: Side, name: string): Buffer {
  const message = messageOf(trace, from, name);
  return Buffer.concat([transcriptBefore(trace, message), bytes(message.hex)]);
}

/** Opens a record with the key and iv of a traffic secret. */
function open(trace: Trace, secret: string, sequence: number, record: Buffer): Buffer {
  const nonce = derived(trace, `${secret} iv`);
  nonce.writeUInt8(nonce.readUInt8(11) ^ sequence, 11);
  const cipher = createDecipheriv("aes-128-gcm", derived(trace, `${secret} key`), nonce);
  cipher.setAAD(record.subarray(0, 5));
  cipher.setAuthTag(record.subarray(-16));
  return Buffer.concat([cipher.update(record.subarray(5, -16)), cipher.final()]);
}

/** The traffic secrets that a side uses, and the message after which it turns to the next. */
function secretsOf(trace: Trace, from: Side): { secret: string; until?: string }[] {
  const early = { secret: "CLIENT_EARLY_TRAFFIC_SECRET", until: "end_of_early_data" };
  const label = from.toUpperCase();
  return [
    ...(from === "client" && logged(trace).has(early.secret) ? [early] : []),
    { secret: `${label}_HANDSHAKE_TRAFFIC_SECRET`, until: "finished" },
    { secret: `${label}_TRAFFIC_SECRET_0` },
  ];
}

Deno.test("each trace of RFC 8448 has all its records", () => {
  const kinds = TRACES.map(({ section, records }) => {
    const types = records.map(({ from, hex }) => `${from[0]}${hex.slice(0, 2)}`);
    return [section, types.join(" ")];
  });
  assertEquals(kinds, [
    ["3", "c16 s16 s17 c17 s17 c17 s17 c17 s17"],
    ["4", "c16 c17 s16 s17 c17 c17 c17 s17 c17 s17"],
    ["5", "c16 s16 c16 s16 s17 c17 c17 s17"],
    ["6", "c16 s16 s17 c17 c17 s17"],
    ["7", "c16 s16 s14 s17 c14 c17 c17 s17"],
  ]);
});

for (const trace of TRACES) {
  const test = (name: string, fn: () => void) => Deno.test(`RFC 8448, ${trace.name}: ${name}`, fn);

  test("every record is as long as its header says", () => {
    for (const { hex } of trace.records) {
      const record = bytes(hex);
      assertEquals(record.toString("hex"), hex);
      assertEquals(record.length, 5 + record.readUInt16BE(3), hex.slice(0, 10));
    }
  });

  test("every handshake message is as long as its header says", () => {
    for (const { name, hex } of trace.messages.filter((message) => contentType(message) === 22)) {
      const message = bytes(hex);
      assertEquals(message.length, 4 + message.readUIntBE(1, 3), name);
    }
  });

  test("the key log names the random of the ClientHello", () => {
    const random = bytes(messageOf(trace, "client", "client_hello").hex).toString("hex", 6, 38);
    const labels = [
      ...(trace.section === "4" ? ["CLIENT_EARLY_TRAFFIC_SECRET"] : []),
      "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
      "SERVER_HANDSHAKE_TRAFFIC_SECRET",
      "CLIENT_TRAFFIC_SECRET_0",
      "SERVER_TRAFFIC_SECRET_0",
    ];
    const secrets = logged(trace);
    assertEquals([...secrets.keys()], labels);
    const lines = labels.map((label) => `${label} ${random} ${secrets.get(label)}\n`);
    assertEquals(trace.keyLog, lines.join(""));
  });

  test("the secrets follow from PSK, shared secret and transcript", () => {
    const psk = trace.derived.PSK === undefined ? ZEROS : derived(trace, "PSK");
    const early = derived(trace, "early");
    const handshake = derived(trace, "handshake");
    const master = derived(trace, "master");
    assertEquals(hmac(ZEROS, psk), early);
    const salt = (secret: Buffer) => bytes(derive(secret, "derived", NOTHING));
    assertEquals(hmac(salt(early), derived(trace, "ECDHE")), handshake);
    assertEquals(hmac(salt(handshake), ZEROS), master);

    const secrets = logged(trace);
    const hellos = transcriptThrough(trace, "server", "server_hello");
    const server = transcriptThrough(trace, "server", "finished");
    const client = transcriptThrough(trace, "client", "finished");
    const expected: [string | undefined, Buffer, string, Buffer][] = [
      [secrets.get("CLIENT_HANDSHAKE_TRAFFIC_SECRET"), handshake, "c hs traffic", hellos],
      [secrets.get("SERVER_HANDSHAKE_TRAFFIC_SECRET"), handshake, "s hs traffic", hellos],
      [secrets.get("CLIENT_TRAFFIC_SECRET_0"), master, "c ap traffic", server],
      [secrets.get("SERVER_TRAFFIC_SECRET_0"), master, "s ap traffic", server],
      [trace.derived["exp master"], master, "exp master", server],
      [trace.derived["res master"], master, "res master", client],
    ];
    if (trace.derived.PSK !== undefined) {
      const hello = transcriptThrough(trace, "client", "client_hello");
      expected.push(
        [secrets.get("CLIENT_EARLY_TRAFFIC_SECRET"), early, "c e traffic", hello],
        [trace.derived["e exp master"], early, "e exp master", hello],
        [trace.derived["res binder"], early, "res binder", NOTHING],
      );
    }
    for (const [secret, from, label, transcript] of expected) {
      assertEquals(secret, derive(from, label, transcript), label);
    }
  });

  test("the keys follow from the traffic secrets", () => {
    const expanded: Record<string, string> = {};
    const expand = (secret: string, of: Buffer, label: string, length: number) => {
      const value = expandLabel(of, label, NOTHING, length);
      expanded[`${secret} ${label}`] = value.toString("hex");
    };
    for (const [secret, hex] of logged(trace)) {
      expand(secret, bytes(hex), "key", 16);
      expand(secret, bytes(hex), "iv", 12);
      if (secret.includes("HANDSHAKE")) expand(secret, bytes(hex), "finished", 32);
    }
    if (trace.derived.PSK !== undefined) {
      expand("res binder", derived(trace, "res binder"), "finished", 32);
    }
    const given = Object.entries(trace.derived).filter(([name]) => /(key|iv|finished)$/.test(name));
    assertEquals(Object.fromEntries(given), expanded);
  });

  test("every record opens and holds the messages, which leave nothing over", () => {
    const pending = [...trace.messages];
    const left = { client: secretsOf(trace, "client"), server: secretsOf(trace, "server") };
    const sequence = { client: 0, server: 0 };
    for (const { from, hex } of trace.records) {
      const record = bytes(hex);
      const encrypted = record[0] === 23;
      // An inner plaintext that ends in its type is one without padding.
      const inner = encrypted
        ? open(trace, left[from][0]!.secret, sequence[from]++, record)
        : Buffer.concat([record.subarray(5), record.subarray(0, 1)]);
      let content = inner.subarray(0, -1);
      do {
        const message = pending.shift();
        assert(message !== undefined, "A record holds more than the messages");
        const found = content.subarray(0, bytes(message.hex).length).toString("hex");
        assertEquals(
          { from, name: message.name, encrypted, hex: found },
          message,
        );
        assertEquals(inner.at(-1), contentType(message), message.name);
        content = content.subarray(bytes(message.hex).length);
        if (message.name === left[from][0]!.until) {
          left[from].shift();
          sequence[from] = 0;
        }
      } while (content.length > 0);
    }
    assertEquals(pending, []);
    assertEquals([left.client.length, left.server.length], [1, 1]);
  });

  test("the names of the messages are those of their types", () => {
    const types: Record<string, number> = {
      client_hello: 1,
      server_hello: 2,
      hello_retry_request: 2,
      new_session_ticket: 4,
      end_of_early_data: 5,
      encrypted_extensions: 8,
      certificate: 11,
      certificate_request: 13,
      certificate_verify: 15,
      finished: 20,
    };
    // SHA-256 of "HelloRetryRequest", the random that makes a ServerHello one.
    const retry = sha256(Buffer.from("HelloRetryRequest"));
    for (const message of trace.messages.filter((message) => contentType(message) === 22)) {
      const found = bytes(message.hex);
      assertEquals(found[0], types[message.name], message.name);
      if (found[0] !== 2) continue;
      assertEquals(found.subarray(6, 38).equals(retry), message.name === "hello_retry_request");
    }
  });

  test("each Finished authenticates the messages before it", () => {
    for (const from of ["client", "server"] as const) {
      const message = messageOf(trace, from, "finished");
      const key = derived(trace, `${from.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET finished`);
      const transcript = sha256(transcriptBefore(trace, message));
      assertEquals(bytes(message.hex).subarray(4), hmac(key, transcript), from);
    }
  });
}

Deno.test("the ticket of RFC 8448, section 3, is the one resumed in section 4", () => {
  const [simple, resumed] = TRACES;
  const ticket = bytes(messageOf(simple!, "server", "new_session_ticket").hex);
  const nonce = ticket.subarray(13, 13 + ticket[12]!);
  const after = 13 + nonce.length;
  const identity = ticket.subarray(after + 2, after + 2 + ticket.readUInt16BE(after));
  const psk = expandLabel(derived(simple!, "res master"), "resumption", nonce, 32);
  assertEquals(derived(simple!, "resumption"), psk);
  assertEquals(derived(resumed!, "PSK"), psk);
  assert(bytes(messageOf(resumed!, "client", "client_hello").hex).includes(identity));
});

Deno.test("the binder of RFC 8448, section 4, authenticates the ClientHello up to it", () => {
  const resumed = TRACES[1]!;
  const hello = bytes(messageOf(resumed, "client", "client_hello").hex);
  // One binder of 32 bytes ends the message; its length and that of the list take three.
  const truncated = sha256(hello.subarray(0, -35));
  const binder = hmac(derived(resumed, "res binder finished"), truncated);
  assertEquals(derived(resumed, "binder"), binder);
  assertEquals(hello.subarray(-32), binder);
});
