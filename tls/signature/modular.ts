/**
 * Arithmetic modulo a number, for the signatures that are proved with nothing but it. All numbers are
 * public, so the time it takes may tell anything.
 *
 * @module
 */

/**
 * A power of a number.
 *
 * @param base The number, 0 or more.
 * @param exponent The exponent, 0 or more; the time grows with its length.
 * @param modulus The modulus, above 1.
 * @returns The power modulo `modulus`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { power } from "./modular.ts";
 *
 * assertEquals(power(4n, 13n, 497n), 445n);
 * ```
 */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = result * result % modulus;
    if (bit === "1") result = result * base % modulus;
  }
  return result;
}

/**
 * The inverse of a number.
 *
 * @param number The number, above 0.
 * @param modulus The modulus, above 1.
 * @returns The inverse, 1 to `modulus` - 1; undefined if the two have a common divisor.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inverse } from "./modular.ts";
 *
 * assertEquals(inverse(3n, 11n), 4n);
 * assertEquals(inverse(3n, 12n), undefined);
 * ```
 */
export function inverse(number: bigint, modulus: bigint): bigint | undefined {
  let [a, b] = [modulus, number % modulus];
  let [x, y] = [0n, 1n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) return undefined;
  return x < 0n ? x + modulus : x;
}

/**
 * The number some bytes say, the most significant first.
 *
 * @param bytes The bytes.
 * @returns The number; 0 for no bytes.
 */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${bytes.toHex()}`);
}

/**
 * A number as bytes, the most significant first.
 *
 * @param number The number, 0 or more, less than 256^`length`.
 * @param length How many bytes.
 * @returns The bytes.
 */
export function bytesOf(number: bigint, length: number): Uint8Array {
  return Uint8Array.fromHex(number.toString(16).padStart(2 * length, "0"));
}
