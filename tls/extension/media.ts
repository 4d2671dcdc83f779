/**
 * What calls over DTLS negotiate, and the connection IDs of DTLS.
 *
 * @module
 */
import { readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { type Registry, registry } from "../registry/registry.ts";

/** How media is protected with keys from the handshake (RFC 5764 section 4.1). */
export interface UseSrtp {
  /** `use_srtp`. */
  readonly type: "use_srtp";
  /** The profiles the client offers, or the one the server chose. */
  readonly profiles: readonly number[];
  /** The master key identifier in use; empty if none is. */
  readonly mki: Uint8Array;
}

/** How the keys of a conference are encrypted (RFC 8870 section 5.2). */
export interface SupportedEktCiphers {
  /** `supported_ekt_ciphers`. */
  readonly type: "supported_ekt_ciphers";
  /** The ciphers the client offers, or the one the server chose. */
  readonly ciphers: readonly number[];
}

/** Binds the handshake to an identity known from elsewhere (RFC 8844 section 3.2). */
export interface ExternalIdHash {
  /** `external_id_hash`. */
  readonly type: "external_id_hash";
  /** The SHA-256 hash of the identity; empty if there is none. */
  readonly bindingHash: Uint8Array;
}

/** Binds the handshake to a session described elsewhere (RFC 8844 section 4.3). */
export interface ExternalSessionId {
  /** `external_session_id`. */
  readonly type: "external_session_id";
  /** The identifier of that session. */
  readonly sessionId: Uint8Array;
}

/** By what the sender wants the records to it told apart (RFC 9146 section 3). */
export interface ConnectionId {
  /** The extension's name; the deprecated number was of a draft. */
  readonly type: "connection_id" | "connection_id (deprecated)";
  /** The connection ID; empty if the sender needs none. */
  readonly cid: Uint8Array;
}

const SRTP_PROFILES: Registry = registry({
  title: "DTLS-SRTP Protection Profiles",
  bytes: 2,
  rows: `
    0x0001 SRTP_AES128_CM_HMAC_SHA1_80
    0x0002 SRTP_AES128_CM_HMAC_SHA1_32
    0x0005 SRTP_NULL_HMAC_SHA1_80
    0x0006 SRTP_NULL_HMAC_SHA1_32
    0x0007 SRTP_AEAD_AES_128_GCM
    0x0008 SRTP_AEAD_AES_256_GCM
    0x0009 DOUBLE_AEAD_AES_128_GCM_AEAD_AES_128_GCM
    0x000a DOUBLE_AEAD_AES_256_GCM_AEAD_AES_256_GCM
    0x000b SRTP_ARIA_128_CTR_HMAC_SHA1_80
    0x000c SRTP_ARIA_128_CTR_HMAC_SHA1_32
    0x000d SRTP_ARIA_256_CTR_HMAC_SHA1_80
    0x000e SRTP_ARIA_256_CTR_HMAC_SHA1_32
    0x000f SRTP_AEAD_ARIA_128_GCM
    0x0010 SRTP_AEAD_ARIA_256_GCM`,
});

const EKT_CIPHERS: Registry = registry({
  title: "EKTCipherType",
  bytes: 1,
  rows: `
    0 AESKW128
    1 AESKW256`,
});

/** Reads `use_srtp`. */
export function readUseSrtp(reader: Reader): UseSrtp {
  const read = () => reader.uint16("srtp_protection_profile", SRTP_PROFILES);
  const profiles = reader.list("srtp_protection_profiles", 2, read, { least: 2 });
  return { type: "use_srtp", profiles, mki: readOpaque(reader, "srtp_mki", 1) };
}

/** Reads `supported_ekt_ciphers`: a list from the client, one cipher from the server. */
export function readSupportedEktCiphers(
  reader: Reader,
  inMessage: ExtendedMessage,
): SupportedEktCiphers {
  const type = "supported_ekt_ciphers";
  if (inMessage !== "CH") return { type, ciphers: [reader.uint8("selected_cipher", EKT_CIPHERS)] };
  const read = () => reader.uint8("ekt_cipher", EKT_CIPHERS);
  return { type, ciphers: reader.list("supported_ciphers", 1, read, { least: 1 }) };
}

/** Reads `external_id_hash`. */
export function readExternalIdHash(reader: Reader): ExternalIdHash {
  return {
    type: "external_id_hash",
    bindingHash: readOpaque(reader, "binding_hash", 1, { most: 32 }),
  };
}

/** Reads `external_session_id`. */
export function readExternalSessionId(reader: Reader): ExternalSessionId {
  return {
    type: "external_session_id",
    sessionId: readOpaque(reader, "session_id", 1, { least: 20 }),
  };
}

/** Gives a reader of `connection_id`, under either of its numbers. */
export function readConnectionId(type: ConnectionId["type"]): (reader: Reader) => ConnectionId {
  return (reader) => ({ type, cid: readOpaque(reader, "cid", 1) });
}
