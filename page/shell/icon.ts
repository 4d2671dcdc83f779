/**
 * Small drawings, in the colour of the text around them.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";

/** The name of a drawing. */
export type IconName =
  | "good"
  | "refused"
  | "harmed"
  | "going"
  | "close"
  | "menu"
  | "copy"
  | "download"
  | "upload"
  | "play"
  | "light"
  | "dark"
  | "system";

/** The paths of each drawing, on a field of 24 by 24. */
const PATHS: Readonly<Record<IconName, string>> = {
  good: "M5 12.5l4.5 4.5L19 7.5",
  refused: "M12 3l7.5 3v5.5c0 4.6-3.1 7.9-7.5 9.5-4.4-1.6-7.5-4.9-7.5-9.5V6zM9 9l6 6M15 9l-6 6",
  harmed: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
  going: "M4 12h3l2.5-6 5 12L17 12h3",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  upload: "M12 16V5M7 9.5l5-5 5 5M5 20h14",
  play: "M8 5.5v13l10.5-6.5z",
  light:
    "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  dark: "M20 14.5A8.5 8.5 0 119.5 4 7 7 0 0020 14.5z",
  system: "M3.5 5h17v11h-17zM9 20h6M12 16v4",
};

/**
 * A drawing. It says nothing to a screen reader: the text beside it does.
 *
 * @param props What to draw.
 * @returns The drawing.
 */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return html`
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d=${PATHS[name]} />
    </svg>
  `;
}

/**
 * The mark of the lab: a client, a server, the wire between them, and someone looking at it.
 *
 * @returns The drawing.
 */
export function Mark(): VNode {
  return html`
    <svg class="mark" viewBox="0 0 48 32" aria-hidden="true" focusable="false">
      <path class="mark-wire" d="M6 16h10M32 16h10" />
      <circle class="mark-client" cx="6" cy="16" r="4.5" />
      <circle class="mark-server" cx="42" cy="16" r="4.5" />
      <circle class="mark-glass" cx="24" cy="14" r="8" />
      <path class="mark-glass" d="M29.5 20.5l5 6" />
      <path class="mark-pulse" d="M18 14h3l1.5-3.5 3 7L27 14h3" />
    </svg>
  `;
}
