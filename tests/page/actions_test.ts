import { assertEquals } from "@std/assert";
import { Actions } from "../../page/actions.ts";
import type { Preference } from "../../page/preferences.ts";
import type { Growing } from "../../page/rows.ts";
import type { Command, Source } from "../../page/source.ts";
import { type Hello, INITIAL, Store } from "../../page/state.ts";
import type { Chain, Detail } from "../../view/protocol.ts";
import { openedRow, passedRow, sessionState } from "./session_state.ts";

const DETAIL: Detail = {
  content: { name: "client_hello", bytes: "01", length: 1, fields: [] },
  records: [],
  explanations: [],
};

/** A source that holds what it is given and writes down what it is asked. */
class FakeSource implements Source {
  readonly orders: Command[] = [];
  readonly kept = new Map<number, Growing>();
  watched: readonly number[] = [];
  chainsAsked = 0;
  detail = () => Promise.resolve<Detail | undefined>(DETAIL);
  answerChains = () => Promise.resolve<readonly Chain[] | undefined>([]);

  rows(session: number): Growing | undefined {
    return this.watched.includes(session)
      ? this.kept.get(session) ?? { opened: [], passed: [], log: [] }
      : undefined;
  }

  watch(sessions: readonly number[]): void {
    this.watched = sessions;
  }

  chains() {
    this.chainsAsked++;
    return this.answerChains();
  }

  order(command: Command): void {
    this.orders.push(command);
  }

  upload() {
    return Promise.resolve([7]);
  }
}

function hello(sessions: readonly number[]): Hello {
  return {
    type: "hello",
    language: "zh",
    scenarios: [{
      id: "well",
      group: "well",
      title: { en: "All is well", zh: "一切正常" },
      summary: { en: "Nothing is wrong", zh: "没有问题" },
    }],
    tap: "127.0.0.1:9998",
    server: "127.0.0.1:9999",
    commands: [],
    largestUpload: 1000,
    sessions,
  };
}

/** Actions on fakes. */
function acting(options: { wanted?: number; language?: string; browser?: string } = {}) {
  const store = new Store(INITIAL, () => {});
  const source = new FakeSource();
  const stored = new Map<Preference, string>();
  if (options.language !== undefined) stored.set("language", options.language);
  const actions = new Actions(store, {
    wanted: options.wanted ?? null,
    browser: options.browser ?? "en-GB",
    memory: {
      remembered: (name) => stored.get(name) ?? null,
      remember: (name, value) => void stored.set(name, value),
    },
  });
  actions.use(source);
  return { store, source, actions, stored };
}

/** Two messages and their records. */
function twoMessages(): Growing {
  return {
    opened: [openedRow(0), openedRow(1, { from: "server", name: "server_hello", records: [1] })],
    passed: [passedRow(0), passedRow(1, { from: "server", record: 1 })],
    log: [],
  };
}

Deno.test("page/actions: where there is no session, the first scenario runs by itself", () => {
  const { actions, source } = acting();
  actions.heard(hello([]));
  assertEquals(source.orders, [{ type: "run", scenario: "well" }]);
});

Deno.test("page/actions: where there are sessions, nothing runs by itself", () => {
  const { actions, source } = acting();
  actions.heard(hello([1]));
  assertEquals(source.orders, []);
});

Deno.test("page/actions: the first session of a run this page asked for is shown", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.run("well");
  actions.heard({ type: "running", scenario: "well", run: 2, done: false });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.heard({ type: "session", session: sessionState({ id: 3, run: 2 }) });
  assertEquals(store.state.chosen, 2);
});

/** Another page plays the same scenario; gives the session on show then. */
function shownAfterAnothersRun(actions: Actions, store: Store): number | null {
  actions.heard({ type: "running", scenario: "well", run: 9, done: false });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 9 }) });
  return store.state.chosen;
}

Deno.test("page/actions: a run that was refused is not waited for any longer", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.run("well");
  const problem = { en: "No", zh: "不" };
  actions.heard({ type: "failed", of: "run", problem, remedy: problem });
  assertEquals(shownAfterAnothersRun(actions, store), 1);
});

Deno.test("page/actions: a run that was asked for on an earlier connection is not waited for", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.run("well");
  actions.heard(hello([1]));
  assertEquals(shownAfterAnothersRun(actions, store), 1);
});

Deno.test("page/actions: a run that another page began later does not take the place of one's own", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.run("well");
  actions.heard({ type: "running", scenario: "well", run: 8, done: false });
  assertEquals(shownAfterAnothersRun(actions, store), 1);
  actions.heard({ type: "session", session: sessionState({ id: 3, run: 8 }) });
  assertEquals(store.state.chosen, 3);
});

Deno.test("page/actions: a session that comes by itself takes nobody away from the one on show", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, origin: "outside" }) });
  assertEquals(store.state.chosen, 1);
});

Deno.test("page/actions: of the sessions there are, the first of the newest run is shown", () => {
  const { actions, store } = acting();
  actions.heard(hello([1, 2, 3]));
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.heard({ type: "session", session: sessionState({ id: 3, run: 2 }) });
  assertEquals(store.state.chosen, 2);
});

Deno.test("page/actions: the session the address names is shown first", () => {
  const { actions, store } = acting({ wanted: 1 });
  actions.heard(hello([1, 2]));
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  assertEquals(store.state.chosen, 1);
});

Deno.test("page/actions: when the session on show is forgotten, another is shown", () => {
  const { actions, store } = acting();
  actions.heard(hello([1, 2]));
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.heard({ type: "gone", session: 2 });
  assertEquals(store.state.chosen, 1);
});

Deno.test("page/actions: the first message of a session is chosen as soon as it is there", async () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  actions.heard({ type: "session", session: sessionState() });
  assertEquals(store.state.selected, { list: "opened", index: 0 });
  await Promise.resolve();
  assertEquals(store.state.detail, DETAIL);
});

Deno.test("page/actions: a record chosen before anything was said gives way to its message", () => {
  const { actions, source, store } = acting();
  const rows = twoMessages();
  const said = rows.opened.splice(0);
  source.kept.set(1, rows);
  actions.heard({ type: "session", session: sessionState() });
  assertEquals(store.state.selected, { list: "passed", index: 0 });
  rows.opened.push(...said);
  actions.heard({ type: "grown", session: 1 });
  assertEquals(store.state.selected, { list: "opened", index: 0 });
});

Deno.test("page/actions: choosing a message shows it, whatever was on show", () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  actions.heard({ type: "session", session: sessionState() });
  actions.set({ panel: "certificate" });
  actions.choice.select({ list: "opened", index: 1 });
  assertEquals([store.state.panel, store.state.selected?.index], ["message", 1]);
});

Deno.test("page/actions: seeing with other eyes keeps what is chosen, and the panel", () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  actions.heard({ type: "session", session: sessionState() });
  actions.choice.select({ list: "opened", index: 1 });
  actions.set({ panel: "certificate" });
  actions.choice.see("eavesdropper");
  assertEquals(store.state.selected, { list: "passed", index: 1 });
  assertEquals(store.state.panel, "certificate");
});

Deno.test("page/actions: an answer that comes late is not shown for another message", async () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  const late = Promise.withResolvers<Detail | undefined>();
  const answers = [late.promise, Promise.resolve(DETAIL)];
  source.detail = () => answers.shift()!;
  actions.heard({ type: "session", session: sessionState() });
  actions.choice.select({ list: "opened", index: 1 });
  late.resolve({ ...DETAIL, content: { ...DETAIL.content, name: "late" } });
  await new Promise((done) => setTimeout(done));
  assertEquals(store.state.detail, DETAIL);
});

Deno.test("page/actions: certificates are fetched again when the handshake is over", () => {
  const { actions, source } = acting();
  const session = sessionState({ certificates: true, completed: false });
  actions.heard({ type: "session", session });
  actions.heard({ type: "session", session });
  assertEquals(source.chainsAsked, 1);
  actions.heard({ type: "session", session: { ...session, completed: true } });
  assertEquals(source.chainsAsked, 2);
});

/** Waits until answers that are there have been taken. */
async function taken(): Promise<void> {
  await new Promise((done) => setTimeout(done));
}

/** Certificates, told apart by whom they were judged for. */
function chainsFor(host: string): readonly Chain[] {
  const trusted = { en: "the roots", zh: "根" };
  return [{ side: "server", cards: [], checks: [], valid: true, detail: null, host, trusted }];
}

Deno.test("page/actions: certificates judged earlier do not replace those judged later", async () => {
  const { actions, source, store } = acting();
  const early = Promise.withResolvers<readonly Chain[] | undefined>();
  const answers = [early.promise, Promise.resolve(chainsFor("later"))];
  source.answerChains = () => answers.shift()!;
  const session = sessionState({ certificates: true, completed: false });
  actions.heard({ type: "session", session });
  actions.heard({ type: "session", session: { ...session, completed: true } });
  await taken();
  early.resolve(chainsFor("earlier"));
  await taken();
  assertEquals(store.state.chains, chainsFor("later"));
});

Deno.test("page/actions: what the server did not answer is told, and asked again once it is back", async () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  source.detail = () => Promise.resolve(undefined);
  source.answerChains = () => Promise.resolve(undefined);
  actions.heard({ type: "session", session: sessionState({ certificates: true }) });
  await taken();
  assertEquals([...store.state.unanswered].sort(), ["chains", "detail"]);
  source.detail = () => Promise.resolve(DETAIL);
  source.answerChains = () => Promise.resolve(chainsFor("localhost"));
  actions.heard(hello([1]));
  await taken();
  assertEquals([...store.state.unanswered], []);
  assertEquals([store.state.detail, store.state.chains], [DETAIL, chainsFor("localhost")]);
});

Deno.test("page/actions: what was not answered of one message is not told of the next", async () => {
  const { actions, source, store } = acting();
  source.kept.set(1, twoMessages());
  source.detail = () => Promise.resolve(undefined);
  actions.heard({ type: "session", session: sessionState() });
  await taken();
  source.detail = () => new Promise(() => {});
  actions.choice.select({ list: "opened", index: 1 });
  assertEquals([...store.state.unanswered], []);
});

Deno.test("page/actions: both sessions are watched while they are compared", () => {
  const { actions, source } = acting();
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.choice.compare(2);
  assertEquals(source.watched, [1, 2]);
  actions.choice.compare(null);
  assertEquals(source.watched, [1]);
});

Deno.test("page/actions: a session is not compared with itself", () => {
  const { actions, store } = acting();
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.choice.compare(2);
  actions.choice.choose(2);
  assertEquals([store.state.chosen, store.state.compared], [2, null]);
});

Deno.test("page/actions: the server's language is spoken", () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  assertEquals(store.state.language, "zh");
});

Deno.test("page/actions: a language chosen earlier is spoken instead of the server's", () => {
  const { actions, store } = acting({ language: "en" });
  actions.heard(hello([1]));
  assertEquals(store.state.language, "en");
});

Deno.test("page/actions: leaving the tour is remembered", () => {
  const { actions, stored } = acting();
  actions.tour(0);
  assertEquals(stored.has("toured"), false);
  actions.tour(null);
  assertEquals(stored.get("toured"), "yes");
});

Deno.test("page/actions: the tour is offered once, whatever is shown after that", () => {
  const { actions, store } = acting();
  actions.offerTour();
  assertEquals(store.state.tour, 0);
  actions.tour(5);
  actions.offerTour();
  assertEquals(store.state.tour, 5);
});

Deno.test("page/actions: the tour is not offered to who has left it before", () => {
  const { actions, store, stored } = acting();
  stored.set("toured", "yes");
  actions.offerTour();
  assertEquals(store.state.tour, null);
});

const CAPTURE = new File([new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1])], "a.pcap");

Deno.test("page/actions: what was uploaded is shown, even if it is told of later than it is answered", async () => {
  const { actions, store, source } = acting();
  actions.heard(hello([1]));
  await actions.upload([CAPTURE]);
  assertEquals([store.state.chosen, store.state.failure], [7, null]);
  assertEquals(source.watched, [7]);
  source.kept.set(7, twoMessages());
  actions.heard({ type: "session", session: sessionState({ id: 7, origin: "capture" }) });
  assertEquals(store.state.selected, { list: "opened", index: 0 });
});

Deno.test("page/actions: after a folder was dropped a capture can still be", async () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  const folder = new File([], "folder");
  folder.slice = () => {
    throw new DOMException("gone", "NotFoundError");
  };
  await actions.upload([folder]);
  assertEquals(store.state.failure?.problem.en, "One of these files cannot be read");
  await actions.upload([CAPTURE]);
  assertEquals([store.state.chosen, store.state.failure], [7, null]);
});

Deno.test("page/actions: what cannot be uploaded is said with what to do", async () => {
  const { actions, store } = acting();
  actions.heard(hello([1]));
  await actions.upload([new File(["text"], "notes.txt")]);
  assertEquals(store.state.failure?.problem.en, "There is no capture among these files");
  assertEquals(store.state.uploading, false);
});

Deno.test("page/actions: whoever reads Chinese in the browser or where the lab runs gets it so", () => {
  const spoken = (browser: string, lab: "en" | "zh") => {
    const { actions, store } = acting({ browser });
    actions.heard({ ...hello([]), language: lab });
    return store.state.language;
  };
  assertEquals([spoken("zh-CN", "en"), spoken("de", "zh"), spoken("en-GB", "en")], [
    "zh",
    "zh",
    "en",
  ]);
});

Deno.test("page/actions: changing the sight there and back comes back to the same message", () => {
  const { actions, store, source } = acting();
  source.kept.set(1, {
    opened: [openedRow(0, { records: [1] }), openedRow(1, { records: [1] })],
    passed: [passedRow(0, { record: 1 })],
    log: [],
  });
  actions.heard(hello([1]));
  actions.heard({ type: "session", session: sessionState({ id: 1 }) });
  actions.choice.select({ list: "opened", index: 1 });
  actions.choice.see("eavesdropper");
  assertEquals(store.state.selected, { list: "passed", index: 0 });
  actions.choice.see("keys");
  assertEquals(store.state.selected, { list: "opened", index: 1 });
});

Deno.test("page/actions: changing the sight does not bring back a message of another session", () => {
  const { actions, store, source } = acting();
  source.kept.set(1, {
    opened: [0, 1, 2, 3].map((index) => openedRow(index, { records: [1] })),
    passed: [passedRow(0, { record: 1 })],
    log: [],
  });
  source.kept.set(2, { opened: [openedRow(0)], passed: [passedRow(0)], log: [] });
  actions.heard({ type: "session", session: sessionState({ id: 1, run: 1 }) });
  actions.heard({ type: "session", session: sessionState({ id: 2, run: 2 }) });
  actions.choice.select({ list: "opened", index: 3 });
  actions.choice.see("eavesdropper");
  actions.choice.choose(2);
  assertEquals(store.state.selected, { list: "passed", index: 0 });
  actions.choice.see("keys");
  assertEquals(store.state.selected, { list: "opened", index: 0 });
});

Deno.test("page/actions: seeing with the same eyes changes nothing", () => {
  const { actions, store, source } = acting();
  source.kept.set(1, twoMessages());
  actions.heard({ type: "session", session: sessionState() });
  actions.choice.see("eavesdropper");
  const { selected } = store.state;
  actions.choice.see("eavesdropper");
  assertEquals(store.state.selected, selected);
});

Deno.test("page/actions: the choice leaves a row that a late key has opened", () => {
  const { actions, store, source } = acting();
  const rows: Growing = {
    opened: [openedRow(0, { kind: "sealed", records: [1] })],
    passed: [passedRow(0, { record: 1 })],
    log: [],
  };
  source.kept.set(1, rows);
  actions.heard({ type: "session", session: sessionState() });
  assertEquals(store.state.selected?.index, 0);
  rows.opened.push(openedRow(1, { records: [1] }));
  actions.heard({ type: "grown", session: 1 });
  assertEquals(store.state.selected, { list: "opened", index: 1 });
});
