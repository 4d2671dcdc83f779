/**
 * What one end told, newest at the bottom.
 *
 * @module
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LogRow } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";

/** How many rows are shown at first, and how many more each time one asks for earlier ones. */
const SHOWN = 200;

/** How near to the bottom, in pixels, one has to be to be taken along when rows come. */
const NEAR = 24;

/** What a log shows. */
export interface LogProps {
  /** The rows of this end. */
  readonly rows: readonly LogRow[];
  /** What the log is called. */
  readonly label: string;
  /** What a row looks like. */
  readonly row: (row: LogRow) => VNode;
  /** What is said where there is nothing to show. */
  readonly empty: string;
}

/**
 * A log, which stays at its end as it grows unless the reader has scrolled up.
 *
 * @param props What it shows.
 * @returns The log.
 */
export function Log({ rows, label, row, empty }: LogProps): VNode {
  const t = useText();
  const [most, setMost] = useState(SHOWN);
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const fromBottom = useRef(0);
  const first = Math.max(0, rows.length - most);

  useLayoutEffect(() => {
    const { current } = scroller;
    if (current && following.current) current.scrollTop = current.scrollHeight;
  }, [rows.length]);
  // It may become lower, as when the input below says why it is closed.
  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => {
      const { current } = scroller;
      if (current && following.current) current.scrollTop = current.scrollHeight;
    });
    resized.observe(scroller.current!);
    return () => resized.disconnect();
  }, []);
  // Earlier rows grow at the top: what was in sight stays there.
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current && most > SHOWN) current.scrollTop = current.scrollHeight - fromBottom.current;
  }, [most]);

  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!;
    following.current = scrollHeight - scrollTop - clientHeight < NEAR;
  };
  const showEarlier = () => {
    const { scrollHeight, scrollTop } = scroller.current!;
    fromBottom.current = scrollHeight - scrollTop;
    setMost(most + SHOWN);
  };
  return html`
    <div class="log" ref=${scroller} onScroll=${onScroll} tabindex="0" role="log"
      aria-label=${label}>
      ${rows.length === 0 && html`<p class="quiet-note">${empty}</p>`}
      ${first > 0 && html`
        <button type="button" class="quiet" onClick=${showEarlier}>
          ${t({ en: `Show earlier (${first})`, zh: `显示更早的内容（${first}）` })}
        </button>
      `}
      ${rows.slice(first).map(row)}
    </div>
  `;
}
