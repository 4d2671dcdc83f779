/**
 * The key schedule of TLS 1.3 (RFC 8446 section 7), from the traffic secrets down: a key log names the
 * secrets, so nothing above them has to be derived.
 *
 * @module
 */
import { type Hmac, hmac } from "./hmac.ts";
import type { SuiteDescription } from "./registry/cipher_suites.ts";

/** What protects the records of one side (RFC 8446 section 7.3). */
export interface TrafficKeys {
  /** The key of the AEAD. */
  readonly key: Uint8Array;
  /** What the sequence number is combined with to a nonce. */
  readonly iv: Uint8Array;
}

/**
 * The hash a suite derives its keys with, as `node:crypto` calls it. TLS 1.0 and 1.1 do not ask the
 * suite.
 *
 * @param suite The cipher suite.
 * @returns Such as `sha256`; `node:crypto` may have no such hash, see `whyNot()` in `protection/`.
 */
export function suiteHash(suite: SuiteDescription): string {
  return suite.hash.toLowerCase();
}

/**
 * HKDF-Expand-Label (RFC 8446 section 7.1).
 *
 * @param hash The hash as `node:crypto` calls it.
 * @param secret The secret.
 * @param label The label, without `tls13 ` in front; ASCII, at most 249 characters.
 * @param context The context, mostly a transcript hash or nothing; at most 255 bytes.
 * @param length How many bytes to derive, at most 255 times the length of the hash.
 * @returns The bytes.
 * @throws {RangeError} If label, context or length are beyond that.
 *
 * @example The write key of RFC 8448 section 3
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hkdfExpandLabel } from "./key_schedule.ts";
 *
 * const secret = Uint8Array.fromHex(
 *   "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38",
 * );
 * const key = hkdfExpandLabel("sha256", secret, "key", new Uint8Array(), 16);
 * assertEquals(key.toHex(), "3fce516009c21727d0f2e4e86ee403bc");
 * ```
 */
export function hkdfExpandLabel(
  hash: string,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  return expand(hmac(hash, secret), hkdfLabel(label, context, length), length);
}

/**
 * The key and the IV one side's records are protected with (RFC 8446 section 7.3).
 *
 * @param suite The cipher suite; it has to be one of TLS 1.3 whose hash is known here.
 * @param secret The traffic secret in force.
 * @returns The two.
 */
export function trafficKeys(suite: SuiteDescription, secret: Uint8Array): TrafficKeys {
  const mac = hmac(suiteHash(suite), secret);
  const derive = (label: string, length: number) => expand(mac, plainLabel(label, length), length);
  return { key: derive("key", suite.keyLength), iv: derive("iv", suite.fixedIvLength) };
}

/**
 * The key a Finished is computed with (RFC 8446 section 4.4.4).
 *
 * @param hash The hash as `node:crypto` calls it.
 * @param secret The handshake traffic secret of the side that sends the Finished.
 * @returns The key, as long as the secret, which is as long as the hash.
 */
export function finishedKey(hash: string, secret: Uint8Array): Uint8Array {
  const { length } = secret;
  return expand(hmac(hash, secret), plainLabel("finished", length), length);
}

/**
 * The traffic secret that follows a KeyUpdate (RFC 8446 section 7.2).
 *
 * @param hash The hash as `node:crypto` calls it.
 * @param secret The application traffic secret so far.
 * @returns The next one.
 */
export function nextTrafficSecret(hash: string, secret: Uint8Array): Uint8Array {
  return hkdfExpandLabel(hash, secret, "traffic upd", NOTHING, secret.length);
}

const NOTHING = new Uint8Array();
const ASCII = new TextEncoder();

/** The few labels without a context that every connection takes, made once. */
const plainLabels = new Map<string, Uint8Array>();
const MOST_LABELS = 64;

function plainLabel(label: string, length: number): Uint8Array {
  const name = `${label} ${length}`;
  let known = plainLabels.get(name);
  if (!known) {
    known = hkdfLabel(label, NOTHING, length);
    if (plainLabels.size < MOST_LABELS) plainLabels.set(name, known);
  }
  return known;
}

/** The structure HkdfLabel (RFC 8446 section 7.1). */
function hkdfLabel(label: string, context: Uint8Array, length: number): Uint8Array {
  const text = ASCII.encode(`tls13 ${label}`);
  if (text.length > 255) throw new RangeError(`A label of ${text.length} bytes, 255 are allowed`);
  if (context.length > 255) {
    throw new RangeError(`A context of ${context.length} bytes, 255 are allowed`);
  }
  const bytes = new Uint8Array(4 + text.length + context.length);
  bytes[0] = length >>> 8;
  bytes[1] = length;
  bytes[2] = text.length;
  bytes.set(text, 3);
  bytes[3 + text.length] = context.length;
  bytes.set(context, 4 + text.length);
  return bytes;
}

/** HKDF-Expand (RFC 5869 section 2.3). */
function expand(mac: Hmac, info: Uint8Array, length: number): Uint8Array {
  const first = mac(info, ONE);
  if (length <= first.length) return first.subarray(0, length);
  if (length > 255 * first.length) {
    throw new RangeError(`HKDF cannot give ${length} bytes, ${255 * first.length} at most`);
  }
  const bytes = new Uint8Array(length);
  bytes.set(first);
  let previous = first;
  for (let at = first.length, count = 2; at < length; at += first.length, count++) {
    previous = mac(previous, info, new Uint8Array([count]));
    bytes.set(previous.subarray(0, length - at), at);
  }
  return bytes;
}

const ONE = new Uint8Array([1]);
