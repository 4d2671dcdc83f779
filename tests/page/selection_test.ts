import { assertEquals } from "@std/assert";
import { counterpart, listInSight, overtaken, stepped, unsealed } from "../../page/selection.ts";
import { openedRow, passedRow } from "./session_state.ts";

/** One record with two messages, one of the server's, and one message over two records. */
const ROWS = {
  opened: [
    openedRow(0, { records: [1] }),
    openedRow(1, { records: [1] }),
    openedRow(2, { from: "server", records: [1] }),
    openedRow(3, { from: "server", records: [2, 3] }),
  ],
  passed: [
    passedRow(0, { record: 1 }),
    passedRow(1, { from: "server", record: 1 }),
    passedRow(2, { from: "server", record: 2 }),
    passedRow(3, { from: "server", record: 3 }),
    passedRow(4, { from: "server", record: 4 }),
  ],
};

Deno.test("page/selection: with the keys one sees what was said, without them what passed", () => {
  assertEquals(listInSight(ROWS, "keys"), "opened");
  assertEquals(listInSight(ROWS, "eavesdropper"), "passed");
});

Deno.test("page/selection: as long as nothing is read both sights see what passed", () => {
  assertEquals(listInSight({ opened: [], passed: ROWS.passed }, "keys"), "passed");
});

Deno.test("page/selection: without TLS a message is what passed at the same place, and back", () => {
  const rows = {
    opened: [0, 1, 2].map((index) => openedRow(index, { kind: "data", records: [] })),
    passed: [0, 1, 2].map((index) => passedRow(index, { name: "plain", record: 0 })),
  };
  const [said, passed] = [{ list: "opened", index: 1 }, { list: "passed", index: 1 }] as const;
  assertEquals(counterpart(rows, said, "eavesdropper"), passed);
  assertEquals(counterpart(rows, passed, "keys"), said);
});

/** Two records whose key came late: the first was opened by it, the second was not. */
const LATE = {
  opened: [
    openedRow(0, { kind: "sealed", records: [1] }),
    openedRow(1, { kind: "sealed", records: [2] }),
    openedRow(2, { records: [1] }),
  ],
  passed: [passedRow(0, { record: 1 }), passedRow(1, { record: 2 })],
};

Deno.test("page/selection: what a late key has opened is overtaken, what it has not stays", () => {
  assertEquals([...overtaken(LATE.opened)], [0]);
});

Deno.test("page/selection: a record that a late key has opened becomes its message", () => {
  const place = { list: "passed", index: 0 } as const;
  assertEquals(counterpart(LATE, place, "keys"), { list: "opened", index: 2 });
});

Deno.test("page/selection: a chosen row that a late key has overtaken gives way to its message", () => {
  const at = (index: number) => ({ list: "opened", index } as const);
  assertEquals(unsealed(LATE, at(0)), at(2));
  assertEquals(unsealed(LATE, at(1)), at(1));
});

Deno.test("page/selection: a message becomes its first record, of its own side", () => {
  const place = { list: "opened", index: 3 } as const;
  assertEquals(counterpart(ROWS, place, "eavesdropper"), { list: "passed", index: 2 });
});

Deno.test("page/selection: any record of a message becomes that message", () => {
  const place = { list: "passed", index: 3 } as const;
  assertEquals(counterpart(ROWS, place, "keys"), { list: "opened", index: 3 });
});

Deno.test("page/selection: a record with two messages becomes the first of them", () => {
  const place = { list: "passed", index: 0 } as const;
  assertEquals(counterpart(ROWS, place, "keys"), { list: "opened", index: 0 });
});

Deno.test("page/selection: a record in which nothing was found becomes nothing", () => {
  assertEquals(counterpart(ROWS, { list: "passed", index: 4 }, "keys"), null);
});

Deno.test("page/selection: what is in sight already stays", () => {
  const place = { list: "opened", index: 2 } as const;
  assertEquals(counterpart(ROWS, place, "keys"), place);
});

Deno.test("page/selection: steps follow the order shown", () => {
  const order = [2, 0, 1];
  const from = (index: number) => ({ list: "opened", index } as const);
  assertEquals(stepped(order, from(2), "opened", 1)?.index, 0);
  assertEquals(stepped(order, from(1), "opened", -1)?.index, 0);
});

Deno.test("page/selection: steps stop at both ends", () => {
  const order = [2, 0, 1];
  assertEquals(stepped(order, { list: "opened", index: 2 }, "opened", -5)?.index, 2);
  assertEquals(stepped(order, { list: "opened", index: 0 }, "opened", 9)?.index, 1);
});

Deno.test("page/selection: with nothing chosen a step chooses the first or the last", () => {
  assertEquals(stepped([2, 0, 1], null, "opened", 1)?.index, 2);
  assertEquals(stepped([2, 0, 1], null, "opened", -1)?.index, 1);
});

Deno.test("page/selection: there is no step among no rows", () => {
  assertEquals(stepped([], null, "opened", 1), null);
});
