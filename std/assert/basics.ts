import { AssertionError, failWith } from "./assertion_error.ts";

/**
 * Requires a condition to hold.
 *
 * @param expr The condition; anything truthy holds.
 * @param msg The message of the failure.
 * @throws {AssertionError} If it does not hold.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 *
 * const address: string | undefined = ["192.0.2.1"].pop();
 * assert(address !== undefined, "there is an address");
 * address.split(".");
 * ```
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/**
 * Requires a value to be there.
 *
 * @typeParam T The type of the value.
 * @param actual The value, which must not be `undefined` or `null`.
 * @param msg What its absence means.
 * @throws {AssertionError} If it is `undefined` or `null`.
 *
 * @example
 * ```ts
 * import { assertExists } from "@std/assert";
 *
 * const first = ["a.test"].at(0);
 * assertExists(first);
 * first.toUpperCase();
 * ```
 */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) {
    failWith(`There should be a value, not ${actual}`, msg);
  }
}

/**
 * Requires a value to be an instance of a class, or of one that extends it.
 *
 * @typeParam T The class.
 * @param actual The value.
 * @param expectedType The class.
 * @param msg What it means if the value is something else.
 * @throws {AssertionError} If it is not an instance.
 *
 * @example
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 *
 * const value: unknown = new Date(0);
 * assertInstanceOf(value, Date);
 * value.getTime();
 * ```
 */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  failWith(`This should be an instance of ${expectedType.name}, not ${classOf(actual)}`, msg);
}

function classOf(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  return Object(value).constructor?.name ?? "an object without a class";
}

/**
 * Fails in any case, for a line that must not be reached.
 *
 * @param msg Why that line should not have been reached.
 * @returns Never.
 * @throws {AssertionError} Always.
 *
 * @example
 * ```ts
 * import { assertThrows, fail } from "@std/assert";
 *
 * assertThrows(() => fail("the connection should be closed"));
 * ```
 */
export function fail(msg?: string): never {
  failWith("This should not happen", msg);
}
