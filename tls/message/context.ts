/**
 * What the meaning of a message depends on, besides its own bytes.
 *
 * @module
 */
import type { Side } from "../event.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";

/** What has been agreed on so far. */
export interface MessageContext {
  /** Who sends the message. */
  readonly from: Side;
  /** The version agreed on, such as 0x0304; undefined before the ServerHello. */
  readonly version?: number | undefined;
  /** The cipher suite agreed on; undefined before the ServerHello. */
  readonly suite?: SuiteDescription | undefined;
  /**
   * The type of the sender's certificate, from IANA's registry "TLS Certificate Types": 0, X509, unless
   * the hellos agreed on another (RFC 7250).
   */
  readonly certificateType?: number | undefined;
}

/**
 * Whether the connection speaks TLS 1.3, or one of the drafts of it.
 *
 * @param context What has been agreed on.
 * @returns False as well before a version was agreed on: what can be read without knowing it, as from
 * a capture that begins midway, is no TLS 1.3.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { isTls13 } from "./context.ts";
 *
 * assert(isTls13({ from: "server", version: 0x0304 }));
 * assert(!isTls13({ from: "server", version: 0x0303 }));
 * ```
 */
export function isTls13({ version = 0 }: MessageContext): boolean {
  return version === 0x0304 || version >>> 8 === 0x7f;
}

/**
 * Whether signatures name the scheme they were made with, as they do from TLS 1.2 on.
 *
 * @param context What has been agreed on.
 * @returns True as well if the version is not known: older ones are hardly met.
 */
export function hasSignatureSchemes({ version = 0x0303 }: MessageContext): boolean {
  return version >= 0x0303;
}
