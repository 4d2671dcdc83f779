import { assertEquals } from "@std/assert";
import { factsOfBoth } from "../../../page/compare/facts.ts";
import { sessionState } from "../session_state.ts";

/** The names of the facts that are marked as different. */
function differing(...sessions: Parameters<typeof factsOfBoth>): string[] {
  return factsOfBoth(...sessions).filter((fact) => fact.differs).map((fact) => fact.label.en);
}

Deno.test("page/compare/facts: marks what differs", () => {
  const left = sessionState();
  const right = sessionState({ version: "TLS 1.2", resumed: true });
  assertEquals(differing(left, right), ["Version", "Resumed"]);
});

Deno.test("page/compare/facts: ports and times, which always differ, are not marked", () => {
  const left = sessionState({ client: "127.0.0.1:50001", ended: 1_700_000_001 });
  const right = sessionState({ client: "127.0.0.1:50009", began: 1_700_000_005 });
  assertEquals(differing(left, right), []);
});

Deno.test("page/compare/facts: what came of them is compared by its title", () => {
  const why = { en: "", zh: "" };
  const good = sessionState({ outcome: { kind: "good", title: { en: "Good", zh: "好" }, why } });
  const bad = sessionState({
    outcome: {
      kind: "refused",
      title: { en: "Refused", zh: "拒绝" },
      why,
      alert: { from: "client", description: "unknown_ca" },
    },
  });
  assertEquals(differing(good, bad), ["What came of it", "Alert"]);
});

Deno.test("page/compare/facts: data is compared to the byte", () => {
  // Both read 1.4 MiB.
  const left = sessionState({ data: { client: 1_500_000, server: 0 } });
  const right = sessionState({ data: { client: 1_500_001, server: 0 } });
  assertEquals(differing(left, right), ["Data from the client"]);
});
