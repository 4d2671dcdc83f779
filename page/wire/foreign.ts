/**
 * Words of strangers: names in certificates, messages, server names. They must not turn around what stands
 * beside them, as the control characters for right-to-left text could.
 *
 * @module
 */

/**
 * A stranger's words, with nothing in them that turns text around unseen.
 *
 * @param text The words.
 * @returns The words; directional control characters are written out, such as `\u202e`.
 */
export function visible(text: string): string {
  return text.replace(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * A stranger's words within a sentence, which keep their direction to themselves.
 *
 * @param text The words.
 * @returns The same as {@linkcode visible}, isolated (UAX #9) unless all is ASCII, which turns nothing around.
 */
export function isolated(text: string): string {
  const shown = visible(text);
  return /^[\x20-\x7e]*$/.test(shown) ? shown : `\u2068${shown}\u2069`;
}
