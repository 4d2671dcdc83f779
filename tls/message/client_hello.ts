/**
 * ClientHello: what the client can do and wants (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2).
 *
 * The fields are named as TLS 1.3 names them, whatever the version: that a client speaks older ones
 * alone shows only in what it does not send.
 *
 * @module
 */
import { type Extension, readExtensions } from "../extension/extension.ts";
import type { Reader } from "../reader.ts";
import { CIPHER_SUITES } from "../registry/cipher_suites.ts";
import { COMPRESSION_METHODS } from "../registry/compression_methods.ts";
import { versionName } from "../registry/versions.ts";
import { readOpaque } from "./opaque.ts";

/** The client's first message. */
export interface ClientHello {
  /** `client_hello`. */
  readonly type: "client_hello";
  /** The highest version the client speaks; from TLS 1.3 on always 0x0303, see `supported_versions`. */
  readonly version: number;
  /** 32 random bytes. */
  readonly random: Uint8Array;
  /** The session to take up, or what shall look like one; 0 to 32 bytes. */
  readonly sessionId: Uint8Array;
  /** The cipher suites, in the order the client likes them. */
  readonly cipherSuites: readonly number[];
  /** The ways to compress records. */
  readonly compressionMethods: readonly number[];
  /** The extensions, in the order sent; none if an old client sends no list at all. */
  readonly extensions: readonly Extension[];
}

/**
 * Reads the body of a ClientHello.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @returns What it says.
 * @throws {Malformed} If it is cut off before the extensions, or something follows them.
 */
export function readClientHello(reader: Reader): ClientHello {
  return {
    type: "client_hello",
    version: reader.uint16("legacy_version", versionName),
    random: reader.bytes("random", 32),
    sessionId: readOpaque(reader, "legacy_session_id", 1, { most: 32 }),
    cipherSuites: reader.list(
      "cipher_suites",
      2,
      () => reader.uint16("cipher_suite", CIPHER_SUITES),
      { least: 2 },
    ),
    compressionMethods: reader.list(
      "legacy_compression_methods",
      1,
      () => reader.uint8("compression_method", COMPRESSION_METHODS),
      { least: 1 },
    ),
    extensions: reader.done ? [] : readExtensions(reader, "CH"),
  };
}
