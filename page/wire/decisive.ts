/**
 * The row that tells most of how a session went wrong.
 *
 * @module
 */
import type { OpenedRow } from "../../view/protocol.ts";

/**
 * The row to look at where something went wrong.
 *
 * @param opened What was said.
 * @returns The first that could not be read; else the alert that broke the connection off, which a
 * warning does not; undefined if
 * there is neither.
 */
export function decisiveRow(opened: readonly OpenedRow[]): OpenedRow | undefined {
  return opened.find(({ kind }) => kind === "malformed") ??
    opened.find(({ kind, facts }) => kind === "alert" && facts[0] === "fatal");
}
