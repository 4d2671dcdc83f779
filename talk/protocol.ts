/**
 * The application protocol that server and client speak, as bytes in and messages out.
 *
 * Two forms. Where both sides negotiated the ALPN id `tls-lab/1`: frames, each a 4-byte big-endian
 * length and that many bytes of UTF-8, one frame a message. Where the peer sent no ALPN id (a Python
 * `ssl` script, `openssl s_client`): plain text, each read one message, trimmed.
 *
 * No I/O here: the roles own the connections.
 *
 * @module
 */

/** The ALPN protocol id (RFC 7301) of the framed form. */
export const ALPN = "tls-lab/1";

/** The message that ends a talk. */
export const EXIT = "exit";

/** The largest message by default, in bytes of UTF-8. */
export const MAX_MESSAGE = 1024 * 1024;

/** A message received. */
export interface Message {
  /** What it says. */
  readonly text: string;
  /** Plain form only: whether the message ended in a newline, and so shall its reply. */
  readonly newline: boolean;
}

/** One side of a talk: turns bytes received into messages and messages into bytes to send. */
export interface Protocol {
  /** Whether messages are framed. */
  readonly framed: boolean;
  /** Whether a message has begun and not ended: to lose the peer now is to lose that message. */
  readonly unfinished: boolean;
  /**
   * Takes what was read.
   *
   * @param chunk The bytes of one read.
   * @returns The messages complete with it, in order; what is wrong with one is thrown when its turn
   * comes, so that those before it can be answered.
   * @throws {RangeError} If a message is larger than allowed.
   * @throws {TypeError} If a message is not UTF-8.
   */
  receive(chunk: Uint8Array): Iterable<Message>;
  /**
   * Makes the bytes of a message.
   *
   * @param text The message.
   * @param newline Plain form only: whether it shall end in a newline.
   * @returns The bytes to send, however many; the limit is on what is received.
   */
  encode(text: string, newline?: boolean): Uint8Array;
}

/**
 * The protocol for a connection.
 *
 * @param alpn The ALPN id negotiated, if any.
 * @param limit The largest message taken, in bytes.
 * @returns A fresh state, for one connection.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ALPN, protocolFor } from "./protocol.ts";
 *
 * const [ours, theirs] = [protocolFor(ALPN), protocolFor(ALPN)];
 * const bytes = ours.encode("你好");
 * assertEquals([...theirs.receive(bytes.subarray(0, 5))], []);
 * assertEquals([...theirs.receive(bytes.subarray(5))], [{ text: "你好", newline: false }]);
 * ```
 */
export function protocolFor(alpn: string | null | undefined, limit = MAX_MESSAGE): Protocol {
  return alpn === ALPN ? new Framed(limit) : new Plain(limit);
}

function tooLarge(size: number, limit: number): RangeError {
  return new RangeError(`A message of ${size} bytes is over the limit of ${limit}`);
}

const HEADER = 4;

class Framed implements Protocol {
  readonly framed = true;
  readonly #limit: number;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** What has arrived of the next frame, filled up to #held. */
  #buffer = new Uint8Array(1024);
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get unfinished(): boolean {
    return this.#held > 0;
  }

  *receive(chunk: Uint8Array): Generator<Message> {
    this.#append(chunk);
    let at = 0;
    try {
      while (this.#held - at >= HEADER) {
        const size = new DataView(this.#buffer.buffer).getUint32(at);
        if (size > this.#limit) throw tooLarge(size, this.#limit);
        if (this.#held - at < HEADER + size) break;
        const frame = this.#buffer.subarray(at + HEADER, at + HEADER + size);
        at += HEADER + size;
        yield { text: this.#decoder.decode(frame), newline: false };
      }
    } finally {
      this.#buffer.copyWithin(0, at, this.#held);
      this.#held -= at;
    }
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#held + chunk.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#held);
    this.#held = needed;
  }

  encode(text: string): Uint8Array {
    const bytes = new TextEncoder().encode(text);
    const frame = new Uint8Array(HEADER + bytes.length);
    new DataView(frame.buffer).setUint32(0, bytes.length);
    frame.set(bytes, HEADER);
    return frame;
  }
}

class Plain implements Protocol {
  readonly framed = false;
  readonly #limit: number;
  /** Keeps the bytes of a character that a read has cut in two. */
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #cut = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get unfinished(): boolean {
    return this.#cut > 0;
  }

  *receive(chunk: Uint8Array): Generator<Message> {
    if (chunk.length > this.#limit) throw tooLarge(chunk.length, this.#limit);
    const decoded = this.#decoder.decode(chunk, { stream: true });
    this.#cut = this.#cut + chunk.length - new TextEncoder().encode(decoded).length;
    const text = decoded.trim();
    if (text !== "") yield { text, newline: decoded.endsWith("\n") };
  }

  encode(text: string, newline = false): Uint8Array {
    return new TextEncoder().encode(newline ? `${text}\n` : text);
  }
}
