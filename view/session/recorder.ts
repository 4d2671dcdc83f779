/**
 * Listens to a relay and keeps every connection that passes as a session.
 *
 * @module
 */
import type { Place, RelaySink } from "../../tap/relay.ts";
import { Watch } from "../../tap/watch.ts";
import { formatAddress } from "../../talk/connection.ts";
import type { Side, TlsEvent } from "../../tls/event.ts";
import type { Archive } from "./archive.ts";
import type { Recording, SessionBasics } from "./recording.ts";

/** What a recorder needs. */
export interface RecorderOptions {
  /** Where sessions are kept. */
  readonly archive: Archive;
  /** The key log. */
  readonly keyLog: string;
  /** What is known of the next connection besides who is on it. */
  readonly expect: () => Omit<SessionBasics, "ends" | "via" | "began">;
  /** Told of every connection as it begins. */
  readonly opened: (recording: Recording) => void;
  /** Told when the key log cannot be read. */
  readonly trouble: (error: unknown) => void;
}

/** Keeps what passes a relay. */
export class Recorder implements RelaySink {
  readonly #options: RecorderOptions;
  readonly #watch: Watch;
  readonly #recordings = new Map<number, Recording>();

  /**
   * Starts listening.
   *
   * @param options Where sessions are kept, and what is known of them.
   */
  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#watch = new Watch({
      emit: (event: TlsEvent) => this.#recordings.get(event.connection)?.take(event),
      keyLog: options.keyLog,
      newKeysOnly: true, // The log is one for all, and grows with every connection there has been.
      proofs: true,
      complete: false,
      trouble: options.trouble,
    });
  }

  /** A client has connected. */
  opened(id: number, client: Place, server: Place, began: number, via: Place): void {
    const { archive, expect, opened } = this.#options;
    const ends = { client, server };
    const recording = archive.open({ ...expect(), ends, via: formatAddress(via), began });
    this.#recordings.set(id, recording);
    this.#watch.opened(id, formatAddress(client), formatAddress(server), began);
    const connection = this.#watch.connection(id)!;
    const watch = this.#watch;
    recording.follow({
      get summary() {
        return connection.summary;
      },
      get speaksTls() {
        return connection.speaksTls;
      },
      get secrets() {
        return watch.secretsOf(id).lines;
      },
    });
    opened(recording);
  }

  /** Bytes passed. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void {
    this.#recordings.get(id)?.data(from, bytes, time);
    this.#watch.data(id, from, bytes, time);
  }

  /** What passes next has been changed. */
  tampered(id: number, from: Side): void {
    this.#recordings.get(id)?.tell({
      who: "tap",
      kind: "bad",
      text: from === "client"
        ? { en: "Changed what the client sent, here", zh: "在此处改动了客户端发出的数据" }
        : { en: "Changed what the server sent, here", zh: "在此处改动了服务器发出的数据" },
    });
  }

  /** What was to be changed never passed. */
  untampered(id: number): void {
    this.#recordings.get(id)?.tell({
      who: "tap",
      kind: "note",
      text: {
        en: "Changed nothing: what was to be changed never passed",
        zh: "没有改动任何数据：要改动的内容从未经过",
      },
    });
  }

  /** A side sends nothing more. */
  ended(id: number, from: Side, time: number): void {
    this.#recordings.get(id)?.stopped("ended", from, time);
    this.#watch.ended(id, from, time);
  }

  /** A side broke the connection off. */
  reset(id: number, from: Side, time: number): void {
    const recording = this.#recordings.get(id);
    recording?.stopped("reset", from, time);
    this.#watch.reset(id, from, time);
    recording?.tell({
      who: "tap",
      kind: "note",
      text: from === "client"
        ? { en: "The client broke the connection off", zh: "客户端中断了连接" }
        : { en: "The server broke the connection off", zh: "服务器中断了连接" },
    });
  }

  /** Both sides are done. */
  closed(id: number, time: number): void {
    this.#watch.closed(id);
    this.#recordings.get(id)?.end(time);
    this.#recordings.delete(id);
    this.#watch.forget(id);
  }

  /** The server did not take the connection. */
  refused(_client: Place, error: Error): void {
    const { archive, expect } = this.#options;
    const began = Date.now() / 1000;
    const recording = archive.open({ ...expect(), ends: null, via: null, began });
    recording.tell({
      who: "tap",
      kind: "bad",
      text: {
        en: `The server cannot be reached: ${error.message}`,
        zh: `无法连接服务器：${error.message}`,
      },
    });
    recording.end(began);
  }

  /** Ends: what is open is told as ended. */
  stop(): void {
    this.#watch.stop();
    const now = Date.now() / 1000;
    for (const recording of this.#recordings.values()) recording.end(now);
  }
}
