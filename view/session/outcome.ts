/**
 * What came of a connection nobody told about: a program from outside, or a capture.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { ConnectionEvent, Side } from "../../tls/event.ts";
import type { Outcome } from "../protocol.ts";

/** An alert that passed. */
export interface PassedAlert {
  /** Who sent it. */
  readonly from: Side;
  /** Such as `unknown_ca`. */
  readonly description: string;
}

/**
 * What came of a connection.
 *
 * @param summary What the decoder knows of it.
 * @param tls Whether it spoke TLS.
 * @param alert The first alert that was more than a farewell.
 * @returns The outcome.
 */
export function outcomeOf(
  summary: Pick<ConnectionEvent, "completed" | "decrypted" | "proofs" | "data">,
  tls: boolean,
  alert: PassedAlert | undefined,
): Outcome {
  if (!tls) return summary.data.client + summary.data.server > 0 ? NO_TLS : SILENT;
  if (alert) return { kind: "refused", alert, ...refused(alert) };
  if (Object.values(summary.proofs).includes(false)) return FORGED;
  if (summary.completed) return summary.decrypted ? OPENED : PARTLY_OPENED;
  // The end of a handshake is encrypted itself: without the keys nobody can tell whether it came.
  return summary.decrypted ? CUT : SEALED;
}

const SILENT: Outcome = {
  kind: "refused",
  title: { en: "Nothing was said", zh: "什么也没有说" },
  why: {
    en: "Somebody connected and left without a word. Port scanners and health checks do that.",
    zh: "有人连接之后一言不发就离开了。端口扫描和健康检查会这样做。",
  },
};

const NO_TLS: Outcome = {
  kind: "harmed",
  title: { en: "There is no TLS here", zh: "这里没有 TLS" },
  why: {
    en:
      "Nothing of TLS protects what was sent. Unless it protects itself in another way, anybody on the " +
      "way could read it, and change it unnoticed.",
    zh:
      "所发送的内容不受 TLS 保护。除非它另有保护，途中的任何人都能读到，也能在不被察觉的情况下改动。",
  },
};

const OPENED: Outcome = {
  kind: "good",
  title: { en: "The handshake was completed", zh: "握手已完成" },
  why: {
    en: "Both sides agreed on keys. With these keys everything they said could be decrypted here.",
    zh: "双方已商定密钥。凭这些密钥，这里解密了他们的全部通信。",
  },
};

const PARTLY_OPENED: Outcome = {
  kind: "good",
  title: { en: "The handshake was completed", zh: "握手已完成" },
  why: {
    en:
      "Both sides agreed on keys. Not everything they said was opened here: too much passed at once, or " +
      "a key is missing.",
    zh: "双方已商定密钥。这里没有解密他们的全部通信：一次经过的数据太多，或缺少某个密钥。",
  },
};

const SEALED: Outcome = {
  kind: "good",
  title: { en: "It stays sealed", zh: "内容保持密封" },
  why: {
    en:
      "The keys are not known here. Whoever only listens cannot tell what was said, nor what the " +
      "handshake came to: its end is encrypted as well.",
    zh:
      "这里没有密钥。只是旁听的人既无从得知他们说了什么，也不知道握手的结果：握手的结尾同样是加密的。",
  },
};

const FORGED: Outcome = {
  kind: "harmed",
  title: { en: "A proof failed", zh: "有一项证明未通过" },
  why: {
    en: "A signature or a Finished value does not fit what was said before it: somebody changed " +
      "something, or the keys are not those of this connection.",
    zh: "某个签名或 Finished 值与此前的内容不符：有人改动过，或密钥不属于此连接。",
  },
};

const CUT: Outcome = {
  kind: "refused",
  title: { en: "The handshake was not completed", zh: "握手未完成" },
  why: {
    en: "The connection ended before the handshake was complete, and nobody said why.",
    zh: "握手完成之前连接就结束了，而且没有任何一方说明原因。",
  },
};

function refused({ from, description }: PassedAlert): { title: Text; why: Text } {
  const [en, zh] = from === "client" ? ["client", "客户端"] : ["server", "服务器"];
  return {
    title: { en: `The ${en} broke it off: ${description}`, zh: `${zh}中断了连接：${description}` },
    why: {
      en: `The ${en} sent the alert ${description} and went no further.`,
      zh: `${zh}发出警报 ${description}，不再继续。`,
    },
  };
}
