/**
 * Numbers and times as people read them.
 *
 * @module
 */
import type { Language } from "../../cli/language.ts";

/**
 * An amount of data.
 *
 * @param bytes How many bytes.
 * @returns Such as `812 B`, `1.3 KiB` or `64 MiB`.
 */
export function size(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  return bytes < MIB - KIB / 20 ? `${tenths(bytes / KIB)} KiB` : `${tenths(bytes / MIB)} MiB`;
}

const KIB = 1024;
const MIB = KIB * KIB;

function tenths(amount: number): string {
  return amount.toFixed(1).replace(/\.0$/, "");
}

/**
 * A time of day.
 *
 * @param seconds In seconds since 1970.
 * @param language In which language's custom.
 * @returns Such as `10:04:21`.
 */
export function clock(seconds: number, language: Language): string {
  return new Date(seconds * 1000).toLocaleTimeString(language === "zh" ? "zh-CN" : "en-GB");
}

/**
 * How long after the beginning something was.
 *
 * @param seconds In seconds.
 * @returns Such as `3.1 ms` or `2.40 s`.
 */
export function after(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}
