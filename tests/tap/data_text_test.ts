import { assertEquals } from "@std/assert";
import { textOf, wholeLength } from "../../tap/data_text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

for (
  const [what, data, text] of [
    ["white space", bytes("a\tb\r\n"), "a\tb\r\n"],
    ["a control character", bytes("a\x1b[31m"), undefined],
    ["a byte that is no UTF-8", Uint8Array.of(0x61, 0xff), undefined],
    ["a character that is not whole", bytes("你").subarray(0, 2), undefined],
    ["nothing", new Uint8Array(0), ""],
    ["a frame", Uint8Array.of(0, 0, 0, 2, ...bytes("hi")), "hi"],
    ["a frame of another length", Uint8Array.of(0, 0, 0, 3, ...bytes("hi")), undefined],
    ["an empty frame", Uint8Array.of(0, 0, 0, 0), undefined],
  ] as const
) {
  Deno.test(`textOf() takes ${what} for ${text === undefined ? "no text" : "text"}`, () => {
    assertEquals(textOf(data, 100), text);
  });
}

Deno.test("textOf() looks only at the beginning of data", () => {
  assertEquals(textOf(Uint8Array.of(...bytes("hello"), 0), 5), "hello");
});

for (const character of ["é", "你", "😀"]) {
  Deno.test(`wholeLength() leaves out ${character} until its last byte is there`, () => {
    const whole = bytes(`a${character}`);
    for (let length = 1; length < whole.length; length++) {
      assertEquals(wholeLength(whole.subarray(0, length)), 1);
    }
    assertEquals(wholeLength(whole), whole.length);
  });
}
