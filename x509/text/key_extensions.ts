/**
 * The extensions about the key: what it may be used for, until when, and which key signed it.
 *
 * @module
 */
import { type Der, integerOf, Tag, timeOf } from "../der.ts";
import { upperHex } from "./bytes.ts";
import { listedName } from "./general_name.ts";
import { dateText, magnitude } from "./number.ts";
import { bitNames, inside, members } from "./reading.ts";

/**
 * keyUsage (RFC 5280 section 4.2.1.3).
 *
 * @param value The BIT STRING.
 * @returns OpenSSL's titles of the bits set, which no rule makes from the names in RFC 5280.
 * @throws {DerError} If it is malformed.
 */
export function keyUsage(value: Der): string[] {
  return bitNames(value, [
    "Digital Signature",
    "Non Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Sign",
    "CRL Sign",
    "Encipher Only",
    "Decipher Only",
  ]);
}

/**
 * Netscape's certificate type, which the extended key usage replaced.
 *
 * @param value The BIT STRING.
 * @returns OpenSSL's titles of the bits set.
 * @throws {DerError} If it is malformed.
 */
export function netscapeType(value: Der): string[] {
  return bitNames(value, [
    "SSL Client",
    "SSL Server",
    "S/MIME",
    "Object Signing",
    "Unused",
    "SSL CA",
    "S/MIME CA",
    "Object Signing CA",
  ]);
}

/**
 * authorityKeyIdentifier (RFC 5280 section 4.2.1.1).
 *
 * @param value The AuthorityKeyIdentifier.
 * @returns The key's identifier, the issuer's names and the serial number, as far as given.
 * @throws {DerError} If it is malformed.
 */
export function authorityKeyId(value: Der): string[] {
  return inside(value, (reader) => {
    const keyId = reader.maybe(Tag.context(0), "keyIdentifier");
    const issuer = reader.maybe(Tag.contextConstructed(1), "authorityCertIssuer");
    const serial = reader.maybe(Tag.context(2), "authorityCertSerialNumber");
    const names = issuer ? members(issuer, issuer.tag) : [];
    return [
      ...(keyId ? [(issuer || serial ? "keyid:" : "") + upperHex(keyId.content, ":")] : []),
      ...names.map(listedName),
      ...(serial ? [`serial:${upperHex(magnitude(integerOf(serial)), ":")}`] : []),
    ];
  });
}

/**
 * privateKeyUsagePeriod (RFC 3280 section 4.2.1.4; RFC 5280 dropped it).
 *
 * @param value The PrivateKeyUsagePeriod.
 * @returns The moments given.
 * @throws {DerError} If it is malformed.
 */
export function privateKeyUsagePeriod(value: Der): string[] {
  return inside(value, (reader) => {
    const from = reader.maybe(Tag.context(0), "notBefore");
    const to = reader.maybe(Tag.context(1), "notAfter");
    const date = (time: Der) => dateText(timeOf({ ...time, tag: Tag.generalizedTime }));
    return [
      ...(from ? [`Not Before: ${date(from)}`] : []),
      ...(to ? [`Not After: ${date(to)}`] : []),
    ];
  });
}
