/**
 * What the user mapping extension carries: IANA's registry "TLS UserMappingType Values" (RFC 4681).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The user mapping types. */
export const USER_MAPPING_TYPES: Registry = registry({
  title: "TLS UserMappingType Values",
  bytes: 1,
  rows: "64 upn_domain_hint",
  ranges: [{ first: 224, last: 255, purpose: "private use" }],
});
