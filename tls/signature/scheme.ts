/**
 * What a SignatureScheme stands for, which is not the same in every version of TLS.
 *
 * @module
 */
import { Oid } from "../../x509/oids.ts";
import type { PublicKey } from "../../x509/public_key.ts";
import { SIGNATURE_SCHEMES, signaturePair } from "../registry/signature_schemes.ts";
import type { SignatureAlgorithm } from "./algorithm.ts";
import { DSA_OID } from "./dsa.ts";

/** The curves by what the names of schemes call them. */
const CURVES: Readonly<Record<string, string>> = {
  secp256r1: Oid.p256,
  secp384r1: Oid.p384,
  secp521r1: Oid.p521,
  brainpoolP256r1tls13: "1.3.36.3.3.2.8.1.1.7",
  brainpoolP384r1tls13: "1.3.36.3.3.2.8.1.1.11",
  brainpoolP512r1tls13: "1.3.36.3.3.2.8.1.1.13",
};

const HASHES: ReadonlySet<string> = new Set([
  "md5",
  "sha1",
  "sha224",
  "sha256",
  "sha384",
  "sha512",
]);

/**
 * A scheme in the handshake of TLS 1.3 (RFC 8446 section 4.2.3, RFC 8734).
 *
 * @param scheme The number.
 * @returns The algorithm; `mismatch` for those that TLS 1.3 leaves to certificates, `unsupported` for
 * those unknown here.
 */
export function schemeTls13(scheme: number): SignatureAlgorithm | "mismatch" | "unsupported" {
  const name = SIGNATURE_SCHEMES.names.get(scheme) ?? "";
  const ecdsa = /^ecdsa_(\w+r1(?:tls13)?)_(sha\d+)$/.exec(name);
  if (ecdsa) return { signature: "ecdsa", hash: ecdsa[2]!, curve: CURVES[ecdsa[1]!] };
  const legacy = /^rsa_pkcs1_(sha\d+)_legacy$/.exec(name);
  if (legacy) return { signature: "rsa_pkcs1", hash: legacy[1]! };
  if (/^(rsa_pkcs1|ecdsa)_/.test(name)) return "mismatch";
  return ownName(name) ?? "unsupported";
}

/**
 * A scheme in TLS 1.2: a hash and a signature algorithm, which say nothing of the curve (RFC 5246
 * section 7.4.1.4.1, RFC 8422 section 5.1.3), or one of those that TLS 1.3 brought to it.
 *
 * @param scheme The number.
 * @returns The algorithm; `unsupported` if it is unknown here.
 */
export function schemeTls12(scheme: number): SignatureAlgorithm | "unsupported" {
  const own = ownName(SIGNATURE_SCHEMES.names.get(scheme) ?? "");
  if (own) return own;
  const pair = signaturePair(scheme);
  if (!pair || !HASHES.has(pair.hash)) return "unsupported";
  switch (pair.signature) {
    case "rsa":
      return { signature: "rsa_pkcs1", hash: pair.hash };
    case "dsa":
    case "ecdsa":
      return { signature: pair.signature, hash: pair.hash };
    default:
      return "unsupported";
  }
}

/**
 * What TLS 1.0 and 1.1 sign with, which the key decides (RFC 4346 sections 4.7 and 7.4.3, RFC 8422
 * section 5.4).
 *
 * @param key The signer's key.
 * @returns The algorithm; `mismatch` for a key that signs otherwise, `unsupported` for one unknown here.
 */
export function keyDefault(key: PublicKey): SignatureAlgorithm | "mismatch" | "unsupported" {
  switch (key.kind) {
    case "rsa":
      return { signature: "rsa_pkcs1", hash: "md5-sha1" };
    case "ec":
      return { signature: "ecdsa", hash: "sha1" };
    case "unknown":
      return { signature: key.algorithm === DSA_OID ? "dsa" : "ecdsa", hash: "sha1" };
    default:
      return "mismatch";
  }
}

/** Those whose names say all, in TLS 1.2 and in TLS 1.3. */
function ownName(name: string): SignatureAlgorithm | undefined {
  const pss = /^(rsa_pss_(?:rsae|pss))_(sha\d+)$/.exec(name);
  if (pss) return { signature: pss[1] as "rsa_pss_rsae" | "rsa_pss_pss", hash: pss[2]! };
  return name === "ed25519" || name === "ed448" ? { signature: name, hash: "" } : undefined;
}
