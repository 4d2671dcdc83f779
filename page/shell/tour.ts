/**
 * The tour: a card that points at one thing after the other. It locks nothing; the page can be used
 * all along.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { TourStep } from "./tour_steps.ts";

/** The space between the card and what it points at, and between the card and the screen's edge. */
const GAP = 14;

/** Where things are on the screen, in pixels. */
interface Placed {
  /** Around what the card points at; null where that is not on the page. */
  readonly ring: { left: number; top: number; width: number; height: number } | null;
  readonly card: { left: number; top: number };
}

/** What `Tour` takes. */
export interface TourProps {
  /** The stations. */
  readonly stations: readonly TourStep[];
  /** The one it is at. */
  readonly step: number;
  /** What can be done. */
  readonly actions: Actions;
}

/**
 * The tour.
 *
 * @param props The station it is at, and what can be done.
 * @returns The card, and a ring around what it points at.
 */
export function Tour({ stations, step, actions }: TourProps): VNode {
  const t = useText();
  const card = useRef<HTMLDivElement>(null);
  const station = stations[step]!;
  const placed = usePlace(station, card);
  const back = useRef<Element | null>(null);
  useEffect(() => {
    back.current = document.activeElement;
    return () => back.current instanceof HTMLElement && back.current.focus();
  }, []);
  useEffect(() => {
    station.prepare?.(actions);
    card.current?.focus();
  }, [step]);
  const go = (to: number) => actions.tour(to < stations.length ? Math.max(0, to) : null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(step + by);
  };
  const last = step === stations.length - 1;
  return html`
    ${placed?.ring && html`<div class="tour-ring" style=${inPixels(placed.ring)}></div>`}
    <div
      class="tour"
      ref=${card}
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      tabindex="-1"
      style=${placed === null ? { opacity: 0 } : inPixels(placed.card)}
      onKeyDown=${onKeyDown}
    >
      <p class="tour-count">${step + 1} / ${stations.length}</p>
      <h2 class="tour-title" id="tour-title">${t(station.title)}</h2>
      <p id="tour-text">${t(station.text)}</p>
      <div class="tour-buttons">
        <button type="button" class="quiet" onClick=${() => actions.tour(null)}>${t({
          en: "Leave the tour",
          zh: "离开导览",
        })}</button>
        ${step > 0 &&
          html`<button type="button" class="quiet" onClick=${() => go(step - 1)}>${
            t({ en: "Back", zh: "上一步" })
          }</button>`}
        <button type="button" class="button" onClick=${() => go(step + 1)}>${last
          ? t({ en: "Done", zh: "完成" })
          : t({ en: "Next", zh: "下一步" })}</button>
      </div>
    </div>
  `;
}

/** Where the card and the ring belong, kept up with the page as it moves. */
function usePlace(
  station: TourStep,
  card: { readonly current: HTMLElement | null },
): Placed | null {
  const [placed, setPlaced] = useState<Placed | null>(null);
  useEffect(() => {
    let frame = 0;
    let brought: Element | null = null;
    // The page moves for many reasons; looking once a frame, as long as the tour is on, catches all.
    const look = () => {
      frame = requestAnimationFrame(look);
      const target = found(station);
      if (card.current === null) return;
      if (target !== null && brought !== target) {
        const { height } = target.getBoundingClientRect();
        target.scrollIntoView({ block: height > innerHeight ? "start" : "nearest" });
      }
      brought = target;
      const next = target === null
        ? placeAlone(card.current)
        : placeBeside(target.getBoundingClientRect(), card.current);
      setPlaced((old) => JSON.stringify(old) === JSON.stringify(next) ? old : next);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [station]);
  return placed;
}

/** What a station points at. */
function found(station: TourStep): Element | null {
  const drawn = (target: Element) => target.getClientRects().length > 0;
  for (const name of station.targets) {
    const target = [...document.querySelectorAll(`[data-tour="${name}"]`)].find(drawn);
    if (target !== undefined) return target;
  }
  return null;
}

/** Puts the card where there is most room beside its target, and wholly on the screen. */
function placeBeside(target: DOMRect, card: HTMLElement): Placed {
  const { offsetWidth: width, offsetHeight: height } = card;
  const { innerWidth, innerHeight } = globalThis;
  const fits = (room: number, needed: number) => room >= needed + 2 * GAP;
  let left = target.left + (target.width - width) / 2;
  let top = target.top + (target.height - height) / 2;
  if (fits(innerWidth - target.right, width)) left = target.right + GAP;
  else if (fits(target.left, width)) left = target.left - width - GAP;
  else if (fits(innerHeight - target.bottom, height)) top = target.bottom + GAP;
  else if (fits(target.top, height)) top = target.top - height - GAP;
  else top = innerHeight;
  return {
    ring: { left: target.left, top: target.top, width: target.width, height: target.height },
    card: {
      left: Math.max(GAP, Math.min(innerWidth - width - GAP, left)),
      top: Math.max(GAP, Math.min(innerHeight - height - GAP, top)),
    },
  };
}

/** Puts the card in the middle of the screen. */
function placeAlone({ offsetWidth, offsetHeight }: HTMLElement): Placed {
  const left = (innerWidth - offsetWidth) / 2;
  return { ring: null, card: { left, top: (innerHeight - offsetHeight) / 2 } };
}

/** Lengths as styles have them. */
function inPixels(lengths: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lengths).map(([name, value]) => [name, `${value}px`]));
}
