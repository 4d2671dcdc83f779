import { assertEquals } from "@std/assert";
import { byRun, changed } from "../../page/news.ts";
import { type Hello, INITIAL, type State } from "../../page/state.ts";
import type { SessionState } from "../../view/protocol.ts";
import { sessionState } from "./session_state.ts";

function hello(sessions: readonly number[]): Hello {
  return {
    type: "hello",
    language: "en",
    scenarios: [],
    tap: "127.0.0.1:9998",
    server: "127.0.0.1:9999",
    commands: [],
    largestUpload: 1000,
    sessions,
  };
}

/** A state with these sessions. */
function knowing(sessions: readonly SessionState[], more: Partial<State> = {}): State {
  return { ...INITIAL, sessions: new Map(sessions.map((one) => [one.id, one])), ...more };
}

Deno.test("page/news: a session from outside that comes by itself is marked as new", () => {
  const state = { ...INITIAL, hello: hello([]) };
  const session = sessionState({ id: 4, origin: "outside", scenario: null });
  assertEquals([...changed(state, { type: "session", session }).unseen ?? []], [4]);
});

Deno.test("page/news: a session that was there before the page was is not marked", () => {
  const state = { ...INITIAL, hello: hello([4]) };
  const session = sessionState({ id: 4, origin: "outside", scenario: null });
  assertEquals(changed(state, { type: "session", session }).unseen, undefined);
});

Deno.test("page/news: a session of the lab, which was asked for, is not marked", () => {
  const state = { ...INITIAL, hello: hello([]) };
  assertEquals(changed(state, { type: "session", session: sessionState() }).unseen, undefined);
});

Deno.test("page/news: what is gone is neither on show nor compared", () => {
  const state = knowing([sessionState({ id: 1 }), sessionState({ id: 2 })], {
    chosen: 1,
    compared: 2,
  });
  const first = changed(state, { type: "gone", session: 1 });
  assertEquals([first.chosen, first.compared], [null, 2]);
  const second = changed(state, { type: "gone", session: 2 });
  assertEquals([second.chosen, second.compared], [1, null]);
});

Deno.test("page/news: a second hello lets go of sessions that went while nobody listened", () => {
  const state = knowing([sessionState({ id: 1 }), sessionState({ id: 2 })], { chosen: 1 });
  const change = changed(state, hello([2]));
  assertEquals([...change.sessions?.keys() ?? []], [2]);
  assertEquals(change.chosen, null);
});

Deno.test("page/news: a run is under way until it is done", () => {
  const begun = changed(INITIAL, { type: "running", scenario: "well", run: 3, done: false });
  assertEquals([...begun.running ?? []], [[3, "well"]]);
  const state = { ...INITIAL, ...begun };
  const done = changed(state, { type: "running", scenario: "well", run: 3, done: true });
  assertEquals([...done.running ?? []], []);
});

Deno.test("page/news: the failure of a run ends the waiting for it", () => {
  const state = { ...INITIAL, asked: "well" };
  const problem = { en: "No", zh: "不" };
  const change = changed(state, { type: "failed", of: "run", problem, remedy: problem });
  assertEquals(change.asked, null);
  assertEquals(change.failure?.problem, problem);
});

Deno.test("page/news: the failure of something else does not end the waiting for a run", () => {
  const state = { ...INITIAL, asked: "well" };
  const problem = { en: "No", zh: "不" };
  assertEquals(
    changed(state, { type: "failed", of: "send", problem, remedy: problem }).asked,
    "well",
  );
});

Deno.test("page/news: a session that went before it was told of is not waited for", () => {
  const state = { ...INITIAL, hello: hello([1, 2]) };
  assertEquals(changed(state, { type: "gone", session: 2 }).hello?.sessions, [1]);
});

Deno.test("page/news: rows that came change the revision", () => {
  assertEquals(changed(INITIAL, { type: "grown", session: 1 }), { revision: 1 });
});

Deno.test("page/news: runs are listed newest first, the sessions of each in their order", () => {
  const sessions = [
    sessionState({ id: 1, run: 1 }),
    sessionState({ id: 2, run: 2 }),
    sessionState({ id: 3, run: 2 }),
    sessionState({ id: 4, run: 3 }),
  ];
  assertEquals(byRun(sessions).map((run) => run.map(({ id }) => id)), [[4], [2, 3], [1]]);
});

Deno.test("page/news: connections from outside are no run together", () => {
  const outside = { origin: "outside", scenario: null, run: 0 } as const;
  const sessions = [sessionState({ id: 1, ...outside }), sessionState({ id: 2, ...outside })];
  assertEquals(byRun(sessions).map((run) => run.map(({ id }) => id)), [[2], [1]]);
});

Deno.test("page/news: a capture and a scenario may count alike and are not one run", () => {
  const capture = { origin: "capture", scenario: null } as const;
  const sessions = [sessionState({ id: 1, run: 1 }), sessionState({ id: 2, run: 1, ...capture })];
  assertEquals(byRun(sessions).length, 2);
});
