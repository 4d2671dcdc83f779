/**
 * What a pre-shared key is combined with: IANA's registry "TLS PskKeyExchangeMode" (RFC 8446).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The PSK key exchange modes: the key alone, or with an (EC)DHE exchange. */
export const PSK_KEY_EXCHANGE_MODES: Registry = registry({
  title: "TLS PskKeyExchangeMode",
  bytes: 1,
  grease: true,
  rows: `
    0 psk_ke
    1 psk_dhe_ke`,
  ranges: [{ first: 254, last: 255, purpose: "private use" }],
});
