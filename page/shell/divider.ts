/**
 * The line between the columns and the panels below them, which can be moved.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";

/** How far it can go either way, and how far an arrow key moves it, in percent of the height. */
const LEAST = 20;
const MOST = 80;
const STEP = 5;

/** What `Divider` takes. */
export interface DividerProps {
  /** How much of the height is above it, in percent. */
  readonly share: number;
  /** Told where it goes. */
  readonly onMove: (share: number) => void;
}

/**
 * The line.
 *
 * @param props Where it is.
 * @returns The line, to be drawn between two things in the same element.
 */
export function Divider({ share, onMove }: DividerProps): VNode {
  const t = useText();
  const move = (to: number) => onMove(Math.round(Math.max(LEAST, Math.min(MOST, to))));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowUp: share - STEP,
      ArrowDown: share + STEP,
      Home: LEAST,
      End: MOST,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const onPointerMove = (event: PointerEvent) => {
    const line = event.currentTarget as HTMLElement;
    if (!line.hasPointerCapture(event.pointerId)) return;
    const { top, height } = line.parentElement!.getBoundingClientRect();
    move((event.clientY - top) / height * 100);
  };
  return html`
    <div
      class="divider"
      role="separator"
      aria-orientation="horizontal"
      aria-label=${t({ en: "Height of the columns", zh: "各列的高度" })}
      aria-valuenow=${share}
      aria-valuemin=${LEAST}
      aria-valuemax=${MOST}
      tabindex="0"
      onKeyDown=${onKeyDown}
      onPointerDown=${(event: PointerEvent) =>
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)}
      onPointerMove=${onPointerMove}
    ></div>
  `;
}
