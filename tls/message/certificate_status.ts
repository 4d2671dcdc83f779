/**
 * CertificateStatus: proof that the server's certificate is not revoked, in TLS 1.2 (RFC 6066
 * section 8, RFC 6961 section 2.2).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { type CertificateStatusBody, readStatus } from "./status.ts";

/** What the authority says of the certificate. */
export interface CertificateStatus extends CertificateStatusBody {
  /** `certificate_status`. */
  readonly type: "certificate_status";
}

/** Reads the body of a CertificateStatus; {@linkcode Malformed} if it is cut off or too long. */
export function readCertificateStatus(reader: Reader): CertificateStatus {
  return { type: "certificate_status", ...readStatus(reader) };
}
