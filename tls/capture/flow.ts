/**
 * TCP connections as they are told.
 *
 * @module
 */
import type { Side } from "../event.ts";
import type { Malformed } from "../malformed.ts";

/** A TCP connection. */
export interface Flow {
  /** Its number: from 1, in the order in which connections are told. */
  readonly id: number;
  /** The client's address and port, such as `127.0.0.1:443` or `[::1]:443`. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
  /**
   * Whether its beginning was not captured. Then it is a guess who the client is: the sender of a
   * ClientHello or the receiver of a ServerHello, if one comes first; else the one with the higher port.
   */
  readonly startedMidway: boolean;
}

/** How a connection ended: `capture ended` if its end was not captured, or memory ran out. */
export type FlowEnd = "fin" | "reset" | "capture ended";

/** Who is told what happens on the connections. */
export interface TcpSink {
  /** A connection begins: with its SYN, or with its first data if it began before the capture. */
  opened?(flow: Flow, time: number): void;
  /** The next bytes that a side sent; a view on what was pushed, or a copy. */
  data(flow: Flow, from: Side, bytes: Uint8Array, time: number): void;
  /** Bytes that a side sent are missing here, for good. */
  gap(flow: Flow, from: Side, length: number, time: number): void;
  /** A connection has ended; nothing more is told of it. */
  closed(flow: Flow, time: number, how: FlowEnd): void;
  /**
   * Something is wrong. With a flow, it is two segments that differ about the same bytes, and the
   * offset counts the bytes that the side sent.
   */
  trouble?(trouble: Malformed, flow?: Flow): void;
}
