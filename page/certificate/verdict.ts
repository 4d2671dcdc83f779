/**
 * What a chain of certificates proved, in plain words.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Chain } from "../../view/protocol.ts";
import type { Check } from "../../x509/check.ts";
import { isolated } from "../wire/foreign.ts";

/** What one asks of a certificate; each question stands for several checks. */
export type Question = "trust" | "dates" | "name" | "purpose" | "form";

/** The questions in order, and what a yes to each means. */
export const QUESTIONS: Readonly<Record<Question, { readonly ask: Text; readonly yes: Text }>> = {
  trust: {
    ask: { en: "Signed by someone trusted?", zh: "由信任的机构签名？" },
    yes: {
      en: "Every signature fits, up to a root that was trusted beforehand.",
      zh: "每个签名都相符，一直到事先信任的根证书。",
    },
  },
  dates: {
    ask: { en: "Within its dates?", zh: "在有效期内？" },
    yes: { en: "It has begun and has not expired.", zh: "已经生效，尚未过期。" },
  },
  name: {
    ask: { en: "For this name?", zh: "是这个名称吗？" },
    yes: { en: "The name that was asked for is in it.", zh: "其中写有所要找的名称。" },
  },
  purpose: {
    ask: { en: "For this purpose?", zh: "用途相符吗？" },
    yes: {
      en: "It may be used so, and those who signed it are allowed to sign.",
      zh: "允许这样使用，签名者也有权签名。",
    },
  },
  form: {
    ask: { en: "Sound and strong?", zh: "格式正确、强度足够？" },
    yes: {
      en: "It is well formed, and key and signature are strong enough.",
      zh: "格式正确，密钥和签名的强度足够。",
    },
  },
};

/** Which question a check belongs to, by what is refused when it fails; `form` for all others. */
const QUESTION_OF: Readonly<Record<string, Question>> = {
  "unknown-issuer": "trust",
  "self-signed": "trust",
  "bad-signature": "trust",
  "path-too-long": "trust",
  "expired": "dates",
  "not-yet-valid": "dates",
  "no-subject-alt-name": "name",
  "name-mismatch": "name",
  "wrong-purpose": "purpose",
  "key-usage": "purpose",
  "ca-as-leaf": "purpose",
  "issuer-not-ca": "purpose",
};

/** The answer to a question. */
export interface Answer {
  /** The question. */
  readonly question: Question;
  /** The check that says no; undefined if all say yes. */
  readonly failed: Check | undefined;
}

/**
 * The answers to the questions.
 *
 * @param checks Every check made.
 * @returns One answer for each question that any check was made for, in order.
 */
export function answersTo(checks: readonly Check[]): Answer[] {
  const groups = Map.groupBy(checks, ({ reason }) => QUESTION_OF[reason] ?? "form");
  return (Object.keys(QUESTIONS) as Question[]).filter((question) => groups.has(question))
    .map((question) => ({
      question,
      failed: groups.get(question)!.find(({ passed }) => !passed),
    }));
}

/**
 * What the chain proved.
 *
 * @param chain The chain.
 * @returns A sentence.
 */
export function verdictOf(chain: Chain): Text {
  const { side, valid, host, cards, trusted } = chain;
  if (valid && side === "server" && host === null) return withoutHost(chain);
  const name = isolated(host ?? cards[0]?.title ?? "");
  if (valid) {
    return {
      en: `The certificate proves that its key belongs to ${name}. Vouched for by ${trusted.en}.`,
      zh: `证书证明其中的密钥属于 ${name}，担保者是${trusted.zh}。`,
    };
  }
  if (side === "client") {
    return {
      en: "The client’s certificate does not prove who the client is.",
      zh: "客户端的证书不能证明客户端是谁。",
    };
  }
  return host === null
    ? {
      en: "The certificate does not prove whose its key is.",
      zh: "证书不能证明其中的密钥属于谁。",
    }
    : {
      en: `The certificate does not prove that this is ${name}.`,
      zh: `证书不能证明对方是 ${name}。`,
    };
}

/** How many names a sentence lists. */
const FEW = 3;

/** What a server's certificate proves where it is not known here which name was wanted. */
function withoutHost({ cards, trusted }: Chain): Text {
  const names = cards[0]?.names ?? [];
  if (names.length === 0) {
    return {
      en: `The certificate is vouched for by ${trusted.en}, but holds for no name.`,
      zh: `证书由${trusted.zh}担保，但不适用于任何名称。`,
    };
  }
  const few = names.slice(0, FEW).map(isolated);
  const more = names.length - few.length;
  const en = few.join(", ") + (more > 0 ? ` and ${more} more` : "");
  const zh = few.join("、") + (more > 0 ? ` 等 ${names.length} 个名称` : "");
  return {
    en: `The certificate proves that its key belongs to ${en}. ` +
      `Vouched for by ${trusted.en}. Whether that is who was wanted is not known here.`,
    zh: `证书证明其中的密钥属于 ${zh}，担保者是${trusted.zh}。这是不是所要找的名称，这里无从得知。`,
  };
}

const BY_USE: Text = {
  en:
    "A certificate is public, anybody can copy it. That it is shown by its owner was proved apart, without a signature: the session keys can be made only with the private key, and the server made them.",
  zh:
    "证书是公开的，谁都可以复制。出示者就是它的主人，这一点另有证明，但不是靠签名：没有私钥就得不出会话密钥，而服务器得出了。",
};

/**
 * Whether a side showed that the private key of its certificate is its own: a certificate is public,
 * anybody can copy it.
 *
 * @param result What the proof came to: true, false, null if it could not be checked, undefined if there was none.
 * @param byUse Whether it was shown without a signature, by finishing a handshake that takes the private key.
 * @returns A sentence.
 */
export function possessionOf(result: boolean | null | undefined, byUse = false): Text {
  if (result === undefined && byUse) return BY_USE;
  switch (result) {
    case true:
      return {
        en:
          "A certificate is public, anybody can copy it. That it is shown by its owner was proved apart: by a signature over this very handshake, made with the private key.",
        zh:
          "证书是公开的，谁都可以复制。出示者就是它的主人，这一点另有证明：用私钥对这次握手所作的签名。",
      };
    case false:
      return {
        en:
          "The signature over this handshake does not fit the key of the certificate: whoever shows it is not its owner.",
        zh: "对这次握手的签名与证书的公钥不符：出示者不是它的主人。",
      };
    case null:
      return {
        en:
          "A certificate is public, anybody can copy it. Whether its owner shows it could not be checked here.",
        zh: "证书是公开的，谁都可以复制。出示者是不是它的主人，这里无法检验。",
      };
    case undefined:
      return {
        en:
          "A certificate is public, anybody can copy it. No signature over this handshake was seen that shows its owner.",
        zh: "证书是公开的，谁都可以复制。这里没有看到能说明其主人的握手签名。",
      };
  }
}

/**
 * Where a rule can be read.
 *
 * @param source Such as `RFC 5280 6.1.3 (a)(1)`.
 * @returns The address of that section; null for anything that is no RFC.
 */
export function linkOf(source: string): string | null {
  const [, number, section] = /^RFC (\d+)(?: section)? ([\d.]*\d)/.exec(source) ?? [];
  return number ? `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}` : null;
}
