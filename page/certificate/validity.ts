/**
 * From when until when a certificate holds.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";

const HOUR = 3_600_000;

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
  const [begins, ends] = [Date.parse(notBefore), Date.parse(notAfter)];
  if (at < begins) {
    const { en, zh } = timeFor(begins - at);
    return { en: `begins ${en} later`, zh: `${zh}后才生效` };
  }
  const { en, zh } = timeFor(Math.abs(ends - at));
  return at > ends
    ? { en: `expired ${en} before`, zh: `${zh}前已过期` }
    : { en: `${en} left`, zh: `还有${zh.startsWith("不") ? "" : " "}${zh}` };
}

/** A time in whole days, in hours where there is less than one of them. */
function timeFor(milliseconds: number): Text {
  if (milliseconds < HOUR) return { en: "less than an hour", zh: "不到一小时" };
  const hours = Math.round(milliseconds / HOUR);
  const days = Math.floor(hours / 24);
  return days === 0
    ? { en: counted(hours, "hour"), zh: `${hours} 小时` }
    : { en: counted(days, "day"), zh: `${days} 天` };
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
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
