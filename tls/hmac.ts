/**
 * HMAC (RFC 2104), for many messages under one key.
 *
 * A connection takes some forty HMACs to follow, most of them over a few bytes under a key used before.
 * So the two hash states a key leads to are computed once and copied for every message: that takes less
 * than half the time a new HMAC does.
 *
 * @module
 */
import { createHash, type Hash } from "node:crypto";

/** Computes the HMAC of a message, which may be given in parts. */
export type Hmac = (...parts: readonly Uint8Array[]) => Uint8Array;

/**
 * Prepares a key.
 *
 * @param hash The hash as `node:crypto` calls it: `md5`, `sha1`, `sha256`, `sha384`, `sha512`.
 * @param key The key, of any length.
 * @returns A function that computes HMACs under that key, each as long as the hash.
 * @throws {Error} If there is no such hash.
 *
 * @example The first test case of RFC 4231
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hmac } from "./hmac.ts";
 *
 * const mac = hmac("sha256", new Uint8Array(20).fill(0x0b));
 * assertEquals(mac(new TextEncoder().encode("Hi There")).toHex().slice(0, 16), "b0344c61d8db3853");
 * ```
 */
export function hmac(hash: string, key: Uint8Array): Hmac {
  const block = hash === "sha384" || hash === "sha512" ? 128 : 64;
  const shortened = key.length > block ? createHash(hash).update(key).digest() : key;
  const inner = createHash(hash).update(padded(shortened, block, 0x36));
  const outer = createHash(hash).update(padded(shortened, block, 0x5c));
  return (...parts) => {
    const message = inner.copy();
    for (const part of parts) message.update(part);
    return digestOf(outer.copy().update(message.digest("hex"), "hex"));
  };
}

/**
 * What a hash comes to. By way of its digits it takes half the time that a Buffer does.
 *
 * @param hash The hash, which cannot be used again.
 * @returns The digest.
 */
export function digestOf(hash: Hash): Uint8Array {
  return Uint8Array.fromHex(hash.digest("hex"));
}

function padded(key: Uint8Array, block: number, pad: number): Uint8Array {
  const bytes = new Uint8Array(block).fill(pad);
  for (let i = 0; i < key.length; i++) bytes[i]! ^= key[i]!;
  return bytes;
}

/**
 * What `node:crypto` gives as a Buffer, without what sets a Buffer apart: its `slice` is a view.
 *
 * @param buffer The bytes.
 * @returns A view on them.
 */
export function asBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
