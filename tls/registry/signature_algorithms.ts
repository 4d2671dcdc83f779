/**
 * The second byte of a TLS 1.2 signature algorithm: IANA's registry "TLS SignatureAlgorithm"
 * (RFC 5246, RFC 8422, RFC 9189). Closed since TLS 1.3, which gives the two bytes one meaning.
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The signature algorithms of TLS 1.2. */
export const SIGNATURE_ALGORITHMS: Registry = registry({
  title: "TLS SignatureAlgorithm",
  bytes: 1,
  rows: `
    0 anonymous
    1 rsa
    2 dsa
    3 ecdsa
    7 ed25519
    8 ed448
    64 gostr34102012_256
    65 gostr34102012_512`,
  ranges: [
    { first: 4, last: 6, purpose: "reserved" },
    { first: 9, last: 63, purpose: "reserved" },
    { first: 66, last: 223, purpose: "reserved" },
    { first: 224, last: 255, purpose: "private use" },
  ],
});
