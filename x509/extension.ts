/**
 * Certificate extensions (RFC 5280 section 4.2): the ones path building and people ask for, decoded.
 *
 * @module
 */
import {
  bitsOf,
  booleanOf,
  type Der,
  DerError,
  DerReader,
  oidOf,
  readDer,
  smallIntegerOf,
  Tag,
} from "./der.ts";
import { type GeneralName, readGeneralNames } from "./general_name.ts";
import { Oid } from "./oids.ts";

/** One extension, its value not yet looked into. */
export interface Extension {
  /** What it is, in dotted form. */
  readonly oid: string;
  /** Whether one who does not know it must refuse the certificate. */
  readonly critical: boolean;
  /** The DER inside the OCTET STRING. */
  readonly value: Uint8Array;
}

/**
 * Reads a list of extensions.
 *
 * @param value The SEQUENCE of extensions.
 * @returns The extensions in their order.
 * @throws {DerError} If its encoding is wrong, it is empty, or an extension occurs twice.
 */
export function readExtensions(value: Der): Extension[] {
  const reader = new DerReader(value);
  const extensions: Extension[] = [];
  const seen = new Set<string>();
  if (reader.done) throw new DerError("The list of extensions is empty", value.offset);
  while (!reader.done) {
    const offset = reader.offset;
    const one = reader.sequence("extension");
    const oid = oidOf(one.take(Tag.oid, "extnID"));
    const flag = one.maybe(Tag.boolean, "critical");
    const octets = one.take(Tag.octetString, "extnValue");
    one.end("extension");
    if (seen.has(oid)) throw new DerError(`The extension ${oid} occurs twice`, offset);
    seen.add(oid);
    extensions.push({ oid, critical: flag ? booleanOf(flag) : false, value: octets.content });
  }
  return extensions;
}

/** basicConstraints (RFC 5280 section 4.2.1.9). */
export interface BasicConstraints {
  /** Whether the subject may issue certificates. */
  readonly ca: boolean;
  /** How many intermediates may follow it in a path; any number where not given. */
  readonly pathLength?: number;
}

/** The bits of keyUsage (RFC 5280 section 4.2.1.3), in their order. */
export const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

/** One bit of keyUsage. */
export type KeyUsage = typeof KEY_USAGES[number];

/** authorityKeyIdentifier (RFC 5280 section 4.2.1.1). */
export interface AuthorityKeyIdentifier {
  /** The issuer's subject key identifier. */
  readonly keyId?: Uint8Array;
  /** The name of the issuer's issuer. */
  readonly issuer?: readonly GeneralName[];
  /** The issuer's serial number. */
  readonly serial?: Uint8Array;
}

/** The decoded extensions; a member is absent where the certificate has no such extension. */
export interface KnownExtensions {
  /** Whether it is a CA, and how deep below it. */
  readonly basicConstraints?: BasicConstraints;
  /** What the key may do. */
  readonly keyUsage?: readonly KeyUsage[];
  /** Purposes in dotted form (RFC 5280 section 4.2.1.12). */
  readonly extKeyUsage?: readonly string[];
  /** The names it is for. */
  readonly subjectAltName?: readonly GeneralName[];
  /** The key's identifier. */
  readonly subjectKeyId?: Uint8Array;
  /** The issuer's key's identifier. */
  readonly authorityKeyId?: AuthorityKeyIdentifier;
}

/**
 * Decodes the extensions that {@linkcode KnownExtensions} names.
 *
 * @param extensions The extensions.
 * @returns What they say.
 * @throws {DerError} If one of them is malformed. Others are not looked into.
 */
export function decodeExtensions(extensions: readonly Extension[]): KnownExtensions {
  const known: { -readonly [K in keyof KnownExtensions]: KnownExtensions[K] } = {};
  for (const { oid, value } of extensions) {
    switch (oid) {
      case Oid.basicConstraints:
        known.basicConstraints = readBasicConstraints(value);
        break;
      case Oid.keyUsage:
        known.keyUsage = readKeyUsage(value);
        break;
      case Oid.extKeyUsage:
        known.extKeyUsage = readExtKeyUsage(value);
        break;
      case Oid.subjectAltName:
        known.subjectAltName = readGeneralNames(
          readSequence(value, "subjectAltName"),
          "subjectAltName",
        );
        break;
      case Oid.subjectKeyIdentifier: {
        const id = readDer(value, "subjectKeyIdentifier");
        if (id.tag !== Tag.octetString) {
          throw new DerError("subjectKeyIdentifier is no OCTET STRING", 0);
        }
        known.subjectKeyId = id.content;
        break;
      }
      case Oid.authorityKeyIdentifier:
        known.authorityKeyId = readAuthorityKeyId(value);
        break;
    }
  }
  return known;
}

function readSequence(value: Uint8Array, field: string): Der {
  const der = readDer(value, field);
  if (der.tag !== Tag.sequence) throw new DerError(`${field} is no SEQUENCE`, 0);
  return der;
}

function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const reader = new DerReader(readSequence(value, "basicConstraints"));
  const ca = reader.maybe(Tag.boolean, "cA");
  const length = reader.maybe(Tag.integer, "pathLenConstraint");
  reader.end("basicConstraints");
  const pathLength = length && smallIntegerOf(length);
  if (pathLength !== undefined && pathLength < 0) {
    throw new DerError("pathLenConstraint is negative", length!.offset);
  }
  return { ca: ca ? booleanOf(ca) : false, ...(pathLength === undefined ? {} : { pathLength }) };
}

/** keyUsage as a list of the names of the bits set. */
function readKeyUsage(value: Uint8Array): KeyUsage[] {
  const der = readDer(value, "keyUsage");
  if (der.tag !== Tag.bitString) throw new DerError("keyUsage is no BIT STRING", 0);
  const { bytes } = bitsOf(der);
  return KEY_USAGES.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

function readExtKeyUsage(value: Uint8Array): string[] {
  const reader = new DerReader(readSequence(value, "extKeyUsage"));
  const purposes: string[] = [];
  while (!reader.done) purposes.push(oidOf(reader.take(Tag.oid, "KeyPurposeId")));
  if (purposes.length === 0) throw new DerError("extKeyUsage names no purpose", 0);
  return purposes;
}

function readAuthorityKeyId(value: Uint8Array): AuthorityKeyIdentifier {
  const reader = new DerReader(readSequence(value, "authorityKeyIdentifier"));
  const keyId = reader.maybe(Tag.context(0), "keyIdentifier")?.content;
  const issuer = reader.maybe(Tag.contextConstructed(1), "authorityCertIssuer");
  const serial = reader.maybe(Tag.context(2), "authorityCertSerialNumber")?.content;
  reader.end("authorityKeyIdentifier");
  return {
    ...(keyId && { keyId }),
    ...(issuer && { issuer: readGeneralNames(issuer, "authorityCertIssuer") }),
    ...(serial && { serial }),
  };
}
