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

/** How long it waits for more before it speaks, in milliseconds. */
const WAIT = 1000;

/** What `Announcer` takes. */
export interface AnnouncerProps {
  /** The session on show. */
  readonly session: SessionState | undefined;
  /** Its rows. */
  readonly rows: Growing | undefined;
  /** Changes when rows were added. */
  readonly revision: number;
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
  const told = useRef({ session: 0, rows: 0, title: "" });
  const language = useLanguage();
  useEffect(() => say(""), [language]); // What was said last was said in another.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (session === undefined || rows === undefined) return;
      const list = rows.opened.length > 0 ? rows.opened : rows.passed;
      const same = told.current.session === session.id;
      const parts: Text[] = same ? [] : [session.title];
      const added = list.length - (same ? told.current.rows : 0);
      const last = list.at(-1);
      if (added > 0 && last !== undefined) {
        parts.push({
          en: `${added} new ${added === 1 ? "message" : "messages"}, last ${last.name}`,
          zh: `${added} 条新消息，最后一条为 ${last.name}`,
        });
      }
      const title = session.outcome?.title.en ?? "";
      if (session.outcome !== null && (!same || title !== told.current.title)) {
        parts.push(session.outcome.title);
      }
      told.current = { session: session.id, rows: list.length, title };
      if (parts.length > 0) say(parts.map(t).join(t({ en: ". ", zh: "。" })));
    }, WAIT);
    return () => clearTimeout(timer);
  }, [session, rows, revision]);
  return html`<p class="unseen" role="status">${said}</p>`;
}
