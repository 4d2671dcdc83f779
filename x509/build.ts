/**
 * Building certificates and requests with pkijs and asn1js, by the profile of this CA.
 *
 * Everything here is signed through {@linkcode PrivateKey.sign}, because pkijs itself signs with RSA
 * and ECDSA only and this CA issues Ed25519 too. This module is the only one that loads the two
 * libraries; import it where something is about to be signed, not before.
 *
 * @module
 */
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { Tag, toHex } from "./der.ts";
import type { Certificate, Request } from "./certificate.ts";
import type { KeyUsage } from "./extension.ts";
import { KEY_USAGES } from "./extension.ts";
import type { GeneralName } from "./general_name.ts";
import type { Name } from "./name.ts";
import { Oid } from "./oids.ts";
import type { PrivateKey } from "./private_key.ts";
import type { PublicKey } from "./public_key.ts";

/** From when until when a certificate is valid; whole seconds, both included. */
export interface Validity {
  /** The first second of validity. */
  readonly notBefore: Date;
  /** The last second of validity. */
  readonly notAfter: Date;
}

/** What a self-signed root needs. */
export interface RootOptions extends Validity {
  /** Whom the certificate names, as subject and issuer. */
  readonly subject: Name;
  /** The key it is for and is signed with. */
  readonly key: PrivateKey;
}

/** What a certificate issued to a request needs. */
export interface LeafOptions extends Validity {
  /** Who asks, with which key. */
  readonly request: Request;
  /** What subjectAltName lists; the extension is left out if there are none. */
  readonly names: readonly GeneralName[];
  /** The certificate of the authority. */
  readonly issuer: Certificate;
  /** The authority's key. */
  readonly issuerKey: PrivateKey;
}

/** What a certification request needs. */
export interface RequestOptions {
  /** Whom the request names. */
  readonly subject: Name;
  /** The key it is for and is signed with. */
  readonly key: PrivateKey;
  /** The names asked for as subjectAltName; none is asked for if empty. */
  readonly names: readonly GeneralName[];
}

/** The latest date that can be encoded (RFC 5280 section 4.1.2.5). */
export const LAST_DATE = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));

/**
 * Builds a self-signed root: version 3, critical basicConstraints with cA, critical keyUsage
 * keyCertSign and cRLSign, subjectKeyIdentifier (RFC 5280 section 4.2.1).
 *
 * @param options Subject, key and validity.
 * @returns The certificate in DER.
 * @throws {RangeError} If the validity ends before it begins or past the year 9999.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { buildRoot } from "./build.ts";
 * import { parseCertificate } from "./certificate.ts";
 * import { parseSubject } from "./name.ts";
 * import { generateKey } from "./private_key.ts";
 *
 * const root = parseCertificate(await buildRoot({
 *   subject: parseSubject("/CN=Example root"),
 *   key: await generateKey("ec:p256"),
 *   notBefore: new Date("2030-01-01"),
 *   notAfter: new Date("2060-01-01"),
 * }));
 * assertEquals(root.known.basicConstraints, { ca: true });
 * ```
 */
export async function buildRoot(options: RootOptions): Promise<Uint8Array> {
  const { subject, key } = options;
  const keyId = await keyIdentifier(key.publicKey);
  const name = nameDer(subject);
  return await buildCertificate({
    ...options,
    subject: name,
    issuer: name,
    publicKey: key.publicKey,
    issuerKey: key,
    extensions: [
      extension(Oid.basicConstraints, true, new pkijs.BasicConstraints({ cA: true }).toSchema()),
      extension(Oid.keyUsage, true, keyUsageBits(["keyCertSign", "cRLSign"])),
      extension(Oid.subjectKeyIdentifier, false, octets(keyId)),
    ],
  });
}

/**
 * Builds a TLS server's certificate from a request: version 3, not a CA, critical keyUsage
 * digitalSignature (and keyEncipherment for RSA, which TLS 1.2 can use), extKeyUsage serverAuth,
 * subject and authority key identifiers, subjectAltName (critical only if the subject is empty, RFC
 * 5280 section 4.2.1.6). Without names there is no subjectAltName, and clients refuse the certificate
 * (RFC 9525 section 6.1).
 *
 * The request's signature is the caller's to verify; its extensions are not looked at.
 *
 * @param options The request, the names, the issuer and the validity.
 * @returns The certificate in DER.
 * @throws {RangeError} If the validity ends before it begins or past the year 9999.
 */
export async function buildServerCertificate(options: LeafOptions): Promise<Uint8Array> {
  const { request, names, issuer, issuerKey } = options;
  const { publicKey } = request;
  const usages: KeyUsage[] = publicKey.kind === "rsa"
    ? ["digitalSignature", "keyEncipherment"]
    : ["digitalSignature"];
  const issuerKeyId = issuer.known.subjectKeyId ?? await keyIdentifier(issuer.publicKey);
  const authority = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: octets(issuerKeyId),
  });
  const purposes = new pkijs.ExtKeyUsage({ keyPurposes: [Oid.serverAuth] });
  return await buildCertificate({
    ...options,
    subject: nameDer(request.subject),
    issuer: issuer.subjectDer,
    publicKey,
    issuerKey,
    extensions: [
      extension(Oid.basicConstraints, true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
      extension(Oid.keyUsage, true, keyUsageBits(usages)),
      extension(Oid.extKeyUsage, false, purposes.toSchema()),
      extension(Oid.subjectKeyIdentifier, false, octets(await keyIdentifier(publicKey))),
      extension(Oid.authorityKeyIdentifier, false, authority.toSchema()),
      ...(names.length > 0 ? [subjectAltName(names, request.subject.length === 0)] : []),
    ],
  });
}

/**
 * Builds a certification request (RFC 2986), signed with the key it is for.
 *
 * @param options Subject, key and the names to ask for.
 * @returns The request in DER.
 */
export async function buildRequest(options: RequestOptions): Promise<Uint8Array> {
  const { subject, key, names } = options;
  const request = new pkijs.CertificationRequest({
    version: 0,
    subject: pkijs.RelativeDistinguishedNames.fromBER(nameDer(subject)),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(Uint8Array.from(key.publicKey.spki)),
    attributes: [],
    signatureAlgorithm: algorithmFor(key),
  });
  if (names.length > 0) {
    const wanted = new pkijs.Extensions({ extensions: [subjectAltName(names, false)] });
    request.attributes!.push(
      new pkijs.Attribute({ type: Oid.extensionRequest, values: [wanted.toSchema()] }),
    );
  }
  const [info] = request.toSchema(true).valueBlock.value;
  return await sign(new Uint8Array(info!.toBER()), key);
}

interface CertificateParts extends Validity {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly publicKey: PublicKey;
  readonly issuerKey: PrivateKey;
  readonly extensions: readonly pkijs.Extension[];
}

async function buildCertificate(parts: CertificateParts): Promise<Uint8Array> {
  const { notBefore, notAfter } = parts;
  if (!(notAfter > notBefore)) {
    throw new RangeError("The certificate would end before it begins");
  }
  if (notAfter > LAST_DATE) {
    throw new RangeError("The certificate would end past the year 9999");
  }
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: randomSerial().buffer }),
    signature: algorithmFor(parts.issuerKey),
    issuer: pkijs.RelativeDistinguishedNames.fromBER(Uint8Array.from(parts.issuer)),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    subject: pkijs.RelativeDistinguishedNames.fromBER(Uint8Array.from(parts.subject)),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(Uint8Array.from(parts.publicKey.spki)),
    extensions: [...parts.extensions],
  });
  return await sign(new Uint8Array(certificate.encodeTBS().toBER()), parts.issuerKey);
}

/** SIGNED{…} (RFC 5280 section 4.1): what is signed, the algorithm, the signature. */
async function sign(inner: Uint8Array, key: PrivateKey): Promise<Uint8Array> {
  const signature = await key.sign(inner);
  const outer = new asn1js.Sequence({
    value: [
      asn1js.fromBER(Uint8Array.from(inner)).result,
      algorithmFor(key).toSchema(),
      new asn1js.BitString({ valueHex: Uint8Array.from(signature).buffer }),
    ],
  });
  return new Uint8Array(outer.toBER());
}

/** RSA's algorithm identifiers carry a NULL, the others nothing (RFC 4055 section 5, RFC 5758
 * section 3.2, RFC 8410 section 3). */
function algorithmFor(key: PrivateKey): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({
    algorithmId: key.algorithm,
    ...(key.publicKey.kind === "rsa" && { algorithmParams: new asn1js.Null() }),
  });
}

/**
 * A serial number nobody can guess: 16 octets, 126 random bits, positive and never shorter, well
 * within the 20 octets of RFC 5280 section 4.1.2.2 and above the 64 random bits that the CA/Browser
 * Forum's Baseline Requirements ask for (section 7.1).
 */
function randomSerial(): Uint8Array<ArrayBuffer> {
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = serial[0]! & 0x3f | 0x40;
  return serial;
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5). */
function time(date: Date): pkijs.Time {
  const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
  return new pkijs.Time({ type: whole.getUTCFullYear() < 2050 ? 0 : 1, value: whole });
}

/** SHA-1 of the key, method 1 of RFC 5280 section 4.2.1.2: an identifier, not a protection. */
async function keyIdentifier(key: PublicKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", Uint8Array.from(key.key)));
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: Uint8Array.from(bytes).buffer });
}

function extension(oid: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID: oid, critical, extnValue: value.toBER() });
}

/** A named bit list ends at its last set bit (X.690 section 11.2.2). */
function keyUsageBits(usages: readonly KeyUsage[]): asn1js.BitString {
  const positions = usages.map((usage) => KEY_USAGES.indexOf(usage));
  const last = Math.max(...positions);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const position of positions) bytes[position >> 3]! |= 0x80 >> (position & 7);
  return new asn1js.BitString({ valueHex: bytes.buffer, unusedBits: 7 - (last & 7) });
}

function subjectAltName(names: readonly GeneralName[], critical: boolean): pkijs.Extension {
  const list = new pkijs.GeneralNames({ names: names.map(generalName) });
  return extension(Oid.subjectAltName, critical, list.toSchema());
}

/** GeneralName's tags (RFC 5280 section 4.2.1.6). */
function generalName(name: GeneralName): pkijs.GeneralName {
  switch (name.type) {
    case "email":
      return new pkijs.GeneralName({ type: 1, value: name.value });
    case "dns":
      return new pkijs.GeneralName({ type: 2, value: name.value });
    case "uri":
      return new pkijs.GeneralName({ type: 6, value: name.value });
    case "ip":
      return new pkijs.GeneralName({ type: 7, value: octets(name.bytes) });
    default:
      throw new TypeError(`A ${name.type} name cannot be issued`);
  }
}

function nameDer(name: Name): Uint8Array<ArrayBuffer> {
  const rdns = name.map((rdn) => {
    const pairs = rdn.map(({ oid, value, tag }) =>
      new asn1js.Sequence({
        value: [new asn1js.ObjectIdentifier({ value: oid }), attributeValue(value, tag)],
      })
    );
    return new asn1js.Set({ value: pairs.sort(byEncoding) });
  });
  return new Uint8Array(new asn1js.Sequence({ value: rdns }).toBER());
}

/** DER puts the members of a SET OF in the order of their encodings (X.690 section 11.6). */
function byEncoding(a: asn1js.BaseBlock, b: asn1js.BaseBlock): number {
  const [left, right] = [a, b].map((block) => toHex(new Uint8Array(block.toBER())));
  return left! < right! ? -1 : 1;
}

function attributeValue(value: string, tag: number): asn1js.BaseBlock {
  switch (tag) {
    case Tag.printableString:
      return new asn1js.PrintableString({ value });
    case Tag.ia5String:
      return new asn1js.IA5String({ value });
    default:
      return new asn1js.Utf8String({ value });
  }
}
