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
  /** The lists that have been asked for and not yet answered, and from which index on. */
  readonly asked: Map<ListName, number>;
}

/** Pulls rows, and keeps those of the sessions being looked at only. */
export class Rows {
  readonly #ask: (question: Extract<PageMessage, { type: "get" }>) => void;
  /** The sessions to look at, of which some may not be known yet. */
  #wanted: ReadonlySet<number> = new Set();
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
   * Looks at these sessions and no others; the rows of the others are let go. What nobody has told of
   * yet is looked at as soon as it is heard of.
   *
   * @param sessions Their numbers.
   */
  watch(sessions: readonly number[]): void {
    this.#wanted = new Set(sessions);
    for (const session of this.#watched.keys()) {
      if (!this.#wanted.has(session)) this.#watched.delete(session);
    }
    for (const session of this.#wanted) this.#pull(session);
  }

  /**
   * Hears how many rows a session has.
   *
   * @param state The session as it stands.
   */
  heard(state: SessionState): void {
    this.#known.set(state.id, state.rows);
    if (this.#wanted.has(state.id)) this.#pull(state.id);
  }

  /**
   * Takes an answer.
   *
   * @param answer The answer.
   * @returns Whether rows were added.
   */
  arrived(answer: Answer): boolean {
    const { session, list, from, rows } = answer;
    const watched = this.#watched.get(session);
    // It may answer a question from before the session was let go and looked at again.
    if (watched === undefined || watched.asked.get(list) !== from) return false;
    watched.asked.delete(list);
    if (rows.length === 0) return false;
    const growing: unknown[] = watched.rows[list];
    growing.push(...rows);
    this.#pull(session);
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
    for (const [session, { asked }] of this.#watched) {
      asked.clear();
      this.#pull(session);
    }
  }

  /** Asks for what is missing of a session to be looked at. */
  #pull(session: number): void {
    const known = this.#known.get(session);
    if (known === undefined) return;
    const { rows, asked } = this.#watched.get(session) ?? this.#begin(session);
    for (const list of LISTS) {
      const from = rows[list].length;
      if (from >= known[list] || asked.has(list)) continue;
      asked.set(list, from);
      this.#ask({ type: "get", session, list, from });
    }
  }

  #begin(session: number): Watched {
    const watched = { rows: { opened: [], passed: [], log: [] }, asked: new Map() };
    this.#watched.set(session, watched);
    return watched;
  }
}
