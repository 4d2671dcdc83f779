import { assert, assertEquals } from "@std/assert";
import type { CertificateCard, Chain } from "../../../view/protocol.ts";
import type { Check, Reason } from "../../../x509/check.ts";
import { MEANINGS } from "../../../x509/check.ts";
import { isSelfIssued } from "../../../page/certificate/card.ts";
import { answersTo, linkOf, possessionOf, verdictOf } from "../../../page/certificate/verdict.ts";
import { dayOf, remaining } from "../../../page/certificate/validity.ts";

function check(reason: Reason, passed = true): Check {
  return { reason, passed, certificate: 0, text: { en: reason, zh: reason }, source: "RFC 5280 6" };
}

function chain(differs: Partial<Chain>): Chain {
  return {
    side: "server",
    cards: [],
    checks: [],
    valid: true,
    detail: null,
    host: "localhost",
    trusted: { en: "this lab's own authority", zh: "本实验室自己的 CA" },
    ...differs,
  };
}

function card(title: string, ...names: string[]): CertificateCard {
  return {
    role: "leaf",
    presented: true,
    title,
    issuer: title,
    names,
    notBefore: "2026-01-10",
    notAfter: "2026-02-10",
    key: "EC P-256",
    signature: "ecdsa-with-SHA256",
    facts: [],
    text: "",
    pem: "",
  };
}

function fact(name: string, value: string): CertificateCard["facts"][number] {
  return { label: { en: name, zh: name }, value };
}

Deno.test("page/verdict: checks answer the questions one asks of a certificate", () => {
  const answers = answersTo([
    check("version"),
    check("bad-signature"),
    check("expired"),
    check("wrong-purpose"),
    check("name-mismatch", false),
  ]);
  assertEquals(answers.map(({ question, failed }) => [question, failed?.reason]), [
    ["trust", undefined],
    ["dates", undefined],
    ["name", "name-mismatch"],
    ["purpose", undefined],
    ["form", undefined],
  ]);
});

Deno.test("page/verdict: a question nobody asked gets no answer", () => {
  assertEquals(answersTo([check("expired")]).map(({ question }) => question), ["dates"]);
});

Deno.test("page/verdict: the first failure of a question is its answer", () => {
  const answers = answersTo([check("bad-signature"), check("self-signed", false)]);
  assertEquals(answers[0]?.failed?.reason, "self-signed");
});

Deno.test("page/verdict: every reason a path is refused for belongs to a question", () => {
  for (const reason of Object.keys(MEANINGS) as Reason[]) {
    assertEquals(answersTo([check(reason, false)])[0]?.failed?.reason, reason);
  }
});

Deno.test("page/verdict: a valid chain proves whose key it is, and names who vouches", () => {
  assertEquals(
    verdictOf(chain({})).en,
    "The certificate proves that its key belongs to localhost. Vouched for by this lab's own authority.",
  );
});

Deno.test("page/verdict: a refused chain does not prove the name", () => {
  assertEquals(
    verdictOf(chain({ valid: false, host: "example.com" })).en,
    "The certificate does not prove that this is example.com.",
  );
});

Deno.test("page/verdict: where no name was wanted, the names in it count, not the common name", () => {
  const verdict = verdictOf(
    chain({ host: null, cards: [card("bank.example", "a.test", "b.test")] }),
  );
  assert(verdict.en.includes("belongs to a.test, b.test."));
  assert(verdict.en.includes("not known here"));
  assert(!verdict.en.includes("bank.example"));
});

Deno.test("page/verdict: many names are not all listed", () => {
  const verdict = verdictOf(chain({ host: null, cards: [card("x", "a", "b", "c", "d", "e")] }));
  assert(verdict.en.includes("a, b, c and 2 more."));
});

Deno.test("page/verdict: a certificate without names holds for none", () => {
  const verdict = verdictOf(chain({ host: null, cards: [card("bank.example")] }));
  assert(verdict.en.endsWith("holds for no name."));
});

Deno.test("page/verdict: a refused chain of nobody knows whom names nobody", () => {
  const verdict = verdictOf(chain({ valid: false, host: null, cards: [card("bank.example")] }));
  assertEquals(verdict.en, "The certificate does not prove whose its key is.");
});

Deno.test("page/verdict: a name cannot turn the sentence around", () => {
  const verdict = verdictOf(chain({ side: "client", host: null, cards: [card("\u202emoc")] }));
  assert(verdict.en.includes("belongs to \\u202emoc."));
});

Deno.test("page/verdict: without a signature a key may be proved by being used", () => {
  assert(possessionOf(undefined, true).en.includes("without a signature"));
});

Deno.test("page/card: a root in between is known by its whole name", () => {
  const named = (issuer: string): CertificateCard => ({
    ...card("CA"),
    facts: [fact("subject", "C = CN, CN = CA"), fact("issuer", issuer)],
  });
  assert(isSelfIssued(named("C = CN, CN = CA")));
  assert(!isSelfIssued(named("C = DE, CN = CA")));
});

Deno.test("page/verdict: a certificate alone is no proof of who shows it", () => {
  assert(possessionOf(true).en.includes("was proved apart"));
  assert(possessionOf(false).en.includes("is not its owner"));
  assert(possessionOf(null).en.includes("could not be checked"));
  assert(possessionOf(undefined).en.includes("No signature"));
});

for (
  const [source, link] of [
    ["RFC 5280 6.1.3 (a)(1)", "https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3"],
    ["RFC 9525 6", "https://www.rfc-editor.org/rfc/rfc9525#section-6"],
    ["RFC 8446 section 4.4.2.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2"],
    ["CA/B Baseline Requirements 6.1.5", null],
  ] as const
) {
  Deno.test(`page/verdict: ${source} is read at ${link ?? "no address"}`, () => {
    assertEquals(linkOf(source), link);
  });
}

Deno.test("page/validity: days left are counted from the moment of the talk", () => {
  const at = (day: string) => remaining("2026-01-10", "2026-02-10", Date.parse(day)).en;
  assertEquals(at("2026-01-31"), "10 days left");
  assertEquals(at("2026-02-13"), "expired 3 days before");
  assertEquals(at("2026-01-05"), "begins 5 days later");
});

Deno.test("page/validity: below a day, hours are counted", () => {
  const at = (moment: string) =>
    remaining("2026-01-10T00:00:00Z", "2026-02-10T00:00:00Z", Date.parse(moment)).en;
  assertEquals(at("2026-02-09T13:00:00Z"), "11 hours left");
  assertEquals(at("2026-02-10T00:10:00Z"), "expired less than an hour before");
  assertEquals(at("2026-02-11T00:00:00Z"), "expired 1 day before");
  assertEquals(at("2026-02-08T12:00:00Z"), "1 day left");
  assertEquals(at("2026-01-09T23:00:00Z"), "begins 1 hour later");
  assertEquals(at("2026-02-08T00:00:00Z"), "2 days left");
});

Deno.test("page/validity: days are written as each language writes them", () => {
  assertEquals(dayOf("2026-11-24T21:59:51.000Z"), { en: "24 November 2026", zh: "2026年11月24日" });
});
