/**
 * EncryptedExtensions: what of the server's answer need not be public (RFC 8446 section 4.3.1).
 *
 * @module
 */
import { type Extension, readExtensions } from "../extension/extension.ts";
import type { Reader } from "../reader.ts";

/** The server's answers to extensions that have nothing to do with keys. */
export interface EncryptedExtensions {
  /** `encrypted_extensions`. */
  readonly type: "encrypted_extensions";
  /** The extensions, in the order sent. */
  readonly extensions: readonly Extension[];
}

/** Reads the body of an EncryptedExtensions; {@linkcode Malformed} if something follows the list. */
export function readEncryptedExtensions(reader: Reader): EncryptedExtensions {
  return { type: "encrypted_extensions", extensions: readExtensions(reader, "EE") };
}
