/**
 * The client: connects, checks the server's certificate against one authority alone, shows it, sends
 * messages.
 *
 * `deno task client` connects to 127.0.0.1:9999 and trusts certs/ca.crt and nothing else.
 *
 * `Deno.connectTls` is used in its two halves, `Deno.connect` and `Deno.startTls`: in between, Nagle's
 * algorithm is turned off, which would otherwise hold back the second half of the client's last
 * flight until the server's delayed acknowledgement, 40 ms later; and the name to check can differ
 * from the address to connect to.
 *
 * @module
 */
import { command, refuseBlank, type Role, runRole, wholeNumber } from "./cli/command.ts";
import { UserError } from "./cli/error.ts";
import { linesOf } from "./cli/input.ts";
import { say } from "./cli/language.ts";
import { bold, dim, green, print, printable, table, wrap, yellow } from "./cli/terminal.ts";
import { handshakeTrouble, reasonIn, refusal } from "./talk/client_trouble.ts";
import { closeQuietly, formatAddress, within } from "./talk/connection.ts";
import { dialTcp } from "./talk/dial.ts";
import { seedEarly } from "./talk/entropy.ts";
import { guardKeyLog } from "./talk/key_log.ts";
import { presentedChain } from "./talk/presented_chain.ts";
import type { ClientOptions } from "./talk/roles.ts";
import { type Session, TlsSession } from "./talk/session.ts";
import { ALPN, EXIT, MAX_MESSAGE, protocolFor } from "./talk/protocol.ts";
import type { Certificate } from "./x509/certificate.ts";
import type { Reason } from "./x509/check.ts";
import { givenHost } from "./x509/given.ts";
import { formatName } from "./x509/name.ts";
import { type PathResult, validatePath } from "./x509/path.ts";
import { encodePem } from "./x509/pem.ts";
import { readCertificates } from "./x509/store/file.ts";
import { summaryRows } from "./x509/summary.ts";

export type { ClientOptions } from "./talk/roles.ts";
export type { Session } from "./talk/session.ts";

/**
 * Connects and lets the server prove itself.
 *
 * @param options Where, and whom to trust.
 * @returns The talk, once the certificate has been verified.
 * @throws {UserError} If there is no connection, no TLS, or the certificate is refused.
 */
export async function connect(options: ClientOptions): Promise<Session> {
  const { host, port, ca, serverName = host, maxMessage = MAX_MESSAGE, timeout = 10 } = options;
  const address = formatAddress({ hostname: host, port });
  const context = { where: address, ca, host: serverName };
  const roots = await readCertificates(ca);
  const judge = (leaf: Uint8Array, intermediates: Uint8Array[]) =>
    validatePath({ leaf, intermediates, roots: roots.map(({ der }) => der), host: serverName });

  let dialled = await dial(options, context, roots);
  try {
    let [result] = await Promise.all([judge(dialled.leaf, []), turn()]);
    if (!result.valid && result.reason === "unknown-issuer") {
      // Deno does not show intermediates. They are asked for apart, after hanging up: some servers
      // serve one client at a time.
      closeQuietly(dialled.connection);
      const servername = unbracketed(serverName);
      const [, ...intermediates] = await presentedChain({ host, port, servername, timeout });
      dialled = await dial(options, context, roots);
      [result] = await Promise.all([judge(dialled.leaf, intermediates), turn()]);
      const hidden = intermediates.length === 0;
      if (!result.valid) throw refusal(result, { ...context, hidden });
    }
    // Deno may trust more roots than these (Mozilla's, unless DENO_TLS_CA_STORE is empty); we do not.
    if (!result.valid) throw refusal(result, context);
    const protocol = protocolFor(dialled.alpn, maxMessage);
    const limits = { timeout, maxMessage };
    return new TlsSession(dialled.connection, protocol, address, result.path, limits);
  } catch (error) {
    closeQuietly(dialled.connection);
    throw error;
  }
}

/** A connection whose handshake is done, and the certificate it was done with. */
interface Dialled {
  readonly connection: Deno.TlsConn;
  readonly alpn: string | null;
  readonly leaf: Uint8Array;
}

/** Where the server is, which file of roots is used, which name is expected. */
interface Context {
  readonly where: string;
  readonly ca: string;
  readonly host: string;
}

/** Connects and shakes hands; what goes wrong is told in words. */
async function dial(
  { host, port, serverName = host, timeout = 10 }: ClientOptions,
  context: Context,
  roots: readonly Certificate[],
): Promise<Dialled> {
  const tcp = await dialTcp(host, port, timeout);
  let connection: Deno.TlsConn | undefined;
  try {
    tcp.setNoDelay(true);
    connection = await within(
      timeout,
      Deno.startTls(tcp, {
        hostname: unbracketed(serverName),
        caCerts: roots.map(({ der }) => encodePem("CERTIFICATE", der)),
        alpnProtocols: [ALPN],
      }),
    );
    const { alpnProtocol } = await within(timeout, connection.handshake());
    return { connection, alpn: alpnProtocol, leaf: peerCertificate(connection) };
  } catch (error) {
    closeQuietly(connection ?? tcp);
    if (error instanceof UserError) throw error;
    throw await explainRefusal(error, context, { host, port, timeout }, roots);
  }
}

/**
 * Lets the server's session tickets arrive before the first message is sent, which then acknowledges
 * them. Otherwise the server's Nagle algorithm, which Deno does not let it turn off, keeps its first
 * answer back until a delayed acknowledgement, 40 ms later.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

function unbracketed(name: string): string {
  return /^\[(.*)\]$/.exec(name)?.[1] ?? name;
}

/**
 * The certificate the server presented on this very connection. Deno has no public API for it
 * (denoland/deno#31111); its Node compatibility layer uses a method under a symbol, which gives the
 * leaf alone, whatever it is asked for.
 */
function peerCertificate(connection: Deno.TlsConn): Uint8Array {
  const prototype = Object.getPrototypeOf(connection);
  const symbol = Object.getOwnPropertySymbols(prototype)
    .find(({ description }) => description === "getPeerCertificate");
  const leaf = symbol && Reflect.get(connection, symbol).call(connection, true)?.raw;
  if (leaf instanceof Uint8Array) return leaf;
  throw new UserError(
    {
      en: `Deno ${Deno.version.deno} does not give the server's certificate`,
      zh: `Deno ${Deno.version.deno} 无法提供服务器的证书`,
    },
    { en: "Use the version named in the README", zh: "请使用 README 中写明的版本" },
  );
}

/**
 * Turns a failed handshake into its reason in words. Deno does not hand over a certificate it
 * refused, so it is asked for once more, on a connection that is used for nothing else.
 */
async function explainRefusal(
  error: unknown,
  context: Context,
  { host, port, timeout }: { host: string; port: number; timeout: number },
  roots: readonly Certificate[],
): Promise<UserError> {
  const reason = reasonIn(error instanceof Error ? error.message : "");
  if (!reason) return handshakeTrouble(error, context.where);
  const servername = unbracketed(context.host);
  const [leaf, ...intermediates] = await presentedChain({ host, port, servername, timeout });
  if (leaf) {
    const ders = roots.map(({ der }) => der);
    const result = await validatePath({ leaf, intermediates, roots: ders, host: context.host });
    if (!result.valid) return refusal(namedBy(reason, result), { ...context, cause: error });
  }
  return refusal(reason, { ...context, cause: error });
}

/** The TLS library has seen all intermediates: where only they are missing here, it knows better. */
function namedBy(reason: Reason, result: PathResult & { valid: false }): typeof result {
  const named = result.checks.find((check) => !check.passed && check.reason === reason);
  return result.reason === "unknown-issuer" && named
    ? { ...result, reason, detail: named.text }
    : result;
}

/**
 * What a client shows once the server has proved itself.
 *
 * @param session The talk.
 * @param ca The file with the roots.
 * @param width How wide a line may be, in columns.
 * @returns Lines for people.
 */
export async function describeSession(session: Session, ca: string, width = 80): Promise<string[]> {
  const { address, framed, path } = session;
  const verified = say(
    `Verified: ${address} proved itself with a certificate that leads to this root in ${ca}:`,
    `验证通过：${address} 的证书由 ${ca} 中的根证书担保：`,
  );
  return [
    ...wrap(verified, width).map(green),
    ...table([["", formatName(path.at(-1)!.subject)]], { indent: "", width }),
    bold(say("The certificate of this connection:", "本次连接的证书：")),
    ...table(await summaryRows(path[0]!), { indent: "  ", width }),
    dim(
      framed ? say(`Speaking ${ALPN}`, `使用 ${ALPN}`) : say("Speaking plain text", "使用纯文本"),
    ),
  ];
}

/** Where a talk's messages come from and its answers go. */
export interface Talker {
  /** The messages to send; what is typed, line by line, if there are none. */
  readonly messages: readonly string[];
  /** Told of each answer; undefined where none came. */
  answered(message: string, answer: string | undefined): void;
}

/**
 * Sends the messages given, or those typed, until `exit` or the end, and says `exit` to the server.
 * Empty lines are skipped; on a terminal each line is asked for.
 *
 * @param session The talk.
 * @param talker The messages, and where answers go.
 * @throws {UserError} If the talk breaks off or the input is not text.
 */
export async function talk(session: Session, talker: Talker): Promise<void> {
  const typed = talker.messages.length === 0;
  const prompting = typed && Deno.stdin.isTerminal();
  const prompt = () => prompting && Deno.stdout.writeSync(new TextEncoder().encode("> "));
  prompt();
  for await (const line of typed ? linesOf(Deno.stdin.readable) : talker.messages) {
    const text = line.trim();
    if (text === EXIT) break;
    if (text !== "") talker.answered(text, await session.send(text));
    prompt();
  }
  await session.end();
}

/** Prints an answer, after its message unless that stands on the screen because it was typed. */
function printAnswer(message: string, answer: string | undefined, typed: boolean): void {
  const shown = answer === undefined ? yellow(say("no answer", "没有回应")) : printable(answer);
  print(`${typed ? "" : `${printable(message)}  `}${dim("→")}  ${shown}`);
}

const role: Role = {
  name: "client",
  summary: {
    en: "Connects to a TLS server, checks its certificate against one authority alone, shows it, " +
      "and sends messages. An empty line is skipped; exit or the end of input ends the talk.",
    zh: "连接 TLS 服务器，只凭一个 CA 验证其证书，显示证书并发送消息。" +
      "空行会被忽略；输入 exit 或输入结束时会话结束。",
  },
  commands: [command({
    name: "",
    summary: { en: "Talks until exit.", zh: "收发消息，直到输入 exit。" },
    options: {
      host: {
        value: "HOST",
        help: { en: "where to connect (127.0.0.1)", zh: "连接的地址（127.0.0.1）" },
      },
      port: { value: "PORT", help: { en: "its port (9999)", zh: "端口（9999）" } },
      ca: {
        value: "FILE",
        help: {
          en: "the only roots to trust (certs/ca.crt)",
          zh: "只信任其中的根证书（certs/ca.crt）",
        },
      },
      "server-name": {
        value: "NAME",
        help: { en: "name the certificate must carry (HOST)", zh: "证书必须具有的名称（HOST）" },
      },
      message: {
        value: "TEXT",
        many: true,
        help: {
          en: "send this instead of asking, and end",
          zh: "直接发送此消息，不再询问，然后结束",
        },
      },
      "max-message": {
        value: "BYTES",
        help: { en: "largest message (1048576)", zh: "单条消息的上限（1048576）" },
      },
      timeout: {
        value: "SECONDS",
        help: { en: "time to connect, and for each answer (10)", zh: "连接及每次回应的时限（10）" },
      },
    },
    async run(values) {
      guardKeyLog();
      const ca = values.ca ?? "certs/ca.crt";
      const messages = values.message;
      refuseBlank("message", messages);
      const serverName = givenHost("server-name", values["server-name"]);
      const session = await connect({
        host: values.host ?? "127.0.0.1",
        port: wholeNumber("port", values.port ?? "9999", 1, 65535),
        ca,
        maxMessage: wholeNumber(
          "max-message",
          values["max-message"] ?? `${MAX_MESSAGE}`,
          1,
          2 ** 31,
        ),
        timeout: wholeNumber("timeout", values.timeout ?? "10", 1, 86400),
        ...(serverName !== undefined && { serverName }),
      });
      try {
        for (const line of await describeSession(session, ca)) print(line);
        const typed = messages.length === 0 && Deno.stdin.isTerminal();
        await talk(session, {
          messages,
          answered: (message, answer) => printAnswer(message, answer, typed),
        });
      } finally {
        session.close();
      }
    },
  })],
};

if (import.meta.main) {
  seedEarly();
  Deno.exit(await runRole(role, Deno.args));
}
