import { assertEquals, assertStringIncludes } from "@std/assert";
import { outcomeOf } from "../../../view/session/outcome.ts";

const DONE = { completed: true, decrypted: true, version: "TLS 1.3", proofs: {} };

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

Deno.test("outcomeOf() tells a handshake that was decrypted from one that stayed sealed", () => {
  const opened = outcomeOf(DONE, true, undefined);
  const sealed = outcomeOf({ ...DONE, decrypted: false }, true, undefined);
  assertEquals([opened.kind, sealed.kind], ["good", "good"]);
  assertEquals(opened.why.en === sealed.why.en, false);
});

Deno.test("outcomeOf() calls a handshake that was not completed refused", () => {
  assertEquals(outcomeOf({ ...DONE, completed: false }, true, undefined).kind, "refused");
});
