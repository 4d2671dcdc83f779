/**
 * The rows of the sessions being looked at. The page pulls them: it hears how many rows a session has by
 * now, asks for those it lacks, one question at a time for each list, and puts the answers at the end.
 *
 * @module
 */
import type {
  ListName,
  Lists,
  PageMessage,
  ServerMessage,
  SessionState,
} from "../view/protocol.ts";

/** The lists of one session. They grow in place: whoever draws them is told that they grew. */
export type Growing = { readonly [Name in ListName]: Lists[Name][] };

/** An answer of the server. */
export type Answer = Extract<ServerMessage, { type: "rows" }>;

/** All lists there are. */
const LISTS: readonly ListName[] = ["opened", "passed", "log"];

/** A session being looked at. */
interface Watched {
  readonly rows: Growing;
  /** How many rows there are at the server. */
  known: Readonly<Record<ListName, number>>;
  /** The lists that have been asked for and not yet answered. */
  readonly asked: Set<ListName>;
}

/** Pulls rows, and keeps those of the sessions being looked at only. */
export class Rows {
  readonly #ask: (question: Extract<PageMessage, { type: "get" }>) => void;
  readonly #watched = new Map<number, Watched>();
  readonly #known = new Map<number, SessionState["rows"]>();

  /**
   * No rows yet.
   *
   * @param ask Sends a question to the server.
   */
  constructor(ask: (question: Extract<PageMessage, { type: "get" }>) => void) {
    this.#ask = ask;
  }

  /**
   * What has come of a session so far.
   *
   * @param session The session.
   * @returns Its lists; undefined if it is not being looked at.
   */
  of(session: number): Growing | undefined {
    return this.#watched.get(session)?.rows;
  }

  /**
   * Looks at these sessions and no others; the rows of the others are let go.
   *
   * @param sessions Their numbers.
   */
  watch(sessions: readonly number[]): void {
    for (const session of this.#watched.keys()) {
      if (!sessions.includes(session)) this.#watched.delete(session);
    }
    for (const session of sessions) {
      const known = this.#known.get(session);
      if (known === undefined || this.#watched.has(session)) continue;
      const rows = { opened: [], passed: [], log: [] };
      this.#watched.set(session, { rows, known, asked: new Set() });
      this.#pull(session);
    }
  }

  /**
   * Hears how many rows a session has.
   *
   * @param state The session as it stands.
   */
  heard(state: SessionState): void {
    this.#known.set(state.id, state.rows);
    const watched = this.#watched.get(state.id);
    if (watched === undefined) return;
    watched.known = state.rows;
    this.#pull(state.id);
  }

  /**
   * Takes an answer.
   *
   * @param answer The answer.
   * @returns Whether rows were added.
   */
  arrived(answer: Answer): boolean {
    const watched = this.#watched.get(answer.session);
    if (watched === undefined || !watched.asked.delete(answer.list)) return false;
    const list: { readonly index: number }[] = watched.rows[answer.list];
    // An answer to a question asked before the session was let go and looked at again may overlap.
    const had = list.length;
    for (const row of answer.rows) if (row.index === list.length) list.push(row);
    if (list.length === had) return false;
    this.#pull(answer.session);
    return true;
  }

  /**
   * A session is not kept any longer.
   *
   * @param session Its number.
   */
  gone(session: number): void {
    this.#watched.delete(session);
    this.#known.delete(session);
  }

  /** The connection is a new one: what was asked on the old one will not be answered. */
  reconnected(): void {
    for (const [session, watched] of this.#watched) {
      watched.asked.clear();
      this.#pull(session);
    }
  }

  #pull(session: number): void {
    const watched = this.#watched.get(session);
    if (watched === undefined) return;
    for (const list of LISTS) {
      const from = watched.rows[list].length;
      if (from >= watched.known[list] || watched.asked.has(list)) continue;
      watched.asked.add(list);
      this.#ask({ type: "get", session, list, from });
    }
  }
}
