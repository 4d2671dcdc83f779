/**
 * What the page remembers of its reader from visit to visit.
 *
 * @module
 */

/** What is remembered. */
export type Preference = "language" | "theme" | "letters" | "toured";

/** Where it is remembered. */
export interface Memory {
  /** Looks up what is remembered; null if nothing is. */
  readonly remembered: (name: Preference) => string | null;
  /** Remembers something. */
  readonly remember: (name: Preference, value: string) => void;
}

/** The prefix of everything stored, as other pages may have been served from the same address. */
const PREFIX = "tls-lab.";

/**
 * Looks up what is remembered.
 *
 * @param name What to look up.
 * @returns What was stored; null if nothing was, or where the browser stores nothing.
 */
export function remembered(name: Preference): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * Remembers something, where the browser lets it.
 *
 * @param name What it is.
 * @param value The value.
 */
export function remember(name: Preference, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is refused or full: the choice then holds for this visit.
  }
}
