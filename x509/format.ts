/**
 * How moments and names are shown to people.
 *
 * @module
 */
import type { GeneralName } from "./general_name.ts";
import { escapeControls } from "./name.ts";

/**
 * A moment in UTC, to the second.
 *
 * @param date The moment.
 * @returns Such as `2026-11-23 14:29:24 UTC`.
 */
export function formatMoment(date: Date): string {
  return date.toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
}

/**
 * A name a certificate is for, with its type where it is neither a DNS name nor an IP address.
 *
 * @param name The name.
 * @returns Such as `localhost`, `::1`, `email:a@example.test`; control characters shown as `\1B`.
 */
export function formatGeneralName(name: GeneralName): string {
  const text = name.type === "dns" || name.type === "ip"
    ? name.value
    : `${name.type}:${name.value}`;
  return escapeControls(text);
}
