/**
 * Signatures over certificates and requests: which algorithm signs with which key, making a
 * signature, and verifying one.
 *
 * @module
 */
import { type Der, DerReader, integerOf, oidOf, smallIntegerOf, Tag, writeDer } from "./der.ts";
import { Oid } from "./oids.ts";
import { CURVE_NAMES, type PublicKey } from "./public_key.ts";

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export interface AlgorithmIdentifier {
  /** The algorithm in dotted form. */
  readonly oid: string;
  /** Its parameters, if any are given. */
  readonly parameters: Der | undefined;
  /** The whole SEQUENCE, to compare two of them. */
  readonly bytes: Uint8Array;
}

/** A hash function by the name WebCrypto uses. */
export type Hash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/**
 * Reads an AlgorithmIdentifier.
 *
 * @param value The SEQUENCE.
 * @param field What it is, for errors.
 * @returns The algorithm.
 * @throws {DerError} If its encoding is wrong.
 */
export function readAlgorithm(value: Der, field: string): AlgorithmIdentifier {
  const reader = new DerReader(value);
  const oid = oidOf(reader.take(Tag.oid, field));
  const parameters = reader.done ? undefined : reader.any(`${field} parameters`);
  reader.end(field);
  return { oid, parameters, bytes: value.bytes };
}

const RSA_HASHES: Readonly<Record<string, Hash>> = {
  [Oid.sha1WithRsa]: "SHA-1",
  [Oid.sha256WithRsa]: "SHA-256",
  [Oid.sha384WithRsa]: "SHA-384",
  [Oid.sha512WithRsa]: "SHA-512",
};

const ECDSA_HASHES: Readonly<Record<string, Hash>> = {
  [Oid.ecdsaWithSha1]: "SHA-1",
  [Oid.ecdsaWithSha256]: "SHA-256",
  [Oid.ecdsaWithSha384]: "SHA-384",
  [Oid.ecdsaWithSha512]: "SHA-512",
};

const HASHES: Readonly<Record<string, Hash>> = {
  [Oid.sha1]: "SHA-1",
  [Oid.sha256]: "SHA-256",
  [Oid.sha384]: "SHA-384",
  [Oid.sha512]: "SHA-512",
};

/**
 * The hash a signature algorithm uses.
 *
 * @param algorithm The algorithm.
 * @returns The hash; undefined for Ed25519, which has its own, and for the unknown.
 */
export function hashOf(algorithm: AlgorithmIdentifier): Hash | undefined {
  return RSA_HASHES[algorithm.oid] ?? ECDSA_HASHES[algorithm.oid] ??
    (algorithm.oid === Oid.rsassaPss ? readPss(algorithm)?.hash : undefined);
}

/**
 * Verifies a signature.
 *
 * RSA with PKCS#1 v1.5 or PSS (RFC 8017), ECDSA over P-256, P-384 or P-521 (RFC 5758) and Ed25519
 * (RFC 8410) are known. SHA-1 is verified, so that it can be named; refusing it is up to the caller.
 *
 * @param key The signer's public key.
 * @param algorithm The algorithm the signed object names.
 * @param data The bytes that were signed.
 * @param signature The signature as the object carries it.
 * @returns `valid`; `invalid`; `mismatch` if the algorithm cannot be used with the kind of key; or
 * `unsupported` if the algorithm is unknown here.
 */
export async function verifySignature(
  key: PublicKey,
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<"valid" | "invalid" | "mismatch" | "unsupported"> {
  const scheme = schemeFor(key, algorithm, signature);
  if (typeof scheme === "string") return scheme;
  try {
    const imported = await crypto.subtle.importKey(
      "spki",
      Uint8Array.from(key.spki),
      scheme.key,
      false,
      ["verify"],
    );
    const verified = await crypto.subtle.verify(
      scheme.verify,
      imported,
      Uint8Array.from(scheme.signature),
      Uint8Array.from(data),
    );
    return verified ? "valid" : "invalid";
  } catch (error) {
    // WebCrypto refuses a point off its curve, and does not know every hash with every curve.
    return (error as Error).name === "NotSupportedError" ? "unsupported" : "invalid";
  }
}

type ImportAlgorithm = RsaHashedImportParams | EcKeyImportParams | { name: string };

/** How WebCrypto is to be asked, or why it need not be. */
function schemeFor(
  key: PublicKey,
  algorithm: AlgorithmIdentifier,
  signature: Uint8Array,
):
  | "invalid"
  | "mismatch"
  | "unsupported"
  | {
    key: ImportAlgorithm;
    verify: RsaPssParams | EcdsaParams | { name: string };
    signature: Uint8Array;
  } {
  const rsaHash = RSA_HASHES[algorithm.oid];
  if (rsaHash) {
    if (key.kind !== "rsa" || key.pss) return "mismatch";
    const name = "RSASSA-PKCS1-v1_5";
    return { key: { name, hash: rsaHash }, verify: { name }, signature };
  }
  if (algorithm.oid === Oid.rsassaPss) {
    if (key.kind !== "rsa") return "mismatch";
    const pss = readPss(algorithm);
    if (!pss || key.pss) return "unsupported";
    const name = "RSA-PSS";
    return {
      key: { name, hash: pss.hash },
      verify: { name, saltLength: pss.saltLength },
      signature,
    };
  }
  const ecHash = ECDSA_HASHES[algorithm.oid];
  if (ecHash) {
    if (key.kind !== "ec") return "mismatch";
    const namedCurve = CURVE_NAMES[key.curve];
    // Deno's WebCrypto calls every signature of P-384 with SHA-1 wrong: it does not know the pair.
    if (!namedCurve || (namedCurve === "P-384" && ecHash === "SHA-1")) return "unsupported";
    const raw = ecdsaRaw(signature, Math.ceil(key.bits / 8));
    if (!raw) return "invalid";
    const name = "ECDSA";
    return { key: { name, namedCurve }, verify: { name, hash: ecHash }, signature: raw };
  }
  if (algorithm.oid === Oid.ed25519) {
    if (key.kind !== "ed25519") return "mismatch";
    return { key: { name: "Ed25519" }, verify: { name: "Ed25519" }, signature };
  }
  return "unsupported";
}

/** RSASSA-PSS-params (RFC 4055 section 3.1), where hash and mask hash are the same. */
function readPss(algorithm: AlgorithmIdentifier): { hash: Hash; saltLength: number } | undefined {
  if (!algorithm.parameters || algorithm.parameters.tag !== Tag.sequence) return undefined;
  try {
    const reader = new DerReader(algorithm.parameters);
    const hashField = reader.maybe(Tag.contextConstructed(0), "PSS hash");
    const maskField = reader.maybe(Tag.contextConstructed(1), "PSS mask");
    const saltField = reader.maybe(Tag.contextConstructed(2), "PSS salt length");
    if (!hashField || !maskField) return undefined; // SHA-1, the default, is not for PSS here.
    reader.end("PSS parameters");
    const hash = HASHES[readAlgorithm(only(hashField, Tag.sequence), "PSS hash").oid];
    const mask = readAlgorithm(only(maskField, Tag.sequence), "PSS mask");
    const maskHash = mask.oid === Oid.mgf1 && mask.parameters?.tag === Tag.sequence &&
      HASHES[readAlgorithm(mask.parameters, "PSS mask hash").oid];
    const saltLength = saltField ? smallIntegerOf(only(saltField, Tag.integer)) : 20;
    return hash && maskHash === hash && saltLength >= 0 ? { hash, saltLength } : undefined;
  } catch {
    return undefined;
  }
}

/** The one value an EXPLICIT tag wraps. */
function only(wrapper: Der, tag: number): Der {
  const reader = new DerReader(wrapper);
  const value = reader.take(tag, "PSS parameter");
  reader.end("PSS parameter");
  return value;
}

/** An Ecdsa-Sig-Value (RFC 3279 section 2.2.3) as the fixed-width r and s that WebCrypto takes. */
function ecdsaRaw(signature: Uint8Array, width: number): Uint8Array | undefined {
  try {
    const pair = new DerReader(signature).sequence("Ecdsa-Sig-Value");
    const raw = [pair.take(Tag.integer, "r"), pair.take(Tag.integer, "s")].map((value) => {
      const number = integerOf(value);
      const digits = number.toString(16).padStart(2 * width, "0");
      return number > 0n && digits.length === 2 * width ? digits : undefined;
    });
    pair.end("Ecdsa-Sig-Value");
    return raw.includes(undefined) ? undefined : Uint8Array.fromHex(raw.join(""));
  } catch {
    return undefined;
  }
}

/**
 * Fixed-width r and s, as WebCrypto signs, as an Ecdsa-Sig-Value (RFC 3279 section 2.2.3).
 *
 * @param raw r and s, each half of the bytes.
 * @returns The DER bytes.
 */
export function ecdsaDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  const numbers = [raw.subarray(0, half), raw.subarray(half)].map((number) => {
    const first = number.findIndex((octet) => octet !== 0);
    const digits = number.subarray(first < 0 ? half - 1 : first);
    // A leading zero keeps a number with its top bit set positive.
    return digits[0]! < 0x80
      ? writeDer(Tag.integer, digits)
      : writeDer(Tag.integer, new Uint8Array(1), digits);
  });
  return writeDer(Tag.sequence, ...numbers);
}
