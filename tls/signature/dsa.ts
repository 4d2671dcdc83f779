/**
 * DSA signatures (FIPS 186-4 section 4.7), which TLS has up to version 1.2.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { DerError, DerReader, integerOf, readDer, Tag } from "../../x509/der.ts";
import { inverse, numberOf, power } from "./modular.ts";

/** The OID of DSA keys (RFC 3279 section 2.3.2). */
export const DSA_OID = "1.2.840.10040.4.1";

/** The largest prime looked at, in bits, and the largest order: so that verifying ends soon. */
const LARGEST_PRIME = 4096;
const LARGEST_ORDER = 256;

/**
 * Verifies a signature.
 *
 * @param spki The signer's SubjectPublicKeyInfo.
 * @param hash The hash as `node:crypto` calls it.
 * @param data What was signed.
 * @param signature The signature, a Dss-Sig-Value in DER.
 * @returns `valid`, `invalid`, or `unsupported` for a key beyond what is computed here, one with
 * parameters of its issuer included.
 */
export function verifyDsa(
  spki: Uint8Array,
  hash: string,
  data: Uint8Array,
  signature: Uint8Array,
): "valid" | "invalid" | "unsupported" {
  const key = readKey(spki);
  if (!key) return "unsupported";
  const { p, q, g, y } = key;
  const pair = readPair(signature);
  if (!pair || pair.some((number) => number <= 0n || number >= q)) return "invalid";
  const [r, s] = pair;
  const w = inverse(s, q);
  if (w === undefined) return "invalid";
  const z = leftmost(createHash(hash).update(data).digest(), q.toString(2).length);
  const v = power(g, z * w % q, p) * power(y, r * w % q, p) % p % q;
  return v === r ? "valid" : "invalid";
}

/**
 * Reads the two numbers a signature with DSA or ECDSA consists of (RFC 3279 sections 2.2.2 and 2.2.3).
 *
 * @param signature The signature in DER.
 * @returns r and s; undefined if it is not that.
 */
export function readPair(signature: Uint8Array): [r: bigint, s: bigint] | undefined {
  return whole(() => {
    const outer = readDer(signature, "signature");
    if (outer.tag !== Tag.sequence) return undefined;
    const reader = new DerReader(outer);
    const r = integerOf(reader.take(Tag.integer, "r"));
    const s = integerOf(reader.take(Tag.integer, "s"));
    reader.end("signature");
    return [r, s];
  });
}

/**
 * The leftmost bits of a hash, as DSA and ECDSA sign them (FIPS 186-4 sections 4.6 and 6.4).
 *
 * @param digest The hash.
 * @param bits How many bits, those of the order.
 * @returns The number.
 */
export function leftmost(digest: Uint8Array, bits: number): bigint {
  const excess = 8 * digest.length - bits;
  return excess > 0 ? numberOf(digest) >> BigInt(excess) : numberOf(digest);
}

function readKey(spki: Uint8Array) {
  const numbers = whole(() => {
    const info = new DerReader(readDer(spki, "subjectPublicKeyInfo"));
    const algorithm = info.sequence("algorithm");
    algorithm.take(Tag.oid, "algorithm");
    const parameters = algorithm.sequence("parameters");
    const [p, q, g] = ["p", "q", "g"].map((name) => integerOf(parameters.take(Tag.integer, name)));
    const key = info.take(Tag.bitString, "subjectPublicKey");
    const y = integerOf(readDer(key.content.subarray(1), "y"));
    return { p: p!, q: q!, g: g!, y };
  });
  if (!numbers) return undefined;
  const { p, q, g, y } = numbers;
  const fit = p >> BigInt(LARGEST_PRIME) === 0n && q >> BigInt(LARGEST_ORDER) === 0n;
  return fit && q > 1n && q < p && g > 0n && g < p && y > 0n && y < p ? numbers : undefined;
}

/** What a reading gives; undefined where the encoding is wrong. */
function whole<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
