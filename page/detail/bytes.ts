/**
 * Bytes as they are shown: in hexadecimal digits, and as text where they are letters.
 *
 * @module
 */

/**
 * Reads hexadecimal digits.
 *
 * @param digits The digits, two a byte.
 * @returns The bytes.
 */
export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/**
 * A byte in two digits.
 *
 * @param byte The byte.
 * @returns Such as `0a`.
 */
export function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/**
 * The letter a byte stands for.
 *
 * @param byte The byte.
 * @returns The letter of ASCII, or a middle dot for what is none.
 */
export function letterOf(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? " " : "·";
}

/**
 * An offset as the number at the beginning of a line.
 *
 * @param offset The offset.
 * @returns Four hexadecimal digits at the least.
 */
export function offsetOf(offset: number): string {
  return offset.toString(16).padStart(4, "0");
}

/** Keys that move in the bytes, and by how many lines and bytes. */
const MOVES: Readonly<Record<string, { readonly lines: number; readonly bytes: number }>> = {
  ArrowLeft: { lines: 0, bytes: -1 },
  ArrowRight: { lines: 0, bytes: 1 },
  ArrowUp: { lines: -1, bytes: 0 },
  ArrowDown: { lines: 1, bytes: 0 },
  PageUp: { lines: -16, bytes: 0 },
  PageDown: { lines: 16, bytes: 0 },
};

/**
 * Where a key moves to.
 *
 * @param key The key, as the browser calls it.
 * @param offset Where one is.
 * @param length How many bytes there are.
 * @param width How many bytes a line has.
 * @returns The byte one comes to; undefined if the key does not move.
 */
export function movedTo(
  key: string,
  offset: number,
  length: number,
  width: number,
): number | undefined {
  if (key === "Home") return offset - offset % width;
  if (key === "End") return Math.min(length, offset - offset % width + width) - 1;
  const move = MOVES[key];
  if (!move) return undefined;
  const to = offset + move.lines * width + move.bytes;
  // A line up or down from the edge stays where it is, rather than leaving its column.
  if (move.lines !== 0 && (to < 0 || to >= length)) return offset;
  return Math.max(0, Math.min(length - 1, to));
}
