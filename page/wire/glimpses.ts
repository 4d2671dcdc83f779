/**
 * What an eavesdropper gets to see in each step.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import type { StepId } from "./steps.ts";

/** What everything sealed is called for want of a better name. */
export const SEALED_ENVELOPES: Text = { en: "Sealed envelopes", zh: "密封的信封" };

/**
 * What an eavesdropper gets to see in a step.
 *
 * @param step The step; `sealed` for all that is encrypted.
 * @param session The session.
 * @returns A sentence or two.
 */
export function glimpseOf(step: StepId, session: SessionState): Text {
  if (step === "sealed") return session.version === "TLS 1.3" ? SEALED_13 : SEALED_12;
  if (step === "keys") return session.version === "TLS 1.3" ? KEYS_13 : KEYS_12;
  if (step === "talk" && session.tls) return STRAY;
  return GLIMPSES[step];
}

const GLIMPSES: Readonly<Record<Exclude<StepId, "sealed" | "keys">, Text>> = {
  ask: {
    en:
      "The hello is not sealed: anybody on the way can read what the client can do, and which server it wants, if it names it.",
    zh: "问候消息没有密封：途中的任何人都能读到客户端支持什么，以及要找哪台服务器（如果写明了）。",
  },
  agree: {
    en:
      "What was chosen can be read too. Both halves of the key exchange are in sight, but make no key without the secrets that belong to them.",
    zh: "选定了什么同样能读到。即使看到密钥交换的两半，没有与之对应的秘密也得不出密钥。",
  },
  prove: {
    en: "The certificate passes unsealed: everybody on the way learns who the server is.",
    zh: "证书没有密封：途中的任何人都能知道服务器是谁。",
  },
  request: {
    en:
      "The client’s certificate passes unsealed as well: everybody on the way learns who the client is.",
    zh: "客户端的证书同样没有密封：途中的任何人都能知道客户端是谁。",
  },
  talk: {
    en: "Every word lies open. It can be read, and changed without anybody noticing.",
    zh: "每一个字都是公开的：可以读取，也可以不被察觉地改动。",
  },
  end: {
    en: "An alert that is not sealed: everybody can read why they broke off.",
    zh: "没有密封的警报：任何人都能读到中断的原因。",
  },
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
