/**
 * Where the page's data comes from: the server that shows the lab, or the page itself, where it is the
 * record of one session and stands alone.
 *
 * @module
 */
import type { Chain, Detail, PageMessage, ServerMessage } from "../view/protocol.ts";
import type { Growing } from "./rows.ts";
import type { Failure } from "./state.ts";

/** What a source tells, besides what the server says. */
export type News =
  | Exclude<ServerMessage, { type: "rows" }>
  /** Rows of a watched session came. */
  | { readonly type: "grown"; readonly session: number }
  | { readonly type: "link"; readonly link: "open" | "lost" | "moved" };

/** What is asked of a server; rows are asked for by the source itself. */
export type Command = Exclude<PageMessage, { type: "get" }>;

/** Where the data comes from. */
export interface Source {
  /** The rows of a session so far; they grow in place. Undefined if it is not watched. */
  rows(session: number): Growing | undefined;
  /** Watches these sessions and no others. */
  watch(sessions: readonly number[]): void;
  /** Everything about a row; undefined if there is no such row, or nobody to ask. */
  detail(session: number, list: "opened" | "passed", index: number): Promise<Detail | undefined>;
  /** The certificates of a session; undefined if there are none, or nobody to ask. */
  chains(session: number): Promise<readonly Chain[] | undefined>;
  /** Has the server do something. */
  order(command: Command): void;
  /** Hands over a capture and maybe a key log. */
  upload(capture: File, keyLog: File | undefined): Promise<readonly number[] | Failure>;
}
