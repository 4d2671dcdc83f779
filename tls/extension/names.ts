/**
 * Whom the client wants to reach, and whom the two sides trust.
 *
 * @module
 */
import { readOpaque, readText } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { type Registry, registry } from "../registry/registry.ts";
import { readDistinguishedName } from "./distinguished_name.ts";

/** The server the client wants to reach (RFC 6066 section 3). */
export interface ServerName {
  /** `server_name`. */
  readonly type: "server_name";
  /** The host names; none where the server merely says that it used them. */
  readonly names: readonly string[];
}

/** The certification authorities a side trusts (RFC 8446 section 4.2.4). */
export interface CertificateAuthorities {
  /** `certificate_authorities`. */
  readonly type: "certificate_authorities";
  /** Their distinguished names, each in DER. */
  readonly authorities: readonly Uint8Array[];
}

/** The trust anchors a TLS 1.2 client has (RFC 6066 section 6). */
export interface TrustedCaKeys {
  /** `trusted_ca_keys`. */
  readonly type: "trusted_ca_keys";
  /** Each anchor: how it is named, and the name; none in what the server answers. */
  readonly authorities: readonly TrustedAuthority[];
}

/** One trust anchor of `trusted_ca_keys`. */
export interface TrustedAuthority {
  /** 0 agreed on beforehand, 1 a hash of the key, 2 a distinguished name, 3 a hash of the certificate. */
  readonly identifierType: number;
  /** The hash or the name in DER; empty for type 0. */
  readonly identifier: Uint8Array;
}

/** The trust anchors a side has or can use (draft-ietf-tls-trust-anchor-ids). */
export interface TrustAnchors {
  /** `trust_anchors`. */
  readonly type: "trust_anchors";
  /** Their identifiers, each the content of a relative object identifier. */
  readonly identifiers: readonly Uint8Array[];
}

const NAME_TYPES: Registry = registry({ title: "NameType", bytes: 1, rows: "0 host_name" });

const IDENTIFIER_TYPES: Registry = registry({
  title: "IdentifierType",
  bytes: 1,
  rows: `
    0 pre_agreed
    1 key_sha1_hash
    2 x509_name
    3 cert_sha1_hash`,
});

/** Reads `server_name`: a list from the client, nothing in the answer. */
export function readServerName(reader: Reader, inMessage: ExtendedMessage): ServerName {
  if (inMessage !== "CH" && reader.done) return { type: "server_name", names: [] };
  const names: string[] = [];
  reader.list("server_name_list", 2, () =>
    reader.group("server_name", () => {
      if (reader.uint8("name_type", NAME_TYPES) === 0) {
        names.push(readText(reader, "host_name", 2, { least: 1 }));
      } else {
        readOpaque(reader, "name", 2); // Section 3: any further type begins with such a length.
      }
    }), { least: 1 });
  return { type: "server_name", names };
}

/** Reads `certificate_authorities`. */
export function readCertificateAuthorities(reader: Reader): CertificateAuthorities {
  const read = () => readDistinguishedName(reader);
  const authorities = reader.list("authorities", 2, read, { least: 3 });
  return { type: "certificate_authorities", authorities };
}

/** Reads `trusted_ca_keys`: a list from the client, nothing in the answer. */
export function readTrustedCaKeys(reader: Reader, inMessage: ExtendedMessage): TrustedCaKeys {
  if (inMessage !== "CH" && reader.done) return { type: "trusted_ca_keys", authorities: [] };
  const authorities = reader.list(
    "trusted_authorities_list",
    2,
    () => reader.group("trusted_authority", () => readTrustedAuthority(reader)),
  );
  return { type: "trusted_ca_keys", authorities };
}

function readTrustedAuthority(reader: Reader): TrustedAuthority {
  const identifierType = reader.uint8("identifier_type", IDENTIFIER_TYPES);
  switch (identifierType) {
    case 1:
    case 3:
      return { identifierType, identifier: reader.bytes("sha1_hash", 20) };
    case 2:
      return { identifierType, identifier: readDistinguishedName(reader) };
    default:
      return { identifierType, identifier: reader.bytes("identifier", 0) };
  }
}

/** Reads `trust_anchors`: a list from either side, nothing beside a certificate. */
export function readTrustAnchors(reader: Reader, inMessage: ExtendedMessage): TrustAnchors {
  if (inMessage === "CT") return { type: "trust_anchors", identifiers: [] };
  const read = () => readOpaque(reader, "trust_anchor_identifier", 1, { least: 1 });
  return {
    type: "trust_anchors",
    identifiers: reader.list("trust_anchor_identifier_list", 2, read),
  };
}
