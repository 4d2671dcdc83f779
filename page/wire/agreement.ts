/**
 * What really happens when two agree on ciphers and make keys.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import { type Course, wayOf } from "./course.ts";

const RETRY: Text = {
  en:
    "The client had brought no key share that the server could use. So it asked for another (hello_retry_request), the client said hello again, and the server chose.",
  zh:
    "客户端带来的密钥份额里没有服务器能用的。于是服务器要求换一个（hello_retry_request），客户端重新问候了一次，服务器随后作出选择。",
};

/**
 * What happens in the fourth step.
 *
 * @param course How the session went.
 * @returns A sentence or a few.
 */
export function agree(course: Course): Text {
  if (course.said.has("server hello_retry_request")) return RETRY;
  const chosen = chosenIn(course.session);
  switch (wayOf(course)) {
    case "TLS 1.3":
    case "resumed 1.3":
      return join(
        {
          en:
            "The server chooses from the client’s list and answers with its half of the key exchange: in truth before step 2.",
          zh: "服务器从客户端的列表中选择，并回复密钥交换中自己的那一半：这其实发生在第 2 步之前。",
        },
        chosen,
      );
    default:
      return join(
        {
          en:
            "The server chooses from the client’s list by its own liking, not always the strongest: in truth before step 2.",
          zh: "服务器按自己的偏好从客户端的列表中选择，不一定是最强的：这其实发生在第 2 步之前。",
        },
        chosen,
      );
  }
}

function chosenIn({ cipherSuite, group }: SessionState): Text | undefined {
  const names = [cipherSuite, group].filter((name) => name !== null);
  if (names.length === 0) return undefined;
  return { en: `Here: ${names.join(", ")}.`, zh: `本次选定：${names.join("、")}。` };
}

function join(first: Text, second: Text | undefined): Text {
  return second ? { en: `${first.en} ${second.en}`, zh: first.zh + second.zh } : first;
}

const FINISHED: Text = {
  en: "finished proves that nobody changed a word.",
  zh: "finished 证明没有人改动过一个字。",
};

/**
 * What happens in the fifth step, once it is reached.
 *
 * @param course How the session went.
 * @returns A sentence or a few.
 */
export function keys(course: Course): Text {
  switch (wayOf(course)) {
    case "TLS 1.3":
      return join({
        en:
          "No secret is sent any longer, not even encrypted: each mixes the other’s key share with a secret of its own (Diffie-Hellman).",
        zh:
          "如今不再传送秘密，加密的也不传：双方各自用对方的密钥份额与自己的秘密算出同一个密钥（Diffie-Hellman）。",
      }, FINISHED);
    case "TLS 1.2":
      return join({
        en:
          "client_key_exchange brings the client’s half; each mixes the other’s with a secret of its own (Diffie-Hellman).",
        zh:
          "client_key_exchange 带来客户端的那一半；双方各自用对方的一半与自己的秘密算出同一个密钥（Diffie-Hellman）。",
      }, FINISHED);
    case "RSA":
      return {
        en:
          "The client encrypts a random secret with the public key of the certificate. Whoever steals the private key years later can open it all: TLS 1.3 has dropped this.",
        zh:
          "客户端用证书中的公钥加密一个随机秘密。多年以后谁偷到私钥，就能打开录下的一切：TLS 1.3 已经取消了这种方式。",
      };
    case "shared":
      return {
        en:
          "The keys come from the secret both knew and the two random numbers of the hellos. Whoever learns it later can open all that was recorded.",
        zh:
          "密钥由双方已知的秘密和问候消息中的两个随机数生成。日后谁得知这个秘密，就能打开录下的一切。",
      };
    case "shared and fresh":
      return join({
        en:
          "The keys come from the secret both knew and a fresh key exchange (Diffie-Hellman): to learn that secret later is not enough.",
        zh:
          "密钥由双方已知的秘密和一次新的密钥交换（Diffie-Hellman）生成：日后得知那个秘密还不足以解密。",
      }, FINISHED);
    case "anonymous":
      return {
        en:
          "Each mixes the other’s half with a secret of its own (Diffie-Hellman). Both get the same key, but neither knows with whom.",
        zh:
          "双方各自用对方的一半与自己的秘密算出同一个密钥（Diffie-Hellman），但谁都不知道对方是谁。",
      };
    case "resumed 1.3":
      return join(
        course.session.group === null
          ? {
            en: "The keys come from the secret of the earlier visit alone.",
            zh: "密钥仅由上次连接留下的秘密生成。",
          }
          : {
            en:
              "The keys come from the secret of the earlier visit and fresh key shares (Diffie-Hellman): to know the old secret is not enough.",
            zh:
              "密钥由上次连接留下的秘密和新的密钥份额（Diffie-Hellman）共同生成：只知道旧的秘密还不够。",
          },
        FINISHED,
      );
    case "resumed 1.2":
      return join({
        en:
          "New keys come from the secret of the earlier visit and the two random numbers of the hellos.",
        zh: "新的密钥由上次连接留下的秘密和问候消息中的两个随机数生成。",
      }, FINISHED);
  }
}
