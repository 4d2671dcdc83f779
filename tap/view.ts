/**
 * How events are told: as text for people or as JSON for programs, and which of them.
 *
 * @module
 */
import type { TlsEvent } from "../tls/event.ts";
import { type JsonOptions, toJson } from "./json.ts";
import { type TextOptions, TextView } from "./text.ts";

/** What is told of what passes; plain data, so that a worker can be sent it. */
export type ViewOptions =
  | { readonly format: "text"; readonly text: TextOptions }
  | { readonly format: "json"; readonly json: JsonOptions };

/** Turns one event into the lines that tell it. */
export type View = (event: TlsEvent) => readonly string[];

/**
 * Makes a view.
 *
 * @param options What is told, and how.
 * @returns Turns one event into lines, none if it is not told.
 */
export function viewOf(options: ViewOptions): View {
  if (options.format === "text") {
    const view = new TextView(options.text);
    return (event) => view.lines(event);
  }
  return (event) => {
    const value = toJson(event, options.json);
    return value === undefined ? [] : [JSON.stringify(value).replace(UNSAFE, escaped)];
  };
}

/** What JSON does not escape, and no terminal should be shown raw: what a peer says may end up on one. */
const UNSAFE = /[\x7f-\x9f\p{Bidi_Control}\u2028\u2029]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
