/**
 * What was said, as far as it is text.
 *
 * @module
 */
import type { Detail, DetailField } from "../../view/protocol.ts";

/**
 * The words of a row, whole if its detail has come.
 *
 * @param row The beginning of the text, and how many bytes the row has in all.
 * @param detail Everything about the row; null as long as it has not come.
 * @returns The words, with an ellipsis where more follow that are not at hand.
 */
export function wordsOf(
  { text, length }: { readonly text: string; readonly length: number },
  detail: Detail | null,
): string {
  const whole = detail ? [...texts(detail.content.fields)] : [];
  if (whole.length > 0) return whole.join("\n");
  return new TextEncoder().encode(text).length < length ? `${text}…` : text;
}

/** What fields say in words, such as the messages within their frames. */
function* texts(fields: readonly DetailField[]): Generator<string> {
  for (const { value, fields: parts } of fields) {
    if (parts) yield* texts(parts);
    else if (typeof value === "string") yield value;
  }
}
