/**
 * The trees that tshark prints as JSON: what it calls a field, and the field's text, its parts or, where
 * it occurs several times, a list of these. Beside each field `NAME` stands `NAME_raw`, its bytes.
 *
 * @module
 */

/** A field of a tree, or several of the same name. */
export type Tree = string | { readonly [name: string]: Tree } | readonly Tree[];

/** The occurrences of something in one place, which is a list only if there are several. */
export function listOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined) return [];
  return Array.isArray(tree) ? tree : [tree as Tree];
}

/** The parts of a field; none if it has none. */
export function partsOf(tree: Tree | undefined): { readonly [name: string]: Tree } {
  return typeof tree === "object" && !Array.isArray(tree) ? tree as Record<string, Tree> : {};
}

/** The bytes of every occurrence of a field in one place, in hexadecimal. */
export function rawOf(parts: { readonly [name: string]: Tree }, name: string): string[] {
  const raw = listOf(parts[`${name}_raw`]);
  const each = Array.isArray(raw[0]) ? raw : raw.length > 0 ? [raw] : [];
  return each.map((one) => (one as readonly Tree[])[0] as string);
}

/** The texts of a field wherever it occurs in a tree, in order. */
export function textsOf(tree: Tree, name: string): string[] {
  if (typeof tree === "string") return [];
  if (Array.isArray(tree)) return tree.flatMap((one) => textsOf(one, name));
  return Object.entries(tree).flatMap(([key, value]) => {
    if (key !== name) return key.endsWith("_raw") ? [] : textsOf(value, name);
    return listOf(value).flatMap((one) => typeof one === "string" ? [one] : textsOf(one, name));
  });
}

/** The numbers of a field wherever it occurs in a tree, in order. */
export function numbersOf(tree: Tree, name: string): number[] {
  return textsOf(tree, name).map(Number);
}

/** The bytes of a field wherever it occurs in a tree, in order, in hexadecimal; empty ones aside. */
export function bytesOf(tree: Tree, name: string): string[] {
  if (typeof tree === "string") return [];
  if (Array.isArray(tree)) return tree.flatMap((one) => bytesOf(one, name));
  return Object.entries(tree).flatMap(([key, value]) => {
    if (key === `${name}_raw`) return rawOf(tree as { [name: string]: Tree }, name).filter(Boolean);
    return key.endsWith("_raw") ? [] : bytesOf(value, name);
  });
}
