/**
 * The upper part of the key schedule of TLS 1.3 (RFC 8446 section 7.1): from the pre-shared key and the
 * key exchange down to the traffic secrets, where `key_schedule.ts` goes on.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { digestOf, hmac } from "../hmac.ts";
import { hkdfExpandLabel } from "../key_schedule.ts";

/** The secrets of one connection, stage by stage. */
export class Secrets {
  readonly #hash: string;
  readonly #zeros: Uint8Array;
  readonly #hashOfNothing: Uint8Array;
  #secret: Uint8Array;

  /**
   * Starts with the Early Secret.
   *
   * @param hash The hash of the cipher suite, as `node:crypto` calls it.
   * @param psk The pre-shared key; zeros if there is none.
   *
   * @example What RFC 8448 section 3 derives from its Handshake Secret
   * ```ts
   * import { assertEquals } from "@std/assert";
   * import { Secrets } from "./secrets.ts";
   *
   * const secrets = new Secrets("sha256");
   * secrets.exchange(Uint8Array.fromHex(
   *   "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
   * ));
   * const expected = "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4";
   * assertEquals(secrets.derive("derived").toHex(), expected);
   * ```
   */
  constructor(hash: string, psk?: Uint8Array) {
    this.#hash = hash;
    this.#hashOfNothing = digestOf(createHash(hash));
    this.#zeros = new Uint8Array(this.#hashOfNothing.length);
    this.#secret = this.#extract(this.#zeros, psk ?? this.#zeros);
  }

  /**
   * A secret derived at this stage (Derive-Secret).
   *
   * @param label The label, such as `c hs traffic`.
   * @param transcriptHash The hash of the messages so far; of no messages by default.
   * @returns The secret, as long as the hash.
   */
  derive(label: string, transcriptHash: Uint8Array = this.#hashOfNothing): Uint8Array {
    return hkdfExpandLabel(this.#hash, this.#secret, label, transcriptHash, this.#zeros.length);
  }

  /**
   * Goes on to the Handshake Secret.
   *
   * @param shared What the key exchange came to.
   */
  exchange(shared: Uint8Array): void {
    this.#secret = this.#extract(this.derive("derived"), shared);
  }

  /** Goes on to the Main Secret. */
  finish(): void {
    this.#secret = this.#extract(this.derive("derived"), this.#zeros);
  }

  /** HKDF-Extract (RFC 5869 section 2.2). */
  #extract(salt: Uint8Array, material: Uint8Array): Uint8Array {
    return hmac(this.#hash, salt)(material);
  }
}
