/**
 * Flipping one bit of what passes, to show what integrity means.
 *
 * @module
 */
import { usage } from "../cli/command.ts";
import type { Side } from "../tls/event.ts";

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

const HEADER_LENGTH = 5;

/** Flips the bit in what one connection carries. */
export class Tamper {
  readonly #tampering: Tampering;
  /** The header of the record that is passing, as far as it has come. */
  #header: number[] = [];
  /** How many bytes of the content of the record that is passing are still to come. */
  #left = 0;
  #record = 0;
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
    this.#tls ??= bytes[0]! >= 20 && bytes[0]! <= 24 && (bytes[1] ?? 3) === 3;
    if (!this.#tls) {
      return ++this.#record === record && offset < bytes.length ? offset : undefined;
    }
    for (let at = 0; at < bytes.length;) {
      if (this.#left === 0) {
        this.#header.push(bytes[at++]!);
        if (this.#header.length < HEADER_LENGTH) continue;
        this.#left = this.#header[3]! << 8 | this.#header[4]!;
        this.#length = this.#left;
        this.#header = [];
        this.#record++;
        continue;
      }
      const passed = this.#length - this.#left;
      const here = at + offset - passed;
      const taken = Math.min(this.#left, bytes.length - at);
      if (this.#record === record && offset >= passed && offset < passed + taken) return here;
      this.#left -= taken;
      at += taken;
    }
    return undefined;
  }

  #length = 0;
}
