/**
 * Which records cannot be opened here, and why: a suite that cannot be decrypted is named, never guessed
 * at.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { versionName } from "../registry/versions.ts";
import { AEADS } from "./aead.ts";
import { CBC_CIPHERS } from "./cbc.ts";
import { MAC_HASHES } from "./tls12.ts";

const TLS10 = 0x0301;
const TLS12 = 0x0303;
const TLS13 = 0x0304;

/** The hashes of key derivation there are, as a suite's description calls them. */
const DERIVATION_HASHES: ReadonlySet<string> = new Set(["SHA256", "SHA384"]);

/**
 * Why records of a suite cannot be opened here, even with their keys.
 *
 * @param suite The cipher suite agreed on.
 * @param version The version agreed on, such as 0x0304.
 * @returns The reason; undefined if they can be opened.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeSuite } from "../registry/cipher_suites.ts";
 * import { whyNot } from "./why_not.ts";
 *
 * assertEquals(whyNot(describeSuite(0x1301)!, 0x0304), undefined);
 * assertEquals(
 *   whyNot(describeSuite(0x0005)!, 0x0303)?.en,
 *   "TLS_RSA_WITH_RC4_128_SHA cannot be decrypted here: there is no RC4_128",
 * );
 * ```
 */
export function whyNot(suite: SuiteDescription, version: number): Text | undefined {
  const { name, hash, cipher } = suite;
  if (version < TLS10 || version > TLS13) {
    const said = versionName(version);
    return {
      en: `Records of ${said} cannot be decrypted here: only those of TLS 1.0 to 1.3 can`,
      zh: `此处无法解密 ${said} 的记录：只能解密 TLS 1.0 到 1.3`,
    };
  }
  const aeadTooEarly = suite.construction === "aead" && version < TLS12;
  if (suite.tls13Only !== (version === TLS13) || aeadTooEarly) {
    const said = versionName(version);
    return {
      en: `${name} is no cipher suite of ${said}`,
      zh: `${name} 不是 ${said} 的密码套件`,
    };
  }
  if (suite.exportGrade) {
    return {
      en:
        `${name} cannot be decrypted here: export cipher suites weaken their keys in a further step`,
      zh: `此处无法解密 ${name}：出口级密码套件还要再削弱一次密钥`,
    };
  }
  if (!hasCipher(suite)) return lacking(name, cipher);
  if (!hasMac(suite)) return lacking(name, suite.mac);
  if (!DERIVATION_HASHES.has(hash)) return lacking(name, hash);
  return undefined;
}

function hasCipher({ construction, cipher }: SuiteDescription): boolean {
  return construction === "null" ||
    construction === "aead" && cipher in AEADS ||
    construction === "cbc" && cipher in CBC_CIPHERS;
}

function hasMac({ construction, mac }: SuiteDescription): boolean {
  return construction === "aead" || mac in MAC_HASHES || construction === "null" && mac === "NULL";
}

function lacking(name: string, what: string): Text {
  return {
    en: `${name} cannot be decrypted here: there is no ${what}`,
    zh: `此处无法解密 ${name}：没有 ${what}`,
  };
}
