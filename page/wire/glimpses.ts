/**
 * What an eavesdropper gets to see in each step.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { type Course, hidingOf, type Way, wayOf } from "./course.ts";
import type { StepId } from "./steps.ts";

/** What everything sealed is called for want of a better name. */
export const SEALED_ENVELOPES: Text = { en: "Sealed envelopes", zh: "密封的信封" };

/**
 * What an eavesdropper gets to see in a step.
 *
 * @param step The step; `sealed` for all that is encrypted.
 * @param course The session, and what of it was said in the open.
 * @returns A sentence or two.
 */
export function glimpseOf(step: StepId, course: Course): Text {
  return GLIMPSES[step](course);
}

const GLIMPSES: Readonly<Record<StepId, (course: Course) => Text>> = {
  ask: () => HELLO,
  agree: (course) => showsBothHalves(course) ? BOTH_HALVES : CHOSEN,
  prove: ({ said }) =>
    said.has("server certificate") || said.has("server compressed_certificate")
      ? SERVER_KNOWN
      : NOT_SEALED,
  request: ({ said }) =>
    said.has("client certificate")
      ? CLIENT_KNOWN
      : said.has("client no certificate")
      ? NO_CLIENT
      : ASKED,
  keys: ({ session }) => session.version === "TLS 1.3" ? KEYS_13 : KEYS_12,
  talk: ({ session }) => session.tls ? STRAY : PLAIN,
  end: () => ALERT,
  sealed,
};

/** Whether both halves of a key exchange passed in the open. */
function showsBothHalves({ session, said }: Course): boolean {
  if (session.version === "TLS 1.3") {
    return session.group !== null && said.has("server server_hello");
  }
  // Without a certificate's key or a shared secret alone, each side's half has a message of its own.
  const fresh: readonly Way[] = [
    "TLS 1.2",
    "shared and fresh",
    "password",
    "password and certificate",
    "anonymous",
  ];
  return fresh.includes(wayOf(session)) && said.has("server server_key_exchange") &&
    said.has("client client_key_exchange");
}

const HELLO: Text = {
  en:
    "The hello is not sealed: anybody on the way can read what the client can do, and which server it wants, if it names it.",
  zh: "问候消息没有密封：途中的任何人都能读到客户端支持什么，以及要找哪台服务器（如果写明了）。",
};

const CHOSEN: Text = { en: "What was chosen can be read too.", zh: "选定了什么同样能读到。" };

const BOTH_HALVES: Text = {
  en:
    "What was chosen can be read too. Both halves of the key exchange are in sight, but make no key without the secrets that belong to them.",
  zh: "选定了什么同样能读到。即使看到密钥交换的两半，没有与之对应的秘密也得不出密钥。",
};

const SERVER_KNOWN: Text = {
  en: "The certificate passes unsealed: everybody on the way learns who the server is.",
  zh: "证书没有密封：途中的任何人都能知道服务器是谁。",
};

const NOT_SEALED: Text = {
  en: "What passes here is not sealed: everybody on the way can read it.",
  zh: "这里传送的内容没有密封：途中的任何人都能读到。",
};

const CLIENT_KNOWN: Text = {
  en:
    "The client’s certificate passes unsealed as well: everybody on the way learns who the client is.",
  zh: "客户端的证书同样没有密封：途中的任何人都能知道客户端是谁。",
};

const NO_CLIENT: Text = {
  en: "That the server asked, and that the client has no certificate to show, can be read as well.",
  zh: "服务器提出了要求，而客户端没有证书可以出示，这些同样能读到。",
};

const ASKED: Text = {
  en: "That the server asks for a certificate can be read as well.",
  zh: "服务器要求出示证书，这一点同样能读到。",
};

const PLAIN: Text = {
  en: "Every word lies open. It can be read, and changed without anybody noticing.",
  zh: "每一个字都是公开的：可以读取，也可以不被察觉地改动。",
};

const ALERT: Text = {
  en: "An alert that is not sealed: everybody can read what it says.",
  zh: "没有密封的警报：任何人都能读到它的内容。",
};

const STRAY: Text = {
  en: "Records that are not sealed, and that belong to no step of the handshake.",
  zh: "没有密封、也不属于任何握手步骤的记录。",
};

const KEYS_13: Text = {
  en:
    "change_cipher_spec has no meaning in TLS 1.3: it is sent so that old devices on the way let the talk pass.",
  zh: "change_cipher_spec 在 TLS 1.3 中没有意义：发送它只是为了让途中的旧设备放行。",
};

const KEYS_12: Text = {
  en: "All that can be seen of the keys: how they are to be made, and from when on they are used.",
  zh: "关于密钥能看到的只有这些：如何生成，以及从何时起使用。",
};

/** What is sealed, by how much that hides. */
function sealed({ session }: Course): Text {
  if (hidingOf(session) === "nothing") return NOT_HIDDEN;
  if (hidingOf(session) === "little") return WEAKLY_SEALED;
  if (session.version !== "TLS 1.3") return SEALED_12;
  return session.resumed ? SEALED_AGAIN : SEALED_13;
}

const NOT_HIDDEN: Text = {
  en: "This cipher suite hides nothing: every word in these can be read. Only a change is noticed.",
  zh: "这个加密套件什么也不隐藏：其中的每一个字都能读到，只有改动会被发现。",
};

const WEAKLY_SEALED: Text = {
  en:
    "The key of these is so short that it can be found by trying all: then every word can be read.",
  zh: "它们的密钥太短，逐个尝试就能找到：那时每一个字都能读到。",
};

const SEALED_13: Text = {
  en:
    "The certificate, the proofs and every word of the talk: nobody on the way can tell which is which. What shows is who sends how much, and when.",
  zh:
    "证书、各项证明和通话的每一个字都在其中，但途中没有人能分辨哪个是哪个。看得到的只有谁在何时发送了多少。",
};

const SEALED_12: Text = {
  en:
    "Every word of the talk is in these. What shows is who sends how much, and when, and what kind of record it is.",
  zh: "通话的每一个字都在其中。看得到的只有谁在何时发送了多少，以及记录的类型。",
};

const SEALED_AGAIN: Text = {
  en:
    "The proofs and every word of the talk: nobody on the way can tell which is which. What shows is who sends how much, and when.",
  zh:
    "各项证明和通话的每一个字都在其中，但途中没有人能分辨哪个是哪个。看得到的只有谁在何时发送了多少。",
};
