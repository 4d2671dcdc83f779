/**
 * The first byte of a TLS 1.2 signature algorithm: IANA's registry "TLS HashAlgorithm" (RFC 5246,
 * RFC 8422). Closed since TLS 1.3, which gives the two bytes one meaning.
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The hash algorithms of TLS 1.2. */
export const HASH_ALGORITHMS: Registry = registry({
  title: "TLS HashAlgorithm",
  bytes: 1,
  rows: `
    0 none
    1 md5
    2 sha1
    3 sha224
    4 sha256
    5 sha384
    6 sha512
    8 Intrinsic`,
  ranges: [
    { first: 7, last: 7, purpose: "reserved" },
    { first: 9, last: 223, purpose: "reserved" },
    { first: 224, last: 255, purpose: "private use" },
  ],
});
