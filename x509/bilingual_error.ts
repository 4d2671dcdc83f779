/**
 * Errors in what a person wrote, in both languages.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";

/** A SyntaxError whose message exists in Chinese too. */
export class BilingualError extends SyntaxError {
  /** `BilingualError`. */
  override readonly name = "BilingualError";
  /** What is wrong. */
  readonly text: Text;

  /**
   * Makes an error of its message in both languages.
   *
   * @param en In English.
   * @param zh In Chinese.
   */
  constructor(en: string, zh: string) {
    super(en);
    this.text = { en, zh };
  }
}
