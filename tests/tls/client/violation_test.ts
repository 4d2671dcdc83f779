import { assertEquals } from "@std/assert";
import { ALERT_CODES, type AlertName } from "../../../tls/client/tls_error.ts";
import { extension, handshakeMessage, number, uint16s, vector } from "../../../tls/client/write.ts";
import { ContentType } from "../../../tls/registry/content_types.ts";
import { joinBytes } from "../../../x509/der.ts";
import { authority, server as certificateFor } from "../../support/forged.ts";
import type { TlsClientOptions } from "../../../tls/client/client.ts";
import { reactionOf, SpokenTo } from "./spoken_to.ts";
import { clear, type Script, ScriptedServer } from "./scripted_server.ts";

const IDENTITY = await certificateFor("server", await authority("root"));
const X25519 = 0x001d;

/** Says something else instead of one message. */
function instead(name: string, other: (message: Uint8Array) => Uint8Array): Script {
  return { say: (said, message) => said === name ? other(message) : message };
}

/** A message with some bytes replaced. */
function patched(message: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = message.slice();
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
}

/** Where the fields of a ServerHello are whose session id has 32 bytes. */
const At = { version: 4, sessionId: 39, suite: 71, compression: 73, extensions: 74 };

/** A ServerHello with other extensions. */
function helloWith(...extensions: Uint8Array[]) {
  return (hello: Uint8Array) =>
    handshakeMessage(2, hello.slice(4, At.extensions), vector(2, ...extensions));
}

const VERSION = extension(43, number(0x0304, 2));
const share = (group: number, key: Uint8Array) =>
  extension(51, joinBytes([number(group, 2), vector(2, key)]));
const GOOD_SHARE = share(X25519, new Uint8Array(32).fill(9));
const RETRY = Uint8Array.fromHex(
  "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c",
);
const retryWith = (...extensions: Uint8Array[]) => (hello: Uint8Array) =>
  joinBytes([
    helloWith(VERSION, ...extensions)(hello).slice(0, 6),
    RETRY,
    helloWith(VERSION, ...extensions)(hello).slice(38),
  ]);

const encryptedExtensions = (...extensions: Uint8Array[]) =>
  instead("encrypted_extensions", () => handshakeMessage(8, vector(2, ...extensions)));
const alpn = (...names: string[]) =>
  extension(16, vector(2, ...names.map((name) => vector(1, new TextEncoder().encode(name)))));
const certificate = (entries: Uint8Array, context = vector(1)) =>
  instead("certificate", () => handshakeMessage(11, context, vector(3, entries)));
const entry = (der: Uint8Array, ...extensions: Uint8Array[]) =>
  joinBytes([vector(3, der), vector(2, ...extensions)]);

/** A message carried in another way. */
function carrying(
  name: string,
  how: (message: Uint8Array, seal: (type: number, content: Uint8Array) => Uint8Array) => Uint8Array,
): Script {
  return {
    carry: (said, message, seal) => said === name ? how(message, seal) : seal(22, message),
  };
}

/** In the clear, in as many records as it takes. */
function inParts(message: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < message.length; at += 2 ** 14) {
    parts.push(clear(22, message.slice(at, at + 2 ** 14)));
  }
  return joinBytes(parts);
}

const WRONG: readonly [
  what: string,
  alert: AlertName,
  script: Script,
  options?: Partial<TlsClientOptions>,
][] = [
  // server_hello
  ["TLS 1.2", "protocol_version", instead("server_hello", helloWith(GOOD_SHARE))],
  [
    "a version that was not offered",
    "illegal_parameter",
    instead("server_hello", helloWith(extension(43, number(0x0303, 2)), GOOD_SHARE)),
  ],
  [
    "another legacy_version",
    "illegal_parameter",
    instead("server_hello", (hello) => patched(hello, At.version, 3, 4)),
  ],
  [
    "another session_id",
    "illegal_parameter",
    instead("server_hello", (hello) => patched(hello, At.sessionId, 0, 0, 0)),
  ],
  [
    "a suite that was not offered",
    "illegal_parameter",
    instead("server_hello", (hello) => patched(hello, At.suite, 0x13, 0x04)),
  ],
  [
    "compression",
    "illegal_parameter",
    instead("server_hello", (hello) => patched(hello, At.compression, 1)),
  ],
  ["no key_share", "missing_extension", instead("server_hello", helloWith(VERSION))],
  [
    "a key share of a group without one",
    "illegal_parameter",
    instead("server_hello", helloWith(VERSION, share(0x0018, new Uint8Array(97).fill(4)))),
  ],
  [
    "a key share of low order",
    "illegal_parameter",
    instead("server_hello", helloWith(VERSION, share(X25519, new Uint8Array(32)))),
  ],
  [
    "a point that is not on the curve",
    "illegal_parameter",
    instead("server_hello", helloWith(VERSION, share(0x0017, new Uint8Array(65).fill(4)))),
    { groups: ["secp256r1"] },
  ],
  [
    "an extension that is unknown",
    "unsupported_extension",
    instead("server_hello", helloWith(VERSION, GOOD_SHARE, extension(0x1234))),
  ],
  [
    "an extension that belongs elsewhere",
    "illegal_parameter",
    instead("server_hello", helloWith(VERSION, GOOD_SHARE, alpn("tls-lab/1"))),
  ],
  [
    "an extension twice",
    "illegal_parameter",
    instead("server_hello", helloWith(VERSION, GOOD_SHARE, GOOD_SHARE)),
  ],
  [
    "a session nobody offered",
    "unsupported_extension",
    instead("server_hello", helloWith(VERSION, GOOD_SHARE, extension(41, number(0, 2)))),
  ],
  [
    "a broken extension",
    "decode_error",
    instead("server_hello", helloWith(VERSION, extension(51, Uint8Array.of(0)))),
  ],
  [
    "a hello that is cut off",
    "decode_error",
    instead("server_hello", (hello) => handshakeMessage(2, hello.slice(4, 60))),
  ],
  [
    "a hello with something behind it",
    "decode_error",
    instead("server_hello", (hello) => handshakeMessage(2, hello.slice(4), Uint8Array.of(0))),
  ],
  [
    "another message first",
    "unexpected_message",
    instead("server_hello", () => handshakeMessage(8, vector(2))),
  ],
  // hello_retry_request
  [
    "a request for nothing",
    "illegal_parameter",
    instead("server_hello", retryWith()),
  ],
  [
    "a request for a key it has",
    "illegal_parameter",
    instead("server_hello", retryWith(extension(51, number(X25519, 2)))),
  ],
  [
    "a request for a group that was not offered",
    "illegal_parameter",
    instead("server_hello", retryWith(extension(51, number(0x0019, 2)))),
  ],
  [
    "a request with a cookie as long as can be",
    "illegal_parameter",
    {
      ...instead("server_hello", retryWith(extension(44, vector(2, new Uint8Array(65_000))))),
      ...carrying("server_hello", inParts),
    },
  ],
  [
    "a second request",
    "unexpected_message",
    {
      retry: { group: "secp384r1" },
      ...instead("server_hello", retryWith(extension(51, number(0x0017, 2)))),
    },
  ],
  [
    "another suite than in the request",
    "illegal_parameter",
    {
      retry: { group: "secp384r1" },
      group: "secp384r1",
      ...instead("server_hello", (hello) => patched(hello, At.suite, 0x13, 0x03)),
    },
  ],
  // encrypted_extensions
  ["a protocol that was not offered", "illegal_parameter", encryptedExtensions(alpn("h2"))],
  [
    "two protocols",
    "illegal_parameter",
    encryptedExtensions(alpn("tls-lab/1", "tls-lab/1")),
  ],
  [
    "a protocol although none was offered",
    "unsupported_extension",
    encryptedExtensions(alpn("tls-lab/1")),
    { alpn: [] },
  ],
  [
    "a key share where it has no place",
    "illegal_parameter",
    encryptedExtensions(GOOD_SHARE),
  ],
  // certificate_request
  [
    "a request of a certificate with a context",
    "illegal_parameter",
    {
      request: true,
      ...instead(
        "certificate_request",
        () =>
          handshakeMessage(
            13,
            vector(1, Uint8Array.of(1)),
            vector(2, extension(13, vector(2, uint16s([0x0403])))),
          ),
      ),
    },
  ],
  [
    "a request of a certificate without schemes",
    "missing_extension",
    {
      request: true,
      ...instead("certificate_request", () => handshakeMessage(13, vector(1), vector(2))),
    },
  ],
  // certificate, certificate_verify, finished
  ["no certificate", "decode_error", certificate(new Uint8Array())],
  [
    "a certificate with a context",
    "illegal_parameter",
    certificate(entry(IDENTITY.der), vector(1, Uint8Array.of(1))),
  ],
  [
    "a certificate that is none",
    "bad_certificate",
    certificate(entry(Uint8Array.of(0x30, 0x03, 1, 1, 0))),
  ],
  [
    "a certificate with an extension nobody asked for",
    "unsupported_extension",
    certificate(entry(IDENTITY.der, extension(0x1234))),
  ],
  [
    "a certificate with a broken list of extensions",
    "decode_error",
    certificate(joinBytes([vector(3, IDENTITY.der), Uint8Array.of(0, 3, 1, 2, 3)])),
  ],
  [
    "a wrong signature",
    "decrypt_error",
    instead("certificate_verify", (message) => patched(message, -1, message.at(-1)! ^ 1)),
  ],
  [
    "a signature scheme that does not fit the key",
    "illegal_parameter",
    instead("certificate_verify", (message) => patched(message, 4, 0x08, 0x04)),
  ],
  [
    "a signature scheme for certificates only",
    "illegal_parameter",
    instead("certificate_verify", (message) => patched(message, 4, 0x04, 0x01)),
  ],
  [
    "a signature scheme that was not offered",
    "illegal_parameter",
    instead("certificate_verify", (message) => patched(message, 4, 0x02, 0x03)),
  ],
  [
    "no signature",
    "unexpected_message",
    { say: (name, message) => name === "certificate_verify" ? undefined : message },
  ],
  [
    "neither certificate nor signature",
    "unexpected_message",
    { say: (name, message) => name.startsWith("certificate") ? undefined : message },
  ],
  [
    "a wrong finished",
    "decrypt_error",
    instead("finished", (message) => patched(message, -1, message.at(-1)! ^ 1)),
  ],
  [
    "a finished that is too short",
    "decrypt_error",
    instead("finished", (message) => handshakeMessage(20, message.slice(4, -1))),
  ],
  // records
  [
    "a bit flipped on the way",
    "bad_record_mac",
    carrying("certificate", (message, seal) => {
      const record = seal(22, message);
      return patched(record, 50, record[50]! ^ 1);
    }),
  ],
  [
    "a message in the clear after the hello",
    "unexpected_message",
    carrying("encrypted_extensions", (message) => clear(22, message)),
  ],
  [
    "something behind the hello in its record",
    "unexpected_message",
    carrying("server_hello", (message) => clear(22, joinBytes([message, Uint8Array.of(8)]))),
  ],
  [
    "something behind the finished in its record",
    "unexpected_message",
    carrying("finished", (message, seal) => seal(22, joinBytes([message, Uint8Array.of(4)]))),
  ],
  [
    "an empty record",
    "unexpected_message",
    carrying("certificate", (_, seal) => seal(22, new Uint8Array())),
  ],
  [
    "data before the handshake is done",
    "unexpected_message",
    carrying("certificate", (_, seal) => seal(23, Uint8Array.of(1))),
  ],
  [
    "a change_cipher_spec inside a protected record",
    "unexpected_message",
    carrying("certificate", (_, seal) => seal(20, Uint8Array.of(1))),
  ],
  [
    "a change_cipher_spec of another value",
    "unexpected_message",
    carrying("certificate", () => clear(20, Uint8Array.of(2))),
  ],
  [
    "an alert between two parts of a message",
    "unexpected_message",
    carrying(
      "certificate",
      (message, seal) => joinBytes([seal(22, message.slice(0, 9)), seal(21, Uint8Array.of(1, 0))]),
    ),
  ],
  [
    "an alert of one byte",
    "decode_error",
    carrying("certificate", (_, seal) => seal(21, Uint8Array.of(1))),
  ],
  [
    "a record that is too long",
    "record_overflow",
    carrying("certificate", (_, seal) => seal(22, new Uint8Array(2 ** 14 + 1))),
  ],
  [
    "a record in the clear that is too long",
    "record_overflow",
    carrying("server_hello", () => clear(22, new Uint8Array(2 ** 14 + 1))),
  ],
  [
    "a message of 2 MiB",
    "decode_error",
    carrying("certificate", (_, seal) => seal(22, Uint8Array.of(11, 0x20, 0, 0))),
  ],
  [
    "records that break off",
    "decode_error",
    carrying("certificate", () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)),
  ],
];

for (const [what, alert, script, options] of WRONG) {
  Deno.test(`TlsClient ends with ${alert} on ${what}`, () => {
    const server = new ScriptedServer(IDENTITY, script);
    const to = new SpokenTo(options);
    const reaction = reactionOf(to, server, () => to.meet(server));
    assertEquals(reaction, { thrown: alert, sent: ALERT_CODES[alert] });
    assertEquals(to.chain, undefined);
  });
}

const AFTERWARDS: readonly [what: string, alert: AlertName, type: number, content: Uint8Array][] = [
  [
    "a request of a certificate",
    "unexpected_message",
    ContentType.handshake,
    handshakeMessage(13, vector(1), vector(2, extension(13, vector(2, uint16s([0x0403]))))),
  ],
  ["a hello", "unexpected_message", ContentType.handshake, handshakeMessage(2)],
  ["a broken ticket", "decode_error", ContentType.handshake, handshakeMessage(4, vector(2))],
  [
    "a key_update of another value",
    "illegal_parameter",
    ContentType.handshake,
    handshakeMessage(24, Uint8Array.of(2)),
  ],
  [
    "something behind a key_update",
    "unexpected_message",
    ContentType.handshake,
    joinBytes([handshakeMessage(24, Uint8Array.of(0)), Uint8Array.of(4)]),
  ],
  ["a heartbeat", "unexpected_message", ContentType.heartbeat, Uint8Array.of(1, 0, 0)],
];

for (const [what, alert, type, content] of AFTERWARDS) {
  Deno.test(`TlsClient ends with ${alert} on ${what} after the handshake`, () => {
    const server = new ScriptedServer(IDENTITY);
    const to = new SpokenTo();
    to.greet(server);
    const reaction = reactionOf(to, server, () => to.client.receive(server.seal(type, content)));
    assertEquals(reaction, { thrown: alert, sent: ALERT_CODES[alert] });
  });
}

Deno.test("TlsClient ends with unexpected_message on a change_cipher_spec after the handshake", () => {
  const server = new ScriptedServer(IDENTITY);
  const to = new SpokenTo();
  to.greet(server);
  const change = clear(20, Uint8Array.of(1));
  const reaction = reactionOf(to, server, () => to.client.receive(change));
  assertEquals(reaction, { thrown: "unexpected_message", sent: 10 });
});

Deno.test("TlsClient ends with bad_record_mac on a record that comes twice", () => {
  const server = new ScriptedServer(IDENTITY);
  const to = new SpokenTo();
  to.greet(server);
  const record = server.seal(23, Uint8Array.of(1));
  to.client.receive(record);
  const reaction = reactionOf(to, server, () => to.client.receive(record));
  assertEquals(reaction, { thrown: "bad_record_mac", sent: 20 });
});
