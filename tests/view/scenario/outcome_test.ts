import { assertEquals, assertNotEquals } from "@std/assert";
import { UserError } from "../../../cli/error.ts";
import { ACKNOWLEDGEMENT } from "../../../talk/acknowledgement.ts";
import { outcomeOf } from "../../../view/scenario/outcome.ts";
import type { Ending, Happening } from "../../../view/scenario/scenario.ts";

const expecting = (when: Happening): Ending => ({
  when,
  title: { en: "As expected", zh: "符合预期" },
  why: { en: "So it is.", zh: "就是这样。" },
});

const ERROR = new UserError({ en: "Problem", zh: "问题" }, { en: "Remedy", zh: "办法" });
const UNKNOWN_CA = { from: "client", description: "unknown_ca" } as const;
const talked = (...answers: (string | undefined)[]) =>
  ({ what: "talked", answers, handshake: "full" }) as const;

Deno.test("outcomeOf() takes the scenario's words for the alert it expects", () => {
  const outcome = outcomeOf({ what: "broken", error: ERROR, alert: UNKNOWN_CA }, {
    ...expecting({ ...UNKNOWN_CA }),
  });
  assertEquals(outcome, {
    kind: "refused",
    title: { en: "As expected", zh: "符合预期" },
    why: { en: "So it is.", zh: "就是这样。" },
    alert: UNKNOWN_CA,
    error: { en: "Problem", zh: "问题" },
  });
});

Deno.test("outcomeOf() has other words for another alert, or for one of the other side", () => {
  for (
    const when of [{ ...UNKNOWN_CA, description: "bad_certificate" }, {
      ...UNKNOWN_CA,
      from: "server",
    }] as const
  ) {
    const outcome = outcomeOf(
      { what: "broken", error: ERROR, alert: UNKNOWN_CA },
      expecting(when),
    );
    assertEquals(outcome.title.en, "One side broke off with an alert");
    assertEquals([outcome.kind, outcome.alert], ["refused", UNKNOWN_CA]);
  }
});

Deno.test("outcomeOf() claims no alert where none was seen", () => {
  const outcome = outcomeOf(
    { what: "broken", error: ERROR, alert: undefined },
    expecting(UNKNOWN_CA),
  );
  assertEquals(outcome.title.en, "The connection broke off");
  assertEquals(["alert" in outcome, outcome.error], [false, ERROR.problem]);
});

Deno.test("outcomeOf() calls a talk good that was expected to be refused", () => {
  const outcome = outcomeOf(talked(ACKNOWLEDGEMENT.en), expecting(UNKNOWN_CA));
  assertEquals([outcome.kind, outcome.title.en], ["good", "Every message was acknowledged"]);
  assertNotEquals(outcome.why, expecting(UNKNOWN_CA).why);
});

Deno.test("outcomeOf() takes an acknowledgement in either language", () => {
  const { kind } = outcomeOf(
    talked(ACKNOWLEDGEMENT.zh, ACKNOWLEDGEMENT.en),
    expecting("answered"),
  );
  assertEquals(kind, "good");
});

Deno.test("outcomeOf() calls it harm if one answer is not what a server says", () => {
  const outcome = outcomeOf(
    talked(ACKNOWLEDGEMENT.en, `${ACKNOWLEDGEMENT.en}!`),
    expecting("answered"),
  );
  assertEquals([outcome.kind, outcome.title.en], ["harmed", "An answer was changed on the way"]);
});

Deno.test("outcomeOf() does not call it good if an answer did not come", () => {
  const outcome = outcomeOf(talked(ACKNOWLEDGEMENT.en, undefined), expecting("answered"));
  assertEquals([outcome.kind, outcome.title.en], ["refused", "A message got no answer"]);
});

Deno.test("outcomeOf() does not call a full handshake a resumed one", () => {
  const outcome = outcomeOf(talked(ACKNOWLEDGEMENT.en), expecting("resumed"));
  assertEquals([outcome.kind, outcome.title.en], ["good", "Every message was acknowledged"]);
});

Deno.test("outcomeOf() tells a second client_hello from none", () => {
  const retried = { what: "talked", answers: [ACKNOWLEDGEMENT.en], handshake: "retried" } as const;
  const outcomes = ["retried", "answered"] as const;
  assertEquals(outcomes.map((when) => outcomeOf(retried, expecting(when)).title.en), [
    "As expected",
    "The server asked for another client_hello, then all went well",
  ]);
  assertEquals(outcomeOf(retried, expecting("retried")).kind, "good");
});

Deno.test("outcomeOf() blames key and certificate only if they are the reason", () => {
  const expected = expecting("mismatched");
  const mismatch = new Error("keys may not be consistent: KeyMismatch");
  const refused = new UserError(ERROR.problem, ERROR.remedy, { cause: mismatch });
  const titles = [refused, ERROR].map((error) =>
    outcomeOf({ what: "unstarted", error }, expected).title.en
  );
  assertEquals(titles, ["As expected", "The server did not start"]);
});

Deno.test("outcomeOf() says how long nothing happened", () => {
  const outcome = outcomeOf({ what: "late", seconds: 20 }, expecting("answered"));
  assertEquals([outcome.kind, outcome.why.en.includes("20 s")], ["refused", true]);
});

Deno.test("outcomeOf() gives the bare message of an error nobody foresaw", () => {
  const error = new TypeError("oops");
  const outcome = outcomeOf({ what: "broken", error, alert: undefined }, expecting("answered"));
  assertEquals(outcome.error, { en: "oops", zh: "oops" });
});
