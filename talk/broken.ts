/**
 * A talk that TLS itself broke off, told apart from one that the other side just left.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";

/**
 * Why TLS broke off a talk.
 *
 * @param error What was thrown.
 * @param peer The other side's address.
 * @param remedy What to do about an alert.
 * @returns The error for people; undefined if TLS had nothing to say against it.
 */
export function brokenByTls(error: unknown, peer: string, remedy: Text): UserError | undefined {
  const why = error instanceof Error ? error.message : String(error);
  // As rustls puts it, behind what sends the alert bad_record_mac (RFC 8446 section 5.2).
  if (/cannot decrypt peer's message/.test(why)) {
    return new UserError(
      {
        en: `What came from ${peer} does not fit its keys: it was changed on the way`,
        zh: `来自 ${peer} 的数据与密钥不符：它在途中被改动过`,
      },
      {
        en: "Trust nothing of it, and find out who is in between",
        zh: "不要相信其中任何内容，并查明是谁在中间",
      },
      { cause: error },
    );
  }
  const alert = alertIn(why);
  if (alert === undefined) return undefined;
  return new UserError(
    {
      en: `${peer} broke the talk off with the alert ${alert}`,
      zh: `${peer} 以 ${alert} 警报中断了会话`,
    },
    remedy,
    { cause: error },
  );
}

/**
 * The alert an error of the TLS library tells of.
 *
 * @param why The error's message.
 * @returns Such as `unknown_ca`, as RFC 8446 section 6 spells it; undefined if it tells of none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { alertIn } from "./broken.ts";
 *
 * assertEquals(alertIn("received fatal alert: UnknownCA"), "unknown_ca");
 * assertEquals(alertIn("unexpected end of file"), undefined);
 * ```
 */
export function alertIn(why: string): string | undefined {
  const alert = /received fatal alert: (\w+)/.exec(why)?.[1];
  return alert?.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
