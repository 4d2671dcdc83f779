/**
 * Tabs: one of several things is shown, and the arrow keys go from one to the next.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";

/** A tab. */
export interface Tab<Name extends string> {
  /** Its name in the code. */
  readonly name: Name;
  /** Its name on the page. */
  readonly label: string;
}

/** What `Tabs` takes. */
export interface TabsProps<Name extends string> {
  /** What they are tabs of, for screen readers. */
  readonly label: string;
  /** Tabs are called `ID-NAME`, and `ID-panel` is what they show. */
  readonly id: string;
  /** The tabs. */
  readonly tabs: readonly Tab<Name>[];
  /** Which one is shown. */
  readonly chosen: Name;
  /** Told which one to show. */
  readonly onChoose: (name: Name) => void;
}

/**
 * A row of tabs; what they show has to have the id `ID-panel` and the role `tabpanel`.
 *
 * @param props The tabs.
 * @returns The row.
 */
export function Tabs<Name extends string>(props: TabsProps<Name>): VNode {
  const { label, id, tabs, chosen, onChoose } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.name === chosen);
    const to = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length]!;
    onChoose(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${label} onKeyDown=${onKeyDown}>
      ${tabs.map((tab) =>
        html`
          <button
            type="button"
            role="tab"
            class="tab"
            id=${`${id}-${tab.name}`}
            key=${tab.name}
            aria-selected=${tab.name === chosen ? "true" : "false"}
            aria-controls=${`${id}-panel`}
            tabindex=${tab.name === chosen ? 0 : -1}
            onClick=${() => onChoose(tab.name)}
          >
            ${tab.label}
          </button>
        `
      )}
    </div>
  `;
}
