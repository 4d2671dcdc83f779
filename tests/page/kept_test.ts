import { assertEquals } from "@std/assert";
import { Kept } from "../../page/kept.ts";
import type { Detail, KeptSession } from "../../view/protocol.ts";
import { openedRow, passedRow, sessionState } from "./session_state.ts";

function detail(name: string): Detail {
  return {
    content: { name, bytes: "01", length: 1, fields: [] },
    records: [],
    explanations: [],
  };
}

const KEPT: KeptSession = {
  language: "en",
  session: sessionState({ id: 3 }),
  opened: [openedRow(0), openedRow(1)],
  passed: [passedRow(0)],
  log: [],
  details: { opened: [detail("first"), detail("second")], passed: [detail("record")] },
  chains: [],
};

Deno.test("page/kept: has the rows of its own session alone", () => {
  const kept = new Kept(KEPT);
  assertEquals(kept.rows(3)?.opened.length, 2);
  assertEquals(kept.rows(4), undefined);
});

Deno.test("page/kept: gives everything about each row of either list", async () => {
  const kept = new Kept(KEPT);
  assertEquals((await kept.detail(3, "opened", 1))?.content.name, "second");
  assertEquals((await kept.detail(3, "passed", 0))?.content.name, "record");
});

Deno.test("page/kept: takes no capture, and says where one is taken", async () => {
  const { remedy } = await new Kept(KEPT).upload(new File([], "a.pcap"), undefined);
  assertEquals(remedy.en, "Open captures with deno task view");
});
