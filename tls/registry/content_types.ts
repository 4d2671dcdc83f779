/**
 * What a record carries: IANA's registry "TLS ContentType" (RFC 8446, RFC 9846).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The content types. */
export const CONTENT_TYPES: Registry = registry({
  title: "TLS ContentType",
  bytes: 1,
  rows: `
    20 change_cipher_spec
    21 alert
    22 handshake
    23 application_data
    24 heartbeat
    25 tls12_cid
    26 ACK
    27 return_routability_check`,
  // The first byte of a DTLS 1.3 record is 32 to 63 (RFC 9147 section 4).
  ranges: [{ first: 32, last: 63, purpose: "reserved" }],
});

/** The content types the decoder acts on. */
export const ContentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;
