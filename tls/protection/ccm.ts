/**
 * AES-CCM (RFC 3610) as TLS uses it (RFC 6655): nonces of 12 bytes, so lengths of 3. It is made of the
 * two halves it consists of, counter mode and CBC-MAC.
 *
 * @module
 */
import { createCipheriv } from "node:crypto";
import { sameBytes } from "../../x509/der.ts";
import { asBytes } from "../hmac.ts";
import type { Aead } from "./aead.ts";

const BLOCK = 16;
const LENGTH_BYTES = 3;
const ZEROS = new Uint8Array(BLOCK);

/**
 * AES-CCM under a key.
 *
 * @param key The key, 16 or 32 bytes.
 * @param tagLength How long the tag is: 16, or 8 for the suites named `_CCM_8`.
 * @returns What opens under that key.
 */
export function ccm(key: Uint8Array, tagLength: number): Aead {
  const bits = key.length === 16 ? 128 : 256;
  return {
    open(nonce, additional, sealed) {
      const length = sealed.length - tagLength;
      if (length < 0) return undefined;
      // Block 0 of the counter masks the tag, the blocks from 1 on the text (section 2.3): with zeros
      // in front of the text one pass gives both.
      const counter = new Uint8Array(BLOCK);
      counter[0] = LENGTH_BYTES - 1;
      counter.set(nonce, 1);
      const stream = createCipheriv(`aes-${bits}-ctr`, key, counter);
      const mask = stream.update(ZEROS);
      const opened = asBytes(stream.update(sealed.subarray(0, length)));
      stream.final();

      const chain = createCipheriv(`aes-${bits}-cbc`, key, ZEROS);
      chain.setAutoPadding(false);
      const blocks = chain.update(authenticated(nonce, additional, opened, tagLength));
      chain.final();
      const tag = blocks.subarray(blocks.length - BLOCK).subarray(0, tagLength);
      for (let i = 0; i < tagLength; i++) tag[i]! ^= mask[i]!;
      return sameBytes(tag, sealed.subarray(length)) ? opened : undefined;
    },
  };
}

/** What the tag is computed over: the blocks of section 2.2, padded with zeros. */
function authenticated(
  nonce: Uint8Array,
  additional: Uint8Array,
  text: Uint8Array,
  tagLength: number,
): Uint8Array {
  // Additional data of 65280 bytes and more would need another encoding; TLS has 13 at most.
  const textAt = roundedUp(BLOCK + 2 + additional.length);
  const blocks = new Uint8Array(textAt + roundedUp(text.length));
  blocks[0] = 0x40 | (tagLength - 2) / 2 << 3 | LENGTH_BYTES - 1;
  blocks.set(nonce, 1);
  blocks[13] = text.length >>> 16;
  blocks[14] = text.length >>> 8;
  blocks[15] = text.length;
  blocks[16] = additional.length >>> 8;
  blocks[17] = additional.length;
  blocks.set(additional, BLOCK + 2);
  blocks.set(text, textAt);
  return blocks;
}

function roundedUp(length: number): number {
  return Math.ceil(length / BLOCK) * BLOCK;
}
