import { assert, assertEquals } from "@std/assert";
import type { SessionState } from "../../../view/protocol.ts";
import { glimpseOf } from "../../../page/wire/glimpses.ts";
import { type StepId, STEPS } from "../../../page/wire/steps.ts";
import { session } from "./said.ts";

/** What an eavesdropper is told of a step, in English. */
function glimpse(
  step: StepId,
  differs: Partial<SessionState> = {},
  ...words: readonly string[]
): string {
  return glimpseOf(step, { session: session(differs), said: new Set(words) }).en;
}

const SUITE_12 = (cipherSuite: string) => ({ version: "TLS 1.2", cipherSuite });
const HALVES = ["server server_hello", "server server_key_exchange", "client client_key_exchange"];

Deno.test("page/glimpses: a fresh key exchange shows both its halves", () => {
  assert(glimpse("agree", {}, "server server_hello").includes("Both halves"));
  const ecdhe = SUITE_12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  assert(glimpse("agree", ecdhe, ...HALVES).includes("Both halves"));
});

Deno.test("page/glimpses: where there are no halves, none are in sight", () => {
  const none: readonly [Partial<SessionState>, readonly string[]][] = [
    [{ resumed: true, group: null }, ["server server_hello"]],
    [SUITE_12("TLS_RSA_WITH_AES_128_CBC_SHA"), HALVES],
    [SUITE_12("TLS_PSK_WITH_AES_128_CBC_SHA"), HALVES],
    [{ ...SUITE_12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), resumed: true }, HALVES],
    [SUITE_12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), ["server server_hello"]],
  ];
  for (const [differs, words] of none) {
    assertEquals(glimpse("agree", differs, ...words), "What was chosen can be read too.");
  }
});

Deno.test("page/glimpses: a client is known by a certificate, not by the request for one", () => {
  const tls12 = { version: "TLS 1.2" };
  assert(glimpse("request", tls12, "client certificate").includes("learns who the client is"));
  assert(glimpse("request", tls12, "client no certificate").includes("has no certificate"));
  assert(
    glimpse("request", tls12, "server certificate_request").startsWith("That the server asks"),
  );
});

Deno.test("page/glimpses: a resumed session has no certificate among what is sealed", () => {
  assert(glimpse("sealed").startsWith("The certificate"));
  assert(!glimpse("sealed", { resumed: true }).includes("certificate"));
});

Deno.test("page/glimpses: what a suite does not hide is not said to be hidden", () => {
  assert(glimpse("sealed", SUITE_12("TLS_RSA_WITH_NULL_SHA")).includes("can be read"));
  const short = SUITE_12("TLS_RSA_EXPORT_WITH_RC4_40_MD5");
  assert(glimpse("sealed", short).includes("so short"));
});

Deno.test("page/glimpses: change_cipher_spec means something until TLS 1.2", () => {
  assert(glimpse("keys").includes("no meaning in TLS 1.3"));
  assert(!glimpse("keys", { version: "TLS 1.2" }).includes("no meaning"));
});

Deno.test("page/glimpses: plain text lies open, stray records of TLS are told apart", () => {
  assert(glimpse("talk", { tls: false }).startsWith("Every word lies open"));
  assert(glimpse("talk").startsWith("Records that are not sealed"));
});

Deno.test("page/glimpses: every step has a sentence in both languages", () => {
  for (const step of STEPS) {
    const { en, zh } = glimpseOf(step, { session: session(), said: new Set() });
    assert(en.endsWith("."), en);
    assert(zh.endsWith("。"), zh);
  }
});
