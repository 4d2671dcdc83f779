/**
 * What the page knows and what it is showing: one value, replaced whenever it changes, and told to
 * whoever subscribed once per animation frame.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import type { Language, Text } from "../cli/language.ts";
import type { Chain, Detail, ServerMessage, SessionState } from "../view/protocol.ts";

/** What the server says first. */
export type Hello = Extract<ServerMessage, { type: "hello" }>;

/** How the page gets its data: over a connection, which may be lost; or it holds all there is. */
export type Link = "connecting" | "open" | "lost" | "moved" | "kept";

/** Who looks at the wire: someone who has the keys, or someone who has not. */
export type Sight = "keys" | "eavesdropper";

/** What the rows of the wire follow: the steps of the handshake, or time. */
export type Order = "steps" | "time";

/** A row of the wire. */
export interface Place {
  /** Which list it is in. */
  readonly list: "opened" | "passed";
  /** Its index there. */
  readonly index: number;
}

/** What can be shown below the three columns. */
export type Panel = "message" | "certificate" | "compare" | "take";

/**
 * The panels there are. A page that stands alone holds one session, and is itself what was taken along.
 *
 * @param state What is known.
 * @returns Their names, in order.
 */
export function panelsOffered({ link }: Pick<State, "link">): readonly Panel[] {
  const always = ["message", "certificate"] as const;
  return link === "kept" ? always : [...always, "compare", "take"];
}

/** One of the three columns. */
export type Column = "client" | "wire" | "server";

/** The colours in force: the system's, or chosen. */
export type Theme = "system" | "light" | "dark";

/** Bad news, with what to do. */
export interface Failure {
  /** What is wrong. */
  readonly problem: Text;
  /** What to do about it. */
  readonly remedy: Text;
}

/** Everything the page knows and shows. */
export interface State {
  /** How the data comes. */
  readonly link: Link;
  /** Null until the server has said it, and in a page that stands alone. */
  readonly hello: Hello | null;
  /** All sessions there are, by their numbers. */
  readonly sessions: ReadonlyMap<number, SessionState>;
  /** Counts up whenever rows of a watched session have come: the row arrays themselves grow in place. */
  readonly revision: number;
  /** Sessions that came by themselves and have not been looked at. */
  readonly unseen: ReadonlySet<number>;
  /** The session on show. */
  readonly chosen: number | null;
  /** The one it is compared with. */
  readonly compared: number | null;
  /** The chosen row of the wire. */
  readonly selected: Place | null;
  /** Everything about it, once that has come. */
  readonly detail: Detail | null;
  /** The certificates of the session on show, once they have come. */
  readonly chains: readonly Chain[] | null;
  /** Which of the two the server was asked for and did not give: it cannot be reached, or has it no longer. */
  readonly unanswered: ReadonlySet<"detail" | "chains">;
  /** Who looks at the wire. */
  readonly sight: Sight;
  /** What its rows follow. */
  readonly order: Order;
  /** What is shown below the columns. */
  readonly panel: Panel;
  /** Which column a narrow screen shows. */
  readonly column: Column;
  /** The runs being played, and their scenarios. */
  readonly running: ReadonlyMap<number, string>;
  /** The scenario this page has asked for just now. */
  readonly asked: string | null;
  /** Whether a capture is being read. */
  readonly uploading: boolean;
  /** The latest bad news; null when it has been read. */
  readonly failure: Failure | null;
  /** What lies over the page. */
  readonly open: "help" | "menu" | null;
  /** The step of the tour; null when it is not on. */
  readonly tour: number | null;
  /** The language the page speaks. */
  readonly language: Language;
  /** The colours in force. */
  readonly theme: Theme;
  /** Whether single letters are commands; speech input users may want them off. */
  readonly letters: boolean;
}

/** Before anything is known. */
export const INITIAL: State = {
  link: "connecting",
  hello: null,
  sessions: new Map(),
  revision: 0,
  unseen: new Set(),
  chosen: null,
  compared: null,
  selected: null,
  detail: null,
  chains: null,
  unanswered: new Set(),
  sight: "keys",
  order: "steps",
  panel: "message",
  column: "wire",
  running: new Map(),
  asked: null,
  uploading: false,
  failure: null,
  open: null,
  tour: null,
  language: "en",
  theme: "system",
  letters: true,
};

/** Holds the state. */
export class Store {
  #state: State;
  #told = new Set<() => void>();
  #pending = false;
  readonly #soon: (tell: () => void) => void;

  /**
   * A store.
   *
   * @param state The state it begins with.
   * @param soon Calls a function a little later: with the next frame, unless told otherwise.
   */
  constructor(state: State, soon: (tell: () => void) => void = requestAnimationFrame) {
    this.#state = state;
    this.#soon = (tell) => soon(tell);
  }

  /** The state as it is now. */
  get state(): State {
    return this.#state;
  }

  /**
   * Changes the state; who subscribed is told once, however many changes a frame brings.
   *
   * @param change What becomes different.
   */
  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#pending) return;
    this.#pending = true;
    this.#soon(() => {
      this.#pending = false;
      for (const tell of [...this.#told]) tell();
    });
  }

  /**
   * Tells of changes from now on.
   *
   * @param tell Called after changes.
   * @returns What ends it.
   */
  subscribe(tell: () => void): () => void {
    this.#told.add(tell);
    return () => void this.#told.delete(tell);
  }
}

/**
 * The state of a store, inside a component, which is drawn anew when it changes.
 *
 * @param store The store.
 * @returns The state.
 */
export function useStore(store: Store): State {
  const [, redraw] = useState(0);
  useEffect(() => {
    const drawn = () => redraw((times) => times + 1);
    drawn();
    return store.subscribe(drawn);
  }, [store]);
  // Rows grow in place, at once; a state as old as the last frame would not fit them.
  return store.state;
}
