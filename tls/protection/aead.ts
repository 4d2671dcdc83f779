/**
 * The AEADs of TLS (RFC 5116): AES-GCM, ChaCha20-Poly1305 (RFC 8439) and AES-CCM.
 *
 * @module
 */
import { createDecipheriv } from "node:crypto";
import { asBytes } from "../hmac.ts";
import { ccm } from "./ccm.ts";

/** Opens what an AEAD sealed under one key. */
export interface Aead {
  /**
   * Opens a ciphertext.
   *
   * @param nonce The nonce, 12 bytes.
   * @param additional The additional data.
   * @param sealed The ciphertext with the tag at its end.
   * @returns The plaintext; undefined if the tag is wrong.
   */
  open(nonce: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
  /** The same on another thread; there for AES-GCM alone. */
  openLater?(
    nonce: Uint8Array,
    additional: Uint8Array,
    sealed: Uint8Array,
  ): Promise<Uint8Array | undefined>;
}

/**
 * The AEADs there are: for each cipher, as a suite's description calls it, what opens under a key of
 * its length.
 */
export const AEADS: Readonly<Record<string, (key: Uint8Array) => Aead>> = {
  AES_128_GCM: (key) => gcm("aes-128-gcm", key),
  AES_256_GCM: (key) => gcm("aes-256-gcm", key),
  AES_128_CCM: (key) => ccm(key, 16),
  AES_256_CCM: (key) => ccm(key, 16),
  AES_128_CCM_8: (key) => ccm(key, 8),
  AES_256_CCM_8: (key) => ccm(key, 8),
  CHACHA20_POLY1305: (key) => ({ open: opener("chacha20-poly1305", key) }),
};

const TAG_LENGTH = 16;

function gcm(algorithm: "aes-128-gcm" | "aes-256-gcm", key: Uint8Array): Aead {
  let imported: Promise<CryptoKey> | undefined;
  return {
    open: opener(algorithm, key),
    async openLater(nonce, additional, sealed) {
      imported ??= crypto.subtle.importKey("raw", owned(key), "AES-GCM", false, ["decrypt"]);
      const parameters = { name: "AES-GCM", iv: owned(nonce), additionalData: owned(additional) };
      try {
        const opened = await crypto.subtle.decrypt(parameters, await imported, owned(sealed));
        return new Uint8Array(opened);
      } catch {
        return undefined;
      }
    },
  };
}

function opener(
  algorithm: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305",
  key: Uint8Array,
): Aead["open"] {
  return (nonce, additional, sealed) => {
    const end = sealed.length - TAG_LENGTH;
    if (end < 0) return undefined;
    // What ChaCha20-Poly1305 needs to be told, AES-GCM ignores; the types of both are told apart.
    const cipher = createDecipheriv(algorithm as "aes-128-gcm", key, nonce, {
      authTagLength: TAG_LENGTH,
    });
    cipher.setAAD(additional, { plaintextLength: end });
    cipher.setAuthTag(sealed.subarray(end));
    const opened = cipher.update(sealed.subarray(0, end));
    try {
      cipher.final();
    } catch {
      return undefined;
    }
    return asBytes(opened);
  };
}

/** WebCrypto's types ask for bytes that no other thread can write; these are nobody else's. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
