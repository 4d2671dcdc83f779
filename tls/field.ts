/**
 * What a message consists of: a tree of named fields, each at its place in the message.
 *
 * The leaves of a tree tile the message exactly: every byte belongs to one leaf and to no other. The tree
 * is built by the reading itself (`reader.ts`), so that what is shown and what is there cannot disagree.
 *
 * @module
 */

/** A named part of a message: a leaf, or a group of further fields that tile it. */
export interface Field {
  /** What the RFC calls it, such as `legacy_version`. */
  readonly name: string;
  /** Where it begins, in bytes from the start of the message. */
  readonly offset: number;
  /** How many bytes it takes; 0 for a group that is there but empty. */
  readonly length: number;
  /** What it says: a number as on the wire, or text. Bytes that are neither are left where they are. */
  readonly value?: number | string;
  /** The registered name of a number, or what bytes come to, such as `TLS 1.2` or `CN = localhost`. */
  readonly meaning?: string;
  /** The parts of a group, in order. */
  readonly fields?: readonly Field[];
}

/** The name of bytes that could not be decoded. */
export const UNDECODED = "undecoded";

/**
 * The leaves of a tree, in order.
 *
 * @param fields The tree.
 * @returns Every field without parts that covers at least a byte.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leavesOf } from "./field.ts";
 *
 * const pair = { name: "pair", offset: 0, length: 2, fields: [
 *   { name: "first", offset: 0, length: 1 },
 *   { name: "second", offset: 1, length: 1 },
 * ] };
 * assertEquals([...leavesOf([pair])].map(({ name }) => name), ["first", "second"]);
 * ```
 */
export function* leavesOf(fields: readonly Field[]): Generator<Field> {
  for (const field of fields) {
    if (field.fields) yield* leavesOf(field.fields);
    else if (field.length > 0) yield field;
  }
}

/**
 * Whether the leaves of a tree tile a message: no gap, no overlap, nothing beyond its end; and every
 * group spans exactly its parts.
 *
 * @param fields The tree.
 * @param length The length of the message.
 * @param start Where the tree begins; 0 by default.
 * @returns Undefined if they do, else what is wrong.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { tilingFault } from "./field.ts";
 *
 * const leaf = { name: "type", offset: 0, length: 1 };
 * assertEquals(tilingFault([leaf], 1), undefined);
 * assertEquals(tilingFault([leaf], 2), "ends at 1 instead of 2");
 * ```
 */
export function tilingFault(
  fields: readonly Field[],
  length: number,
  start = 0,
): string | undefined {
  let at = start;
  for (const field of fields) {
    if (field.offset !== at) return `${field.name} begins at ${field.offset} instead of ${at}`;
    if (field.fields) {
      const fault = tilingFault(field.fields, field.length, field.offset);
      if (fault !== undefined) return `${field.name}: ${fault}`;
    }
    at += field.length;
  }
  return at === start + length ? undefined : `ends at ${at} instead of ${start + length}`;
}
