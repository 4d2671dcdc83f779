/**
 * Help: the keys, what the signs mean, the tour.
 *
 * @module
 */
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { State } from "../state.ts";
import { Dialog } from "./dialog.ts";
import { keysOffered } from "./keys.ts";

/**
 * The help.
 *
 * @param props What is known, and what can be done.
 * @returns The dialog.
 */
export function Help(props: { readonly state: State; readonly actions: Actions }): VNode {
  const { state, actions } = props;
  const t = useText();
  return html`
    <${Dialog}
      class="help"
      label=${t({ en: "Keys and help", zh: "按键与帮助" })}
      onClose=${() => actions.set({ open: null })}
    >
      <h2>${t({ en: "Keys", zh: "按键" })}</h2>
      <dl class="keys">
        ${keysOffered(state).map(({ keys, does }) =>
          html`
            <div key=${does.en}>
              <dt>${keys.map((key) =>
                html`
                  <kbd>${key}</kbd>
                `
              )}</dt>
              <dd>${t(does)}</dd>
            </div>
          `
        )}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked=${state.letters}
          onChange=${(event: Event) =>
            actions.prefer({ letters: (event.currentTarget as HTMLInputElement).checked })}
        />
        <span>${t({ en: "Single letters are commands", zh: "单个字母作为命令" })}</span>
      </label>
      <p class="hint">${t({
        en:
          "In a field tree and in the bytes the arrow keys move there; in the list of messages, tabs and " +
          "switches too.",
        zh: "在字段树、字节、消息列表、标签页和开关中，方向键在其内部移动。",
      })}</p>
      <button type="button" class="button" onClick=${() => actions.tour(0)}>${t({
        en: "Take the tour",
        zh: "开始导览",
      })}</button>
      </${Dialog}>
  `;
}
