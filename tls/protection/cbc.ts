/**
 * Block ciphers in CBC mode with an HMAC, as TLS 1.0 to 1.2 use them: the MAC inside the encryption
 * (RFC 5246 section 6.2.3.2) or outside (RFC 7366), the IV in each record or, in TLS 1.0, the last block
 * of the record before (RFC 2246 section 6.2.3.2).
 *
 * @module
 */
import { createDecipheriv } from "node:crypto";
import { sameBytes } from "../../x509/der.ts";
import { asBytes, type Hmac } from "../hmac.ts";
import { type Fragment, type Opened, type Protection, pseudoHeader } from "./protection.ts";

/** Decrypts whole blocks under one key, padding and all. */
export type CbcDecrypt = (iv: Uint8Array, blocks: Uint8Array) => Uint8Array;

/** The ciphers there are: for each, as a suite's description calls it, what decrypts under a key. */
export const CBC_CIPHERS: Readonly<Record<string, (key: Uint8Array) => CbcDecrypt>> = {
  AES_128_CBC: (key) => decrypter("aes-128-cbc", key),
  AES_256_CBC: (key) => decrypter("aes-256-cbc", key),
  "3DES_EDE_CBC": (key) => decrypter("des-ede3-cbc", key),
  // Encrypting, decrypting and encrypting under the same key is encrypting: three times DES is DES.
  DES_CBC: (key) => decrypter("des-ede3-cbc", new Uint8Array([...key, ...key, ...key])),
};

/** What one side's records are protected with. */
export interface CbcKeys {
  /** The cipher with its key. */
  readonly cipher: CbcDecrypt;
  /** The length of its blocks. */
  readonly blockLength: number;
  /** The MAC with its key. */
  readonly mac: Hmac;
  /** The length of a MAC. */
  readonly macLength: number;
  /** The IV of the first record in TLS 1.0; undefined if every record brings its own. */
  readonly chainedIv: Uint8Array | undefined;
  /** Whether the MAC is of the ciphertext. */
  readonly encryptThenMac: boolean;
}

/**
 * The protection of one side's records.
 *
 * @param keys The keys and how they are used.
 * @returns The protection. With a chained IV it remembers the last record it was given.
 */
export function cbc(keys: CbcKeys): Protection {
  const { cipher, blockLength, encryptThenMac, mac, macLength } = keys;
  let chained = keys.chainedIv;
  /** Whether the last block is one that was not seen. */
  let unknown = false;
  /** The last record, and the IV it has, should it be tried again under another sequence number. */
  let last: { readonly record: Fragment; readonly iv: Uint8Array } | undefined;

  /** The content, if the MAC that should follow it is that of the record. */
  function authentic(record: Fragment, sequence: number, bytes: Uint8Array, end: number): boolean {
    const header = pseudoHeader(record, sequence, end);
    return sameBytes(mac(header, bytes.subarray(0, end)), bytes.subarray(end, end + macLength));
  }

  function open(record: Fragment, sequence: number): Opened | undefined {
    const { fragment } = record;
    const end = encryptThenMac ? fragment.length - macLength : fragment.length;
    const start = chained ? 0 : blockLength;
    if (end <= start || end % blockLength !== 0) return undefined;
    const iv = last?.record === record ? last.iv : chained ?? fragment.subarray(0, start);
    if (chained) {
      last = { record, iv };
      chained = fragment.slice(end - blockLength, end);
      if (unknown) {
        unknown = false;
        last = undefined;
        return undefined;
      }
    }
    if (encryptThenMac && !authentic(record, sequence, fragment, end)) return undefined;

    const plaintext = cipher(iv, fragment.subarray(start, end));
    const padding = paddingOf(plaintext);
    const length = plaintext.length - padding - (encryptThenMac ? 0 : macLength);
    if (padding === 0 || length < 0) return undefined;
    if (!encryptThenMac && !authentic(record, sequence, plaintext, length)) return undefined;
    return { contentType: record.contentType, content: plaintext.subarray(0, length), padding };
  }
  if (!chained) return { open };
  return {
    open,
    chained: true,
    miss() {
      unknown = true;
    },
  };
}

/** How many bytes of padding there are, the one that says so included; 0 if they are not that. */
function paddingOf(plaintext: Uint8Array): number {
  const last = plaintext.at(-1)!;
  const start = plaintext.length - 1 - last;
  if (start < 0) return 0;
  for (let i = start; i < plaintext.length; i++) if (plaintext[i] !== last) return 0;
  return last + 1;
}

function decrypter(algorithm: string, key: Uint8Array): CbcDecrypt {
  return (iv, blocks) => {
    const cipher = createDecipheriv(algorithm, key, iv);
    cipher.setAutoPadding(false); // TLS pads in a way of its own.
    const plaintext = cipher.update(blocks);
    cipher.final();
    return asBytes(plaintext);
  };
}
