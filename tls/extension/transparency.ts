/**
 * Proof that a certificate was made public: timestamps signed by certificate transparency logs.
 *
 * @module
 */
import { readTimestampList } from "../der/timestamps.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";

/** Timestamps of certificate transparency logs (RFC 6962 section 3.3). */
export interface SignedCertificateTimestamps {
  /** `signed_certificate_timestamp`. */
  readonly type: "signed_certificate_timestamp";
  /** How many there are; 0 where the sender merely asks for them. */
  readonly count: number;
}

/** Reads `signed_certificate_timestamp`: a request is empty, an answer has the list. */
export function readSignedCertificateTimestamps(
  reader: Reader,
  inMessage: ExtendedMessage,
): SignedCertificateTimestamps {
  const asks = inMessage === "CH" || inMessage === "CR";
  return { type: "signed_certificate_timestamp", count: asks ? 0 : readTimestampList(reader) };
}
