/**
 * The record layer of one side: cuts the bytes it sends into records (RFC 8446 section 5.1, RFC 5246
 * section 6.2).
 *
 * TLS is found by what the bytes look like, whatever the port: at the first byte, behind some plain text
 * (STARTTLS), or in the middle of a connection whose beginning nobody saw.
 *
 * @module
 */
import { joinBytes } from "../x509/der.ts";
import { Malformed } from "./malformed.ts";
import { ContentType } from "./registry/content_types.ts";

/**
 * Where nobody knows where a record begins, fewer new bytes than this are not worth another search, unless
 * they are more than one in this many of all that is held.
 */
const SEARCH_STEP = 64;

/** How many bytes the header of a record takes. */
export const HEADER_LENGTH = 5;

/** By so many bytes the record of a ClientHello or ServerHello is told from other things. */
const HELLO_START = HEADER_LENGTH + 2;

/**
 * The longest fragment of a protected record: 2^14 bytes and what protection may add, 2048 up to TLS
 * 1.2 (RFC 5246 section 6.2.3); TLS 1.3 allows 256 (RFC 8446 section 5.2).
 */
export const LONGEST_FRAGMENT: number = 2 ** 14 + 2048;

/** Two records in a row show within so many bytes, if it is TLS at all. */
const LONGEST_SEARCH = 2 * (HEADER_LENGTH + LONGEST_FRAGMENT) + HEADER_LENGTH;

/** A record as it passed. */
export interface WireRecord {
  /** What the header says it carries. */
  readonly contentType: number;
  /** The version in the header. */
  readonly version: number;
  /** The whole record. */
  readonly bytes: Uint8Array;
  /** The five bytes before the fragment. */
  readonly header: Uint8Array;
  /** What the record carries, protected or not. */
  readonly fragment: Uint8Array;
  /** When its last byte passed, in seconds since 1970. */
  readonly time: number;
}

/** Where a stream's pieces go. */
export interface RecordSink {
  /** A whole record. */
  record(record: WireRecord): void;
  /** Bytes that are no TLS. */
  plain(bytes: Uint8Array, time: number): void;
  /** Something is wrong; the offset counts from the first byte of this side. */
  trouble(trouble: Malformed, time: number): void;
}

/**
 * What the stream is taken for: `unknown` until there are bytes enough; `plain`, no TLS so far; `lost`,
 * TLS, but nobody knows where the next record begins; `broken`, TLS that broke its own rules.
 */
type State = "unknown" | "plain" | "records" | "lost" | "broken";

/** The bytes of one side, cut into records. */
export class RecordStream {
  readonly #sink: RecordSink;
  #state: State;
  /** Whether a whole record has been seen. */
  #foundTls = false;
  /** How many bytes have passed before what is held. */
  #passed = 0;
  /** So many bytes from this one on belong to no record that could be found. */
  #skipped = { from: 0, length: 0 };
  /** How many bytes have come since the last search for a record. */
  #unsearched = 0;
  /** A header, a record or a beginning that is not there whole yet. */
  #held = new Uint8Array(0);
  #filled = 0;

  /**
   * Starts before the first byte.
   *
   * @param sink Where the pieces go.
   * @param midway Whether the connection had begun before anyone listened.
   */
  constructor(sink: RecordSink, midway = false) {
    this.#sink = sink;
    this.#state = midway ? "lost" : "unknown";
  }

  /** Whether this side has been seen to speak TLS. */
  get speaksTls(): boolean {
    return this.#foundTls || this.#state === "records";
  }

  /** How many bytes wait for the rest of their record. */
  get unfinished(): number {
    return this.#filled;
  }

  /**
   * Takes what was sent next.
   *
   * @param bytes The bytes; they are kept and must not change afterwards.
   * @param time When they passed, in seconds since 1970.
   */
  push(bytes: Uint8Array, time: number): void {
    let rest = bytes;
    while (rest.length > 0) rest = this.#step(rest, time);
  }

  /**
   * Notes that bytes are missing here: the beginning of the next record has to be found again.
   *
   * @param length How many, if that is known.
   */
  gap(length: number | undefined): void {
    if (this.#state === "lost") this.#skip(this.#filled);
    else this.#passed += this.#filled;
    this.#filled = 0;
    this.#passed += length ?? 0;
    if (this.#state === "records" || this.#state === "unknown") this.#state = "lost";
  }

  /**
   * Takes what is still held, at the end of the stream.
   *
   * @param time When it ended.
   */
  end(time: number): void {
    if (this.#state === "lost") this.push(this.#found(this.#release(), time), time);
    const held = this.#release();
    if (this.#state === "lost" && this.#foundTls) this.#skip(held.length);
    else if (this.#state === "records" && held.length > 0) this.#cutOff(held, time);
    else if (held.length > 0) this.#plain(held, time);
    this.#tellSkipped(time);
  }

  /** Deals with some bytes from the front, and gives back those behind. */
  #step(bytes: Uint8Array, time: number): Uint8Array {
    switch (this.#state) {
      case "records":
        return this.#readRecord(bytes, time);
      case "unknown":
        return this.#recognise(bytes);
      case "plain":
        return this.#readPlain(bytes, time);
      case "lost":
        return this.#search(bytes, time);
      case "broken":
        this.#passed += bytes.length;
        return NOTHING;
    }
  }

  #readRecord(bytes: Uint8Array, time: number): Uint8Array {
    if (this.#filled === 0 && bytes.length >= HEADER_LENGTH) {
      // The usual case: the record lies whole in the bytes, and is not copied.
      const length = HEADER_LENGTH + lengthIn(bytes);
      if (!this.#sound(bytes, time)) return NOTHING;
      if (bytes.length >= length) {
        this.#emit(bytes.subarray(0, length), time);
        return bytes.subarray(length);
      }
      this.#held = new Uint8Array(length);
    }
    const wanted = this.#filled < HEADER_LENGTH
      ? HEADER_LENGTH
      : HEADER_LENGTH + lengthIn(this.#held);
    const rest = this.#hold(bytes, wanted);
    if (this.#filled < wanted) return rest;
    if (wanted === HEADER_LENGTH) {
      if (!this.#sound(this.#held, time)) return NOTHING;
      if (lengthIn(this.#held) > 0) return rest;
    }
    this.#emit(this.#release(), time);
    return rest;
  }

  #emit(record: Uint8Array, time: number): void {
    this.#passed += record.length;
    this.#foundTls = true;
    this.#sink.record({
      contentType: record[0]!,
      version: record[1]! << 8 | record[2]!,
      bytes: record,
      header: record.subarray(0, HEADER_LENGTH),
      fragment: record.subarray(HEADER_LENGTH),
      time,
    });
  }

  /** Whether a header may begin a record; else the stream is given up. */
  #sound(header: Uint8Array, time: number): boolean {
    if (plausible(header, 0)) return true;
    const length = lengthIn(header);
    const trouble = header[1] === 3 && length > LONGEST_FRAGMENT
      ? new Malformed(
        this.#passed,
        `A record of ${length} bytes is over the limit of ${LONGEST_FRAGMENT}`,
        `记录长 ${length} 字节，超过上限 ${LONGEST_FRAGMENT}`,
      )
      : new Malformed(
        this.#passed,
        "No record begins here: the rest of this side cannot be read",
        "此处不是记录的开头：这一侧余下的数据无法解析",
      );
    this.#state = "broken";
    this.#filled = 0;
    this.#sink.trouble(trouble, time);
    return false;
  }

  /** At the first bytes of a connection: TLS or not? */
  #recognise(bytes: Uint8Array): Uint8Array {
    if (this.#filled === 0 && bytes.length > HEADER_LENGTH) {
      this.#state = plausible(bytes, 0) ? "records" : "plain";
      return bytes;
    }
    const rest = this.#hold(bytes, HEADER_LENGTH + 1);
    const undecided = this.#filled <= HEADER_LENGTH &&
      mayBegin(this.#held.subarray(0, this.#filled));
    if (undecided) return rest;
    const first = this.#release();
    this.#state = first.length > HEADER_LENGTH && plausible(first, 0) ? "records" : "plain";
    return rest.length === 0 ? first : joinBytes([first, rest]);
  }

  /** No TLS so far: what begins as a hello does ends that. */
  #readPlain(bytes: Uint8Array, time: number): Uint8Array {
    if (this.#filled === 0 && !mayBeginHello(bytes)) {
      this.#plain(bytes, time);
      return NOTHING;
    }
    const rest = this.#hold(bytes, HELLO_START);
    const decided = this.#filled === HELLO_START;
    if (!decided && mayBeginHello(this.#held.subarray(0, this.#filled))) return rest;
    const first = this.#release();
    const all = rest.length === 0 ? first : joinBytes([first, rest]);
    if (mayBeginHello(first)) this.#state = "records";
    else this.#plain(all, time);
    return this.#state === "records" ? all : NOTHING;
  }

  /** Where nobody knows where the next record begins: waits until that shows. */
  #search(bytes: Uint8Array, time: number): Uint8Array {
    this.#unsearched += bytes.length;
    const few = this.#unsearched * SEARCH_STEP < this.#filled + bytes.length;
    if (few && bytes.length < SEARCH_STEP) {
      this.#hold(bytes, this.#filled + bytes.length);
      return NOTHING;
    }
    this.#unsearched = 0;
    return this.#found(this.#filled === 0 ? bytes : joinBytes([this.#release(), bytes]), time);
  }

  /**
   * Looks for two records in a row, or one that ends where the bytes end.
   *
   * @returns All from the first record on; nothing if there is none, then what may still be one is held.
   */
  #found(bytes: Uint8Array, time: number): Uint8Array {
    let undecided = Math.max(0, bytes.length - HEADER_LENGTH + 1);
    for (let at = 0; at + HEADER_LENGTH <= bytes.length; at++) {
      if (!plausible(bytes, at)) continue;
      const next = at + HEADER_LENGTH + lengthIn(bytes, at);
      const followed = next + HEADER_LENGTH <= bytes.length;
      if (next === bytes.length || followed && plausible(bytes, next)) {
        this.#skip(at);
        this.#tellSkipped(time);
        this.#state = "records";
        return bytes.subarray(at);
      }
      if (!followed) undecided = Math.min(undecided, at);
    }
    if (!this.#foundTls && bytes.length > LONGEST_SEARCH) {
      this.#state = "plain";
      return bytes;
    }
    // As long as it may be no TLS at all, every byte may be plain text.
    const start = this.#foundTls ? undecided : 0;
    this.#skip(start);
    this.#hold(bytes.subarray(start), bytes.length - start);
    return NOTHING;
  }

  #skip(length: number): void {
    if (this.#skipped.length === 0) this.#skipped.from = this.#passed;
    this.#skipped.length += length;
    this.#passed += length;
  }

  #tellSkipped(time: number): void {
    const { from, length } = this.#skipped;
    if (length === 0) return;
    this.#skipped.length = 0;
    this.#sink.trouble(
      new Malformed(
        from,
        `${length} bytes of a record whose beginning was not captured`,
        `${length} 字节属于一条未捕获到开头的记录`,
      ),
      time,
    );
  }

  #cutOff(bytes: Uint8Array, time: number): void {
    this.#sink.trouble(
      new Malformed(
        this.#passed,
        `The last record is cut off after ${bytes.length} bytes`,
        `最后一条记录在 ${bytes.length} 字节处中断`,
      ),
      time,
    );
    this.#passed += bytes.length;
  }

  #plain(bytes: Uint8Array, time: number): void {
    this.#passed += bytes.length;
    this.#sink.plain(bytes, time);
  }

  /** Keeps bytes until there are as many as wanted, and gives back those beyond. */
  #hold(bytes: Uint8Array, wanted: number): Uint8Array {
    if (this.#held.length < wanted) {
      const larger = new Uint8Array(Math.max(wanted, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#filled));
      this.#held = larger;
    }
    const taken = Math.min(bytes.length, wanted - this.#filled);
    this.#held.set(bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    return bytes.subarray(taken);
  }

  #release(): Uint8Array {
    const held = this.#held.subarray(0, this.#filled);
    this.#held = NOTHING;
    this.#filled = 0;
    return held;
  }
}

const NOTHING = new Uint8Array(0);

function lengthIn(header: Uint8Array, at = 0): number {
  return header[at + 3]! << 8 | header[at + 4]!;
}

/** Whether a record may begin at a place that has at least a header's length of bytes behind it. */
function plausible(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at]!;
  return type >= ContentType.changeCipherSpec && type <= ContentType.heartbeat &&
    bytes[at + 1] === 3 && bytes[at + 2]! <= 4 && lengthIn(bytes, at) <= LONGEST_FRAGMENT;
}

/** Whether the first bytes of a connection, fewer than a header has, may be the beginning of one. */
function mayBegin(bytes: Uint8Array): boolean {
  const [type, major = 3, minor = 1] = bytes;
  return type !== undefined && type >= ContentType.changeCipherSpec &&
    type <= ContentType.heartbeat && major === 3 && minor <= 4;
}

/** Whether bytes, up to {@linkcode HELLO_START}, may begin the record of a ClientHello or ServerHello. */
function mayBeginHello(bytes: Uint8Array): boolean {
  const [type, major = 3, minor = 0, , , message = 1, length = 0] = bytes;
  return type === ContentType.handshake && major === 3 && minor <= 4 &&
    (bytes.length < HEADER_LENGTH || lengthIn(bytes) <= LONGEST_FRAGMENT) &&
    (message === 1 || message === 2) && length === 0;
}
