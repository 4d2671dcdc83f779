/**
 * Where on the wire the tap did something: before the row that was changed, or that passed after it.
 *
 * @module
 */
import type { LogRow, OpenedRow, PassedRow } from "../../view/protocol.ts";
import type { Place } from "../state.ts";
import type { RowGroup } from "./rows.ts";

/** What the tap did, and where among the rows of a group. */
export interface Mark {
  /** The position of the row of the group before which it stands; how many rows there are if it is last. */
  readonly before: number;
  /** What the tap tells of it. */
  readonly note: LogRow;
}

/** What passed, and what is shown of it. */
export interface Rows {
  /** What was said. */
  readonly opened: readonly OpenedRow[];
  /** What passed. */
  readonly passed: readonly PassedRow[];
  /** Which of the two is shown. */
  readonly list: Place["list"];
}

/**
 * Where the tap did something.
 *
 * @param groups The groups shown.
 * @param rows What they are of.
 * @param notes What the tap tells, in order of time.
 * @returns The marks of each group. What no row came after is at the end of the group with the last row.
 */
export function marksOf(
  groups: readonly RowGroup[],
  rows: Rows,
  notes: readonly LogRow[],
): ReadonlyMap<RowGroup, readonly Mark[]> {
  const marks = new Map<RowGroup, Mark[]>();
  for (const note of notes) {
    const found = placeOf(note, rows);
    const row = found < 0 ? rows[rows.list].length - 1 : found;
    const group = groups.find(({ rows }) => rows.includes(row));
    if (group === undefined) continue;
    const before = group.rows.indexOf(row) + (found < 0 ? 1 : 0);
    marks.set(group, [...marks.get(group) ?? [], { before, note }]);
  }
  return marks;
}

/** The index of the row a note belongs before; -1 if none came after it. */
function placeOf({ kind, time }: LogRow, rows: Rows): number {
  const shown = rows[rows.list];
  const next = shown.findIndex((row) => row.time >= time);
  if (kind !== "bad") return next;
  const failed = rows.opened.find((row) => row.kind === "malformed" && row.time >= time);
  if (failed !== undefined) return rows.list === "opened" ? failed.index : recordOf(failed, rows);
  // Without TLS a change leaves no trace. The tap tells of it just before it passes on what it changed.
  return next;
}

/** The index of the record that failed: of those that came at once, the last ones fail. */
function recordOf(failed: OpenedRow, { opened, passed }: Rows): number {
  const alike = ({ from, time }: OpenedRow | PassedRow) =>
    from === failed.from && time === failed.time;
  const failures = opened.filter((row) => row.kind === "malformed" && alike(row)).length;
  return passed.filter(alike).at(-failures)?.index ?? -1;
}

/** Rows of a group that stand together, and what the tap did after them. */
export interface Part {
  /** The position of the first of them. */
  readonly start: number;
  /** The position after the last. */
  readonly end: number;
  /** What the tap tells of it. */
  readonly told: readonly LogRow[];
}

/**
 * The rows of a group, parted where the tap did something.
 *
 * @param count How many rows there are.
 * @param marks Where the tap did something.
 * @returns The parts, which together have all the rows.
 */
export function parted(count: number, marks: readonly Mark[]): Part[] {
  const places = Map.groupBy(marks.toSorted((a, b) => a.before - b.before), ({ before }) => before);
  const parts: Part[] = [];
  let start = 0;
  for (const [end, here] of places) {
    parts.push({ start, end, told: here.map(({ note }) => note) });
    start = end;
  }
  if (start < count) parts.push({ start, end: count, told: [] });
  return parts;
}
