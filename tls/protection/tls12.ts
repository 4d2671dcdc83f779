/**
 * The protection of records in TLS 1.0 to 1.2 (RFC 2246, RFC 4346 and RFC 5246, section 6.2.3).
 *
 * @module
 */
import { sameBytes } from "../../x509/der.ts";
import { type Hmac, hmac } from "../hmac.ts";
import type { WriteKeys } from "../prf.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { type Aead, AEADS } from "./aead.ts";
import { aeadRecords } from "./aead_records.ts";
import { cbc, CBC_CIPHERS } from "./cbc.ts";
import { mixedNonce, type Protection, pseudoHeader } from "./protection.ts";

/** What the hellos agreed on besides the suite. */
export interface ProtectionOptions {
  /** Whether both sides sent `encrypt_then_mac` (RFC 7366); it is about CBC mode alone. */
  readonly encryptThenMac: boolean;
}

/**
 * The hashes of the MACs there are: for each, as a suite's description calls it, what `node:crypto`
 * calls it.
 */
export const MAC_HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  SHA: "sha1",
  SHA256: "sha256",
  SHA384: "sha384",
};

/**
 * The protection of one side's records.
 *
 * @param suite The cipher suite; one for which `whyNot()` knows no reason.
 * @param version The version agreed on, 0x0301 to 0x0303.
 * @param keys The side's part of the key block.
 * @param options What else was agreed on.
 * @returns The protection. In CBC mode of TLS 1.0 it remembers the end of the last record it was given.
 * @throws {TypeError} If records of the suite cannot be opened here.
 */
export function protect12(
  suite: SuiteDescription,
  version: number,
  keys: WriteKeys,
  options: ProtectionOptions,
): Protection {
  if (suite.construction === "aead") {
    const aead = AEADS[suite.cipher]?.(keys.key);
    if (aead) {
      return suite.explicitIvLength > 0 ? explicit(aead, suite, keys) : implicit(aead, keys);
    }
  }
  const hash = MAC_HASHES[suite.mac];
  if (suite.construction === "null") {
    if (hash !== undefined) return nullCipher(hmac(hash, keys.macKey), suite.macLength);
    if (suite.mac === "NULL") return NO_PROTECTION;
  }
  const cipher = CBC_CIPHERS[suite.cipher];
  if (suite.construction === "cbc" && cipher && hash !== undefined) {
    return cbc({
      cipher: cipher(keys.key),
      blockLength: suite.blockLength,
      mac: hmac(hash, keys.macKey),
      macLength: suite.macLength,
      chainedIv: version < 0x0302 ? keys.iv : undefined,
      encryptThenMac: options.encryptThenMac,
    });
  }
  throw new TypeError(`No cipher for ${suite.name}`);
}

/** AES-GCM and AES-CCM: half the nonce is in the record (RFC 5288 section 3, RFC 6655 section 3). */
function explicit(aead: Aead, suite: SuiteDescription, { iv }: WriteKeys): Protection {
  const { explicitIvLength, tagLength } = suite;
  const added = explicitIvLength + tagLength;
  return aeadRecords(aead, {
    explicitNonce: explicitIvLength,
    nonce({ fragment }) {
      if (fragment.length < added) return undefined;
      const nonce = new Uint8Array(iv.length + explicitIvLength);
      nonce.set(iv);
      nonce.set(fragment.subarray(0, explicitIvLength), iv.length);
      return nonce;
    },
    additional: (record, sequence) =>
      pseudoHeader(record, sequence, record.fragment.length - added),
    opened: unpadded,
  });
}

/** ChaCha20-Poly1305: the nonce is not in the record (RFC 7905 section 2). */
function implicit(aead: Aead, { iv }: WriteKeys): Protection {
  const TAG_LENGTH = 16;
  return aeadRecords(aead, {
    explicitNonce: 0,
    nonce: ({ fragment }, sequence) =>
      fragment.length < TAG_LENGTH ? undefined : mixedNonce(iv, sequence),
    additional: (record, sequence) =>
      pseudoHeader(record, sequence, record.fragment.length - TAG_LENGTH),
    opened: unpadded,
  });
}

/** The content in the clear with a MAC behind it (RFC 5246 section 6.2.3.1). */
function nullCipher(mac: Hmac, macLength: number): Protection {
  return {
    open(record, sequence) {
      const { fragment } = record;
      const end = fragment.length - macLength;
      if (end < 0) return undefined;
      const content = fragment.subarray(0, end);
      const expected = mac(pseudoHeader(record, sequence, end), content);
      return sameBytes(expected, fragment.subarray(end)) ? unpadded(record, content) : undefined;
    },
  };
}

/** TLS_NULL_WITH_NULL_NULL. */
const NO_PROTECTION: Protection = {
  open: (record) => unpadded(record, record.fragment),
};

function unpadded({ contentType }: { contentType: number }, content: Uint8Array) {
  return { contentType, content, padding: 0 };
}
