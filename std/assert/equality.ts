import { failWith, show } from "./assertion_error.ts";
import { deepEqual } from "./deep_equal.ts";

/**
 * Requires two values to have the same content, however deep it goes.
 *
 * Objects must share their class (an object without a prototype equals a plain one) and have equal
 * properties; a property that is `undefined` differs from one that is missing. Sets and maps may
 * differ in order. `NaN` equals itself, and `0` equals `-0`. Arrays are compared by their elements
 * alone, so holes at the end do not count.
 *
 * @typeParam T The type of both values.
 * @param actual The value to check.
 * @param expected What it should be.
 * @param msg What a difference means.
 * @throws {AssertionError} If they differ.
 * @throws {TypeError} If this meets two weak maps or weak sets, whose content nobody can see.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Map([["a", [1, 2]]]), new Map([["a", [1, 2]]]));
 * ```
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!deepEqual(actual, expected)) {
    failWith(`These should be equal${bothShown(actual, expected)}`, msg);
  }
}

/**
 * Requires the content of two values to differ, as {@linkcode assertEquals} compares it.
 *
 * @typeParam T The type of both values.
 * @param actual The value to check.
 * @param expected What it should not be.
 * @param msg What it means if they are equal.
 * @throws {AssertionError} If they are equal.
 *
 * @example
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 *
 * assertNotEquals(crypto.getRandomValues(new Uint8Array(16)), new Uint8Array(16));
 * ```
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (deepEqual(actual, expected)) {
    failWith(`These should differ${bothShown(actual, expected)}`, msg);
  }
}

/**
 * Requires two values to be one and the same, as `Object.is` tells: objects by identity, `NaN`
 * itself, `0` not `-0`.
 *
 * @typeParam T The type the value then has.
 * @param actual The value to check.
 * @param expected What it should be.
 * @param msg What a difference means.
 * @throws {AssertionError} If they are not the same.
 *
 * @example
 * ```ts
 * import { assertStrictEquals } from "@std/assert";
 *
 * const settings = { port: 443 };
 * assertStrictEquals(Object.freeze(settings), settings);
 * ```
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (!Object.is(actual, expected)) {
    failWith(`These should be the same${bothShown(actual, expected)}`, msg);
  }
}

function bothShown(actual: unknown, expected: unknown): string {
  return `\n  actual:   ${show(actual)}\n  expected: ${show(expected)}\n`;
}
