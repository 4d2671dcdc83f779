/**
 * Moving among the rows of the wire.
 *
 * @module
 */
import type { OpenedRow, PassedRow } from "../view/protocol.ts";
import type { Place, Sight } from "./state.ts";

/** The rows of a session that the wire can show. */
export interface WireRows {
  /** What was said in it. */
  readonly opened: readonly OpenedRow[];
  /** What passed of it. */
  readonly passed: readonly PassedRow[];
}

/**
 * Which list the wire shows: without TLS nothing is opened, and both sights see what passed.
 *
 * @param rows The session's rows.
 * @param sight The sight.
 * @returns The list.
 */
export function listInSight(rows: WireRows, sight: Sight): Place["list"] {
  return sight === "keys" && rows.opened.length > 0 ? "opened" : "passed";
}

/**
 * The same thing in the other sight: the first record of a message, or the first message in a record.
 *
 * @param rows The session's rows.
 * @param place The row that is chosen.
 * @param sight The sight that is wanted.
 * @returns The row to choose there; null if nothing there belongs to it.
 */
export function counterpart(rows: WireRows, place: Place, sight: Sight): Place | null {
  const list = listInSight(rows, sight);
  if (list === place.list) return place;
  const found = list === "passed"
    ? recordOf(rows.passed, rows.opened[place.index])
    : messageIn(rows.opened, rows.passed[place.index]);
  return found === undefined ? null : { list, index: found.index };
}

/**
 * The row so many rows further on.
 *
 * @param order The indexes of the rows in the order they are shown.
 * @param place The row that is chosen; null for none.
 * @param list The list the rows belong to.
 * @param by How many rows further; negative for back. Stops at the ends.
 * @returns The row to choose; null if there is none at all.
 */
export function stepped(
  order: readonly number[],
  place: Place | null,
  list: Place["list"],
  by: number,
): Place | null {
  const at = place?.list === list ? order.indexOf(place.index) : -1;
  const first = by > 0 ? 0 : order.length - 1;
  const next = at < 0 ? first : Math.max(0, Math.min(order.length - 1, at + by));
  const index = order[next];
  return index === undefined ? null : { list, index };
}

/** The first record a message came in. */
function recordOf(passed: readonly PassedRow[], row: OpenedRow | undefined): PassedRow | undefined {
  return passed.find((one) => one.from === row?.from && one.record === row.records[0]);
}

/** The first message a record carries. */
function messageIn(
  opened: readonly OpenedRow[],
  row: PassedRow | undefined,
): OpenedRow | undefined {
  return opened.find((one) => one.from === row?.from && one.records.includes(row.record));
}
