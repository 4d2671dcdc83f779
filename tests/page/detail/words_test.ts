import { assertEquals } from "@std/assert";
import type { Detail, DetailField } from "../../../view/protocol.ts";
import { wordsOf } from "../../../page/detail/words.ts";

function detail(...fields: DetailField[]): Detail {
  const content = { name: "data", bytes: "", length: 0, fields };
  return { content, records: [], explanations: [] };
}

Deno.test("page/words: text that is whole is shown as it is", () => {
  assertEquals(wordsOf({ text: "你好", length: 6 }, null), "你好");
});

Deno.test("page/words: text of which there is more says so", () => {
  assertEquals(wordsOf({ text: "hello", length: 9000 }, null), "hello…");
});

Deno.test("page/words: the detail has the whole text of every message", () => {
  const frame = (message: string): DetailField => ({
    name: "frame",
    offset: 0,
    length: 9,
    fields: [
      { name: "length", offset: 0, length: 4, value: 5 },
      { name: "message", offset: 4, length: 5, value: message },
    ],
  });
  assertEquals(
    wordsOf({ text: "hello", length: 18 }, detail(frame("hello"), frame("there"))),
    "hello\nthere",
  );
});

Deno.test("page/words: bytes without words leave the row's own text", () => {
  assertEquals(
    wordsOf({ text: "hi", length: 2 }, detail({ name: "data", offset: 0, length: 2 })),
    "hi",
  );
});
