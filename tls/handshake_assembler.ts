/**
 * Puts handshake messages together from the records they came in: several in one record, one over
 * several (RFC 8446 section 5.1).
 *
 * @module
 */
import { Malformed } from "./malformed.ts";

/** How many bytes stand before the body of a handshake message: its type and its length. */
export const MESSAGE_HEADER = 4;

/** The longest message that is put together; the header could say up to 16 MiB. */
const LONGEST = 1 << 20;

/** A whole handshake message. */
export interface AssembledMessage {
  /** Its type, its length and its body. */
  readonly bytes: Uint8Array;
  /** The records it came in. */
  readonly records: readonly number[];
}

/** The handshake messages of one side. */
export class HandshakeAssembler {
  /** The beginning of a message that is not there whole: so many bytes of this. */
  #held: Uint8Array = NOTHING;
  #filled = 0;
  #records: number[] = [];
  /** Set where a message promised more than is ever put together: nobody knows where the next begins. */
  #broken = false;

  /** Whether part of a message is waiting for the rest. */
  get unfinished(): number {
    return this.#filled;
  }

  /**
   * Takes the content of one record.
   *
   * @param content The content, decrypted.
   * @param record The record's number.
   * @returns The messages complete with it, in order.
   * @throws {Malformed} If a message is longer than 1 MiB; what this side says in the handshake from then
   * on cannot be told, until {@linkcode HandshakeAssembler.drop}. The offset counts from the first byte of `content`.
   */
  *push(content: Uint8Array, record: number): Generator<AssembledMessage> {
    if (this.#broken) return;
    this.#records.push(record);
    const before = this.#filled;
    if (before > 0 && !this.#append(content)) return;
    const bytes = before > 0 ? this.#release() : content;
    const messages: AssembledMessage[] = [];
    let at = 0;
    let length = 0;
    for (; bytes.length - at >= MESSAGE_HEADER; at += length) {
      length = lengthAt(bytes, at);
      this.#broken = length > LONGEST;
      if (bytes.length - at < length) break;
      messages.push({ bytes: bytes.subarray(at, at + length), records: this.#records });
      this.#records = [record];
    }
    if (at === bytes.length || this.#broken) this.#records = [];
    else this.#append(bytes.subarray(at));
    // Only now: a message may change the keys, and a rest must not be joined to what comes under others.
    yield* messages;
    if (!this.#broken) return;
    throw new Malformed(
      Math.max(0, at - before),
      `A handshake message of ${length} bytes is over the limit of ${LONGEST}`,
      `握手消息长 ${length} 字节，超过上限 ${LONGEST}`,
    );
  }

  /** Adds to what is held, and tells whether that is a whole message now, or one too long. */
  #append(bytes: Uint8Array): boolean {
    const wanted = this.#filled + bytes.length;
    if (wanted > this.#held.length) {
      const larger = new Uint8Array(Math.max(wanted, 2 * this.#held.length, 256));
      larger.set(this.#held.subarray(0, this.#filled));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#filled);
    this.#filled = wanted;
    if (wanted < MESSAGE_HEADER) return false;
    const length = lengthAt(this.#held, 0);
    return wanted >= length || length > LONGEST;
  }

  #release(): Uint8Array {
    const held = this.#held.subarray(0, this.#filled);
    this.#held = NOTHING;
    this.#filled = 0;
    return held;
  }

  /**
   * Drops a part of a message that will never be whole: bytes are missing, or the keys changed.
   *
   * @returns How many bytes were dropped.
   */
  drop(): number {
    this.#broken = false;
    this.#records = [];
    return this.#release().length;
  }
}

const NOTHING = new Uint8Array(0);

/** How long the message is that begins there, its header included. */
function lengthAt(bytes: Uint8Array, at: number): number {
  return MESSAGE_HEADER + (bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!);
}
