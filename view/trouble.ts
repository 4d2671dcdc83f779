/**
 * What goes wrong when the page's tap starts, in words.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import { listenTrouble } from "../tap/trouble.ts";

/**
 * Why the tap cannot listen.
 *
 * @param error What was thrown.
 * @param where The address and port.
 * @returns The error for people, with the option of `deno task view` that helps.
 */
export function tapTrouble(error: unknown, where: string): unknown {
  if (error instanceof UserError) return error;
  if ((error as { code?: string }).code !== "EADDRINUSE") return listenTrouble(error, where);
  return new UserError(
    {
      en: `${where}, where the tap listens, is already in use`,
      zh: `tap 要监听的 ${where} 已被占用`,
    },
    {
      en: "Stop the program that listens there, or pick a free port: --tap-port 0",
      zh: "请停止占用该端口的程序，或让系统选一个空闲端口：--tap-port 0",
    },
    { cause: error },
  );
}
