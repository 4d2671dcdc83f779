/**
 * One run of a scenario: what its stage offers, brought together with the sessions that are kept of it.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import type { Meddler } from "../tap/meddler.ts";
import { type Place, type Relay, startRelay } from "../tap/relay.ts";
import type { Session } from "../talk/session.ts";
import type { LogRow, Outcome } from "./protocol.ts";
import type { Archive } from "./session/archive.ts";
import type { PassedAlert } from "./session/outcome.ts";
import { Recorder } from "./session/recorder.ts";
import type { Recording } from "./session/recording.ts";
import { ServerNews } from "./session/server_news.ts";
import { Talk } from "./session/talk.ts";
import type { Attempt, AttemptOptions, Lab, Roles, Stage } from "./stage.ts";

/** What a run needs. */
export interface RunOptions extends Pick<Stage, "roles" | "lab" | "folder" | "signal"> {
  /** Which scenario is played. */
  readonly scenario: string;
  /** What it is called. */
  readonly title: Text;
  /** The number of the run. */
  readonly run: number;
  /** Where sessions are kept. */
  readonly archive: Archive;
  /** The key log. */
  readonly keyLog: string;
  /** Told when the key log cannot be read. */
  readonly trouble: (error: unknown) => void;
  /** Told of every session of the run as it begins. */
  readonly opened: (recording: Recording) => void;
}

/** How long a connection may take to end before nobody waits for it any longer, in milliseconds. */
const PATIENCE = 2000;

/** What a second connection of one attempt is for: see `talk/presented_chain.ts`. */
const LOOKS_AGAIN: Text = {
  en: "Looks at the refused certificate again",
  zh: "再次查看被拒绝的证书",
};

/** What comes of such a connection. */
const ONLY_LOOKED: Outcome = {
  kind: "refused",
  title: { en: "Only looked, and hung up", zh: "只看了证书就断开了" },
  why: {
    en:
      "The client asked for the certificate once more, on a connection it never meant to use, to be " +
      "able to say what is wrong with it.",
    zh: "客户端为了说明证书有什么问题，另开一个不打算使用的连接，再要了一次证书。",
  },
};

/** The stage of one run. */
export class Run implements Stage {
  /** The roles of this project. */
  readonly roles: Roles;
  /** The lab's certificates. */
  readonly lab: Lab;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly #options: RunOptions;
  readonly #news = new ServerNews({ remedies: false });
  readonly #recorders: Recorder[] = [];
  readonly #relays: Relay[] = [];
  #attempt: RunAttempt | undefined;

  /**
   * Sets the stage.
   *
   * @param options What is to be played, on what.
   */
  constructor(options: RunOptions) {
    this.roles = options.roles;
    this.lab = options.lab;
    this.folder = options.folder;
    this.signal = options.signal;
    this.#options = options;
  }

  /** Takes what happens at a server. */
  readonly serverNews: Stage["serverNews"] = (event) => this.#news.take(event);

  /** Starts a tap in front of a server. */
  async tap(
    { connect, meddle }: { readonly connect: Place; readonly meddle?: (() => Meddler) | undefined },
  ): Promise<Relay> {
    const { archive, keyLog, trouble, opened } = this.#options;
    const sink = new Recorder({
      archive,
      keyLog,
      trouble,
      expect: () => this.#basics(this.#attempt),
      opened: (recording) => {
        if (this.#attempt?.begun) recording.conclude(ONLY_LOOKED);
        else this.#attempt?.join(recording);
        this.#news.opened(recording);
        opened(recording);
      },
    });
    this.#recorders.push(sink);
    const listen = { hostname: "127.0.0.1", port: 0 };
    const relay = await startRelay({ listen, connect, meddle, sink });
    this.#relays.push(relay);
    return relay;
  }

  /** Tells what a server that is none of the roles did. */
  serverSays(row: Omit<LogRow, "index" | "time" | "who">): void {
    this.#attempt?.tell({ ...row, who: "server" });
  }

  /** Begins one connection of a client. */
  attempt(options: AttemptOptions): Attempt {
    return this.#attempt = new RunAttempt(
      options,
      this.signal,
      (attempt) => this.#unconnected(attempt),
    );
  }

  /** A session for what came to no connection. */
  #unconnected(attempt: RunAttempt | undefined): Recording {
    const began = Date.now() / 1000;
    const { archive, opened } = this.#options;
    const recording = archive.open({ ...this.#basics(attempt), ends: null, via: null, began });
    recording.end(began);
    opened(recording);
    return recording;
  }

  /**
   * Tells on the page that the scenario could not be played.
   *
   * @param error Why.
   */
  fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const problem = error instanceof UserError ? error.problem : { en: why, zh: why };
    this.#unconnected(this.#attempt).conclude({
      kind: "refused",
      title: { en: "It could not be played", zh: "场景无法运行" },
      why: problem,
    });
  }

  /** Ends what is still open. */
  async stop(): Promise<void> {
    await Promise.all(this.#relays.map((relay) => relay.stop()));
    for (const recorder of this.#recorders) recorder.stop();
  }

  #basics(attempt: RunAttempt | undefined) {
    const { scenario, run, title } = this.#options;
    const given = attempt?.options;
    return {
      origin: "lab",
      scenario,
      run,
      title: attempt?.begun ? LOOKS_AGAIN : given?.title ?? title,
      trust: {
        roots: given?.roots ?? [],
        trusted: given?.trusted ?? { en: "nobody", zh: "无" },
        host: given?.host ?? null,
      },
    } as const;
  }
}

/** One connection of a client, and what is told of it. */
class RunAttempt implements Attempt {
  readonly options: AttemptOptions;
  readonly #signal: AbortSignal;
  readonly #unconnected: (attempt: RunAttempt) => Recording;
  #recording: Recording | undefined;
  /** What was told before there was a connection. */
  #early: Omit<LogRow, "index" | "time">[] = [];
  readonly #joined = Promise.withResolvers<Recording>();

  /**
   * Begins an attempt.
   *
   * @param options What is known of it.
   * @param signal Aborted when its talk is to end.
   * @param unconnected Makes a session for an attempt that came to no connection.
   */
  constructor(
    options: AttemptOptions,
    signal: AbortSignal,
    unconnected: (attempt: RunAttempt) => Recording,
  ) {
    this.options = options;
    this.#signal = signal;
    this.#unconnected = unconnected;
  }

  /** Whether its connection has been seen. */
  get begun(): boolean {
    return this.#recording !== undefined;
  }

  /** A connection has passed the tap: the first is the attempt's own. */
  join(recording: Recording): void {
    if (this.#recording) return;
    this.#recording = recording;
    for (const row of this.#early) recording.tell(row);
    this.#early = [];
    this.#joined.resolve(recording);
  }

  tell(row: Omit<LogRow, "index" | "time">): void {
    if (this.#recording) this.#recording.tell(row);
    else this.#early.push(row);
  }

  clientSays(row: Omit<LogRow, "index" | "time" | "who">): void {
    this.tell({ ...row, who: "client" });
  }

  talk(session: Session): ReturnType<Attempt["talk"]> {
    // Where there is no handshake the client may be connected before the tap has told of it.
    const joined = this.#joined.promise;
    const talk = new Talk(session, {
      tell: (row) => this.clientSays(row),
      ended: joined.then((recording) => recording.over),
      closed: () => joined.then((recording) => recording.holdTalk(undefined)),
    });
    joined.then((recording) => recording.holdTalk(talk));
    const close = () => talk.close();
    this.#signal.addEventListener("abort", close);
    // The signal outlives the talk, and would keep it and its session for ever.
    talk.over.then(() => this.#signal.removeEventListener("abort", close));
    return talk;
  }

  get settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, PATIENCE);
    this.#joined.promise.then((recording) => recording.over).then(resolve);
    return promise.finally(() => clearTimeout(timer));
  }

  get alert(): PassedAlert | undefined {
    return this.#recording?.alert;
  }

  outcome(outcome: Outcome): void {
    this.#present().conclude(outcome);
  }

  /** Its session; one without a connection if it came to none. */
  #present(): Recording {
    if (!this.#recording) this.join(this.#unconnected(this));
    return this.#recording!;
  }
}
