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
 * Which list the wire shows. As long as nothing has been read in what passed, both sights see that.
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
  const found = list === "passed" ? recordOf(rows, place.index) : messageIn(rows, place.index);
  return found === undefined ? null : { list, index: found.index };
}

/**
 * The rows that say a record stays closed which its key, coming late, has opened after all: they are not
 * shown any longer.
 *
 * @param opened What was said.
 * @returns Their indexes.
 */
export function overtaken(opened: readonly OpenedRow[]): ReadonlySet<number> {
  const sealed = opened.filter(({ kind }) => kind === "sealed");
  if (sealed.length === 0) return NONE;
  const keys = ({ from, records }: OpenedRow) => records.map((record) => `${from} ${record}`);
  const unsealed = new Set(opened.filter(({ kind }) => kind !== "sealed").flatMap(keys));
  return new Set(
    sealed.filter((row) => keys(row).every((key) => unsealed.has(key))).map(({ index }) => index),
  );
}

const NONE: ReadonlySet<number> = new Set();

/**
 * The row to choose instead of one that a late key has overtaken.
 *
 * @param rows The session's rows.
 * @param place The row that is chosen.
 * @returns The first message found in its record; the same row if it is shown as before.
 */
export function unsealed({ opened }: WireRows, place: Place): Place {
  const row = place.list === "opened" ? opened[place.index] : undefined;
  if (row?.kind !== "sealed") return place;
  const hidden = overtaken(opened);
  if (!hidden.has(row.index)) return place;
  const found = opened.find((one) =>
    one.from === row.from && !hidden.has(one.index) && one.records.includes(row.records[0]!)
  );
  return found === undefined ? place : { list: "opened", index: found.index };
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

/** The first record a message came in; without TLS, what passed as the message of the same place. */
function recordOf({ opened, passed }: WireRows, index: number): PassedRow | undefined {
  const row = opened[index];
  if (row !== undefined && isPlain(row)) {
    return passed.filter(({ record }) => record === 0)[opened.filter(isPlain).indexOf(row)];
  }
  return passed.find((one) => one.from === row?.from && one.record === row.records[0]);
}

/** The first message a record carries; without TLS, the message of the same place. */
function messageIn({ opened, passed }: WireRows, index: number): OpenedRow | undefined {
  const row = passed[index];
  if (row?.record === 0) {
    return opened.filter(isPlain)[passed.filter(({ record }) => record === 0).indexOf(row)];
  }
  const hidden = overtaken(opened);
  return opened.find((one) =>
    one.from === row?.from && one.records.includes(row.record) && !hidden.has(one.index)
  );
}

/** Whether a message came without TLS, and so in no record. */
function isPlain({ kind, records }: OpenedRow): boolean {
  return kind === "data" && records.length === 0;
}
