/**
 * The server: what it told, each message with its sender and its acknowledgement.
 *
 * @module
 */
import type { LogRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Log } from "./log.ts";
import { News, Words } from "./row.ts";

/** What the column shows. */
export interface ServerColumnProps {
  /** The session. */
  readonly session: SessionState;
  /** What was told of it. */
  readonly log: readonly LogRow[];
}

/**
 * The server's column.
 *
 * @param props What it shows.
 * @returns Its address and its log.
 */
export function ServerColumn({ session, log }: ServerColumnProps): VNode {
  const t = useText();
  return html`
    <section class="end end-server" aria-labelledby="server-title">
      <header class="end-head">
        <h2 id="server-title">${t({ en: "Server", zh: "服务器" })}</h2>
        <p class="end-role">${t({
          en: "proves itself, acknowledges",
          zh: "证明身份、确认消息",
        })}</p>
        <p class="end-address">${session.server}</p>
      </header>
      <${Log}
        key=${session.id}
        rows=${log.filter(({ who }) => who === "server")}
        label=${t({ en: "What the server tells", zh: "服务器的记录" })}
        row=${(row: LogRow) => html`<${ServerRow} key=${row.index} row=${row} />`}
        empty=${t(
          session.origin === "capture"
            ? {
              en: "From a capture: only what passed on the wire is known.",
              zh: "来自抓包文件：只知道线路上传送的内容。",
            }
            : { en: "The server has told nothing yet.", zh: "服务器还没有记录。" },
        )}
      />
      ${session.via !== null && html`
        <p class="end-note">${t({
          en:
            `The server takes ${session.via} for the client: that is the tap, which passes everything on.`,
          zh: `服务器看到的客户端是 ${session.via}：其实是监听者，它转发一切。`,
        })}</p>
      `}
    </section>
  `;
}

function ServerRow({ row }: { readonly row: LogRow }): VNode {
  const t = useText();
  const peer = row.peer ?? "";
  switch (row.kind) {
    case "good":
    case "bad":
    case "note":
      return html`<${News} row=${row} />`;
    case "received":
      return html`
        <${Words} row=${row} by="client" head=${t({ en: `from ${peer}`, zh: `来自 ${peer}` })} />
      `;
    case "sent":
    case "acknowledged":
      return html`<${Words} row=${row} by="server" head=${
        t({ en: "acknowledged", zh: "已确认" })
      } />`;
  }
}
