/**
 * What is below the columns: the chosen message, the certificate, a comparison, and what to take along.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { OpenedRow, PassedRow, SessionState } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { CertificatePanel } from "../certificate/certificate.ts";
import { Compare } from "../compare/compare.ts";
import { DetailPanel } from "../detail/detail.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Growing } from "../rows.ts";
import { type Panel, panelsOffered, type State } from "../state.ts";
import { Take } from "../take/take.ts";
import { Tabs } from "./tabs.ts";
import { NOT_HAD } from "./unanswered.ts";

/** What `Panels` takes. */
export interface PanelsProps {
  /** The session on show. */
  readonly session: SessionState;
  /** Its rows. */
  readonly rows: Growing;
  /** The rows of the session it is compared with. */
  readonly others: Growing | undefined;
  /** What is known. */
  readonly state: State;
  /** What can be done. */
  readonly actions: Actions;
}

/** The panels. */
const PANELS: Readonly<Record<Panel, Text>> = {
  message: { en: "Message", zh: "消息" },
  certificate: { en: "Certificate", zh: "证书" },
  compare: { en: "Compare", zh: "比较" },
  take: { en: "Take along", zh: "导出" },
};

/**
 * The panels.
 *
 * @param props The session on show.
 * @returns The panels, of which one is shown.
 */
export function Panels(props: PanelsProps): VNode {
  const { state, actions } = props;
  const t = useText();
  return html`
    <section class="panel" data-tour="panel" aria-label=${t({ en: "Up close", zh: "细看" })}>
      <${Tabs}
        id="panel"
        label=${t({ en: "Up close", zh: "细看" })}
        tabs=${panelsOffered(state).map((name) => ({ name, label: t(PANELS[name]) }))}
        chosen=${state.panel}
        onChoose=${(panel: Panel) => actions.set({ panel })}
      />
      <div
        class=${`panel-body panel-${state.panel}`}
        id="panel-panel"
        role="tabpanel"
        tabindex="-1"
        aria-labelledby=${`panel-${state.panel}`}
      >
        <${Contents} ...${props} />
      </div>
    </section>
  `;
}

/** What is in the panel on show. */
function Contents({ session, rows, others, state, actions }: PanelsProps): VNode {
  const t = useText();
  switch (state.panel) {
    case "message":
      return html`
        ${state.unanswered.has("detail") && html`<p class="hint">${t(NOT_HAD)}</p>`}
        <${DetailPanel}
          session=${session}
          row=${rowOf(state, rows)}
          detail=${state.detail}
          onSight=${(sight: State["sight"]) => actions.choice.see(sight)}
        />
      `;
    case "certificate":
      if (state.chains === null && state.unanswered.has("chains")) {
        return html`<p class="hint">${t(NOT_HAD)}</p>`;
      }
      return html`<${CertificatePanel} session=${session} chains=${state.chains} />`;
    case "compare":
      return html`
        <${Compare}
          session=${session}
          rows=${rows}
          other=${state.compared === null ? undefined : state.sessions.get(state.compared)}
          others=${others}
          sessions=${[...state.sessions.values()]}
          revision=${state.revision}
          onChoose=${(session: number | null) => actions.choice.compare(session)}
        />
      `;
    case "take":
      return html`<${Take} session=${session} />`;
  }
}

/** The row that is chosen; null if none is. */
function rowOf({ selected }: State, rows: Growing): OpenedRow | PassedRow | null {
  return selected === null ? null : rows[selected.list][selected.index] ?? null;
}
