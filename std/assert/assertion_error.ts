/**
 * What a failed assertion throws.
 *
 * @example
 * ```ts
 * import { assert, AssertionError, assertThrows } from "@std/assert";
 *
 * assertThrows(() => assert(1 > 2, "numbers are ordered"), AssertionError, "ordered");
 * ```
 */
export class AssertionError extends Error {
  /** Tells an assertion's failure from any other error. */
  override name = "AssertionError";

  /**
   * Makes the error of one failed assertion.
   *
   * @param message What was expected, and what was there instead.
   * @param options The error that led to this one, if any.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Throws the error of a failed assertion: what went wrong, and what that means to the caller. */
export function failWith(problem: string, meaning?: string): never {
  throw new AssertionError(meaning ? `${problem}: ${meaning}` : problem);
}

/** Writes a value out in full, so that two values that differ also look different. */
export function show(value: unknown): string {
  return Deno.inspect(value, {
    depth: Infinity,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
    sorted: true,
    getters: true,
  });
}
