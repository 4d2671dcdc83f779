/**
 * The client: what it told, and a way to send messages.
 *
 * @module
 */
import type { TargetedInputEvent, TargetedMouseEvent } from "preact";
import { useState } from "preact/hooks";
import type { Text } from "../../cli/language.ts";
import type { LogRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Log } from "./log.ts";
import { News, Words } from "./row.ts";

/** What the column shows, and who is told. */
export interface ClientColumnProps {
  /** The session. */
  readonly session: SessionState;
  /** What was told of it. */
  readonly log: readonly LogRow[];
  /** Whether what is sent would get nowhere, as the page's server cannot be reached. */
  readonly away?: boolean;
  /** Told what to send; without it there is no way to send anything. */
  readonly onSend?: ((text: string) => void) | undefined;
  /** Told to say exit. */
  readonly onEnd?: (() => void) | undefined;
}

/**
 * The client's column.
 *
 * @param props What it shows.
 * @returns Its address, its log, and the input.
 */
export function ClientColumn(props: ClientColumnProps): VNode {
  const { session, log, away = false, onSend, onEnd } = props;
  const t = useText();
  return html`
    <section class="end end-client" aria-labelledby="client-title">
      <header class="end-head">
        <h2 id="client-title">${t({ en: "Client", zh: "客户端" })}</h2>
        <p class="end-role">${t({ en: "asks, checks, speaks", zh: "提问、检查、发言" })}</p>
        <p class="end-address">${session.client}</p>
      </header>
      <${Log}
        key=${session.id}
        rows=${log.filter(({ who }) => who === "client")}
        label=${t({ en: "What the client tells", zh: "客户端的记录" })}
        row=${(row: LogRow) => html`<${ClientRow} key=${row.index} row=${row} />`}
        empty=${t(silence(session))}
      />
      ${onSend && onEnd && html`
        <${Speak} key=${`speak ${session.id}`} ...${{ session, away, onSend, onEnd }} />
      `}
    </section>
  `;
}

function ClientRow({ row }: { readonly row: LogRow }): VNode {
  const t = useText();
  switch (row.kind) {
    case "good":
    case "bad":
    case "note":
      return html`<${News} row=${row} />`;
    case "sent":
      return html`<${Words} row=${row} by="client" head=${t({ en: "sent", zh: "发送" })} />`;
    case "received":
    case "acknowledged":
      return html`
        <${Words} row=${row} by="server" head=${t({
          en: "the server answered",
          zh: "服务器回复",
        })} />
      `;
  }
}

/** Why nothing is told. */
function silence({ origin, ended }: SessionState): Text {
  switch (origin) {
    case "lab":
      return ended === null
        ? { en: "The client has told nothing yet.", zh: "客户端还没有记录。" }
        : { en: "The client had nobody to connect to.", zh: "客户端没有可以连接的对象。" };
    case "outside":
      return {
        en: "A program from outside: what it thinks is not known here. See the wire.",
        zh: "外部程序：这里无从知道它的想法。请看线路。",
      };
    case "capture":
      return {
        en: "From a capture: only what passed on the wire is known.",
        zh: "来自抓包文件：只知道线路上传送的内容。",
      };
  }
}

/** What Speak needs. */
interface SpeakProps {
  readonly session: SessionState;
  readonly away: boolean;
  readonly onSend: (text: string) => void;
  readonly onEnd: () => void;
}

/** The input for messages. */
function Speak({ session, away, onSend, onEnd }: SpeakProps): VNode {
  const t = useText();
  const [text, setText] = useState("");
  const closed = away || !session.talking;
  const send = (event: Event) => {
    event.preventDefault();
    if (closed || text === "") return;
    onSend(text);
    setText("");
  };
  // The button will be gone: what it brings about is read in the log.
  const end = (event: TargetedMouseEvent<HTMLButtonElement>) => {
    event.currentTarget.closest(".end")?.querySelector<HTMLElement>(".log")?.focus();
    onEnd();
  };
  return html`
    <form class="speak" onSubmit=${send}>
      <div class="speak-head">
        <label for="speak-text">
          ${t({ en: "Talk to the server", zh: "对服务器说" })}
        </label>
        ${!closed && html`
          <button type="button" class="quiet" onClick=${end}>
            ${t({ en: "Say exit", zh: "说 exit 结束" })}
          </button>
        `}
      </div>
      <div class="speak-line">
        <input
          id="speak-text"
          type="text"
          autocomplete="off"
          value=${text}
          readonly=${closed}
          aria-describedby=${closed ? "speak-note" : undefined}
          onInput=${(event: TargetedInputEvent<HTMLInputElement>) =>
            setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled=${closed || text === ""}>
          ${t({ en: "Send", zh: "发送" })}
        </button>
      </div>
      ${closed &&
        html`<p id="speak-note" class="speak-note">${t(away ? AWAY : whyClosed(session))}</p>`}
    </form>
  `;
}

const AWAY: Text = {
  en: "The page’s server does not answer: what you write stays here until it does.",
  zh: "页面的服务器没有回应：你写的内容会留在这里，直到它恢复。",
};

/** Why nothing can be said. */
function whyClosed({ origin, ended, completed, tls, rows }: SessionState): Text {
  if (origin === "outside") {
    return {
      en: "This client is a program from outside: speak from its own terminal.",
      zh: "这个客户端是外部程序：请在它自己的终端里发言。",
    };
  }
  if (origin === "capture") {
    return { en: "This is a recording: nobody is listening.", zh: "这是录制的内容：没有人在听。" };
  }
  if (ended !== null && rows.passed === 0) {
    return {
      en: "There is no connection. Run a scenario to begin one.",
      zh: "没有连接。运行一个场景即可开始。",
    };
  }
  if (ended !== null) {
    return completed || !tls
      ? {
        en: "This talk is over. Run a scenario to begin a new one.",
        zh: "通话已经结束。运行一个场景即可重新开始。",
      }
      : {
        en: "This talk never began: the handshake was broken off.",
        zh: "通话没有开始：握手被中断了。",
      };
  }
  return { en: "No talk is open yet.", zh: "通话尚未开始。" };
}
