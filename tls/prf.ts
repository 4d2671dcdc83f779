/**
 * The pseudorandom function of TLS 1.0 to 1.2 and what is derived with it: the master secret and the
 * key block (RFC 2246 and RFC 4346 sections 5, 6.3 and 8.1; RFC 5246 the same).
 *
 * @module
 */
import { joinBytes } from "../x509/der.ts";
import { hmac } from "./hmac.ts";
import { suiteHash } from "./key_schedule.ts";
import type { SuiteDescription } from "./registry/cipher_suites.ts";

const TLS11 = 0x0302;
const TLS12 = 0x0303;

/** What protects the records of one side in TLS 1.0 to 1.2. */
export interface WriteKeys {
  /** The key of the MAC; empty for an AEAD. */
  readonly macKey: Uint8Array;
  /** The key of the cipher; empty if there is none. */
  readonly key: Uint8Array;
  /** The IV of the first record in TLS 1.0, the fixed part of an AEAD's nonce; else empty. */
  readonly iv: Uint8Array;
}

/** The keys of both sides. */
export interface KeyBlock {
  /** What the client writes with. */
  readonly client: WriteKeys;
  /** What the server writes with. */
  readonly server: WriteKeys;
}

/**
 * The hash handshake messages are summed up with, for Finished and for the extended master secret.
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param suite The cipher suite.
 * @returns What `node:crypto` calls it: `md5-sha1`, the two one after the other, before TLS 1.2, else
 * the suite's.
 */
export function handshakeHash(version: number, suite: SuiteDescription): string {
  return version < TLS12 ? "md5-sha1" : suiteHash(suite);
}

/**
 * The pseudorandom function.
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param hash The suite's hash as `node:crypto` calls it; TLS 1.0 and 1.1 do not use it.
 * @param secret The secret.
 * @param label The label, in ASCII.
 * @param seed The seed.
 * @param length How many bytes to derive.
 * @returns The bytes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { prf } from "./prf.ts";
 *
 * const [secret, seed] = [
 *   "9bbe436ba940f017b17652849a71db35",
 *   "a0ba9f936cda311827a6f796ffd5198c",
 * ].map((hex) => Uint8Array.fromHex(hex)) as [Uint8Array, Uint8Array];
 * const bytes = prf(0x0303, "sha256", secret, "test label", seed, 100);
 * assertEquals(bytes.toHex().slice(0, 32), "e3f229ba727be17b8d122620557cd453");
 * ```
 */
export function prf(
  version: number,
  hash: string,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const whole = joinBytes([ASCII.encode(label), seed]);
  if (version >= TLS12) return pHash(hash, secret, whole, length);
  // RFC 4346 section 5: each hash gets one half; of an odd number of bytes both get the middle one.
  const half = Math.ceil(secret.length / 2);
  const bytes = pHash("md5", secret.subarray(0, half), whole, length);
  const other = pHash("sha1", secret.subarray(secret.length - half), whole, length);
  for (let i = 0; i < length; i++) bytes[i]! ^= other[i]!;
  return bytes;
}

/**
 * The master secret (RFC 5246 section 8.1).
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param hash The suite's hash as `node:crypto` calls it; TLS 1.0 and 1.1 do not use it.
 * @param premaster The premaster secret.
 * @param clientRandom The 32 bytes of the ClientHello.
 * @param serverRandom The 32 bytes of the ServerHello.
 * @returns 48 bytes.
 */
export function masterSecret(
  version: number,
  hash: string,
  premaster: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Uint8Array {
  const seed = joinBytes([clientRandom, serverRandom]);
  return prf(version, hash, premaster, "master secret", seed, 48);
}

/**
 * The master secret where both sides sent the extension `extended_master_secret` (RFC 7627 section 4).
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param hash The suite's hash as `node:crypto` calls it; TLS 1.0 and 1.1 do not use it.
 * @param premaster The premaster secret.
 * @param sessionHash The {@linkcode handshakeHash} of all messages up to the ClientKeyExchange.
 * @returns 48 bytes.
 */
export function extendedMasterSecret(
  version: number,
  hash: string,
  premaster: Uint8Array,
  sessionHash: Uint8Array,
): Uint8Array {
  return prf(version, hash, premaster, "extended master secret", sessionHash, 48);
}

/**
 * The keys of a connection (RFC 5246 section 6.3).
 *
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param suite The cipher suite; not one for export, whose keys take a further step.
 * @param master The master secret.
 * @param clientRandom The 32 bytes of the ClientHello.
 * @param serverRandom The 32 bytes of the ServerHello.
 * @returns The keys of both sides.
 */
export function keyBlock(
  version: number,
  suite: SuiteDescription,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): KeyBlock {
  const { macKeyLength, keyMaterialLength, construction } = suite;
  // From TLS 1.1 on every record in CBC mode brings its own IV.
  const ivLength = construction === "cbc" && version >= TLS11 ? 0 : suite.fixedIvLength;
  const length = 2 * (macKeyLength + keyMaterialLength + ivLength);
  const seed = joinBytes([serverRandom, clientRandom]);
  const block = prf(version, suiteHash(suite), master, "key expansion", seed, length);
  let at = 0;
  const take = (length: number) => block.subarray(at, at += length);
  const [clientMacKey, serverMacKey] = [take(macKeyLength), take(macKeyLength)];
  const [clientKey, serverKey] = [take(keyMaterialLength), take(keyMaterialLength)];
  const [clientIv, serverIv] = [take(ivLength), take(ivLength)];
  return {
    client: { macKey: clientMacKey, key: clientKey, iv: clientIv },
    server: { macKey: serverMacKey, key: serverKey, iv: serverIv },
  };
}

const ASCII = new TextEncoder();

/** P_hash (RFC 5246 section 5). */
function pHash(hash: string, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const mac = hmac(hash, secret);
  const bytes = new Uint8Array(length);
  let a = seed;
  for (let at = 0; at < length;) {
    a = mac(a);
    const more = mac(a, seed);
    bytes.set(more.subarray(0, length - at), at);
    at += more.length;
  }
  return bytes;
}
