/**
 * What goes wrong at the tap, in words.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import type { Malformed } from "../tls/malformed.ts";

/**
 * Why the tap cannot listen.
 *
 * @param error What {@linkcode startRelay} threw.
 * @param where The address and port.
 * @returns The error for people; refusals by the sandbox stay as they are.
 */
export function listenTrouble(error: unknown, where: string): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  const options = { cause: error };
  const { code, message } = error as Error & { code?: string };
  switch (code) {
    case "EADDRINUSE":
      return new UserError(
        { en: `${where} is already in use`, zh: `${where} 已被占用` },
        {
          en: "Stop the program that listens there, or pick a free port: --listen 127.0.0.1:0",
          zh: "请停止占用该端口的程序，或让系统选一个空闲端口：--listen 127.0.0.1:0",
        },
        options,
      );
    case "EACCES":
      return new UserError(
        { en: `${where} may not be listened on`, zh: `没有监听 ${where} 的权限` },
        {
          en: "Ports below 1024 need root: pick one above",
          zh: "1024 以下的端口需要 root 权限，请改用更大的端口",
        },
        options,
      );
    default:
      return new UserError(
        { en: `Cannot listen on ${where}: ${message}`, zh: `无法监听 ${where}：${message}` },
        {
          en: "Give an address of this machine, such as --listen 127.0.0.1:9998",
          zh: "请给出本机的地址，例如 --listen 127.0.0.1:9998",
        },
        options,
      );
  }
}

/**
 * Why a capture cannot be read.
 *
 * @param error What was thrown while it was read or unpacked.
 * @param name What it is called: its path, or the name it was sent under.
 * @returns The error for people; what is one already, and refusals by the sandbox, stay as they are.
 */
export function captureTrouble(error: unknown, name: string): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const missing = error instanceof Deno.errors.NotFound;
  const packed = error instanceof TypeError;
  const problem: Text = missing
    ? { en: `${name} does not exist`, zh: `${name} 不存在` }
    : packed
    ? { en: `${name} cannot be unpacked: ${why}`, zh: `无法解压 ${name}：${why}` }
    : { en: `${name} cannot be read: ${why}`, zh: `无法读取 ${name}：${why}` };
  return new UserError(problem, NAME_A_CAPTURE, { cause: error });
}

/**
 * A file in which nothing of a capture was found.
 *
 * @param path The file.
 * @param trouble What is wrong at its very beginning.
 * @returns The error for people.
 */
export function noCapture(path: string, { reason }: Malformed): UserError {
  return new UserError(
    { en: `${path}: ${reason.en}`, zh: `${path}：${reason.zh}` },
    NAME_A_CAPTURE,
  );
}

/**
 * A capture in which something could not be read.
 *
 * @param path The file.
 * @returns The error for people, to be told after what could be read.
 */
export function notWhole(path: string): UserError {
  return new UserError(
    { en: `${path} could not be read in full`, zh: `${path} 未能全部读取` },
    {
      en: "What could be read is shown; for the rest, copy or make the capture again",
      zh: "已显示能读取的部分；其余部分请重新复制或重新捕获",
    },
  );
}

const NAME_A_CAPTURE: Text = {
  en: "Name a capture in pcap or pcapng form, packed with gzip or not",
  zh: "请给出 pcap 或 pcapng 格式的捕获文件，可用 gzip 压缩",
};
