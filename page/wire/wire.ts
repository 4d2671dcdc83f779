/**
 * The wire between client and server: everything that passes, as arrows.
 *
 * @module
 */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { LogRow, OpenedRow, PassedRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { listInSight, stepped } from "../selection.ts";
import type { Order, Place, Sight } from "../state.ts";
import { Group } from "./group.ts";
import { marksOf } from "./marks.ts";
import { Missing, TapNotes } from "./notes.ts";
import { groupRows, shownOrder } from "./rows.ts";
import { OrderSwitch, SightSwitch } from "./switches.ts";
import { reveal } from "./virtual_list.ts";
import { SIDES } from "./words.ts";

/** What the wire shows, and who is told of choices. */
export interface WireProps {
  /** The session. */
  readonly session: SessionState;
  /** What was said in it. */
  readonly opened: readonly OpenedRow[];
  /** What passed of it. */
  readonly passed: readonly PassedRow[];
  /** What was told of it; what the tap told is shown. */
  readonly log?: readonly LogRow[];
  /** Changes whenever a list has grown. */
  readonly revision: number;
  /** Who looks. */
  readonly sight: Sight;
  /** What the rows follow. */
  readonly order: Order;
  /** The row chosen. */
  readonly selected: Place | null;
  /** Told which row is chosen. */
  readonly onSelect: (list: Place["list"], index: number) => void;
  /** Told who is to look. */
  readonly onSight: (sight: Sight) => void;
  /** Told what the rows are to follow. */
  readonly onOrder: (order: Order) => void;
}

/** How many rows each of the page keys steps over. */
const PAGE = 10;

/**
 * The wire.
 *
 * @param props What it shows.
 * @returns Its head with the switches, and the rows.
 */
export function Wire(props: WireProps): VNode {
  const { session, opened, passed, sight, order, selected, revision, onSelect } = props;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () => groupRows({ session, opened, passed, sight, order }),
    [session, opened, passed, sight, order, revision],
  );
  const shown = useMemo(() => shownOrder(groups), [groups]);
  const list = listInSight({ opened, passed }, sight);
  const notes = (props.log ?? []).filter(({ who }) => who === "tap");
  const marks = useMemo(
    () => marksOf(groups, { opened, passed, list }, notes),
    [groups, notes.length],
  );
  const chosen = selected?.list === list ? selected.index : undefined;
  // Several keys may be pressed before the choice of the first comes back.
  const place = useRef(selected);
  place.current = selected;
  const choose = (index: number) => {
    place.current = { list, index };
    onSelect(list, index);
  };
  const onKeyDown = useSteps(scroller, (by) => {
    const next = stepped(shown, place.current, list, by);
    if (next) choose(next.index);
  });

  useLayoutEffect(() => {
    const row = scroller.current?.querySelector("[aria-current]");
    if (row) reveal(scroller.current!, row.parentElement!);
  }, [chosen, sight, order, session.id]);

  const onScroll = useFollowing(scroller, session.id, revision);

  return html`
    <section class=${`wire sight-${sight}`} aria-labelledby="wire-title">
      <header class="wire-head">
        <span class="side-client" aria-hidden="true">${t(SIDES.client)}</span>
        <h2 id="wire-title">${t({ en: "The wire", zh: "线路" })}</h2>
        <${SightSwitch} sight=${sight} onSight=${props.onSight} />
        <${OrderSwitch} order=${order} onOrder=${props.onOrder} />
        <span class="side-server" aria-hidden="true">${t(SIDES.server)}</span>
      </header>
      <div class="wire-rows" ref=${scroller} onKeyDown=${onKeyDown} onScroll=${onScroll}>
        ${shown.length === 0 && notes.length > 0 && html`<${TapNotes} notes=${notes} />`}
        ${groups.map((group) =>
          html`
            <${Group}
              key=${group.id}
              group=${group}
              opened=${opened}
              passed=${passed}
              revision=${revision}
              list=${list}
              chosen=${chosen}
              reachable=${chosen ?? shown[0]}
              onChoose=${choose}
              scroller=${scroller}
              marks=${marks.get(group) ?? []}
            />
          `
        )}
        <${Missing} session=${session} count=${shown.length} />
      </div>
    </section>
  `;
}

/** How near to the end, in pixels, one has to be to be taken along when rows come. */
const NEAR = 24;

/** Stays at the end as rows come, for a reader who has scrolled there. */
function useFollowing(
  scroller: { readonly current: HTMLElement | null },
  session: number,
  revision: number,
): () => void {
  const following = useRef(false);
  useLayoutEffect(() => {
    following.current = false;
  }, [session]);
  useLayoutEffect(() => {
    if (following.current) scroller.current!.scrollTop = scroller.current!.scrollHeight;
  }, [revision]);
  return () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!;
    following.current = scrollTop > 0 && scrollHeight - scrollTop - clientHeight < NEAR;
  };
}

/** Keys that step through the rows while one of them has the focus, which goes along. */
function useSteps(
  scroller: { readonly current: HTMLElement | null },
  step: (by: number) => void,
): (event: KeyboardEvent) => void {
  const follow = useRef(false);
  useLayoutEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    const row = scroller.current?.querySelector<HTMLElement>("[aria-current]");
    row?.focus({ preventScroll: true });
  });
  return (event) => {
    const by = STEPS_OF_KEYS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    follow.current = true;
    step(by);
  };
}

/** How many rows each key steps over; Home and End over more than there can be. */
const STEPS_OF_KEYS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE,
  PageDown: PAGE,
  Home: -1e9,
  End: 1e9,
};
