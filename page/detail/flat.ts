/**
 * A tree of fields laid flat, so that what covers a byte is found at once, however large the message.
 *
 * @module
 */
import type { DetailField } from "../../view/protocol.ts";

/** A field at its place in the tree. */
export interface FlatField {
  /** The field. */
  readonly field: DetailField;
  /** Its position among all fields, which is how it is called here. */
  readonly at: number;
  /** The position of the field it is a part of; -1 for none. */
  readonly parent: number;
  /** How many fields it is within. */
  readonly depth: number;
  /** The position after the last field within it. */
  readonly end: number;
  /** Its place among its siblings, from 1. */
  readonly place: number;
  /** How many siblings there are, itself included. */
  readonly siblings: number;
}

/** A tree laid flat. */
export interface FlatTree {
  /** All fields, each before those within it. */
  readonly fields: readonly FlatField[];
  /** The positions of the fields that have no parts and cover a byte at least, in order of their bytes. */
  readonly leaves: readonly number[];
}

/**
 * Lays a tree flat.
 *
 * @param tree Fields that tile a message.
 * @returns All of them, in order.
 */
export function flatten(tree: readonly DetailField[]): FlatTree {
  const fields: FlatField[] = [];
  const leaves: number[] = [];
  const lay = (siblings: readonly DetailField[], parent: number, depth: number) => {
    siblings.forEach((field, i) => {
      const at = fields.length;
      fields.push(undefined!); // Its end is known once everything within it is laid.
      if (field.fields) lay(field.fields, at, depth + 1);
      else if (field.length > 0) leaves.push(at);
      fields[at] = {
        field,
        at,
        parent,
        depth,
        end: fields.length,
        place: i + 1,
        siblings: siblings.length,
      };
    });
  };
  lay(tree, -1, 0);
  return { fields, leaves };
}

/**
 * The innermost field that covers a byte.
 *
 * @param tree The tree.
 * @param offset Which byte.
 * @returns The field's position; -1 if none covers it.
 */
export function leafAt({ fields, leaves }: FlatTree, offset: number): number {
  let [low, high] = [0, leaves.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { field, at } = fields[leaves[middle]!]!;
    if (offset < field.offset) high = middle - 1;
    else if (offset >= field.offset + field.length) low = middle + 1;
    else return at;
  }
  return -1;
}

/**
 * A field and all it is within.
 *
 * @param tree The tree.
 * @param at The field's position.
 * @returns The positions, from the outermost to the field itself.
 */
export function pathTo({ fields }: FlatTree, at: number): number[] {
  const path: number[] = [];
  for (let one = at; one >= 0; one = fields[one]!.parent) path.unshift(one);
  return path;
}

/**
 * Whether a field is a part of another, however deep.
 *
 * @param tree The tree.
 * @param at The field's position; -1 for none.
 * @param around The position of the other.
 * @returns Whether it is; no field is a part of itself.
 */
export function isWithin({ fields }: FlatTree, at: number, around: number): boolean {
  return at > around && at < fields[around]!.end;
}

/**
 * The fields to show when some are unfolded.
 *
 * @param tree The tree.
 * @param unfolded The positions of the fields whose parts are shown.
 * @returns The positions of all fields that show, in order.
 */
export function shownFields({ fields }: FlatTree, unfolded: ReadonlySet<number>): number[] {
  const shown: number[] = [];
  for (let at = 0; at < fields.length;) {
    shown.push(at);
    at = unfolded.has(at) ? at + 1 : fields[at]!.end;
  }
  return shown;
}

/** Up to how many fields a tree is shown with all of them unfolded. */
const FEW = 120;

/**
 * The fields that are unfolded at first: all, or the outer ones where there are many.
 *
 * @param tree The tree.
 * @returns Their positions.
 */
export function unfoldedAtFirst({ fields }: FlatTree): Set<number> {
  return new Set(
    fields.filter(({ field, depth }) => field.fields && (fields.length <= FEW || depth < 2))
      .map(({ at }) => at),
  );
}
