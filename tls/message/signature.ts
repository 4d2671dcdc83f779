/**
 * A signature as three messages carry it (RFC 8446 section 4.4.3, RFC 5246 section 4.7).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { signatureSchemeName } from "../registry/signature_schemes.ts";
import { hasSignatureSchemes, type MessageContext } from "./context.ts";
import { readOpaque } from "./opaque.ts";

/** A signature and how it was made. */
export interface Signature {
  /** The scheme; undefined up to TLS 1.1, where the kind of key decides. */
  readonly scheme?: number;
  /** The signature. */
  readonly signature: Uint8Array;
}

/**
 * Reads a signature.
 *
 * @param reader Where it is read from.
 * @param context The version: up to TLS 1.1 no scheme is named.
 * @returns The signature.
 * @throws {Malformed} If it is cut off.
 */
export function readSignature(reader: Reader, context: MessageContext): Signature {
  const scheme = hasSignatureSchemes(context)
    ? { scheme: reader.uint16("algorithm", signatureSchemeName) }
    : {};
  return { ...scheme, signature: readOpaque(reader, "signature", 2) };
}
