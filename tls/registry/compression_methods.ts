/**
 * How records were compressed before TLS 1.3: IANA's registry "TLS Compression Method Identifiers"
 * (RFC 3749, RFC 3943).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The compression methods. */
export const COMPRESSION_METHODS: Registry = registry({
  title: "TLS Compression Method Identifiers",
  bytes: 1,
  rows: `
    0 NULL
    1 DEFLATE
    64 LZS`,
  ranges: [{ first: 224, last: 255, purpose: "private use" }],
});
