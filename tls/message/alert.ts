/**
 * Alerts: that something ends or went wrong (RFC 8446 section 6, RFC 5246 section 7.2).
 *
 * @module
 */
import { type Decoded, Reader } from "../reader.ts";
import { ALERT_LEVELS, ALERTS } from "../registry/alerts.ts";
import { plainNameOf } from "../registry/registry.ts";

/** An alert. */
export interface Alert {
  /** 1 warning, 2 fatal; TLS 1.3 goes by the description alone. */
  readonly level: number;
  /** What it tells. */
  readonly description: number;
}

/**
 * Decodes an alert.
 *
 * @param bytes The two bytes, as a record carries them once it is opened.
 * @returns The alert and its fields.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeAlert } from "./alert.ts";
 *
 * const { fields } = decodeAlert(new Uint8Array([2, 48]));
 * assertEquals(fields.map(({ meaning }) => meaning), ["fatal", "unknown_ca"]);
 * ```
 */
export function decodeAlert(bytes: Uint8Array): Decoded<Alert> {
  return Reader.decode(bytes, (reader) => ({
    level: reader.uint8("level", ALERT_LEVELS),
    description: reader.uint8("description", (code) => plainNameOf(ALERTS, code)),
  }));
}
