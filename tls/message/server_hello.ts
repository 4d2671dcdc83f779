/**
 * ServerHello: what the server chose; and HelloRetryRequest, a ServerHello with a random value that
 * stands for "try again" (RFC 8446 sections 4.1.3 and 4.1.4, RFC 5246 section 7.4.1.3).
 *
 * @module
 */
import { sameBytes } from "../../x509/der.ts";
import { type Extension, readExtensions } from "../extension/extension.ts";
import type { Reader } from "../reader.ts";
import { CIPHER_SUITES } from "../registry/cipher_suites.ts";
import { COMPRESSION_METHODS } from "../registry/compression_methods.ts";
import { versionName } from "../registry/versions.ts";
import { readOpaque } from "./opaque.ts";

/** The server's first message. */
export interface ServerHello {
  /** `hello_retry_request` if its random value says so. */
  readonly type: "server_hello" | "hello_retry_request";
  /** The version; from TLS 1.3 on always 0x0303, see `supported_versions`. */
  readonly version: number;
  /** 32 random bytes. */
  readonly random: Uint8Array;
  /** The session taken up or made up; in TLS 1.3 what the client sent. */
  readonly sessionId: Uint8Array;
  /** The cipher suite chosen. */
  readonly cipherSuite: number;
  /** How records are compressed. */
  readonly compressionMethod: number;
  /** The extensions, in the order sent. */
  readonly extensions: readonly Extension[];
}

/** RFC 8446 section 4.1.3: the SHA-256 hash of `HelloRetryRequest`. */
const RETRY_RANDOM = Uint8Array.fromHex(
  "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c",
);

/** RFC 8446 section 4.1.3: how the random value ends when a server agrees on less than it can. */
const DOWNGRADE = Uint8Array.fromHex("444f574e475244"); // "DOWNGRD"

/**
 * Whether a ServerHello is a HelloRetryRequest.
 *
 * @param random Its random value.
 * @returns True if it is the value set aside for that.
 */
export function isRetryRandom(random: Uint8Array): boolean {
  return sameBytes(random, RETRY_RANDOM);
}

/**
 * Reads the body of a ServerHello or HelloRetryRequest.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @returns What it says.
 * @throws {Malformed} If it is cut off before the extensions, or something follows them.
 */
export function readServerHello(reader: Reader): ServerHello {
  const version = reader.uint16("legacy_version", versionName);
  const random = reader.bytes("random", 32, meaningOf);
  const retry = isRetryRandom(random);
  return {
    type: retry ? "hello_retry_request" : "server_hello",
    version,
    random,
    sessionId: readOpaque(reader, "legacy_session_id_echo", 1, { most: 32 }),
    cipherSuite: reader.uint16("cipher_suite", CIPHER_SUITES),
    compressionMethod: reader.uint8("legacy_compression_method", COMPRESSION_METHODS),
    extensions: reader.done ? [] : readExtensions(reader, retry ? "HRR" : "SH"),
  };
}

function meaningOf(random: Uint8Array): string | undefined {
  if (isRetryRandom(random)) return "HelloRetryRequest";
  if (!sameBytes(random.subarray(24, 31), DOWNGRADE)) return undefined;
  switch (random[31]) {
    case 0:
      return "downgrade to TLS 1.1 or below";
    case 1:
      return "downgrade to TLS 1.2";
    default:
      return undefined;
  }
}
