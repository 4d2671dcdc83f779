/**
 * Certificates and requests in words.
 *
 * @module
 */
import type { Certificate, Request } from "../certificate.ts";
import { type Der, DerReader, readDer, Tag, toHex } from "../der.ts";
import { formatName } from "../name.ts";
import { longName, Oid } from "../oids.ts";
import { hexLines, visibleText } from "./bytes.ts";
import { extensionsText } from "./extensions.ts";
import { publicKeyInfoText } from "./key.ts";
import { dateText, decimalAndHex, magnitude, unsigned } from "./number.ts";
import { algorithmText, parametersText, signatureText } from "./signature.ts";

/**
 * A certificate as `openssl x509 -noout -text` prints it (RFC 5280 section 4.1).
 *
 * @param certificate The certificate.
 * @returns The lines from `Certificate:` to the last of the signature.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { parseCertificate } from "../certificate.ts";
 * import { decodePem } from "../pem.ts";
 * import { certificateText } from "./certificate.ts";
 *
 * const [pem] = decodePem(`-----BEGIN CERTIFICATE-----
 * MIIBDzCBwqADAgECAgIQADAFBgMrZXAwITELMAkGA1UEBhMCQ04xEjAQBgNVBAMMCWxvY2FsaG9z
 * dDAeFw0yNjExMjMxNTA2MTFaFw0zNjExMjAxNTA2MTFaMCExCzAJBgNVBAYTAkNOMRIwEAYDVQQD
 * DAlsb2NhbGhvc3QwKjAFBgMrZXADIQDDceZHsegHc2yzWU4qOU5OUAQN4QjhzPgpxE/NN/tmuqMe
 * MBwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAUGAytlcANBAFNGMgRaN6yijQJoVe8fNbqM
 * 1y8YZppc8qyqCFQTtH5FEkfDEq3sQdmCOyaoiv4/cxmZek6WD8rrtxjEvt0b4QE=
 * -----END CERTIFICATE-----`);
 * const text = certificateText(parseCertificate(pem!.bytes));
 * assertStringIncludes(text, "        Subject: C = CN, CN = localhost\n");
 * assertStringIncludes(text, "                DNS:localhost, IP Address:127.0.0.1\n");
 * ```
 */
export function certificateText(certificate: Certificate): string {
  const { version, serial, innerAlgorithm, issuer, subject, extensions } = certificate;
  return [
    "Certificate:\n    Data:\n",
    `        Version: ${version} (0x${version - 1})\n`,
    `        Serial Number:${serialText(serial)}\n`,
    `        ${algorithmText(innerAlgorithm)}${parametersText(innerAlgorithm)}`,
    `        Issuer: ${formatName(issuer)}\n`,
    "        Validity\n",
    `            Not Before: ${dateText(certificate.notBefore)}\n`,
    `            Not After : ${dateText(certificate.notAfter)}\n`,
    `        Subject: ${formatName(subject)}\n`,
    publicKeyInfoText(certificate.publicKey),
    uniqueIdText("Issuer", certificate, Tag.context(1)),
    uniqueIdText("Subject", certificate, Tag.context(2)),
    extensions.length > 0 ? "        X509v3 extensions:\n" : "",
    extensionsText(extensions, 12),
    signatureText(certificate),
  ].join("");
}

/**
 * A certification request as `openssl req -noout -text` prints it (RFC 2986 section 4).
 *
 * @param request The request.
 * @returns The lines from `Certificate Request:` to the last of the signature. The heading
 * `Requested Extensions:` is there even if none are.
 */
export function requestText(request: Request): string {
  const { version, subject, publicKey, attributes, extensions } = request;
  const others = attributes.filter(({ oid }) => oid !== Oid.extensionRequest);
  return [
    "Certificate Request:\n    Data:\n",
    `        Version: ${version} (0x${version - 1})\n`,
    `        Subject: ${formatName(subject)}\n`,
    publicKeyInfoText(publicKey),
    "        Attributes:\n",
    attributes.length === 0 ? "            (none)\n" : others.map(attributeText).join(""),
    "            Requested Extensions:\n",
    extensionsText(extensions, 16),
    signatureText(request),
  ].join("");
}

/** RFC 5280 section 4.1.2.2. Hex from 64 bits on, and for -1, which OpenSSL takes for an overflow. */
function serialText(octets: Uint8Array): string {
  const serial = BigInt.asIntN(8 * octets.length, unsigned(octets));
  if (serial === BigInt.asIntN(64, serial) && serial !== -1n) return ` ${decimalAndHex(serial)}`;
  return `\n            ${serial < 0n ? " (Negative)" : ""}${toHex(magnitude(serial), ":")}`;
}

/** Several values stand below each other (RFC 2985 section 5.4 allows one in those in use). */
function attributeText({ oid, values }: Request["attributes"][number]): string {
  const name = `            ${longName(oid).padEnd(25)}`;
  const texts = values.length > 0 ? values.map(attributeValueText) : [UNPRINTABLE];
  return texts.map((text, i) => `${i === 0 ? name : " ".repeat(25)}:${text}\n`).join("");
}

const UNPRINTABLE = "unable to print attribute";

function attributeValueText(value: Der): string {
  switch (value.tag) {
    case Tag.utf8String:
    case Tag.printableString:
    case Tag.ia5String:
    case Tag.teletexString:
    case Tag.numericString:
      return visibleText(value);
    default:
      return UNPRINTABLE;
  }
}

/** RFC 5280 section 4.1.2.8. */
function uniqueIdText(whose: "Issuer" | "Subject", certificate: Certificate, tag: number): string {
  const fields = new DerReader(readDer(certificate.signed, "tbsCertificate"));
  while (!fields.done) {
    const { tag: found, content } = fields.any("field");
    if (found === tag) {
      return `        ${whose} Unique ID: ${hexLines(content.subarray(1), 18, " ".repeat(12))}\n`;
    }
  }
  return "";
}
