/**
 * Reading what a page says: field by field, for it may be anything.
 *
 * @module
 */
import type { ListName, PageMessage } from "../protocol.ts";

/** The largest frame a page may send, in UTF-16 code units. */
export const LARGEST_FRAME = 1024 * 1024;

const LISTS: ReadonlySet<unknown> = new Set<ListName>(["opened", "passed", "log"]);

/**
 * Reads a frame.
 *
 * @param frame What arrived.
 * @returns The message, with the fields it has by contract alone; undefined if it is none.
 */
export function readPageMessage(frame: unknown): PageMessage | undefined {
  if (typeof frame !== "string" || frame.length > LARGEST_FRAME) return undefined;
  const value = parse(frame);
  if (typeof value !== "object" || value === null) return undefined;
  const { type, session, list, from, scenario, text } = value as Record<string, unknown>;
  switch (type) {
    case "get":
      return isNumber(session, 1) && isNumber(from, 0) && isList(list)
        ? { type, session, list, from }
        : undefined;
    case "run":
      return typeof scenario === "string" ? { type, scenario } : undefined;
    case "send":
      return isNumber(session, 1) && typeof text === "string" ? { type, session, text } : undefined;
    case "end":
    case "forget":
      return isNumber(session, 1) ? { type, session } : undefined;
    default:
      return undefined;
  }
}

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}

function isNumber(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && value as number >= least;
}

function isList(value: unknown): value is ListName {
  return LISTS.has(value);
}
