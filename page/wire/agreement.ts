/**
 * What really happens when two agree on ciphers and make keys.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import { type Course, type Way, wayOf } from "./course.ts";

const RETRY: Text = {
  en:
    "The server asked for a second hello (hello_retry_request), as a rule because it cannot use the key share of the first.",
  zh: "服务器要求客户端重新问候（hello_retry_request），通常是因为第一次带来的密钥份额它用不了。",
};

const TAKE_UP: Text = {
  en:
    "The server chooses from the client’s list, and takes up the old secret without a new key exchange.",
  zh: "服务器从客户端的列表中选择，并沿用先前的秘密，不再进行新的密钥交换。",
};

const CHOOSE_AND_ANSWER: Text = {
  en:
    "The server chooses from the client’s list and answers with its half of the key exchange: in truth before step 2.",
  zh: "服务器从客户端的列表中选择，并回复密钥交换中自己的那一半：这其实发生在第 2 步之前。",
};

const CHOOSE: Text = {
  en:
    "The server chooses from the client’s list by its own liking, not always the strongest: in truth before step 2.",
  zh: "服务器按自己的偏好从客户端的列表中选择，不一定是最强的：这其实发生在第 2 步之前。",
};

/**
 * What happens in the fourth step.
 *
 * @param course How the session went.
 * @returns A sentence or a few.
 */
export function agree({ session, said }: Course): Text {
  const chosen = chosenIn(session);
  if (said.has("server hello_retry_request")) return join(RETRY, chosen);
  switch (wayOf(session)) {
    case "TLS 1.3":
      return join(CHOOSE_AND_ANSWER, chosen);
    case "resumed 1.3":
      return join(session.group === null ? TAKE_UP : CHOOSE_AND_ANSWER, chosen);
    default:
      return join(CHOOSE, chosen);
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
  en: "finished proves that nobody changed a word of the handshake.",
  zh: "finished 证明握手中没有一个字被改动过。",
};

/**
 * What happens in the fifth step, once it is reached.
 *
 * @param course How the session went.
 * @returns A sentence or a few.
 */
export function keys({ session }: Course): Text {
  const way = wayOf(session);
  switch (way) {
    case "TLS 1.3":
      return join(exchange(session.group), FINISHED);
    case "resumed 1.3":
      return join(session.group === null ? OLD_ALONE : OLD_AND_FRESH, FINISHED);
    case "RSA":
    case "static":
    case "shared":
    case "shared and RSA":
    case "Kerberos":
    case "anonymous":
      return MAKING[way];
    default:
      return join(MAKING[way], FINISHED);
  }
}

/** Groups by what passes in their key shares, as their names tell: IANA's "TLS Supported Groups". */
const DIFFIE_HELLMAN =
  /^(x25519|x448|sec[pt]\d+[rk]\d|ffdhe\d+|brainpoolP\d+r1(tls13)?|GC\d+[A-D]|curveSM2)$/;
const KEM = /^MLKEM\d+$/;
const HYBRID = /MLKEM|Kyber/i;

/** How a key exchange of TLS 1.3 goes. */
function exchange(group: string | null): Text {
  if (group === null) {
    return {
      en:
        "Both make the same keys from their two key shares, and from secrets that each keeps to itself.",
      zh: "双方用两份密钥份额和各自保留的秘密算出同样的密钥。",
    };
  }
  if (DIFFIE_HELLMAN.test(group)) {
    return {
      en:
        "No secret is sent, not even encrypted: each mixes the other’s key share with a secret of its own (Diffie-Hellman).",
      zh:
        "秘密并不传送，加密的也不传：双方各自用对方的密钥份额与自己的秘密算出同一个密钥（Diffie-Hellman）。",
    };
  }
  if (KEM.test(group)) {
    return {
      en:
        "The server sends a secret encrypted to a key that the client made for this connection alone (ML-KEM).",
      zh: "客户端专为这次连接生成一个公钥，服务器用它加密一个秘密发来（ML-KEM）。",
    };
  }
  if (HYBRID.test(group)) {
    return {
      en:
        "Two ways at once: a secret encrypted to a key the client made for this connection alone, and Diffie-Hellman.",
      zh: "两种方式并用：用客户端专为这次连接生成的公钥加密传送一个秘密，再加上 Diffie-Hellman。",
    };
  }
  return {
    en: `Both make the same keys with the key shares of the group ${group}.`,
    zh: `双方用 ${group} 的密钥份额算出同样的密钥。`,
  };
}

const OLD_ALONE: Text = {
  en:
    "The keys come from the secret the two already had, alone: whoever learns it can open this talk too.",
  zh: "密钥仅由双方已有的秘密生成：谁得知它，也就能打开这次通话。",
};

const OLD_AND_FRESH: Text = {
  en:
    "The keys come from the secret the two already had and fresh key shares: to know the old secret is not enough.",
  zh: "密钥由双方已有的秘密和新的密钥份额共同生成：只知道旧的秘密还不够。",
};

const MAKING: Readonly<Record<Exclude<Way, "TLS 1.3" | "resumed 1.3">, Text>> = {
  "TLS 1.2": {
    en:
      "client_key_exchange brings the client’s half; each mixes the other’s with a secret of its own (Diffie-Hellman).",
    zh:
      "client_key_exchange 带来客户端的那一半；双方各自用对方的一半与自己的秘密算出同一个密钥（Diffie-Hellman）。",
  },
  "RSA": {
    en:
      "The client encrypts a random secret with the public key of the certificate. Whoever steals the private key years later can open it all: TLS 1.3 has dropped this.",
    zh:
      "客户端用证书中的公钥加密一个随机秘密。多年以后谁偷到私钥，就能打开录下的一切：TLS 1.3 已经取消了这种方式。",
  },
  "static": {
    en:
      "The server’s half stands in its certificate and never changes. Whoever steals its private key years later can open it all: TLS 1.3 has dropped this.",
    zh:
      "服务器的那一半写在证书里，从不改变。多年以后谁偷到私钥，就能打开录下的一切：TLS 1.3 已经取消了这种方式。",
  },
  "shared": {
    en:
      "The keys come from the secret both knew and the two random numbers of the hellos. Whoever learns it later can open all that was recorded.",
    zh:
      "密钥由双方已知的秘密和问候消息中的两个随机数生成。日后谁得知这个秘密，就能打开录下的一切。",
  },
  "shared and fresh": {
    en:
      "The keys come from the secret both knew and a fresh key exchange: to learn that secret later is not enough.",
    zh: "密钥由双方已知的秘密和一次新的密钥交换生成：日后得知那个秘密还不足以解密。",
  },
  "shared and RSA": {
    en:
      "The client encrypts a random secret with the public key of the certificate; both mix it with the one they knew. To open this later takes that one and the private key.",
    zh:
      "客户端用证书中的公钥加密一个随机秘密，双方再把它与已知的秘密混合。日后要解密，既要那个秘密，也要私钥。",
  },
  "password": {
    en:
      "Both mix fresh halves with what they know of the password: to learn it later is not enough.",
    zh: "双方把新生成的两半与口令混合，得出密钥：日后得知口令还不足以解密。",
  },
  "password and certificate": {
    en:
      "Both mix fresh halves with what they know of the password: to learn it later is not enough.",
    zh: "双方把新生成的两半与口令混合，得出密钥：日后得知口令还不足以解密。",
  },
  "Kerberos": {
    en:
      "client_key_exchange brings the ticket and a random secret, both encrypted. Whoever learns the server’s Kerberos key later can open it all.",
    zh:
      "client_key_exchange 带来票据和一个随机秘密，两者都已加密。日后谁得知服务器的 Kerberos 密钥，就能打开一切。",
  },
  "anonymous": {
    en:
      "Each mixes the other’s half with a secret of its own (Diffie-Hellman). Both get the same key, but neither knows with whom.",
    zh: "双方各自用对方的一半与自己的秘密算出同一个密钥（Diffie-Hellman），但谁都不知道对方是谁。",
  },
  "resumed 1.2": {
    en:
      "New keys come from the secret of the earlier visit and the two random numbers of the hellos.",
    zh: "新的密钥由上次连接留下的秘密和问候消息中的两个随机数生成。",
  },
};
