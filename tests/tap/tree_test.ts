import { assert, assertEquals, assertMatch } from "@std/assert";
import { setLanguage } from "../../cli/language.ts";
import { saidBy, treeLines } from "../../tap/tree.ts";
import type { Field } from "../../tls/field.ts";
import { plain } from "../support/captured.ts";
import { decode, only } from "../tls/support/listen.ts";
import { RECORDINGS } from "../tls/support/recorded.ts";

/** The lines without colours. */
function tree(name: string, bytes: Uint8Array, fields: readonly Field[], explain = false) {
  return treeLines(name, bytes, fields, { explain, width: 80 }).map(plain);
}

/** How many fields there are in a tree. */
function countOf(fields: readonly Field[]): number {
  return fields.reduce((sum, { fields }) => sum + 1 + countOf(fields ?? []), 0);
}

Deno.test("treeLines() gives every field of every message a line, deeper ones further right", () => {
  for (const { records, keyLog } of RECORDINGS) {
    for (const { name, bytes, fields } of only(decode(records, { keyLog }), "message")) {
      const lines = tree(name, bytes, fields);
      assertEquals(lines.length, countOf(fields), name);
      for (const line of lines) assertMatch(line, /^ {6}(?: {2})*\S+/);
    }
  }
});

Deno.test("treeLines() says what a field holds: its meaning, number or text, or its first bytes", () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => i);
  const fields = [
    { name: "a", offset: 0, length: 2, value: 0x0102, meaning: "known" },
    { name: "b", offset: 2, length: 1, value: 7 },
    { name: "c", offset: 3, length: 3, value: "text" },
    { name: "d", offset: 6, length: 2 },
    { name: "e", offset: 8, length: 32, fields: [{ name: "f", offset: 8, length: 32 }] },
  ];
  assertEquals(tree("m", bytes, fields), [
    "      a  known  0x0102",
    "      b  7",
    '      c  "text"',
    "      d  0607",
    "      e",
    "        f  08090a0b0c0d0e0f1011121314151617… (32)",
  ]);
});

for (const language of ["en", "zh"] as const) {
  Deno.test(`treeLines() explains each field below it when asked (${language})`, () => {
    setLanguage(language);
    const [hello] = only(decode(RECORDINGS[0]!.records), "message");
    const { name, bytes, fields } = hello!;
    const lines = tree(name, bytes, fields, true);
    assert(lines.length > 1.8 * countOf(fields), `${lines.length} lines`);
    const at = lines.findIndex((line) => /^ {6}random /.test(line));
    const below = lines[at + 1]!;
    assertMatch(
      below,
      language === "en" ? /^ {8}32 fresh random bytes/ : /^ {8}客户端新生成的 32 个随机字节/,
    );
    assertMatch(lines.slice(at + 1, at + 4).join(" "), /RFC 8446/);
    setLanguage("en");
  });
}

Deno.test("treeLines() gives control characters no way to the terminal", () => {
  const name = "\x1b]0;title\x07";
  const fields = [{ name, offset: 0, length: 1, value: "\x9b\u202e", meaning: "\r\n" }];
  const [line] = tree("m", new Uint8Array(1), fields);
  assertEquals(line, '      \\x1b]0;title\\x07  \\x0d\\x0a  "\\x9b\\u202e"');
});

Deno.test("saidBy() has nothing to say of plain bytes", () => {
  assertEquals(saidBy({ name: "random", offset: 0, length: 32 }), "");
});
