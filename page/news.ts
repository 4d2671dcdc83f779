/**
 * What the page makes of news.
 *
 * @module
 */
import type { SessionState } from "../view/protocol.ts";
import type { News } from "./source.ts";
import type { State } from "./state.ts";

/**
 * What the state becomes by a piece of news.
 *
 * @param state The state before.
 * @param news The news.
 * @returns What changes.
 */
export function changed(state: State, news: News): Partial<State> {
  switch (news.type) {
    case "link":
      return { link: news.link };
    case "hello": {
      // Heard again after the connection was lost: what has gone meanwhile is let go here too.
      const sessions = new Map([...state.sessions].filter(([id]) => news.sessions.includes(id)));
      return { ...without(state, sessions), hello: news, running: new Map(), asked: null };
    }
    case "session": {
      const { session } = news;
      const sessions = new Map(state.sessions).set(session.id, session);
      // What the page did not ask for, and was not there before, is new to its reader.
      const known = state.sessions.has(session.id) || state.hello?.sessions.includes(session.id);
      if (known || session.origin !== "outside") return { sessions };
      return { sessions, unseen: new Set(state.unseen).add(session.id) };
    }
    case "gone": {
      const sessions = new Map(state.sessions);
      sessions.delete(news.session);
      const there = state.hello?.sessions.filter((id) => id !== news.session);
      const hello = state.hello && { ...state.hello, sessions: there ?? [] };
      return { ...without(state, sessions), hello };
    }
    case "grown":
      return { revision: state.revision + 1 };
    case "running": {
      const running = new Map(state.running);
      if (news.done) running.delete(news.run);
      else running.set(news.run, news.scenario);
      return { running, asked: state.asked === news.scenario ? null : state.asked };
    }
    case "failed":
      return { failure: news, asked: news.of === "run" ? null : state.asked };
  }
}

/**
 * The sessions as they are listed: the newest first, those of one run together and in their order.
 *
 * @param sessions The sessions.
 * @returns The runs, each with its sessions.
 */
export function byRun(sessions: Iterable<SessionState>): SessionState[][] {
  const runs = new Map<string, SessionState[]>();
  for (const session of [...sessions].sort((a, b) => b.id - a.id)) {
    // Connections from outside belong to no run.
    const key = session.origin === "outside" ? `${session.id}` : `${session.origin} ${session.run}`;
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [session]);
    else run.unshift(session);
  }
  return [...runs.values()];
}

/** The state with fewer sessions: nothing on show may be of one that is gone. */
function without(state: State, sessions: ReadonlyMap<number, SessionState>): Partial<State> {
  const kept = (id: number | null) => id !== null && sessions.has(id) ? id : null;
  return {
    sessions,
    unseen: new Set([...state.unseen].filter((id) => sessions.has(id))),
    chosen: kept(state.chosen),
    compared: kept(state.compared),
  };
}
