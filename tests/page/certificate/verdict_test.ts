import { assert, assertEquals } from "@std/assert";
import type { Chain } from "../../../view/protocol.ts";
import type { Check, Reason } from "../../../x509/check.ts";
import { MEANINGS } from "../../../x509/check.ts";
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

Deno.test("page/validity: days are written as each language writes them", () => {
  assertEquals(dayOf("2026-11-24T21:59:51.000Z"), { en: "24 November 2026", zh: "2026年11月24日" });
});
