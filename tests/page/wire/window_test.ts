import { assert, assertEquals } from "@std/assert";
import { visibleRows } from "../../../page/wire/window.ts";

const LIST = { height: 400, rowHeight: 40, count: 10_000 };

Deno.test("page/window: all that can be seen is there, and not much more", () => {
  const { first, end } = visibleRows({ ...LIST, above: 4000 });
  assert(first <= 100 && end >= 110);
  assert(end - first < 40);
});

Deno.test("page/window: a row of which a pixel can be seen is there", () => {
  const { first, end } = visibleRows({ ...LIST, above: 4039 });
  assert(first <= 100);
  assert(end >= 111);
});

Deno.test("page/window: at the beginning nothing comes before the first row", () => {
  assertEquals(visibleRows({ ...LIST, above: 0 }).first, 0);
});

Deno.test("page/window: at the end nothing comes after the last row", () => {
  assertEquals(visibleRows({ ...LIST, above: 400_000 - 400 }).end, 10_000);
});

Deno.test("page/window: a list that is far below has no rows", () => {
  const { first, end } = visibleRows({ ...LIST, above: -5000 });
  assertEquals(end - first, 0);
});

Deno.test("page/window: a list that is far above has no rows", () => {
  const { first, end } = visibleRows({ ...LIST, above: 500_000 });
  assertEquals(end - first, 0);
});

Deno.test("page/window: a short list is there as a whole", () => {
  assertEquals(visibleRows({ ...LIST, count: 5, above: -100 }), { first: 0, end: 5 });
});

Deno.test("page/window: an empty list has no rows", () => {
  assertEquals(visibleRows({ ...LIST, count: 0, above: 0 }), { first: 0, end: 0 });
});
