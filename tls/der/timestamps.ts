/**
 * Signed certificate timestamps (RFC 6962 section 3.3): a TLS structure, which certificates and OCSP
 * responses carry inside an OCTET STRING.
 *
 * @module
 */
import { formatMoment } from "../../x509/format.ts";
import { readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import { signatureSchemeName } from "../registry/signature_schemes.ts";

/**
 * Reads a SignedCertificateTimestampList.
 *
 * @param reader The reader of the message. A broken timestamp is among its troubles afterwards.
 * @returns How many timestamps there are, broken ones included.
 * @throws {Malformed} If the list is cut off.
 */
export function readTimestampList(reader: Reader): number {
  const timestamps = reader.list("sct_list", 2, () => {
    reader.contain(() =>
      reader.vector("serialized_sct", 2, () => readTimestamp(reader), { least: 1 }, (said) => said)
    );
  }, { least: 1 });
  return timestamps.length;
}

/** Reads one timestamp and says when the log saw the certificate. */
function readTimestamp(reader: Reader): string | undefined {
  if (reader.uint8("sct_version", (code) => code === 0 ? "v1" : undefined) !== 0) {
    reader.bytes("sct");
    return undefined;
  }
  reader.bytes("log_id", 32);
  const timestamp = momentOf(reader.bytes("timestamp", 8, momentOf));
  readOpaque(reader, "extensions", 2);
  reader.uint16("algorithm", signatureSchemeName);
  readOpaque(reader, "signature", 2);
  return timestamp;
}

/** Milliseconds since 1970; undefined for a moment beyond what a Date can be. */
function momentOf(bytes: Uint8Array): string | undefined {
  const date = new Date(bytes.reduce((sum, byte) => sum * 256 + byte, 0));
  return Number.isNaN(date.getTime()) ? undefined : formatMoment(date);
}
