/**
 * The fields of a message as a tree, which the keyboard walks through as trees are walked through.
 *
 * @module
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { DetailField } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { visible } from "../wire/foreign.ts";
import { reveal, VirtualList } from "../wire/virtual_list.ts";
import { type FlatField, type FlatTree, shownFields } from "./flat.ts";
import type { Lit } from "./lit.ts";

/** What a tree shows, and who is told. */
export interface FieldTreeProps {
  /** The fields. */
  readonly tree: FlatTree;
  /** The positions of the fields whose parts are shown. */
  readonly unfolded: ReadonlySet<number>;
  /** Which fields are lit. */
  readonly lit: Lit;
  /** Whether what is lit is to come into sight, as it is lit from elsewhere. */
  readonly follow: boolean;
  /** The field the keyboard is at. */
  readonly chosen: number;
  /** The name of the whole. */
  readonly label: string;
  /** Told which field is chosen. */
  readonly onChoose: (at: number) => void;
  /** Told which field is pointed at; -1 for none. */
  readonly onPoint: (at: number) => void;
  /** Told to fold or unfold a field. */
  readonly onFold: (at: number, unfold: boolean) => void;
}

/** The height of a line of the tree, in rem; the CSS draws lines of this height. */
const LINE_HEIGHT = 1.5;

/**
 * A tree of fields.
 *
 * @param props What it shows.
 * @returns The tree.
 */
export function FieldTree(props: FieldTreeProps): VNode {
  const { tree, unfolded, lit, follow, chosen, label, onPoint } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const shown = shownFields(tree, unfolded);
  const focused = useRef(false);
  const itemAt = (at: number) => scroller.current?.querySelector<HTMLElement>(`[data-at="${at}"]`);
  useLayoutEffect(() => {
    const item = itemAt(lit.inner);
    if (item && follow) reveal(scroller.current!, item);
  }, [lit.inner, follow, unfolded]);
  useLayoutEffect(() => {
    const item = itemAt(chosen);
    if (!item) return;
    reveal(scroller.current!, item);
    if (focused.current) item.focus({ preventScroll: true });
    focused.current = false;
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!act(event.key, props, shown)) return;
    focused.current = true;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`
    <div
      class="tree"
      ref=${scroller}
      onKeyDown=${onKeyDown}
      onMouseLeave=${() => onPoint(-1)}
    >
      <${VirtualList}
        role="tree"
        label=${label}
        count=${shown.length}
        rowHeight=${LINE_HEIGHT}
        keep=${[shown.indexOf(chosen), shown.indexOf(lit.inner)]}
        scroller=${scroller}
        row=${(i: number) => html`<${Item} one=${tree.fields[shown[i]!]!} all=${props} />`}
      />
    </div>
  `;
}

/** Does what a key asks for (the keys of a tree view, ARIA Authoring Practices Guide). */
function act(
  key: string,
  { tree, chosen, unfolded, onChoose, onFold }: FieldTreeProps,
  shown: readonly number[],
): boolean {
  const { field, parent, end } = tree.fields[chosen]!;
  const here = shown.indexOf(chosen);
  const go = (at: number | undefined) => at !== undefined && at >= 0 && onChoose(at);
  switch (key) {
    case "ArrowDown":
      go(shown[here + 1]);
      return true;
    case "ArrowUp":
      go(shown[here - 1]);
      return true;
    case "Home":
      go(shown[0]);
      return true;
    case "End":
      go(shown.at(-1));
      return true;
    case "ArrowRight":
      if (!field.fields) return true;
      if (!unfolded.has(chosen)) onFold(chosen, true);
      else if (end > chosen + 1) go(chosen + 1);
      return true;
    case "ArrowLeft":
      if (field.fields && unfolded.has(chosen)) onFold(chosen, false);
      else go(parent);
      return true;
    case "Enter":
    case " ":
      if (field.fields) onFold(chosen, !unfolded.has(chosen));
      return true;
    case "*":
      for (const { field, at, parent: other } of tree.fields) {
        if (other === parent && field.fields) onFold(at, true);
      }
      return true;
    default:
      return false;
  }
}

function Item({ one, all }: { readonly one: FlatField; readonly all: FieldTreeProps }): VNode {
  const { field, at, depth, place, siblings } = one;
  const { unfolded, lit, chosen, onChoose, onPoint, onFold } = all;
  const t = useText();
  const open = unfolded.has(at);
  const light = at === lit.inner ? " lit" : lit.around.has(at) ? " lit-around" : "";
  return html`
    <div
      role="treeitem"
      class=${`tree-item${light}`}
      data-at=${at}
      style=${{ paddingInlineStart: `${0.5 + depth * 0.9}rem` }}
      tabindex=${at === chosen ? 0 : -1}
      aria-level=${depth + 1}
      aria-setsize=${siblings}
      aria-posinset=${place}
      aria-selected=${at === chosen}
      aria-expanded=${field.fields ? open : undefined}
      onClick=${() => onChoose(at)}
      onFocus=${() => at === chosen || onChoose(at)}
      onMouseEnter=${() => onPoint(at)}
    >
      <span
        class=${field.fields ? `tree-fold${open ? " open" : ""}` : "tree-leaf"}
        aria-hidden="true"
        onClick=${(event: MouseEvent) => {
          if (!field.fields) return;
          event.stopPropagation();
          onFold(at, !open);
        }}
      ></span>
      <span class="field-name">${visible(field.name)}</span>
      <span class="field-value">${valueOf(field)}</span>
      <span class="field-length">${t({
        en: `${field.length} B`,
        zh: `${field.length} 字节`,
      })}</span>
    </div>
  `;
}

/**
 * What a field says.
 *
 * @param field The field.
 * @returns Its meaning, and its value where that is a number or the only thing there is.
 */
export function valueOf({ value, meaning }: DetailField): string {
  const said = typeof value === "number" && meaning !== undefined
    ? `0x${value.toString(16).padStart(2, "0")}`
    : value === undefined
    ? ""
    : String(value);
  return visible(meaning === undefined ? said : said === "" ? meaning : `${meaning} (${said})`);
}
