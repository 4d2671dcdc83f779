import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { SessionState } from "../../../view/protocol.ts";
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
  const words = ["server certificate_request", "client certificate"];
  assert(sentence("request", {}, ...words).includes("proved nothing"));
});

Deno.test("page/sentences: TLS 1.3 encrypts nothing with the server's public key", () => {
  assert(sentence("keys").startsWith("No secret is sent any longer"));
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
  const suites = {
    "TLS 1.3": "TLS_CHACHA20_POLY1305_SHA256",
    "TLS 1.2": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  };
  for (const [version, cipherSuite] of Object.entries(suites)) {
    for (const step of STEPS) {
      const { en, zh } = sentenceOf(step, {
        session: session({ version, cipherSuite }),
        said: new Set(["server alert"]),
      });
      const title = STEP_TITLES[step];
      assert(title.en.length * 1.1 + en.length <= 212, en);
      // A Chinese character is about as wide as two of the others.
      assert(width(title.zh + zh) <= 192, zh);
    }
  }
});

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
  assert(sentence("agree", {}, "server hello_retry_request").includes("hello again"));
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
  for (const version of ["TLS 1.3", "TLS 1.2", "TLS 1.0", null]) {
    for (const resumed of [false, true]) {
      for (const step of STEPS) {
        const { en, zh } = sentenceOf(step, {
          session: session({ version, resumed }),
          said: new Set(),
        });
        assert(en.endsWith("."), en);
        assert(zh.endsWith("。"), zh);
      }
    }
  }
});
