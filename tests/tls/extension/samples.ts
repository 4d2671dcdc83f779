/**
 * One sample or more of every extension whose format is known, and what it says.
 *
 * @module
 */
import type { ExtensionContent } from "../../../tls/extension/extension.ts";
import type { ExtendedMessage } from "../../../tls/registry/extensions.ts";
import { bytes, text, vector } from "../message/build.ts";

/** An extension as it stands in a message, and what it says. */
export type ExtensionSample = readonly [
  code: number,
  inMessage: ExtendedMessage,
  data: Uint8Array,
  content: ExtensionContent,
];

const b = bytes;
const NOTHING = b("");
/** `C = CN` */
const NAME = b("300d310b3009060355040613 02434e");
const HASH = b("11".repeat(32));
const SHA1 = b("22".repeat(20));
const P256 = b("04", "33".repeat(32), "44".repeat(32));
const X25519 = b("55".repeat(32));
const MLKEM = b("66".repeat(1184));
const MLKEM_CIPHERTEXT = b("77".repeat(1088));
const SPKI = b("302a300506032b6570032100", HASH);
const SCT = b("00", HASH, "0000019a 00000000", "0000", "0403", vector(2, "3000"));
const ECH_CONFIG = b(
  "fe0d",
  vector(
    2,
    "07 0020",
    vector(2, X25519),
    "0004 0001 0001",
    "40",
    vector(1, text("a.test")),
    "0000",
  ),
);

/** The samples, by number. */
export const EXTENSION_SAMPLES: readonly ExtensionSample[] = [
  [0, "CH", vector(2, "00", vector(2, text("a.test"))), { type: "server_name", names: ["a.test"] }],
  [0, "EE", NOTHING, { type: "server_name", names: [] }],
  [1, "CH", b("02"), { type: "max_fragment_length", code: 2 }],
  [2, "CH", NOTHING, { type: "client_certificate_url" }],
  [3, "CH", vector(2, "00", "01", SHA1, "02", vector(2, NAME), "03", SHA1), {
    type: "trusted_ca_keys",
    authorities: [
      { identifierType: 0, identifier: NOTHING },
      { identifierType: 1, identifier: SHA1 },
      { identifierType: 2, identifier: NAME },
      { identifierType: 3, identifier: SHA1 },
    ],
  }],
  [3, "SH", NOTHING, { type: "trusted_ca_keys", authorities: [] }],
  [4, "CH", NOTHING, { type: "truncated_hmac" }],
  [5, "CH", b("01", vector(2, vector(2, "a203020100")), vector(2, "3000")), {
    type: "status_request",
    request: { statusType: 1, responders: [b("a203020100")], requestExtensions: b("3000") },
  }],
  [5, "SH", NOTHING, { type: "status_request" }],
  [5, "CT", b("01", vector(3, "30030a0106")), {
    type: "status_request",
    status: { statusType: 1, response: b("30030a0106") },
  }],
  [6, "CH", b("01 40"), { type: "user_mapping", mappingTypes: [64] }],
  [7, "CH", b("02 00 01"), { type: "client_authz", formats: [0, 1] }],
  [8, "SH", b("01 40"), { type: "server_authz", formats: [64] }],
  [9, "CH", b("02 00 01"), { type: "cert_type", certificateTypes: [0, 1] }],
  [10, "CH", b("0006 1a1a 11ec 001d"), {
    type: "supported_groups",
    groups: [0x1a1a, 0x11ec, 0x001d],
  }],
  [11, "CH", b("01 00"), { type: "ec_point_formats", formats: [0] }],
  [12, "CH", vector(1, text("alice")), { type: "srp", userName: text("alice") }],
  [13, "CH", b("0004 0403 0804"), { type: "signature_algorithms", schemes: [0x0403, 0x0804] }],
  [14, "CH", b("0004 0001 0007 02 abcd"), {
    type: "use_srtp",
    profiles: [1, 7],
    mki: b("abcd"),
  }],
  [15, "CH", b("01"), { type: "heartbeat", mode: 1 }],
  [16, "CH", vector(2, vector(1, text("h2")), vector(1, text("http/1.1"))), {
    type: "application_layer_protocol_negotiation",
    protocols: ["h2", "http/1.1"],
  }],
  [17, "CH", vector(2, "02", vector(2, "0000 0000")), {
    type: "status_request_v2",
    requests: [{ statusType: 2, responders: [], requestExtensions: NOTHING }],
  }],
  [17, "SH", NOTHING, { type: "status_request_v2", requests: [] }],
  [18, "CH", NOTHING, { type: "signed_certificate_timestamp", count: 0 }],
  [18, "CT", vector(2, vector(2, SCT)), { type: "signed_certificate_timestamp", count: 1 }],
  [19, "CH", b("02 02 00"), { type: "client_certificate_type", certificateTypes: [2, 0] }],
  [19, "EE", b("02"), { type: "client_certificate_type", certificateTypes: [2] }],
  [20, "CH", b("01 02"), { type: "server_certificate_type", certificateTypes: [2] }],
  [20, "EE", b("00"), { type: "server_certificate_type", certificateTypes: [0] }],
  [21, "CH", b("000000"), { type: "padding", length: 3 }],
  [22, "CH", NOTHING, { type: "encrypt_then_mac" }],
  [23, "CH", NOTHING, { type: "extended_main_secret" }],
  [24, "CH", b("01 00 02 02 00"), {
    type: "token_binding",
    version: 0x0100,
    keyParameters: [2, 0],
  }],
  [25, "CH", vector(2, "01", vector(1, HASH)), {
    type: "cached_info",
    objects: [{ informationType: 1, hash: HASH }],
  }],
  [25, "SH", b("0001 01"), { type: "cached_info", objects: [{ informationType: 1 }] }],
  [27, "CH", b("04 0002 0001"), { type: "compress_certificate", algorithms: [2, 1] }],
  [28, "CH", b("4001"), { type: "record_size_limit", limit: 16385 }],
  [29, "CH", vector(1, SHA1), { type: "pwd_protect", userName: SHA1 }],
  [30, "CH", vector(1, text("bob")), { type: "pwd_clear", userName: text("bob") }],
  [31, "HRR", vector(2, SHA1), { type: "password_salt", salt: SHA1 }],
  [32, "CH", NOTHING, { type: "ticket_pinning" }],
  [32, "CH", vector(2, "aabb"), { type: "ticket_pinning", ticket: b("aabb") }],
  [32, "EE", b("01 cc", "0002 aabb", "00093a80"), {
    type: "ticket_pinning",
    proof: b("cc"),
    ticket: b("aabb"),
    lifetime: 604800,
  }],
  [33, "CH", NOTHING, { type: "tls_cert_with_extern_psk" }],
  [34, "CH", b("0002 0403"), { type: "delegated_credential", schemes: [0x0403] }],
  [34, "CT", b("00093a80 0807", vector(3, SPKI), "0403", vector(2, "3000")), {
    type: "delegated_credential",
    schemes: [],
    credential: {
      validTime: 604800,
      scheme: 0x0807,
      publicKey: SPKI,
      algorithm: 0x0403,
      signature: b("3000"),
    },
  }],
  [35, "CH", b("aabbcc"), { type: "session_ticket", ticket: b("aabbcc") }],
  [39, "CH", b("02 00 01"), { type: "supported_ekt_ciphers", ciphers: [0, 1] }],
  [39, "EE", b("01"), { type: "supported_ekt_ciphers", ciphers: [1] }],
  [41, "SH", b("0001"), { type: "pre_shared_key", selectedIdentity: 1 }],
  [42, "CH", NOTHING, { type: "early_data" }],
  [42, "NST", b("00004000"), { type: "early_data", maxEarlyDataSize: 16384 }],
  [43, "CH", b("06 2a2a 0304 0303"), {
    type: "supported_versions",
    versions: [0x2a2a, 0x0304, 0x0303],
  }],
  [43, "HRR", b("0304"), { type: "supported_versions", versions: [], selected: 0x0304 }],
  [44, "HRR", vector(2, "aabb"), { type: "cookie", cookie: b("aabb") }],
  [45, "CH", b("02 01 2a"), { type: "psk_key_exchange_modes", modes: [1, 0x2a] }],
  [47, "CR", vector(2, vector(2, NAME)), { type: "certificate_authorities", authorities: [NAME] }],
  [48, "CR", vector(2, vector(1, "0603551d0f"), vector(2, "03020780")), {
    type: "oid_filters",
    filters: [{ oid: b("0603551d0f"), values: b("03020780") }],
  }],
  [49, "CH", NOTHING, { type: "post_handshake_auth" }],
  [50, "CH", b("0002 0804"), { type: "signature_algorithms_cert", schemes: [0x0804] }],
  [51, "CH", vector(2, "5a5a 0001 00", "11ec", vector(2, MLKEM, X25519), "0017", vector(2, P256)), {
    type: "key_share",
    shares: [
      { group: 0x5a5a, key: b("00") },
      { group: 0x11ec, key: b(MLKEM, X25519) },
      { group: 0x0017, key: P256 },
    ],
  }],
  [51, "SH", b("11eb", vector(2, P256, MLKEM_CIPHERTEXT)), {
    type: "key_share",
    shares: [{ group: 0x11eb, key: b(P256, MLKEM_CIPHERTEXT) }],
  }],
  [51, "HRR", b("0018"), { type: "key_share", shares: [], selectedGroup: 0x0018 }],
  [53, "CH", b("01 aa"), { type: "connection_id (deprecated)", cid: b("aa") }],
  [54, "CH", b("00"), { type: "connection_id", cid: NOTHING }],
  [55, "CH", vector(1, HASH), { type: "external_id_hash", bindingHash: HASH }],
  [56, "CH", vector(1, SHA1), { type: "external_session_id", sessionId: SHA1 }],
  [57, "CH", b("01 02 67d0", "0f 00", "20 04 80004000", "1b 01 aa"), {
    type: "quic_transport_parameters",
    parameters: [
      { id: 1, value: b("67d0") },
      { id: 15, value: NOTHING },
      { id: 32, value: b("80004000") },
      { id: 27, value: b("aa") },
    ],
  }],
  [58, "CH", b("02 01"), { type: "ticket_request", newSessionCount: 2, resumptionCount: 1 }],
  [58, "EE", b("02"), { type: "ticket_request", expectedCount: 2 }],
  [59, "CH", b("01bb"), { type: "dnssec_chain", port: 443 }],
  [59, "CT", b("0018", "aabb"), {
    type: "dnssec_chain",
    supportLifetime: 24,
    chain: b("aabb"),
  }],
  [61, "CH", NOTHING, { type: "rrc" }],
  [62, "CH", b("02 01 80"), { type: "tls_flags", flags: [0, 15] }],
  [13172, "SH", b(vector(1, text("h2")), vector(1, text("http/1.1"))), {
    type: "next_protocol_negotiation",
    protocols: ["h2", "http/1.1"],
  }],
  [17513, "CH", vector(2, vector(1, text("h2"))), {
    type: "application_settings_old",
    protocols: ["h2"],
  }],
  [17613, "EE", b("aabb"), { type: "application_settings", protocols: [], settings: b("aabb") }],
  [30031, "CH", NOTHING, { type: "channel_id_old" }],
  [30032, "EE", NOTHING, { type: "channel_id" }],
  [0xca34, "CH", vector(2, vector(1, "817d01")), {
    type: "trust_anchors",
    identifiers: [b("817d01")],
  }],
  [0xca34, "CT", NOTHING, { type: "trust_anchors", identifiers: [] }],
  [0xfd00, "CH", b("04 000a 0033"), { type: "ech_outer_extensions", extensions: [10, 51] }],
  [0xfe0d, "CH", b("00 0001 0003 2a", vector(2, X25519), vector(2, SHA1)), {
    type: "encrypted_client_hello",
    inner: false,
    outer: { kdf: 1, aead: 3, configId: 42, enc: X25519, payload: SHA1 },
  }],
  [0xfe0d, "CH", b("01"), { type: "encrypted_client_hello", inner: true }],
  [0xfe0d, "HRR", b("1122334455667788"), {
    type: "encrypted_client_hello",
    inner: false,
    confirmation: b("1122334455667788"),
  }],
  [0xfe0d, "EE", vector(2, ECH_CONFIG, "fe0a", vector(2, "aabb")), {
    type: "encrypted_client_hello",
    inner: false,
    retryConfigs: [
      { version: 0xfe0d, configId: 7, kem: 0x20, publicKey: X25519, publicName: "a.test" },
      { version: 0xfe0a },
    ],
  }],
  [0xff01, "CH", b("00"), { type: "renegotiation_info", renegotiatedConnection: NOTHING }],
  [0xffa5, "EE", b("04 02 4400"), {
    type: "quic_transport_parameters (draft)",
    parameters: [{ id: 4, value: b("4400") }],
  }],
];
