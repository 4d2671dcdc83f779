/**
 * How long something holds, in words.
 *
 * @module
 */

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/**
 * A number of seconds as days, hours, minutes and seconds.
 *
 * @param seconds The number, 0 or more.
 * @returns Such as `7 d` or `1 h 30 min`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { durationOf } from "./duration.ts";
 *
 * assertEquals(durationOf(7200), "2 h");
 * assertEquals(durationOf(90061), "1 d 1 h 1 min 1 s");
 * assertEquals(durationOf(0), "0 s");
 * ```
 */
export function durationOf(seconds: number): string {
  let left = seconds;
  let words = "";
  for (const [unit, name] of UNITS) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) words += `${words && " "}${count} ${name}`;
  }
  return words || "0 s";
}
