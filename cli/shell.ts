/**
 * Commands to be copied into a shell.
 *
 * @module
 */

/**
 * A word as a POSIX shell must be given it.
 *
 * @param word The word, such as a path.
 * @returns The same word, in quotes if it holds anything a shell would act on.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { quote } from "./shell.ts";
 *
 * assertEquals([quote("certs/ca.key"), quote("it's")], ["certs/ca.key", "'it'\\''s'"]);
 * ```
 */
export function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
