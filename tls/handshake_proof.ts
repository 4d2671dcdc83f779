/**
 * What the messages of a handshake prove, checked with what was said before them: that the server, or the
 * client, holds the key of its certificate, and that both sides saw the same handshake.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { sameBytes } from "../x509/der.ts";
import { formatName } from "../x509/name.ts";
import type { Proof, ProofName, Side } from "./event.ts";
import {
  finishedMac12,
  finishedMac13,
  signedContent13,
  verifyHandshakeSignature,
} from "./proof.ts";
import { handshakeHash } from "./prf.ts";
import type { SuiteDescription } from "./registry/cipher_suites.ts";
import { signatureSchemeName } from "./registry/signature_schemes.ts";
import type { CertificateEntry } from "./message/certificate.ts";
import type { Transcript } from "./transcript.ts";
import { suiteHash } from "./key_schedule.ts";

/** A signature a side made in the handshake, and what it covers. */
export interface HandshakeSignature {
  /** The proof it is. */
  readonly what: ProofName;
  /** The certificate or raw public key the signer presented; undefined if that was not seen. */
  readonly presented: CertificateEntry | undefined;
  /** The version agreed on. */
  readonly version: number;
  /** The signature scheme; undefined up to TLS 1.1, which has none. */
  readonly scheme: number | undefined;
  /** The bytes signed; undefined if some of them were not seen. */
  readonly data: Uint8Array | undefined;
  /** The signature. */
  readonly signature: Uint8Array;
}

/** Why nothing that rests on the whole handshake can be checked. */
const INCOMPLETE: Text = {
  en: "Part of the handshake before it was not seen or not decrypted",
  zh: "之前的握手有一部分没有捕获到或无法解密",
};

/**
 * Checks a signature of the handshake.
 *
 * @param signed The signature and what it covers.
 * @returns What came of it.
 */
export function proveSignature(signed: HandshakeSignature): Proof {
  const { what, presented, version, scheme, data, signature } = signed;
  if (!data) return { what, result: "uncheckable", why: INCOMPLETE };
  if (!presented?.key) {
    return {
      what,
      result: "uncheckable",
      why: {
        en: presented
          ? "The key of the certificate could not be read"
          : "The certificate was not seen",
        zh: presented ? "无法读取证书中的公钥" : "没有看到证书",
      },
    };
  }
  const { certificate, key } = presented;
  const verdict = verifyHandshakeSignature({ key, scheme, version, data, signature });
  const owner = certificate ? formatName(certificate.subject) : "";
  const [en, zh] = owner === ""
    ? ["the key presented", "所出示的公钥"]
    : [`the key of ${owner}`, `${owner} 的公钥`];
  const algorithm = scheme === undefined ? key.kind : signatureSchemeName(scheme);
  switch (verdict) {
    case "valid":
      return {
        what,
        result: "proved",
        why: {
          en: `The signature (${algorithm}) fits ${en} and what was said in this very handshake`,
          zh: `签名（${algorithm}）与${zh}以及本次握手的内容相符`,
        },
      };
    case "unsupported":
      return {
        what,
        result: "uncheckable",
        why: {
          en: `Signatures with ${algorithm} cannot be checked here`,
          zh: `此处无法校验 ${algorithm} 签名`,
        },
      };
    default:
      return {
        what,
        result: "failed",
        why: {
          en: `The signature (${algorithm}) does not fit ${en} and what was said in this handshake`,
          zh: `签名（${algorithm}）与${zh}或本次握手的内容不符`,
        },
      };
  }
}

/**
 * What a certificate_verify of TLS 1.3 signs (RFC 8446 section 4.4.3).
 *
 * @param side Who signs.
 * @param suite The cipher suite.
 * @param transcript Everything before the message.
 * @returns The bytes signed; undefined if part of the handshake is missing.
 */
export function signedInTls13(
  side: Side,
  suite: SuiteDescription,
  transcript: Transcript,
): Uint8Array | undefined {
  if (!transcript.complete) return undefined;
  return signedContent13(side, transcript.digest(suiteHash(suite)));
}

/** A Finished message, and what its value must be computed from. */
export interface FinishedCheck {
  /** Who sent it. */
  readonly side: Side;
  /** The version agreed on. */
  readonly version: number;
  /** The cipher suite agreed on; undefined if its hash cannot be computed here. */
  readonly suite: SuiteDescription | undefined;
  /** TLS 1.3: the traffic secret it was sent under; before: the master secret; undefined if unknown. */
  readonly secret: Uint8Array | undefined;
  /** Everything before the message. */
  readonly transcript: Transcript;
  /** The value it carries. */
  readonly verifyData: Uint8Array;
}

/**
 * Recomputes the value of a Finished message (RFC 8446 section 4.4.4, RFC 5246 section 7.4.9).
 *
 * @param check The message and what it rests on.
 * @returns What came of it.
 */
export function proveFinished(check: FinishedCheck): Proof {
  const { side, version, suite, secret, transcript, verifyData } = check;
  const what = side === "server" ? "serverFinished" : "clientFinished";
  if (!suite) {
    return {
      what,
      result: "uncheckable",
      why: {
        en: "The hash of the cipher suite cannot be computed here",
        zh: "此处无法计算该密码套件的哈希",
      },
    };
  }
  if (!secret) {
    return {
      what,
      result: "uncheckable",
      why: { en: "The secret it rests on is not known", zh: "不知道计算它所需的密钥" },
    };
  }
  if (!transcript.complete) return { what, result: "uncheckable", why: INCOMPLETE };
  const hash = suiteHash(suite);
  const expected = version >= TLS13
    ? finishedMac13(hash, secret, transcript.digest(hash))
    : finishedMac12(version, hash, secret, side, transcript.digest(handshakeHash(version, suite)));
  return sameBytes(expected, verifyData)
    ? {
      what,
      result: "proved",
      why: {
        en: "The value is the one computed anew from the secret and everything said before",
        zh: "其值与根据密钥和之前全部内容重新计算的结果一致",
      },
    }
    : {
      what,
      result: "failed",
      why: {
        en: "The value is not the one computed from the secret and everything said before",
        zh: "其值与根据密钥和之前全部内容计算的结果不一致",
      },
    };
}

const TLS13 = 0x0304;
