/**
 * Which fields are lit, and so which bytes.
 *
 * @module
 */
import { type FlatTree, pathTo } from "./flat.ts";

/** The fields that are lit. */
export interface Lit {
  /** The field itself; -1 for none. */
  readonly inner: number;
  /** The fields it is a part of. */
  readonly around: ReadonlySet<number>;
  /** The bytes of the field. */
  readonly bytes: Range;
  /** The bytes of the nearest field it is a part of. */
  readonly aroundBytes: Range;
}

/** Bytes from `start` up to, not including, `end`. */
export interface Range {
  /** The first byte. */
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
}

const NOTHING: Range = { start: 0, end: 0 };

/**
 * What is lit with a field.
 *
 * @param tree The tree.
 * @param at The field's position; -1 for none.
 * @returns The fields and bytes to light.
 */
export function litBy(tree: FlatTree, at: number): Lit {
  const path = pathTo(tree, at);
  const rangeOf = (one: number | undefined): Range => {
    const field = one === undefined ? undefined : tree.fields[one]?.field;
    return field ? { start: field.offset, end: field.offset + field.length } : NOTHING;
  };
  return {
    inner: at,
    around: new Set(path.slice(0, -1)),
    bytes: rangeOf(at),
    aroundBytes: rangeOf(path.at(-2)),
  };
}
