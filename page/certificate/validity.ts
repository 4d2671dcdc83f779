/**
 * From when until when a certificate holds.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";

const DAY = 86_400_000;

/**
 * A day.
 *
 * @param moment The moment, ISO 8601.
 * @returns The day it is in Greenwich.
 */
export function dayOf(moment: string): Text {
  const date = new Date(moment);
  const format = (language: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
  return { en: format("en-GB"), zh: format("zh-CN") };
}

/**
 * How long a certificate still holds.
 *
 * @param notBefore When it begins, ISO 8601.
 * @param notAfter When it ends, ISO 8601.
 * @param at The moment to judge by, in milliseconds since 1970.
 * @returns A few words.
 */
export function remaining(notBefore: string, notAfter: string, at: number): Text {
  const days = (from: number, to: number) => Math.round((to - from) / DAY);
  const [begins, ends] = [Date.parse(notBefore), Date.parse(notAfter)];
  if (at < begins) {
    const count = days(at, begins);
    return { en: `begins ${inDays(count)} later`, zh: `${count} 天后才生效` };
  }
  const count = days(at, ends);
  return at > ends
    ? { en: `expired ${inDays(-count)} before`, zh: `${-count} 天前已过期` }
    : { en: `${inDays(count)} left`, zh: `还有 ${count} 天` };
}

function inDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** What is drawn. */
export interface ValidityProps {
  /** When it begins, ISO 8601. */
  readonly notBefore: string;
  /** When it ends, ISO 8601. */
  readonly notAfter: string;
  /** The moment to judge by, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * The time a certificate holds, with the moment of the talk marked on it.
 *
 * @param props The dates.
 * @returns Both dates, and how long is left.
 */
export function Validity({ notBefore, notAfter, at }: ValidityProps): VNode {
  const t = useText();
  const [begins, ends] = [Date.parse(notBefore), Date.parse(notAfter)];
  const part = Math.max(0, Math.min(1, (at - begins) / (ends - begins)));
  const holds = at >= begins && at <= ends;
  return html`
    <div class=${`validity${holds ? "" : " broken"}`}>
      <p>
        ${t({ en: "until", zh: "有效期至" })} <strong>${t(dayOf(notAfter))}</strong>
        <span class="validity-left">${t(remaining(notBefore, notAfter, at))}</span>
      </p>
      <div class="validity-bar" aria-hidden="true">
        <i style=${{ width: `${part * 100}%` }}></i>
      </div>
      <p class="validity-from">${t({ en: "from", zh: "自" })} ${t(dayOf(notBefore))}</p>
    </div>
  `;
}
