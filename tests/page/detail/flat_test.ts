import { assert, assertEquals } from "@std/assert";
import type { DetailField } from "../../../view/protocol.ts";
import {
  flatten,
  isWithin,
  leafAt,
  pathTo,
  shownFields,
  unfoldedAtFirst,
} from "../../../page/detail/flat.ts";
import { litBy } from "../../../page/detail/lit.ts";

/** A message of 8 bytes: a type, an empty list, and a list of two items, one of which is a pair. */
const FIELDS: readonly DetailField[] = [
  { name: "type", offset: 0, length: 1 },
  { name: "empty", offset: 1, length: 0, fields: [] },
  {
    name: "list",
    offset: 1,
    length: 7,
    fields: [
      { name: "one", offset: 1, length: 3 },
      { name: "nothing", offset: 4, length: 0 },
      {
        name: "pair",
        offset: 4,
        length: 4,
        fields: [
          { name: "left", offset: 4, length: 1 },
          { name: "right", offset: 5, length: 3 },
        ],
      },
    ],
  },
];
const TREE = flatten(FIELDS);
const name = (at: number) => TREE.fields[at]?.field.name;

Deno.test("page/flat: fields are laid in order, each before those within it", () => {
  assertEquals(TREE.fields.map(({ field }) => field.name), [
    "type",
    "empty",
    "list",
    "one",
    "nothing",
    "pair",
    "left",
    "right",
  ]);
  assertEquals(TREE.fields.map(({ depth }) => depth), [0, 0, 0, 1, 1, 1, 2, 2]);
});

Deno.test("page/flat: every field knows its place among its siblings", () => {
  const { place, siblings } = TREE.fields[5]!;
  assertEquals([place, siblings], [3, 3]);
});

Deno.test("page/flat: each byte has its innermost field", () => {
  assertEquals(Array.from({ length: 8 }, (_, offset) => name(leafAt(TREE, offset))), [
    "type",
    "one",
    "one",
    "one",
    "left",
    "right",
    "right",
    "right",
  ]);
});

Deno.test("page/flat: no field covers a byte outside of the message", () => {
  assertEquals([leafAt(TREE, -1), leafAt(TREE, 8)], [-1, -1]);
});

Deno.test("page/flat: the innermost field is found in each of many", () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({ name: `${i}`, offset: 3 * i, length: 3 }));
  const tree = flatten(many);
  for (let offset = 0; offset < 15_000; offset++) {
    assertEquals(leafAt(tree, offset), Math.floor(offset / 3));
  }
});

Deno.test("page/flat: the path to a field begins at the outermost", () => {
  assertEquals(pathTo(TREE, 7).map(name), ["list", "pair", "right"]);
});

Deno.test("page/flat: folded fields hide all that is within them", () => {
  assertEquals(shownFields(TREE, new Set()).map(name), ["type", "empty", "list"]);
  assertEquals(shownFields(TREE, new Set([5])).map(name), ["type", "empty", "list"]);
});

Deno.test("page/flat: unfolded fields show their parts", () => {
  assertEquals(shownFields(TREE, new Set([2])).map(name), [
    "type",
    "empty",
    "list",
    "one",
    "nothing",
    "pair",
  ]);
});

Deno.test("page/flat: a small tree is unfolded at first", () => {
  assertEquals(shownFields(TREE, unfoldedAtFirst(TREE)).length, TREE.fields.length);
});

Deno.test("page/flat: of a large tree the inner fields are folded at first", () => {
  const leaf = (offset: number) => ({ name: "leaf", offset, length: 1 });
  const group = (offset: number, parts: DetailField[]) => ({
    name: "group",
    offset,
    length: parts.length,
    fields: parts,
  });
  const leaves = Array.from({ length: 200 }, (_, offset) => leaf(offset));
  const tree = flatten([group(0, [group(0, [group(0, leaves)])])]);
  assertEquals(shownFields(tree, unfoldedAtFirst(tree)).length, 3);
});

Deno.test("page/lit: a field lights its bytes, and those of what it is a part of", () => {
  const { bytes, aroundBytes, around } = litBy(TREE, 7);
  assertEquals(bytes, { start: 5, end: 8 });
  assertEquals(aroundBytes, { start: 4, end: 8 });
  assertEquals([...around].map(name), ["list", "pair"]);
});

Deno.test("page/lit: no field lights nothing", () => {
  assertEquals(litBy(TREE, -1).bytes, { start: 0, end: 0 });
});

Deno.test("page/flat: what is folded away with a field is all that is within it", () => {
  const within = TREE.fields.map(({ at }) => at).filter((at) => isWithin(TREE, at, 2));
  assertEquals(within.map(name), ["one", "nothing", "pair", "left", "right"]);
  assert(!isWithin(TREE, -1, 2));
});
