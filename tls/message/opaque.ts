/**
 * Vectors whose content is one field: bytes that mean nothing to the protocol itself, or text.
 *
 * The field inside carries the name of the vector: the RFCs give the two one name.
 *
 * @module
 */
import type { Reader, VectorBounds } from "../reader.ts";

/**
 * Reads a vector of bytes, as `opaque name<least..most>` declares it (RFC 8446 section 3.4).
 *
 * @param reader Where it is read from.
 * @param name Its name.
 * @param width How many bytes the length takes.
 * @param bounds How long it may be.
 * @param meaning What the bytes come to, if that can be told.
 * @returns The bytes, a view on the message.
 * @throws {Malformed} If it is cut off.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Reader } from "../reader.ts";
 * import { readOpaque } from "./opaque.ts";
 *
 * const reader = new Reader(new Uint8Array([2, 7, 8]));
 * assertEquals(readOpaque(reader, "cookie", 1), new Uint8Array([7, 8]));
 * ```
 */
export function readOpaque(
  reader: Reader,
  name: string,
  width: 1 | 2 | 3,
  bounds: VectorBounds = {},
  meaning?: (bytes: Uint8Array) => string | undefined,
): Uint8Array {
  return reader.vector(name, width, (length) => reader.bytes(name, length, meaning), bounds);
}

/**
 * Reads a vector of text.
 *
 * @param reader Where it is read from.
 * @param name Its name.
 * @param width How many bytes the length takes.
 * @param bounds How long it may be, in bytes.
 * @param meaning What the text stands for, if that can be told.
 * @returns The text; what is no UTF-8 is replaced.
 * @throws {Malformed} If it is cut off.
 */
export function readText(
  reader: Reader,
  name: string,
  width: 1 | 2 | 3,
  bounds: VectorBounds = {},
  meaning?: (text: string) => string | undefined,
): string {
  return reader.vector(name, width, (length) => reader.text(name, length), bounds, meaning);
}

/**
 * Reads a vector whose content has a structure that TLS itself does not define, such as DER.
 *
 * @param reader Where it is read from.
 * @param name Its name.
 * @param width How many bytes the length takes.
 * @param read Names the parts of the content, to its end.
 * @param bounds How long it may be.
 * @returns The content as bytes, a view on the message.
 * @throws {Malformed} If it is cut off, or what `read` throws.
 */
export function readNested(
  reader: Reader,
  name: string,
  width: 1 | 2 | 3,
  read: (reader: Reader, length: number) => unknown,
  bounds: VectorBounds = {},
): Uint8Array {
  return reader.vector(name, width, (length) => {
    const start = reader.offset;
    if (length > 0) read(reader, length);
    return reader.message.subarray(start, start + length);
  }, bounds);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * What bytes say if they are text: a meaning for those that nearly always are, though no RFC says so.
 *
 * @param bytes The bytes.
 * @returns The text; undefined if they are no UTF-8.
 */
export function textIn(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
