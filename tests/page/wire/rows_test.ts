import { assertEquals } from "@std/assert";
import { groupRows, readableIn, type Shown, shownOrder } from "../../../page/wire/rows.ts";
import { passing, said, session, TLS_13 } from "./said.ts";

const PASSED = passing(TLS_13);

function shown(differs: Partial<Shown> = {}): Shown {
  return {
    session: session(),
    opened: TLS_13,
    passed: PASSED,
    sight: "keys",
    order: "steps",
    ...differs,
  };
}

/** Each group with its rows. */
function grouped(differs: Partial<Shown> = {}): [string, readonly number[]][] {
  return groupRows(shown(differs)).map(({ id, rows }) => [id, rows]);
}

Deno.test("page/rows: with the keys, every message is in its step", () => {
  assertEquals(grouped(), [
    ["ask", [0]],
    ["prove", [4, 5]],
    ["request", []],
    ["agree", [1, 3]],
    ["keys", [2, 6, 7, 8]],
    ["talk", [9, 10, 11]],
    ["end", [12]],
  ]);
});

Deno.test("page/rows: without keys, there are the hellos and sealed envelopes", () => {
  assertEquals(grouped({ sight: "eavesdropper" }), [
    ["ask", [0]],
    ["agree", [1]],
    ["keys", [2, 7]],
    ["sealed", [3, 4, 5, 6, 8, 9, 10, 11, 12]],
  ]);
});

Deno.test("page/rows: in order of time, rows are in one group as they passed", () => {
  const all: [string, number[]][] = [["all", TLS_13.map((_, index) => index)]];
  assertEquals(grouped({ order: "time" }), all);
  assertEquals(grouped({ order: "time", sight: "eavesdropper" }), all);
});

Deno.test("page/rows: a handshake that has only begun shows all five steps", () => {
  const opened = said("client client_hello");
  const going = session({ completed: false, ended: null });
  assertEquals(
    grouped({ session: going, opened, passed: passing(opened) }).map(([id]) => id),
    ["ask", "prove", "request", "agree", "keys"],
  );
});

Deno.test("page/rows: plain text is talk and has no handshake", () => {
  const opened = said("client data", "server data");
  const plain = session({ tls: false, completed: false, ended: null });
  assertEquals(grouped({ session: plain, opened, passed: passing(opened) }), [["talk", [0, 1]]]);
  assertEquals(
    grouped({ session: plain, opened: [], passed: passing(opened), sight: "eavesdropper" }),
    [["talk", [0, 1]]],
  );
});

Deno.test("page/rows: several messages in one record are all named to an eavesdropper", () => {
  const opened = said("server server_hello", "server certificate", "server server_hello_done")
    .map((row) => ({ ...row, records: [1] }));
  const [record] = passing(opened);
  assertEquals(readableIn(opened)(record!).map(({ name }) => name), [
    "server_hello",
    "certificate",
    "server_hello_done",
  ]);
});

Deno.test("page/rows: an eavesdropper can read nothing in a sealed record", () => {
  assertEquals(readableIn(TLS_13)(PASSED[4]!), []);
});

Deno.test("page/rows: records of the two sides with the same number are not mixed up", () => {
  const names = PASSED.slice(0, 2).map((record) => readableIn(TLS_13)(record)[0]?.name);
  assertEquals(names, ["client_hello", "server_hello"]);
});

Deno.test("page/rows: one steps through the rows in the order they are shown", () => {
  const order = shownOrder(groupRows(shown()));
  assertEquals(order, [0, 4, 5, 1, 3, 2, 6, 7, 8, 9, 10, 11, 12]);
});

Deno.test("page/rows: a record that a late key has opened is not shown as sealed any more", () => {
  const [hello, sealed, data] = said("client client_hello", "server sealed*", "server data*");
  const opened = [hello!, sealed!, { ...data!, records: sealed!.records }];
  assertEquals(grouped({ opened, order: "time" }), [["all", [0, 2]]]);
  assertEquals(grouped({ opened }).filter(([, rows]) => rows.length > 0), [
    ["ask", [0]],
    ["talk", [2]],
  ]);
});
