/**
 * A button that copies a text.
 *
 * @module
 */
import { useState } from "preact/hooks";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "./icon.ts";

/** How long the button says that it has copied, in milliseconds. */
const SAID = 2000;

/** What `Copy` takes. */
export interface CopyProps {
  /** What is copied. */
  readonly text: string;
  /** What it is, for screen readers. */
  readonly what: string;
  /** The id of the element that shows it, selected where the browser lets nothing be copied. */
  readonly shownIn: string;
}

/**
 * The button.
 *
 * @param props What it copies.
 * @returns The button.
 */
export function Copy({ text, what, shownIn }: CopyProps): VNode {
  const t = useText();
  const [said, say] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(t({ en: "Copied", zh: "已复制" }));
    } catch {
      const shown = document.getElementById(shownIn);
      if (shown !== null) getSelection()?.selectAllChildren(shown);
      say(t({ en: "Selected", zh: "已选中" }));
    }
    setTimeout(() => say(""), SAID);
  };
  return html`
    <button type="button" class="quiet copy" onClick=${copy}>
      <${Icon} name=${said === "" ? "copy" : "good"} />
      <span aria-live="polite">${said || t({ en: "Copy", zh: "复制" })}</span>
      <span class="unseen">${what}</span>
    </button>
  `;
}
