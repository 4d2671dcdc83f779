/**
 * The list of sessions, the newest first.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useLanguage, useText } from "../language.ts";
import { byRun } from "../news.ts";
import type { State } from "../state.ts";
import { clock } from "./format.ts";
import { Icon } from "./icon.ts";
import { SessionMark } from "./session_mark.ts";

/**
 * The list.
 *
 * @param props What is known, and what can be done.
 * @returns The list.
 */
export function Sessions(props: { readonly state: State; readonly actions: Actions }): VNode {
  const { state, actions } = props;
  const t = useText();
  const runs = byRun(state.sessions.values());
  return html`
    <section class="block" aria-labelledby="sessions-title">
      <h2 id="sessions-title" class="block-title">${t({ en: "Sessions", zh: "会话" })}</h2>
      ${runs.length === 0 && html`<p class="hint">${
        t({
          en: "Every connection is kept here, to come back to and to compare.",
          zh: "每个连接都保留在这里，可随时回看和比较。",
        })
      }</p>`}
      <ul class="plain">
        ${runs.flat().map((session) =>
          html`<${Item} key=${session.id} session=${session} state=${state} actions=${actions} />`
        )}
      </ul>
    </section>
  `;
}

/** What tells a session from others besides its title: whether it goes on, or whose it was. */
function about({ origin, client, ended }: SessionState): readonly (string | Text)[] {
  if (ended === null) return [{ en: "open", zh: "未结束" }];
  return origin === "lab" ? [] : [client];
}

/** One session: pressing it shows it. */
function Item(props: {
  readonly session: SessionState;
  readonly state: State;
  readonly actions: Actions;
}): VNode {
  const { session, state, actions } = props;
  const t = useText();
  const language = useLanguage();
  const shown = session.id === state.chosen;
  const kind = session.version ?? (session.tls ? "TLS" : t({ en: "no TLS", zh: "无 TLS" }));
  return html`
    <li class="session">
      <button
        type="button"
        class=${shown ? "item item-shown" : "item"}
        aria-current=${shown ? "true" : undefined}
        onClick=${() => actions.choice.choose(session.id)}
      >
        <span class="item-sign"><${SessionMark} session=${session} /></span>
        <span class="item-title"><bdi>${t(session.title)}</bdi>${state.unseen.has(session.id) &&
          html`<span class="new">${t({ en: "new", zh: "新" })}</span>`}</span>
        <span class="item-note">${[kind, clock(session.began, language), ...about(session).map(t)]
          .join(" · ")}</span>
      </button>
      ${session.ended !== null && html`
        <button
          type="button"
          class="quiet forget"
          aria-label=${t({ en: "Forget: ", zh: "删除：" }) + t(session.title)}
          title=${t({ en: "Forget this session", zh: "删除此会话" })}
          disabled=${state.link !== "open"}
          onClick=${() => actions.forget(session.id)}
        ><${Icon} name="close" /></button>
      `}
    </li>
  `;
}
