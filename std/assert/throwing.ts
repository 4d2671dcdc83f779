import { failWith, show } from "./assertion_error.ts";

type Expectation =
  | [msg?: string | undefined]
  | [
    ErrorClass: abstract new (...args: never[]) => Error,
    msgIncludes?: string | undefined,
    msg?: string | undefined,
  ];

/**
 * Requires a function to throw; anything thrown will do.
 *
 * @param fn The function.
 * @param msg What it means if it does not throw.
 * @returns What it threw.
 * @throws {AssertionError} If it does not throw.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => JSON.parse("{"));
 * ```
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Requires a function to throw an error of a class, perhaps with a certain message.
 *
 * @typeParam E The type of the error.
 * @param fn The function.
 * @param ErrorClass The class of the error, or one that it extends.
 * @param msgIncludes A part of the error's message.
 * @param msg What it means if that error is not thrown.
 * @returns The error.
 * @throws {AssertionError} If the function throws something else, or nothing.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => new Array(-1), RangeError, "length");
 * assertEquals(error.name, "RangeError");
 * ```
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(fn: () => unknown, ...expected: Expectation): unknown {
  try {
    fn();
  } catch (thrown) {
    return asExpected(thrown, expected);
  }
  failWith("The function should throw", meaningOf(expected));
}

/**
 * Requires a function's promise to reject; any reason will do.
 *
 * @param fn The function. It must return the promise: throwing at once does not count.
 * @param msg What it means if the promise does not reject.
 * @returns The reason it rejected for.
 * @throws {AssertionError} If it does not reject, or if there is no promise.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject(new Error("timeout")));
 * ```
 */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/**
 * Requires a function's promise to reject with an error of a class, perhaps with a certain message.
 *
 * @typeParam E The type of the error.
 * @param fn The function. It must return the promise: throwing at once does not count.
 * @param ErrorClass The class of the error, or one that it extends.
 * @param msgIncludes A part of the error's message.
 * @param msg What it means if the promise does not reject with that error.
 * @returns The error.
 * @throws {AssertionError} If it rejects with something else or not at all, or if there is no promise.
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const error = await assertRejects(() => fetch("https://"), TypeError, "Invalid URL");
 * assertEquals(error.name, "TypeError");
 * ```
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  ...expected: Expectation
): Promise<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (thrown) {
    failWith(
      `The function should return a promise that rejects, not throw ${show(thrown)}`,
      meaningOf(expected),
    );
  }
  try {
    await promise;
  } catch (reason) {
    return asExpected(reason, expected);
  }
  failWith("The function should return a promise that rejects", meaningOf(expected));
}

function asExpected(thrown: unknown, expected: Expectation): unknown {
  const [ErrorClass, msgIncludes = ""] = expected;
  if (typeof ErrorClass !== "function") return thrown;
  const meaning = meaningOf(expected);
  if (!(thrown instanceof ErrorClass)) {
    failWith(`The error should be an instance of ${ErrorClass.name}: ${show(thrown)}`, meaning);
  }
  if (!thrown.message.includes(msgIncludes)) {
    failWith(`The error's message "${thrown.message}" should contain "${msgIncludes}"`, meaning);
  }
  return thrown;
}

function meaningOf([first, , msg]: Expectation): string | undefined {
  return typeof first === "string" ? first : msg;
}
