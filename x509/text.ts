/**
 * Certificates, requests and public keys in words, line for line what OpenSSL 3.0 prints with
 * `-text -nameopt oneline,utf8,-esc_msb`: the form people know, and one that can be compared.
 *
 * Three things differ on purpose. Nothing a certificate says reaches a terminal raw: where OpenSSL
 * prints control characters as they are, they are shown in hex, such as `\1B` (for names, see
 * {@linkcode formatName}; for extensions, the module `extension_text.ts`). OpenSSL knows about a
 * thousand object identifiers by name, this project those of `oids.ts`; the others are shown dotted.
 * And keys that this project does not read (DSA, curves other than those of `public_key.ts`) are
 * said to be unable to load, as OpenSSL says of those it does not read itself.
 *
 * Every text ends in a newline, as the commands' output does.
 *
 * @module
 */
import type { Certificate, Request, Signed } from "./certificate.ts";
import {
  type Der,
  DerError,
  DerReader,
  oidOf,
  readDer,
  smallIntegerOf,
  Tag,
  toHex,
} from "./der.ts";
import type { Extension } from "./extension.ts";
import { dateText, extensionText, hexLines, magnitudeHex, visibleText } from "./extension_text.ts";
import { formatName } from "./name.ts";
import { longName, Oid, shortName } from "./oids.ts";
import { CURVE_NAMES, type PublicKey } from "./public_key.ts";
import { type AlgorithmIdentifier, readAlgorithm } from "./signature.ts";

/**
 * A certificate as `openssl x509 -noout -text` prints it (RFC 5280 section 4.1).
 *
 * @param certificate The certificate.
 * @returns The lines from `Certificate:` to the last of the signature.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { parseCertificate } from "./certificate.ts";
 * import { decodePem } from "./pem.ts";
 * import { certificateText } from "./text.ts";
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

/**
 * A public key as `openssl pkey -pubin -noout -text_pub` prints it.
 *
 * @param key The key.
 * @returns Such as `Public-Key: (2048 bit)`, the numbers, and the curve's or padding's details. Of
 * elliptic keys the point is shown as encoded; whether it is on the curve is not looked into.
 */
export function publicKeyText(key: PublicKey): string {
  const point = () => `pub:\n${hexLines(key.key, 15, "    ")}\n`;
  switch (key.kind) {
    case "rsa":
      return `Public-Key: (${key.bits} bit)\n` +
        numberText("Modulus:", unsigned(key.modulus)) +
        numberText("Exponent:", key.exponent) +
        (key.pss ? pssRestrictions(key) : "");
    case "ec": {
      const nist = CURVE_NAMES[key.curve];
      return `Public-Key: (${key.bits} bit)\n${point()}ASN1 OID: ${shortName(key.curve)}\n` +
        (nist ? `NIST CURVE: ${nist}\n` : "");
    }
    case "unknown":
      return "Unable to load Public Key\n";
    default:
      return `${key.kind.toUpperCase()} Public-Key:\n${point()}`;
  }
}

/**
 * The block `Subject Public Key Info:` of a certificate or request (RFC 5280 section 4.1.2.7).
 *
 * @param key The key.
 * @returns The lines, indented as they stand there.
 */
export function publicKeyInfoText(key: PublicKey): string {
  const pad = " ".repeat(key.kind === "unknown" ? 12 : 16);
  const algorithm = keyAlgorithm(key).oid;
  return "        Subject Public Key Info:\n" +
    `            Public Key Algorithm: ${longName(algorithm)}\n` +
    publicKeyText(key).replace(/^(?=.)/gm, pad);
}

/**
 * The block that ends a certificate's or a request's text: the algorithm, the parameters of
 * RSASSA-PSS (RFC 4055 section 3.1), and the signature.
 *
 * @param signed The certificate or request.
 * @returns The lines, indented as they stand there.
 */
export function signatureText(signed: Signed): string {
  const { signatureAlgorithm, signature } = signed;
  return `    ${algorithmText(signatureAlgorithm)}\n` +
    `    Signature Value:${parametersText(signatureAlgorithm)}` +
    `${hexLines(signature, 18, "        ")}\n`;
}

function extensionsText(extensions: readonly Extension[], indent: number): string {
  const pad = " ".repeat(indent);
  return extensions.map((extension) =>
    `${pad}${longName(extension.oid)}: ${extension.critical ? "critical" : ""}\n` +
    `${extensionText(extension, indent + 4)}\n`
  ).join("");
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

// Numbers.

function unsigned(octets: Uint8Array): bigint {
  return BigInt(`0x${toHex(octets)}`);
}

function decimalAndHex(number: bigint): string {
  return `${number} (${number < 0n ? "-" : ""}0x${magnitudeHex(number).replace(/^0(?=.)/, "")})`;
}

/** RFC 5280 section 4.1.2.2. Hex from 64 bits on, and for -1, which OpenSSL takes for an overflow. */
function serialText(octets: Uint8Array): string {
  const serial = BigInt.asIntN(8 * octets.length, unsigned(octets));
  if (serial === BigInt.asIntN(64, serial) && serial !== -1n) return ` ${decimalAndHex(serial)}`;
  const bytes = magnitudeHex(serial).replace(/..(?=.)/g, "$&:");
  return `\n            ${serial < 0n ? " (Negative)" : ""}${bytes}`;
}

/** A number of a key: lines of hex, with a zero in front of a first bit that is set, from 65 bits on. */
function numberText(label: string, number: bigint): string {
  const digits = magnitudeHex(number);
  if (digits.length <= 16) return `${label} ${decimalAndHex(number)}\n`;
  const bytes = Uint8Array.fromHex(digits[0]! < "8" ? digits : `00${digits}`);
  return `${label}\n${hexLines(bytes, 15, "    ")}\n`;
}

// Algorithms.

function algorithmText(algorithm: AlgorithmIdentifier): string {
  return `Signature Algorithm: ${longName(algorithm.oid)}`;
}

/** What stands after an algorithm's name: a line break, or the parameters of RSASSA-PSS. */
function parametersText({ oid, parameters }: AlgorithmIdentifier): string {
  if (oid !== Oid.rsassaPss) return "\n";
  const pss = readPss(parameters);
  if (!pss) return `        ${INVALID_PSS}`;
  const { hash, maskHash, salt, trailer } = pss;
  return [
    "        ",
    `        Hash Algorithm: ${hash ? longName(hash) : "sha1 (default)"}`,
    `        Mask Algorithm: mgf1 with ${maskHash ? longName(maskHash) : "sha1 (default)"}`,
    `         Salt Length: 0x${salt === undefined ? "14 (default)" : twoDigits(salt)}`,
    `        Trailer Field: 0x${trailer === undefined ? "01 (default)" : twoDigits(trailer)}\n`,
  ].join("\n");
}

const INVALID_PSS = "(INVALID PSS PARAMETERS)\n";

function twoDigits(number: number): string {
  return `${number < 0 ? "-" : ""}${magnitudeHex(BigInt(number)).toUpperCase()}`;
}

/** How OpenSSL calls the hashes a key may be restricted to. */
const HASH_NAMES: Readonly<Record<string, string>> = {
  [Oid.sha1]: "SHA1",
  [Oid.sha256]: "SHA2-256",
  [Oid.sha384]: "SHA2-384",
  [Oid.sha512]: "SHA2-512",
  "2.16.840.1.101.3.4.2.4": "SHA2-224",
  "2.16.840.1.101.3.4.2.5": "SHA2-512/224",
  "2.16.840.1.101.3.4.2.6": "SHA2-512/256",
};

/** RFC 4055 section 1.2: a key may say with which parameters alone it is to be used. */
function pssRestrictions(key: PublicKey): string {
  const { parameters } = keyAlgorithm(key);
  if (!parameters) return "No PSS parameter restrictions\n";
  const pss = readPss(parameters);
  if (!pss) return INVALID_PSS;
  const { hash = Oid.sha1, maskHash = Oid.sha1, salt = 20, trailer = 1 } = pss;
  const marked = (text: string, isDefault: boolean) => text + (isDefault ? " (default)" : "");
  const hashName = (oid: string) => marked(HASH_NAMES[oid] ?? shortName(oid), oid === Oid.sha1);
  return [
    "PSS parameter restrictions:",
    `  Hash Algorithm: ${hashName(hash)}`,
    `  Mask Algorithm: MGF1 with ${hashName(maskHash)}`,
    `  Minimum Salt Length: ${marked(`${salt}`, salt === 20)}`,
    `  Trailer Field: ${marked(`0x${trailer.toString(16)}`, trailer === 1)}\n`,
  ].join("\n");
}

/** RSASSA-PSS-params (RFC 4055 section 3.1); what is absent has its default. */
interface PssParameters {
  readonly hash: string | undefined;
  readonly maskHash: string | undefined;
  readonly salt: number | undefined;
  readonly trailer: number | undefined;
}

function readPss(parameters: Der | undefined): PssParameters | undefined {
  if (parameters?.tag !== Tag.sequence) return undefined;
  try {
    const reader = new DerReader(parameters);
    const field = (n: number, tag: number): Der | undefined => {
      const wrapped = reader.maybe(Tag.contextConstructed(n), "PSS parameter");
      return wrapped && only(wrapped, tag);
    };
    const hash = field(0, Tag.sequence);
    const mask = field(1, Tag.sequence);
    const salt = field(2, Tag.integer);
    const trailer = field(3, Tag.integer);
    reader.end("PSS parameters");
    return {
      hash: hash && readAlgorithm(hash, "PSS hash").oid,
      maskHash: mask && readMaskHash(mask),
      salt: salt && smallIntegerOf(salt),
      trailer: trailer && smallIntegerOf(trailer),
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function only(wrapped: Der, tag: number): Der {
  const reader = new DerReader(wrapped);
  const value = reader.take(tag, "PSS parameter");
  reader.end("PSS parameter");
  return value;
}

/** The mask generation function must be MGF1, whose parameter is its hash. */
function readMaskHash(value: Der): string {
  const { oid, parameters } = readAlgorithm(value, "PSS mask");
  if (oid === Oid.mgf1 && parameters?.tag === Tag.sequence) {
    return readAlgorithm(parameters, "PSS mask hash").oid;
  }
  throw new DerError("The mask generation function is not MGF1", value.offset);
}

function keyAlgorithm({ spki }: PublicKey): Pick<AlgorithmIdentifier, "oid" | "parameters"> {
  const algorithm = new DerReader(spki).sequence("subjectPublicKeyInfo").sequence("algorithm");
  const oid = oidOf(algorithm.any("algorithm"));
  return { oid, parameters: algorithm.done ? undefined : algorithm.any("parameters") };
}
