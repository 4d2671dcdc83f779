import { assertEquals } from "@std/assert";
import type { Language } from "../../cli/language.ts";
import { factsOf } from "../../tap/facts.ts";
import { decode, only } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";

/** The facts of the messages of a name on a recorded connection, in one language. */
function facts(connection: string, name: string, language: Language = "en"): string[][] {
  const { records, keyLog } = recorded(connection);
  return only(decode(records, { keyLog }), "message")
    .filter((message) => message.name === name)
    .map((message) =>
      factsOf(message).map((fact) => typeof fact === "string" ? fact : fact[language])
    );
}

const EARLY = "TLS 1.3, early data rejected with hello_retry_request";

for (
  const [connection, name, ...expected] of [
    [
      "TLS 1.3, the client authenticated",
      "client_hello",
      ["server.test", "TLS 1.3", "lab/1", "lab/2"],
    ],
    [EARLY, "client_hello", ["TLS 1.3", "resumes", "early data"], ["TLS 1.3", "resumes"]],
    ["TLS 1.2, RSA key transport", "client_hello", ["TLS 1.2"]],
    [
      "TLS 1.3, the client authenticated",
      "server_hello",
      ["TLS 1.3", "TLS_AES_128_GCM_SHA256", "x25519"],
    ],
    [EARLY, "hello_retry_request", ["TLS 1.3", "TLS_AES_128_GCM_SHA256", "secp256r1"]],
    ["TLS 1.0, the client authenticated", "server_hello", [
      "TLS 1.0",
      "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    ]],
    ["TLS 1.3, the client authenticated", "encrypted_extensions", ["lab/2"]],
    ["TLS 1.3, the session taken up, early data accepted", "encrypted_extensions", [
      "early data accepted",
    ]],
    ["TLS 1.3, the client authenticated", "certificate", ["CN = server.test"], [
      "CN = client.test",
    ]],
    ["TLS 1.3, the client authenticated", "certificate_verify", ["ecdsa_secp256r1_sha256"], [
      "ecdsa_secp256r1_sha256",
    ]],
    ["TLS 1.2, a session with a ticket", "server_key_exchange", [
      "x25519",
      "ecdsa_secp256r1_sha256",
    ]],
    ["TLS 1.2, anonymous ECDH", "server_key_exchange", ["x25519"]],
    ["TLS 1.3, a session", "new_session_ticket", ["valid for 7200 s"]],
    [
      "TLS 1.3, the client authenticated after the handshake, keys updated",
      "key_update",
      [
        "asks for the same",
      ],
      [],
      [],
      [],
      ["asks for the same"],
      [],
    ],
    ["TLS 1.3, a session", "finished", [], []],
    ["TLS 1.3, a session", "change_cipher_spec", [], []],
  ] as [string, string, ...string[][]][]
) {
  Deno.test(`factsOf() says what matters of ${name} in ${connection}`, () => {
    assertEquals(facts(connection, name), expected);
  });
}

Deno.test("factsOf() speaks Chinese", () => {
  const [first] = facts(EARLY, "client_hello", "zh");
  const [ticket] = facts("TLS 1.3, a session", "new_session_ticket", "zh");
  assertEquals([first, ticket], [["TLS 1.3", "恢复会话", "早期数据"], ["有效期 7200 秒"]]);
});

Deno.test("factsOf() leaves out versions that are GREASE", () => {
  const { records } = recorded("TLS 1.3, a session");
  const hex = records[0]!.bytes.toHex().replace("002b0003020304", "002b0003020a0a");
  const [hello] = only(decode([{ from: "client", bytes: Uint8Array.fromHex(hex) }]), "message");
  assertEquals(factsOf(hello!), []);
});

Deno.test("factsOf() has nothing to say of a message that is broken", () => {
  const { records } = recorded("TLS 1.3, a session");
  const bytes = records[0]!.bytes.slice();
  bytes[9 + 34] = 0xff; // The session id goes beyond the end.
  const [hello] = only(decode([{ from: "client", bytes }]), "message");
  assertEquals([hello!.message, factsOf(hello!)], [undefined, []]);
});
