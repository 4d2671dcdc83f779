/**
 * What is said of the wire besides what passes on it.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { LogRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { after } from "../shell/format.ts";
import { visible } from "./foreign.ts";

const TAP: Text = { en: "The tap", zh: "监听者" };

/**
 * What the tap did or noticed: here, where it sits.
 *
 * @param props What the tap tells.
 * @returns The notes.
 */
export function TapNotes({ notes }: { readonly notes: readonly LogRow[] }): VNode {
  const t = useText();
  return html`
    <ul class="tap-notes" aria-label=${t({ en: "What the tap tells", zh: "监听者的说明" })}>
      ${notes.map(({ index, kind, time, text, remedy }) =>
        html`
          <li key=${index} class=${kind}>
            <span class="note-time">${after(time)}</span>
            <span><b>${t(TAP)}</b> ${visible(t(text))} ${remedy && t(remedy)}</span>
          </li>
        `
      )}
    </ul>
  `;
}

const NO_CONNECTION: Text = {
  en:
    "Nothing has passed: there was no connection at all. The reason is above, and in the words of the two ends.",
  zh: "没有传送过任何内容：根本没有建立连接。原因见上方以及两端的记录。",
};

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
          : session.outcome === null
          ? { en: "Nothing has passed.", zh: "没有传送过任何内容。" }
          : NO_CONNECTION,
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
