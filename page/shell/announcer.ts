/**
 * Tells screen readers, politely, what has happened on the session on show.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useLanguage, useText } from "../language.ts";
import type { Growing } from "../rows.ts";
import { listInSight, overtaken } from "../selection.ts";

/** How long it waits for more before it speaks, in milliseconds, and how long at most if more keeps coming. */
const WAIT = 1000;
const LONGEST_WAIT = 3000;

/** What `Announcer` takes. */
export interface AnnouncerProps {
  /** The session on show. */
  readonly session: SessionState | undefined;
  /** Its rows. */
  readonly rows: Growing | undefined;
  /** Changes when rows were added. */
  readonly revision: number;
}

/** What has been told. */
export interface Told {
  /** Of which session; 0 for none yet. */
  readonly session: number;
  /** How many rows it had. */
  readonly rows: number;
  /** What had come of it, in English; empty for nothing. */
  readonly outcome: string;
}

/** As long as nothing has been told. */
export const NOTHING_TOLD: Told = { session: 0, rows: 0, outcome: "" };

/**
 * What there is to tell.
 *
 * @param before What has been told.
 * @param session The session on show.
 * @param rows Its rows.
 * @returns The sentences, and what has been told once they are said.
 */
export function announcement(
  before: Told,
  session: SessionState,
  rows: Growing,
): { readonly sentences: readonly Text[]; readonly told: Told } {
  const list = rows[listInSight(rows, "keys")];
  const hidden = overtaken(rows.opened);
  const same = before.session === session.id;
  const sentences: Text[] = same ? [] : [session.title];
  const old = same ? before.rows : 0;
  const added = list.slice(old).filter((row) => !("kind" in row) || !hidden.has(row.index));
  const last = added.at(-1);
  if (last !== undefined) {
    sentences.push({
      en: `${added.length} new ${added.length === 1 ? "message" : "messages"}, last ${last.name}`,
      zh: `${added.length} 条新消息，最后一条为 ${last.name}`,
    });
  }
  const outcome = session.outcome?.title.en ?? "";
  if (session.outcome !== null && (!same || outcome !== before.outcome)) {
    sentences.push(session.outcome.title);
  }
  return { sentences, told: { session: session.id, rows: list.length, outcome } };
}

/**
 * The voice.
 *
 * @param props What happens.
 * @returns The text a screen reader says when it changes.
 */
export function Announcer({ session, rows, revision }: AnnouncerProps): VNode {
  const t = useText();
  const [said, say] = useState("");
  const told = useRef(NOTHING_TOLD);
  /** When the first news came that have not been told. */
  const since = useRef<number | null>(null);
  const language = useLanguage();
  useEffect(() => say(""), [language]); // What was said last was said in another.
  useEffect(() => {
    const now = performance.now();
    since.current ??= now;
    const timer = setTimeout(() => {
      since.current = null;
      if (session === undefined || rows === undefined) return;
      const { sentences, told: next } = announcement(told.current, session, rows);
      told.current = next;
      if (sentences.length === 0) return;
      const text = sentences.map(t).join(t({ en: ". ", zh: "。" }));
      // The same words again change nothing, and would not be said.
      say((before) => before === text ? `${text}\u00a0` : text);
    }, Math.min(WAIT, since.current + LONGEST_WAIT - now));
    return () => clearTimeout(timer);
  }, [session, rows, revision]);
  return html`<p class="unseen" role="status">${said}</p>`;
}
