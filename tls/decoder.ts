/**
 * Many connections decoded side by side: they share the key log, the sessions to resume, and the memory.
 *
 * @module
 */
import { Connection } from "./connection.ts";
import type { TlsEvent } from "./event.ts";
import { KeyLog } from "./key_log.ts";
import { SessionStore } from "./session_store.ts";

/** How a decoder works. */
export interface DecoderOptions {
  /** Told everything that happens, in order. */
  readonly emit: (event: TlsEvent) => void;
  /** Whether keys may be added while connections go on: records then wait for them. Not by default. */
  readonly keysMayCome?: boolean;
  /** Whether signatures and Finished values are checked; they are by default. */
  readonly proofs?: boolean;
  /** Whether large records wait for {@linkcode Decoder.settle}; they do not by default. */
  readonly aside?: boolean;
}

/** How many bytes of all connections together may be held back. */
const MOST_HELD = 64 << 20;

/**
 * Decodes connections.
 *
 * @example A connection that is no TLS
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Decoder } from "./decoder.ts";
 *
 * const types: string[] = [];
 * const decoder = new Decoder({ emit: ({ type }) => types.push(type) });
 * const connection = decoder.open({ client: "127.0.0.1:50000", server: "127.0.0.1:7" });
 * connection.push("client", new TextEncoder().encode("hello, server"), 1);
 * decoder.close(connection);
 * assertEquals(types, ["data", "connection"]);
 * ```
 */
export class Decoder {
  /** The secrets. */
  readonly keys: KeyLog = new KeyLog();
  readonly #options: DecoderOptions;
  readonly #sessions = new SessionStore();
  readonly #open = new Set<Connection>();
  #count = 0;

  /**
   * Starts without connections.
   *
   * @param options Where events go.
   */
  constructor(options: DecoderOptions) {
    this.#options = options;
  }

  /** The connections that have not been closed. */
  get connections(): ReadonlySet<Connection> {
    return this.#open;
  }

  /**
   * Begins a connection.
   *
   * @param ends The addresses and ports of both ends; whether it had begun before anyone listened; its
   * number, the next one by default; when it began, if that is to be told.
   * @returns The connection, to be pushed what its sides send.
   */
  open(
    ends: {
      readonly client: string;
      readonly server: string;
      readonly midway?: boolean;
      readonly id?: number;
      readonly time?: number;
    },
  ): Connection {
    const { emit, keysMayCome = false, proofs = true, aside = false } = this.#options;
    const connection = new Connection({
      id: ++this.#count,
      ...ends,
      keys: this.keys,
      sessions: this.#sessions,
      keysMayCome,
      proofs,
      aside,
      emit,
    });
    this.#open.add(connection);
    return connection;
  }

  /**
   * Takes more of a key log; what waited for it is decoded.
   *
   * @param text The next part of the log; it may end within a line.
   * @returns How many secrets were new.
   */
  addKeys(text: string | Uint8Array): number {
    const learnt = this.keys.add(text);
    if (learnt > 0) {
      for (const connection of this.#open) if (connection.waiting) connection.keysCame();
    }
    return learnt;
  }

  /** Opens large records that wait on other threads, and deals with what is behind them. */
  async settle(): Promise<void> {
    for (const connection of this.#open) if (connection.waiting) await connection.settle();
  }

  /** Where too much is held back in all, lets go of it where most is. */
  limit(): void {
    let held = 0;
    for (const connection of this.#open) held += connection.held;
    if (held <= MOST_HELD) return;
    const largest = [...this.#open].sort((a, b) => b.held - a.held);
    for (const connection of largest) {
      if (held <= MOST_HELD / 2) return;
      held -= connection.held;
      connection.letGo();
    }
  }

  /**
   * Ends a connection.
   *
   * @param connection The connection.
   */
  close(connection: Connection): void {
    this.#open.delete(connection);
    connection.close();
  }

  /** Ends all connections. */
  closeAll(): void {
    for (const connection of [...this.#open]) this.close(connection);
  }
}
