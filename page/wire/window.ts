/**
 * Which rows of a long list can be seen.
 *
 * @module
 */

/** Rows from `first` up to, not including, `end`. */
export interface Window {
  /** The first row. */
  readonly first: number;
  /** The row after the last. */
  readonly end: number;
}

/** Where a list of rows of one height is, in pixels. */
export interface Scrolled {
  /** How far the list's beginning is above the top of what can be seen; negative if below it. */
  readonly above: number;
  /** The height of what can be seen. */
  readonly height: number;
  /** The height of each row. */
  readonly rowHeight: number;
  /** How many rows there are. */
  readonly count: number;
}

/** How many rows beyond what can be seen are kept ready, so that scrolling shows no gap. */
const SPARE = 6;

/**
 * Which rows have to be there.
 *
 * @param scrolled Where the list is.
 * @returns The rows that can be seen, with a few on either side; none if the list is far away.
 */
export function visibleRows({ above, height, rowHeight, count }: Scrolled): Window {
  const clamp = (row: number) => Math.max(0, Math.min(count, row));
  const first = clamp(Math.floor(above / rowHeight) - SPARE);
  return { first, end: Math.max(first, clamp(Math.ceil((above + height) / rowHeight) + SPARE)) };
}
