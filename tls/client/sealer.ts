/**
 * Sealing records in TLS 1.3 (RFC 8446 section 5.2): the other direction of `protection/tls13.ts`.
 *
 * @module
 */
import { createCipheriv } from "node:crypto";
import { joinBytes } from "../../x509/der.ts";
import { asBytes } from "../hmac.ts";
import { trafficKeys } from "../key_schedule.ts";
import { mixedNonce } from "../protection/protection.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { ContentType } from "../registry/content_types.ts";
import { number } from "./write.ts";

/** The AEADs as `node:crypto` calls them, by what the descriptions of suites call them. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  AES_128_GCM: "aes-128-gcm",
  AES_256_GCM: "aes-256-gcm",
  CHACHA20_POLY1305: "chacha20-poly1305",
};

const TAG_LENGTH = 16;

/** Seals records of the given content; each call takes the next sequence number. */
export type Sealer = (contentType: number, content: Uint8Array) => Uint8Array;

/**
 * Prepares to seal under a traffic secret.
 *
 * @param suite The cipher suite: AES-GCM or ChaCha20-Poly1305.
 * @param secret The traffic secret.
 * @returns What seals: the whole record, its header included.
 * @throws {TypeError} If records of the suite cannot be sealed here.
 */
export function sealer(suite: SuiteDescription, secret: Uint8Array): Sealer {
  const { key, iv } = trafficKeys(suite, secret);
  const algorithm = ALGORITHMS[suite.cipher];
  if (algorithm === undefined) throw new TypeError(`No cipher for ${suite.name}`);
  let sequence = 0;
  return (contentType, content) => {
    const header = joinBytes([
      Uint8Array.of(ContentType.applicationData, 3, 3),
      number(content.length + 1 + TAG_LENGTH, 2),
    ]);
    // The types of the two AEADs are told apart; what is called here, both have.
    const cipher = createCipheriv(algorithm as "aes-128-gcm", key, mixedNonce(iv, sequence++), {
      authTagLength: TAG_LENGTH,
    });
    cipher.setAAD(header, { plaintextLength: content.length + 1 });
    const sealed = cipher.update(joinBytes([content, Uint8Array.of(contentType)]));
    cipher.final(); // Gives nothing more: these are stream ciphers.
    return joinBytes([header, asBytes(sealed), asBytes(cipher.getAuthTag())]);
  };
}
