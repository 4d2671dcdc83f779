/**
 * Bytes that break the rules of the protocol.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";

/** What is wrong with some bytes, and where. */
export class Malformed extends SyntaxError {
  /** `Malformed`. */
  override readonly name = "Malformed";
  /** Where, in bytes from the start of what was being read. */
  readonly offset: number;
  /** What is wrong, in both languages. */
  readonly reason: Text;

  /**
   * Makes an error that names its place.
   *
   * @param offset Where, in bytes from the start of what was being read.
   * @param en What is wrong, in English.
   * @param zh The same in Chinese.
   */
  constructor(offset: number, en: string, zh: string) {
    super(`${en} (at byte ${offset})`);
    this.offset = offset;
    this.reason = { en, zh };
  }
}
