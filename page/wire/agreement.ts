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
    "The client had brought no key share that the server could use. So the server asked for another one (hello_retry_request), and the client said hello again. Then the server chose.",
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
            "The server chooses from the client’s list and answers with its half of the key exchange. In truth this comes before step 2. The cipher itself notices every change; the hash is for making keys and checking the handshake.",
          zh:
            "服务器从客户端的列表中选择，并回复密钥交换中自己的那一半。这一步其实发生在第 2 步之前。加密算法本身就能发现任何改动；哈希函数用于生成密钥和检查握手。",
        },
        chosen,
      );
    default:
      return join(
        {
          en:
            "The server chooses from the client’s list, by its own liking: it need not be the strongest. In truth this comes before step 2, and everybody on the way can read it.",
          zh:
            "服务器按自己的偏好从客户端的列表中选择，不一定是最强的。这一步其实发生在第 2 步之前，途中的任何人都能读到。",
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
  en: "finished is a checksum over the whole handshake: it fits only if nobody changed a word.",
  zh: "finished 是对整个握手的校验值：只有谁都没有改动过一个字，它才会相符。",
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
          "Old books have the client encrypt a random number with the server’s public key. No longer: each side mixes the other’s key share with a secret of its own (Diffie-Hellman), and both come to the same key, which never travelled.",
        zh:
          "旧书上说，客户端用服务器的公钥加密一个随机数。如今不再如此：双方各自用对方在问候消息中给出的密钥份额与自己的秘密计算（Diffie-Hellman），得出同一个密钥，而密钥从未在途中传送。",
      }, FINISHED);
    case "TLS 1.2":
      return join({
        en:
          "client_key_exchange brings the client’s half. Each side mixes the other’s half with a secret of its own (Diffie-Hellman), and both come to the same key, which never travelled. After change_cipher_spec all is encrypted.",
        zh:
          "client_key_exchange 带来客户端的那一半。双方各自用对方的一半与自己的秘密计算（Diffie-Hellman），得出同一个密钥，而密钥从未在途中传送。change_cipher_spec 之后全部加密。",
      }, FINISHED);
    case "RSA":
      return join({
        en:
          "The client encrypts a random secret with the public key of the certificate (client_key_exchange). Whoever steals the private key years later can open all that was recorded; TLS 1.3 no longer has this way.",
        zh:
          "客户端用证书中的公钥加密一个随机秘密（client_key_exchange）。多年以后谁偷到私钥，就能打开当初录下的一切；TLS 1.3 已经取消了这种方式。",
      }, FINISHED);
    case "resumed 1.3":
      return join(
        course.session.group === null
          ? {
            en: "The keys come from the secret of the earlier visit alone.",
            zh: "密钥仅由上次连接留下的秘密生成。",
          }
          : {
            en:
              "The keys come from the secret of the earlier visit and from fresh key shares in the hellos (Diffie-Hellman): to know the old secret is not enough to listen in.",
            zh:
              "密钥由上次连接留下的秘密和问候消息中新的密钥份额（Diffie-Hellman）共同生成：只知道旧的秘密还不足以窃听。",
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
