/**
 * The story in three columns: client, wire, server. A narrow screen shows one of them at a time.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { ClientColumn } from "../ends/client_column.ts";
import { ServerColumn } from "../ends/server_column.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Growing } from "../rows.ts";
import type { Column, State } from "../state.ts";
import { Wire } from "../wire/wire.ts";
import { Tabs } from "./tabs.ts";

/** What `Columns` takes. */
export interface ColumnsProps {
  /** The session on show. */
  readonly session: SessionState;
  /** Its rows. */
  readonly rows: Growing;
  /** What is known. */
  readonly state: State;
  /** What can be done. */
  readonly actions: Actions;
  /** Whether there is room for one column only. */
  readonly single: boolean;
}

/** The columns, as they read. */
const COLUMNS: readonly (readonly [Column, Text])[] = [
  ["client", { en: "Client", zh: "客户端" }],
  ["wire", { en: "The wire", zh: "线路" }],
  ["server", { en: "Server", zh: "服务器" }],
];

/**
 * The columns.
 *
 * @param props The session on show.
 * @returns The columns.
 */
export function Columns(props: ColumnsProps): VNode {
  const { state, actions, single } = props;
  const t = useText();
  if (!single) {
    return html`
      <div class="columns">
        ${COLUMNS.map(([name]) =>
          html`
            <div class=${`column column-${name}`} data-tour=${name} key=${name}>
              <${Contents} ...${props} name=${name} />
            </div>
          `
        )}
      </div>
    `;
  }
  return html`
    <div class="columns columns-single">
      <${Tabs}
        id="column"
        label=${t({ en: "Client, wire and server", zh: "客户端、线路与服务器" })}
        tabs=${COLUMNS.map(([name, label]) => ({ name, label: t(label) }))}
        chosen=${state.column}
        onChoose=${(column: Column) => actions.set({ column })}
      />
      <div
        class=${`column column-${state.column}`}
        id="column-panel"
        role="tabpanel"
        aria-labelledby=${`column-${state.column}`}
        data-tour=${state.column}
      >
        <${Contents} ...${props} name=${state.column} />
      </div>
    </div>
  `;
}

/** What is in a column. */
function Contents(props: ColumnsProps & { readonly name: Column }): VNode {
  const { name, session, rows, state, actions } = props;
  const { revision, sight, order, selected } = state;
  const kept = state.link === "kept";
  switch (name) {
    case "client":
      return html`
        <${ClientColumn}
          session=${session}
          log=${rows.log}
          revision=${revision}
          away=${state.link !== "open"}
          onSend=${kept ? undefined : (text: string) => actions.send(text)}
          onEnd=${kept ? undefined : () => actions.end()}
        />
      `;
    case "server":
      return html`<${ServerColumn} session=${session} log=${rows.log} revision=${revision} />`;
    case "wire":
      return html`
        <${Wire}
          session=${session}
          opened=${rows.opened}
          passed=${rows.passed}
          log=${rows.log}
          revision=${revision}
          sight=${sight}
          order=${order}
          selected=${selected}
          onSelect=${(list: "opened" | "passed", index: number) =>
            actions.choice.select({ list, index })}
          onSight=${(sight: State["sight"]) => actions.choice.see(sight)}
          onOrder=${(order: State["order"]) => actions.set({ order })}
        />
      `;
  }
}
