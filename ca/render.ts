/**
 * What `ca show` prints of an item: as text in OpenSSL's words, or as JSON.
 *
 * @module
 */
import { fingerprint } from "../x509/certificate.ts";
import { toHex } from "../x509/der.ts";
import type { Extension, KnownExtensions } from "../x509/extension.ts";
import { formatGeneralName } from "../x509/format.ts";
import { formatName } from "../x509/name.ts";
import { longName, shortName } from "../x509/oids.ts";
import { describeKey, type PublicKey } from "../x509/public_key.ts";
import type { Item } from "../x509/store/file.ts";
import { certificateText, publicKeyText, requestText, signatureText } from "../x509/text.ts";

/** The public key an item is about; of a private key, nothing secret is ever shown. */
function keyOf(item: Item): PublicKey {
  switch (item.kind) {
    case "certificate":
      return item.certificate.publicKey;
    case "request":
      return item.request.publicKey;
    case "private-key":
      return item.key.publicKey;
    case "public-key":
      return item.key;
  }
}

/**
 * An item whole, as `openssl x509 -text`, `openssl req -text` or `openssl pkey -text_pub` print it.
 *
 * @param item The item.
 * @returns The text; of a private key, the public half.
 */
export function text(item: Item): string {
  switch (item.kind) {
    case "certificate":
      return certificateText(item.certificate);
    case "request":
      return requestText(item.request);
    default:
      return publicKeyText(keyOf(item));
  }
}

/**
 * The public key of an item, as `openssl pkey -pubin -text` prints it.
 *
 * @param item The item.
 * @returns The text.
 */
export function publicKey(item: Item): string {
  return publicKeyText(keyOf(item));
}

/**
 * The signature of an item.
 *
 * @param item The item.
 * @returns The text; undefined for a key, which has none.
 */
export function signature(item: Item): string | undefined {
  if (item.kind === "certificate") return signatureText(item.certificate);
  if (item.kind === "request") return signatureText(item.request);
  return undefined;
}

/**
 * An item as a value for programs.
 *
 * @param item The item.
 * @returns A value made of strings, numbers, booleans, arrays and objects; bytes as hexadecimal
 * digits, times as ISO 8601.
 */
export async function json(item: Item): Promise<Record<string, unknown>> {
  const key = keyJson(keyOf(item));
  switch (item.kind) {
    case "certificate": {
      const { certificate } = item;
      return {
        type: "certificate",
        version: certificate.version,
        serial: toHex(certificate.serial),
        signatureAlgorithm: longName(certificate.signatureAlgorithm.oid),
        issuer: formatName(certificate.issuer),
        subject: formatName(certificate.subject),
        notBefore: certificate.notBefore.toISOString(),
        notAfter: certificate.notAfter.toISOString(),
        publicKey: key,
        ...knownJson(certificate.known),
        extensions: certificate.extensions.map(extensionJson),
        sha256: toHex(await fingerprint(certificate.der)),
        signature: toHex(certificate.signature),
      };
    }
    case "request": {
      const { request } = item;
      return {
        type: "request",
        version: request.version,
        signatureAlgorithm: longName(request.signatureAlgorithm.oid),
        subject: formatName(request.subject),
        publicKey: key,
        ...knownJson(request.known),
        extensions: request.extensions.map(extensionJson),
        signature: toHex(request.signature),
      };
    }
    default:
      return { type: item.kind, publicKey: key };
  }
}

function keyJson(key: PublicKey): Record<string, unknown> {
  const numbers = key.kind === "rsa"
    ? { bits: key.bits, modulus: toHex(key.modulus), exponent: Number(key.exponent) }
    : {};
  return { algorithm: describeKey(key), ...numbers, spki: toHex(key.spki) };
}

function knownJson(known: KnownExtensions): Record<string, unknown> {
  return {
    names: known.subjectAltName?.map(formatGeneralName) ?? [],
    ...(known.basicConstraints && { basicConstraints: known.basicConstraints }),
    ...(known.keyUsage && { keyUsage: known.keyUsage }),
    ...(known.extKeyUsage && { extKeyUsage: known.extKeyUsage.map(shortName) }),
    ...(known.subjectKeyId && { subjectKeyId: toHex(known.subjectKeyId) }),
    ...(known.authorityKeyId?.keyId && { authorityKeyId: toHex(known.authorityKeyId.keyId) }),
  };
}

function extensionJson({ oid, critical, value }: Extension): Record<string, unknown> {
  return { oid, name: shortName(oid), critical, value: toHex(value) };
}
