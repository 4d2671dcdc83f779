/**
 * Private keys: making them, reading them from PKCS#8, PKCS#1 or SEC 1, signing with them.
 *
 * @module
 */
import {
  DerError,
  DerReader,
  integerOf,
  oidOf,
  readDer,
  sameBytes,
  smallIntegerOf,
  Tag,
  writeDer,
} from "./der.ts";
import { longName, Oid } from "./oids.ts";
import type { Pem } from "./pem.ts";
import { CURVE_NAMES, describeKey, type PublicKey, readPublicKey } from "./public_key.ts";
import { ecdsaDer } from "./signature.ts";

/** The kinds of key a person may ask for, as `--key` takes them. */
export const KEY_KINDS = [
  "rsa:2048",
  "rsa:3072",
  "rsa:4096",
  "ec:p256",
  "ec:p384",
  "ed25519",
] as const;

/** One of {@linkcode KEY_KINDS}. */
export type KeyKind = typeof KEY_KINDS[number];

/** A private key, ready to sign. */
export interface PrivateKey {
  /** The key as PKCS#8 DER (RFC 5958). Secret. */
  readonly pkcs8: Uint8Array;
  /** The public half. */
  readonly publicKey: PublicKey;
  /** The signature algorithm used with this key, in dotted form. */
  readonly algorithm: string;
  /**
   * Signs.
   *
   * @param data The bytes to sign.
   * @returns The signature as certificates carry it.
   */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A key that cannot be read without its passphrase. */
export class EncryptedKeyError extends SyntaxError {
  /** `EncryptedKeyError`. */
  override readonly name = "EncryptedKeyError";
}

/** A sound key of a kind that cannot sign here. */
export class UnsupportedKeyError extends SyntaxError {
  /** `UnsupportedKeyError`. */
  override readonly name = "UnsupportedKeyError";
}

/** How WebCrypto is asked for a key, and what its signatures are called in certificates. */
interface Scheme {
  readonly create: RsaHashedKeyGenParams | EcKeyGenParams | { name: string };
  readonly sign: EcdsaParams | { name: string };
  readonly oid: string;
}

function rsaScheme(modulusLength: number): Scheme {
  const name = "RSASSA-PKCS1-v1_5";
  const publicExponent = new Uint8Array([1, 0, 1]); // 65537
  return {
    create: { name, modulusLength, publicExponent, hash: "SHA-256" },
    sign: { name },
    oid: Oid.sha256WithRsa,
  };
}

function ecScheme(namedCurve: string, hash: string, oid: string): Scheme {
  return { create: { name: "ECDSA", namedCurve }, sign: { name: "ECDSA", hash }, oid };
}

/** Each curve signs with the hash of its strength (RFC 5480 section 4). */
const EC_SCHEMES: Readonly<Record<string, Scheme>> = {
  "P-256": ecScheme("P-256", "SHA-256", Oid.ecdsaWithSha256),
  "P-384": ecScheme("P-384", "SHA-384", Oid.ecdsaWithSha384),
  "P-521": ecScheme("P-521", "SHA-512", Oid.ecdsaWithSha512),
};

const ED25519: Scheme = {
  create: { name: "Ed25519" },
  sign: { name: "Ed25519" },
  oid: Oid.ed25519,
};

const SCHEMES: Readonly<Record<KeyKind, Scheme>> = {
  "rsa:2048": rsaScheme(2048),
  "rsa:3072": rsaScheme(3072),
  "rsa:4096": rsaScheme(4096),
  "ec:p256": EC_SCHEMES["P-256"]!,
  "ec:p384": EC_SCHEMES["P-384"]!,
  "ed25519": ED25519,
};

/**
 * Makes a key pair from the platform's random numbers.
 *
 * @param kind What key: RSA keys have the public exponent 65537.
 * @returns The key.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { generateKey } from "./private_key.ts";
 * import { describeKey } from "./public_key.ts";
 *
 * assertEquals(describeKey((await generateKey("ec:p256")).publicKey), "EC P-256");
 * ```
 */
export async function generateKey(kind: KeyKind): Promise<PrivateKey> {
  const scheme = SCHEMES[kind];
  const pair = await crypto.subtle.generateKey(scheme.create, true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  const [pkcs8, spki] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
    crypto.subtle.exportKey("spki", pair.publicKey),
  ]);
  return {
    pkcs8: new Uint8Array(pkcs8),
    publicKey: readPublicKey(new Uint8Array(spki)),
    algorithm: scheme.oid,
    sign: signer(pair.privateKey, scheme),
  };
}

function signer(key: CryptoKey, scheme: Scheme): PrivateKey["sign"] {
  return async (data) => {
    const raw = await crypto.subtle.sign(scheme.sign, key, Uint8Array.from(data));
    const signature = new Uint8Array(raw);
    return scheme.create.name === "ECDSA" ? ecdsaDer(signature) : signature;
  };
}

/**
 * Reads a private key from a PEM block: `PRIVATE KEY` (PKCS#8, RFC 5958), `RSA PRIVATE KEY` (PKCS#1,
 * RFC 8017 appendix A.1.2) or `EC PRIVATE KEY` (SEC 1, RFC 5915).
 *
 * @param pem The block.
 * @returns The key.
 * @throws {EncryptedKeyError} If it is encrypted.
 * @throws {UnsupportedKeyError} If it is of a kind that cannot sign here.
 * @throws {SyntaxError} If it is no such block, malformed, or its numbers do not make a key.
 */
export async function readPrivateKey(pem: Pem): Promise<PrivateKey> {
  switch (pem.label) {
    case "PRIVATE KEY":
      return await importPkcs8(pem.bytes);
    case "RSA PRIVATE KEY":
      return await importPkcs8(wrapPkcs1(pem.bytes));
    case "EC PRIVATE KEY":
      return await importPkcs8(wrapSec1(pem.bytes));
    case "ENCRYPTED PRIVATE KEY":
      throw new EncryptedKeyError("The key is encrypted with a passphrase");
    default:
      throw new SyntaxError(
        `A PEM block labelled ${pem.label} is neither certificate, request nor key`,
      );
  }
}

const VERSION_0 = writeDer(Tag.integer, new Uint8Array(1));
// The content octets of the two identifiers a wrapped key names.
const RSA_ENCRYPTION = Uint8Array.fromHex("2a864886f70d010101");
const EC_PUBLIC_KEY = Uint8Array.fromHex("2a8648ce3d0201");

function wrapPkcs1(bytes: Uint8Array): Uint8Array {
  const algorithm = writeDer(Tag.sequence, writeDer(Tag.oid, RSA_ENCRYPTION), writeDer(Tag.null));
  return writeDer(Tag.sequence, VERSION_0, algorithm, writeDer(Tag.octetString, bytes));
}

function wrapSec1(bytes: Uint8Array): Uint8Array {
  const key = new DerReader(readDer(bytes, "ECPrivateKey"));
  key.take(Tag.integer, "version");
  key.take(Tag.octetString, "privateKey");
  const wrapped = key.take(Tag.contextConstructed(0), "parameters");
  const curve = new DerReader(wrapped).take(Tag.oid, "namedCurve");
  const algorithm = writeDer(Tag.sequence, writeDer(Tag.oid, EC_PUBLIC_KEY), curve.bytes);
  return writeDer(Tag.sequence, VERSION_0, algorithm, writeDer(Tag.octetString, bytes));
}

async function importPkcs8(pkcs8: Uint8Array): Promise<PrivateKey> {
  const scheme = schemeOf(pkcs8);
  const bytes = Uint8Array.from(pkcs8);
  try {
    const key = await crypto.subtle.importKey("pkcs8", bytes, scheme.create, true, ["sign"]);
    const publicKey = readPublicKey(await publicHalf(key, scheme));
    return { pkcs8, publicKey, algorithm: scheme.oid, sign: signer(key, scheme) };
  } catch (error) {
    if (error instanceof DerError) throw error;
    throw new SyntaxError("The key's numbers do not make a private key");
  }
}

/** The scheme for the algorithm a PKCS#8 structure names. */
function schemeOf(pkcs8: Uint8Array): Scheme {
  const outer = new DerReader(readDer(pkcs8, "PrivateKeyInfo"));
  if (smallIntegerOf(outer.take(Tag.integer, "version")) > 1) {
    throw new SyntaxError("The key is of a version of PKCS#8 that does not exist");
  }
  const algorithm = outer.sequence("privateKeyAlgorithm");
  const oid = oidOf(algorithm.take(Tag.oid, "privateKeyAlgorithm"));
  const octets = outer.take(Tag.octetString, "privateKey");
  if (oid === Oid.rsaEncryption) {
    const numbers = new DerReader(octets).sequence("RSAPrivateKey");
    numbers.take(Tag.integer, "version");
    const modulus = integerOf(numbers.take(Tag.integer, "modulus"));
    return rsaScheme(modulus > 0n ? modulus.toString(2).length : 0);
  }
  if (oid === Oid.ed25519) return ED25519;
  const curve = oid === Oid.ecPublicKey && oidOf(algorithm.take(Tag.oid, "namedCurve"));
  const scheme = curve && EC_SCHEMES[CURVE_NAMES[curve] ?? ""];
  if (scheme) return scheme;
  throw new UnsupportedKeyError(`Keys of the kind ${longName(curve || oid)} are not supported`);
}

/** WebCrypto gives the public half of a private key only through a JWK (RFC 7517). */
async function publicHalf(key: CryptoKey, scheme: Scheme): Promise<Uint8Array> {
  const { kty, n, e, crv, x, y } = await crypto.subtle.exportKey("jwk", key);
  const jwk = Object.fromEntries(
    Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined),
  );
  const half = await crypto.subtle.importKey("jwk", jwk, scheme.create, true, ["verify"]);
  return new Uint8Array(await crypto.subtle.exportKey("spki", half));
}

/**
 * Whether a certificate or request carries the public half of a private key.
 *
 * @param key The private key.
 * @param publicKey The public key carried.
 * @returns True if they are a pair.
 */
export function isPair(key: PrivateKey, publicKey: PublicKey): boolean {
  return sameBytes(key.publicKey.key, publicKey.key) &&
    describeKey(key.publicKey) === describeKey(publicKey);
}
