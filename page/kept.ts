/**
 * Data of a page that stands alone: the record of one session, held by the page itself.
 *
 * @module
 */
import type { Chain, Detail, KeptSession } from "../view/protocol.ts";
import type { Growing } from "./rows.ts";
import type { Command, Source } from "./source.ts";
import type { Failure } from "./state.ts";

/**
 * Reads the record a page holds.
 *
 * @returns The record; undefined if the page holds none, because a server stands behind it.
 */
export function keptInPage(): KeptSession | undefined {
  const text = document.getElementById("kept")?.textContent;
  return text ? JSON.parse(text) : undefined;
}

/** A record of one session. It never changes and takes no orders. */
export class Kept implements Source {
  readonly #kept: KeptSession;
  readonly #rows: Growing;

  /**
   * A source that is this record.
   *
   * @param kept The record.
   */
  constructor(kept: KeptSession) {
    this.#kept = kept;
    this.#rows = { opened: [...kept.opened], passed: [...kept.passed], log: [...kept.log] };
  }

  /** The rows of the session it is a record of. */
  rows(session: number): Growing | undefined {
    return session === this.#kept.session.id ? this.#rows : undefined;
  }

  /** Everything is there already. */
  watch(_sessions: readonly number[]): void {}

  /** Everything about a row. */
  detail(_session: number, list: "opened" | "passed", index: number): Promise<Detail | undefined> {
    return Promise.resolve(this.#kept.details[list][index]);
  }

  /** The certificates of the session. */
  chains(_session: number): Promise<readonly Chain[] | undefined> {
    return Promise.resolve(this.#kept.chains);
  }

  /** A record takes no orders; the page offers none where it is one. */
  order(_command: Command): void {}

  /** A record takes no captures; the page offers none where it is one. */
  upload(_capture: File, _keyLog: File | undefined): Promise<Failure> {
    return Promise.resolve({
      problem: { en: "This page is a recording", zh: "本页是一份记录" },
      remedy: { en: "Open captures with deno task view", zh: "请用 deno task view 打开抓包文件" },
    });
  }
}
