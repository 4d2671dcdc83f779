/**
 * How a session stands, in one sign.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Outcome, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "./icon.ts";

/** What the signs mean. */
const MEANINGS: Readonly<Record<Outcome["kind"] | "going", Text>> = {
  good: { en: "all is well", zh: "一切正常" },
  refused: { en: "refused or broken off", zh: "被拒绝或中断" },
  harmed: { en: "harm was done", zh: "已受损害" },
  going: { en: "under way", zh: "进行中" },
};

/**
 * How a session stands, as a word for styles and drawings.
 *
 * @param session The session.
 * @returns The kind of its outcome; `going` as long as it has none.
 */
export function standing(session: SessionState): Outcome["kind"] | "going" {
  return session.outcome?.kind ?? "going";
}

/**
 * The sign of a session.
 *
 * @param props The session.
 * @returns The sign, with its meaning for screen readers.
 */
export function SessionMark({ session }: { readonly session: SessionState }): VNode {
  const t = useText();
  const kind = standing(session);
  return html`
    <span class=${`sign sign-${kind}`}>
      <${Icon} name=${kind} />
      <span class="unseen">${t(MEANINGS[kind])}</span>
    </span>
  `;
}
