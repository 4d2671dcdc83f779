/**
 * The messages of the handshake: IANA's registry "TLS HandshakeType" (RFC 8446, RFC 9846).
 *
 * Names that end in `_RESERVED` belong to TLS 1.2 and earlier, or to drafts of TLS 1.3.
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The handshake types. */
export const HANDSHAKE_TYPES: Registry = registry({
  title: "TLS HandshakeType",
  bytes: 1,
  rows: `
    0 hello_request_RESERVED
    1 client_hello
    2 server_hello
    3 hello_verify_request_RESERVED
    4 new_session_ticket
    5 end_of_early_data
    6 hello_retry_request_RESERVED
    8 encrypted_extensions
    9 request_connection_id
    10 new_connection_id
    11 certificate
    12 server_key_exchange_RESERVED
    13 certificate_request
    14 server_hello_done_RESERVED
    15 certificate_verify
    16 client_key_exchange_RESERVED
    17 client_certificate_request
    20 finished
    21 certificate_url_RESERVED
    22 certificate_status_RESERVED
    23 supplemental_data_RESERVED
    24 key_update
    25 compressed_certificate
    26 ekt_key
    254 message_hash`,
});

/** The handshake types the decoder acts on. */
export const HandshakeType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  endOfEarlyData: 5,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
  certificateStatus: 22,
  keyUpdate: 24,
  compressedCertificate: 25,
  messageHash: 254,
} as const;
