/**
 * Which certificates a TLS 1.2 server accepts of its client: IANA's registry "TLS ClientCertificateType
 * Identifiers" (RFC 5246, RFC 8422, RFC 9189).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The client certificate types. */
export const CLIENT_CERTIFICATE_TYPES: Registry = registry({
  title: "TLS ClientCertificateType Identifiers",
  bytes: 1,
  rows: `
    1 rsa_sign
    2 dss_sign
    3 rsa_fixed_dh
    4 dss_fixed_dh
    5 rsa_ephemeral_dh_RESERVED
    6 dss_ephemeral_dh_RESERVED
    20 fortezza_dms_RESERVED
    64 ecdsa_sign
    65 rsa_fixed_ecdh
    66 ecdsa_fixed_ecdh
    67 gost_sign256
    68 gost_sign512`,
  ranges: [{ first: 224, last: 255, purpose: "private use" }],
});
