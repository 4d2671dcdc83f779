/**
 * A list of many rows, of which only those that can be seen are in the page.
 *
 * @module
 */
import type { Ref } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html, type VNode } from "../html.ts";
import { visibleRows, type Window } from "./window.ts";

/** What a list shows, and where. */
export interface VirtualListProps {
  /** How many rows there are. */
  readonly count: number;
  /** The height of each row, in rem. */
  readonly rowHeight: number;
  /** What a row shows. */
  readonly row: (position: number) => VNode;
  /** What scrolls around the list. */
  readonly scroller: { readonly current: HTMLElement | null };
  /** Rows that are there even if they cannot be seen, as the one that has the focus must be. */
  readonly keep?: readonly number[];
  /** What the list is to those who do not see it, where its rows say what they are themselves. */
  readonly role?: "tree" | "presentation";
  /** The class of the list. */
  readonly className?: string;
  /** What the list is called. */
  readonly label?: string;
}

/**
 * A list of rows of one height.
 *
 * @param props What it shows, and where.
 * @returns The list, as high as if all its rows were there.
 */
export function VirtualList(props: VirtualListProps): VNode {
  const { count, rowHeight, row, keep = [], role, className, label } = props;
  const list: Ref<HTMLOListElement> = useRef(null);
  const { first, end } = useWindow(list, props);
  const positions = Array.from({ length: end - first }, (_, i) => first + i);
  const beyond = keep.filter((one) => one >= 0 && one < count && (one < first || one >= end));
  positions.push(...new Set(beyond));
  positions.sort((a, b) => a - b);
  return html`
    <ol
      ref=${list}
      class=${className}
      role=${role}
      aria-label=${label}
      style=${{ height: `${count * rowHeight}rem`, position: "relative" }}
    >
      ${positions.map((position) =>
        html`
          <li
            key=${position}
            aria-setsize=${role ? undefined : count}
            aria-posinset=${role ? undefined : position + 1}
            role=${role && "none"}
            style=${{
              position: "absolute",
              insetInline: 0,
              height: `${rowHeight}rem`,
              top: `${position * rowHeight}rem`,
            }}
          >
              ${row(position)}
            </li>
        `
      )}
    </ol>
  `;
}

/** The rows that can be seen now; the component is drawn again when they change. */
function useWindow(
  list: { readonly current: HTMLElement | null },
  { count, rowHeight, scroller }: VirtualListProps,
): Window {
  const [seen, setSeen] = useState<Window>({ first: 0, end: Math.min(count, 40) });
  const look = () => {
    const around = scroller.current;
    if (!around || !list.current) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const now = visibleRows({
      above: around.getBoundingClientRect().top - list.current.getBoundingClientRect().top,
      height: around.clientHeight,
      rowHeight: rowHeight * rem,
      count,
    });
    setSeen((last) => last.first === now.first && last.end === now.end ? last : now);
  };
  // What is above may have grown, so every drawing looks anew.
  useLayoutEffect(look);
  useLayoutEffect(() => {
    const around = scroller.current!;
    const resized = new ResizeObserver(look);
    resized.observe(around);
    around.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      around.removeEventListener("scroll", look);
    };
  }, [count, rowHeight]);
  return { first: Math.min(seen.first, count), end: Math.min(seen.end, count) };
}

/**
 * Scrolls until a row can be seen, and nothing but the list.
 *
 * @param scroller What scrolls.
 * @param row The row.
 */
export function reveal(scroller: HTMLElement, row: Element): void {
  const [around, inside] = [scroller.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inside.top < around.top) scroller.scrollTop -= around.top - inside.top;
  else if (inside.bottom > around.bottom) scroller.scrollTop += inside.bottom - around.bottom;
}
