import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { linesOf } from "../../cli/input.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The lines of a stream that comes in the given chunks. */
async function lines(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const stream = ReadableStream.from(
    chunks.map((chunk) => typeof chunk === "string" ? utf8(chunk) : chunk),
  );
  return await Array.fromAsync(linesOf(stream));
}

Deno.test("linesOf() gives the lines without their ends", async () => {
  assertEquals(await lines("one\ntwo\n"), ["one", "two"]);
});

Deno.test("linesOf() gives a last line that has no end", async () => {
  assertEquals(await lines("one\ntwo"), ["one", "two"]);
});

Deno.test("linesOf() takes CR LF for one end", async () => {
  assertEquals(await lines("one\r\ntwo\r\nthree\r"), ["one", "two", "three"]);
});

Deno.test("linesOf() keeps a CR inside a line", async () => {
  assertEquals(await lines("a\rb\n"), ["a\rb"]);
});

Deno.test("linesOf() takes CR LF split over two chunks for one end", async () => {
  assertEquals(await lines("one\r", "\ntwo"), ["one", "two"]);
});

Deno.test("linesOf() gives empty lines", async () => {
  assertEquals(await lines("\n\na\n\n"), ["", "", "a", ""]);
});

Deno.test("linesOf() gives no line for no bytes", async () => {
  assertEquals([await lines(), await lines("")], [[], []]);
});

Deno.test("linesOf() joins a line that comes in pieces", async () => {
  assertEquals(await lines("o", "n", "e\nt", "wo"), ["one", "two"]);
});

Deno.test("linesOf() joins a character that comes in pieces", async () => {
  assertEquals(await lines(...[...utf8("你😀\né")].map((byte) => Uint8Array.of(byte))), [
    "你😀",
    "é",
  ]);
});

Deno.test("linesOf() gives each line as soon as it is complete", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const reading = linesOf(readable);
  writer.write(utf8("one\ntw"));
  assertEquals(await reading.next(), { done: false, value: "one" });
  writer.write(utf8("o\n"));
  assertEquals(await reading.next(), { done: false, value: "two" });
  await writer.close();
  assertEquals((await reading.next()).done, true);
});

for (const hex of ["ff0a", "c0800a", "e4bd"]) {
  Deno.test(`linesOf() refuses ${hex}, which is no UTF-8`, async () => {
    const error = await assertRejects(() => lines("one\n", Uint8Array.fromHex(hex)), UserError);
    assertEquals(error.problem, { en: "The input is not UTF-8", zh: "输入不是 UTF-8" });
    assert(error.cause instanceof TypeError);
  });
}

Deno.test("linesOf() refuses a line that never ends", async () => {
  const chunk = new Uint8Array(33 * 1024 * 1024).fill(0x61);
  const error = await assertRejects(() => lines(chunk, chunk, chunk), UserError);
  assertEquals(error.problem.en, "A line of the input is longer than 64 MiB");
});
