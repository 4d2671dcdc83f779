/**
 * The protection of records in TLS 1.3 (RFC 8446 section 5.2), with the suites of RFC 9150, which
 * protect the integrity alone.
 *
 * @module
 */
import { sameBytes } from "../../x509/der.ts";
import { hmac } from "../hmac.ts";
import { suiteHash, trafficKeys } from "../key_schedule.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { type Aead, AEADS } from "./aead.ts";
import { aeadRecords } from "./aead_records.ts";
import { type Fragment, mixedNonce, type Opened, type Protection } from "./protection.ts";

/**
 * The protection of one side's records under a traffic secret.
 *
 * @param suite The cipher suite; one for which `whyNot()` knows no reason.
 * @param secret The traffic secret.
 * @returns The protection.
 * @throws {TypeError} If records of the suite cannot be opened here.
 */
export function protect13(suite: SuiteDescription, secret: Uint8Array): Protection {
  const { key, iv } = trafficKeys(suite, secret);
  const aead = suite.construction === "null"
    ? integrityOnly(suite, key)
    : AEADS[suite.cipher]?.(key);
  if (!aead) throw new TypeError(`No cipher for ${suite.name}`);
  return aeadRecords(aead, {
    explicitNonce: 0,
    nonce: (_record, sequence) => mixedNonce(iv, sequence),
    additional: ({ header }) => header,
    opened: innerPlaintext,
  });
}

/** Takes a TLSInnerPlaintext apart: content, content type, zeros. */
function innerPlaintext(_record: Fragment, plaintext: Uint8Array): Opened | undefined {
  let at = plaintext.length - 1;
  while (at >= 0 && plaintext[at] === 0) at--;
  if (at < 0) return undefined;
  return {
    contentType: plaintext[at]!,
    content: plaintext.subarray(0, at),
    padding: plaintext.length - 1 - at,
  };
}

/** The content in the clear with an HMAC behind it, which covers the nonce too (RFC 9150 section 6). */
function integrityOnly(suite: SuiteDescription, key: Uint8Array): Aead {
  const mac = hmac(suiteHash(suite), key);
  return {
    open(nonce, additional, sealed) {
      const end = sealed.length - suite.tagLength;
      if (end < 0) return undefined;
      const content = sealed.subarray(0, end);
      const tag = mac(nonce, additional, content);
      return sameBytes(tag, sealed.subarray(end)) ? content : undefined;
    },
  };
}
