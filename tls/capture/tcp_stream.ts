/**
 * One direction of a TCP connection: segments in the order they were captured become bytes in the order
 * they were sent.
 *
 * @module
 */
import { advance, distance, WINDOW } from "./tcp_segment.ts";

/** Who is told what one side sent. */
export interface StreamSink {
  /** The next bytes; a view on what was pushed, or a copy. */
  data(bytes: Uint8Array, time: number): void;
  /** Bytes are missing here. */
  gap(length: number, time: number): void;
  /** Two segments differ about the bytes from `position` on, counted from the first byte sent. */
  conflict(position: number): void;
}

/** How much may wait for missing segments. */
export interface StreamLimits {
  /** The most that may wait, in bytes, {@linkcode PIECE_COST} for each segment included. */
  readonly bytes: number;
  /** The most segments that may wait. */
  readonly pieces: number;
}

/** What a waiting segment takes beside its bytes. */
export const PIECE_COST = 256;

/** Part of a segment that waits for what comes before it. */
interface Piece {
  readonly sequence: number;
  /** How many sequence numbers it takes: more than there are bytes if the capture cut it short. */
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Puts what one side of a connection sent in order. */
export class Stream {
  readonly #out: StreamSink;
  readonly #limits: StreamLimits;
  /** The sequence number of the next byte to tell. */
  #next: number | undefined;
  #position = 0;
  /** In order, without overlaps, all of it beyond `#next`. */
  #waiting: Piece[] = [];
  #cost = 0;
  #fin: number | undefined;
  /** How far the other side has acknowledged, if that is further than what has been told. */
  #acknowledged: number | undefined;

  /** Starts a direction whose sequence numbers are not known yet. */
  constructor(out: StreamSink, limits: StreamLimits) {
    this.#out = out;
    this.#limits = limits;
  }

  /** What waits takes this much memory, in bytes. */
  get cost(): number {
    return this.#cost;
  }

  /** Whether everything up to the FIN has been told. */
  get ended(): boolean {
    return this.#fin !== undefined && distance(this.#next!, this.#fin) >= 0;
  }

  /** Says which sequence number the first byte has; only the first word counts. */
  start(sequence: number): void {
    this.#next ??= sequence;
  }

  /**
   * Takes a segment. Bytes that were told before are dropped unseen; of bytes that wait already, the
   * first copy counts.
   *
   * @param sequence The sequence number of its first byte.
   * @param bytes Its data, as far as it was captured.
   * @param missing How many bytes at its end were not.
   * @param time When it passed.
   */
  receive(sequence: number, bytes: Uint8Array, missing: number, time: number): void {
    this.start(sequence);
    const length = bytes.length + missing;
    const told = distance(this.#next!, sequence);
    if (told >= length || told <= -WINDOW) return;
    if (told < 0 || this.#waiting.length > 0) {
      const from = Math.max(0, told);
      this.#wait(advance(sequence, from), bytes.subarray(from), length - from);
      this.#drain(time);
      this.#settle(time);
      while (
        this.#waiting.length > 0 &&
        (this.#cost > this.#limits.bytes || this.#waiting.length > this.#limits.pieces)
      ) this.giveUp(time);
    } else {
      this.#tell(told === 0 ? bytes : bytes.subarray(told), length - told, time);
    }
  }

  /** Takes a FIN; it stands behind all data, at this sequence number. */
  finish(sequence: number, time: number): void {
    this.start(sequence);
    const ahead = distance(sequence, this.#next!);
    if (ahead >= 0 && ahead <= WINDOW) this.#fin ??= sequence;
    this.#settle(time);
  }

  /**
   * Takes an acknowledgment by the other side: what it covers has arrived there. Bytes before a waiting
   * segment that it covers were therefore missed by the capture alone, and will not come again.
   *
   * @param sequence The sequence number of the first byte not covered.
   * @param time When it passed.
   */
  acknowledge(sequence: number, time: number): void {
    this.start(sequence);
    const ahead = distance(sequence, this.#next!);
    if (ahead <= 0 || ahead > WINDOW) return;
    if (this.#acknowledged !== undefined && distance(sequence, this.#acknowledged) <= 0) return;
    this.#acknowledged = sequence;
    this.#settle(time);
  }

  /** Gives up on the bytes missing before the first segment that waits. */
  giveUp(time: number): void {
    const known = this.#known();
    if (known !== undefined) this.#skip(known, time);
  }

  /** Tells everything that waits, and all that is known to be missing: nothing more will come. */
  flush(time: number): void {
    while (this.#known() !== undefined) this.giveUp(time);
    if (this.#fin !== undefined || this.#acknowledged === undefined) return;
    const lost = distance(this.#acknowledged, this.#next!);
    // A single one is most likely no byte, but a FIN that was missed.
    if (lost > 1) this.#skip(this.#acknowledged, time);
  }

  /** The first sequence number beyond the missing bytes; undefined if none are known to be missing. */
  #known(): number | undefined {
    const first = this.#waiting[0];
    if (first) return first.sequence;
    return this.#fin === undefined || this.ended ? undefined : this.#fin;
  }

  /** Gives up on missing bytes that the other side has acknowledged. */
  #settle(time: number): void {
    for (let known = this.#known(); known !== undefined; known = this.#known()) {
      if (this.#acknowledged === undefined || distance(this.#acknowledged, known) < 0) return;
      this.#skip(known, time);
    }
  }

  #skip(sequence: number, time: number): void {
    const length = distance(sequence, this.#next!);
    this.#step(length);
    this.#out.gap(length, time);
    this.#drain(time);
  }

  #tell(bytes: Uint8Array, length: number, time: number): void {
    this.#step(length);
    if (bytes.length > 0) this.#out.data(bytes, time);
    if (length > bytes.length) this.#out.gap(length - bytes.length, time);
  }

  #step(length: number): void {
    this.#next = advance(this.#next!, length);
    this.#position += length;
    // Kept for longer, it would seem to lie ahead once the numbers have come half way round.
    if (this.#acknowledged !== undefined && distance(this.#next, this.#acknowledged) >= 0) {
      this.#acknowledged = undefined;
    }
  }

  /** Tells what waited and now comes next. */
  #drain(time: number): void {
    for (let first; (first = this.#waiting[0]) && first.sequence === this.#next;) {
      this.#waiting.shift();
      this.#cost -= first.bytes.length + PIECE_COST;
      this.#tell(first.bytes, first.length, time);
    }
  }

  /** Puts the parts of a segment that do not wait yet where they belong. */
  #wait(sequence: number, bytes: Uint8Array, length: number): void {
    const waiting = this.#waiting;
    const end = advance(sequence, length);
    let index = this.#firstBehind(sequence);
    for (let at = sequence; distance(end, at) > 0; index++) {
      const piece = waiting[index];
      const until = piece && distance(piece.sequence, end) < 0 ? piece.sequence : end;
      if (distance(until, at) > 0) {
        const [from, to] = [distance(at, sequence), distance(until, sequence)];
        const part = { sequence: at, length: to - from, bytes: bytes.slice(from, to) };
        waiting.splice(index, 0, part);
        this.#cost += part.bytes.length + PIECE_COST;
        at = until;
      } else {
        this.#compare(piece!, sequence, bytes);
        at = endOf(piece!);
      }
    }
  }

  /** The index of the first piece that waits and does not end before a sequence number. */
  #firstBehind(sequence: number): number {
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distance(endOf(this.#waiting[middle]!), sequence) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #compare(piece: Piece, sequence: number, bytes: Uint8Array): void {
    const shift = distance(piece.sequence, sequence);
    const from = Math.max(0, -shift);
    const to = Math.min(piece.bytes.length, bytes.length - shift);
    for (let i = from; i < to; i++) {
      if (piece.bytes[i] === bytes[i + shift]) continue;
      const position = this.#position + distance(piece.sequence, this.#next!) + i;
      return this.#out.conflict(position);
    }
  }
}

function endOf({ sequence, length }: Piece): number {
  return advance(sequence, length);
}
