import { assertEquals, assertStringIncludes } from "@std/assert";
import { outcomeOf } from "../../../view/session/outcome.ts";

const DONE = { completed: true, decrypted: true, proofs: {}, data: { client: 5, server: 5 } };

Deno.test("outcomeOf() calls plain text harmed, for anybody could read and change it", () => {
  assertEquals(outcomeOf({ ...DONE, completed: false }, false, undefined).kind, "harmed");
});

Deno.test("outcomeOf() names the alert and who sent it", () => {
  const outcome = outcomeOf(DONE, true, { from: "server", description: "bad_record_mac" });
  assertEquals(outcome.kind, "refused");
  assertEquals(outcome.alert, { from: "server", description: "bad_record_mac" });
  assertStringIncludes(outcome.title.en, "server");
  assertStringIncludes(outcome.title.zh, "bad_record_mac");
});

Deno.test("outcomeOf() calls a failed proof harmed, even where the handshake was completed", () => {
  const proofs = { serverFinished: true, clientFinished: false };
  assertEquals(outcomeOf({ ...DONE, proofs }, true, undefined).kind, "harmed");
});

Deno.test("outcomeOf() does not call nothing at all harm", () => {
  const data = { client: 0, server: 0 };
  const outcome = outcomeOf({ ...DONE, completed: false, data }, false, undefined);
  assertEquals([outcome.kind, outcome.title.en], ["refused", "Nothing was said"]);
});

Deno.test("outcomeOf() does not pretend to know what came of a handshake that stays sealed", () => {
  const { kind, title } = outcomeOf(
    { ...DONE, completed: false, decrypted: false },
    true,
    undefined,
  );
  assertEquals([kind, title.en], ["good", "It stays sealed"]);
});

Deno.test("outcomeOf() does not call sealed what was opened but for some of it", () => {
  const { title, why } = outcomeOf({ ...DONE, decrypted: false }, true, undefined);
  assertEquals(title.en, "The handshake was completed");
  assertStringIncludes(why.en, "Not everything");
});

Deno.test("outcomeOf() calls a handshake that was not completed refused", () => {
  assertEquals(outcomeOf({ ...DONE, completed: false }, true, undefined).kind, "refused");
});
