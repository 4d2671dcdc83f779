/**
 * What a hello and some other messages are extended with: IANA's registry "TLS ExtensionType Values"
 * (RFC 8446, RFC 9846), and the few numbers that were never registered but are met on the wire.
 *
 * @module
 */
import { nameOf, readRows, type Registry, registry } from "./registry.ts";

/**
 * A TLS 1.3 message that carries extensions, abbreviated as the registry does: ClientHello,
 * ServerHello, HelloRetryRequest, EncryptedExtensions, Certificate, CertificateRequest,
 * NewSessionTicket.
 */
export type ExtendedMessage = "CH" | "SH" | "HRR" | "EE" | "CT" | "CR" | "NST";

/** What is known of an extension. */
export interface ExtensionType {
  /** The number on the wire. */
  readonly code: number;
  /** The registered name; for an unregistered one what its draft calls it. */
  readonly name: string;
  /** The TLS 1.3 messages it may appear in; none if TLS 1.3 does not use it. */
  readonly tls13: readonly ExtendedMessage[];
  /** What defines it, such as `RFC6066`. */
  readonly references: readonly string[];
  /** Whether IANA has registered the number. */
  readonly registered: boolean;
}

// IANA lists dnssec_chain for the ClientHello alone; RFC 9102 section 3 has the server answer in its
// Certificate.
const REGISTERED = `
  0 server_name | CH EE CR | RFC6066 RFC9261
  1 max_fragment_length | CH EE | RFC6066 RFC8449
  2 client_certificate_url | - | RFC6066
  3 trusted_ca_keys | - | RFC6066
  4 truncated_hmac | - | RFC6066
  5 status_request | CH CR CT | RFC6066
  6 user_mapping | - | RFC4681
  7 client_authz | - | RFC5878
  8 server_authz | - | RFC5878
  9 cert_type | - | RFC6091
  10 supported_groups | CH EE | RFC8422 RFC7919
  11 ec_point_formats | - | RFC8422
  12 srp | - | RFC5054
  13 signature_algorithms | CH CR | RFC8446 RFC9846
  14 use_srtp | CH EE | RFC5764
  15 heartbeat | CH EE | RFC6520
  16 application_layer_protocol_negotiation | CH EE | RFC7301
  17 status_request_v2 | - | RFC6961
  18 signed_certificate_timestamp | CH CR CT | RFC6962
  19 client_certificate_type | CH EE | RFC7250
  20 server_certificate_type | CH EE | RFC7250
  21 padding | CH | RFC7685
  22 encrypt_then_mac | - | RFC7366
  23 extended_main_secret | - | RFC7627 RFC9846
  24 token_binding | - | RFC8472
  25 cached_info | - | RFC7924
  26 tls_lts | - | draft-gutmann-tls-lts
  27 compress_certificate | CH CR | RFC8879
  28 record_size_limit | CH EE | RFC8449
  29 pwd_protect | CH | RFC8492
  30 pwd_clear | CH | RFC8492
  31 password_salt | CH SH HRR | RFC8492
  32 ticket_pinning | CH EE | RFC8672
  33 tls_cert_with_extern_psk | CH SH | RFC8773
  34 delegated_credential | CH CR CT | RFC9345
  35 session_ticket | - | RFC5077 RFC8447
  36 TLMSP | - | ETSI-TS-103-523-2
  37 TLMSP_proxying | - | ETSI-TS-103-523-2
  38 TLMSP_delegate | - | ETSI-TS-103-523-2
  39 supported_ekt_ciphers | CH EE | RFC8870
  41 pre_shared_key | CH SH | RFC8446 RFC9846
  42 early_data | CH EE NST | RFC8446 RFC9846
  43 supported_versions | CH SH HRR | RFC8446 RFC9846
  44 cookie | CH HRR | RFC8446 RFC9846
  45 psk_key_exchange_modes | CH | RFC8446 RFC9846
  47 certificate_authorities | CH CR | RFC8446 RFC9846
  48 oid_filters | CR | RFC8446 RFC9846
  49 post_handshake_auth | CH | RFC8446 RFC9846
  50 signature_algorithms_cert | CH CR | RFC8446 RFC9846
  51 key_share | CH SH HRR | RFC8446 RFC9846
  52 transparency_info | CH CR CT | RFC9162
  53 connection_id (deprecated) | - | RFC9146
  54 connection_id | CH SH | RFC9146
  55 external_id_hash | CH EE | RFC8844
  56 external_session_id | CH EE | RFC8844
  57 quic_transport_parameters | CH EE | RFC9001
  58 ticket_request | CH EE | RFC9149
  59 dnssec_chain | CH CT | RFC9102
  60 sequence_number_encryption_algorithms | CH HRR SH | draft-pismenny-tls-dtls-plaintext-sequence-number
  61 rrc | CH SH | RFC9853
  62 tls_flags | CH SH HRR EE CR CT NST | draft-ietf-tls-tlsflags
  0xfd00 ech_outer_extensions | CH | RFC9849
  0xfe0d encrypted_client_hello | CH HRR EE | RFC9849
  0xff01 renegotiation_info | - | RFC5746`;

const UNREGISTERED = `
  13172 next_protocol_negotiation | - | draft-agl-tls-nextprotoneg
  17513 application_settings_old | CH EE | draft-vvv-tls-alps
  17613 application_settings | CH EE | draft-vvv-tls-alps
  30031 channel_id_old | - | draft-balfanz-tls-channelid
  30032 channel_id | CH EE | draft-balfanz-tls-channelid
  0xca34 trust_anchors | CH EE CT | draft-ietf-tls-trust-anchor-ids
  0xffa5 quic_transport_parameters (draft) | CH EE | draft-ietf-quic-tls
  0xffce encrypted_server_name | CH EE | draft-ietf-tls-esni`;

/** The registered extensions. */
export const EXTENSIONS: Registry = registry({
  title: "TLS ExtensionType Values",
  bytes: 2,
  grease: true,
  rows: REGISTERED,
  ranges: [
    // Numbers that drafts of TLS 1.3 used: an earlier key_share and ticket_early_data_info.
    { first: 40, last: 40, purpose: "reserved" },
    { first: 46, last: 46, purpose: "reserved" },
    { first: 0xff00, last: 0xff00, purpose: "private use" },
    { first: 0xff02, last: 0xffff, purpose: "private use" },
  ],
});

let extensions: ReadonlyMap<number, ExtensionType> | undefined;

/**
 * Every extension known here, registered or not.
 *
 * @returns The extensions by number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { extensionTypes } from "./extensions.ts";
 *
 * assertEquals(extensionTypes().get(51)?.tls13, ["CH", "SH", "HRR"]);
 * ```
 */
export function extensionTypes(): ReadonlyMap<number, ExtensionType> {
  return extensions ??= new Map([
    ...readRows(REGISTERED).map((row) => entry(row, true)),
    ...readRows(UNREGISTERED).map((row) => entry(row, false)),
  ]);
}

function entry(
  [code, name, messages, references]: readonly [number, string, ...string[]],
  registered: boolean,
): [number, ExtensionType] {
  const tls13 = messages === "-" ? [] : messages!.split(" ") as ExtendedMessage[];
  return [code, { code, name, tls13, references: references!.split(" "), registered }];
}

/**
 * What to call an extension.
 *
 * @param code The number on the wire.
 * @returns The registered name; or the usual name of an unregistered one, such as
 * `next_protocol_negotiation`; or what {@linkcode nameOf} says of a number without a name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { extensionName } from "./extensions.ts";
 *
 * assertEquals(extensionName(0), "server_name");
 * assertEquals(extensionName(13172), "next_protocol_negotiation");
 * assertEquals(extensionName(0x3a3a), "GREASE (0x3a3a)");
 * ```
 */
export function extensionName(code: number): string {
  return extensionTypes().get(code)?.name ?? nameOf(EXTENSIONS, code);
}
