import { assertEquals } from "@std/assert";
import type { LogRow, OpenedRow } from "../../../view/protocol.ts";
import { marksOf, parted, type Rows } from "../../../page/wire/marks.ts";
import type { RowGroup } from "../../../page/wire/rows.ts";
import { passing, said } from "./said.ts";

/** What the tap tells, at a time in milliseconds. */
function note(time: number, kind: LogRow["kind"] = "bad"): LogRow {
  return { index: 0, who: "tap", time: time / 1000, kind, text: "Changed" };
}

/** Before which row of which group each note stands, of groups with these rows. */
function places(
  groups: readonly (readonly number[])[],
  { opened, list = "opened" }: { opened: readonly OpenedRow[]; list?: Rows["list"] },
  ...notes: readonly LogRow[]
): [number, number][] {
  const shown = groups.map((rows): RowGroup => ({
    id: "all",
    number: undefined,
    title: undefined,
    sentence: undefined,
    rows,
  }));
  const marks = marksOf(shown, { opened, passed: passing(opened), list }, notes);
  return [...marks].flatMap(([group, all]) =>
    all.map(({ before }): [number, number] => [shown.indexOf(group), before])
  );
}

/** The same, all at one time in milliseconds. */
function at(time: number, rows: readonly OpenedRow[]): OpenedRow[] {
  return rows.map((row) => ({ ...row, time: time / 1000 }));
}

Deno.test("page/marks: a note stands before the first row that passed after it", () => {
  const opened = said("client client_hello", "server server_hello", "client finished*");
  assertEquals(places([[0, 2], [1]], { opened }, note(1, "note")), [[1, 0]]);
});

Deno.test("page/marks: a change stands before what could not be read, not before what came with it", () => {
  const opened = at(7.2, said("client finished*", "client data*", "client malformed"));
  assertEquals(places([[0, 1, 2]], { opened }, note(6.9)), [[0, 2]]);
});

Deno.test("page/marks: an eavesdropper sees a change before the first record that failed", () => {
  const opened = at(
    7.2,
    said("server data*", "client client_hello", "server malformed", "server malformed"),
  );
  assertEquals(places([[0, 1, 2, 3]], { opened, list: "passed" }, note(6.9)), [[0, 2]]);
});

Deno.test("page/marks: without TLS a change stands before what passed next, however soon more came", () => {
  const opened = said("client data", "server data", "client data")
    .map((row, i) => ({ ...row, time: [0.0006, 0.0011, 0.0042][i]! }));
  assertEquals(places([[0, 1, 2]], { opened }, note(0.3)), [[0, 0]]);
});

Deno.test("page/marks: what no row came after is the last of its group", () => {
  const opened = said("client client_hello", "server server_hello");
  assertEquals(places([[1], [0]], { opened }, note(500, "note")), [[0, 1]]);
});

Deno.test("page/marks: without any rows there is nowhere to put a note", () => {
  assertEquals(places([], { opened: [] }, note(1)), []);
});

Deno.test("page/marks: rows are parted where notes stand, and none is lost", () => {
  const marks = [4, 2, 2].map((before) => ({ before, note: note(before) }));
  const parts = parted(6, marks).map(({ start, end, told }) => [start, end, told.length]);
  assertEquals(parts, [[0, 2, 2], [2, 4, 1], [4, 6, 0]]);
});

Deno.test("page/marks: rows without notes stay together", () => {
  assertEquals(parted(3, []), [{ start: 0, end: 3, told: [] }]);
});
