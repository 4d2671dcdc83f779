/**
 * Scenarios in which the server's certificate is not what it should be.
 *
 * @module
 */
import type { Scenario } from "./scenario.ts";
import { MESSAGES } from "./well.ts";

/** Whom the client does not trust, and why. */
export const TRUST: readonly Scenario[] = [
  {
    id: "unknown-authority",
    group: "trust",
    title: { en: "Unknown authority", zh: "未知的 CA" },
    summary: {
      en:
        "The certificate has no flaw, but the client does not know the authority that signed it. " +
        "Look at who issued it, and at the client's alert.",
      zh: "证书本身没有毛病，但客户端不认识签发它的 CA。看看颁发者是谁，以及客户端发出的警报。",
    },
    certificate: { issuer: "stranger" },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "unknown_ca" },
        title: { en: "The client does not trust who signed it", zh: "客户端不信任签发者" },
        why: {
          en:
            "Anyone can set up an authority and sign certificates for any name. The client accepts " +
            "only the authorities it was told to trust. This one is not among them, so the client " +
            "left without sending a message.",
          zh: "任何人都可以自建 CA，为任意名称签发证书。客户端只接受事先指定信任的 CA，" +
            "而这个 CA 不在其中，所以它一条消息也没发就离开了。",
        },
      },
    }],
  },
  {
    id: "expired",
    group: "trust",
    title: { en: "Expired", zh: "证书已过期" },
    summary: {
      en:
        "The certificate was valid until yesterday. Look at its dates, and at the client's alert.",
      zh: "证书的有效期到昨天为止。看看它的日期，以及客户端发出的警报。",
    },
    certificate: { days: { from: -31, until: -1 } },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "certificate_expired" },
        title: { en: "The certificate is too old", zh: "证书过期了" },
        why: {
          en:
            "A certificate holds between its two dates. After the last one nobody vouches any more " +
            "that the key is still this server's alone, so the client refuses it.",
          zh: "证书只在两个日期之间有效。过了截止日期，就没有人再担保这把密钥仍由该服务器独有，" +
            "所以客户端拒绝接受。",
        },
      },
    }],
  },
  {
    id: "not-yet-valid",
    group: "trust",
    title: { en: "Not yet valid", zh: "证书尚未生效" },
    summary: {
      en:
        "The certificate is valid from tomorrow on. Look at its dates, and at the alert: it is the " +
        "same as for an expired one.",
      zh: "证书从明天起才有效。看看它的日期和警报：警报与过期证书的相同。",
    },
    certificate: { days: { from: 1, until: 31 } },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "certificate_expired" },
        title: { en: "The certificate is not valid yet", zh: "证书还没有生效" },
        why: {
          en:
            "By the client's clock the certificate's first day is still to come, so nobody vouches " +
            "for it yet. TLS has one alert for too late and too early. If this happens to you, check " +
            "the clocks first.",
          zh: "按客户端的时钟，证书的生效日期还没到，目前没有人为它担保。“太晚”和“太早”在 TLS 中" +
            "是同一个警报。如果你遇到这种情况，请先检查时钟。",
        },
      },
    }],
  },
  {
    id: "wrong-name",
    group: "trust",
    title: { en: "Wrong name", zh: "名称不符" },
    summary: {
      en:
        "The certificate is for example.test, but the client wants localhost. Look at the names in " +
        "the certificate.",
      zh: "证书属于 example.test，而客户端要找的是 localhost。看看证书中的名称。",
    },
    certificate: { names: ["example.test"] },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "bad_certificate" },
        title: { en: "The certificate is someone else's", zh: "证书是别人的" },
        why: {
          en:
            "The authority vouches for the names in the certificate, and localhost is not among " +
            "them. If the client did not check, whoever has a good certificate for one name could " +
            "pose as any other.",
          zh: "CA 只为证书中列出的名称担保，其中没有 localhost。如果客户端不检查这一点，" +
            "任何人凭一张合格的证书就能冒充别的服务器。",
        },
      },
    }],
  },
  {
    id: "no-subject-alt-name",
    group: "trust",
    title: { en: "No subjectAltName", zh: "没有 subjectAltName" },
    summary: {
      en: "The name stands only in the certificate's subject, as was usual long ago. Look for " +
        "subjectAltName among its extensions: it is not there.",
      zh: "名称只写在证书的主体里，这是很早以前的做法。在扩展中找找 subjectAltName：它不在那里。",
    },
    certificate: { names: [] },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "bad_certificate" },
        title: { en: "The certificate covers no name", zh: "证书不适用于任何名称" },
        why: {
          en:
            "Clients look for the server's name in subjectAltName and nowhere else. The common name " +
            "in the subject says localhost, but it has not counted for years (RFC 9525).",
          zh:
            "客户端只在 subjectAltName 中查找服务器的名称。主体中的通用名称（CN）虽然写着 localhost，" +
            "但它早已不算数（RFC 9525）。",
        },
      },
    }],
  },
  {
    id: "self-signed",
    group: "trust",
    title: { en: "Self-signed", zh: "自签名证书" },
    summary: {
      en:
        "The server signed its certificate itself. Look at subject and issuer: they are the same.",
      zh: "服务器自己给自己的证书签名。看看主体和颁发者：两者相同。",
    },
    certificate: { issuer: "itself" },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: { from: "client", description: "unknown_ca" },
        title: { en: "Nobody else vouches for the server", zh: "没有别人为服务器担保" },
        why: {
          en:
            "The signature is sound, but it was made with the certificate's own key, which anyone " +
            "can do for any name. It proves nothing to a client that was not told to trust exactly " +
            "this certificate.",
          zh: "签名本身正确，但它是用证书自己的密钥生成的，任何人都能为任意名称做出这样的证书。" +
            "客户端如果没有事先信任这张证书，它就什么也证明不了。",
        },
      },
    }],
  },
  {
    id: "key-mismatch",
    group: "trust",
    title: { en: "Key and certificate do not match", zh: "私钥与证书不匹配" },
    summary: {
      en: "The server is given a good certificate and the private key of another. Look at the " +
        "server's log: it does not even start.",
      zh: "服务器得到一张合格的证书，却配了另一张证书的私钥。看看服务器的日志：它根本没有启动。",
    },
    certificate: { key: "another" },
    visits: [{
      messages: MESSAGES,
      ending: {
        when: "mismatched",
        title: { en: "The server did not start", zh: "服务器没有启动" },
        why: {
          en: "A server proves itself by signing the handshake with the key that belongs to its " +
            "certificate (certificate_verify). With another key no client would believe it, so its " +
            "TLS library refuses the pair at once. That is why a copied certificate is of no use to " +
            "a thief: it comes without the key.",
          zh: "服务器要证明自己，必须用与证书配对的私钥为握手签名（certificate_verify）。" +
            "换成另一把密钥，没有客户端会相信，所以 TLS 库立刻拒绝。" +
            "也正因如此，只复制走证书对窃贼毫无用处：他没有私钥。",
        },
      },
    }],
  },
];
