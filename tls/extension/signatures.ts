/**
 * Which signatures a side accepts, and keys that may sign in place of a certificate's own.
 *
 * @module
 */
import { readPublicKeyInfo } from "../certificate_fields.ts";
import { durationOf } from "../message/duration.ts";
import { readNested, readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { signatureSchemeName } from "../registry/signature_schemes.ts";

/** The signature schemes the sender accepts (RFC 8446 section 4.2.3, RFC 5246 section 7.4.1.4.1). */
export interface SignatureAlgorithms {
  /** The extension's name: the second is for the signatures in certificates, if those differ. */
  readonly type: "signature_algorithms" | "signature_algorithms_cert";
  /** The schemes, in the order the sender likes them. */
  readonly schemes: readonly number[];
}

/** A short-lived key the certificate's key has signed (RFC 9345 section 4). */
export interface DelegatedCredential {
  /** `delegated_credential`. */
  readonly type: "delegated_credential";
  /** The schemes the sender accepts in such a credential; none beside a certificate. */
  readonly schemes: readonly number[];
  /** The credential; only beside a certificate. */
  readonly credential?: Credential;
}

/** What a delegated credential says. */
export interface Credential {
  /** How long it holds, in seconds from the notBefore of the certificate. */
  readonly validTime: number;
  /** The scheme the key signs with. */
  readonly scheme: number;
  /** The SubjectPublicKeyInfo of the key. */
  readonly publicKey: Uint8Array;
  /** The scheme the certificate's key signed with. */
  readonly algorithm: number;
  /** The signature by the certificate's key. */
  readonly signature: Uint8Array;
}

/** Gives a reader of `signature_algorithms` or `signature_algorithms_cert`. */
export function readSignatureAlgorithms(
  type: SignatureAlgorithms["type"],
): (reader: Reader) => SignatureAlgorithms {
  return (reader) => ({ type, schemes: readSchemes(reader) });
}

/** Reads `delegated_credential`. */
export function readDelegatedCredential(
  reader: Reader,
  inMessage: ExtendedMessage,
): DelegatedCredential {
  if (inMessage !== "CT") return { type: "delegated_credential", schemes: readSchemes(reader) };
  return { type: "delegated_credential", schemes: [], credential: readCredential(reader) };
}

/**
 * Reads the vector `supported_signature_algorithms`, which a TLS 1.2 CertificateRequest has as well.
 *
 * @param reader Where it is read from.
 * @returns The schemes.
 * @throws {Malformed} If it is cut off.
 */
export function readSchemes(reader: Reader): number[] {
  return reader.list(
    "supported_signature_algorithms",
    2,
    () => reader.uint16("signature_scheme", signatureSchemeName),
    { least: 2 },
  );
}

function readCredential(reader: Reader): Credential {
  const signed = reader.group("cred", () => ({
    validTime: reader.uint32("valid_time", durationOf),
    scheme: reader.uint16("dc_cert_verify_algorithm", signatureSchemeName),
    publicKey: readNested(reader, "ASN1_subjectPublicKeyInfo", 3, readPublicKeyInfo, { least: 1 }),
  }));
  return {
    ...signed,
    algorithm: reader.uint16("algorithm", signatureSchemeName),
    signature: readOpaque(reader, "signature", 2, { least: 1 }),
  };
}
