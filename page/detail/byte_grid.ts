/**
 * The bytes of a message in lines, each with its offset, digits and letters.
 *
 * @module
 */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { html, type VNode } from "../html.ts";
import { reveal, VirtualList } from "../wire/virtual_list.ts";
import { hexOf, letterOf, movedTo, offsetOf } from "./bytes.ts";
import type { Lit, Range } from "./lit.ts";

/** What a grid shows, and who is told. */
export interface ByteGridProps {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** Which of them are lit. */
  readonly lit: Lit;
  /** Whether what is lit is to come into sight, as it is lit from elsewhere. */
  readonly follow: boolean;
  /** What the bytes are called. */
  readonly label: string;
  /** Told which byte is chosen. */
  readonly onChoose: (offset: number) => void;
  /** Told which byte is pointed at; -1 for none. */
  readonly onPoint: (offset: number) => void;
}

/** The height of a line, in rem; the CSS draws lines of this height. */
const LINE_HEIGHT = 1.375;

/** Below this width, in rem, lines have eight bytes. */
const WIDE = 34;

/**
 * A grid of bytes.
 *
 * @param props What it shows.
 * @returns The grid.
 */
export function ByteGrid({ bytes, lit, follow, label, onChoose, onPoint }: ByteGridProps): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useLineWidth(scroller);
  const [cursor, setCursor] = useState(0);
  const lines = Math.ceil(bytes.length / width);

  useLayoutEffect(() => {
    if (follow && lit.inner >= 0) setCursor(lit.bytes.start);
  }, [lit.inner, follow]);
  useLayoutEffect(() => {
    const line = scroller.current?.querySelector(`[data-line="${Math.floor(cursor / width)}"]`);
    if (line) reveal(scroller.current!, line);
  }, [cursor, width]);

  const move = (offset: number) => {
    setCursor(offset);
    onChoose(offset);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = movedTo(event.key, cursor, bytes.length, width);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(to);
  };
  const at = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-byte]");
    return cell ? Number(cell.dataset["byte"]) : -1;
  };
  return html`
    <div
      class="bytes"
      ref=${scroller}
      tabindex="0"
      role="group"
      aria-label=${label}
      onKeyDown=${onKeyDown}
      onMouseOver=${(event: MouseEvent) => onPoint(at(event))}
      onMouseLeave=${() => onPoint(-1)}
      onClick=${(event: MouseEvent) => at(event) >= 0 && move(at(event))}
    >
      <${VirtualList}
        role="presentation"
        count=${lines}
        rowHeight=${LINE_HEIGHT}
        keep=${[Math.floor(cursor / width)]}
        scroller=${scroller}
        row=${(line: number) =>
          html`
            <${Line} bytes=${bytes} line=${line} width=${width} lit=${lit}
              cursor=${cursor} />
          `}
      />
    </div>
  `;
}

/** How many bytes a line has: as many as there is room for. */
function useLineWidth(scroller: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(16);
  useLayoutEffect(() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const resized = new ResizeObserver(() =>
      setWidth(scroller.current!.clientWidth < WIDE * rem ? 8 : 16)
    );
    resized.observe(scroller.current!);
    return () => resized.disconnect();
  }, []);
  return width;
}

/** What a line shows. */
interface LineProps {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly width: number;
  readonly lit: Lit;
  readonly cursor: number;
}

function Line(props: LineProps): VNode {
  const { bytes, line, width, lit, cursor } = props;
  const [start, end] = [line * width, (line + 1) * width];
  const within = (offset: number) => Math.max(start, Math.min(end, offset));
  const lights = [lit.bytes, lit.aroundBytes].flatMap((range) => [range.start, range.end]);
  // Drawn again only when the light on it changes, as every move of the pointer comes by here.
  return useMemo(
    () => drawLine(props),
    [bytes, line, width, within(cursor), ...lights.map(within)],
  );
}

function drawLine({ bytes, line, width, lit, cursor }: LineProps): VNode {
  const start = line * width;
  const here = [...bytes.subarray(start, start + width)];
  const cells = (show: (byte: number) => string, name: string) =>
    here.map((byte, i) => {
      const offset = start + i;
      const mark = offset === cursor ? " cursor" : "";
      return html`
        <span data-byte=${offset} class=${name + lightOf(offset, lit) + mark}>${show(byte)}</span>
      `;
    });
  return html`
    <div class="bytes-line" data-line=${line}>
      <span class="bytes-offset">${offsetOf(start)}</span>
      <span class=${`bytes-hex of-${width}`}>${cells(hexOf, "byte")}</span>
      <span class="bytes-text">${cells(letterOf, "letter")}</span>
    </div>
  `;
}

function lightOf(offset: number, { bytes, aroundBytes }: Lit): string {
  const within = ({ start, end }: Range) => offset >= start && offset < end;
  return within(bytes) ? " lit" : within(aroundBytes) ? " lit-around" : "";
}
