/**
 * Names as certificates have them.
 *
 * @module
 */
import { type Der, Tag, writeDer } from "../../x509/der.ts";
import { formatIp } from "../../x509/general_name.ts";
import { formatName, readName } from "../../x509/name.ts";
import {
  alternativeOf,
  ANY,
  byType,
  choice,
  explicit,
  IA5_STRING,
  implicit,
  OID,
  type Parts,
  primitive,
  SEQUENCE,
  sequence,
  sequenceOf,
  setOf,
} from "./schema.ts";
import { leafOf, LONGEST_TEXT } from "./primitive.ts";
import type { Schema } from "./walk.ts";

/** AttributeTypeAndValue (RFC 5280 section 4.1.2.4). */
const ATTRIBUTE: Schema = sequence([["type", OID], ["value", ANY]], attributeText);

/** An attribute as `formatName` writes it, unless that would take long. */
function attributeText(attribute: Der, { type, value }: Parts): string | undefined {
  if (attribute.content.length > 2 * LONGEST_TEXT) return `${type} = ${value ?? "…"}`;
  const rdn = writeDer(Tag.set, attribute.bytes);
  return formatName(readName({ ...attribute, content: rdn }, "attribute"));
}

/** RelativeDistinguishedName (RFC 5280 section 4.1.2.4). */
export const RDN: Schema = setOf("AttributeTypeAndValue", ATTRIBUTE, (all) => all.join(" + "));

/** Name (RFC 5280 section 4.1.2.4). */
export const NAME: Schema = sequenceOf("RelativeDistinguishedName", RDN);

/** OtherName (RFC 5280 section 4.2.1.6). */
const OTHER_NAME: Schema = sequence(
  [["type-id", OID], ["value", explicit(0, byType, ANY)]],
  (_, { value }) => value,
);

/** GeneralName (RFC 5280 section 4.2.1.6). */
export const GENERAL_NAME: Schema = choice({
  otherName: implicit(0, OTHER_NAME),
  rfc822Name: implicit(1, IA5_STRING),
  dNSName: implicit(2, IA5_STRING),
  x400Address: implicit(3, SEQUENCE),
  directoryName: explicit(4, "Name", NAME),
  ediPartyName: implicit(5, SEQUENCE),
  uniformResourceIdentifier: implicit(6, IA5_STRING),
  iPAddress: implicit(7, primitive(Tag.octetString, leafOf(addressText))),
  registeredID: implicit(8, OID),
});

/** GeneralNames (RFC 5280 section 4.2.1.6). */
export const GENERAL_NAMES: Schema = sequenceOf(alternativeOf(GENERAL_NAME), GENERAL_NAME);

/** An address, or in name constraints an address and its mask (RFC 5280 section 4.2.1.10). */
function addressText({ content }: Der): string | undefined {
  const half = content.length / 2;
  if (half === 4 || half === 16) {
    return `${formatIp(content.subarray(0, half))}/${formatIp(content.subarray(half))}`;
  }
  return half === 2 || half === 8 ? formatIp(content) : undefined;
}
