/**
 * What goes wrong at a client, in words: why there is no connection, and why a server's certificate
 * is refused.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import { quote } from "../cli/shell.ts";
import { TlsError } from "../tls/client/tls_error.ts";
import { MEANINGS, type Reason } from "../x509/check.ts";
import type { PathResult } from "../x509/path.ts";
import { brokenByTls } from "./broken.ts";
import { Timeout } from "./connection.ts";

/**
 * Why a TCP connection could not be made.
 *
 * @param error What was thrown.
 * @param where The address and port.
 * @returns The error for people; refusals by the sandbox stay as they are.
 */
export function connectTrouble(error: unknown, where: string): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  const cause = { cause: error };
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof Deno.errors.ConnectionRefused) {
    return new UserError(
      {
        en: `${where} refuses the connection: nothing listens there`,
        zh: `${where} 拒绝连接：没有程序在监听`,
      },
      {
        en: "Start the server first (deno task server), or check --host and --port",
        zh: "请先启动服务器（deno task server），或检查 --host 和 --port",
      },
      cause,
    );
  }
  if (/lookup address|resolve|not known/i.test(why)) {
    return new UserError(
      { en: `${where}: this host name does not resolve`, zh: `${where}：无法解析该主机名` },
      { en: "Check the spelling of --host", zh: "请检查 --host 的拼写" },
      cause,
    );
  }
  if (error instanceof Timeout || error instanceof Deno.errors.TimedOut) {
    return new UserError(
      { en: `${where} does not answer`, zh: `${where} 没有响应` },
      {
        en: "Check --host and --port, and whether something there speaks TLS",
        zh: "请检查 --host 和 --port，以及对方是否使用 TLS",
      },
      cause,
    );
  }
  return new UserError(
    { en: `Cannot connect to ${where}: ${why}`, zh: `无法连接 ${where}：${why}` },
    { en: "Check --host, --port and the network", zh: "请检查 --host、--port 和网络" },
    cause,
  );
}

/**
 * Why a handshake failed for another cause than the certificate.
 *
 * @param error What was thrown.
 * @param where The address and port.
 * @returns The error for people.
 */
export function handshakeTrouble(error: unknown, where: string): UserError {
  const cause = { cause: error };
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof Timeout) {
    return new UserError(
      {
        en: `${where} did not finish the handshake in ${error.seconds} s`,
        zh: `${where} 在 ${error.seconds} 秒内没有完成握手`,
      },
      { en: "Check that what listens there speaks TLS", zh: "请确认对方使用 TLS" },
      cause,
    );
  }
  if (error instanceof TlsError) {
    return new UserError(
      {
        en: `The handshake with ${where} failed: ${error.reason.en} (${error.alert})`,
        zh: `与 ${where} 的握手失败：${error.reason.zh}（${error.alert}）`,
      },
      {
        en: "Look at the server's own output for what it saw, and at the bytes: deno task tap",
        zh: "请查看服务器的输出，并观察传输的字节：deno task tap",
      },
      cause,
    );
  }
  if (/corrupt message|InvalidContentType|not TLS/i.test(why)) {
    return new UserError(
      { en: `${where} does not speak TLS`, zh: `${where} 上的服务没有使用 TLS` },
      { en: "Check --host and --port", zh: "请检查 --host 和 --port" },
      cause,
    );
  }
  if (/eof|end of file|close_notify|reset|broken pipe/i.test(why)) {
    return new UserError(
      {
        en: `${where} closed the connection during the handshake`,
        zh: `${where} 在握手期间关闭了连接`,
      },
      { en: "Look at the server's own output for the reason", zh: "请查看服务器的输出以了解原因" },
      cause,
    );
  }
  return new UserError(
    { en: `The handshake with ${where} failed: ${why}`, zh: `与 ${where} 的握手失败：${why}` },
    {
      en: "Both sides need TLS 1.2 or 1.3 and a common cipher suite",
      zh: "双方都需要 TLS 1.2 或 1.3 以及共同的密码套件",
    },
    cause,
  );
}

/**
 * The reason behind a refusal as rustls words it: what remains where the certificate itself could not
 * be had.
 *
 * @param message The error's message.
 * @returns The reason, or undefined if the refusal is not about the certificate.
 */
export function reasonIn(message: string): Reason | undefined {
  if (!/invalid peer certificate/.test(message)) return undefined;
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? "malformed";
}

const REASONS: readonly (readonly [RegExp, Reason])[] = [
  [/UnsupportedCertVersion/, "version"],
  [/not valid yet/, "not-yet-valid"],
  [/expired/i, "expired"],
  [/not valid for any names/, "no-subject-alt-name"],
  [/not valid for name/, "name-mismatch"],
  [/extended key usage/, "wrong-purpose"],
  [/CaUsedAsEndEntity/, "ca-as-leaf"],
  [/UnknownIssuer/, "unknown-issuer"],
  [/BadSignature/, "bad-signature"],
];

/** What to do about each refusal; `ca` is the file of roots, `names` the options that ask for the names the
 * certificate has and for the one it lacks. */
const REMEDIES: Readonly<Record<Reason, (ca: string, names: string) => Text>> = {
  "unknown-issuer": (ca) => ({
    en: `Trust the right authority with --ca FILE (now ${ca}), or let yours issue it: deno task ca`,
    zh: `请用 --ca FILE 指定正确的 CA（现为 ${ca}），或由自己的 CA 签发：deno task ca`,
  }),
  "self-signed": (ca) => ({
    en: `If you trust that server, name its certificate's authority with --ca (now ${ca})`,
    zh: `如果信任该服务器，请用 --ca 指定其证书的颁发机构（现为 ${ca}）`,
  }),
  "expired": () => ({
    en:
      "Renew it: deno task ca sign --force, then restart the server; and check this clock: date -u",
    zh: "请续期：deno task ca sign --force，然后重启服务器；并检查本机时钟：date -u",
  }),
  "not-yet-valid": () => ({
    en: "Check the clocks of both machines (date -u), or wait until it is valid",
    zh: "请检查两台机器的时钟（date -u），或等到它生效",
  }),
  "name-mismatch": (_, names) => ({
    en:
      `Name one of those with --server-name, or issue it for this one too and restart the server: ` +
      `deno task ca sign ${names} --force`,
    zh: `请用 --server-name 指定其中之一，或签发时加上此名称并重启服务器：` +
      `deno task ca sign ${names} --force`,
  }),
  "no-subject-alt-name": (_, names) => ({
    en:
      `Issue it again with the name in it, and restart the server: deno task ca sign ${names} --force`,
    zh: `请重新签发并写入名称，然后重启服务器：deno task ca sign ${names} --force`,
  }),
  "version": () => ({
    en: "Issue it again as version 3, as deno task ca does",
    zh: "请重新签发为第 3 版证书，deno task ca 就是这样做的",
  }),
  "wrong-purpose": () => ({
    en: "Issue one for TLS servers (extKeyUsage serverAuth): deno task ca sign",
    zh: "请签发用于 TLS 服务器的证书（extKeyUsage serverAuth）：deno task ca sign",
  }),
  "ca-as-leaf": () => ({
    en: "Give the server a certificate of its own, issued by that authority: deno task ca",
    zh: "请用该 CA 为服务器另行签发证书：deno task ca",
  }),
  "bad-signature": (ca) => ({
    en: `It was altered, or made by another authority of the same name: check --ca (now ${ca})`,
    zh: `证书被改动过，或由另一个同名 CA 签发：请检查 --ca（现为 ${ca}）`,
  }),
  "weak-signature": reissue,
  "weak-key": reissue,
  "malformed": reissue,
  "unknown-critical-extension": reissue,
  "issuer-not-ca": reissue,
  "path-too-long": reissue,
  "key-usage": reissue,
};

function reissue(): Text {
  return {
    en: "The server needs a certificate issued anew: deno task ca shows how",
    zh: "服务器的证书需要重新签发：做法见 deno task ca",
  };
}

/**
 * A refused certificate in words.
 *
 * @param result What path validation found; or only the reason, where the certificate could not be
 * had.
 * @param context Where the server is, which file of roots was used and which name was expected; whether
 * the TLS library has seen intermediates that are hidden from this program; what was thrown.
 * @returns The error for people.
 */
export function refusal(
  result: PathResult & { valid: false } | Reason,
  context: { where: string; ca: string; host: string; hidden?: boolean; cause?: unknown },
): UserError {
  const reason = typeof result === "string" ? result : result.reason;
  const detail: Text = typeof result === "string" ? MEANINGS[reason] : result.detail;
  return new UserError(
    {
      en: `The certificate of ${context.where} is refused: ${detail.en}`,
      zh: `拒绝 ${context.where} 的证书：${detail.zh}`,
    },
    context.hidden
      ? hiddenIntermediates(context.ca)
      : REMEDIES[reason](context.ca, nameOptions(result, context.host)),
    { cause: context.cause },
  );
}

/**
 * A message that is not sent because it is too large.
 *
 * @param size Its size in bytes of UTF-8.
 * @param limit The largest allowed.
 * @returns The error for people.
 */
export function messageTooLarge(size: number, limit: number): UserError {
  return new UserError(
    {
      en: `A message of ${size} bytes is over the limit of ${limit}`,
      zh: `消息有 ${size} 字节，超过 ${limit} 字节的上限`,
    },
    {
      en: "Send less at once, or raise --max-message on both sides",
      zh: "请缩短消息，或在双方都调大 --max-message",
    },
  );
}

/**
 * Why a talk broke off.
 *
 * @param error What was thrown.
 * @param address The server's address.
 * @param maxMessage The largest message taken, in bytes.
 * @returns The error for people.
 */
export function talkTrouble(error: unknown, address: string, maxMessage: number): UserError {
  const cause = { cause: error };
  if (error instanceof TlsError) {
    return new UserError(
      {
        en: `The talk with ${address} broke off: ${error.reason.en} (${error.alert})`,
        zh: `与 ${address} 的会话中断：${error.reason.zh}（${error.alert}）`,
      },
      { en: "Look at the server's own output", zh: "请查看服务器的输出" },
      cause,
    );
  }
  if (error instanceof RangeError) {
    return new UserError(
      {
        en: `${address} answered with a message over the limit of ${maxMessage} bytes`,
        zh: `${address} 的回应超过 ${maxMessage} 字节的上限`,
      },
      {
        en: "Check what listens there; --max-message allows more",
        zh: "请检查是什么程序在监听；可用 --max-message 放宽",
      },
      cause,
    );
  }
  if (error instanceof Timeout) {
    return new UserError(
      {
        en: `${address} did not answer in ${error.seconds} s`,
        zh: `${address} 在 ${error.seconds} 秒内没有回应`,
      },
      { en: "Look at the server's own output", zh: "请查看服务器的输出" },
      cause,
    );
  }
  if (error instanceof TypeError) {
    return new UserError(
      { en: `${address} answered something that is not UTF-8`, zh: `${address} 的回应不是 UTF-8` },
      { en: "Check what listens there", zh: "请检查是什么程序在监听" },
      cause,
    );
  }
  return brokenByTls(error, address, ASK_THE_SERVER) ?? new UserError(
    { en: `${address} closed the talk before it answered`, zh: `${address} 没有回应就关闭了会话` },
    ASK_THE_SERVER,
    cause,
  );
}

const ASK_THE_SERVER: Text = {
  en: "Look at the server's own output for the reason",
  zh: "请查看服务器的输出以了解原因",
};

function hiddenIntermediates(ca: string): Text {
  return {
    en:
      `The TLS library followed it further, through certificates Deno does not show and a server of ` +
      `TLS 1.3 alone hides: if you trust its issuer, add that certificate to ${ca}`,
    zh: `TLS 库沿着 Deno 不给出、仅用 TLS 1.3 的服务器又隐藏的证书继续走了下去：` +
      `如果信任其颁发者，请把颁发者的证书加入 ${ca}`,
  };
}

/** `--name` for each name the certificate has that can be certified again, and for the one wanted. */
function nameOptions(result: PathResult & { valid: false } | Reason, host: string): string {
  const names = typeof result === "string" ? [] : result.path[0]?.known.subjectAltName ?? [];
  const kept = names.filter(({ type }) => type === "dns" || type === "ip").map(({ value }) =>
    value
  );
  return [...kept, host].map((name) => `--name ${quote(name)}`).join(" ");
}
