/**
 * What is remembered of a TCP connection that has not ended.
 *
 * @module
 */
import type { Side } from "../event.ts";
import { Malformed } from "../malformed.ts";
import type { Flow, TcpSink } from "./flow.ts";
import { type Endpoint, formatEndpoint } from "./tcp_endpoint.ts";
import { Stream, type StreamLimits, type StreamSink } from "./tcp_stream.ts";

/** A connection that has not ended. */
export interface Connection {
  /** The name both directions share, see {@linkcode Path.key}. */
  readonly key: string;
  /** The client's initial sequence number; undefined if the beginning was not captured. */
  readonly isn: number | undefined;
  /** As it is told. */
  readonly flow: Flow;
  /** What the client sends. */
  readonly client: Direction;
  /** What the server sends. */
  readonly server: Direction;
  /** Whether the client is the end that sorts first, see {@linkcode Path.fromFirst}. */
  readonly clientIsFirst: boolean;
}

/** What one side of a connection sends. */
export class Direction implements StreamSink {
  /** Puts it in order. */
  readonly stream: Stream;
  /** What of it is counted as waiting, in bytes. */
  cost = 0;
  readonly #flow: Flow;
  readonly #side: Side;
  readonly #sink: TcpSink;

  /** Starts with nothing sent. */
  constructor(flow: Flow, side: Side, sink: TcpSink, limits: StreamLimits) {
    this.#flow = flow;
    this.#side = side;
    this.#sink = sink;
    this.stream = new Stream(this, limits);
  }

  /** Passes on what was sent. */
  data(bytes: Uint8Array, time: number): void {
    this.#sink.data(this.#flow, this.#side, bytes, time);
  }

  /** Passes on what is missing. */
  gap(length: number, time: number): void {
    this.#sink.gap(this.#flow, this.#side, length, time);
  }

  /** Says that two segments differ. */
  conflict(position: number): void {
    const [en, zh] = this.#side === "client" ? ["client", "客户端"] : ["server", "服务器"];
    this.#sink.trouble?.(
      new Malformed(
        position,
        `Two segments of the ${en} differ about the same bytes; the earlier one counts`,
        `${zh}的两个报文段对相同位置的字节内容不一致；以先前的为准`,
      ),
      this.#flow,
    );
  }
}

/** A connection's names; addresses are formatted only if somebody asks. */
export class NamedFlow implements Flow {
  /** See {@linkcode Flow.id}. */
  readonly id: number;
  /** See {@linkcode Flow.startedMidway}. */
  readonly startedMidway: boolean;
  #client: string | Endpoint;
  #server: string | Endpoint;

  /** Names the two ends. */
  constructor(id: number, client: Endpoint, server: Endpoint, startedMidway: boolean) {
    this.id = id;
    this.#client = client;
    this.#server = server;
    this.startedMidway = startedMidway;
  }

  /** See {@linkcode Flow.client}. */
  get client(): string {
    if (typeof this.#client !== "string") this.#client = formatEndpoint(this.#client);
    return this.#client;
  }

  /** See {@linkcode Flow.server}. */
  get server(): string {
    if (typeof this.#server !== "string") this.#server = formatEndpoint(this.#server);
    return this.#server;
  }
}
