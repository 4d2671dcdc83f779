/**
 * CompressedCertificate: a Certificate of TLS 1.3 in less space (RFC 8879 section 4).
 *
 * @module
 */
import { brotliDecompressSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { Malformed } from "../malformed.ts";
import type { Reader } from "../reader.ts";
import { CERTIFICATE_COMPRESSION } from "../registry/certificate_compression.ts";
import { nameOf } from "../registry/registry.ts";
import { readOpaque } from "./opaque.ts";

/** A compressed Certificate. */
export interface CompressedCertificate {
  /** `compressed_certificate`. */
  readonly type: "compressed_certificate";
  /** How it is compressed. */
  readonly algorithm: number;
  /** How many bytes the Certificate has, its header not counted. */
  readonly uncompressedLength: number;
  /** The compressed bytes. */
  readonly compressed: Uint8Array;
}

/** Longer certificates than this are taken for an attempt to fill the memory. */
const MOST_BYTES = 1 << 20;

/** Where the compressed bytes begin in a message: behind its header and the three fields before. */
const COMPRESSED_OFFSET = 4 + 2 + 3 + 3;

/** Reads the body of a CompressedCertificate; {@linkcode Malformed} if it is cut off or too long. */
export function readCompressedCertificate(reader: Reader): CompressedCertificate {
  return {
    type: "compressed_certificate",
    algorithm: reader.uint16("algorithm", CERTIFICATE_COMPRESSION),
    uncompressedLength: reader.uint24("uncompressed_length"),
    compressed: readOpaque(reader, "compressed_certificate_message", 3, { least: 1 }),
  };
}

/**
 * Unpacks a compressed Certificate.
 *
 * @param message The message.
 * @returns The body of a TLS 1.3 Certificate, without the header of a handshake message; or why there
 * is none: an unknown algorithm, bytes that are not of that format, or a length other than the one
 * promised, or above 1 MiB. The place is where the compressed bytes begin in the message.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { deflateSync } from "node:zlib";
 * import { decompressCertificate } from "./compressed_certificate.ts";
 *
 * const body = new Uint8Array([0, 0, 0, 0]);
 * const compressed = new Uint8Array(deflateSync(body));
 * const type = "compressed_certificate";
 * assertEquals(
 *   decompressCertificate({ type, algorithm: 1, uncompressedLength: 4, compressed }),
 *   body,
 * );
 * ```
 */
export function decompressCertificate(message: CompressedCertificate): Uint8Array | Malformed {
  const { algorithm, uncompressedLength, compressed } = message;
  const unpack = UNPACK[algorithm];
  const name = nameOf(CERTIFICATE_COMPRESSION, algorithm);
  if (!unpack) {
    return broken(
      `The compression algorithm ${name} is not known`,
      `未知的压缩算法 ${name}`,
    );
  }
  if (uncompressedLength > MOST_BYTES) {
    return broken(
      `The certificate would unpack to ${uncompressedLength} bytes, more than ${MOST_BYTES}`,
      `证书解压后将有 ${uncompressedLength} 字节，超过 ${MOST_BYTES}`,
    );
  }
  let body: Uint8Array;
  try {
    body = unpack(compressed, { maxOutputLength: Math.max(uncompressedLength, 1) });
  } catch (error) {
    return error instanceof RangeError
      ? broken(
        `The certificate unpacks to more than the ${uncompressedLength} bytes promised`,
        `证书解压后超过声明的 ${uncompressedLength} 字节`,
      )
      : broken(`The compressed certificate is no ${name}`, `压缩的证书不是 ${name} 数据`);
  }
  // Brotli and zstd that are cut off unpack to nothing rather than to an error.
  if (body.length !== uncompressedLength) {
    return broken(
      `The certificate unpacks to ${body.length} bytes instead of ${uncompressedLength}`,
      `证书解压后为 ${body.length} 字节，而非 ${uncompressedLength}`,
    );
  }
  return new Uint8Array(body);
}

const UNPACK: Readonly<
  Record<number, (compressed: Uint8Array, options: { maxOutputLength: number }) => Uint8Array>
> = {
  1: inflateSync,
  2: brotliDecompressSync,
  3: zstdDecompressSync,
};

function broken(en: string, zh: string): Malformed {
  return new Malformed(COMPRESSED_OFFSET, en, zh);
}
