/**
 * Whether a certificate has been revoked, and the DNS records that vouch for it.
 *
 * @module
 */
import { readOpaque } from "../message/opaque.ts";
import { type CertificateStatusBody, readStatus } from "../message/status.ts";
import type { Reader } from "../reader.ts";
import { CERTIFICATE_STATUS_TYPES } from "../registry/certificate_status_types.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";

/** Asks for, announces or carries proof that a certificate is not revoked (RFC 6066 section 8). */
export interface StatusRequest {
  /** `status_request`. */
  readonly type: "status_request";
  /** What the client asks for; undefined in an empty answer and beside a certificate. */
  readonly request?: OcspRequest;
  /** The proof; only beside a certificate (RFC 8446 section 4.4.2.1). */
  readonly status?: CertificateStatusBody;
}

/** Asks for proof about every certificate of the chain (RFC 6961 section 2.2). */
export interface StatusRequestV2 {
  /** `status_request_v2`. */
  readonly type: "status_request_v2";
  /** What the client asks for, the best first; none in the answer. */
  readonly requests: readonly OcspRequest[];
}

/** What a client says about the OCSP response it wants. */
export interface OcspRequest {
  /** Of what kind the proof shall be. */
  readonly statusType: number;
  /** The responders the client trusts, each a ResponderID in DER. */
  readonly responders: readonly Uint8Array[];
  /** Extensions for the OCSP request, in DER. */
  readonly requestExtensions: Uint8Array;
}

/** The DNSSEC records that lead from the root to the server's TLSA record (RFC 9102 section 2.2). */
export interface DnssecChain {
  /** `dnssec_chain`. */
  readonly type: "dnssec_chain";
  /** The port the client wants the records of; from the client alone. */
  readonly port?: number;
  /** How long the server will go on sending the records, in hours; from the server alone. */
  readonly supportLifetime?: number;
  /** The records in wire format; from the server alone. */
  readonly chain?: Uint8Array;
}

/** Reads `status_request`. */
export function readStatusRequest(reader: Reader, inMessage: ExtendedMessage): StatusRequest {
  if (inMessage === "CT") return { type: "status_request", status: readStatus(reader) };
  if (inMessage !== "CH" && reader.done) return { type: "status_request" };
  const statusType = reader.uint8("status_type", CERTIFICATE_STATUS_TYPES);
  return { type: "status_request", request: { statusType, ...readOcspRequest(reader) } };
}

/** Reads `status_request_v2`: a list from the client, nothing in the answer. */
export function readStatusRequestV2(reader: Reader, inMessage: ExtendedMessage): StatusRequestV2 {
  if (inMessage !== "CH" && reader.done) return { type: "status_request_v2", requests: [] };
  const requests = reader.list(
    "certificate_status_req_list",
    2,
    () =>
      reader.group("certificate_status_request_item", () => {
        const statusType = reader.uint8("status_type", CERTIFICATE_STATUS_TYPES);
        return { statusType, ...reader.vector("request", 2, () => readOcspRequest(reader)) };
      }),
    { least: 1 },
  );
  return { type: "status_request_v2", requests };
}

function readOcspRequest(reader: Reader): Omit<OcspRequest, "statusType"> {
  const readResponder = () => readOpaque(reader, "responder_id", 2, { least: 1 });
  return {
    responders: reader.list("responder_id_list", 2, readResponder),
    requestExtensions: readOpaque(reader, "request_extensions", 2),
  };
}

/** Reads `dnssec_chain`; the records run to the end, as in the test vectors of RFC 9102 appendix A. */
export function readDnssecChain(reader: Reader, inMessage: ExtendedMessage): DnssecChain {
  if (inMessage === "CH") return { type: "dnssec_chain", port: reader.uint16("port_number") };
  return {
    type: "dnssec_chain",
    supportLifetime: reader.uint16("ext_support_lifetime", (hours) => `${hours} h`),
    chain: reader.bytes("authentication_chain"),
  };
}
