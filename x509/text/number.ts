/**
 * Numbers and moments as OpenSSL writes them.
 *
 * @module
 */
import { type Der, integerOf, toHex } from "../der.ts";
import { upperHex } from "./bytes.ts";

/**
 * The number that bytes are, the first being the most significant.
 *
 * @param bytes At least one byte.
 * @returns The number, never negative.
 */
export function unsigned(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

/**
 * A number's bytes, its sign left aside: the way back from {@linkcode unsigned}.
 *
 * @param number The number.
 * @returns As few bytes as it takes, and one for zero.
 */
export function magnitude(number: bigint): Uint8Array {
  const digits = absolute(number).toString(16);
  return Uint8Array.fromHex(digits.padStart(digits.length + digits.length % 2, "0"));
}

/**
 * A number in both ways a person may look for it.
 *
 * @param number The number.
 * @returns Such as `65537 (0x10001)`.
 */
export function decimalAndHex(number: bigint): string {
  return `${number} (${sign(number)}0x${absolute(number).toString(16)})`;
}

/**
 * An INTEGER of an extension: decimal, but hex from 128 bits on, which is quicker and as good to
 * read.
 *
 * @param value The INTEGER; its tag is not looked at, as it may be implicit.
 * @returns Such as `5` or `-0x80FF`.
 * @throws {DerError} If it is empty or not in its shortest form.
 */
export function integerText(value: Der): string {
  const number = integerOf(value);
  if (BigInt.asIntN(128, number) === number) return `${number}`;
  return `${sign(number)}0x${upperHex(magnitude(number))}`;
}

function absolute(number: bigint): bigint {
  return number < 0n ? -number : number;
}

function sign(number: bigint): string {
  return number < 0n ? "-" : "";
}

/**
 * A moment as OpenSSL writes it.
 *
 * @param date The moment, in the years 0 to 9999.
 * @param fraction What stands after the seconds; nothing by default.
 * @returns Such as `Nov  3 14:29:24 2026 GMT`.
 */
export function dateText(date: Date, fraction = ""): string {
  const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[date.getUTCMonth()];
  const day = `${date.getUTCDate()}`.padStart(2);
  const time = date.toISOString().slice(11, 19);
  return `${month} ${day} ${time}${fraction} ${date.getUTCFullYear()} GMT`;
}
