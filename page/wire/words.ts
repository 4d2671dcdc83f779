/**
 * Words and figures of the wire.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";

/** The two sides. */
export const SIDES: Readonly<Record<"client" | "server", Text>> = {
  client: { en: "client", zh: "客户端" },
  server: { en: "server", zh: "服务器" },
};

/** Who sends to whom, for those who do not see the arrow. */
export const DIRECTIONS: Readonly<Record<"client" | "server", Text>> = {
  client: { en: "client to server", zh: "客户端到服务器" },
  server: { en: "server to client", zh: "服务器到客户端" },
};

/** How a proof ended: a sign and a word, so that it takes neither colour nor sight to tell. */
export const PROOFS: Readonly<
  Record<"proved" | "failed" | "uncheckable", { readonly sign: string; readonly word: Text }>
> = {
  proved: { sign: "✓", word: { en: "proved", zh: "已证明" } },
  failed: { sign: "✗", word: { en: "failed", zh: "证明失败" } },
  uncheckable: { sign: "?", word: { en: "not checkable", zh: "无法检验" } },
};

/** A record or message that is encrypted. */
export const ENCRYPTED: Text = { en: "encrypted", zh: "已加密" };

/** What is called so because nothing else can be said of it. */
export const SEALED: Text = { en: "sealed", zh: "已密封" };

/**
 * The length of a message or record, to the byte: it is compared with the lengths written in it.
 *
 * @param count How many.
 * @returns Such as `1 048 bytes`.
 */
export function bytes(count: number): Text {
  return { en: `${grouped(count)} byte${count === 1 ? "" : "s"}`, zh: `${grouped(count)} 字节` };
}

/** Digits in threes, with narrow spaces that do not break. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
