/**
 * The forms an answer has.
 *
 * @module
 */
import { pick, type Text } from "../../cli/language.ts";

/**
 * A line of plain text for whoever reads it in a browser or a terminal.
 *
 * @param status The HTTP status.
 * @param text The line.
 * @param headers What else to tell.
 * @returns The answer.
 */
export function plain(status: number, text: Text, headers: Record<string, string> = {}): Response {
  return new Response(`${pick(text)}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

/**
 * A value for the page.
 *
 * @param value What JSON can carry.
 * @param status The HTTP status.
 * @returns The answer.
 */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json" },
  });
}

/** What is wrong and what to do, as the page is told. */
export interface Trouble {
  /** What is wrong. */
  readonly problem: Text;
  /** What to do about it. */
  readonly remedy: Text;
}

/** The session that was asked for is not there. */
export const NO_SESSION: Trouble = {
  problem: { en: "There is no such session", zh: "没有这个会话" },
  remedy: {
    en: "It may have been let go of: choose another one in the list",
    zh: "它可能已被移除：请在列表中选择其他会话",
  },
};

/** Something failed that this program did not foresee. */
export const UNFORESEEN: Trouble = {
  problem: { en: "The lab failed to do this", zh: "实验室未能完成这一操作" },
  remedy: {
    en: "This is a defect of tls-lab: the terminal it runs in says more",
    zh: "这是 tls-lab 的缺陷：运行它的终端里有更多信息",
  },
};
