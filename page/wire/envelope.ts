/**
 * Envelopes: what is sealed, as it passes and once it is opened.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";

/**
 * An envelope.
 *
 * @param props Whether it is open.
 * @returns A drawing, which says nothing to those who cannot see it: its row does.
 */
export function Envelope({ open }: { readonly open: boolean }): VNode {
  return open
    ? html`
      <svg class="envelope" viewBox="0 0 24 20" aria-hidden="true">
        <path class="envelope-flap" d="M2 8 L12 1 L22 8 Z" />
        <path class="envelope-letter" d="M5 4 H19 V14 H5 Z" />
        <path class="envelope-line" d="M8 7.5 H16 M8 10 H14" />
        <path class="envelope-body" d="M2 8 L12 14.5 L22 8 V19 H2 Z" />
      </svg>
    `
    : html`
      <svg class="envelope" viewBox="0 0 24 20" aria-hidden="true">
        <path class="envelope-body" d="M2 3 H22 V19 H2 Z" />
        <path class="envelope-line" d="M2 3 L12 10.5 L22 3" />
        <path class="envelope-lock" d="M8.5 10.5 H15.5 V16 H8.5 Z" />
        <path class="envelope-shackle" d="M9.9 10.5 V8.8 A2.1 2.1 0 0 1 14.1 8.8 V10.5" />
      </svg>
    `;
}

/**
 * An arrow from one side to the other, as wide as there is room.
 *
 * @param props Who sends, and whether what passes is sealed.
 * @returns A drawing, which says nothing to those who cannot see it: its row does.
 */
export function Arrow(
  { from, sealed }: { readonly from: "client" | "server"; readonly sealed: boolean },
): VNode {
  const tip = from === "client" ? "100%" : "0";
  const head = from === "client" ? "M-9 -4.5 L0 0 L-9 4.5 Z" : "M9 -4.5 L0 0 L9 4.5 Z";
  // A line that passes sealed is drawn as a pipe.
  return html`
    <svg class="arrow" aria-hidden="true">
      ${sealed
        ? html`
          <line class="arrow-pipe" x1="0" x2="100%" y1="4" y2="4" />
          <line class="arrow-pipe" x1="0" x2="100%" y1="8" y2="8" />
        `
        : html`
          <line class="arrow-line" x1="0" x2="100%" y1="6" y2="6" />
        `}
      <svg x=${tip} y="6" overflow="visible"><path class="arrow-head" d=${head} /></svg>
    </svg>
  `;
}
