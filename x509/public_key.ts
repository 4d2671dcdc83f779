/**
 * Public keys: reading SubjectPublicKeyInfo, and saying what kind of key it is.
 *
 * @module
 */
import { DerError, DerReader, integerOf, oidOf, readDer, Tag, wholeBitsOf } from "./der.ts";
import { Oid, shortName } from "./oids.ts";

/** A public key as a certificate carries it (RFC 5280 section 4.1.2.7). */
export type PublicKey =
  & {
    /** The whole SubjectPublicKeyInfo. */
    readonly spki: Uint8Array;
    /** The key itself: what the subject key identifier is a hash of (RFC 5280 section 4.2.1.2). */
    readonly key: Uint8Array;
  }
  & (
    | {
      readonly kind: "rsa";
      /** Length of the modulus. */
      readonly bits: number;
      readonly modulus: Uint8Array;
      readonly exponent: bigint;
      /** Restricted to RSASSA-PSS (RFC 4055 section 1.2). */
      readonly pss: boolean;
    }
    | {
      readonly kind: "ec";
      readonly bits: number;
      /** The curve in dotted form. */
      readonly curve: string;
    }
    | { readonly kind: "ed25519" | "ed448" | "x25519" | "x448"; readonly bits: number }
    | { readonly kind: "unknown"; readonly algorithm: string }
  );

const CURVE_BITS: Readonly<Record<string, number>> = {
  [Oid.p256]: 256,
  [Oid.p384]: 384,
  [Oid.p521]: 521,
  "1.3.132.0.10": 256,
};

const EDWARDS: Readonly<
  Record<string, { kind: "ed25519" | "ed448" | "x25519" | "x448"; bits: number; length: number }>
> = {
  "1.3.101.110": { kind: "x25519", bits: 253, length: 32 },
  "1.3.101.111": { kind: "x448", bits: 448, length: 56 },
  [Oid.ed25519]: { kind: "ed25519", bits: 256, length: 32 },
  "1.3.101.113": { kind: "ed448", bits: 456, length: 57 },
};

/**
 * Reads a SubjectPublicKeyInfo.
 *
 * @param spki The DER bytes.
 * @returns The key; `kind` is `unknown` for algorithms this project does not know.
 * @throws {DerError} If the encoding is wrong, or a known key is malformed: an RSA modulus that is
 * not positive, a point of the wrong length for its curve.
 */
export function readPublicKey(spki: Uint8Array): PublicKey {
  const outer = new DerReader(readDer(spki, "subjectPublicKeyInfo"));
  const algorithm = outer.sequence("subjectPublicKeyInfo algorithm");
  const oid = oidOf(algorithm.take(Tag.oid, "subjectPublicKeyInfo algorithm"));
  const parameters = algorithm.done ? undefined : algorithm.any("subjectPublicKeyInfo parameters");
  algorithm.end("subjectPublicKeyInfo algorithm");
  const value = outer.take(Tag.bitString, "subjectPublicKey");
  outer.end("subjectPublicKeyInfo");
  const key = wholeBitsOf(value);
  if (oid === Oid.rsaEncryption || oid === Oid.rsassaPss) {
    const pair = new DerReader(key).sequence("RSAPublicKey");
    const modulus = pair.take(Tag.integer, "modulus");
    const exponent = integerOf(pair.take(Tag.integer, "publicExponent"));
    pair.end("RSAPublicKey");
    const number = integerOf(modulus);
    if (number <= 0n || exponent <= 0n) {
      throw new DerError("An RSA key has a number that is not positive", value.offset);
    }
    return {
      spki,
      key,
      kind: "rsa",
      bits: bitLength(modulus.content),
      modulus: modulus.content,
      exponent,
      pss: oid === Oid.rsassaPss,
    };
  }
  if (oid === Oid.ecPublicKey && parameters?.tag === Tag.oid) {
    const curve = oidOf(parameters);
    const bits = CURVE_BITS[curve];
    if (bits === undefined) return { spki, key, kind: "unknown", algorithm: curve };
    const width = Math.ceil(bits / 8);
    const compressed = key[0] === 2 || key[0] === 3;
    if (key.length !== (compressed ? 1 + width : 1 + 2 * width) || (!compressed && key[0] !== 4)) {
      throw new DerError(`A point is malformed for ${shortName(curve)}`, value.offset);
    }
    return { spki, key, kind: "ec", bits, curve };
  }
  const edwards = EDWARDS[oid];
  if (edwards) {
    if (key.length !== edwards.length) {
      throw new DerError(`A key is malformed for ${shortName(oid)}`, value.offset);
    }
    return { spki, key, kind: edwards.kind, bits: edwards.bits };
  }
  return { spki, key, kind: "unknown", algorithm: oid };
}

/** The length in bits of a positive INTEGER's content, its leading zero octet not counted. */
function bitLength(content: Uint8Array): number {
  const first = content.findIndex((octet) => octet !== 0);
  return first < 0 ? 0 : 8 * (content.length - first) - Math.clz32(content[first]!) + 24;
}

/**
 * A key's kind in a few words.
 *
 * @param key The key.
 * @returns Such as `RSA 2048`, `EC P-256`, `Ed25519`; the algorithm's name for others.
 */
export function describeKey(key: PublicKey): string {
  switch (key.kind) {
    case "rsa":
      return `${key.pss ? "RSA-PSS" : "RSA"} ${key.bits}`;
    case "ec":
      return `EC ${CURVE_NAMES[key.curve] ?? shortName(key.curve)}`;
    case "ed25519":
      return "Ed25519";
    case "unknown":
      return shortName(key.algorithm);
    default:
      return key.kind.replace(/^[ex]/, (letter) => letter.toUpperCase());
  }
}

/** The curves WebCrypto knows, by the names it and NIST (FIPS 186-5) use. */
export const CURVE_NAMES: Readonly<Record<string, "P-256" | "P-384" | "P-521">> = {
  [Oid.p256]: "P-256",
  [Oid.p384]: "P-384",
  [Oid.p521]: "P-521",
};
