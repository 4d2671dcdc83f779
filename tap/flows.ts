/**
 * Decoding the TCP connections of a capture as they come: in this thread (here), or in several
 * (`threads.ts`).
 *
 * @module
 */
import type { Connection } from "../tls/connection.ts";
import { Decoder } from "../tls/decoder.ts";
import type { Side, TlsEvent } from "../tls/event.ts";

/** A TCP connection of a capture. */
export interface FlowEnds {
  /** Its number, from 1, in order of the first packets. */
  readonly id: number;
  /** The client's address and port. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
  /** Whether it had begun before the capture did. */
  readonly midway: boolean;
}

/** How many connections of which kind there were. */
export interface FlowCount {
  /** Those that spoke TLS. */
  readonly connections: number;
  /** Those that did not. */
  readonly others: number;
}

/** Takes what the connections of a capture carry, in order. */
export interface FlowSink {
  /** A key log, or part of one that ends with a line. */
  keys(keyLog: Uint8Array): void;
  /** What a side sent next; the bytes must not change afterwards. */
  data(flow: FlowEnds, from: Side, bytes: Uint8Array, time: number): void;
  /** Bytes of a side are missing here. */
  gap(flow: FlowEnds, from: Side, length: number, time: number): void;
  /** A connection is over. */
  closed(flow: FlowEnds): void;
  /** Resolves when there is room for more. */
  settle(): Promise<void>;
  /** Ends what is open, and resolves when everything has been told. */
  end(): Promise<FlowCount>;
}

/** What of a capture is told. */
export interface FlowOptions {
  /** Whether signatures and Finished values are checked. */
  readonly proofs: boolean;
  /** Whether connections without TLS are told as well. */
  readonly all: boolean;
}

/** Decodes the connections of a capture in this thread. */
export class FlowDecoder implements FlowSink {
  readonly #decoder: Decoder;
  readonly #open = new Map<number, Connection>();
  readonly #count = { connections: 0, others: 0 };
  /** The connection that is being closed, if it spoke TLS. */
  #closing: Connection | undefined;
  /** The beginnings of connections of which nothing else has been told. */
  readonly #beginnings = new Map<number, TlsEvent>();

  /**
   * Starts without connections.
   *
   * @param options What is told; `emit` is told every event.
   */
  constructor({ proofs, all, emit }: FlowOptions & { readonly emit: (event: TlsEvent) => void }) {
    this.#decoder = new Decoder({
      proofs,
      aside: true,
      emit: (event) => {
        const { connection } = event;
        if (event.type === "opened") this.#beginnings.set(connection, event);
        else if (all || this.#isTls(event)) {
          const beginning = this.#beginnings.get(connection);
          if (beginning) emit(beginning);
          this.#beginnings.delete(connection);
          emit(event);
        }
      },
    });
  }

  /** Not what a connection said in plain text, nor the end of one that said nothing else. */
  #isTls(event: TlsEvent): boolean {
    if (event.type === "connection") return event.version !== null || this.#closing !== undefined;
    return event.type !== "data" || event.record !== undefined;
  }

  /** A key log, or part of one that ends with a line. */
  keys(keyLog: Uint8Array): void {
    this.#decoder.addKeys(keyLog);
    this.#decoder.keys.end();
  }

  /** What a side sent next. */
  data(flow: FlowEnds, from: Side, bytes: Uint8Array, time: number): void {
    this.#connection(flow, time).push(from, bytes, time);
  }

  /** Bytes of a side are missing here. */
  gap(flow: FlowEnds, from: Side, length: number, time: number): void {
    this.#connection(flow, time).gap(from, length, time);
  }

  /** A connection is over. */
  closed({ id }: FlowEnds): void {
    const connection = this.#open.get(id);
    if (!connection) return;
    this.#open.delete(id);
    if (connection.speaksTls) {
      this.#count.connections++;
      this.#closing = connection;
    } else this.#count.others++;
    this.#decoder.close(connection);
    this.#closing = undefined;
    this.#beginnings.delete(id);
  }

  /** Resolves when what waits for other threads has been opened. */
  async settle(): Promise<void> {
    await this.#decoder.settle();
    this.#decoder.limit();
  }

  /** Ends what is open. */
  async end(): Promise<FlowCount> {
    await this.settle();
    for (const id of [...this.#open.keys()]) {
      this.closed({ id, client: "", server: "", midway: false });
    }
    return this.#count;
  }

  #connection(flow: FlowEnds, time: number): Connection {
    let connection = this.#open.get(flow.id);
    if (!connection) this.#open.set(flow.id, connection = this.#decoder.open({ ...flow, time }));
    return connection;
  }
}
