/**
 * Following the records of one side through the pieces they pass in.
 *
 * @module
 */
import { HEADER_LENGTH } from "../tls/record_stream.ts";
import { ContentType } from "../tls/registry/content_types.ts";

/** A stretch of a record's content within one piece. */
export interface Stretch {
  /** Which record, counted from 1. */
  readonly record: number;
  /** What its header says it carries. */
  readonly contentType: number;
  /** Where in the piece the stretch begins. */
  readonly at: number;
  /** How many bytes it has. */
  readonly length: number;
  /** How much of the content has passed before it. */
  readonly passed: number;
  /** Whether the record ends with it. */
  readonly last: boolean;
}

/**
 * Whether some bytes may be the beginning of a record. No text begins like one.
 *
 * @param bytes The first bytes that a side sends.
 * @returns Whether they are, as far as they go.
 */
export function mayBeginRecord([contentType, major = 3]: Uint8Array): boolean {
  if (contentType === undefined) return false;
  return contentType >= ContentType.changeCipherSpec && contentType <= ContentType.heartbeat &&
    major === 3;
}

/** Follows the records of one side; nothing of them is kept but where the present one stands. */
export class PassingRecords {
  /** The header of the present record, as far as it has come. */
  #header: number[] = [];
  #record = 0;
  #contentType = 0;
  #length = 0;
  /** How much of its content is still to come. */
  #left = 0;

  /** Whether the next byte begins a record. */
  get between(): boolean {
    return this.#header.length === 0 && this.#left === 0;
  }

  /**
   * Follows the next piece.
   *
   * @param bytes The piece.
   * @returns The stretches in it, in order; they are to be taken to the last one.
   */
  *follow(bytes: Uint8Array): Generator<Stretch> {
    for (let at = 0; at < bytes.length;) {
      if (this.#left === 0) {
        this.#header.push(bytes[at++]!);
        if (this.#header.length < HEADER_LENGTH) continue;
        this.#begin();
        if (this.#left > 0) continue;
      }
      const passed = this.#length - this.#left;
      const length = Math.min(this.#left, bytes.length - at);
      this.#left -= length;
      const [record, contentType, last] = [this.#record, this.#contentType, this.#left === 0];
      yield { record, contentType, at, length, passed, last };
      at += length;
    }
  }

  #begin(): void {
    const [contentType, , , high, low] = this.#header;
    this.#contentType = contentType!;
    this.#length = this.#left = high! << 8 | low!;
    this.#record++;
    this.#header = [];
  }
}
