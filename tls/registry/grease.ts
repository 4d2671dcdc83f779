/**
 * GREASE (RFC 8701): values that mean nothing, which a client mixes into its lists so that a server
 * that trips over something unknown is found out early.
 *
 * @module
 */

/**
 * Whether a 16-bit value is GREASE: 0x0A0A, 0x1A1A and so on to 0xFAFA (RFC 8701 section 2). They are
 * reserved among cipher suites, extensions, groups, signature schemes and versions.
 *
 * @param code The value.
 * @returns True for the sixteen values.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { isGrease } from "./grease.ts";
 *
 * assert(isGrease(0x2a2a));
 * assert(!isGrease(0x2a3a));
 * ```
 */
export function isGrease(code: number): boolean {
  return (code & 0x0f0f) === 0x0a0a && code >>> 8 === (code & 0xff);
}

/**
 * Whether an 8-bit value is GREASE among the PSK key exchange modes: 0x0B, 0x2A and so on in steps of
 * 0x1F to 0xE4 (RFC 8701 section 2).
 *
 * @param code The value.
 * @returns True for the eight values.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { isGreaseMode } from "./grease.ts";
 *
 * assert(isGreaseMode(0x2a));
 * assert(!isGreaseMode(0x01));
 * ```
 */
export function isGreaseMode(code: number): boolean {
  return code >= 0x0b && code <= 0xe4 && (code - 0x0b) % 0x1f === 0;
}
