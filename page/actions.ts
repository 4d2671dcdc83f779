/**
 * Everything a reader can do on the page.
 *
 * @module
 */
import type { SessionState } from "../view/protocol.ts";
import { Choice } from "./choice.ts";
import { byRun, changed } from "./news.ts";
import { type Memory, type Preference, remember, remembered } from "./preferences.ts";
import type { News, Source } from "./source.ts";
import type { State, Store } from "./state.ts";
import { sortedFiles } from "./take/files.ts";

/** What differs from page to page. */
export interface ActionsOptions {
  /** The session to show first, if it is there; null for the newest. */
  readonly wanted?: number | null;
  /** The language of the reader's browser, such as `zh-CN`; looked up unless given. */
  readonly browser?: string;
  /** Where preferences are kept; the browser's own place unless given. */
  readonly memory?: Memory;
}

/** Ties what a reader does, and what the source tells, to the state. */
export class Actions {
  /** What is on show. */
  readonly choice: Choice;
  readonly #store: Store;
  readonly #wanted: number | null;
  readonly #memory: Memory;
  readonly #browser: string;
  #source: Source | undefined;
  /** The run this page has asked for: its first session is shown as soon as it is there. */
  #awaited: { scenario: string; run: number | null } | null = null;
  /** Whether the tour has been offered. */
  #offered = false;

  /**
   * Actions on a store.
   *
   * @param store The store.
   * @param options What differs from page to page.
   */
  constructor(store: Store, options: ActionsOptions = {}) {
    this.#store = store;
    this.#wanted = options.wanted ?? null;
    this.#memory = options.memory ?? { remembered, remember };
    this.#browser = options.browser ?? navigator.language;
    this.choice = new Choice(store, () => this.#source);
  }

  /**
   * Says where the data comes from.
   *
   * @param source The source.
   */
  use(source: Source): void {
    this.#source = source;
  }

  /**
   * Takes news.
   *
   * @param news The news.
   */
  heard(news: News): void {
    this.#store.set(changed(this.#store.state, news));
    const { chosen, hello, sessions } = this.#store.state;
    switch (news.type) {
      case "hello": {
        // What was asked for on an earlier connection may never have arrived.
        this.#awaited = null;
        this.choice.askAgain();
        if (this.#memory.remembered("language") === null) {
          // Whoever reads Chinese has it so in the browser, or where the lab runs.
          const chinese = /^zh\b/i.test(this.#browser);
          this.#store.set({ language: chinese ? "zh" : news.language });
        }
        // A first visit shows a real connection at once.
        const first = news.scenarios[0];
        if (news.sessions.length === 0 && first !== undefined) this.run(first.id);
        break;
      }
      case "running":
        // Others may play the same scenario; the first run of it since it was asked for is taken.
        if (this.#awaited?.scenario === news.scenario && !news.done) this.#awaited.run ??= news.run;
        break;
      case "failed":
        if (news.of === "run") this.#awaited = null;
        break;
      case "session": {
        const { id, origin, run } = news.session;
        if (origin === "lab" && run === this.#awaited?.run) {
          this.#awaited = null;
          this.choice.choose(id);
        } else if (chosen === null && id === Math.max(id, ...hello?.sessions ?? [])) {
          // This was the last of those there are.
          const wanted = this.#wanted !== null && sessions.has(this.#wanted) ? this.#wanted : null;
          this.choice.choose(wanted ?? newest(sessions.values()));
        }
        break;
      }
      case "gone":
        if (chosen === null) this.choice.choose(newest(sessions.values()));
        break;
    }
    this.choice.follow();
  }

  /**
   * Shows something else, opens or closes something.
   *
   * @param change What becomes different.
   */
  set(change: Pick<Partial<State>, "panel" | "column" | "order" | "open" | "failure">): void {
    this.#store.set(change);
  }

  /**
   * Has a scenario played, and shows its session as soon as there is one.
   *
   * @param scenario Which one.
   */
  run(scenario: string): void {
    this.#awaited = { scenario, run: null };
    this.#store.set({ asked: scenario, open: null, failure: null });
    this.#source?.order({ type: "run", scenario });
  }

  /**
   * Has the lab's client send a message on the session on show.
   *
   * @param text The message.
   */
  send(text: string): void {
    const { chosen } = this.#store.state;
    if (chosen !== null) this.#source?.order({ type: "send", session: chosen, text });
  }

  /** Has the lab's client say exit on the session on show. */
  end(): void {
    const { chosen } = this.#store.state;
    if (chosen !== null) this.#source?.order({ type: "end", session: chosen });
  }

  /**
   * Lets go of a session that has ended.
   *
   * @param session Its number.
   */
  forget(session: number): void {
    this.#source?.order({ type: "forget", session });
  }

  /**
   * Hands over a capture and maybe a key log, and shows what is in it.
   *
   * @param files The files, in any order.
   */
  async upload(files: readonly File[]): Promise<void> {
    const { hello, uploading } = this.#store.state;
    if (this.#source === undefined || hello === null || uploading) return;
    this.#store.set({ uploading: true, failure: null });
    try {
      const sorted = await sortedFiles(files, hello.largestUpload);
      const result = "problem" in sorted
        ? sorted
        : await this.#source.upload(sorted.capture, sorted.keyLog);
      if ("problem" in result) this.#store.set({ failure: result });
      else if (result[0] !== undefined) this.choice.choose(result[0]);
    } finally {
      this.#store.set({ uploading: false, open: null });
    }
  }

  /** Offers the tour to who is here for the first time, and once only, however often it is asked for. */
  offerTour(): void {
    if (this.#offered) return;
    this.#offered = true;
    if (this.#memory.remembered("toured") === null) this.tour(0);
  }

  /**
   * Goes to a step of the tour.
   *
   * @param step Which one, from 0; null ends the tour.
   */
  tour(step: number | null): void {
    if (step === null) this.#memory.remember("toured", "yes");
    this.#store.set({ tour: step, open: null });
  }

  /**
   * Changes what is remembered from visit to visit.
   *
   * @param change What becomes different.
   */
  prefer(change: Pick<Partial<State>, "language" | "theme" | "letters">): void {
    for (const [name, value] of Object.entries(change)) {
      // Switches are remembered as words.
      const word = value === true ? "yes" : value === false ? "no" : value;
      this.#memory.remember(name as Preference, word);
    }
    this.#store.set(change);
  }
}

/** The first session of the newest run; null if there is none. */
function newest(sessions: Iterable<SessionState>): number | null {
  return byRun(sessions)[0]?.[0]?.id ?? null;
}
