/**
 * What a client asks to be told about a certificate's revocation: IANA's registry "TLS Certificate
 * Status Types" (RFC 6066, RFC 6961).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The certificate status types. */
export const CERTIFICATE_STATUS_TYPES: Registry = registry({
  title: "TLS Certificate Status Types",
  bytes: 1,
  rows: `
    1 ocsp
    2 ocsp_multi_RESERVED`,
});
