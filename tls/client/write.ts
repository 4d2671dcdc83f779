/**
 * Writing what `reader.ts` reads: numbers, vectors, extensions, messages (RFC 8446 section 3).
 *
 * @module
 */
import { joinBytes } from "../../x509/der.ts";

/**
 * A big-endian number.
 *
 * @param value The number.
 * @param width How many bytes it takes, 1 to 4.
 * @returns The bytes.
 */
export function number(value: number, width: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.from({ length: width }, (_, i) => value >>> 8 * (width - 1 - i));
}

/**
 * Numbers of two bytes, one after the other.
 *
 * @param values The numbers.
 * @returns The bytes.
 */
export function uint16s(values: readonly number[]): Uint8Array {
  return joinBytes(values.map((value) => number(value, 2)));
}

/**
 * A vector: a length and a content.
 *
 * @param width How many bytes the length takes.
 * @param parts The content.
 * @returns The bytes.
 * @throws {RangeError} If the content is longer than the length can say.
 */
export function vector(width: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length >= 2 ** (8 * width)) {
    throw new RangeError(`A vector of ${length} bytes does not fit ${width} bytes of length`);
  }
  return joinBytes([number(length, width), ...parts]);
}

/**
 * An extension.
 *
 * @param code Its number.
 * @param parts What it carries.
 * @returns The bytes.
 */
export function extension(code: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return joinBytes([number(code, 2), vector(2, ...parts)]);
}

/**
 * A handshake message.
 *
 * @param type Its type.
 * @param parts Its body.
 * @returns The bytes.
 */
export function handshakeMessage(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return joinBytes([number(type, 1), vector(3, ...parts)]);
}
