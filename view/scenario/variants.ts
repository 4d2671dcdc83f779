/**
 * Scenarios in which all is well, but the handshake takes another course.
 *
 * @module
 */
import type { Scenario } from "./scenario.ts";
import { MESSAGES } from "./well.ts";

/** Other courses of the handshake. */
export const VARIANTS: readonly Scenario[] = [
  {
    id: "tls-1.2",
    group: "protocol",
    title: { en: "TLS 1.2", zh: "TLS 1.2" },
    summary: {
      en:
        "The server speaks nothing newer than TLS 1.2. Look at the certificate: the eavesdropper " +
        "can read it.",
      zh: "服务器最高只支持 TLS 1.2。看看证书：窃听者可以读到它。",
    },
    protocol: "TLS 1.2",
    visits: [{
      messages: MESSAGES,
      ending: {
        when: "answered",
        title: { en: "It works, but shows more", zh: "能用，但暴露得更多" },
        why: {
          en:
            "Both sides settled on TLS 1.2, the newest version they have in common. It sends the " +
            "certificate unencrypted and needs one round trip more before the first message; the " +
            "messages themselves are encrypted all the same.",
          zh: "双方采用了共同支持的最新版本 TLS 1.2。它以明文发送证书，" +
            "第一条消息之前还要多一次往返；消息本身同样是加密的。",
        },
      },
    }],
  },
  {
    id: "hello-retry-request",
    group: "protocol",
    title: { en: "HelloRetryRequest", zh: "HelloRetryRequest" },
    summary: {
      en:
        "The client's first client_hello brings no key share. Look at the server's first answer: " +
        "hello_retry_request.",
      zh: "客户端的第一个 client_hello 没有附带密钥份额（key_share）。" +
        "看看服务器的第一个回答：hello_retry_request。",
    },
    visits: [{
      client: { keyShares: "none" },
      messages: MESSAGES,
      ending: {
        when: "retried",
        title: { en: "The server asked for a second start", zh: "服务器要求重新开始" },
        why: {
          en:
            "In TLS 1.3 the client guesses which key exchange the server wants, and sends its half " +
            "along. Here it sent none, so the server named the one it wants and the client began " +
            "again: one round trip more, and just as safe.",
          zh: "在 TLS 1.3 中，客户端会猜测服务器想用哪种密钥交换，并直接附上自己的一半。" +
            "这里它什么也没附，于是服务器指明了想要的那种，客户端重新开始：" +
            "多一次往返，但同样安全。",
        },
      },
    }],
  },
  {
    id: "resumption",
    group: "protocol",
    title: { en: "Resumption", zh: "会话恢复" },
    summary: {
      en: "The client comes twice. Look at the second handshake: no certificate, no signature.",
      zh: "客户端连接两次。看看第二次握手：没有证书，也没有签名。",
    },
    visits: [
      {
        title: { en: "Resumption: the first time", zh: "会话恢复：第一次" },
        client: {},
        messages: MESSAGES.slice(0, 1),
        ending: {
          when: "answered",
          title: { en: "A full handshake, and tickets", zh: "完整的握手，并得到票据" },
          why: {
            en: "The server proved itself with its certificate, as always. Then it sent " +
              "new_session_ticket: with that the client can come back without all this.",
            zh: "服务器照常用证书证明了自己，然后发来 new_session_ticket：" +
              "客户端凭它再次连接时，可以省去这些步骤。",
          },
        },
      },
      {
        title: { en: "Resumption: the second time", zh: "会话恢复：第二次" },
        client: { resumes: true },
        messages: MESSAGES.slice(1),
        ending: {
          when: "resumed",
          title: { en: "They remembered each other", zh: "双方还记得彼此" },
          why: {
            en:
              "The client showed its ticket, and both sides made their keys from a secret that they " +
              "kept from the first time, together with a fresh key exchange. Nobody else knows that " +
              "secret, so it proves who the server is in place of the certificate.",
            zh: "客户端出示票据，双方用第一次连接时留下的秘密，加上一次新的密钥交换，生成密钥。" +
              "这个秘密没有别人知道，所以它代替证书证明了服务器的身份。",
          },
        },
      },
    ],
  },
];
