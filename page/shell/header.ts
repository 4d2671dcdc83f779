/**
 * The head of the page: its name, and how it looks and speaks.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Link, State, Theme } from "../state.ts";
import { Icon, Mark } from "./icon.ts";

/** What comes after each choice of colours, and what it is called. */
const THEMES: Readonly<Record<Theme, { next: Theme; name: Text }>> = {
  system: { next: "light", name: { en: "as the system", zh: "跟随系统" } },
  light: { next: "dark", name: { en: "light", zh: "浅色" } },
  dark: { next: "system", name: { en: "dark", zh: "深色" } },
};

/** How the data comes. */
const LINKS: Readonly<Record<Link, Text>> = {
  connecting: { en: "connecting", zh: "正在连接" },
  open: { en: "live", zh: "实时" },
  lost: { en: "not connected", zh: "未连接" },
  moved: { en: "not connected", zh: "未连接" },
  kept: { en: "recording", zh: "记录" },
};

/** What `Header` takes. */
export interface HeaderProps {
  /** What is known. */
  readonly state: State;
  /** What can be done. */
  readonly actions: Actions;
  /** Whether the sidebar is a drawer that has to be opened. */
  readonly narrow: boolean;
}

/** Goes past the sidebar. The address stays: what is behind its # is the session on show. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/**
 * The header.
 *
 * @param props What is known, and what can be done.
 * @returns The header.
 */
export function Header({ state, actions, narrow }: HeaderProps): VNode {
  const t = useText();
  const theme = THEMES[state.theme];
  const other = state.language === "en" ? "zh" : "en";
  const title = t({ en: "Colours: ", zh: "颜色：" }) + t(theme.name);
  return html`
    <header class="header">
      <a class="skip button" href="#main" onClick=${skip}>${t({
        en: "Skip to the session",
        zh: "跳到会话",
      })}</a>
      ${narrow && state.link !== "kept" && html`
        <button
          type="button"
          class="quiet menu-button"
          aria-haspopup="dialog"
          data-tour="menu"
          onClick=${() => actions.set({ open: "menu" })}
        ><${Icon} name="menu" /><span>${t({ en: "What if…", zh: "如果……" })}</span></button>
      `}
      <div class="brand">
        <${Mark} />
        <span class="brand-name">tls-lab</span>
        <span class="brand-line">${t({
          en: "what was said, what was proved, what was overheard",
          zh: "说了什么，证明了什么，被听到什么",
        })}</span>
      </div>
      <span class=${`link link-${state.link}`}>${t(LINKS[state.link])}</span>
      <button
        type="button"
        class="quiet"
        lang=${other === "zh" ? "zh-CN" : "en"}
        onClick=${() => actions.prefer({ language: other })}
      >${other === "zh" ? "中文" : "English"}</button>
      <button
        type="button"
        class="quiet"
        title=${title}
        onClick=${() => actions.prefer({ theme: theme.next })}
      ><${Icon} name=${state.theme} /><span class="unseen">${title}</span></button>
      <button
        type="button"
        class="quiet"
        aria-haspopup="dialog"
        aria-keyshortcuts=${state.letters ? "?" : undefined}
        title=${t({ en: "Keys and help", zh: "按键与帮助" })}
        onClick=${() => actions.set({ open: "help" })}
      ><span aria-hidden="true" class="help-mark">?</span><span class="unseen">${t({
        en: "Keys and help",
        zh: "按键与帮助",
      })}</span></button>
    </header>
  `;
}
