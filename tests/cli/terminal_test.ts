import { assertEquals, assertLessOrEqual } from "@std/assert";
import { columns, duration, pad, print, printable, table, tell, wrap } from "../../cli/terminal.ts";
import { captured, plain } from "../support/captured.ts";

Deno.test("print() writes a line to stdout", async () => {
  const { stdout, stderr } = await captured(() => print("你好"));
  assertEquals([stdout, stderr], ["你好\n", ""]);
});

Deno.test("tell() writes a line to stderr", async () => {
  const { stdout, stderr } = await captured(() => tell("你好"));
  assertEquals([stdout, stderr], ["", "你好\n"]);
});

Deno.test("print() goes on in silence where nobody reads, so that the exit status is the program's own", async () => {
  const code = `import { print } from "${new URL("../../cli/terminal.ts", import.meta.url)}";
    for (let i = 0; i < 100_000; i++) print("x".repeat(80));
    Deno.exit(3);`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-"],
    cwd: new URL("../../", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await child.stdout.cancel();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(code));
  await writer.close();
  const [stderr, status] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals([status.code, plain(stderr).replace(/^(Check|Download) .*\n/gm, "")], [3, ""]);
});

// Text from strangers.

const SAFE: readonly (readonly [text: string, safe: string])[] = [
  ["a\x1b[31mb\n", "a\\x1b[31mb\\x0a"],
  ["\0\t\r\x7f", "\\x00\\x09\\x0d\\x7f"],
  ["\u009b31m", "\\x9b31m"],
  ["a\u202eb", "a\\u202eb"],
  ["\u2028\u2029", "\\u2028\\u2029"],
  ["\u2066\u2069\u200e\u200f", "\\u2066\\u2069\\u200e\\u200f"],
  ["你好 é 😀", "你好 é 😀"],
  ["", ""],
];

for (const [text, safe] of SAFE) {
  Deno.test(`printable() shows ${JSON.stringify(text)} as ${safe}`, () => {
    assertEquals(printable(text), safe);
  });
}

Deno.test("printable() lets nothing through that a terminal may obey", () => {
  const obeyed = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code))
    .filter((char) => /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(printable(char)))
    .map((char) => char.charCodeAt(0).toString(16));
  assertEquals(obeyed, []);
});

// Columns.

const WIDTHS: readonly (readonly [text: string, width: number])[] = [
  ["", 0],
  ["abc", 3],
  ["你好", 4],
  ["，。", 4],
  ["“引”", 4],
  ["ｆｕｌｌ", 8],
  ["ﾊﾝ", 2],
  ["한국", 4],
  ["かな", 4],
  ["😀", 2],
  ["𠮷", 2],
  ["é", 1],
  ["e\u0301", 1],
  ["a\u200db", 2],
  ["\x1b[31mred\x1b[39m", 3],
];

for (const [text, width] of WIDTHS) {
  Deno.test(`columns() counts ${width} for ${JSON.stringify(text)}`, () => {
    assertEquals(columns(text), width);
  });
}

Deno.test("pad() fills up to a width in columns", () => {
  assertEquals([pad("ab", 4), pad("你", 4)], ["ab  ", "你  "]);
});

Deno.test("pad() leaves a longer text as it is", () => {
  assertEquals(pad("你好", 3), "你好");
});

// Lines.

Deno.test("wrap() breaks at spaces", () => {
  assertEquals(wrap("one two three four", 9), ["one two", "three", "four"]);
});

Deno.test("wrap() fills a line to its last column", () => {
  assertEquals(wrap("one two three", 7), ["one two", "three"]);
});

Deno.test("wrap() breaks between Chinese characters", () => {
  assertEquals(wrap("证书颁发机构", 5), ["证书", "颁发", "机构"]);
});

Deno.test("wrap() breaks between a Chinese character and a word", () => {
  assertEquals(wrap("生成certificate文件", 12), ["生成", "certificate", "文件"]);
});

Deno.test("wrap() leaves a word whole that is wider than the line", () => {
  assertEquals(wrap("a incomprehensible b", 5), ["a", "incomprehensible", "b"]);
});

Deno.test("wrap() gives one empty line for nothing", () => {
  assertEquals(wrap("", 10), [""]);
});

Deno.test("wrap() loses nothing but spaces at the ends of lines", () => {
  const text = "生成 private key 的 4 种方法：RSA、EC、Ed25519 and others, each explained";
  for (let width = 12; width < 80; width++) {
    const lines = wrap(text, width);
    assertEquals(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    assertLessOrEqual(Math.max(...lines.map(columns)), width);
  }
});

Deno.test("table() lines up labels and values", () => {
  assertEquals(table([["a", "1"], ["长", "2"], ["", "3"]]).map(plain), [
    "  a   1",
    "  长  2",
    "      3",
  ]);
});

Deno.test("table() breaks a long list between its items, below each other", () => {
  const list = Array.from({ length: 12 }, (_, i) => `CN = item ${i}`).join(", ");
  const lines = table([["label", list]]).map(plain);
  assertEquals(lines.length, 3);
  assertEquals(lines.map((line) => line.slice(0, 15)), [
    "  label  CN = i",
    "         CN = i",
    "         CN = i",
  ]);
  assertLessOrEqual(Math.max(...lines.map(columns)), 80);
});

Deno.test("table() of nothing has no lines", () => {
  assertEquals(table([]), []);
});

// Time.

const DURATIONS: readonly (readonly [milliseconds: number, shown: string])[] = [
  [0, "0.0 ms"],
  [0.44, "0.4 ms"],
  [9.94, "9.9 ms"],
  [9.96, "10 ms"],
  [10, "10 ms"],
  [153.4, "153 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [1000, "1.0 s"],
  [2149, "2.1 s"],
  [61_000, "61.0 s"],
];

for (const [milliseconds, shown] of DURATIONS) {
  Deno.test(`duration() shows ${milliseconds} as ${shown}`, () => {
    assertEquals(duration(milliseconds), shown);
  });
}
