/**
 * Data from the server that shows the lab: news over a WebSocket, everything large fetched apart.
 *
 * @module
 */
import type { Chain, Detail, ServerMessage } from "../view/protocol.ts";
import { type Growing, Rows } from "./rows.ts";
import type { Command, News, Source } from "./source.ts";
import type { Failure } from "./state.ts";

/** What is used of a WebSocket. */
export interface Socket {
  /** Called when it is open. */
  onopen: ((event: Event) => void) | null;
  /** Called with each frame. */
  onmessage: ((event: MessageEvent) => void) | null;
  /** Called when it has closed, or could not be opened. */
  onclose: ((event: CloseEvent) => void) | null;
  /** 1 while it is open. */
  readonly readyState: number;
  /** Sends a frame. */
  send(data: string): void;
}

/** What `Live` stands on; the browser's own unless given. */
export interface LiveOptions {
  /** Opens a connection. */
  readonly connect?: () => Socket;
  /** Calls something after so many milliseconds. */
  readonly later?: (then: () => Promise<void>, milliseconds: number) => void;
  /** Fetches what is large. */
  readonly fetch?: typeof fetch;
}

/** The waits before the next attempts to connect, in milliseconds; the last one for all that follow. */
const WAITS = [250, 500, 1000, 2000, 4000];

/** How a server answers that was started anew: each has a secret of its own in its address. */
const FORBIDDEN = 403;

/** The state of a WebSocket that is open. */
const OPEN = 1;

/** The server cannot be reached, which the link's own bar says; this is for what was being asked. */
const UNREACHABLE: Failure = {
  problem: { en: "The page's server does not answer", zh: "页面的服务器没有回应" },
  remedy: { en: "Start deno task view again", zh: "请重新运行 deno task view" },
};

/** A connection to the server, made anew whenever it is lost. */
export class Live implements Source {
  readonly #tell: (news: News) => void;
  readonly #connect: () => Socket;
  readonly #later: (then: () => Promise<void>, milliseconds: number) => void;
  readonly #fetch: typeof fetch;
  readonly #rows = new Rows((question) => this.#send(question));
  #socket: Socket | undefined;
  #failures = 0;
  /** How the connection was when it was last told of. */
  #link: "open" | "lost" | "moved" | undefined;

  /**
   * Connects, and goes on trying.
   *
   * @param tell Called with all news.
   * @param options What it stands on.
   */
  constructor(tell: (news: News) => void, options: LiveOptions = {}) {
    this.#tell = tell;
    this.#connect = options.connect ?? (() => {
      const url = new URL("live", document.baseURI);
      url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
      return new WebSocket(url);
    });
    this.#later = options.later ?? ((then, milliseconds) => void setTimeout(then, milliseconds));
    this.#fetch = options.fetch ?? ((...what) => fetch(...what));
    this.#open();
  }

  /** The rows of a session so far; undefined if it is not watched. */
  rows(session: number): Growing | undefined {
    return this.#rows.of(session);
  }

  /** Watches these sessions and no others. */
  watch(sessions: readonly number[]): void {
    this.#rows.watch(sessions);
  }

  /** Fetches everything about a row. */
  detail(session: number, list: "opened" | "passed", index: number): Promise<Detail | undefined> {
    return this.#get(`session/${session}/${list}/${index}`);
  }

  /** Fetches the certificates of a session. */
  chains(session: number): Promise<readonly Chain[] | undefined> {
    return this.#get(`session/${session}/certificates`);
  }

  /** Has the server do something; what it says while it cannot be reached is lost, as the page says. */
  order(command: Command): void {
    this.#send(command);
  }

  /** Hands over a capture and maybe a key log, and gives the numbers of what they became. */
  async upload(capture: File, keyLog: File | undefined): Promise<readonly number[] | Failure> {
    const form = new FormData();
    form.append("capture", capture);
    form.append("name", capture.name); // What a form calls its file is not always read whole.
    if (keyLog !== undefined) form.append("keylog", keyLog);
    try {
      const response = await this.#fetch("captures", { method: "POST", body: form });
      const answer = await response.json();
      return response.ok ? answer.sessions : answer;
    } catch {
      return UNREACHABLE;
    }
  }

  #open(): void {
    const socket = this.#connect();
    this.#socket = socket;
    socket.onopen = () => this.#tellLink("open");
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    // An error is always followed by a close.
    socket.onclose = () => {
      this.#tellLink("lost");
      const wait = WAITS[Math.min(this.#failures, WAITS.length - 1)]!;
      this.#failures++;
      this.#later(() => this.#reopen(), wait);
    };
  }

  /** Connects again, unless the server runs under another address by now, and refuses this one. */
  async #reopen(): Promise<void> {
    const status = await this.#fetch("./", { method: "HEAD" }).then(
      ({ status }) => status,
      () => 0,
    );
    if (status === FORBIDDEN) this.#tellLink("moved");
    else this.#open();
  }

  /** Tells how the connection is, where that is not what was told last. */
  #tellLink(link: "open" | "lost" | "moved"): void {
    if (link !== this.#link) this.#tell({ type: "link", link });
    this.#link = link;
  }

  #heard(message: ServerMessage): void {
    switch (message.type) {
      case "rows":
        if (this.#rows.arrived(message)) this.#tell({ type: "grown", session: message.session });
        return;
      case "hello":
        this.#failures = 0;
        this.#rows.reconnected();
        break;
      case "session":
        this.#rows.heard(message.session);
        break;
      case "gone":
        this.#rows.gone(message.session);
        break;
    }
    this.#tell(message);
  }

  #send(message: object): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  async #get<Value>(path: string): Promise<Value | undefined> {
    try {
      const response = await this.#fetch(path);
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  }
}
