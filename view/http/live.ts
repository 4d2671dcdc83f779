/**
 * Live news for one page over a WebSocket.
 *
 * The page may be slow: then it is told less often, and only how things stand by then. For each session
 * at most one mark is held, never what happened meanwhile. So a page, however slow, costs no memory that
 * grows with what passes, and holds up nobody.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import type { Text } from "../../cli/language.ts";
import type { PageMessage, ServerMessage } from "../protocol.ts";
import type { Change, Shown } from "../shown.ts";
import { UNFORESEEN } from "./answer.ts";
import { readPageMessage } from "./page_message.ts";

/** How often a page is told of a session at most, in milliseconds: a picture in 50 looks like motion. */
const SPACING = 50;

/** As long as more than this many bytes wait for the page, it is told nothing. */
const FULL = 1024 * 1024;

/** How many of its messages may wait until it reads again; a page asks for a list at a time. */
const MOST_WAITING = 16;

/** How many changes may wait; there are as many as sessions, and the runs that began or ended. */
const MOST_PENDING = 10_000;

/** RFC 6455 section 7.4.1, and the registry it made. */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

/** One page that listens. */
export class Live {
  readonly #socket: WebSocket;
  readonly #shown: Shown;
  readonly #trouble: (error: unknown) => void;
  /** What the page is still to be told, in order, by what it replaces. */
  readonly #pending = new Map<string, Change>();
  /** The sessions the page knows of. */
  readonly #told = new Set<number>();
  /** What the page said while it did not read; undefined where it was not to be understood. */
  readonly #waiting: (PageMessage | undefined)[] = [];
  #unsubscribe = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the page was last told, by the clock of `performance.now()`. */
  #flushed = -SPACING;

  /**
   * Talks with a page from when the socket opens until it closes.
   *
   * @param socket The WebSocket, not open yet.
   * @param shown What it is told of.
   * @param trouble Told of errors that this program did not foresee.
   */
  constructor(socket: WebSocket, shown: Shown, trouble: (error: unknown) => void) {
    this.#socket = socket;
    this.#shown = shown;
    this.#trouble = trouble;
    socket.addEventListener("open", () => this.#greet());
    socket.addEventListener("message", ({ data }) => this.#hear(data));
    // A page that is gone without a word is no trouble; `close` follows.
    socket.addEventListener("error", (event) => event.preventDefault());
    socket.addEventListener("close", () => this.#end());
  }

  /** Says goodbye. */
  stop(): void {
    this.#close(GOING_AWAY, "deno task view has ended");
  }

  #greet(): void {
    const hello = this.#shown.hello();
    this.#send(hello);
    this.#unsubscribe = this.#shown.subscribe((change) => this.#mark(change));
    for (const session of hello.sessions) {
      this.#told.add(session);
      this.#mark({ type: "session", session });
    }
  }

  #mark(change: Change): void {
    if (change.type === "running") {
      this.#pending.set(`${change.run} ${change.done}`, change);
    } else if (change.type === "session") {
      this.#pending.set(`session ${change.session}`, change);
    } else {
      this.#pending.delete(`session ${change.session}`);
      if (this.#told.delete(change.session)) this.#pending.set(`gone ${change.session}`, change);
    }
    if (this.#pending.size > MOST_PENDING) this.#close(TRY_AGAIN_LATER, "too far behind");
    else this.#schedule();
  }

  #hear(frame: unknown): void {
    const message = readPageMessage(frame);
    if (this.#waiting.length === 0 && this.#hasRoom()) return this.#answer(message);
    if (this.#waiting.length === MOST_WAITING) {
      return this.#close(POLICY_VIOLATION, "too much asked at once");
    }
    this.#waiting.push(message);
    this.#schedule();
  }

  /** Does soon what there is to do. Never at once: whoever tells of a change may be in the middle of it. */
  #schedule(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const wait = Math.max(0, this.#flushed + SPACING - performance.now());
    this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    while (this.#waiting.length > 0 && this.#hasRoom()) this.#answer(this.#waiting.shift());
    for (const [key, change] of this.#pending) {
      if (!this.#hasRoom()) break;
      this.#pending.delete(key);
      this.#tell(change);
    }
    this.#flushed = performance.now();
    // WebSockets do not say when there is room again: look then.
    if (this.#waiting.length > 0 || this.#pending.size > 0) this.#schedule();
  }

  #hasRoom(): boolean {
    return this.#socket.bufferedAmount < FULL;
  }

  #tell(change: Change): void {
    if (change.type !== "session") return this.#send(change);
    const session = this.#shown.state(change.session);
    if (!session) return;
    this.#told.add(change.session);
    this.#send({ type: "session", session });
  }

  #answer(message: PageMessage | undefined): void {
    if (message === undefined) return this.#fail(null, NOT_UNDERSTOOD);
    try {
      this.#do(message);
    } catch (error) {
      if (error instanceof UserError) return this.#fail(message.type, error);
      this.#trouble(error);
      this.#fail(message.type, UNFORESEEN);
    }
  }

  #do(message: PageMessage): void {
    const shown = this.#shown;
    switch (message.type) {
      case "get": {
        const { session, list, from } = message;
        // The page may ask for what has just gone.
        const rows = shown.state(session) ? shown.rows(session, list, from) : [];
        // Which rows go with which list is checked where they are made.
        return this.#send({ type: "rows", session, list, from, rows } as ServerMessage);
      }
      case "run":
        return shown.run(message.scenario);
      case "send":
        return shown.send(message.session, message.text);
      case "end":
        return shown.end(message.session);
      case "forget":
        return shown.forget(message.session);
    }
  }

  #fail(
    of: PageMessage["type"] | null,
    { problem, remedy }: { readonly problem: Text; readonly remedy: Text },
  ): void {
    this.#send({ type: "failed", of, problem, remedy });
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #close(code: number, reason: string): void {
    this.#end();
    // The page may have closed first.
    if (this.#socket.readyState <= WebSocket.OPEN) this.#socket.close(code, reason);
  }

  #end(): void {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
    this.#waiting.length = 0;
  }
}

const NOT_UNDERSTOOD = {
  problem: {
    en: "The page said something its server does not understand",
    zh: "页面发来了服务器无法理解的内容",
  },
  remedy: {
    en: "Load the page again; a message may have about a million characters at most",
    zh: "请重新加载页面；一条消息最多约一百万个字符",
  },
};
