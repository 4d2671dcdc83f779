/**
 * Scenarios in which someone on the wire changes what passes.
 *
 * @module
 */
import { pick, type Text } from "../../cli/language.ts";
import { Advertiser } from "../../tap/advertiser.ts";
import { Tamper } from "../../tap/tamper.ts";
import type { Scenario } from "./scenario.ts";
import { MESSAGES } from "./well.ts";

/** What the middleman wants to be read. */
export const ADVERTISEMENT: Text = {
  en: " *** ADVERTISEMENT: the cheapest phones in town! ***",
  zh: " *** 广告：全城最便宜的手机！ ***",
};

const advertise = () => new Advertiser(pick(ADVERTISEMENT));

/** What someone on the wire can do, and what comes of it. */
export const ATTACKS: readonly Scenario[] = [
  {
    id: "bit-flipped",
    group: "attack",
    title: { en: "A bit flipped on the way", zh: "途中翻转一个比特" },
    summary: {
      en: "Someone on the wire flips a single bit of the client's first message. Look at the " +
        "server's alert.",
      zh: "有人在途中把客户端第一条消息翻转了一个比特。看看服务器发出的警报。",
    },
    // After client_hello, change_cipher_spec and finished.
    meddle: () => new Tamper({ side: "client", record: 4, offset: 0 }),
    visits: [{
      messages: MESSAGES.slice(0, 1),
      ending: {
        when: { from: "server", description: "bad_record_mac" },
        title: { en: "The server noticed", zh: "服务器发现了" },
        why: {
          en:
            "Every record carries a tag that is computed from its bytes with a key only the two ends " +
            "have. One bit was different, so the tag did not fit: the server read nothing of it, sent " +
            "an alert and hung up.",
          zh: "每条记录都带有一个标签，它由记录的内容和只有两端才有的密钥算出。一个比特变了，" +
            "标签就对不上：服务器没有采信任何内容，发出警报并断开了连接。",
        },
      },
    }],
  },
  {
    id: "advertisement-plain",
    group: "attack",
    title: { en: "An advertisement, without TLS", zh: "插入广告：没有 TLS" },
    summary: {
      en: "Client and server talk over plain TCP, and a middleman adds an advertisement to an " +
        "answer. Look at what the server sent and what the client read.",
      zh: "客户端与服务器直接用 TCP 对话，中间人在回答里加了一段广告。" +
        "比较一下服务器发出的和客户端读到的。",
    },
    protocol: "plain TCP",
    meddle: advertise,
    visits: [{
      messages: MESSAGES.slice(0, 1),
      ending: {
        when: "altered",
        title: { en: "Nobody noticed", zh: "没有人发现" },
        why: {
          en:
            "Without TLS nothing is secret and nothing is checked: the middleman reads everything " +
            "and adds what he likes. The client takes the advertisement for the server's own words.",
          zh: "没有 TLS，就没有秘密，也没有检查：中间人可以读到一切，想加什么就加什么。" +
            "客户端会以为广告就是服务器说的话。",
        },
      },
    }],
  },
  {
    id: "advertisement-tls",
    group: "attack",
    title: { en: "The same advertisement, with TLS", zh: "插入广告：使用 TLS" },
    summary: {
      en:
        "The same middleman tries it on TLS. He cannot read the answer, so he slips in a record of " +
        "his own. Look at the client's alert.",
      zh:
        "同一个中间人对 TLS 连接下手。他读不到回答，只好塞进一条自己的记录。看看客户端发出的警报。",
    },
    meddle: advertise,
    visits: [{
      messages: MESSAGES.slice(0, 1),
      ending: {
        when: { from: "client", description: "bad_record_mac" },
        title: { en: "The client noticed", zh: "客户端发现了" },
        why: {
          en:
            "The middleman has no key, so his record could not pass for one of the server's. The " +
            "client showed none of it, sent an alert and hung up.",
          zh: "中间人没有密钥，他的记录冒充不了服务器的记录。" +
            "客户端一个字也没有显示，发出警报并断开了连接。",
        },
      },
    }],
  },
];
