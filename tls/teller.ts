/**
 * Tells what happens on one connection: every event gets its connection, its sender and its time here.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Carried, DataEvent, EventBase, MessageEvent, Side, TlsEvent } from "./event.ts";
import { type ArrivedRecord, type Half, lengthOf } from "./half.ts";
import type { Malformed } from "./malformed.ts";
import { decodeAlert } from "./message/alert.ts";
import { ALERT_LEVELS, ALERTS } from "./registry/alerts.ts";
import { nameOf, plainNameOf } from "./registry/registry.ts";

/** Tells the events of one connection. */
export class Teller {
  readonly #connection: number;
  readonly #emit: (event: TlsEvent) => void;

  /**
   * Starts with nothing told.
   *
   * @param connection The connection's number.
   * @param emit Told every event.
   */
  constructor(connection: number, emit: (event: TlsEvent) => void) {
    this.#connection = connection;
    this.#emit = emit;
  }

  /** A record arrived. */
  record(from: Side, { number, contentType, version, bytes, time }: ArrivedRecord): void {
    const record = { record: number, contentType, version, bytes };
    this.#emit({ type: "record", ...this.#base(from, time), ...record });
  }

  /** A message, and what is wrong with it. */
  message(
    { from, time, ...message }: Omit<MessageEvent, "type" | "connection">,
    troubles: readonly Malformed[],
  ): void {
    this.#emit({ type: "message", ...this.#base(from, time), ...message });
    for (const trouble of troubles) this.malformed(from, time, message.name, trouble);
  }

  /** Application data, or what was sent without TLS. */
  data({ from, time, ...data }: Omit<DataEvent, "type" | "connection">): void {
    this.#emit({ type: "data", ...this.#base(from, time), ...data });
  }

  /** The alerts of a record: TLS 1.2 allows several; whatever the rest is, it is told as one more. */
  alerts(from: Side, { time, number }: ArrivedRecord, content: Uint8Array, carried: Carried): void {
    for (let at = 0; at < content.length || at === 0; at += 2) {
      const bytes = content.subarray(at, at + 2);
      const { fields, troubles } = decodeAlert(bytes);
      this.#emit({
        type: "alert",
        ...this.#base(from, time),
        level: nameOf(ALERT_LEVELS, bytes[0] ?? 0),
        description: plainNameOf(ALERTS, bytes[1] ?? 0),
        bytes,
        fields,
        record: number,
        ...carried,
      });
      for (const trouble of troubles) this.malformed(from, time, "alert", trouble);
    }
  }

  /** A record that cannot be opened. */
  sealed(from: Side, record: ArrivedRecord, reason: Text): void {
    const { contentType, number, time } = record;
    const sealed = { record: number, contentType, length: lengthOf(record), reason };
    this.#emit({ type: "sealed", ...this.#base(from, time), ...sealed });
  }

  /** The records a side has had left closed in a hurry, if there are any that have not been told. */
  skipped(from: Side, half: Half): void {
    const { records, length, time } = half.skipped;
    if (records === 0) return;
    half.skipped = { records: 0, length: 0, time: 0 };
    this.#emit({ type: "skipped", ...this.#base(from, time), records, length });
  }

  /** Bytes that break the protocol. */
  malformed(from: Side, time: number, within: string, { offset, reason }: Malformed): void {
    this.#emit({ type: "malformed", ...this.#base(from, time), within, offset, reason });
  }

  /** Bytes that are missing from the capture. */
  gap(from: Side, length: number | undefined, time: number): void {
    this.#emit({ type: "gap", ...this.#base(from, time), length });
  }

  #base(from: Side, time: number): EventBase {
    return { connection: this.#connection, from, time };
  }
}
