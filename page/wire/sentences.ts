/**
 * What really happens in each step, for those who have never read about TLS.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { agree, keys } from "./agreement.ts";
import { type Course, type Hiding, hidingOf, type Way, wayOf } from "./course.ts";
import type { StepId } from "./steps.ts";

/**
 * What really happens in a step.
 *
 * @param step The step.
 * @param course How the session went.
 * @returns A sentence or a few, which hold for the version that was agreed on.
 */
export function sentenceOf(step: StepId, course: Course): Text {
  return SENTENCES[step](course);
}

const SENTENCES: Readonly<Record<StepId, (course: Course) => Text>> = {
  ask,
  prove: (course) => missing(course, ...PROVING) ?? PROVE[wayOf(course.session)],
  request,
  agree: (course) => missing(course, ...AGREEING) ?? agree(course),
  keys: (course) => missing(course, ...MAKING_KEYS) ?? keys(course),
  talk: ({ session }) => session.tls ? TALK[hidingOf(session)] : PLAIN_TALK,
  end,
  sealed: () => NOT_OPENED,
};

const PROVING = ["server certificate", "server compressed_certificate", "server finished"];
const AGREEING = ["server hello_retry_request", "server server_hello"];
const MAKING_KEYS = ["server finished", "client finished", "client client_key_exchange"];

const NEVER: Text = { en: "It never came to this.", zh: "没有进行到这一步。" };

const WITHIN: Text = {
  en: "If it came to this, it is in envelopes that could not be opened.",
  zh: "如果进行到了这一步，其内容就在未能打开的信封里。",
};

/** Why nothing of a step is to be seen; undefined if there is, or as long as it may come. */
function missing({ session, said }: Course, ...signs: readonly string[]): Text | undefined {
  if (session.completed || signs.some((sign) => said.has(sign))) return undefined;
  if (said.has("client sealed") || said.has("server sealed")) return WITHIN;
  return session.ended === null ? undefined : NEVER;
}

function ask({ session, said }: Course): Text {
  const way = wayOf(session);
  if (session.resumed) return ASK_AGAIN;
  // As long as nothing has passed, it may still come to name one.
  const names = session.serverName !== null || !said.has("client client_hello");
  if (way === "TLS 1.3") return names ? ASK_BY_NAME : ASK_WITHOUT_NAME;
  return names ? ASK_BY_NAME_12 : ASK_WITHOUT_NAME_12;
}

const ASK_BY_NAME: Text = {
  en:
    "client_hello names the server wanted and lists what the client can do. As a rule it already brings its half of a key exchange (key_share).",
  zh:
    "client_hello 说明要找哪台服务器，列出客户端支持什么，通常还直接带上密钥交换中自己的那一半（key_share）。",
};

const ASK_WITHOUT_NAME: Text = {
  en:
    "client_hello lists what the client can do; here it names no server. As a rule it already brings its half of a key exchange (key_share).",
  zh:
    "client_hello 列出客户端支持什么，这次没有写明要找哪台服务器，通常还直接带上密钥交换中自己的那一半（key_share）。",
};

const ASK_BY_NAME_12: Text = {
  en:
    "client_hello names the server wanted, lists the versions and ciphers the client knows, and brings a random number. Anybody on the way can read it.",
  zh:
    "client_hello 说明要找哪台服务器，列出客户端支持的版本和加密算法，并带上一个随机数。途中的任何人都能读到它。",
};

const ASK_WITHOUT_NAME_12: Text = {
  en:
    "client_hello lists the versions and ciphers the client knows and brings a random number; here it names no server. Anybody can read it.",
  zh:
    "client_hello 列出客户端支持的版本和加密算法，并带上一个随机数，这次没有写明要找哪台服务器。任何人都能读到它。",
};

const ASK_AGAIN: Text = {
  en:
    "client_hello also points to a secret the two already have, as a rule from an earlier visit, so that they need not begin from nothing.",
  zh: "client_hello 还指明双方已有的一个秘密（通常来自上次连接），双方因此不必从头开始。",
};

const NO_CERTIFICATE: Text = {
  en:
    "No certificate this time. Both have a secret, as a rule from an earlier visit where one was shown; whoever knows it must be the same server.",
  zh:
    "这次没有证书。双方已有一个秘密，通常来自上次连接，证书在那时已经出示过：知道它的只能是同一台服务器。",
};

const SHARED_SECRET: Text = {
  en:
    "There is no certificate: both knew a secret beforehand (a pre-shared key). Whoever can make the keys from it is taken for the right one.",
  zh: "没有证书：双方事先就知道同一个秘密（预共享密钥）。能由它得出密钥的，就被当作正确的对方。",
};

const SIGNED_KEY_EXCHANGE: Text = {
  en:
    "A certificate says whose a key is; its signer vouches for that. With that key the server signs its half of the key exchange (server_key_exchange), in the open.",
  zh:
    "证书说明一个公钥属于谁，由签发者担保。服务器用对应的私钥对自己那一半密钥交换（server_key_exchange）签名。两者都以明文传送。",
};

const PROVE: Readonly<Record<Way, Text>> = {
  "TLS 1.3": {
    en:
      "A certificate says whose a key is; its signer vouches for that. certificate_verify signs all that was said: only the key’s owner can. Both pass sealed already.",
    zh:
      "证书说明一个公钥属于谁，由签发者担保。certificate_verify 对此前的全部内容签名，只有私钥的主人才做得到。两者传送时都已密封。",
  },
  "TLS 1.2": SIGNED_KEY_EXCHANGE,
  "RSA": {
    en:
      "A certificate says whose a key is; its signer vouches for that. The server itself signs nothing: only the key’s owner can read what the client sends in step 5.",
    zh:
      "证书说明一个公钥属于谁，由签发者担保。服务器自己不签名：第 5 步中客户端发来的内容，只有私钥的主人才能读懂。",
  },
  "static": {
    en:
      "A certificate says whose a key is; its signer vouches for that. The server itself signs nothing: only the key’s owner can make the session keys in step 5.",
    zh:
      "证书说明一个公钥属于谁，由签发者担保。服务器自己不签名：只有私钥的主人才能在第 5 步得出会话密钥。",
  },
  "shared": SHARED_SECRET,
  "shared and fresh": SHARED_SECRET,
  "shared and RSA": {
    en:
      "A certificate says whose a key is, and both knew a secret beforehand. Only who has that secret and the private key can make the keys in step 5.",
    zh:
      "证书说明一个公钥属于谁，双方事先还知道同一个秘密。既有这个秘密又有私钥，才能在第 5 步得出密钥。",
  },
  "password": {
    en:
      "There is no certificate: the client has a password, and the server what it is checked by. Without that nobody can make the same keys.",
    zh: "没有证书：客户端有口令，服务器存有核对口令所需的数据。没有这些，就得不出同样的密钥。",
  },
  "password and certificate": SIGNED_KEY_EXCHANGE,
  "Kerberos": {
    en:
      "There is no certificate: somebody both trust (Kerberos) has given the client a ticket that only the right server can open.",
    zh: "没有证书：双方都信任的第三方（Kerberos）给了客户端一张票据，只有正确的服务器才能打开。",
  },
  "anonymous": {
    en:
      "The server proves nothing: the suites called anon have no certificate. Whoever sits in between can pass for the server.",
    zh: "服务器什么也没有证明：名为 anon 的套件没有证书。任何居中的人都可以冒充服务器。",
  },
  "resumed 1.3": NO_CERTIFICATE,
  "resumed 1.2": NO_CERTIFICATE,
};

function request(course: Course): Text {
  const { session, said } = course;
  if (said.has("server certificate_request")) return answered(course);
  if (session.completed || said.has("server finished") || said.has("server server_hello_done")) {
    return {
      en: "This one did not. Few do: people sign in instead.",
      zh: "这台没有要求。多数都不要求：用户改用密码等方式登录。",
    };
  }
  return missing(course) ?? {
    en: "Here the server could ask; most do not.",
    zh: "服务器可以在这里提出要求，但大多数不会。",
  };
}

/** How the client answered the server's question who it is. */
function answered({ session, said }: Course): Text {
  if (session.proofs.clientCertificateVerify === false) {
    return {
      en:
        "This one asked. The client’s signature does not fit its certificate: it has proved nothing.",
      zh: "这台提出了要求。客户端的签名与它的证书不符：它没有证明任何事情。",
    };
  }
  if (said.has("client certificate_verify")) {
    return {
      en:
        "This one asked. The client answered in the same way, with a certificate and a signature that only the owner of its private key can make.",
      zh:
        "这台提出了要求，客户端以同样的方式作答：一张证书，加上一个只有其私钥的主人才能生成的签名。",
    };
  }
  if (said.has("client no certificate")) {
    return {
      en:
        "This one asked, but the client has proved nothing: its certificate message is empty, which means that it has none.",
      zh: "这台提出了要求，但客户端没有证明任何事情：空的 certificate 消息表示它没有证书。",
    };
  }
  if (said.has("client sealed")) {
    return {
      en: "This one asked. What the client answered is in envelopes that could not be opened.",
      zh: "这台提出了要求。客户端如何作答，就在未能打开的信封里。",
    };
  }
  if (session.ended === null && !session.completed) {
    return {
      en: "This one asked. The client has yet to answer.",
      zh: "这台提出了要求，客户端尚未作答。",
    };
  }
  return said.has("client certificate") || said.has("client compressed_certificate")
    ? {
      en:
        "This one asked. The client sent a certificate, but no signature with its private key: it has proved nothing.",
      zh: "这台提出了要求。客户端发送了证书，却没有用其私钥签名：它没有证明任何事情。",
    }
    : {
      en: "This one asked, and the client gave no answer.",
      zh: "这台提出了要求，客户端没有作答。",
    };
}

const TALK: Readonly<Record<Hiding, Text>> = {
  all: {
    en:
      "Every message travels in a sealed envelope: nobody on the way can read it, and a change is noticed.",
    zh: "每条消息都装在密封的信封里传送：途中没有人能读到，有改动就会被发现。",
  },
  little: {
    en:
      "The envelopes are sealed with a key so short that it can be found by trying all: whoever records them can read them.",
    zh: "信封的密钥太短，逐个尝试就能找到：谁录下信封，谁就能读到内容。",
  },
  nothing: {
    en:
      "This cipher suite hides nothing: everybody on the way can read every word. Only a change is noticed.",
    zh: "这个加密套件什么也不隐藏：途中的任何人都能读到每一个字，只有改动会被发现。",
  },
};

const PLAIN_TALK: Text = {
  en: "There is no TLS here: everybody on the way can read every word, and change it unnoticed.",
  zh: "这里没有 TLS：途中的任何人都能读到每一个字，也能不被察觉地改动。",
};

function end({ session, said }: Course): Text {
  const alert = session.outcome?.alert;
  if (alert && said.has(`${alert.from} warning`)) {
    return alert.from === "client"
      ? {
        en: `The client sent a warning: ${alert.description}. After a warning the talk may go on.`,
        zh: `客户端发出警告：${alert.description}。警告之后通话仍可继续。`,
      }
      : {
        en: `The server sent a warning: ${alert.description}. After a warning the talk may go on.`,
        zh: `服务器发出警告：${alert.description}。警告之后通话仍可继续。`,
      };
  }
  if (alert) {
    return alert.from === "client"
      ? {
        en: `The client breaks off and says why: ${alert.description}.`,
        zh: `客户端中断连接，并说明原因：${alert.description}。`,
      }
      : {
        en: `The server breaks off and says why: ${alert.description}.`,
        zh: `服务器中断连接，并说明原因：${alert.description}。`,
      };
  }
  if (!session.tls) return { en: "The connection is closed.", zh: "连接已关闭。" };
  if (said.has("client sealed") || said.has("server sealed")) {
    return {
      en: "Whether they said goodbye (close_notify) is in envelopes that could not be opened.",
      zh: "双方是否告别（close_notify）就在未能打开的信封里。",
    };
  }
  return said.has("client alert") || said.has("server alert")
    ? {
      en:
        "An alert tells why no more will come. close_notify is the orderly goodbye: without it nobody could tell a talk that is over from one that was cut off.",
      zh:
        "警报说明为什么不再有内容。close_notify 是正常的告别：没有它，就分不清通话是结束了还是被切断了。",
    }
    : {
      en: "Nobody said goodbye (close_notify): whether something was cut off cannot be told.",
      zh: "没有人告别（close_notify）：无法判断是否有内容被切断。",
    };
}

const NOT_OPENED: Text = {
  en: "The keys of these are not known here. So they stay closed, as they do for any eavesdropper.",
  zh: "这里没有打开它们的密钥，因此它们保持密封，与任何窃听者看到的一样。",
};
