/**
 * The checksum of IP and TCP (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words.
 *
 * @module
 */

/**
 * Adds up bytes as 16-bit words in the machine's byte order. Such sums come out right in either order,
 * as long as the checksum is stored in the same one (RFC 1071 section 2 (B)).
 *
 * @param bytes An array that begins on a multiple of 4 bytes in its buffer; the bytes between the end
 * of the range and the next multiple of 4 have to be there, and zero.
 * @param from Where the range begins, a multiple of 4.
 * @param to Where it ends.
 * @returns The sum; exact for ranges of up to 8 MiB, to be given to {@linkcode setChecksum}.
 */
export function wordSum(bytes: Uint8Array, from: number, to: number): number {
  // Pairs of words: what their upper half adds is a multiple of 2^16, which is 1 in this arithmetic.
  const pairs = new Uint32Array(bytes.buffer, bytes.byteOffset + from, Math.ceil((to - from) / 4));
  let sum = 0;
  for (let i = 0; i < pairs.length; i++) sum += pairs[i]!;
  return sum;
}

/**
 * A 16-bit number as it adds to {@linkcode wordSum} if it stands in the packet in network byte order.
 *
 * @param word The number, 0 to 65535.
 * @returns What to add.
 */
export function networkOrder(word: number): number {
  return new Uint16Array(new Uint8Array([word >> 8, word & 255]).buffer)[0]!;
}

/**
 * Stores a checksum.
 *
 * @param bytes An array that begins on a multiple of 2 bytes in its buffer.
 * @param at Where the checksum belongs, a multiple of 2.
 * @param sum What {@linkcode wordSum} gave for all it covers, with zeros at its own place; not 0.
 */
export function setChecksum(bytes: Uint8Array, at: number, sum: number): void {
  // Of the two zeros of this arithmetic, only the one with all bits set is the sum of anything but zeros.
  const folded = sum % 0xffff || 0xffff;
  new Uint16Array(bytes.buffer, bytes.byteOffset + at, 1)[0] = ~folded;
}
