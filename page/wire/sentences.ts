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
    "client_hello names the server wanted and lists what the client can do. As a rule it already brings its half of a key exchange (key_share).",
  zh:
    "client_hello 说明要找哪台服务器，列出客户端支持什么，通常还直接带上密钥交换中自己的那一半（key_share）。",
};

const ASK_FIRST_12: Text = {
  en:
    "client_hello names the server wanted, lists the versions and ciphers the client knows, and brings a random number. Anybody on the way can read it.",
  zh:
    "client_hello 说明要找哪台服务器，列出客户端支持的版本和加密算法，并带上一个随机数。途中的任何人都能读到它。",
};

const ASK_AGAIN: Text = {
  en:
    "client_hello also shows what the client kept from an earlier visit, so that the two need not begin from nothing.",
  zh: "client_hello 还出示上次连接时保存下来的凭据，双方因此不必从头开始。",
};

const ASK: Readonly<Record<Way, Text>> = {
  "TLS 1.3": ASK_FIRST,
  "TLS 1.2": ASK_FIRST_12,
  "RSA": ASK_FIRST_12,
  "shared": ASK_FIRST_12,
  "shared and fresh": ASK_FIRST_12,
  "anonymous": ASK_FIRST_12,
  "resumed 1.3": ASK_AGAIN,
  "resumed 1.2": ASK_AGAIN,
};

const NO_CERTIFICATE: Text = {
  en:
    "No certificate this time. It was shown on an earlier visit; both kept a secret from then, and whoever knows it must be the same server.",
  zh:
    "这次没有证书。证书在上次连接时已经出示过，双方都保存了当时的一个秘密：知道它的只能是同一台服务器。",
};

const SHARED_SECRET: Text = {
  en:
    "There is no certificate: both knew a secret beforehand (a pre-shared key). Whoever can make the keys from it is taken for the right one.",
  zh: "没有证书：双方事先就知道同一个秘密（预共享密钥）。能由它得出密钥的，就被当作正确的对方。",
};

const PROVE: Readonly<Record<Way, Text>> = {
  "TLS 1.3": {
    en:
      "An authority has signed which key belongs to the name. certificate_verify signs all that was said: only the key’s owner can. Both pass sealed already.",
    zh:
      "颁发机构签名担保这个名称对应哪个公钥。certificate_verify 对此前的全部内容签名，只有私钥的主人才做得到。两者传送时都已密封。",
  },
  "TLS 1.2": {
    en:
      "An authority has signed which key belongs to the name. With that key the server signs its half of the key exchange (server_key_exchange). Both pass in the open.",
    zh:
      "颁发机构签名担保这个名称对应哪个公钥。服务器用对应的私钥对自己那一半密钥交换（server_key_exchange）签名。两者都以明文传送。",
  },
  "RSA": {
    en:
      "An authority has signed which key belongs to the name. The server signs nothing itself: only the key’s owner can read what the client sends in step 5.",
    zh:
      "颁发机构签名担保这个名称对应哪个公钥。服务器自己不签名：第 5 步中客户端发来的内容，只有私钥的主人才能读懂。",
  },
  "shared": SHARED_SECRET,
  "shared and fresh": SHARED_SECRET,
  "anonymous": {
    en:
      "The server proves nothing: the suites called anon have no certificate. Whoever sits in between can pass for the server.",
    zh: "服务器什么也没有证明：名为 anon 的套件没有证书。任何居中的人都可以冒充服务器。",
  },
  "resumed 1.3": NO_CERTIFICATE,
  "resumed 1.2": NO_CERTIFICATE,
};

function request({ session, said }: Course): Text {
  if (said.has("server certificate_request")) {
    return said.has("client certificate_verify")
      ? {
        en:
          "This one asked. The client answered in the same way, with a certificate and a signature that only the owner of its private key can make.",
        zh:
          "这台提出了要求，客户端以同样的方式作答：一张证书，加上一个只有其私钥的主人才能生成的签名。",
      }
      : {
        en:
          "This one asked, but the client has proved nothing: an empty certificate means that it has none.",
        zh: "这台提出了要求，但客户端没有证明任何事情：空的 certificate 表示它没有证书。",
      };
  }
  if (session.completed || said.has("server finished") || said.has("server server_hello_done")) {
    return {
      en: "This one did not. Few do: people sign in instead.",
      zh: "这台没有要求。多数都不要求：用户改用密码等方式登录。",
    };
  }
  return missing({ session, said }) ?? {
    en: "Here the server could ask; most do not.",
    zh: "服务器可以在这里提出要求，但大多数不会。",
  };
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
