/**
 * Bytes that may be packed with gzip.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";

/**
 * How many packed bytes are unpacked at once. Deflate packs 1032 to 1 at best, so that no more than 32 MiB
 * are there at a time, whatever is unpacked.
 */
const AT_ONCE = 32 << 10;

/**
 * Unpacks bytes if they are packed with gzip (RFC 1952), and hands them on as they are if not.
 *
 * @param source The bytes, as they come.
 * @param options `mostBytes` is how many unpacked bytes are handed on at most; any number by default.
 * @returns The unpacked bytes.
 * @throws {UserError} If there are more.
 * @throws {TypeError} If they cannot be unpacked.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unpacked } from "./unpacked.ts";
 *
 * const packed = new Blob(["hello"]).stream().pipeThrough(new CompressionStream("gzip"));
 * assertEquals(await new Response(ReadableStream.from(unpacked(packed))).text(), "hello");
 * ```
 */
export async function* unpacked(
  source: AsyncIterable<Uint8Array>,
  { mostBytes = Infinity }: { readonly mostBytes?: number | undefined } = {},
): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const { start, packed } = await look(chunks);
  const whole = putTogether(start, chunks);
  let count = 0;
  for await (const chunk of packed ? unpack(whole) : whole) {
    count += chunk.length;
    if (count > mostBytes) throw tooLarge(mostBytes);
    yield chunk;
  }
}

/** Takes the first chunks, until they tell whether they are packed. */
async function look(
  chunks: AsyncIterator<Uint8Array>,
): Promise<{ start: readonly Uint8Array[]; packed: boolean }> {
  const start: Uint8Array[] = [];
  const first: number[] = [];
  while (first.length < 2) {
    const { done, value } = await chunks.next();
    if (done) break;
    start.push(value);
    first.push(...value.subarray(0, 2 - first.length));
  }
  return { start, packed: first[0] === 0x1f && first[1] === 0x8b };
}

async function* putTogether(
  start: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* start;
    for (let next; !(next = await rest.next()).done;) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function unpack(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return ReadableStream.from(inPieces(packed)).pipeThrough(new DecompressionStream("gzip"));
}

async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += AT_ONCE) {
      yield chunk.subarray(at, at + AT_ONCE) as Uint8Array<ArrayBuffer>;
    }
  }
}

function tooLarge(mostBytes: number): UserError {
  const limit = `${Math.floor(mostBytes / (1 << 20))} MiB`;
  return new UserError(
    { en: `The capture is larger than ${limit}`, zh: `捕获文件超过 ${limit}` },
    {
      en: "Take a part of it: editcap -c 10000 cuts it into files of 10000 packets",
      zh: "请只取其中一部分：editcap -c 10000 可按每 10000 个数据包切分文件",
    },
  );
}
