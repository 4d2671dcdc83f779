/**
 * The proof that a certificate is not revoked, in the one form that a message of TLS 1.2 and an
 * extension of TLS 1.3 share (RFC 6066 section 8, RFC 6961 section 2.2).
 *
 * @module
 */
import { readOcspResponse } from "../certificate_fields.ts";
import type { Reader } from "../reader.ts";
import { CERTIFICATE_STATUS_TYPES } from "../registry/certificate_status_types.ts";
import { itemsUpTo } from "./bounded.ts";
import { readNested } from "./opaque.ts";

/** What a certificate status says. */
export interface CertificateStatusBody {
  /** Of what kind the proof is. */
  readonly statusType: number;
  /** The OCSP response in DER, if the proof is one. */
  readonly response?: Uint8Array;
  /** The OCSP responses for the chain, the leaf's first; an empty one stands for none. */
  readonly responses?: readonly Uint8Array[];
}

/** More certificates than any chain has. */
const MOST_RESPONSES = 100;

/**
 * Reads a CertificateStatus.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @returns The proof.
 * @throws {Malformed} If it is cut off, or has more than 100 responses.
 */
export function readStatus(reader: Reader): CertificateStatusBody {
  const statusType = reader.uint8("status_type", CERTIFICATE_STATUS_TYPES);
  switch (statusType) {
    case 1:
      return {
        statusType,
        response: readNested(reader, "ocsp_response", 3, readOcspResponse, { least: 1 }),
      };
    case 2: {
      const read = () => readNested(reader, "ocsp_response", 3, readOcspResponse);
      const responses = reader.vector(
        "ocsp_response_list",
        3,
        () => itemsUpTo(reader, MOST_RESPONSES, "ocsp_response_list", read),
        { least: 1 },
      );
      return { statusType, responses };
    }
    default:
      reader.bytes("response");
      return { statusType };
  }
}
