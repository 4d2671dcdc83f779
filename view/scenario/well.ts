/**
 * The scenario all others differ from.
 *
 * @module
 */
import type { Scenario } from "./scenario.ts";

/** What is said where nothing else is. */
export const MESSAGES: readonly string[] = ["hello", "你好"];

/** All is well. */
export const WELL: readonly Scenario[] = [{
  id: "well",
  group: "well",
  title: { en: "All is well", zh: "一切正常" },
  summary: {
    en: "A good certificate, TLS 1.3, two messages. Look at the five steps, then at what the " +
      "eavesdropper saw.",
    zh: "证书没有问题，使用 TLS 1.3，发送两条消息。先看五个步骤，再看窃听者看到了什么。",
  },
  visits: [{
    messages: MESSAGES,
    ending: {
      when: "answered",
      title: { en: "The server proved who it is", zh: "服务器证明了自己的身份" },
      why: {
        en: "The client checked that an authority it trusts signed the certificate, and that the " +
          "server holds the key that belongs to it. So it knows whom it talks to, and nobody in " +
          "between can read what is said, or change it unnoticed.",
        zh: "客户端检查了两点：证书由它信任的 CA 签发，服务器确实持有与证书配对的私钥。" +
          "因此它知道对方是谁，中间的人既读不到对话内容，也无法改动而不被发现。",
      },
    },
  }],
}];
