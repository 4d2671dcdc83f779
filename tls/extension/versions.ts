/**
 * Which version is spoken, and what ties one flight or one handshake to the next.
 *
 * @module
 */
import { readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { versionName } from "../registry/versions.ts";

/** The versions the client speaks, or the one the server chose (RFC 8446 section 4.2.1). */
export interface SupportedVersions {
  /** `supported_versions`. */
  readonly type: "supported_versions";
  /** The client's, in the order it likes them; none from the server. */
  readonly versions: readonly number[];
  /** The server's choice. */
  readonly selected?: number;
}

/** What the server wants back in the second ClientHello (RFC 8446 section 4.2.2). */
export interface Cookie {
  /** `cookie`. */
  readonly type: "cookie";
  /** The cookie. */
  readonly cookie: Uint8Array;
}

/** Ties a renegotiation to the handshake before it (RFC 5746 section 3.2). */
export interface RenegotiationInfo {
  /** `renegotiation_info`. */
  readonly type: "renegotiation_info";
  /** The verify_data of the handshake before; empty in the first. */
  readonly renegotiatedConnection: Uint8Array;
}

/** Flags instead of extensions that would be empty (draft-ietf-tls-tlsflags). */
export interface TlsFlags {
  /** `tls_flags`. */
  readonly type: "tls_flags";
  /** The numbers of the flags that are set. */
  readonly flags: readonly number[];
}

/** Reads `supported_versions`: a list from the client, one version from the server. */
export function readSupportedVersions(
  reader: Reader,
  inMessage: ExtendedMessage,
): SupportedVersions {
  const type = "supported_versions";
  if (inMessage !== "CH") {
    return { type, versions: [], selected: reader.uint16("selected_version", versionName) };
  }
  const read = () => reader.uint16("version", versionName);
  return { type, versions: reader.list("versions", 1, read, { least: 2, most: 254 }) };
}

/** Reads `cookie`. */
export function readCookie(reader: Reader): Cookie {
  return { type: "cookie", cookie: readOpaque(reader, "cookie", 2, { least: 1 }) };
}

/** Reads `renegotiation_info`. */
export function readRenegotiationInfo(reader: Reader): RenegotiationInfo {
  const renegotiatedConnection = readOpaque(reader, "renegotiated_connection", 1);
  return { type: "renegotiation_info", renegotiatedConnection };
}

/** Reads `tls_flags`. */
export function readTlsFlags(reader: Reader): TlsFlags {
  const bytes = readOpaque(reader, "flags", 1, { least: 1 }, (flags) => flagsIn(flags).join(", "));
  return { type: "tls_flags", flags: flagsIn(bytes) };
}

/** Flag 0 is the least significant bit of the first byte. */
function flagsIn(bytes: Uint8Array): number[] {
  const flags: number[] = [];
  bytes.forEach((byte, i) => {
    for (let bit = 0; bit < 8; bit++) if (byte >>> bit & 1) flags.push(8 * i + bit);
  });
  return flags;
}
