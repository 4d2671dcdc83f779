/**
 * The key log of this process: the TLS library writes the secrets of every connection into the file that
 * `SSLKEYLOGFILE` names, if the environment names one when the process starts (RFC 9850).
 *
 * @module
 */
import { errorLines, UserError } from "../cli/error.ts";
import { say } from "../cli/language.ts";
import { quote } from "../cli/shell.ts";
import { dim, printable, tell, yellow } from "../cli/terminal.ts";

const VARIABLE = "SSLKEYLOGFILE";

/**
 * Keeps the key log from other users' eyes. The TLS library makes the file before any code of ours runs,
 * readable by all; it writes no secret before the first handshake.
 *
 * @returns Its path, if one is written and now its owner's alone; where others may read it, that is told.
 * @throws {UserError} If the file is not there: the TLS library could not make it.
 */
export function closeKeyLog(): string | undefined {
  const path = keyLogPath();
  if (path === undefined) return undefined;
  try {
    // On Windows the file belongs to its user alone by what its folder says.
    if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o600);
    return path;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw notWritten(path);
    for (const line of errorLines(readableByAll(path))) tell(yellow(line));
    return undefined;
  }
}

/**
 * Keeps the key log from other users' eyes, as {@linkcode closeKeyLog} does, and says that one is written.
 *
 * @throws {UserError} If the file is not there: the TLS library could not make it.
 */
export function guardKeyLog(): void {
  const path = closeKeyLog();
  if (path === undefined) return;
  tell(dim(say(
    `The secrets of every connection go to ${printable(path)}: whoever has it can decrypt them`,
    `每个连接的密钥都会写入 ${printable(path)}：持有该文件者即可解密这些连接`,
  )));
}

/**
 * Where the TLS library writes the secrets of this process.
 *
 * @returns What the variable says; undefined if it says nothing, or this process may not know.
 */
export function keyLogPath(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: VARIABLE });
  return state === "granted" ? Deno.env.get(VARIABLE) || undefined : undefined;
}

function notWritten(path: string): UserError {
  return new UserError(
    {
      en: `The key log ${path} cannot be written: its folder is not there, or not yours`,
      zh: `无法写入密钥日志 ${path}：其文件夹不存在或不属于你`,
    },
    {
      en: `Name a file in a folder that is there: ${VARIABLE}=captures/keys.log`,
      zh: `请指定已有文件夹中的文件：${VARIABLE}=captures/keys.log`,
    },
  );
}

function readableByAll(path: string): UserError {
  return new UserError(
    {
      en: `The key log ${path} may be readable by other users of this machine`,
      zh: `密钥日志 ${path} 可能会被本机其他用户读取`,
    },
    {
      en: `Close it, or name a file in captures/: chmod 600 ${quote(path)}`,
      zh: `请收紧其权限，或改用 captures/ 中的文件：chmod 600 ${quote(path)}`,
    },
  );
}
