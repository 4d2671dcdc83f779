/**
 * What stands in for a certificate: IANA's registry "TLS Certificate Types" (RFC 6091, RFC 7250,
 * RFC 8902).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The certificate types. */
export const CERTIFICATE_TYPES: Registry = registry({
  title: "TLS Certificate Types",
  bytes: 1,
  rows: `
    0 X509
    1 OpenPGP_RESERVED
    2 Raw Public Key
    3 1609Dot2`,
  ranges: [{ first: 224, last: 255, purpose: "private use" }],
});
