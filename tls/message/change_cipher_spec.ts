/**
 * change_cipher_spec: from here on the sender encrypts (RFC 5246 section 7.1). TLS 1.3 sends it only
 * to look like TLS 1.2 (RFC 8446 appendix D.4).
 *
 * @module
 */
import { type Decoded, Reader } from "../reader.ts";
import { type Registry, registry } from "../registry/registry.ts";

const TYPES: Registry = registry({
  title: "ChangeCipherSpec",
  bytes: 1,
  rows: "1 change_cipher_spec",
});

/**
 * Decodes a change_cipher_spec.
 *
 * @param bytes The one byte, as a record carries it.
 * @returns Its value, which should be 1, and its field.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeChangeCipherSpec } from "./change_cipher_spec.ts";
 *
 * assertEquals(decodeChangeCipherSpec(new Uint8Array([1])).value, 1);
 * ```
 */
export function decodeChangeCipherSpec(bytes: Uint8Array): Decoded<number> {
  return Reader.decode(bytes, (reader) => reader.uint8("type", TYPES));
}
