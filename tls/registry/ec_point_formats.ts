/**
 * How a point of a curve is written: IANA's registry "TLS EC Point Formats" (RFC 8422).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The point formats. */
export const EC_POINT_FORMATS: Registry = registry({
  title: "TLS EC Point Formats",
  bytes: 1,
  rows: `
    0 uncompressed
    1 ansiX962_compressed_prime
    2 ansiX962_compressed_char2`,
  ranges: [{ first: 248, last: 255, purpose: "private use" }],
});
