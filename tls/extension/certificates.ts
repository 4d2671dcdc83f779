/**
 * What stands for an identity, in which form it is sent, and what need not be sent again.
 *
 * @module
 */
import { readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import { CACHED_INFORMATION_TYPES } from "../registry/cached_information_types.ts";
import { CERTIFICATE_COMPRESSION } from "../registry/certificate_compression.ts";
import { CERTIFICATE_TYPES } from "../registry/certificate_types.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";

/** Which kinds of certificates can be used (RFC 7250 section 3, RFC 6091 section 3). */
export interface CertificateTypes {
  /** The extension's name: whose certificate it is about. */
  readonly type: "client_certificate_type" | "server_certificate_type" | "cert_type";
  /** The kinds: those the client offers, or the one the server chose. */
  readonly certificateTypes: readonly number[];
}

/** How a certificate message may be compressed (RFC 8879 section 3). */
export interface CompressCertificate {
  /** `compress_certificate`. */
  readonly type: "compress_certificate";
  /** The algorithms, in the order the sender likes them. */
  readonly algorithms: readonly number[];
}

/** What the extensions of a client's certificate must say (RFC 8446 section 4.2.5). */
export interface OidFilters {
  /** `oid_filters`. */
  readonly type: "oid_filters";
  /** For each certificate extension its object identifier and the values it must have, in DER. */
  readonly filters: readonly { readonly oid: Uint8Array; readonly values: Uint8Array }[];
}

/** What the client kept from last time (RFC 7924 section 3). */
export interface CachedInfo {
  /** `cached_info`. */
  readonly type: "cached_info";
  /** Each object: its kind, and from the client the hash that tells which. */
  readonly objects: readonly { readonly informationType: number; readonly hash?: Uint8Array }[];
}

/** Gives a reader of `cert_type`, `client_certificate_type` or `server_certificate_type`. */
export function readCertificateTypes(
  type: CertificateTypes["type"],
): (reader: Reader, inMessage: ExtendedMessage) => CertificateTypes {
  return (reader, inMessage) => {
    const read = () => reader.uint8("certificate_type", CERTIFICATE_TYPES);
    if (inMessage !== "CH") return { type, certificateTypes: [read()] };
    return { type, certificateTypes: reader.list("certificate_types", 1, read, { least: 1 }) };
  };
}

/** Reads `compress_certificate`. */
export function readCompressCertificate(reader: Reader): CompressCertificate {
  const read = () => reader.uint16("algorithm", CERTIFICATE_COMPRESSION);
  const algorithms = reader.list("algorithms", 1, read, { least: 2, most: 254 });
  return { type: "compress_certificate", algorithms };
}

/** Reads `oid_filters`. */
export function readOidFilters(reader: Reader): OidFilters {
  const filters = reader.list("filters", 2, () =>
    reader.group("oid_filter", () => ({
      oid: readOpaque(reader, "certificate_extension_oid", 1, { least: 1 }),
      values: readOpaque(reader, "certificate_extension_values", 2),
    })));
  return { type: "oid_filters", filters };
}

/** Reads `cached_info`: with hashes from the client, without in the answer. */
export function readCachedInfo(reader: Reader, inMessage: ExtendedMessage): CachedInfo {
  const objects = reader.list("cached_info", 2, () =>
    reader.group("cached_object", () => {
      const informationType = reader.uint8("type", CACHED_INFORMATION_TYPES);
      if (inMessage !== "CH") return { informationType };
      return { informationType, hash: readOpaque(reader, "hash_value", 1, { least: 1 }) };
    }), { least: 1 });
  return { type: "cached_info", objects };
}
