/**
 * How something is signed: IANA's registry "TLS SignatureScheme" (RFC 8446, RFC 8734, RFC 8998,
 * RFC 9367; the post-quantum ones by Internet-Drafts).
 *
 * The numbers are those of TLS 1.2 read otherwise: there the first byte is the hash and the second the
 * signature algorithm, and some pairs never got a name of their own.
 *
 * @module
 */
import { HASH_ALGORITHMS } from "./hash_algorithms.ts";
import { nameOf, type Registry, registry } from "./registry.ts";
import { SIGNATURE_ALGORITHMS } from "./signature_algorithms.ts";

/** The signature schemes. */
export const SIGNATURE_SCHEMES: Registry = registry({
  title: "TLS SignatureScheme",
  bytes: 2,
  grease: true,
  rows: `
    0x0201 rsa_pkcs1_sha1
    0x0203 ecdsa_sha1
    0x0401 rsa_pkcs1_sha256
    0x0403 ecdsa_secp256r1_sha256
    0x0420 rsa_pkcs1_sha256_legacy
    0x0501 rsa_pkcs1_sha384
    0x0503 ecdsa_secp384r1_sha384
    0x0520 rsa_pkcs1_sha384_legacy
    0x0601 rsa_pkcs1_sha512
    0x0603 ecdsa_secp521r1_sha512
    0x0620 rsa_pkcs1_sha512_legacy
    0x0704 eccsi_sha256
    0x0705 iso_ibs1
    0x0706 iso_ibs2
    0x0707 iso_chinese_ibs
    0x0708 sm2sig_sm3
    0x0709 gostr34102012_256a
    0x070a gostr34102012_256b
    0x070b gostr34102012_256c
    0x070c gostr34102012_256d
    0x070d gostr34102012_512a
    0x070e gostr34102012_512b
    0x070f gostr34102012_512c
    0x0804 rsa_pss_rsae_sha256
    0x0805 rsa_pss_rsae_sha384
    0x0806 rsa_pss_rsae_sha512
    0x0807 ed25519
    0x0808 ed448
    0x0809 rsa_pss_pss_sha256
    0x080a rsa_pss_pss_sha384
    0x080b rsa_pss_pss_sha512
    0x081a ecdsa_brainpoolP256r1tls13_sha256
    0x081b ecdsa_brainpoolP384r1tls13_sha384
    0x081c ecdsa_brainpoolP512r1tls13_sha512
    0x0904 mldsa44
    0x0905 mldsa65
    0x0906 mldsa87
    0x0911 slhdsa_sha2_128s
    0x0912 slhdsa_sha2_128f
    0x0913 slhdsa_sha2_192s
    0x0914 slhdsa_sha2_192f
    0x0915 slhdsa_sha2_256s
    0x0916 slhdsa_sha2_256f
    0x0917 slhdsa_shake_128s
    0x0918 slhdsa_shake_128f
    0x0919 slhdsa_shake_192s
    0x091a slhdsa_shake_192f
    0x091b slhdsa_shake_256s
    0x091c slhdsa_shake_256f`,
  ranges: [
    { first: 0x0000, last: 0x06ff, purpose: "reserved" },
    { first: 0xfe00, last: 0xffff, purpose: "private use" },
  ],
});

/** A signature algorithm as TLS 1.2 reads it. */
export interface SignaturePair {
  /** The hash, spelled as registered. */
  readonly hash: string;
  /** The signature algorithm, spelled as registered. */
  readonly signature: string;
}

/**
 * Reads a number as TLS 1.2 does: a hash and a signature algorithm (RFC 5246 section 7.4.1.4.1).
 *
 * @param code The two bytes.
 * @returns The pair, or undefined if either byte has no name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signaturePair } from "./signature_schemes.ts";
 *
 * assertEquals(signaturePair(0x0202), { hash: "sha1", signature: "dsa" });
 * assertEquals(signaturePair(0x0804), undefined);
 * ```
 */
export function signaturePair(code: number): SignaturePair | undefined {
  const hash = HASH_ALGORITHMS.names.get(code >>> 8);
  const signature = SIGNATURE_ALGORITHMS.names.get(code & 0xff);
  return hash !== undefined && signature !== undefined ? { hash, signature } : undefined;
}

/**
 * What to call a signature scheme, of TLS 1.3 or of TLS 1.2.
 *
 * @param code The two bytes.
 * @returns The scheme's registered name; or the pair it is in TLS 1.2, such as `sha224 + rsa`; or what
 * {@linkcode nameOf} says of a number without a name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signatureSchemeName } from "./signature_schemes.ts";
 *
 * assertEquals(signatureSchemeName(0x0804), "rsa_pss_rsae_sha256");
 * assertEquals(signatureSchemeName(0x0301), "sha224 + rsa");
 * ```
 */
export function signatureSchemeName(code: number): string {
  const pair = SIGNATURE_SCHEMES.names.has(code) ? undefined : signaturePair(code);
  return pair ? `${pair.hash} + ${pair.signature}` : nameOf(SIGNATURE_SCHEMES, code);
}
