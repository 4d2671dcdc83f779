/**
 * What proves that the two ends of a connection are who they say and saw the same handshake: Finished,
 * and the signatures of CertificateVerify and ServerKeyExchange.
 *
 * @module
 */
import type { PublicKey } from "../x509/public_key.ts";
import type { Side } from "./event.ts";
import { hmac } from "./hmac.ts";
import { finishedKey } from "./key_schedule.ts";
import { prf } from "./prf.ts";
import { verifyWith } from "./signature/algorithm.ts";
import { keyDefault, schemeTls12, schemeTls13 } from "./signature/scheme.ts";

const TLS12 = 0x0303;
const TLS13 = 0x0304;

/**
 * What a Finished of TLS 1.3 has to say (RFC 8446 section 4.4.4).
 *
 * @param hash The suite's hash as `node:crypto` calls it.
 * @param baseSecret The handshake traffic secret of the side that sends it.
 * @param transcriptHash The hash of all messages before it.
 * @returns The `verify_data`, as long as the hash.
 */
export function finishedMac13(
  hash: string,
  baseSecret: Uint8Array,
  transcriptHash: Uint8Array,
): Uint8Array {
  return hmac(hash, finishedKey(hash, baseSecret))(transcriptHash);
}

/**
 * What a Finished of TLS 1.0 to 1.2 has to say (RFC 5246 section 7.4.9).
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param hash The suite's hash as `node:crypto` calls it; TLS 1.0 and 1.1 do not use it.
 * @param master The master secret.
 * @param side Who sends it.
 * @param handshakeHash The `handshakeHash()` of all messages before it.
 * @returns The 12 bytes of `verify_data`.
 */
export function finishedMac12(
  version: number,
  hash: string,
  master: Uint8Array,
  side: Side,
  handshakeHash: Uint8Array,
): Uint8Array {
  return prf(version, hash, master, `${side} finished`, handshakeHash, 12);
}

/**
 * What a CertificateVerify of TLS 1.3 signs (RFC 8446 section 4.4.3).
 *
 * @param side Who signs.
 * @param transcriptHash The hash of all messages before the CertificateVerify.
 * @returns 64 spaces, what the signature is for, a zero, and the hash.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signedContent13 } from "./proof.ts";
 *
 * const content = signedContent13("client", new Uint8Array(32));
 * assertEquals(content.length, 130);
 * assertEquals(
 *   new TextDecoder().decode(content.subarray(60, 97)),
 *   "    TLS 1.3, client CertificateVerify",
 * );
 * ```
 */
export function signedContent13(side: Side, transcriptHash: Uint8Array): Uint8Array {
  const purpose = new TextEncoder().encode(`TLS 1.3, ${side} CertificateVerify\0`);
  const content = new Uint8Array(64 + purpose.length + transcriptHash.length).fill(0x20, 0, 64);
  content.set(purpose, 64);
  content.set(transcriptHash, 64 + purpose.length);
  return content;
}

/** A signature made during a handshake. */
export interface HandshakeSignature {
  /** The signer's key, of its certificate. */
  readonly key: PublicKey;
  /** The SignatureScheme in the message; undefined before TLS 1.2, where the key decides. */
  readonly scheme: number | undefined;
  /** The version agreed on, 0x0301 to 0x0304. */
  readonly version: number;
  /**
   * What was signed. In a CertificateVerify of TLS 1.3 {@linkcode signedContent13}, before that all
   * messages before it; in a ServerKeyExchange both randoms and the parameters.
   */
  readonly data: Uint8Array;
  /** The signature as in the message, without its length. */
  readonly signature: Uint8Array;
}

/**
 * Verifies a signature of CertificateVerify or ServerKeyExchange.
 *
 * Known are RSA with PKCS#1 v1.5 and PSS, ECDSA over the NIST and brainpool curves and secp256k1, DSA,
 * Ed25519 and Ed448. MD5 and SHA-1 are computed too where the version has them: that they are weak is
 * for others to say.
 *
 * @param handshakeSignature The signature, and what it depends on.
 * @returns `valid`; `invalid`; `mismatch` if the scheme is not for this kind of key, or not for the
 * handshake of this version; or `unsupported` if the scheme or the key is unknown here.
 */
export function verifyHandshakeSignature(
  handshakeSignature: HandshakeSignature,
): "valid" | "invalid" | "mismatch" | "unsupported" {
  const { key, scheme, version, data, signature } = handshakeSignature;
  const algorithm = scheme === undefined || version < TLS12
    ? keyDefault(key)
    : version < TLS13
    ? schemeTls12(scheme)
    : schemeTls13(scheme);
  return typeof algorithm === "string" ? algorithm : verifyWith(algorithm, key, data, signature);
}
