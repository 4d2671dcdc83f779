/**
 * RSA signatures (RFC 8017): PKCS#1 v1.5, also in the form TLS had before version 1.2, and PSS.
 *
 * Verifying takes one power with a small exponent, and BigInt computes it in less time than
 * `node:crypto` takes here; it also goes beyond the 4096 bits at which that ends.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { sameBytes } from "../../x509/der.ts";
import type { PublicKey } from "../../x509/public_key.ts";
import { bytesOf, numberOf, power } from "./modular.ts";

/** A public key of RSA. */
export type RsaKey = Extract<PublicKey, { kind: "rsa" }>;

/** The largest modulus looked at, in bits, and the largest exponent: so that verifying ends soon. */
const LARGEST_MODULUS = 16_384;
const LARGEST_EXPONENT = 1n << 64n;

/**
 * What a DigestInfo consists of before the hash itself (RFC 8017 section 9.2), with the NULL parameters
 * that are usual and without, which RFC 5246 section 4.7 asks to accept.
 */
const DIGEST_INFO: Readonly<Record<string, readonly string[]>> = {
  md5: ["3020300c06082a864886f70d020505000410", "301e300a06082a864886f70d02050410"],
  sha1: ["3021300906052b0e03021a05000414", "301f300706052b0e03021a0414"],
  sha224: ["302d300d06096086480165030402040500041c", "302b300b0609608648016503040204041c"],
  sha256: ["3031300d060960864801650304020105000420", "302f300b06096086480165030402010420"],
  sha384: ["3041300d060960864801650304020205000430", "303f300b06096086480165030402020430"],
  sha512: ["3051300d060960864801650304020305000440", "304f300b06096086480165030402030440"],
  // RFC 4346 section 4.7: both hashes one after the other, and no DigestInfo.
  "md5-sha1": [""],
};

/**
 * Verifies a signature with RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
 *
 * @param key The signer's key.
 * @param hash The hash as `node:crypto` calls it; `md5-sha1` for TLS 1.0 and 1.1.
 * @param data What was signed.
 * @param signature The signature.
 * @returns `valid`, `invalid`, or `unsupported` for a key or a hash beyond what is computed here.
 */
export function verifyPkcs1(
  key: RsaKey,
  hash: string,
  data: Uint8Array,
  signature: Uint8Array,
): "valid" | "invalid" | "unsupported" {
  const prefixes = DIGEST_INFO[hash];
  if (!prefixes || tooLarge(key)) return "unsupported";
  const message = recover(key, signature);
  if (!message) return "invalid";
  const digest = createHash(hash).update(data).digest();
  const matches = prefixes.some((prefix) => {
    const expected = padded(Uint8Array.fromHex(prefix + digest.toHex()), message.length);
    return expected !== undefined && sameBytes(message, expected);
  });
  return matches ? "valid" : "invalid";
}

/**
 * Verifies a signature with RSASSA-PSS (RFC 8017 section 8.1.2), the mask made with the same hash and
 * the salt as long as the hash, as TLS has it.
 *
 * @param key The signer's key.
 * @param hash The hash as `node:crypto` calls it.
 * @param data What was signed.
 * @param signature The signature.
 * @returns `valid`, `invalid`, or `unsupported` for a key beyond what is computed here.
 */
export function verifyPss(
  key: RsaKey,
  hash: string,
  data: Uint8Array,
  signature: Uint8Array,
): "valid" | "invalid" | "unsupported" {
  if (tooLarge(key)) return "unsupported";
  const message = recover(key, signature);
  if (!message) return "invalid";
  // The message has one bit less than the modulus: at 8n + 1 bits that is a whole byte less.
  const bits = key.bits - 1;
  const encoded = bits % 8 === 0 ? message.subarray(1) : message;
  if (bits % 8 === 0 && message[0] !== 0) return "invalid";
  const digest = createHash(hash).update(data).digest();
  return fitsPss(encoded, bits, hash, digest) ? "valid" : "invalid";
}

/** EMSA-PSS-VERIFY (RFC 8017 section 9.1.2), its steps 3 to 14. */
function fitsPss(encoded: Uint8Array, bits: number, hash: string, digest: Uint8Array): boolean {
  const length = digest.length;
  const end = encoded.length - length - 1;
  const zeros = end - length - 1;
  if (zeros < 0 || encoded.at(-1) !== 0xbc) return false;
  const trailer = encoded.subarray(end, end + length);
  const block = encoded.slice(0, end);
  const top = 0xff >>> 8 * encoded.length - bits;
  if ((block[0]! & ~top) !== 0) return false;
  unmask(block, trailer, hash);
  block[0]! &= top;
  for (let i = 0; i < zeros; i++) if (block[i] !== 0) return false;
  if (block[zeros] !== 1) return false;
  const salt = block.subarray(zeros + 1);
  const expected = createHash(hash).update(new Uint8Array(8)).update(digest).update(salt).digest();
  return sameBytes(expected, trailer);
}

/** Takes the mask of MGF1 off (RFC 8017 appendix B.2.1). */
function unmask(block: Uint8Array, seed: Uint8Array, hash: string): void {
  const counter = new Uint8Array(4);
  const view = new DataView(counter.buffer);
  for (let at = 0, count = 0; at < block.length; count++) {
    view.setUint32(0, count);
    for (const octet of createHash(hash).update(seed).update(counter).digest()) {
      if (at < block.length) block[at++]! ^= octet;
    }
  }
}

/** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2); undefined if the key is too short for the hash. */
function padded(info: Uint8Array, length: number): Uint8Array | undefined {
  const start = length - info.length;
  if (start < 11) return undefined;
  const bytes = new Uint8Array(length).fill(0xff);
  bytes[0] = 0;
  bytes[1] = 1;
  bytes[start - 1] = 0;
  bytes.set(info, start);
  return bytes;
}

/** RSAVP1 (RFC 8017 section 5.2.2): the message, as long as the modulus. */
function recover({ modulus, exponent, bits }: RsaKey, signature: Uint8Array) {
  const length = Math.ceil(bits / 8);
  const n = numberOf(modulus);
  const s = numberOf(signature);
  if (signature.length !== length || s >= n || n < 2n) return undefined;
  return bytesOf(power(s, exponent, n), length);
}

function tooLarge({ bits, exponent }: RsaKey): boolean {
  return bits > LARGEST_MODULUS || exponent >= LARGEST_EXPONENT;
}
