/**
 * Application data as text, where it is text.
 *
 * @module
 */

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** How many bytes the length of a frame takes in this lab's own protocol. */
const FRAME_HEADER = 4;

/**
 * The beginning of data as text: UTF-8, in a frame of this lab's own protocol or not, without control
 * characters but white space.
 *
 * @param bytes The data.
 * @param most How many bytes of it are looked at; the text never ends within a character.
 * @returns The text; undefined if the data is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { textOf } from "./data_text.ts";
 *
 * const bytes = new TextEncoder().encode("你好");
 * assertEquals(textOf(bytes, 100), "你好");
 * assertEquals(textOf(bytes, 4), "你");
 * assertEquals(textOf(Uint8Array.of(0, 0, 0, 6, ...bytes), 100), "你好");
 * assertEquals(textOf(Uint8Array.of(0, 1, 2), 100), undefined);
 * ```
 */
export function textOf(bytes: Uint8Array, most: number): string | undefined {
  const start = bytes.subarray(0, most);
  const cut = bytes.length > most;
  return plainText(start, cut) ??
    (isFrame(bytes) ? plainText(start.subarray(FRAME_HEADER), cut) : undefined);
}

/**
 * How much of some bytes is left without a last character of UTF-8 that was cut in two.
 *
 * @param bytes The bytes.
 * @returns The length of what is whole.
 */
export function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < whole ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function plainText(bytes: Uint8Array, cut: boolean): string | undefined {
  for (const byte of bytes) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) return undefined;
  const text = UTF8.decode(bytes.subarray(0, cut ? wholeLength(bytes) : bytes.length));
  return text.includes("\ufffd") ? undefined : text;
}

function isFrame(bytes: Uint8Array): boolean {
  return bytes.length > FRAME_HEADER && bytes[0] === 0 &&
    (bytes[1]! << 16 | bytes[2]! << 8 | bytes[3]!) === bytes.length - FRAME_HEADER;
}
