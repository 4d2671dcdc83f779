import { assertEquals } from "@std/assert";
import { type Answer, Rows } from "../../page/rows.ts";
import type { ListName, OpenedRow, PageMessage } from "../../view/protocol.ts";
import { openedRow, sessionState } from "./session_state.ts";

type Question = Extract<PageMessage, { type: "get" }>;

/** Rows whose questions are written down. */
function asking(): { rows: Rows; asked: Question[] } {
  const asked: Question[] = [];
  return { rows: new Rows((question) => asked.push(question)), asked };
}

function having(id: number, opened: number, passed = 0, log = 0) {
  return sessionState({ id, rows: { opened, passed, log } });
}

function messages(session: number, from: number, to: number): Answer {
  const rows: OpenedRow[] = [];
  for (let index = from; index < to; index++) rows.push(openedRow(index));
  return { type: "rows", session, list: "opened", from, rows };
}

/** Answers every question as the server does, 500 rows at a time, in the order they were asked. */
function answerAll(rows: Rows, asked: readonly Question[], count: number): void {
  for (let at = 0; at < asked.length; at++) {
    const { session, from } = asked[at]!;
    rows.arrived(messages(session, from, Math.min(from + 500, count)));
  }
}

function get(session: number, list: ListName, from: number): Question {
  return { type: "get", session, list, from };
}

Deno.test("page/rows: asks nothing about a session that is not looked at", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 5));
  assertEquals(asked, []);
  assertEquals(rows.of(1), undefined);
});

Deno.test("page/rows: asks for each list that has rows as soon as a session is looked at", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 5, 0, 2));
  rows.watch([1]);
  assertEquals(asked, [get(1, "opened", 0), get(1, "log", 0)]);
});

Deno.test("page/rows: asks one question a list at a time", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 5));
  rows.watch([1]);
  rows.heard(having(1, 900));
  assertEquals(asked, [get(1, "opened", 0)]);
});

Deno.test("page/rows: goes on asking until it has all there are", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 7));
  rows.watch([1]);
  rows.arrived(messages(1, 0, 3));
  assertEquals(asked.at(-1), get(1, "opened", 3));
  rows.arrived(messages(1, 3, 7));
  assertEquals(asked.length, 2);
  assertEquals(rows.of(1)?.opened.map((row) => row.index), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("page/rows: an answer without rows is not followed by the same question", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 7));
  rows.watch([1]);
  assertEquals(rows.arrived(messages(1, 0, 0)), false);
  assertEquals(asked.length, 1);
  rows.heard(having(1, 8));
  assertEquals(asked.length, 2);
});

Deno.test("page/rows: rows come into the same array", () => {
  const { rows } = asking();
  rows.heard(having(1, 4));
  rows.watch([1]);
  const before = rows.of(1)?.opened;
  assertEquals(rows.arrived(messages(1, 0, 4)), true);
  assertEquals(before === rows.of(1)?.opened, true);
  assertEquals(before?.length, 4);
});

Deno.test("page/rows: lets rows go that are not looked at any longer", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 4));
  rows.heard(having(2, 4));
  rows.watch([1]);
  rows.arrived(messages(1, 0, 4));
  rows.watch([2]);
  assertEquals(rows.of(1), undefined);
  rows.watch([1, 2]);
  assertEquals(asked.at(-1), get(1, "opened", 0));
});

Deno.test("page/rows: keeps the rows of a session that goes on being looked at", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 4));
  rows.heard(having(2, 4));
  rows.watch([1]);
  rows.arrived(messages(1, 0, 4));
  rows.watch([1, 2]);
  assertEquals(rows.of(1)?.opened.length, 4);
  assertEquals(asked.filter(({ session }) => session === 1).length, 1);
});

Deno.test("page/rows: a session looked at again before it answered still gets all its rows, once", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 1200));
  rows.watch([1]);
  rows.watch([]);
  rows.watch([1]);
  answerAll(rows, asked, 1200);
  assertEquals(rows.of(1)?.opened.map((row) => row.index), [...Array(1200).keys()]);
});

Deno.test("page/rows: a session wanted before it is known is looked at once it is heard of", () => {
  const { rows, asked } = asking();
  rows.watch([7]);
  assertEquals(rows.of(7), undefined);
  rows.heard(having(7, 4));
  assertEquals(asked, [get(7, "opened", 0)]);
  assertEquals(rows.of(7)?.opened, []);
});

Deno.test("page/rows: a session that is wanted no longer is not looked at when it is heard of", () => {
  const { rows, asked } = asking();
  rows.watch([7]);
  rows.watch([8]);
  rows.heard(having(7, 4));
  assertEquals([asked, rows.of(7)], [[], undefined]);
});

Deno.test("page/rows: after the connection was lost it asks on from where it had come", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 7));
  rows.watch([1]);
  rows.arrived(messages(1, 0, 3));
  rows.reconnected();
  assertEquals(asked.at(-1), get(1, "opened", 3));
  assertEquals(asked.length, 3);
});

Deno.test("page/rows: a session that is gone is forgotten", () => {
  const { rows, asked } = asking();
  rows.heard(having(1, 7));
  rows.watch([1]);
  rows.gone(1);
  rows.watch([1]);
  assertEquals(rows.of(1), undefined);
  assertEquals(asked.length, 1);
});
