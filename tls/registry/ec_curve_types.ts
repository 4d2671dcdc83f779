/**
 * How a TLS 1.2 server says which curve it uses: IANA's registry "TLS EC Curve Types" (RFC 8422).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The curve types. */
export const EC_CURVE_TYPES: Registry = registry({
  title: "TLS EC Curve Types",
  bytes: 1,
  rows: `
    1 explicit_prime
    2 explicit_char2
    3 named_curve`,
  ranges: [{ first: 248, last: 255, purpose: "private use" }],
});
