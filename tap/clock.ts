/**
 * The clock by which everything is timed that passes a tap, and what is told of it.
 *
 * @module
 */

/**
 * The time.
 *
 * @returns Seconds since 1970, to the microsecond where the system tells.
 */
export function now(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}
