import { assertEquals } from "@std/assert";
import type { OpenedRow } from "../../../view/protocol.ts";
import { decisiveRow } from "../../../page/wire/decisive.ts";
import { said } from "./said.ts";

/** What was said, the alerts with what they say. */
function saidWith(alert: string, ...words: readonly string[]): OpenedRow[] {
  const facts = alert.split(" ");
  return said(...words).map((row) => row.kind === "alert" ? { ...row, facts } : row);
}

Deno.test("page/decisive: what could not be read comes before the alert that followed", () => {
  const rows = saidWith(
    "fatal bad_record_mac",
    "client data*",
    "client malformed",
    "server alert*",
  );
  assertEquals(decisiveRow(rows)?.index, 1);
});

Deno.test("page/decisive: an alert that broke the connection off is it", () => {
  const rows = saidWith("fatal unknown_ca", "client client_hello", "client alert");
  assertEquals(decisiveRow(rows)?.index, 1);
});

Deno.test("page/decisive: an orderly goodbye is not", () => {
  const rows = saidWith("warning close_notify", "client data*", "client alert*");
  assertEquals(decisiveRow(rows), undefined);
});

Deno.test("page/decisive: a warning after which the talk went on is not", () => {
  const rows = saidWith("warning unrecognized_name", "client client_hello", "server alert");
  assertEquals(decisiveRow(rows), undefined);
});
