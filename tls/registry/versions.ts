/**
 * Protocol versions, as the record header, the hellos and `supported_versions` carry them. There is no
 * IANA registry of them: each RFC names its own (RFC 6101, 2246, 4346, 5246, 8446; for DTLS RFC 4347,
 * 6347, 9147).
 *
 * @module
 */
import { nameOf, type Registry, registry } from "./registry.ts";

/** The versions, without the drafts of TLS 1.3. */
export const VERSIONS: Registry = registry({
  title: "ProtocolVersion",
  bytes: 2,
  grease: true,
  rows: `
    0x0002 SSL 2.0
    0x0300 SSL 3.0
    0x0301 TLS 1.0
    0x0302 TLS 1.1
    0x0303 TLS 1.2
    0x0304 TLS 1.3
    0xfefc DTLS 1.3
    0xfefd DTLS 1.2
    0xfeff DTLS 1.0`,
});

/** The last draft of TLS 1.3 before it became RFC 8446. */
const LAST_DRAFT = 28;

/**
 * What to call a version.
 *
 * @param code The version, such as 0x0303.
 * @returns Such as `TLS 1.2`, `TLS 1.3 draft 23` (for 0x7f17), `GREASE (0x1a1a)` or
 * `unassigned (0x0305)`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { versionName } from "./versions.ts";
 *
 * assertEquals(versionName(0x0304), "TLS 1.3");
 * assertEquals(versionName(0x7f17), "TLS 1.3 draft 23");
 * ```
 */
export function versionName(code: number): string {
  const draft = code & 0xff;
  if (code >>> 8 === 0x7f && draft > 0 && draft <= LAST_DRAFT) return `TLS 1.3 draft ${draft}`;
  return nameOf(VERSIONS, code);
}
