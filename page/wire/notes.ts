/**
 * What is said of the wire besides what passes on it.
 *
 * @module
 */
import type { LogRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { milliseconds } from "./words.ts";

/**
 * What the tap did or noticed: here, where it sits.
 *
 * @param props What was told of the session.
 * @returns The notes of the tap; null if there are none.
 */
export function TapNotes({ log }: { readonly log: readonly LogRow[] }): VNode | null {
  const t = useText();
  const notes = log.filter(({ who }) => who === "tap");
  if (notes.length === 0) return null;
  return html`
    <ul class="tap-notes" aria-label=${t({ en: "What the tap tells", zh: "监听者的说明" })}>
      ${notes.map(({ index, kind, time, text, remedy }) =>
        html`
          <li key=${index} class=${kind}>
            <span class="note-time">${milliseconds(time)} ms</span> ${t(text)} ${remedy &&
              t(remedy)}
          </li>
        `
      )}
    </ul>
  `;
}

/**
 * That there is nothing to see, or that there was more.
 *
 * @param props The session, and how many rows of it are shown.
 * @returns The note; null if all is there.
 */
export function Missing(
  { session, count }: { readonly session: SessionState; readonly count: number },
): VNode | null {
  const t = useText();
  const { ended, left } = session;
  if (count === 0) {
    return html`<p class="wire-note">${
      t(
        ended === null
          ? { en: "Nothing has passed yet.", zh: "还没有传送任何内容。" }
          : { en: "Nothing has passed.", zh: "没有传送过任何内容。" },
      )
    }</p>`;
  }
  if (left === 0) return null;
  return html`<p class="wire-note warn">${
    t({
      en: `${left} more passed that were not kept: there were too many.`,
      zh: `另有 ${left} 条没有保留：数量太多。`,
    })
  }</p>`;
}
