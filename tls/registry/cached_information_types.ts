/**
 * What a TLS 1.2 client may have kept from last time: IANA's registry "TLS CachedInformationType
 * Values" (RFC 7924).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The cached information types. */
export const CACHED_INFORMATION_TYPES: Registry = registry({
  title: "TLS CachedInformationType Values",
  bytes: 1,
  rows: `
    1 cert
    2 cert_req`,
  ranges: [
    { first: 0, last: 0, purpose: "reserved" },
    { first: 224, last: 255, purpose: "private use" },
  ],
});
