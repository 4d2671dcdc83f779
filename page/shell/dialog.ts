/**
 * Something over the page that is dealt with before going on.
 *
 * @module
 */
import { useEffect, useRef } from "preact/hooks";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "./icon.ts";

/** What `Dialog` takes. */
export interface DialogProps {
  /** A class for its looks. */
  readonly class: string;
  /** Its name for screen readers. */
  readonly label: string;
  /** Told when it has been closed. */
  readonly onClose: () => void;
  /** What it shows. */
  readonly children?: unknown;
}

/**
 * A dialog, open as long as it is drawn. Esc, its button and a press beside it close it; the focus then
 * goes back to where it was.
 *
 * @param props What it shows.
 * @returns The dialog.
 */
export function Dialog(props: DialogProps): VNode {
  const t = useText();
  const shown = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = shown.current;
    dialog?.showModal();
    // Closing before it is taken away is what gives the focus back.
    return () => dialog?.close();
  }, []);
  const close = () => shown.current?.close();
  // A press on the dialog itself, and not on anything in it, is one beside its contents.
  const onClick = (event: MouseEvent) => event.target === shown.current && close();
  return html`
    <dialog
      class=${`dialog ${props.class}`}
      ref=${shown}
      aria-label=${props.label}
      onClose=${props.onClose}
      onClick=${onClick}
    >
      <div class="dialog-body">
        <button type="button" class="quiet dialog-close" onClick=${close}>
          <${Icon} name="close" /><span class="unseen">${t({ en: "Close", zh: "关闭" })}</span>
        </button>
        ${props.children}
      </div>
    </dialog>
  `;
}
