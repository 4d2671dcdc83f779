/**
 * The stations of the tour.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Actions } from "../actions.ts";
import type { State } from "../state.ts";

/** A station. */
export interface TourStep {
  /** What it points at, as `data-tour` names it: the first of these that is on the page. */
  readonly targets: readonly string[];
  /** What it is about. */
  readonly title: Text;
  /** What there is to see. */
  readonly text: Text;
  /** Brings what it points at onto the page. */
  readonly prepare?: (actions: Actions) => void;
  /** Whether it is about what only a live page has. */
  readonly live?: boolean;
}

/**
 * The stations there are.
 *
 * @param state What is known.
 * @returns The stations, in order.
 */
export function stationsOf({ link }: Pick<State, "link">): readonly TourStep[] {
  return TOUR.filter(({ live }) => !live || link !== "kept");
}

const TOUR: readonly TourStep[] = [
  {
    targets: ["client"],
    title: { en: "A client calls", zh: "客户端发起连接" },
    text: {
      en:
        "This is the program that connects to the server, and what it tells of that. As long as " +
        "the lab's own client holds a talk open, you can send messages from here.",
      zh:
        "这是主动连接服务器的程序，以及它的记录。只要本实验室的客户端仍保持着通话，您就可以从这里发送消息。",
    },
    prepare: (actions) => actions.set({ column: "client" }),
  },
  {
    targets: ["wire"],
    title: { en: "Everything passes here", zh: "一切都从这里经过" },
    text: {
      en:
        "A listener sits on the line and sees every byte. Each arrow is one message, in the five steps " +
        "of a TLS handshake; then come the messages the two write each other.",
      zh:
        "监听者守在线路上，看到每一个字节。每个箭头是一条消息，先是 TLS 握手的五个步骤，然后是双方往来的消息。",
    },
    prepare: (actions) => actions.set({ column: "wire" }),
  },
  {
    targets: ["sight", "wire"],
    title: { en: "What can the listener read?", zh: "监听者能读到什么？" },
    text: {
      en:
        "Almost nothing: the rest is sealed. On the left you see the line with the listener's eyes, on " +
        "the right the keys open the envelopes. The bytes are the same.",
      zh:
        "几乎什么也读不到：其余都是密封的。选左边，用监听者的眼睛看线路；选右边，用密钥拆开信封。字节完全相同。",
    },
    prepare: (actions) => actions.set({ column: "wire" }),
  },
  {
    targets: ["fields", "panel"],
    title: { en: "Every byte has a meaning", zh: "每个字节都有含义" },
    text: {
      en:
        "The chosen message as fields, beside its bytes. Point at one and the other lights up. Each " +
        "field says what it is for and where that is written down.",
      zh: "所选消息的字段与字节并排显示。指向其一，另一个随之点亮。每个字段都说明其用途及出处。",
    },
    prepare: (actions) => actions.set({ panel: "message" }),
  },
  {
    targets: ["panel"],
    title: { en: "Who vouches for the server?", zh: "谁为服务器担保？" },
    text: {
      en:
        "The server's certificate, who signed it, and every check the client makes before it believes " +
        "it: signature, dates, name, purpose.",
      zh: "服务器的证书、由谁签发，以及客户端相信它之前所做的每项检查：签名、日期、名称、用途。",
    },
    prepare: (actions) => actions.set({ panel: "certificate" }),
  },
  {
    live: true,
    targets: ["scenarios", "menu"],
    title: { en: "Now let something go wrong", zh: "现在让它出点问题" },
    text: {
      en:
        "Each of these is played for real: an expired certificate, a stranger's signature, a bit flipped " +
        "on the way, an advertisement slipped in. See who notices, and how.",
      zh:
        "这里的每一项都会真实上演：过期的证书、陌生人的签名、途中翻转的一位、被塞入的广告。看看谁会察觉，如何察觉。",
    },
  },
];
