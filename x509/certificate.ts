/**
 * Certificates and certification requests, read from DER.
 *
 * @module
 */
import {
  type Der,
  DerError,
  DerReader,
  integerOf,
  oidOf,
  readDer,
  smallIntegerOf,
  Tag,
  timeOf,
  wholeBitsOf,
} from "./der.ts";
import {
  decodeExtensions,
  type Extension,
  type KnownExtensions,
  readExtensions,
} from "./extension.ts";
import { type Name, readName } from "./name.ts";
import { Oid } from "./oids.ts";
import { type PublicKey, readPublicKey } from "./public_key.ts";
import { type AlgorithmIdentifier, readAlgorithm } from "./signature.ts";

/** What every signed object has: the bytes signed, and the signature over them. */
export interface Signed {
  /** The whole object. */
  readonly der: Uint8Array;
  /** The part that was signed, as it arrived. */
  readonly signed: Uint8Array;
  /** The algorithm of the signature (outside the signed part). */
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The signature. */
  readonly signature: Uint8Array;
}

/** An X.509 certificate (RFC 5280 section 4.1). */
export interface Certificate extends Signed {
  /** 1, 2 or 3. */
  readonly version: number;
  /** The serial number's octets, as encoded. */
  readonly serial: Uint8Array;
  /** The signature algorithm named inside the signed part; the same as outside in a sound one. */
  readonly innerAlgorithm: AlgorithmIdentifier;
  /** Who issued it. */
  readonly issuer: Name;
  /** The issuer's encoding, to compare with another certificate's subject. */
  readonly issuerDer: Uint8Array;
  /** The first second of validity. */
  readonly notBefore: Date;
  /** The last second of validity, all of which counts. */
  readonly notAfter: Date;
  /** Whom it is about. */
  readonly subject: Name;
  /** The subject's encoding, to compare with another certificate's issuer. */
  readonly subjectDer: Uint8Array;
  /** The key it certifies. */
  readonly publicKey: PublicKey;
  /** In their order; empty in versions 1 and 2. */
  readonly extensions: readonly Extension[];
  /** The extensions that are decoded. */
  readonly known: KnownExtensions;
}

/** A certification request (RFC 2986). */
export interface Request extends Signed {
  /** 1: the only version there is. */
  readonly version: number;
  /** Whom it is to be about. */
  readonly subject: Name;
  /** The key to certify. */
  readonly publicKey: PublicKey;
  /** The attributes in their order, extension requests included. */
  readonly attributes: readonly { readonly oid: string; readonly values: readonly Der[] }[];
  /** The extensions asked for (RFC 2985 section 5.4.2); empty if none are. */
  readonly extensions: readonly Extension[];
  /** The extensions that are decoded. */
  readonly known: KnownExtensions;
}

/** Larger than any certificate in use; what is beyond is refused before it is looked into. */
const LARGEST = 1 << 20;

/**
 * Reads a certificate.
 *
 * @param der The DER bytes, at most 1 MiB.
 * @returns The certificate. Its byte strings are views on `der`.
 * @throws {DerError} If it is no well-formed certificate.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { parseCertificate } from "./certificate.ts";
 *
 * assertThrows(() => parseCertificate(new Uint8Array([0x30, 0])), SyntaxError, "tbsCertificate");
 * ```
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const { signed, ...outer } = readSigned(der, "Certificate", "tbsCertificate");
  const tbs = new DerReader(signed);
  const version = readVersion(tbs);
  const serial = tbs.take(Tag.integer, "serialNumber");
  integerOf(serial);
  const innerAlgorithm = readAlgorithm(tbs.take(Tag.sequence, "signature"), "signature");
  const issuer = tbs.take(Tag.sequence, "issuer");
  const validity = tbs.sequence("validity");
  const notBefore = timeOf(validity.any("notBefore"));
  const notAfter = timeOf(validity.any("notAfter"));
  validity.end("validity");
  const subject = tbs.take(Tag.sequence, "subject");
  const spki = tbs.take(Tag.sequence, "subjectPublicKeyInfo");
  tbs.maybe(Tag.context(1), "issuerUniqueID");
  tbs.maybe(Tag.context(2), "subjectUniqueID");
  const wrapped = tbs.maybe(Tag.contextConstructed(3), "extensions");
  tbs.end("tbsCertificate");
  if (wrapped && version !== 3) {
    throw new DerError(`A version ${version} certificate has extensions`, wrapped.offset);
  }
  const extensions = wrapped ? readWrappedExtensions(wrapped) : [];
  return {
    ...outer,
    signed: signed.bytes,
    version,
    serial: serial.content,
    innerAlgorithm,
    issuer: readName(issuer, "issuer"),
    issuerDer: issuer.bytes,
    notBefore,
    notAfter,
    subject: readName(subject, "subject"),
    subjectDer: subject.bytes,
    publicKey: readPublicKey(spki.bytes),
    extensions,
    known: decodeExtensions(extensions),
  };
}

/**
 * Reads a certification request (RFC 2986 section 4). Its signature is not verified here.
 *
 * @param der The DER bytes, at most 1 MiB.
 * @returns The request. Its byte strings are views on `der`.
 * @throws {DerError} If it is no well-formed request.
 */
export function parseRequest(der: Uint8Array): Request {
  const { signed, ...outer } = readSigned(der, "CertificationRequest", "certificationRequestInfo");
  const info = new DerReader(signed);
  const version = smallIntegerOf(info.take(Tag.integer, "version")) + 1;
  if (version !== 1) throw new DerError(`A request of version ${version}`, signed.offset);
  const subject = info.take(Tag.sequence, "subject");
  const spki = info.take(Tag.sequence, "subjectPKInfo");
  const list = info.maybe(Tag.contextConstructed(0), "attributes");
  info.end("certificationRequestInfo");
  const attributes = list ? readAttributes(list) : [];
  const asked = attributes.find(({ oid }) => oid === Oid.extensionRequest)?.values[0];
  if (asked && asked.tag !== Tag.sequence) {
    throw new DerError("extensionRequest is no SEQUENCE", asked.offset);
  }
  const extensions = asked ? readExtensions(asked) : [];
  return {
    ...outer,
    signed: signed.bytes,
    version,
    subject: readName(subject, "subject"),
    publicKey: readPublicKey(spki.bytes),
    attributes,
    extensions,
    known: decodeExtensions(extensions),
  };
}

/** The three parts of SIGNED{…} (RFC 5280 section 4.1). */
function readSigned(
  der: Uint8Array,
  field: string,
  inner: string,
): Omit<Signed, "signed"> & { signed: Der } {
  if (der.length > LARGEST) throw new DerError(`${field} is larger than ${LARGEST} bytes`, 0);
  const whole = readDer(der, field);
  if (whole.tag !== Tag.sequence) throw new DerError(`${field} is no SEQUENCE`, 0);
  const reader = new DerReader(whole);
  const signed = reader.take(Tag.sequence, inner);
  const algorithm = reader.take(Tag.sequence, "signatureAlgorithm");
  const signature = reader.take(Tag.bitString, "signatureValue");
  reader.end(field);
  return {
    der,
    signed,
    signatureAlgorithm: readAlgorithm(algorithm, "signatureAlgorithm"),
    signature: wholeBitsOf(signature),
  };
}

function readVersion(tbs: DerReader): number {
  const wrapped = tbs.maybe(Tag.contextConstructed(0), "version");
  if (!wrapped) return 1;
  const reader = new DerReader(wrapped);
  const version = smallIntegerOf(reader.take(Tag.integer, "version")) + 1;
  reader.end("version");
  if (version < 1 || version > 3) {
    throw new DerError(`A certificate of version ${version}`, wrapped.offset);
  }
  return version;
}

function readWrappedExtensions(wrapped: Der): Extension[] {
  const reader = new DerReader(wrapped);
  const list = reader.take(Tag.sequence, "extensions");
  reader.end("extensions");
  return readExtensions(list);
}

function readAttributes(list: Der): { oid: string; values: Der[] }[] {
  const reader = new DerReader(list);
  const attributes: { oid: string; values: Der[] }[] = [];
  while (!reader.done) {
    const attribute = reader.sequence("attribute");
    const oid = oidOf(attribute.take(Tag.oid, "attribute type"));
    const set = new DerReader(attribute.take(Tag.set, "attribute values"));
    attribute.end("attribute");
    const values: Der[] = [];
    while (!set.done) values.push(set.any("attribute value"));
    attributes.push({ oid, values });
  }
  return attributes;
}

/**
 * A certificate's SHA-256 fingerprint: the hash of its DER bytes.
 *
 * @param certificate The certificate, or any bytes.
 * @returns 32 bytes.
 */
export async function fingerprint(certificate: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(certificate)));
}

/**
 * Whether a certificate's time is over: `notAfter` names the last second of validity, the whole of
 * which counts (RFC 5280 section 4.1.2.5).
 *
 * @param certificate The certificate.
 * @param at The moment.
 * @returns True if it was valid before that moment only.
 */
export function hasExpired({ notAfter }: Certificate, at: Date): boolean {
  return at.getTime() >= notAfter.getTime() + 1000;
}
