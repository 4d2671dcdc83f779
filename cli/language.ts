/**
 * The two languages everything is said in.
 *
 * A text is written once, in both, where it is used: `{ en: "…", zh: "…" }`. Folders hand such pairs
 * up; the role that talks to a person picks one.
 *
 * @module
 */

/** A text in both languages. */
export interface Text {
  /** In English. */
  readonly en: string;
  /** In Chinese. */
  readonly zh: string;
}

/** The languages there are, as `--lang` takes them. */
export const LANGUAGES = ["en", "zh"] as const;

/** One of {@linkcode LANGUAGES}. */
export type Language = typeof LANGUAGES[number];

/** The process's language: the system's if it is Chinese, else English, until told otherwise. */
let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";

/**
 * Chooses the language of everything said from now on.
 *
 * @param language The language.
 */
export function setLanguage(language: Language): void {
  current = language;
}

/**
 * The language everything is said in now.
 *
 * @returns The language.
 */
export function language(): Language {
  return current;
}

/**
 * A text in the language in force.
 *
 * @param text The text in both languages.
 * @returns The one to show.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pick, setLanguage } from "./language.ts";
 *
 * setLanguage("zh");
 * assertEquals(pick({ en: "certificate", zh: "证书" }), "证书");
 * ```
 */
export function pick(text: Text): string {
  return text[current];
}

/**
 * A text in the language in force, both given in place.
 *
 * @param en In English.
 * @param zh In Chinese.
 * @returns The one to show.
 */
export function say(en: string, zh: string): string {
  return current === "zh" ? zh : en;
}
