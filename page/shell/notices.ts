/**
 * What has gone wrong with the page itself, across its whole width.
 *
 * @module
 */
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Failure, State } from "../state.ts";
import { Icon } from "./icon.ts";

/**
 * The notices there are to give.
 *
 * @param props What is known, and what can be done.
 * @returns The notices.
 */
export function Notices(props: { readonly state: State; readonly actions: Actions }): VNode {
  const { state, actions } = props;
  const t = useText();
  return html`
    <div class="notices" role="alert">
      ${state.link === "lost" && html`
        <p class="notice notice-bad">
          <${Icon} name="harmed" />
          <span>${t({
            en:
              "deno task view has ended, or cannot be reached. Start it again and open the address it " +
              "prints; this page goes on trying.",
            zh:
              "deno task view 已结束或无法连接。请重新运行它并打开其给出的网址；本页会继续尝试连接。",
          })}</span>
        </p>
      `}
      ${state.link === "moved" && html`
        <p class="notice notice-bad">
          <${Icon} name="harmed" />
          <span>${t({
            en: "deno task view was started anew: open the address it printed.",
            zh: "deno task view 已重新启动：请打开它新给出的网址。",
          })}</span>
        </p>
      `}
      ${state.failure !== null && html`
        <p class="notice notice-bad">
          <${Icon} name="harmed" />
          <span><${Failed} failure=${state.failure} /></span>
          <button type="button" class="quiet" onClick=${() => actions.set({ failure: null })}>
            <${Icon} name="close" /><span class="unseen">${t({
              en: "Dismiss",
              zh: "知道了",
            })}</span>
          </button>
        </p>
      `}
    </div>
    ${state.link === "kept" && html`
      <aside class="notice notice-kept" aria-label=${t({ en: "A recording", zh: "记录" })}>
        <p>${t({
          en:
            "This page is a recording of one session. Everything in it can be looked at; for live ones " +
            "run deno task view.",
          zh: "本页是一个会话的记录，其中一切均可查看；若要看实时连接，请运行 deno task view。",
        })}</p>
      </aside>
    `}
  `;
}

/** What is wrong, and what to do about it: in English often a command, after which no full stop belongs. */
function Failed({ failure }: { readonly failure: Failure }): VNode {
  const t = useText();
  return html`<strong><bdi>${t(failure.problem)}</bdi>${t({ en: ".", zh: "。" })}</strong>
    ${t({ en: " ", zh: "" })}<bdi>${t(failure.remedy)}</bdi>${t({ en: "", zh: "。" })}`;
}
