/**
 * The bytes of a message, each line with the name of the field they are.
 *
 * @module
 */
import { dim, printable } from "../cli/terminal.ts";
import type { Field } from "../tls/field.ts";
import { saidBy } from "./tree.ts";

/** How many bytes a line holds. */
const WIDTH = 8;

/** As wide as what stands before a name: the indent, the place, the bytes. */
const MARGIN = " ".repeat(6 + 4 + 2 + 3 * WIDTH - 1 + 2);

/**
 * The annotated bytes of a message: one leaf of its tree after the other, groups as headings.
 *
 * @param bytes The message.
 * @param fields Its fields.
 * @returns The lines.
 */
export function hexLines(bytes: Uint8Array, fields: readonly Field[]): string[] {
  return annotated(bytes, fields, 0);
}

function annotated(bytes: Uint8Array, fields: readonly Field[], depth: number): string[] {
  return fields.flatMap((field) => {
    const { name, offset, length, fields: parts } = field;
    const said = saidBy(field);
    const label = `${"  ".repeat(depth)}${printable(name)}${said === "" ? "" : `  ${said}`}`;
    if (parts) {
      return [`${MARGIN}${label}`, ...annotated(bytes, parts, depth + 1)];
    }
    const rows = rowsOf(bytes.subarray(offset, offset + length), offset);
    return rows.map((row, i) => `      ${row}  ${i === 0 ? label : ""}`.trimEnd());
  });
}

/**
 * Bytes that have no names.
 *
 * @param bytes The bytes.
 * @returns The lines.
 */
export function rawHexLines(bytes: Uint8Array): string[] {
  return rowsOf(bytes, 0).map((row) => `      ${row}`.trimEnd());
}

function rowsOf(bytes: Uint8Array, start: number): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = bytes.subarray(at, at + WIDTH);
    const place = dim((start + at).toString(16).padStart(4, "0"));
    const digits = row.toHex().replace(/..(?!$)/g, "$& ");
    rows.push(`${place}  ${digits.padEnd(3 * WIDTH - 1)}`);
  }
  return rows;
}
