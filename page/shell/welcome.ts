/**
 * What stands where a session will be.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Mark } from "./icon.ts";

/**
 * A few words while there is nothing to see yet.
 *
 * @returns The words.
 */
export function Welcome(): VNode {
  const t = useText();
  return html`
    <div class="welcome">
      <${Mark} />
      <p>${t({
        en:
          "A client, a server and someone listening in between. The first connection is on its way.",
        zh: "一个客户端、一个服务器，和中间的一位监听者。第一个连接即将到来。",
      })}</p>
    </div>
  `;
}
