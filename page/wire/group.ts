/**
 * Rows of the wire that belong together: a step of the handshake, with what happens there.
 *
 * @module
 */
import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import type { Text } from "../../cli/language.ts";
import type { OpenedRow, PassedRow } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Place } from "../state.ts";
import { type Mark, parted } from "./marks.ts";
import { TapNotes } from "./notes.ts";
import { lineOfOpened, lineOfPassed, Row } from "./row.ts";
import { readableIn, type RowGroup } from "./rows.ts";
import { VirtualList } from "./virtual_list.ts";

/** The height of a row, in rem; the CSS draws rows of this height. */
const ROW_HEIGHT = 2.25;

/** What a group is drawn from. */
export interface GroupProps {
  /** The group. */
  readonly group: RowGroup;
  /** What was said. */
  readonly opened: readonly OpenedRow[];
  /** What passed. */
  readonly passed: readonly PassedRow[];
  /** Changes whenever a list has grown. */
  readonly revision: number;
  /** The list its rows are of. */
  readonly list: Place["list"];
  /** The index of the row that is chosen; undefined for none. */
  readonly chosen: number | undefined;
  /** The index of the row that the tab key reaches; undefined if there is no row at all. */
  readonly reachable: number | undefined;
  /** What scrolls around the group. */
  readonly scroller: { readonly current: HTMLElement | null };
  /** What the tap did, and before which of the rows. */
  readonly marks: readonly Mark[];
  /** Told which row is chosen. */
  readonly onChoose: (index: number) => void;
}

/**
 * A group.
 *
 * @param props What it is drawn from.
 * @returns Its title, its sentence, and its rows.
 */
export function Group(props: GroupProps): VNode {
  const { group, opened, passed, revision, list, chosen, reachable, scroller, marks, onChoose } =
    props;
  const t = useText();
  const readable = useMemo(() => readableIn(opened), [opened, revision]);
  const lineAt = (index: number) =>
    list === "opened"
      ? lineOfOpened(opened[index]!)
      : lineOfPassed(passed[index]!, readable(passed[index]!));
  const at = reachable === undefined ? -1 : group.rows.indexOf(reachable);
  const row = (position: number) => {
    const index = group.rows[position]!;
    return html`
      <${Row}
        line=${lineAt(index)}
        chosen=${index === chosen}
        reachable=${index === reachable}
        onChoose=${() => onChoose(index)}
      />
    `;
  };
  return html`
    <section class=${`wire-step step-${group.id}`}>
      ${group.title && html`
        <header class="step-head">
          <${Heading} title=${group.title} number=${group.number} />
          ${group.sentence && html`<p class="step-sentence">${t(group.sentence)}</p>`}
        </header>
      `}
      ${parted(group.rows.length, marks).map(({ start, end, told }) =>
        html`
          <${Fragment} key=${start}>
            ${end > start && html`
              <${VirtualList}
                className="wire-list"
                label=${t(group.title ?? ALL)}
                count=${end - start}
                rowHeight=${ROW_HEIGHT}
                row=${(position: number) => row(start + position)}
                scroller=${scroller}
                keep=${[at - start]}
              />
            `}
            ${told.length > 0 && html`<${TapNotes} notes=${told} />`}
          </${Fragment}>
        `
      )}
    </section>
  `;
}

const ALL: Text = { en: "Everything, in order of time", zh: "全部内容，按时间顺序" };

function Heading(
  { title, number }: { readonly title: Text; readonly number: number | undefined },
): VNode {
  const t = useText();
  return html`
    <h3 class="step-title">
      ${number !== undefined && html`<span class="step-number">${number}</span>`}
      <span>${t(title)}</span>
    </h3>
  `;
}
