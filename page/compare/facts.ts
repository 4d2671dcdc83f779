/**
 * What two sessions are compared by.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import { after, size } from "../shell/format.ts";

/** A fact of two sessions. */
export interface Fact {
  /** What it is. */
  readonly label: Text;
  /** How it is in the first. */
  readonly left: string | Text;
  /** How it is in the second. */
  readonly right: string | Text;
  /** Whether the two differ in what matters: times and ports always do, and are not marked. */
  readonly differs: boolean;
}

/** Where there is nothing. */
const NONE = "–";

/** Yes and no. */
const YES: Text = { en: "yes", zh: "是" };
const NO: Text = { en: "no", zh: "否" };

/** What is looked at: its name, how it is found, and whether a difference is worth a mark. */
const LOOKED_AT: readonly [Text, (session: SessionState) => string | Text, boolean][] = [
  [{ en: "What came of it", zh: "结果" }, (one) => one.outcome?.title ?? NONE, true],
  [{ en: "Alert", zh: "警报" }, (one) => one.outcome?.alert?.description ?? NONE, true],
  [{ en: "Version", zh: "版本" }, (one) => one.version ?? NONE, true],
  [{ en: "Cipher suite", zh: "密码套件" }, (one) => one.cipherSuite ?? NONE, true],
  [{ en: "Key agreement", zh: "密钥协商" }, (one) => one.group ?? NONE, true],
  [{ en: "Server name", zh: "服务器名" }, (one) => one.serverName ?? NONE, true],
  [{ en: "Application protocol", zh: "应用协议" }, (one) => one.alpn ?? NONE, true],
  [{ en: "Resumed", zh: "会话恢复" }, (one) => one.resumed ? YES : NO, true],
  [{ en: "Handshake completed", zh: "握手完成" }, (one) => one.completed ? YES : NO, true],
  [{ en: "Decrypted here", zh: "在此解密" }, (one) => one.decrypted ? YES : NO, true],
  [{ en: "Records", zh: "记录数" }, (one) => `${one.rows.passed}`, true],
  [{ en: "Data from the client", zh: "客户端数据" }, (one) => size(one.data.client), true],
  [{ en: "Data from the server", zh: "服务器数据" }, (one) => size(one.data.server), true],
  [{ en: "Client", zh: "客户端" }, (one) => one.client, false],
  [{ en: "Server", zh: "服务器" }, (one) => one.server, false],
  [
    { en: "Lasted", zh: "持续时间" },
    (one) => one.ended === null ? { en: "goes on", zh: "仍在进行" } : after(one.ended - one.began),
    false,
  ],
];

/**
 * Compares two sessions.
 *
 * @param left The first.
 * @param right The second.
 * @returns Each fact of both.
 */
export function factsOfBoth(left: SessionState, right: SessionState): Fact[] {
  return LOOKED_AT.map(([label, find, matters]) => {
    const [a, b] = [find(left), find(right)];
    return { label, left: a, right: b, differs: matters && plain(a) !== plain(b) };
  });
}

/** A text in one language, to compare. */
function plain(text: string | Text): string {
  return typeof text === "string" ? text : text.en;
}
