/**
 * What really happens in each step, for those who have never read about TLS.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { agree, keys } from "./agreement.ts";
import { type Course, type Way, wayOf } from "./course.ts";
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
  ask: (course) => ASK[wayOf(course)],
  prove: (course) => missing(course, ...PROVING) ?? PROVE[wayOf(course)],
  request,
  agree,
  keys: (course) => missing(course, ...MAKING_KEYS) ?? keys(course),
  talk: ({ session }) => session.tls ? TALK : PLAIN_TALK,
  end,
  sealed: () => NOT_OPENED,
};

const PROVING = ["server certificate", "server compressed_certificate", "server finished"];
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

const ASK_FIRST: Text = {
  en:
    "client_hello opens the talk: it names the server that is wanted and lists what the client is able to do. As a rule it already brings the client’s half of a key exchange (key_share).",
  zh:
    "client_hello 开启对话：它说明要找哪台服务器，列出客户端支持什么。通常还会直接带上密钥交换中客户端的那一半（key_share）。",
};

const ASK_FIRST_12: Text = {
  en:
    "client_hello opens the talk: it names the server that is wanted, lists the versions and ciphers the client knows, and brings a random number. Everybody on the way can read it.",
  zh:
    "client_hello 开启对话：它说明要找哪台服务器，列出客户端支持的版本和加密算法，并带上一个随机数。途中的任何人都能读到它。",
};

const ASK_AGAIN: Text = {
  en:
    "client_hello opens the talk and shows what the client kept from an earlier visit, so that the two need not begin from nothing.",
  zh: "client_hello 开启对话，并出示上次连接时保存下来的凭据，双方因此不必从头开始。",
};

const ASK: Readonly<Record<Way, Text>> = {
  "TLS 1.3": ASK_FIRST,
  "TLS 1.2": ASK_FIRST_12,
  "RSA": ASK_FIRST_12,
  "resumed 1.3": ASK_AGAIN,
  "resumed 1.2": ASK_AGAIN,
};

const NO_CERTIFICATE: Text = {
  en:
    "No certificate this time. It was shown on an earlier visit, and both have kept a secret from then: whoever knows it must be the same server.",
  zh:
    "这次没有证书。证书在上次连接时已经出示过，双方都保存了当时的一个秘密：知道它的只能是同一台服务器。",
};

const PROVE: Readonly<Record<Way, Text>> = {
  "TLS 1.3": {
    en:
      "The certificate says which public key belongs to the name, signed by an authority. certificate_verify signs everything said so far: only the holder of the private key can do that. The key only signs, nothing is encrypted with it; and both messages are sealed already.",
    zh:
      "证书说明这个名称对应哪个公钥，并由颁发机构签名。certificate_verify 对此前的全部内容签名：只有私钥的持有者才做得到。这把密钥只用来签名，不用来加密；而且这两条消息已经是密封的。",
  },
  "TLS 1.2": {
    en:
      "The certificate says which public key belongs to the name, and an authority has signed that. It travels in the open. With the private key the server signs its half of the key exchange (server_key_exchange): that shows that the certificate is its own.",
    zh:
      "证书说明这个名称对应哪个公钥，并由颁发机构签名。它以明文传送。服务器用私钥对自己那一半密钥交换（server_key_exchange）签名，以此表明证书确实是它自己的。",
  },
  "RSA": {
    en:
      "The certificate says which public key belongs to the name, and an authority has signed that. It travels in the open. The server signs nothing itself: only the holder of the private key can read what the client sends in step 5.",
    zh:
      "证书说明这个名称对应哪个公钥，并由颁发机构签名。它以明文传送。服务器自己不签名：第 5 步中客户端发来的内容，只有私钥的持有者才能读懂。",
  },
  "resumed 1.3": NO_CERTIFICATE,
  "resumed 1.2": NO_CERTIFICATE,
};

function request({ session, said }: Course): Text {
  if (said.has("server certificate_request")) {
    return said.has("client certificate_verify")
      ? {
        en:
          "The server asked, and the client answered in the same way: with a certificate, and with a signature that only the holder of its private key can make.",
        zh:
          "服务器提出了要求，客户端以同样的方式作答：一张证书，加上一个只有私钥持有者才能生成的签名。",
      }
      : {
        en:
          "The server asked, but the client has proved nothing: an empty certificate means that it has none.",
        zh: "服务器提出了要求，但客户端没有证明任何事情：空的 certificate 表示它没有证书。",
      };
  }
  if (session.completed || said.has("server finished") || said.has("server server_hello_done")) {
    return {
      en:
        "The server did not ask. Most do not: it is the server that has to prove itself, and people show who they are in another way, with a password for instance.",
      zh:
        "服务器没有要求。大多数服务器都不要求：需要证明身份的是服务器，用户则用别的方式（例如密码）表明自己是谁。",
    };
  }
  return session.ended === null
    ? {
      en: "Here the server could ask; most do not.",
      zh: "服务器可以在这里提出要求，但大多数不会。",
    }
    : NEVER;
}

const TALK: Text = {
  en:
    "Every message travels in a sealed envelope: nobody on the way can read it, and a change is noticed.",
  zh: "每条消息都装在密封的信封里传送：途中没有人能读到，有改动就会被发现。",
};

const PLAIN_TALK: Text = {
  en: "There is no TLS here: everybody on the way can read every word, and change it unnoticed.",
  zh: "这里没有 TLS：途中的任何人都能读到每一个字，也能不被察觉地改动。",
};

function end({ session, said }: Course): Text {
  const alert = session.outcome?.alert;
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
