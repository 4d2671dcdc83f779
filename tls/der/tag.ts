/**
 * What ASN.1 calls the types of DER values.
 *
 * @module
 */

/** The universal types, by tag number (X.680 section 8.6). */
const UNIVERSAL: Readonly<Record<number, string>> = {
  1: "BOOLEAN",
  2: "INTEGER",
  3: "BIT STRING",
  4: "OCTET STRING",
  5: "NULL",
  6: "OBJECT IDENTIFIER",
  7: "ObjectDescriptor",
  8: "EXTERNAL",
  9: "REAL",
  10: "ENUMERATED",
  11: "EMBEDDED PDV",
  12: "UTF8String",
  13: "RELATIVE-OID",
  16: "SEQUENCE",
  17: "SET",
  18: "NumericString",
  19: "PrintableString",
  20: "TeletexString",
  21: "VideotexString",
  22: "IA5String",
  23: "UTCTime",
  24: "GeneralizedTime",
  25: "GraphicString",
  26: "VisibleString",
  27: "GeneralString",
  28: "UniversalString",
  29: "CHARACTER STRING",
  30: "BMPString",
};

/** The other classes, by the two highest bits of the identifier octet. */
const CLASSES = ["UNIVERSAL ", "APPLICATION ", "", "PRIVATE "] as const;

const NAMES: readonly string[] = Array.from({ length: 256 }, (_, tag) => {
  const universal = tag < 0x40 ? UNIVERSAL[tag & 0x1f] : undefined;
  return universal ?? `[${CLASSES[tag >> 6]}${tag & 0x1f}]`;
});

/**
 * The type an identifier octet names (X.690 section 8.1.2).
 *
 * @param tag The identifier octet.
 * @returns Such as `SEQUENCE`, or `[0]` for a context-specific tag.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { typeName } from "./tag.ts";
 *
 * assertEquals(typeName(0x30), "SEQUENCE");
 * assertEquals(typeName(0xa3), "[3]");
 * ```
 */
export function typeName(tag: number): string {
  return NAMES[tag]!;
}

/**
 * Whether a value holds further values (X.690 section 8.1.2.5).
 *
 * @param tag The identifier octet.
 * @returns True for the constructed form.
 */
export function isConstructed(tag: number): boolean {
  return (tag & 0x20) !== 0;
}
