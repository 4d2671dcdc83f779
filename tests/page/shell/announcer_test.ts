import { assertEquals } from "@std/assert";
import { announcement, NOTHING_TOLD } from "../../../page/shell/announcer.ts";
import { openedRow, passedRow, sessionState } from "../session_state.ts";

const SESSION = sessionState({ id: 1 });
const ROWS = { opened: [openedRow(0), openedRow(1)], passed: [passedRow(0)], log: [] };

/** What is said in English. */
function said(...given: Parameters<typeof announcement>): string[] {
  return announcement(...given).sentences.map(({ en }) => en);
}

Deno.test("page/shell/announcer: a session is named when it is first shown", () => {
  assertEquals(said(NOTHING_TOLD, SESSION, ROWS), [
    "All is well",
    "2 new messages, last client_hello",
  ]);
});

Deno.test("page/shell/announcer: of the same session only what is new is told", () => {
  const { told } = announcement(NOTHING_TOLD, SESSION, ROWS);
  assertEquals(said(told, SESSION, ROWS), []);
  const more = { ...ROWS, opened: [...ROWS.opened, openedRow(2, { name: "finished" })] };
  assertEquals(said(told, SESSION, more), ["1 new message, last finished"]);
});

Deno.test("page/shell/announcer: what came of a session is told once", () => {
  const title = { en: "Refused", zh: "拒绝" };
  const session = { ...SESSION, outcome: { kind: "refused", title, why: title } } as const;
  const first = announcement(announcement(NOTHING_TOLD, SESSION, ROWS).told, session, ROWS);
  assertEquals(first.sentences, [title]);
  assertEquals(said(first.told, session, ROWS), []);
});

Deno.test("page/shell/announcer: a record that its key opens late is told as what it held", () => {
  const sealed = openedRow(0, { kind: "sealed", name: "sealed", records: [1] });
  const { told } = announcement(NOTHING_TOLD, SESSION, { ...ROWS, opened: [sealed] });
  const opened = [sealed, openedRow(1, { name: "finished", records: [1] })];
  assertEquals(said(told, SESSION, { ...ROWS, opened }), ["1 new message, last finished"]);
  assertEquals(said(NOTHING_TOLD, SESSION, { ...ROWS, opened })[1], "1 new message, last finished");
});
