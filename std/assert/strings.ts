import { failWith } from "./assertion_error.ts";

/**
 * Requires text to match a pattern.
 *
 * @param actual The text.
 * @param expected The pattern.
 * @param msg What a mismatch means.
 * @throws {AssertionError} If it does not match.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch("a1:b2:c3", /^([0-9a-f]{2}:?)+$/);
 * ```
 */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) failWith(`"${actual}" should match ${expected}`, msg);
}

/**
 * Requires text not to match a pattern.
 *
 * @param actual The text.
 * @param expected The pattern.
 * @param msg What a match means.
 * @throws {AssertionError} If it matches.
 *
 * @example
 * ```ts
 * import { assertNotMatch } from "@std/assert";
 *
 * assertNotMatch("user=admin", /password/i);
 * ```
 */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) failWith(`"${actual}" should not match ${expected}`, msg);
}

/**
 * Requires text to contain other text.
 *
 * @param actual The whole text.
 * @param expected The part it should contain.
 * @param msg What its absence means.
 * @throws {AssertionError} If it does not contain that part.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 *
 * assertStringIncludes("CN=a.test,O=Example", "CN=a.test");
 * ```
 */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (!actual.includes(expected)) failWith(`"${actual}" should contain "${expected}"`, msg);
}
