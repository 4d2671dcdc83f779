/**
 * Flipping one bit of what passes, to show what integrity means.
 *
 * @module
 */
import { usage } from "../cli/command.ts";
import type { Side } from "../tls/event.ts";
import type { Meddler } from "./meddler.ts";
import { mayBeginRecord, PassingRecords } from "./passing_records.ts";

/** Which bit is flipped. */
export interface Tampering {
  /** Whose bytes. */
  readonly side: Side;
  /** Which of its records, counted from 1; where there is no TLS, which of the pieces that pass. */
  readonly record: number;
  /** Which byte of the record's content, counted from 0; its lowest bit is flipped. */
  readonly offset: number;
}

/**
 * Reads `[client:|server:]RECORD[:OFFSET]`, as `--tamper` takes it.
 *
 * @param text What was given.
 * @returns Which bit; the client's, and the first byte, unless said otherwise.
 * @throws {UserError} If it has another form.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTampering } from "./tamper.ts";
 *
 * assertEquals(readTampering("4"), { side: "client", record: 4, offset: 0 });
 * assertEquals(readTampering("server:5:20"), { side: "server", record: 5, offset: 20 });
 * ```
 */
export function readTampering(text: string): Tampering {
  const match = /^(?:(client|server):)?([1-9]\d{0,8})(?::(\d{1,5}))?$/.exec(text);
  if (match) {
    const [, side = "client", record, offset = "0"] = match;
    return { side: side as Side, record: Number(record), offset: Number(offset) };
  }
  throw usage(
    { en: `--tamper "${text}" names no record`, zh: `--tamper 的值“${text}”没有指明记录` },
    {
      en: "Give the number of a record and, if you like, of a byte in it: --tamper 4, " +
        "--tamper 4:10, --tamper server:5",
      zh: "请给出记录的序号，还可给出其中字节的位置：--tamper 4、--tamper 4:10、--tamper server:5",
    },
  );
}

/** Flips the bit in what one connection carries. */
export class Tamper implements Meddler {
  readonly #tampering: Tampering;
  readonly #records = new PassingRecords();
  /** Where there is no TLS, how many pieces have passed. */
  #pieces = 0;
  #tls: boolean | undefined;
  #done = false;

  /**
   * Starts before the first byte.
   *
   * @param tampering Which bit.
   */
  constructor(tampering: Tampering) {
    this.#tampering = tampering;
  }

  /** Whether the bit has been flipped. */
  get done(): boolean {
    return this.#done;
  }

  /**
   * Lets bytes pass.
   *
   * @param from Who sent them.
   * @param bytes The bytes.
   * @returns The same bytes; where the bit is among them, a copy with it flipped.
   */
  pass(from: Side, bytes: Uint8Array): Uint8Array {
    if (this.#done || from !== this.#tampering.side || bytes.length === 0) return bytes;
    const at = this.#find(bytes);
    if (at === undefined) return bytes;
    this.#done = true;
    const changed = Uint8Array.from(bytes);
    changed[at]! ^= 1;
    return changed;
  }

  /** Where in the bytes the bit is, if it is there. */
  #find(bytes: Uint8Array): number | undefined {
    const { record, offset } = this.#tampering;
    this.#tls ??= mayBeginRecord(bytes);
    if (!this.#tls) {
      return ++this.#pieces === record && offset < bytes.length ? offset : undefined;
    }
    for (const stretch of this.#records.follow(bytes)) {
      const within = offset - stretch.passed;
      if (stretch.record === record && within >= 0 && within < stretch.length) {
        return stretch.at + within;
      }
    }
    return undefined;
  }
}
