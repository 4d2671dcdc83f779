/**
 * CertificateVerify: proof that the sender holds the key of its certificate (RFC 8446 section 4.4.3,
 * RFC 5246 section 7.4.8).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import type { MessageContext } from "./context.ts";
import { readSignature, type Signature } from "./signature.ts";

/** A signature over the handshake so far. */
export interface CertificateVerify extends Signature {
  /** `certificate_verify`. */
  readonly type: "certificate_verify";
}

/** Reads the body of a CertificateVerify; {@linkcode Malformed} if it is cut off or too long. */
export function readCertificateVerify(reader: Reader, context: MessageContext): CertificateVerify {
  return { type: "certificate_verify", ...readSignature(reader, context) };
}
