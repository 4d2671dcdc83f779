import { AssertionError, show } from "./assertion_error.ts";

/**
 * Requires a value to be greater than another, as `>` compares them.
 *
 * @typeParam T The type of both values.
 * @param actual The value.
 * @param expected The other one.
 * @param msg The message of the failure.
 * @throws {AssertionError} If it is not.
 *
 * @example
 * ```ts
 * import { assertGreater } from "@std/assert";
 *
 * assertGreater(2, 1);
 * ```
 */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) throw new AssertionError(msg ?? broken(actual, ">", expected));
}

/**
 * Requires a value to be greater than another or equal to it, as `>=` compares them.
 *
 * @typeParam T The type of both values.
 * @param actual The value.
 * @param expected The other one.
 * @param msg The message of the failure.
 * @throws {AssertionError} If it is not.
 *
 * @example
 * ```ts
 * import { assertGreaterOrEqual } from "@std/assert";
 *
 * assertGreaterOrEqual(2, 2);
 * ```
 */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) throw new AssertionError(msg ?? broken(actual, ">=", expected));
}

/**
 * Requires a value to be less than another, as `<` compares them.
 *
 * @typeParam T The type of both values.
 * @param actual The value.
 * @param expected The other one.
 * @param msg The message of the failure.
 * @throws {AssertionError} If it is not.
 *
 * @example
 * ```ts
 * import { assertLess } from "@std/assert";
 *
 * assertLess(1, 2);
 * ```
 */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) throw new AssertionError(msg ?? broken(actual, "<", expected));
}

/**
 * Requires a value to be less than another or equal to it, as `<=` compares them.
 *
 * @typeParam T The type of both values.
 * @param actual The value.
 * @param expected The other one.
 * @param msg The message of the failure.
 * @throws {AssertionError} If it is not.
 *
 * @example
 * ```ts
 * import { assertLessOrEqual } from "@std/assert";
 *
 * assertLessOrEqual(2, 2);
 * ```
 */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) throw new AssertionError(msg ?? broken(actual, "<=", expected));
}

function broken(actual: unknown, relation: string, expected: unknown): string {
  return `This should hold: ${show(actual)} ${relation} ${show(expected)}`;
}
