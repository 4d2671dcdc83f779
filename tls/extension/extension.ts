/**
 * The extensions of hellos and other messages: what each says, as named fields and as values.
 *
 * The table below has a row for every extension whose format is known. An extension that is broken is
 * noted as trouble, and those behind it are read all the same.
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { type ExtendedMessage, extensionName } from "../registry/extensions.ts";
import {
  type CachedInfo,
  type CertificateTypes,
  type CompressCertificate,
  type OidFilters,
  readCachedInfo,
  readCertificateTypes,
  readCompressCertificate,
  readOidFilters,
} from "./certificates.ts";
import {
  type EchOuterExtensions,
  type EncryptedClientHello,
  readEchOuterExtensions,
  readEncryptedClientHello,
} from "./encrypted_client_hello.ts";
import { type Flag, readFlag } from "./flags.ts";
import { type KeyShare, readKeyShare } from "./key_share.ts";
import {
  type EcPointFormats,
  readEcPointFormats,
  readSupportedGroups,
  type SupportedGroups,
} from "./keys.ts";
import {
  type Heartbeat,
  type MaxFragmentLength,
  type Padding,
  readHeartbeatMode,
  readMaxFragmentLength,
  readPadding,
  readRecordSizeLimit,
  type RecordSizeLimit,
} from "./limits.ts";
import {
  type ConnectionId,
  type ExternalIdHash,
  type ExternalSessionId,
  readConnectionId,
  readExternalIdHash,
  readExternalSessionId,
  readSupportedEktCiphers,
  readUseSrtp,
  type SupportedEktCiphers,
  type UseSrtp,
} from "./media.ts";
import {
  type CertificateAuthorities,
  readCertificateAuthorities,
  readServerName,
  readTrustAnchors,
  readTrustedCaKeys,
  type ServerName,
  type TrustAnchors,
  type TrustedCaKeys,
} from "./names.ts";
import {
  type ApplicationLayerProtocolNegotiation,
  type ApplicationSettings,
  type NextProtocolNegotiation,
  readAlpn,
  readApplicationSettings,
  readNextProtocols,
} from "./protocols.ts";
import { type QuicTransportParameters, readQuicTransportParameters } from "./quic.ts";
import {
  type EarlyData,
  type PreSharedKey,
  type PskKeyExchangeModes,
  readEarlyData,
  readPreSharedKey,
  readPskKeyExchangeModes,
  readSessionTicket,
  readTicketPinning,
  readTicketRequest,
  type SessionTicket,
  type TicketPinning,
  type TicketRequest,
} from "./sessions.ts";
import {
  type DelegatedCredential,
  readDelegatedCredential,
  readSignatureAlgorithms,
  type SignatureAlgorithms,
} from "./signatures.ts";
import {
  type DnssecChain,
  readDnssecChain,
  readStatusRequest,
  readStatusRequestV2,
  type StatusRequest,
  type StatusRequestV2,
} from "./status.ts";
import {
  readSignedCertificateTimestamps,
  type SignedCertificateTimestamps,
} from "./transparency.ts";
import {
  type AuthorizationFormats,
  type PasswordName,
  type PasswordSalt,
  readAuthorizationFormats,
  readPasswordName,
  readPasswordSalt,
  readSrp,
  readTokenBinding,
  readUserMapping,
  type Srp,
  type TokenBinding,
  type UserMapping,
} from "./users.ts";
import {
  type Cookie,
  readCookie,
  readRenegotiationInfo,
  readSupportedVersions,
  readTlsFlags,
  type RenegotiationInfo,
  type SupportedVersions,
  type TlsFlags,
} from "./versions.ts";

/** An extension. */
export interface Extension {
  /** The number on the wire. */
  readonly code: number;
  /** The registered name, or what stands for one: see {@linkcode extensionName}. */
  readonly name: string;
  /** What it carries, as it is on the wire; a view on the message. */
  readonly data: Uint8Array;
  /** What that says; undefined if its format is not known, or if it is broken. */
  readonly content?: ExtensionContent;
}

/** What an extension says: `type` is its name. */
export type ExtensionContent =
  | ApplicationLayerProtocolNegotiation
  | ApplicationSettings
  | AuthorizationFormats
  | CachedInfo
  | CertificateAuthorities
  | CertificateTypes
  | CompressCertificate
  | ConnectionId
  | Cookie
  | DelegatedCredential
  | DnssecChain
  | EarlyData
  | EchOuterExtensions
  | EcPointFormats
  | EncryptedClientHello
  | ExternalIdHash
  | ExternalSessionId
  | Flag
  | Heartbeat
  | KeyShare
  | MaxFragmentLength
  | NextProtocolNegotiation
  | OidFilters
  | Padding
  | PasswordName
  | PasswordSalt
  | PreSharedKey
  | PskKeyExchangeModes
  | QuicTransportParameters
  | RecordSizeLimit
  | RenegotiationInfo
  | ServerName
  | SessionTicket
  | SignatureAlgorithms
  | SignedCertificateTimestamps
  | Srp
  | StatusRequest
  | StatusRequestV2
  | SupportedEktCiphers
  | SupportedGroups
  | SupportedVersions
  | TicketPinning
  | TicketRequest
  | TlsFlags
  | TokenBinding
  | TrustAnchors
  | TrustedCaKeys
  | UserMapping
  | UseSrtp;

/** Reads what an extension carries, to the end of the scope. */
type ReadContent = (reader: Reader, inMessage: ExtendedMessage) => ExtensionContent;

const FORMATS: ReadonlyMap<number, ReadContent> = new Map<number, ReadContent>([
  [0, readServerName],
  [1, readMaxFragmentLength],
  [2, readFlag("client_certificate_url")],
  [3, readTrustedCaKeys],
  [4, readFlag("truncated_hmac")],
  [5, readStatusRequest],
  [6, readUserMapping],
  [7, readAuthorizationFormats("client_authz")],
  [8, readAuthorizationFormats("server_authz")],
  [9, readCertificateTypes("cert_type")],
  [10, readSupportedGroups],
  [11, readEcPointFormats],
  [12, readSrp],
  [13, readSignatureAlgorithms("signature_algorithms")],
  [14, readUseSrtp],
  [15, readHeartbeatMode],
  [16, readAlpn],
  [17, readStatusRequestV2],
  [18, readSignedCertificateTimestamps],
  [19, readCertificateTypes("client_certificate_type")],
  [20, readCertificateTypes("server_certificate_type")],
  [21, readPadding],
  [22, readFlag("encrypt_then_mac")],
  [23, readFlag("extended_main_secret")],
  [24, readTokenBinding],
  [25, readCachedInfo],
  [27, readCompressCertificate],
  [28, readRecordSizeLimit],
  [29, readPasswordName("pwd_protect")],
  [30, readPasswordName("pwd_clear")],
  [31, readPasswordSalt],
  [32, readTicketPinning],
  [33, readFlag("tls_cert_with_extern_psk")],
  [34, readDelegatedCredential],
  [35, readSessionTicket],
  [39, readSupportedEktCiphers],
  [41, readPreSharedKey],
  [42, readEarlyData],
  [43, readSupportedVersions],
  [44, readCookie],
  [45, readPskKeyExchangeModes],
  [47, readCertificateAuthorities],
  [48, readOidFilters],
  [49, readFlag("post_handshake_auth")],
  [50, readSignatureAlgorithms("signature_algorithms_cert")],
  [51, readKeyShare],
  [53, readConnectionId("connection_id (deprecated)")],
  [54, readConnectionId("connection_id")],
  [55, readExternalIdHash],
  [56, readExternalSessionId],
  [57, readQuicTransportParameters("quic_transport_parameters")],
  [58, readTicketRequest],
  [59, readDnssecChain],
  [61, readFlag("rrc")],
  [62, readTlsFlags],
  [13172, readNextProtocols],
  [17513, readApplicationSettings("application_settings_old")],
  [17613, readApplicationSettings("application_settings")],
  [30031, readFlag("channel_id_old")],
  [30032, readFlag("channel_id")],
  [0xca34, readTrustAnchors],
  [0xfd00, readEchOuterExtensions],
  [0xfe0d, readEncryptedClientHello],
  [0xff01, readRenegotiationInfo],
  [0xffa5, readQuicTransportParameters("quic_transport_parameters (draft)")],
]);

/**
 * Reads the vector `extensions` (RFC 8446 section 4.2).
 *
 * @param reader Where it is read from.
 * @param inMessage Which message it is in; TLS 1.2 has two of them, `CH` and `SH`.
 * @returns The extensions, in the order sent. Where the vector itself is broken, those before the
 * break; that it is broken is noted in {@linkcode Reader.troubles}.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Reader } from "../reader.ts";
 * import { findExtension, readExtensions } from "./extension.ts";
 *
 * const reader = new Reader(new Uint8Array([0, 6, 0, 43, 0, 2, 3, 4]));
 * const extensions = readExtensions(reader, "SH");
 * assertEquals(extensions[0]?.name, "supported_versions");
 * assertEquals(findExtension(extensions, "supported_versions")?.selected, 0x0304);
 * ```
 */
export function readExtensions(reader: Reader, inMessage: ExtendedMessage): Extension[] {
  const extensions: Extension[] = [];
  reader.contain(() =>
    reader.list("extensions", 2, () => {
      extensions.push(readExtension(reader, inMessage));
    })
  );
  return extensions;
}

/** What an extension of a given name says. */
export type ContentOf<T extends ExtensionContent["type"], C = ExtensionContent> = C extends
  ExtensionContent ? (T extends C["type"] ? C : never) : never;

/**
 * Finds what an extension says.
 *
 * @param extensions The extensions of a message.
 * @param type The extension's name.
 * @returns What it says; undefined if it is not there or broken.
 */
export function findExtension<T extends ExtensionContent["type"]>(
  extensions: readonly Extension[],
  type: T,
): ContentOf<T> | undefined {
  return extensions.find(({ content }) => content?.type === type)?.content as
    | ContentOf<T>
    | undefined;
}

function readExtension(reader: Reader, inMessage: ExtendedMessage): Extension {
  const code = (reader.peek() ?? 0) << 8 | (reader.peek(1) ?? 0);
  const name = reader.left < 2 ? "extension" : extensionName(code);
  return reader.group(name, () => {
    reader.uint16("extension_type", extensionName);
    return reader.vector("extension_data", 2, (length) => {
      const data = reader.message.subarray(reader.offset, reader.offset + length);
      const format = FORMATS.get(code);
      if (!format) {
        reader.bytes("data");
        return { code, name, data };
      }
      const content = reader.contain(() =>
        reader.within(name, length, () => format(reader, inMessage))
      );
      return content ? { code, name, data, content } : { code, name, data };
    });
  });
}
