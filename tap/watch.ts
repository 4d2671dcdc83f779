/**
 * Watching live connections: what passes is decoded as it passes, with a key log that is still being
 * written, and without slowing down those who talk.
 *
 * @module
 */
import type { Connection } from "../tls/connection.ts";
import { Decoder } from "../tls/decoder.ts";
import type { Side, TlsEvent } from "../tls/event.ts";
import { KeyLogFile } from "./key_log_file.ts";

/** What is watched with, and who is told. */
export interface WatchOptions {
  /** Told everything that happens. */
  readonly emit: (event: TlsEvent) => void;
  /** The key log, which may grow, and need not be there yet. */
  readonly keyLog?: string | undefined;
  /** Whether only what the key log gets from now on is read, for connections that have yet to begin. */
  readonly newKeysOnly?: boolean;
  /** Whether signatures and Finished values are checked. */
  readonly proofs: boolean;
  /** Whether every record is opened, even if that slows down what passes. */
  readonly complete: boolean;
  /** Told once when the key log can no longer be read, and again after it could be. */
  readonly trouble: (error: unknown) => void;
}

/** What is known of the secrets of a connection. */
export interface Secrets {
  /** The lines of the key log there are so far. */
  readonly lines: string;
  /** Whether nothing more is needed to decrypt it: the secrets are there, or it is no TLS. */
  readonly enough: boolean;
}

/** How often the key log is looked at while records wait for it, and else, in milliseconds. */
const QUICK = 10;
const SLOW = 200;

/** How long a record waits for its key before it is told as sealed, in seconds. */
const PATIENCE = 1;

/**
 * The share of time that may go into decoding before large records are left closed, and how long that
 * time is, in milliseconds: whoever only watches must not slow down those who talk.
 */
const SHARE = 0.02;
const WINDOW = 100;

/** So many bytes pass in that time before anything is left closed. */
const MUCH = 1 << 18;

/** Decodes what passes on any number of connections. All times are in seconds since 1970. */
export class Watch {
  readonly #decoder: Decoder;
  readonly #keyLog: KeyLogFile | undefined;
  readonly #complete: boolean;
  readonly #trouble: (error: unknown) => void;
  readonly #connections = new Map<number, Connection>();
  /** The connections that have said something in plain text. */
  readonly #plain = new Set<number>();
  /** Since when a connection's records wait for their keys. */
  readonly #waiting = new Map<number, number>();
  /** When the key log was last looked at, in milliseconds, and whether it was told that it cannot be. */
  #lookedAt = 0;
  #troubleTold = false;
  /** When the present window began, and how much of it went into decoding, in milliseconds. */
  #window = 0;
  #spent = 0;
  /** How many bytes have passed in it. */
  #passed = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  /**
   * Starts watching; nothing has passed yet.
   *
   * @param options What is watched with, and who is told.
   * @throws {UserError} If the key log is there and cannot be read.
   */
  constructor({ emit, keyLog, newKeysOnly, proofs, complete, trouble }: WatchOptions) {
    this.#complete = complete;
    this.#trouble = trouble;
    this.#keyLog = keyLog === undefined ? undefined : new KeyLogFile(keyLog);
    this.#decoder = new Decoder({ emit, keysMayCome: keyLog !== undefined, proofs });
    if (newKeysOnly) this.#keyLog?.skip();
    this.#addKeys();
    this.#timer = setInterval(() => this.#tick(), QUICK);
  }

  /** A client has connected; both ends are given as addresses with ports. */
  opened(id: number, client: string, server: string, time: number): void {
    this.#connections.set(id, this.#decoder.open({ id, client, server, time }));
  }

  /** Bytes passed; they are kept and must not change afterwards. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    const start = performance.now();
    if (start - this.#window > WINDOW) {
      this.#window = start;
      this.#spent = 0;
      this.#passed = 0;
    }
    this.#passed += bytes.length;
    const late = this.#passed > MUCH && this.#spent > SHARE * WINDOW;
    connection.hurry(late && !this.#complete);
    connection.push(from, bytes, time);
    this.#spent += performance.now() - start;
    if (!connection.speaksTls) this.#plain.add(id);
    if (connection.waiting) this.#lookAtKeyLog();
  }

  /** A side sends nothing more. */
  ended(id: number, from: Side, time: number): void {
    this.#connections.get(id)?.end(from, time);
  }

  /** A side broke the connection off. */
  reset(id: number, from: Side, time: number): void {
    this.ended(id, from, time);
  }

  /** Both sides are done: what is left is told. It is kept until {@linkcode Watch.forget}. */
  closed(id: number): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    if (connection.waiting) this.#lookAtKeyLog();
    this.#decoder.close(connection);
    this.#waiting.delete(id);
  }

  /** Lets go of a connection that is closed: nothing more will be asked of it. */
  forget(id: number): void {
    this.#connections.delete(id);
    this.#plain.delete(id);
  }

  /**
   * A connection.
   *
   * @param id Its number.
   * @returns The connection; undefined if there is none of that number, or none any longer.
   */
  connection(id: number): Connection | undefined {
    return this.#connections.get(id);
  }

  /**
   * The secrets of a connection, as far as they are known by now.
   *
   * @param id Its number.
   * @returns The secrets; where no key log is followed, none, and none are to come.
   */
  secretsOf(id: number): Secrets {
    const connection = this.#connections.get(id);
    if (!this.#keyLog) return { lines: "", enough: true };
    if (!connection) return { lines: "", enough: false };
    const logged = connection.clientRandoms.map((random) => this.#decoder.keys.linesOf(random));
    const lines = logged.join("");
    const last = logged.at(-1) ?? "";
    const enough = this.#plain.has(id) && !connection.speaksTls ||
      /^CLIENT_RANDOM /m.test(last) ||
      /^CLIENT_TRAFFIC_SECRET_0 /m.test(last) && /^SERVER_TRAFFIC_SECRET_0 /m.test(last);
    return { lines, enough };
  }

  /** Ends: what is left of every connection is told. */
  stop(): void {
    clearInterval(this.#timer);
    this.#lookAtKeyLog();
    for (const id of this.#connections.keys()) this.closed(id);
  }

  #tick(): void {
    const now = Date.now();
    const eager = [...this.#decoder.connections].some(({ waiting }) => waiting);
    if (now - this.#lookedAt >= (eager ? QUICK : SLOW)) this.#lookAtKeyLog();
    this.#losePatience(now / 1000);
    this.#decoder.limit();
  }

  #losePatience(now: number): void {
    for (const connection of this.#decoder.connections) {
      const { id, waiting } = connection;
      if (!waiting) this.#waiting.delete(id);
      else if (!this.#waiting.has(id)) this.#waiting.set(id, now);
      else if (now - this.#waiting.get(id)! > PATIENCE) connection.stopWaiting();
    }
  }

  #lookAtKeyLog(): void {
    this.#lookedAt = Date.now();
    try {
      this.#addKeys();
      this.#troubleTold = false;
    } catch (error) {
      if (!this.#troubleTold) this.#trouble(error);
      this.#troubleTold = true;
    }
  }

  #addKeys(): void {
    for (const part of this.#keyLog?.read() ?? []) this.#decoder.addKeys(part);
  }
}
