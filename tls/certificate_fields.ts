/**
 * X.509 structures as named fields, every byte of them: certificates, bare public keys, names and OCSP
 * responses, as handshake messages carry them.
 *
 * A DER value is a group of `tag`, `length` and its content: further groups, or leaves such as `value`.
 * Names are those of the ASN.1 modules (RFC 5280, RFC 6960); an anonymous value has the name of its
 * type, and an extension that of its object identifier.
 *
 * @module
 */
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { DerError, readDer, sameBytes } from "../x509/der.ts";
import { type Name, readName as nameIn } from "../x509/name.ts";
import { type PublicKey, readPublicKey } from "../x509/public_key.ts";
import { CERTIFICATE } from "./der/certificate.ts";
import { faultOffset } from "./der/fault.ts";
import { PUBLIC_KEY_INFO } from "./der/key.ts";
import { NAME } from "./der/name.ts";
import { OCSP_RESPONSE } from "./der/ocsp.ts";
import { type Schema, Walk } from "./der/walk.ts";
import { type Field, UNDECODED } from "./field.ts";
import { Malformed } from "./malformed.ts";
import type { Reader } from "./reader.ts";

/**
 * Reads what is left of the scope as one certificate (RFC 5280 section 4.1).
 *
 * @param reader The reader of the message; it gets a group `Certificate`, and `undecoded` for bytes
 * behind it.
 * @returns The certificate, its byte strings views on the message or a copy of it; undefined if it is not well-formed,
 * which is then among the reader's troubles.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readCertificate } from "./certificate_fields.ts";
 * import { Reader } from "./reader.ts";
 *
 * const { fields, troubles, value } = Reader.decode(new Uint8Array([0x30, 2, 5, 0]), readCertificate);
 * assertEquals(value, undefined);
 * assertEquals(troubles.map(({ offset }) => offset), [2]);
 * assertEquals(fields, [
 *   { name: "Certificate", offset: 0, length: 4, fields: [
 *     { name: "tag", offset: 0, length: 1, value: 0x30, meaning: "SEQUENCE" },
 *     { name: "length", offset: 1, length: 1, value: 2 },
 *     { name: "NULL", offset: 2, length: 2, fields: [
 *       { name: "tag", offset: 2, length: 1, value: 5, meaning: "NULL" },
 *       { name: "length", offset: 3, length: 1, value: 0 },
 *     ] },
 *   ] },
 * ]);
 * ```
 */
export function readCertificate(reader: Reader): Certificate | undefined {
  const { offset, left, message } = reader;
  const bytes = message.subarray(offset, offset + left);
  const key = `${offset} ${left} ${bytes.subarray(-KEY_LENGTH).toHex()}`;
  const known = recent.get(key);
  if (known && sameBytes(known.bytes, bytes)) {
    reader.again(known.fields);
    return known.certificate;
  }
  const before = reader.fields.length;
  const certificate = readAs(reader, "Certificate", CERTIFICATE, parseCertificate, faultOffset);
  if (certificate && left <= LARGEST_KEPT) {
    if (recent.size >= MOST_KEPT) recent.clear();
    const own = bytes.slice(); // Else it would keep everything alive that was captured around it.
    recent.set(key, {
      bytes: own,
      fields: reader.fields.slice(before),
      certificate: parseCertificate(own),
    });
  }
  return certificate;
}

/** A certificate read before. */
interface Known {
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  readonly certificate: Certificate;
}

/**
 * The certificates read last, by place, length and the end of their signature: a server shows the same
 * one in every handshake.
 */
const recent = new Map<string, Known>();
const MOST_KEPT = 64;
const LARGEST_KEPT = 16 * 1024;
const KEY_LENGTH = 16;

/**
 * Reads what is left of the scope as one SubjectPublicKeyInfo: a raw public key (RFC 7250 section 3).
 *
 * @param reader The reader of the message; it gets a group `SubjectPublicKeyInfo`.
 * @returns The key; undefined if it is not well-formed, which is then among the reader's troubles.
 */
export function readPublicKeyInfo(reader: Reader): PublicKey | undefined {
  return readAs(reader, "SubjectPublicKeyInfo", PUBLIC_KEY_INFO, readPublicKey);
}

/**
 * Reads what is left of the scope as one Name (RFC 5280 section 4.1.2.4), such as those of the
 * authorities a server trusts.
 *
 * @param reader The reader of the message; it gets a group `Name`.
 * @returns The name; undefined if it is not well-formed, which is then among the reader's troubles.
 */
export function readName(reader: Reader): Name | undefined {
  return readAs(reader, "Name", NAME, (bytes) => nameIn(readDer(bytes, "Name"), "Name"));
}

/**
 * Reads what is left of the scope as one OCSPResponse (RFC 6960 section 4.2.1). Only its fields are
 * told; whether it is well-formed beyond that, and signed, is not looked into.
 *
 * @param reader The reader of the message; it gets a group `OCSPResponse`, whose meaning is the state
 * of the certificates in question, such as `good`.
 */
export function readOcspResponse(reader: Reader): void {
  new Walk(reader).value("OCSPResponse", OCSP_RESPONSE);
  reader.bytes(UNDECODED);
}

/** Names the bytes as far as they go, then asks `x509/` what they say. */
function readAs<T>(
  reader: Reader,
  type: string,
  schema: Schema,
  parse: (bytes: Uint8Array) => T,
  place: (bytes: Uint8Array, error: DerError) => number = (_, { offset }) => offset,
): T | undefined {
  const { offset } = reader;
  const bytes = reader.message.subarray(offset, offset + reader.left);
  new Walk(reader).value(type, schema);
  reader.bytes(UNDECODED);
  try {
    return parse(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const what = error.message.replace(/ \(at byte \d+\)$/, "");
    const trouble = new Malformed(
      offset + place(bytes, error),
      `${type} is not well-formed: ${what}`,
      `${type} 格式有误：${what}`,
    );
    reader.troubles.push(trouble);
    return undefined;
  }
}
