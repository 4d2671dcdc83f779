/**
 * What the connections of a capture carry, packed to be sent to another thread.
 *
 * @module
 */
import type { Side } from "../tls/event.ts";
import { joinBytes } from "../x509/der.ts";
import type { FlowEnds, FlowSink } from "./flows.ts";

/** One call of a {@linkcode FlowSink}, its place among all calls, and what it is about. */
export type Step =
  & { readonly order: number; readonly flow: FlowEnds }
  & (
    | { readonly what: "data"; readonly from: Side; readonly length: number; readonly time: number }
    | { readonly what: "gap"; readonly from: Side; readonly length: number; readonly time: number }
    | { readonly what: "closed" }
  );

/** Calls of a sink, in order. Their bytes stand one behind the other. */
export interface Batch {
  /** The secrets of connections that begin with it, as lines of a key log. */
  readonly keys: string;
  /** The calls. */
  readonly steps: readonly Step[];
  /** The bytes of all that carry data. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Packs calls. */
export class Packing {
  #steps: Step[] = [];
  #parts: Uint8Array[] = [];
  #keys = "";

  /** Secrets of a connection that begins. */
  keys(lines: string): void {
    this.#keys += lines;
  }

  /** A side sent bytes. */
  data(order: number, flow: FlowEnds, from: Side, bytes: Uint8Array, time: number): void {
    this.#steps.push({ order, flow, what: "data", from, length: bytes.length, time });
    this.#parts.push(bytes);
  }

  /** Bytes of a side are missing. */
  gap(order: number, flow: FlowEnds, from: Side, length: number, time: number): void {
    this.#steps.push({ order, flow, what: "gap", from, length, time });
  }

  /** A connection is over. */
  closed(order: number, flow: FlowEnds): void {
    this.#steps.push({ order, flow, what: "closed" });
  }

  /** Gives what has been packed, and begins anew. */
  take(): Batch {
    const bytes = joinBytes(this.#parts);
    const [keys, steps] = [this.#keys, this.#steps];
    this.#keys = "";
    this.#steps = [];
    this.#parts = [];
    return { keys, steps, bytes };
  }
}

/**
 * Makes the calls that were packed.
 *
 * @param batch The calls.
 * @param sink Whom they are for.
 * @param before Told the place of each call before it is made.
 */
export function unpack(
  { keys, steps, bytes }: Batch,
  sink: FlowSink,
  before: (order: number) => void,
): void {
  if (keys !== "") sink.keys(new TextEncoder().encode(keys));
  let at = 0;
  for (const step of steps) {
    before(step.order);
    switch (step.what) {
      case "data":
        sink.data(step.flow, step.from, bytes.subarray(at, at + step.length), step.time);
        at += step.length;
        break;
      case "gap":
        sink.gap(step.flow, step.from, step.length, step.time);
        break;
      case "closed":
        sink.closed(step.flow);
        break;
    }
  }
}
