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

/** A fact of one session: words, an amount of data in bytes, yes or no; null for nothing. */
type Value = string | Text | number | boolean | null;

/** Where there is nothing. */
const NONE = "–";

/** Yes and no. */
const YES: Text = { en: "yes", zh: "是" };
const NO: Text = { en: "no", zh: "否" };

/** What is compared: what it is called, and how it is found. */
const COMPARED: readonly (readonly [Text, (session: SessionState) => Value])[] = [
  [{ en: "What came of it", zh: "结果" }, (one) => one.outcome?.title ?? null],
  [{ en: "Alert", zh: "警报" }, (one) => one.outcome?.alert?.description ?? null],
  [{ en: "Version", zh: "版本" }, (one) => one.version],
  [{ en: "Cipher suite", zh: "密码套件" }, (one) => one.cipherSuite],
  [{ en: "Key agreement", zh: "密钥协商" }, (one) => one.group],
  [{ en: "Server name", zh: "服务器名" }, (one) => one.serverName],
  [{ en: "Application protocol", zh: "应用协议" }, (one) => one.alpn],
  [{ en: "Resumed", zh: "会话恢复" }, (one) => one.resumed],
  [{ en: "Handshake completed", zh: "握手完成" }, (one) => one.completed],
  [{ en: "Decrypted here", zh: "在此解密" }, (one) => one.decrypted],
  [{ en: "Records", zh: "记录数" }, (one) => `${one.rows.passed}`],
  [{ en: "Data from the client", zh: "客户端数据" }, (one) => one.data.client],
  [{ en: "Data from the server", zh: "服务器数据" }, (one) => one.data.server],
];

/** What always differs, and is told without a mark. */
const TOLD: readonly (readonly [Text, (session: SessionState) => string | Text])[] = [
  [{ en: "Client", zh: "客户端" }, (one) => one.client],
  [{ en: "Server", zh: "服务器" }, (one) => one.server],
  [
    { en: "Lasted", zh: "持续时间" },
    (one) => one.ended === null ? { en: "goes on", zh: "仍在进行" } : after(one.ended - one.began),
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
  const compared = COMPARED.map(([label, find]) => {
    const [a, b] = [find(left), find(right)];
    return { label, left: read(a), right: read(b), differs: plain(a) !== plain(b) };
  });
  const told = TOLD.map(([label, find]) => (
    { label, left: find(left), right: find(right), differs: false }
  ));
  return [...compared, ...told];
}

/** A value as people read it. Amounts are rounded there, and so are not compared as they read. */
function read(value: Value): string | Text {
  if (typeof value === "number") return size(value);
  if (typeof value === "boolean") return value ? YES : NO;
  return value ?? NONE;
}

/** A value to compare. */
function plain(value: Value): unknown {
  return typeof value === "object" ? value?.en : value;
}
