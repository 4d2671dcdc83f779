/**
 * What stands where a session will be.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { State } from "../state.ts";
import { Mark } from "./icon.ts";

/**
 * What to say while no session is on show: that one comes, or how to have one.
 *
 * @param state What is known.
 * @returns The words.
 */
export function welcome(state: State): Text {
  const { link, hello, chosen, sessions, running, asked } = state;
  const comes = chosen !== null || sessions.size > 0 || running.size > 0 || asked !== null ||
    hello === null || hello.sessions.length > 0;
  if (link !== "open" || comes) {
    return {
      en:
        "A client, a server and someone listening in between. The first connection is on its way.",
      zh: "一个客户端、一个服务器，和中间的一位监听者。第一个连接即将到来。",
    };
  }
  return {
    en: "There is no session here. Choose something under “What if…” to begin one.",
    zh: "这里没有会话。在“如果……”中选择一项，即可开始一个。",
  };
}

/**
 * A few words while there is nothing to see.
 *
 * @param props What is known.
 * @returns The words.
 */
export function Welcome({ state }: { readonly state: State }): VNode {
  const t = useText();
  return html`
    <div class="welcome">
      <${Mark} />
      <p>${t(welcome(state))}</p>
    </div>
  `;
}
