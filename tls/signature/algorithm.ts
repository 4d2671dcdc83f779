/**
 * Signature algorithms of the handshake, and verifying with them.
 *
 * @module
 */
import { createPublicKey, verify } from "node:crypto";
import { Buffer } from "node:buffer";
import type { PublicKey } from "../../x509/public_key.ts";
import { curveOf } from "./curves.ts";
import { DSA_OID, verifyDsa } from "./dsa.ts";
import { verifyEcdsa } from "./ecdsa.ts";
import { verifyPkcs1, verifyPss } from "./rsa.ts";

/** How something is signed. */
export interface SignatureAlgorithm {
  /** The algorithm; RSASSA-PSS by the kind of key it is for. */
  readonly signature:
    | "rsa_pkcs1"
    | "rsa_pss_rsae"
    | "rsa_pss_pss"
    | "dsa"
    | "ecdsa"
    | "ed25519"
    | "ed448";
  /** The hash as `node:crypto` calls it; empty where the algorithm has its own. */
  readonly hash: string;
  /** The curve in dotted form, where the algorithm fixes it. */
  readonly curve?: string | undefined;
}

/** What came of verifying a signature. */
export type Verdict = "valid" | "invalid" | "mismatch" | "unsupported";

/**
 * Verifies a signature.
 *
 * @param algorithm The algorithm.
 * @param key The signer's key.
 * @param data What was signed.
 * @param signature The signature.
 * @returns `valid`; `invalid`; `mismatch` if the key is not for the algorithm; `unsupported` if it is
 * unknown here.
 */
export function verifyWith(
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Verdict {
  const { hash } = algorithm;
  switch (algorithm.signature) {
    case "rsa_pkcs1":
      if (key.kind !== "rsa" || key.pss) return "mismatch";
      return verifyPkcs1(key, hash, data, signature);
    case "rsa_pss_rsae":
    case "rsa_pss_pss":
      if (key.kind !== "rsa" || key.pss !== (algorithm.signature === "rsa_pss_pss")) {
        return "mismatch";
      }
      return verifyPss(key, hash, data, signature);
    case "dsa":
      if (key.kind !== "unknown" || key.algorithm !== DSA_OID) return "mismatch";
      return verifyDsa(key.spki, hash, data, signature);
    case "ecdsa":
      return verifyOnCurve(algorithm, key, data, signature);
    case "ed25519":
    case "ed448":
      if (key.kind !== algorithm.signature) return "mismatch";
      return verifyNatively(null, key, data, signature);
  }
}

const HASH_LENGTHS: Readonly<Record<string, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

function verifyOnCurve(
  { hash, curve: fixed }: SignatureAlgorithm,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Verdict {
  if (key.kind !== "ec" && key.kind !== "unknown") return "mismatch";
  const oid = key.kind === "ec" ? key.curve : key.algorithm;
  if (fixed !== undefined && oid !== fixed) return "mismatch";
  // Hashes shorter than half the field node:crypto refuses here, although they are in order.
  const short = key.kind === "ec" && 2 * HASH_LENGTHS[hash]! < Math.ceil(key.bits / 8);
  if (key.kind === "ec" && !short) return verifyNatively(hash, key, data, signature);
  const curve = curveOf(oid);
  if (!curve) return "unsupported";
  return verifyEcdsa(curve, key.key, hash, data, signature) ? "valid" : "invalid";
}

function verifyNatively(
  hash: string | null,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Verdict {
  try {
    const spki = Buffer.from(key.spki.buffer, key.spki.byteOffset, key.spki.length);
    const imported = createPublicKey({ key: spki, format: "der", type: "spki" });
    return verify(hash, data, imported, signature) ? "valid" : "invalid";
  } catch {
    return "invalid"; // The key is no point of its curve, or the signature no pair of numbers.
  }
}
