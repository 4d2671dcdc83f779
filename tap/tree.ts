/**
 * The fields of a message as an indented tree.
 *
 * @module
 */
import { pick } from "../cli/language.ts";
import { dim, printable, wrap } from "../cli/terminal.ts";
import { explainField } from "../tls/explain/explain.ts";
import type { Field } from "../tls/field.ts";

/** How a tree is drawn. */
export interface TreeOptions {
  /** Whether each field is explained. */
  readonly explain: boolean;
  /** How wide a line may be, in columns. */
  readonly width: number;
}

/** How many bytes of a field are shown. */
const SHOWN = 16;

/**
 * The tree of a message.
 *
 * @param name What the message is called.
 * @param bytes The message.
 * @param fields Its fields.
 * @param options How it is drawn.
 * @returns A line a field; more if it is explained.
 */
export function treeLines(
  name: string,
  bytes: Uint8Array,
  fields: readonly Field[],
  options: TreeOptions,
): string[] {
  const lines: string[] = [];
  branch([name], bytes, fields, options, lines);
  return lines;
}

function branch(
  path: string[],
  bytes: Uint8Array,
  fields: readonly Field[],
  options: TreeOptions,
  lines: string[],
): void {
  const indent = " ".repeat(4 + 2 * path.length);
  for (const field of fields) {
    lines.push(`${indent}${printable(field.name)}${valueText(bytes, field)}`);
    path.push(field.name);
    if (options.explain) {
      const why = explainField(path);
      const text = why ? `${pick(why.text)} ${why.source}` : "";
      for (const line of wrap(text, options.width - indent.length - 2)) {
        if (line !== "") lines.push(`${indent}  ${dim(line)}`);
      }
    }
    if (field.fields) branch(path, bytes, field.fields, options, lines);
    path.pop();
  }
}

function valueText(bytes: Uint8Array, field: Field): string {
  const said = saidBy(field);
  if (said !== "") return `  ${said}`;
  if (field.fields) return "";
  return `  ${dim(bytesText(bytes.subarray(field.offset, field.offset + field.length)))}`;
}

/**
 * What a field says, in words and numbers.
 *
 * @param field The field.
 * @returns Its meaning with its value, either, or nothing if it is plain bytes. Text is safe to print.
 */
export function saidBy({ value, meaning, length }: Field): string {
  if (meaning === undefined) {
    if (value === undefined) return "";
    return typeof value === "number" ? `${value}` : `"${printable(value)}"`;
  }
  const words = printable(meaning);
  if (value === undefined) return words;
  const plain = typeof value === "number"
    ? `0x${value.toString(16).padStart(2 * length, "0")}`
    : `"${printable(value)}"`;
  return `${words}  ${dim(plain)}`;
}

function bytesText(bytes: Uint8Array): string {
  const shown = bytes.subarray(0, SHOWN).toHex();
  return bytes.length > SHOWN ? `${shown}… (${bytes.length})` : shown;
}
