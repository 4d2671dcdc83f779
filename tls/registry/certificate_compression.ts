/**
 * How a certificate message is compressed: IANA's registry "TLS Certificate Compression Algorithm IDs"
 * (RFC 8879).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The certificate compression algorithms. */
export const CERTIFICATE_COMPRESSION: Registry = registry({
  title: "TLS Certificate Compression Algorithm IDs",
  bytes: 2,
  rows: `
    1 zlib
    2 brotli
    3 zstd`,
  ranges: [
    { first: 0, last: 0, purpose: "reserved" },
    { first: 16384, last: 65535, purpose: "experimental use" },
  ],
});
