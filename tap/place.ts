/**
 * An address and port given on the command line.
 *
 * @module
 */
import { usage } from "../cli/command.ts";
import type { Place } from "./relay.ts";

/**
 * Reads `HOST:PORT` or `[IPV6]:PORT`.
 *
 * @param option The option's name, for the error.
 * @param text What was given.
 * @returns The host, without brackets, and the port.
 * @throws {UserError} If it has another form.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { givenPlace } from "./place.ts";
 *
 * assertEquals(givenPlace("connect", "[::1]:9999"), { hostname: "::1", port: 9999 });
 * ```
 */
export function givenPlace(option: string, text: string): Place {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:[\]/?#@\\]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (match && port <= 65535 && URL.canParse(`http://${text}`)) {
    return { hostname: match[1] ?? match[2]!, port };
  }
  throw usage(
    {
      en: `--${option} "${text}" is not a host and a port`,
      zh: `--${option} 的值“${text}”不是主机加端口`,
    },
    {
      en: `Write it like --${option} 127.0.0.1:9998 or --${option} [::1]:9998`,
      zh: `请写成 --${option} 127.0.0.1:9998 或 --${option} [::1]:9998`,
    },
  );
}
