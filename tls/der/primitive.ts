/**
 * The contents of primitive DER values: each becomes one or two leaves, and is told in words.
 *
 * @module
 */
import {
  bitsOf,
  booleanOf,
  type Der,
  DerError,
  integerOf,
  oidOf,
  stringOf,
  Tag,
  timeOf,
  toHex,
} from "../../x509/der.ts";
import { formatMoment } from "../../x509/format.ts";
import { escapeControls } from "../../x509/name.ts";
import { longName, shortName } from "../../x509/oids.ts";
import { decimalAndHex } from "../../x509/text/number.ts";
import type { Reader } from "../reader.ts";

/**
 * Adds the content of a value as leaves.
 *
 * @param reader The reader, whose scope is the content; it is not empty.
 * @param value The value.
 * @returns What it comes to; undefined if that cannot be told or breaks DER.
 */
export type ReadContent = (reader: Reader, value: Der) => string | undefined;

/**
 * What a function of `x509/` says of a value.
 *
 * @param say Says it.
 * @returns Undefined where the value is malformed.
 */
export function unlessBroken<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/**
 * A content that is one leaf `value`.
 *
 * @param say What it comes to.
 * @returns Reads such a content.
 */
export function leafOf(say: (value: Der) => string | undefined): ReadContent {
  return (reader, value) => {
    const said = unlessBroken(() => say(value));
    reader.bytes("value", value.content.length, () => said);
    return said;
  };
}

/** Bytes whose meaning is not known. */
export const readOctets: ReadContent = leafOf(() => undefined);

/** An OBJECT IDENTIFIER, told by name and number: `commonName (2.5.4.3)`. */
export const readOid: ReadContent = leafOf((value) => {
  const oid = oidOf(value);
  const name = identifier(oid);
  return name === oid ? oid : `${name} (${oid})`;
});

/**
 * The name ASN.1 modules give an object identifier.
 *
 * @param oid Dotted form.
 * @returns Such as `commonName` or `serverAuth`: of OpenSSL's two names the longer one that is an
 * identifier. The dotted form if there is none.
 */
export function identifier(oid: string): string {
  const long = longName(oid);
  return long.includes(" ") ? shortName(oid) : long;
}

/** An INTEGER or ENUMERATED. */
export function readInteger(reader: Reader, value: Der): string | undefined {
  const said = unlessBroken(() => integerText(value));
  const { content } = value;
  if (content.length <= 4 && content[0]! < 0x80) reader.uint("value", content.length);
  else reader.bytes("value", content.length, () => said);
  return said;
}

/** No serial number is longer (RFC 5280 section 4.1.2.2); what is longer is a key's or signature's. */
const LONGEST_SERIAL = 20;

function integerText(value: Der): string {
  const { content } = value;
  if (content.length > LONGEST_SERIAL + 1) return `${bitLength(content)} bits`;
  const number = integerOf(value);
  if (content.length > 8) return toHex(content, ":");
  return number >= 0n && number < 10n ? `${number}` : decimalAndHex(number);
}

/** How many bits a non-negative number takes. */
function bitLength(content: Uint8Array): number {
  const leading = content[0] === 0 ? 1 : 0;
  return 8 * (content.length - leading) - Math.clz32(content[leading]!) + 24;
}

/**
 * An INTEGER or ENUMERATED whose values have names.
 *
 * @param nameOf The name of a number, if it has one.
 * @returns Reads such a content.
 */
export function numberNamed(nameOf: (number: number) => string | undefined): ReadContent {
  return (reader, value) => {
    const { content } = value;
    const name = content.length === 1 && content[0]! < 0x80 ? nameOf(content[0]!) : undefined;
    if (name === undefined) return readInteger(reader, value);
    reader.uint8("value", () => name);
    return name;
  };
}

/** A BOOLEAN. */
export function readBoolean(reader: Reader, value: Der): string | undefined {
  const said = unlessBroken(() => booleanOf(value) ? "TRUE" : "FALSE");
  if (value.content.length === 1) reader.uint8("value", () => said);
  else reader.bytes("value");
  return said;
}

/**
 * How much of a text is put in words, in UTF-16 code units: as long as an e-mail address may be
 * (RFC 5280 appendix A), so that escaping what a stranger wrote takes no time to speak of.
 */
export const LONGEST_TEXT = 255;

/** A string: the leaf's value where it is text byte for byte, else its meaning. */
export function readString(reader: Reader, value: Der): string | undefined {
  const text = stringOf(value);
  if (text === undefined) return readOctets(reader, value);
  const said = text.length > LONGEST_TEXT
    ? `${escapeControls(text.slice(0, LONGEST_TEXT).toWellFormed())}…`
    : escapeControls(text);
  if (AS_BYTES.has(value.tag)) reader.bytes("value", value.content.length, () => said);
  else reader.text("value", value.content.length);
  return said;
}

/** The strings that are no UTF-8. */
const AS_BYTES: ReadonlySet<number> = new Set([
  Tag.teletexString,
  Tag.bmpString,
  Tag.universalString,
]);

/** A UTCTime or GeneralizedTime, told as a date. */
export function readTime(reader: Reader, value: Der): string | undefined {
  reader.text("value", value.content.length);
  return unlessBroken(() => formatMoment(timeOf(value)));
}

/** A BIT STRING of which only the bytes are known. */
export function readBits(reader: Reader): undefined {
  readUnusedBits(reader);
  reader.bytes("value");
}

/**
 * The octet a BIT STRING begins with.
 *
 * @param reader The reader, whose scope is the content; it is not empty.
 */
export function readUnusedBits(reader: Reader): void {
  reader.uint8("unusedBits");
}

/**
 * A BIT STRING whose bits have names.
 *
 * @param names The name of each bit, the first being the most significant.
 * @returns Reads such a content.
 */
export function bitsNamed(names: readonly string[]): ReadContent {
  return (reader, value) => {
    const said = unlessBroken(() => {
      const { bytes } = bitsOf(value);
      return names.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0).join(", ");
    });
    readUnusedBits(reader);
    reader.bytes("value", reader.left, () => said);
    return said;
  };
}

/** How the content of a primitive value is read where only its type is known, by identifier octet. */
const BY_TYPE: ReadonlyMap<number, ReadContent> = new Map<number, ReadContent>([
  [Tag.boolean, readBoolean],
  [Tag.integer, readInteger],
  [0x0a, readInteger], // ENUMERATED
  [Tag.bitString, readBits],
  [Tag.oid, readOid],
  [Tag.utf8String, readString],
  [Tag.numericString, readString],
  [Tag.printableString, readString],
  [Tag.teletexString, readString],
  [Tag.ia5String, readString],
  [Tag.utcTime, readTime],
  [Tag.generalizedTime, readTime],
  [Tag.visibleString, readString],
  [Tag.universalString, readString],
  [Tag.bmpString, readString],
]);

/**
 * How the content of a primitive value is read where only its type is known.
 *
 * @param tag The identifier octet.
 * @returns Reads such a content.
 */
export function contentOf(tag: number): ReadContent {
  return BY_TYPE.get(tag) ?? readOctets;
}
