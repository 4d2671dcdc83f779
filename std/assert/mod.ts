/**
 * Assertions for tests: each one returns quietly or throws an {@linkcode AssertionError}.
 *
 * Failures show both values in full rather than line by line, and without colours. Everything takes
 * an optional last message, which says what the failure means.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * assertEquals({ host: "a.test", ports: [443] }, { host: "a.test", ports: [443] });
 * assertThrows(() => new URL("a.test"), TypeError, "Invalid URL");
 * ```
 *
 * @module
 */

export { AssertionError } from "./assertion_error.ts";
export { assert, assertExists, assertInstanceOf, fail } from "./basics.ts";
export { assertEquals, assertNotEquals, assertStrictEquals } from "./equality.ts";
export { assertGreater, assertGreaterOrEqual, assertLess, assertLessOrEqual } from "./order.ts";
export { assertMatch, assertNotMatch, assertStringIncludes } from "./strings.ts";
export { assertRejects, assertThrows } from "./throwing.ts";
