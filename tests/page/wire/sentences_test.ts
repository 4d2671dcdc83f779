import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { SessionState } from "../../../view/protocol.ts";
import type { Course } from "../../../page/wire/course.ts";
import { sentenceOf } from "../../../page/wire/sentences.ts";
import { STEP_TITLES, type StepId, STEPS } from "../../../page/wire/steps.ts";
import { session } from "./said.ts";

/** The English sentence of a step. */
function sentence(
  step: StepId,
  differs: Partial<SessionState> = {},
  ...words: readonly string[]
): string {
  return sentenceOf(step, { session: session(differs), said: new Set(words) }).en;
}

const NEVER = "It never came to this.";

Deno.test("page/sentences: a server that did not ask for a certificate is said not to have asked", () => {
  assert(sentence("request").startsWith("This one did not."));
});

Deno.test("page/sentences: a client that signed is said to have proved itself", () => {
  const words = ["server certificate_request", "client certificate", "client certificate_verify"];
  assert(sentence("request", {}, ...words).includes("answered in the same way"));
});

Deno.test("page/sentences: a client without a certificate has proved nothing", () => {
  const empty = ["server certificate_request", "client no certificate"];
  assert(sentence("request", {}, ...empty).includes("is empty"));
  const unsigned = ["server certificate_request", "client certificate"];
  assert(sentence("request", {}, ...unsigned).includes("no signature"));
});

Deno.test("page/sentences: TLS 1.3 encrypts nothing with the server's public key", () => {
  assert(sentence("keys").startsWith("No secret is sent, not even encrypted"));
});

Deno.test("page/sentences: RSA key transport does encrypt with the server's public key", () => {
  const rsa = sentence("keys", { version: "TLS 1.2", cipherSuite: "TLS_RSA_WITH_AES_128_CBC_SHA" });
  assert(rsa.includes("encrypts a random secret with the public key"));
});

for (
  const [suite, way] of [
    ["TLS_PSK_WITH_AES_128_GCM_SHA256", "both knew a secret beforehand"],
    ["TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256", "both knew a secret beforehand"],
    ["TLS_DH_anon_WITH_AES_128_GCM_SHA256", "The server proves nothing"],
  ] as const
) {
  Deno.test(`page/sentences: ${suite} has no certificate to speak of`, () => {
    const course = { version: "TLS 1.2", cipherSuite: suite, group: null };
    assert(sentence("prove", course).includes(way));
    assert(!sentence("keys", course).includes("certificate"));
  });
}

Deno.test("page/sentences: a fresh key exchange makes the shared secret not enough to know", () => {
  const suite = (cipherSuite: string) => sentence("keys", { version: "TLS 1.2", cipherSuite });
  assert(suite("TLS_DHE_PSK_WITH_AES_128_GCM_SHA256").includes("is not enough"));
  assert(suite("TLS_PSK_WITH_AES_128_GCM_SHA256").includes("can open all that was recorded"));
});

Deno.test("page/sentences: no step takes more than two lines of a wire 690 pixels wide", () => {
  for (const course of COURSES) {
    for (const step of STEPS) {
      const { en, zh } = sentenceOf(step, course);
      const title = STEP_TITLES[step];
      assert(title.en.length * 1.1 + en.length <= 212, en);
      // A Chinese character is about as wide as two of the others.
      assert(width(title.zh + zh) <= 192, zh);
    }
  }
});

/** What was said, in ways that sentences depend on. */
const SAID: readonly (readonly string[])[] = [
  [],
  ["server alert"],
  ["client client_hello", "server hello_retry_request", "server warning"],
  ["server certificate_request"],
  ["server certificate_request", "client no certificate"],
  ["server certificate_request", "client certificate"],
  ["server certificate_request", "client certificate", "client certificate_verify"],
  ["server certificate_request", "client sealed"],
];

/** Sessions that go every way there is. */
const SESSIONS: readonly Partial<SessionState>[] = [
  ...["x25519", "MLKEM768", "SecP384r1MLKEM1024", "brainpoolP256r1tls13", null].flatMap((group) =>
    [false, true].map((resumed) => ({
      version: "TLS 1.3",
      cipherSuite: "TLS_CHACHA20_POLY1305_SHA256",
      group,
      resumed,
    }))
  ),
  ...[
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
    "TLS_RSA_WITH_NULL_SHA256",
    "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA",
    "TLS_PSK_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256",
    "TLS_SRP_SHA_WITH_AES_128_CBC_SHA",
    "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA",
    "TLS_KRB5_WITH_3DES_EDE_CBC_SHA",
    "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
  ].flatMap((cipherSuite) =>
    [false, true].map((resumed) => ({ version: "TLS 1.2", cipherSuite, resumed }))
  ),
  { completed: false, version: null, cipherSuite: null, group: null },
  { serverName: null },
  { serverName: null, version: "TLS 1.2" },
  { proofs: { clientCertificateVerify: false } },
  { tls: false, version: null, cipherSuite: null, group: null },
  {
    outcome: {
      kind: "refused",
      title: { en: "Refused", zh: "拒绝" },
      why: { en: "Unknown", zh: "未知" },
      alert: { from: "server", description: "unsupported_certificate" },
    },
  },
];

const COURSES = SESSIONS.flatMap((differs) =>
  SAID.map((said): Course => ({ session: session(differs), said: new Set(said) }))
);

/** How many columns a text takes. */
function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
}

Deno.test("page/sentences: a resumed session shows no certificate", () => {
  assert(sentence("prove", { resumed: true }).startsWith("No certificate this time."));
  assert(sentence("prove", { resumed: true, version: "TLS 1.2" }).startsWith("No certificate"));
});

Deno.test("page/sentences: keys of a resumed session may do without a new exchange", () => {
  assert(sentence("keys", { resumed: true, group: null }).includes("alone"));
  assert(sentence("keys", { resumed: true, group: "x25519" }).includes("fresh key shares"));
});

Deno.test("page/sentences: what was agreed on is named", () => {
  assert(sentence("agree").endsWith("Here: TLS_AES_256_GCM_SHA384, x25519."));
});

Deno.test("page/sentences: hello_retry_request is told of where it passed", () => {
  assert(
    sentence("agree", {}, "server hello_retry_request").startsWith(
      "The server asked for a second hello",
    ),
  );
});

Deno.test("page/sentences: steps that a broken-off handshake never reached say so", () => {
  const broken = { completed: false, version: null, cipherSuite: null, group: null };
  for (const step of ["prove", "request", "keys"] as const) {
    assertEquals(sentence(step, broken, "client client_hello", "server alert"), NEVER);
  }
});

Deno.test("page/sentences: a handshake that goes on may still reach a step", () => {
  const going = { completed: false, ended: null };
  assertNotEquals(sentence("prove", going, "client client_hello"), NEVER);
});

Deno.test("page/sentences: steps within envelopes that stay closed are not said to be missing", () => {
  const closed = sentence("prove", { completed: false, decrypted: false }, "server sealed");
  assert(closed.includes("could not be opened"));
});

Deno.test("page/sentences: what may be within envelopes that stay closed is not said to have failed to come", () => {
  const differs = { completed: false, decrypted: false };
  const words = ["client client_hello", "server server_hello", "server sealed", "client sealed"];
  for (const step of ["prove", "request", "keys"] as const) {
    assert(sentence(step, differs, ...words).startsWith("If it came to this"), step);
  }
  assert(sentence("end", differs, ...words).startsWith("Whether they said goodbye"));
});

Deno.test("page/sentences: the end names the alert that broke the connection off", () => {
  const outcome = {
    kind: "refused" as const,
    title: { en: "Refused", zh: "拒绝" },
    why: { en: "Unknown", zh: "未知" },
    alert: { from: "client" as const, description: "unknown_ca" },
  };
  const end = sentence("end", { outcome }, "client alert");
  assertEquals(end, "The client breaks off and says why: unknown_ca.");
});

Deno.test("page/sentences: a talk without a goodbye may have been cut off", () => {
  assert(sentence("end", {}, "client data").startsWith("Nobody said goodbye"));
});

Deno.test("page/sentences: plain text is said to be open to everybody", () => {
  assert(sentence("talk", { tls: false, version: null }).startsWith("There is no TLS here"));
});

Deno.test("page/sentences: every step has a sentence in both languages, whatever was agreed on", () => {
  for (const course of COURSES) {
    for (const step of STEPS) {
      const { en, zh } = sentenceOf(step, course);
      assert(en.endsWith("."), en);
      assert(zh.endsWith("。"), zh);
    }
  }
});

Deno.test("page/sentences: a hello without a server name is not said to have one", () => {
  for (const version of ["TLS 1.3", "TLS 1.2"]) {
    const said = sentence("ask", { version, serverName: null }, "client client_hello");
    assert(said.includes("names no server"), said);
    assert(sentence("ask", { version }, "client client_hello").includes("names the server wanted"));
  }
});

Deno.test("page/sentences: with ML-KEM a secret is sent, encrypted to the client's key", () => {
  for (const group of ["X25519MLKEM768", "MLKEM1024"]) {
    assert(sentence("keys", { group }).includes("a secret encrypted to a key"), group);
  }
});

Deno.test("page/sentences: of a group that is not known here nothing is claimed", () => {
  assert(sentence("keys", { group: "0x1234" }).startsWith("Both make the same keys"));
});

Deno.test("page/sentences: a resumed session without a new exchange gives no half of one", () => {
  const said = sentence("agree", { resumed: true, group: null }, "server server_hello");
  assert(said.includes("without a new key exchange"));
  assert(!said.includes("half"));
});

Deno.test("page/sentences: the server of a handshake that broke off at the hello has chosen nothing", () => {
  const broken = { completed: false, version: null, cipherSuite: null, group: null };
  assertEquals(sentence("agree", broken, "client client_hello", "server alert"), NEVER);
});

Deno.test("page/sentences: a client that has not answered has sent nothing empty", () => {
  const broken = { completed: false };
  const said = sentence("request", broken, "server certificate_request", "server finished");
  assert(said.includes("gave no answer"));
});

Deno.test("page/sentences: a client's signature that does not fit proves nothing", () => {
  const said = sentence(
    "request",
    { proofs: { clientCertificateVerify: false } },
    "server certificate_request",
    "client certificate",
    "client certificate_verify",
  );
  assert(said.includes("proved nothing"));
});

for (
  const [suite, prove, keys] of [
    ["TLS_RSA_PSK_WITH_AES_128_CBC_SHA", "both knew a secret", "that one and the private key"],
    ["TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "signs nothing", "stands in its certificate"],
    ["TLS_DH_DSS_WITH_AES_128_CBC_SHA", "signs nothing", "stands in its certificate"],
    ["TLS_SRP_SHA_WITH_AES_128_CBC_SHA", "no certificate", "password"],
    ["TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA", "server_key_exchange", "password"],
    ["TLS_KRB5_WITH_RC4_128_SHA", "no certificate", "ticket"],
    ["TLS_PSK_DHE_WITH_AES_128_CCM_8", "no certificate", "is not enough"],
  ] as const
) {
  Deno.test(`page/sentences: ${suite} goes a way of its own`, () => {
    const differs = { version: "TLS 1.2", cipherSuite: suite };
    assert(sentence("prove", differs).includes(prove));
    assert(sentence("keys", differs).includes(keys));
  });
}

Deno.test("page/sentences: suites that encrypt nothing, or with too short a key, hide nothing", () => {
  const talk = (cipherSuite: string) => sentence("talk", { version: "TLS 1.2", cipherSuite });
  assert(talk("TLS_RSA_WITH_NULL_SHA256").includes("hides nothing"));
  assert(talk("TLS_RSA_EXPORT_WITH_DES40_CBC_SHA").includes("so short"));
  assert(talk("TLS_RSA_WITH_3DES_EDE_CBC_SHA").includes("nobody on the way can read it"));
});

Deno.test("page/sentences: a warning has not broken the connection off", () => {
  const outcome = {
    kind: "good" as const,
    title: { en: "Good", zh: "正常" },
    why: { en: "Well", zh: "正常" },
    alert: { from: "server" as const, description: "unrecognized_name" },
  };
  const end = sentence("end", { version: "TLS 1.2", outcome }, "server alert", "server warning");
  assert(end.startsWith("The server sent a warning: unrecognized_name."));
});
