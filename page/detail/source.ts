/**
 * Where something is defined.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";

/**
 * A source, as a link where it can be read.
 *
 * @param props The source.
 * @returns The link, which opens in a window of its own, or the source's name.
 */
export function Source(
  { of: { source, link } }: {
    readonly of: { readonly source: string; readonly link: string | null };
  },
): VNode {
  return link === null
    ? html`<span class="source">${source}</span>`
    : html`<a class="source" href=${link} target="_blank" rel="noopener noreferrer">${source}</a>`;
}
