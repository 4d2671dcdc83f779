/**
 * A row of what an end told: words, or news.
 *
 * @module
 */
import type { LogRow } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { visible } from "../wire/foreign.ts";

/** Signs for news, so that it takes no colour to tell good from bad. */
const SIGNS: Readonly<Record<"good" | "bad" | "note", string>> = { good: "✓", bad: "✗", note: "·" };

/**
 * News: something happened.
 *
 * @param props The row.
 * @returns A line, with what to do about it.
 */
export function News(
  { row }: { readonly row: LogRow & { readonly kind: "good" | "bad" | "note" } },
): VNode {
  const t = useText();
  return html`
    <p class=${`news ${row.kind}`}>
      <span class="sign" aria-hidden="true">${SIGNS[row.kind]}</span>
      <span>${visible(t(row.text))}</span>
      ${row.remedy && html`<span class="remedy">${visible(t(row.remedy))}</span>`}
    </p>
  `;
}

/** What is shown of words. */
export interface WordsProps {
  /** The row. */
  readonly row: LogRow;
  /** Whose words they are. */
  readonly by: "client" | "server";
  /** Who said them, and how. */
  readonly head: string;
}

/**
 * Words that were said.
 *
 * @param props The words.
 * @returns A letter, its head above it.
 */
export function Words({ row, by, head }: WordsProps): VNode {
  const t = useText();
  return html`
    <div class=${`words by-${by} ${row.kind}`}>
      <p class="words-head">${head}</p>
      <p class="words-text">${visible(t(row.text))}</p>
    </div>
  `;
}
