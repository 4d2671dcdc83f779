/**
 * One side of a connection, as far as it has been read: the records that have arrived and which key is
 * in force.
 *
 * @module
 */
import type { Handshake } from "./handshake.ts";
import { HandshakeAssembler } from "./handshake_assembler.ts";
import type { Protection } from "./protection/protection.ts";
import type { RecordStream, WireRecord } from "./record_stream.ts";

/**
 * What protects the records of a side: nothing; in TLS 1.3 the keys for early data, the handshake or
 * application data; up to TLS 1.2 what the handshake before the change_cipher_spec agreed on.
 */
export type Epoch = "clear" | "early" | "handshake" | "application" | "changed";

/** A record that has arrived. */
export interface ArrivedRecord extends WireRecord {
  /** Its number on its side, from 1. */
  readonly number: number;
  /** Its place among the records of both sides. */
  readonly order: number;
  /** How many bytes are missing before it; undefined if none, or if that has been dealt with. */
  missing?: number | undefined;
}

/** One side of a connection. */
export class Half {
  /** Cuts its bytes into records. */
  readonly stream: RecordStream;
  /** Puts its handshake messages together. */
  readonly assembler = new HandshakeAssembler();
  /** Which key is in force. */
  epoch: Epoch = "clear";
  /** How many records have passed under it. */
  sequence = 0;
  /** What opens the records; undefined while the key is not known. */
  protection: Protection | undefined;
  /** TLS 1.3: the traffic secret the protection was made of. */
  secret: Uint8Array | undefined;
  /** Up to TLS 1.2: the handshake whose keys are in force. */
  agreed: Handshake | undefined;
  /**
   * Set where records are missing, so that the sequence number has to be found again: of how many bytes
   * at the least.
   */
  missing: number | undefined;
  /** Whether anything at all is missing. */
  incomplete = false;
  /** Whether the side sends nothing more. */
  ended = false;
  /** How many bytes of application data it has sent, as far as they could be read. */
  data = 0;

  /** Records left closed in a hurry that nobody has been told of yet. */
  skipped = { records: 0, length: 0, time: 0 };

  #arrived = 0;
  #waiting: ArrivedRecord[] = [];
  #head = 0;
  #waitingBytes = 0;
  #told = 0;
  /** How many bytes are missing before the next record. */
  #gap: number | undefined;

  /**
   * Starts before the first byte.
   *
   * @param stream Cuts its bytes into records.
   */
  constructor(stream: RecordStream) {
    this.stream = stream;
  }

  /** The oldest record that has not been dealt with. */
  get first(): ArrivedRecord | undefined {
    return this.#waiting[this.#head];
  }

  /** How many bytes of memory the records take, about, that have not been dealt with. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /**
   * Takes a record.
   *
   * @param record The record.
   * @param order Its place among the records of both sides.
   * @returns The record with its number.
   */
  arrive(record: WireRecord, order: number): ArrivedRecord {
    const arrived = { ...record, number: ++this.#arrived, order, missing: this.#gap };
    this.#gap = undefined;
    this.#waiting.push(arrived);
    this.#waitingBytes += weightOf(record);
    return arrived;
  }

  /**
   * Notes that bytes are missing before the next record.
   *
   * @param length How many at the least.
   */
  miss(length: number): void {
    this.#gap = (this.#gap ?? 0) + length;
    this.incomplete = true;
  }

  /** Lets go of the oldest record, which has been dealt with. */
  shift(): void {
    const record = this.first;
    if (!record) return;
    this.#waitingBytes -= weightOf(record);
    this.#head++;
    if (this.#told > 0) this.#told--;
    if (this.#head > this.#waiting.length / 2) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  /**
   * The oldest records, as far as they are of a kind.
   *
   * @param most How many at the most.
   * @param of Whether a record is of that kind.
   * @returns The records in order.
   */
  run(most: number, of: (record: ArrivedRecord) => boolean): ArrivedRecord[] {
    const run = this.#waiting.slice(this.#head, this.#head + most);
    const end = run.findIndex((record) => !of(record));
    return end < 0 ? run : run.slice(0, end);
  }

  /** The records that nobody has been told of as sealed; from now on they count as told. */
  untold(): ArrivedRecord[] {
    const untold = this.#waiting.slice(this.#head + this.#told);
    this.#told += untold.length;
    return untold;
  }

  /** Whether the oldest record has been told as sealed. */
  get firstTold(): boolean {
    return this.#told > 0;
  }

  /**
   * Changes to another key.
   *
   * @param epoch Which.
   */
  turn(epoch: Epoch): void {
    this.epoch = epoch;
    this.sequence = 0;
    this.missing = undefined;
    this.protection = undefined;
    this.secret = undefined;
  }
}

/** How many bytes of memory a record takes besides its own, about. */
const RECORD_COST = 512;

function weightOf(record: WireRecord): number {
  return lengthOf(record) + RECORD_COST;
}

/** How many bytes a record takes on the wire. */
export function lengthOf({ header, fragment }: WireRecord): number {
  return header.length + fragment.length;
}
