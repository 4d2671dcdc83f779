/**
 * Two sessions side by side.
 *
 * @module
 */
import { useMemo } from "preact/hooks";
import type { OpenedRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useLanguage, useText } from "../language.ts";
import type { Growing } from "../rows.ts";
import { overtaken } from "../selection.ts";
import { after, clock, size } from "../shell/format.ts";
import { isolated } from "../wire/foreign.ts";
import { align, type Pair } from "./align.ts";
import { factsOfBoth } from "./facts.ts";

/** How many messages of each session are compared, as the work grows with the square of them. */
const MOST = 400;

/** What `Compare` takes. */
export interface CompareProps {
  /** The session on show. */
  readonly session: SessionState;
  /** Its rows. */
  readonly rows: Growing;
  /** The one it is compared with. */
  readonly other: SessionState | undefined;
  /** The rows of that one. */
  readonly others: Growing | undefined;
  /** All there are, to choose from. */
  readonly sessions: readonly SessionState[];
  /** Changes when rows were added. */
  readonly revision: number;
  /** Told with which one to compare; null for none. */
  readonly onChoose: (session: number | null) => void;
}

/**
 * The comparison.
 *
 * @param props The two sessions.
 * @returns What they have in common and where they differ.
 */
export function Compare(props: CompareProps): VNode {
  const { session, other, sessions, onChoose } = props;
  const t = useText();
  const language = useLanguage();
  const choices = sessions.filter((one) => one.id !== session.id).sort((a, b) => b.id - a.id);
  const chosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    onChoose(value === "" ? null : Number(value));
  };
  return html`
    <div class="compare">
      <label class="compare-with">
        <span>${t({ en: "Compare with", zh: "比较对象" })}</span>
        <select value=${other?.id ?? ""} onChange=${chosen}>
          <option value="">${t({ en: "choose a session", zh: "请选择会话" })}</option>
          ${choices.map((one) =>
            html`
              <option key=${one.id} value=${one.id}
                selected=${one.id === other?.id}>${one.origin === "lab"
                  ? t(one.title)
                  : `${isolated(t(one.title))} · ${one.client}`} · ${clock(
                    one.began,
                    language,
                  )}</option>
            `
          )}
        </select>
      </label>
      ${other === undefined
        ? html`<p class="hint">${
          choices.length === 0
            ? t({
              en:
                "There is only this session so far. Run another scenario, then compare the two here.",
              zh: "目前只有这一个会话。再运行一个场景，即可在此比较。",
            })
            : t({
              en: "What differs between the two is marked, and their messages stand side by side.",
              zh: "两者的不同之处会被标出，消息并排显示。",
            })
        }</p>`
        : html`<${Both} ...${props} other=${other} />`}
    </div>
  `;
}

/** Both sessions, once there are two. */
function Both(props: CompareProps & { readonly other: SessionState }): VNode {
  const { session, other, rows, others, revision } = props;
  const t = useText();
  const pairs = useMemo(
    () =>
      align(
        shownOf(rows.opened).slice(0, MOST),
        shownOf(others?.opened ?? []).slice(0, MOST),
        (row) => `${row.from} ${row.name}`,
      ),
    [session.id, other.id, revision],
  );
  const cut = rows.opened.length > MOST || (others?.opened.length ?? 0) > MOST;
  const heads = html`
    <thead>
      <tr>
        <td></td>
        <th scope="col"><bdi>${t(session.title)}</bdi></th>
        <th scope="col"><bdi>${t(other.title)}</bdi></th>
      </tr>
    </thead>
  `;
  return html`
    <div class="compare-tables">
      <table class="compare-table">
        <caption>${t({ en: "Facts", zh: "概况" })}</caption>
        ${heads}
        <tbody>${factsOfBoth(session, other).map(({ label, left, right, differs }) =>
          html`
            <tr class=${differs ? "differs" : ""} key=${label.en}>
              <th scope="row">${t(label)}${differs &&
                html`<span class="unseen"> (${t({ en: "differs", zh: "不同" })})</span>`}</th>
              <td><bdi>${t(left)}</bdi></td>
              <td><bdi>${t(right)}</bdi></td>
            </tr>
          `
        )}</tbody>
      </table>
      <table class="compare-table">
        <caption>${t({ en: "Messages", zh: "消息" })}</caption>
        ${heads}
        <tbody>${pairs.map((pair, at) => html`<${Line} key=${at} pair=${pair} />`)}</tbody>
      </table>
      ${cut && html`<p class="hint">${
        t({
          en: `The first ${MOST} messages of each are compared.`,
          zh: `仅比较各自的前 ${MOST} 条消息。`,
        })
      }</p>`}
    </div>
  `;
}

/** The messages the wire shows. */
function shownOf(opened: readonly OpenedRow[]): readonly OpenedRow[] {
  const hidden = overtaken(opened);
  return opened.filter(({ index }) => !hidden.has(index));
}

/** A message of either or both. */
function Line({ pair: { left, right } }: { readonly pair: Pair<OpenedRow> }): VNode {
  const t = useText();
  const { name, from } = (left ?? right)!;
  const cell = (row: OpenedRow | undefined) =>
    row === undefined
      ? html`<td class="missing">${t({ en: "not here", zh: "此处没有" })}</td>`
      : html`<td>${after(row.time)} · ${size(row.length)}</td>`;
  return html`
    <tr class=${left === undefined || right === undefined ? "differs" : ""}>
      <th scope="row" class=${`from-${from}`}>
        <span aria-hidden="true">${from === "client" ? "→" : "←"}</span>
        <span class="unseen">${from === "client"
          ? t({ en: "client: ", zh: "客户端：" })
          : t({ en: "server: ", zh: "服务器：" })}</span>
        <code>${name}</code>
      </th>
      ${cell(left)}${cell(right)}
    </tr>
  `;
}
