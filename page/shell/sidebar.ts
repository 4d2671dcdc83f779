/**
 * What can be looked at: scenarios, sessions, programs from outside, captures.
 *
 * @module
 */
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { State } from "../state.ts";
import { Dialog } from "./dialog.ts";
import { Outsiders } from "./outsiders.ts";
import { Scenarios } from "./scenarios.ts";
import { Sessions } from "./sessions.ts";
import { Upload } from "./upload.ts";

/** What both forms take. */
export interface SidebarProps {
  /** What is known. */
  readonly state: State;
  /** What can be done. */
  readonly actions: Actions;
}

/**
 * The sidebar, where the screen has room for it.
 *
 * @param props What is known, and what can be done.
 * @returns The sidebar.
 */
export function Sidebar(props: SidebarProps): VNode {
  const t = useText();
  return html`
    <aside class="sidebar" aria-label=${t({ en: "What to look at", zh: "看什么" })}>
      <${Contents} ...${props} />
    </aside>
  `;
}

/**
 * The same as a drawer over the page, where there is no room beside it.
 *
 * @param props What is known, and what can be done.
 * @returns The drawer.
 */
export function Drawer(props: SidebarProps): VNode {
  const t = useText();
  return html`
    <${Dialog}
      class="drawer"
      label=${t({ en: "What to look at", zh: "看什么" })}
      onClose=${() => props.actions.set({ open: null })}
    >
      <${Contents} ...${props} />
      </${Dialog}>
  `;
}

/** What both show. */
function Contents({ state, actions }: SidebarProps): VNode {
  return html`
    <${Scenarios} state=${state} actions=${actions} />
    <${Sessions} state=${state} actions=${actions} />
    ${state.hello !== null && html`<${Outsiders} hello=${state.hello} />`}
    <${Upload} busy=${state.uploading} actions=${actions} />
  `;
}
