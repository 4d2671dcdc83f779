/**
 * CertificateRequest: the server wants to know who the client is (RFC 8446 section 4.3.2, RFC 5246
 * section 7.4.4, RFC 4346 section 7.4.4).
 *
 * @module
 */
import { readDistinguishedName } from "../extension/distinguished_name.ts";
import { type Extension, readExtensions } from "../extension/extension.ts";
import { readSchemes } from "../extension/signatures.ts";
import type { Reader } from "../reader.ts";
import { CLIENT_CERTIFICATE_TYPES } from "../registry/client_certificate_types.ts";
import { hasSignatureSchemes, isTls13, type MessageContext } from "./context.ts";
import { readOpaque } from "./opaque.ts";

/** Asks for a certificate. */
export interface CertificateRequest {
  /** `certificate_request`. */
  readonly type: "certificate_request";
  /** TLS 1.3: by what the answer is told apart; empty within a handshake. */
  readonly requestContext?: Uint8Array;
  /** Before TLS 1.3: the kinds of keys the certificate may have. */
  readonly certificateTypes?: readonly number[];
  /** TLS 1.2: the signature schemes the server accepts. */
  readonly signatureAlgorithms?: readonly number[];
  /** Before TLS 1.3: the authorities the server trusts, each name in DER. */
  readonly authorities?: readonly Uint8Array[];
  /** TLS 1.3: everything else. */
  readonly extensions?: readonly Extension[];
}

/** Reads the body of a CertificateRequest; {@linkcode Malformed} if it is cut off or too long. */
export function readCertificateRequest(
  reader: Reader,
  context: MessageContext,
): CertificateRequest {
  const type = "certificate_request";
  if (isTls13(context)) {
    const requestContext = readOpaque(reader, "certificate_request_context", 1);
    return { type, requestContext, extensions: readExtensions(reader, "CR") };
  }
  const readType = () => reader.uint8("certificate_type", CLIENT_CERTIFICATE_TYPES);
  const readName = () => readDistinguishedName(reader);
  return {
    type,
    certificateTypes: reader.list("certificate_types", 1, readType, { least: 1 }),
    ...(hasSignatureSchemes(context) && { signatureAlgorithms: readSchemes(reader) }),
    authorities: reader.list("certificate_authorities", 2, readName),
  };
}
