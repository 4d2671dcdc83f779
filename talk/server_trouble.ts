/**
 * What goes wrong at a server, in words: each function turns what was thrown into an error that says
 * what happened and what to do.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import { alertIn, brokenByTls } from "./broken.ts";
import { Timeout } from "./connection.ts";
import { ALPN } from "./protocol.ts";

/**
 * Whether an error only says that this side closed what was being waited on.
 *
 * @param error What was thrown.
 * @returns True if it is no trouble.
 */
export function isClosing(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted;
}

/**
 * Why an address cannot be listened on.
 *
 * @param error What `Deno.listenTls` threw.
 * @param where The address and port.
 * @returns The error for people; refusals by the sandbox stay as they are.
 */
export function listenTrouble(error: unknown, where: string): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  const options = { cause: error };
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof Deno.errors.AddrInUse) {
    return new UserError(
      { en: `${where} is already in use`, zh: `${where} 已被占用` },
      {
        en: "Stop the program that listens there, or pick a free port: --port 0",
        zh: "请停止占用该端口的程序，或让系统选一个空闲端口：--port 0",
      },
      options,
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new UserError(
      { en: `${where} may not be listened on`, zh: `没有监听 ${where} 的权限` },
      {
        en: "Ports below 1024 need root: pick one above",
        zh: "1024 以下的端口需要 root 权限，请改用更大的端口",
      },
      options,
    );
  }
  if (/KeyMismatch/.test(why)) {
    return new UserError(
      {
        en: "Certificate and private key do not belong together (KeyMismatch)",
        zh: "证书与私钥不配对（KeyMismatch）",
      },
      {
        en:
          "Give the key the certificate was issued for, or issue one for this key: deno task ca sign",
        zh: "请使用与该证书配对的私钥，或为这把私钥签发证书：deno task ca sign",
      },
      options,
    );
  }
  if (/certificate|keys? found|key data|private key/i.test(why)) {
    return new UserError(
      {
        en: `TLS cannot use this certificate and key: ${why}`,
        zh: `TLS 无法使用此证书和私钥：${why}`,
      },
      {
        en:
          "It needs an X.509 version 3 certificate and an RSA (2048 bits or more), EC or Ed25519 key: deno task ca",
        zh: "需要 X.509 第 3 版证书，以及 RSA（2048 位以上）、EC 或 Ed25519 密钥：deno task ca",
      },
      options,
    );
  }
  return new UserError(
    { en: `Cannot listen on ${where}: ${why}`, zh: `无法监听 ${where}：${why}` },
    {
      en: "Give an address of this machine, such as --host 127.0.0.1",
      zh: "请给出本机的地址，例如 --host 127.0.0.1",
    },
    options,
  );
}

/**
 * Why a connection could not be accepted; the server goes on.
 *
 * @param error What `accept` threw.
 * @returns The error for people.
 */
export function acceptTrouble(error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    { en: `A connection could not be accepted: ${why}`, zh: `有一个连接无法接受：${why}` },
    {
      en: "The server goes on; if this repeats, raise the limit of open files: ulimit -n",
      zh: "服务器继续运行；如反复出现，请提高打开文件数上限：ulimit -n",
    },
    { cause: error },
  );
}

/**
 * Why a handshake failed; an alert names what the client did not like.
 *
 * @param error What was thrown.
 * @param peer The client's address.
 * @returns The error for people; what {@linkcode isClosing} recognises stays as it is.
 */
export function handshakeTrouble(error: unknown, peer: string): unknown {
  if (isClosing(error)) return error;
  const options = { cause: error };
  if (error instanceof Timeout) {
    return new UserError(
      {
        en: `${peer} did not finish the handshake in ${error.seconds} s`,
        zh: `${peer} 在 ${error.seconds} 秒内没有完成握手`,
      },
      {
        en: "It may speak no TLS: check what connects there",
        zh: "对方可能没有使用 TLS：请检查是什么程序在连接",
      },
      options,
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  const alert = alertIn(why);
  if (alert === undefined) {
    // What follows the handshake may have come together with its end.
    const broken = brokenByTls(error, peer, NOTHING_TO_DO);
    if (broken) return broken;
  } else {
    return new UserError(
      {
        en: `${peer} refused the handshake with the alert ${alert}`,
        zh: `${peer} 以 ${alert} 警报拒绝了握手`,
      },
      /_ca$|certificate|decrypt_error/.test(alert)
        ? {
          en:
            "It does not trust this certificate: give the client certs/ca.crt and check name and dates",
          zh: "对方不信任此证书：请把 certs/ca.crt 交给客户端，并检查名称和有效期",
        }
        : { en: "Check what the client offers", zh: "请检查客户端支持的协议版本和算法" },
      options,
    );
  }
  if (/end of file|handshake eof|close_notify|reset/i.test(why)) {
    return new UserError(
      { en: `${peer} left during the handshake`, zh: `${peer} 在握手期间离开了` },
      {
        en: "Port scanners and health checks do that; if it was a client, look at what it says",
        zh: "端口扫描和健康检查会这样做；如果是客户端，请查看它的输出",
      },
      options,
    );
  }
  if (/application protocol|known protocol/i.test(why)) {
    return new UserError(
      {
        en: `${peer} offers application protocols, but not ${ALPN}`,
        zh: `${peer} 提供了应用层协议，但没有 ${ALPN}`,
      },
      {
        en: `Let it offer ${ALPN} by ALPN, or nothing at all for plain text`,
        zh: `请让它通过 ALPN 提供 ${ALPN}，或者什么也不提供（纯文本）`,
      },
      options,
    );
  }
  if (/Tls12NotOffered/.test(why)) {
    return new UserError(
      {
        en: `${peer} speaks TLS 1.3 only, this server nothing newer than TLS 1.2`,
        zh: `${peer} 只使用 TLS 1.3，而本服务器最高只到 TLS 1.2`,
      },
      {
        en: "Let it speak TLS 1.2 too, or start this server without --max-version 1.2",
        zh: "请让它也支持 TLS 1.2，或在启动本服务器时不加 --max-version 1.2",
      },
      options,
    );
  }
  return new UserError(
    { en: `The handshake with ${peer} failed: ${why}`, zh: `与 ${peer} 的握手失败：${why}` },
    { en: "Check that the client speaks TLS 1.2 or 1.3", zh: "请确认客户端使用 TLS 1.2 或 1.3" },
    options,
  );
}

/**
 * A client that was lost before its message was complete.
 *
 * @param peer The client's address.
 * @returns The error for people.
 */
export function vanished(peer: string): UserError {
  return new UserError(
    { en: `${peer} vanished in the middle of a message`, zh: `${peer} 在一条消息中途断开了` },
    {
      en: "That message is lost; the client must send it again",
      zh: "该消息已丢失；客户端需要重新发送",
    },
  );
}

/**
 * Why a talk broke off.
 *
 * @param error What was thrown.
 * @param peer The client's address.
 * @param maxMessage The limit for messages in force, in bytes.
 * @returns The error for people.
 */
export function talkTrouble(error: unknown, peer: string, maxMessage: number): UserError {
  if (error instanceof UserError) return error;
  const cause = { cause: error };
  if (error instanceof Timeout) {
    return new UserError(
      {
        en: `${peer} said nothing for ${error.seconds} s`,
        zh: `${peer} 已 ${error.seconds} 秒没有消息`,
      },
      {
        en: "Its talk was closed; --idle-timeout allows longer",
        zh: "会话已关闭；可用 --idle-timeout 延长",
      },
      cause,
    );
  }
  if (error instanceof RangeError) {
    return new UserError(
      {
        en: `${peer} sent a message over the limit of ${maxMessage} bytes`,
        zh: `${peer} 发来的消息超过 ${maxMessage} 字节的上限`,
      },
      {
        en: "Its talk was closed; --max-message allows more",
        zh: "会话已关闭；可用 --max-message 放宽",
      },
      cause,
    );
  }
  if (error instanceof TypeError) {
    return new UserError(
      { en: `${peer} sent a message that is not UTF-8`, zh: `${peer} 发来的消息不是 UTF-8` },
      {
        en: "Its talk was closed; messages are UTF-8 text",
        zh: "会话已关闭；消息必须是 UTF-8 文本",
      },
      cause,
    );
  }
  const broken = brokenByTls(error, peer, NOTHING_TO_DO);
  if (broken) return broken;
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    { en: `The talk with ${peer} broke off: ${why}`, zh: `与 ${peer} 的会话中断：${why}` },
    NOTHING_TO_DO,
    cause,
  );
}

const NOTHING_TO_DO: Text = {
  en: "Nothing to do here: the client may connect again",
  zh: "此处无需处理：客户端可以重新连接",
};
