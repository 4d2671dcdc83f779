import { assertEquals, assertMatch } from "@std/assert";
import { columns } from "../../cli/terminal.ts";
import { hexLines, rawHexLines } from "../../tap/hex.ts";
import type { Field } from "../../tls/field.ts";
import { plain } from "../support/captured.ts";
import { decode, only } from "../tls/support/listen.ts";
import { RECORDINGS } from "../tls/support/recorded.ts";

/** The bytes that lines show, put together, each line at the place it says. */
function shown(lines: readonly string[]): string {
  let digits = "";
  for (const line of lines.map(plain)) {
    const [, place, bytes] = /^ {6}([\da-f]{4}) {2}((?:[\da-f]{2} ?){1,8})/.exec(line) ?? [];
    if (place === undefined) continue;
    assertEquals(parseInt(place, 16), digits.length / 2, line);
    digits += bytes!.replaceAll(" ", "");
  }
  return digits;
}

Deno.test("hexLines() shows every byte of every message, once and in order", () => {
  let count = 0;
  for (const { records, keyLog } of RECORDINGS) {
    for (const { name, bytes, fields } of only(decode(records, { keyLog }), "message")) {
      assertEquals(shown(hexLines(bytes, fields)), bytes.toHex(), name);
      count++;
    }
  }
  assertEquals(count > 150, true);
});

const BYTES = Uint8Array.fromHex("000102030405060708090a0b");
const FIELDS: readonly Field[] = [
  { name: "type", offset: 0, length: 1, value: 0, meaning: "nothing" },
  {
    name: "list",
    offset: 1,
    length: 11,
    fields: [
      { name: "length", offset: 1, length: 1, value: 1 },
      { name: "entry", offset: 2, length: 10 },
    ],
  },
];

Deno.test("hexLines() names each field beside its first byte, what a group holds below its name", () => {
  assertEquals(hexLines(BYTES, FIELDS).map(plain), [
    "      0000  00                       type  nothing  0x00",
    "                                     list",
    "      0001  01                         length  1",
    "      0002  02 03 04 05 06 07 08 09    entry",
    "      000a  0a 0b",
  ]);
});

Deno.test("hexLines() gives control characters no way to the terminal", () => {
  const fields = [{ name: "\x1b[2J", offset: 0, length: 12, value: "\x9b2J", meaning: "\x07" }];
  const [line] = hexLines(BYTES, fields).map(plain);
  assertMatch(line!, /\\x1b\[2J {2}\\x07 {2}"\\x9b2J"$/);
});

Deno.test("rawHexLines() shows bytes eight a line", () => {
  const lines = rawHexLines(BYTES).map(plain);
  assertEquals(lines, ["      0000  00 01 02 03 04 05 06 07", "      0008  08 09 0a 0b"]);
  assertEquals(rawHexLines(new Uint8Array(0)), []);
});

Deno.test("rawHexLines() stays in its columns up to the largest record", () => {
  const lines = rawHexLines(new Uint8Array(16384));
  assertEquals([lines.length, Math.max(...lines.map(columns))], [2048, 35]);
});
