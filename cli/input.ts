/**
 * Reading lines from stdin.
 *
 * @module
 */
import { UserError } from "./error.ts";

/** The longest line taken, in bytes: a file without newlines must not fill the memory. */
const LONGEST = 64 * 1024 * 1024;

/**
 * The lines of a stream of UTF-8, without their line ends.
 *
 * @param stream The bytes, such as `Deno.stdin.readable`.
 * @returns Each line as it is complete; the last one even without a newline.
 * @throws {UserError} If the bytes are not UTF-8 or a line is longer than 64 MiB.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linesOf } from "./input.ts";
 *
 * const lines = await Array.fromAsync(linesOf(new Blob(["a\r\nb\n\nc"]).stream()));
 * assertEquals(lines, ["a", "b", "", "c"]);
 * ```
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decode(decoder, chunk, true)).split("\n");
    rest = lines.pop()!;
    if (rest.length > LONGEST) {
      throw new UserError(
        { en: "A line of the input is longer than 64 MiB", zh: "输入中有一行超过 64 MiB" },
        { en: "Send text with line ends", zh: "请输入带换行的文本" },
      );
    }
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  rest += decode(decoder, new Uint8Array(), false);
  if (rest !== "") yield rest.replace(/\r$/, "");
}

function decode(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch (cause) {
    throw new UserError(
      { en: "The input is not UTF-8", zh: "输入不是 UTF-8" },
      {
        en: "Convert it first, for example with iconv -t UTF-8",
        zh: "请先转换，例如用 iconv -t UTF-8",
      },
      { cause },
    );
  }
}
