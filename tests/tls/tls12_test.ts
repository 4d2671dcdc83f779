import { assert, assertEquals, assertExists, assertMatch, assertStringIncludes } from "@std/assert";
import { bytes } from "./message/build.ts";
import { dataOf, decode, only, outline, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { sealed, type Spoken, spokenOn } from "./support/spoken.ts";

const TLS12 = recorded("TLS 1.2, a session with an id");
const RENEGOTIATED = recorded("TLS 1.2, the client authenticated, renegotiated");

Deno.test("a renegotiation is read under the keys before, and changes them", () => {
  const events = decode(RENEGOTIATED.records, RENEGOTIATED);
  const hellos = only(events, "message").filter(({ name }) => name === "client_hello");
  assertEquals(hellos.map(({ encrypted }) => encrypted), [false, true]);
  assertEquals(only(events, "message").filter(({ proof }) => proof?.result === "proved").length, 7);
});

Deno.test("a renegotiation whose second secret is not known seals what follows it", () => {
  const [first] = RENEGOTIATED.keyLog.split("\n");
  const events = decode(RENEGOTIATED.records, { keyLog: `${first}\n` });
  assertEquals(dataOf(events, "client"), "ping\n");
  assertEquals(outline(events).filter((line) => /sealed/.test(line)).length, 6);
  const { decrypted, proofs } = summaryOf(events);
  assertEquals([decrypted, proofs.serverKeyExchange], [false, true]);
});

Deno.test("a renegotiation that is refused leaves what was agreed on", () => {
  const spoken = spokenOn(RENEGOTIATED);
  const second = spoken.findLastIndex(({ name }) => name === "client_hello");
  const end = spoken.slice(-4).map((said) => ({ ...said, key: "changed 1" }));
  const refusal: Spoken = {
    from: "server",
    name: "alert",
    contentType: 21,
    content: bytes("0164"),
    key: "changed 1",
  };
  const heard = sealed(RENEGOTIATED, [...spoken.slice(0, second + 1), refusal, ...end]);
  const events = decode(heard, RENEGOTIATED);
  assert(outline(events).includes("< alert* no_renegotiation"));
  assertEquals(dataOf(events, "client"), "ping\nping\n");
  const { cipherSuite, group, proofs, version } = summaryOf(events);
  assertEquals([version, cipherSuite, group], [
    "TLS 1.2",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "x25519",
  ]);
  assertEquals(proofs, {
    serverKeyExchange: true,
    clientCertificateVerify: true,
    clientFinished: true,
    serverFinished: true,
  });
});

Deno.test("a suite that cannot be decrypted here is named with the reason", () => {
  const aria = recorded("TLS 1.2, ARIA");
  const events = decode(aria.records, aria);
  assertEquals(only(events, "sealed").length, 6);
  for (const { reason } of only(events, "sealed")) {
    assertEquals(
      reason.en,
      "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256 cannot be decrypted here: there is no ARIA_128_GCM",
    );
    assertExists(reason.zh);
  }
  const { cipherSuite, decrypted, proofs } = summaryOf(events);
  assertEquals([cipherSuite, decrypted], ["TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256", false]);
  assertEquals(proofs, { serverKeyExchange: true });
});

for (const [suite, name] of [[0x0005, "RC4_128"], [0x0041, "CAMELLIA_128_CBC"]] as const) {
  Deno.test(`a server that chooses ${name} is heard, and what follows is sealed`, () => {
    const [hello, serverHello, ...others] = TLS12.records;
    const chosen = serverHello!.bytes.slice();
    const at = 44 + chosen[43]!;
    chosen.set([suite >> 8, suite], at);
    const events = decode([hello!, { from: "server", bytes: chosen }, ...others], TLS12);
    assertMatch(summaryOf(events).cipherSuite!, new RegExp(name));
    assertStringIncludes(only(events, "sealed")[0]!.reason.en, `there is no ${name}`);
  });
}

Deno.test("a suite that nobody has registered is said to be that", () => {
  const [hello, serverHello, ...others] = TLS12.records;
  const chosen = serverHello!.bytes.slice();
  chosen.set([0xee, 0xee], 44 + chosen[43]!);
  const events = decode([hello!, { from: "server", bytes: chosen }, ...others], TLS12);
  assertEquals(summaryOf(events).cipherSuite, null);
  assertEquals(only(events, "sealed")[0]!.reason.en, "The cipher suite is not a registered one");
});
