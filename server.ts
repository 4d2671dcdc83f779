/**
 * The server: proves itself with its certificate, takes messages, acknowledges each.
 *
 * `deno task server` listens on 127.0.0.1:9999 with certs/server.crt and certs/server.key.
 *
 * @module
 */
import { errorLines } from "./cli/error.ts";
import { command, type Role, runRole, usage, wholeNumber } from "./cli/command.ts";
import { pick, say } from "./cli/language.ts";
import { stopSignal } from "./cli/signal.ts";
import { dim, print, printable, tell, yellow } from "./cli/terminal.ts";
import { ACKNOWLEDGEMENT } from "./talk/acknowledgement.ts";
import { closeQuietly, formatAddress, within, writeAll } from "./talk/connection.ts";
import { guardKeyLog } from "./talk/key_log.ts";
import { ALPN, EXIT, MAX_MESSAGE, type Protocol, protocolFor } from "./talk/protocol.ts";
import {
  acceptTrouble,
  handshakeTrouble,
  isClosing,
  listenTrouble,
  talkTrouble,
  vanished,
} from "./talk/server_trouble.ts";
import type { Identity, Server, ServerEvent, ServerOptions, TlsVersion } from "./talk/roles.ts";
import { listenTls12 } from "./talk/tls12_listener.ts";
import type { TlsConnection, TlsListener } from "./talk/tls_listener.ts";
import type { Certificate } from "./x509/certificate.ts";
import { encodePem } from "./x509/pem.ts";
import type { PrivateKey } from "./x509/private_key.ts";
import { readPair } from "./x509/store/file.ts";

export type { Identity, Server, ServerEvent, ServerOptions, TlsVersion } from "./talk/roles.ts";

/**
 * Listens and serves until stopped. Each client is served on its own; what one does wrong ends its
 * own talk only and is reported through `log`.
 *
 * @param options Where, with which certificate, and the limits.
 * @returns The server, already listening.
 * @throws {UserError} If it cannot listen there or the certificate cannot be used.
 */
export function startServer(options: ServerOptions): Server {
  const listener = listen(options);
  const { port } = listener.addr;
  const address = formatAddress({ hostname: options.host, port });
  const open = new Map<TlsConnection, Promise<void>>();
  const accepting = (async () => {
    for (;;) {
      let connection: TlsConnection;
      try {
        connection = await listener.accept();
      } catch (error) {
        if (isClosing(error)) return;
        options.log?.({ type: "trouble", peer: address, error: acceptTrouble(error) });
        await new Promise((resolve) => setTimeout(resolve, 100)); // Out of file descriptors, say.
        continue;
      }
      const served = serve(connection, options).finally(() => open.delete(connection));
      open.set(connection, served);
    }
  })();
  return {
    address,
    port,
    async stop() {
      closeQuietly(listener);
      const talks = [...open.values()];
      for (const connection of open.keys()) closeQuietly(connection);
      await Promise.all([accepting, ...talks]);
    },
  };
}

function listen({ host, port, cert, key, maxVersion }: ServerOptions): TlsListener {
  const options = { hostname: host, port, cert, key, alpnProtocols: [ALPN] };
  try {
    return maxVersion === "TLS 1.2" ? listenTls12(options) : Deno.listenTls(options);
  } catch (error) {
    throw listenTrouble(error, formatAddress({ hostname: host, port }));
  }
}

/** One client, from handshake to close. Never rejects. */
async function serve(connection: TlsConnection, options: ServerOptions): Promise<void> {
  const { maxMessage = MAX_MESSAGE, handshakeTimeout = 10, idleTimeout = 300, log } = options;
  const peer = formatAddress(connection.remoteAddr);
  let protocol: Protocol | undefined;
  try {
    const { alpnProtocol } = await within(handshakeTimeout, connection.handshake())
      .catch((error) => {
        throw handshakeTrouble(error, peer);
      });
    log?.({ type: "connected", peer, alpn: alpnProtocol });
    protocol = protocolFor(alpnProtocol, maxMessage);
    const buffer = new Uint8Array(64 * 1024);
    for (;;) {
      const count = await within(idleTimeout, connection.read(buffer));
      if (count === null) break;
      for (const { text, newline } of protocol.receive(buffer.subarray(0, count))) {
        if (text === EXIT) {
          log?.({ type: "ended", peer, how: "exit" });
          return;
        }
        log?.({ type: "message", peer, text });
        const acknowledgement = pick(ACKNOWLEDGEMENT);
        const reply = protocol.encode(acknowledgement, newline);
        await within(idleTimeout, writeAll(connection, reply));
        log?.({ type: "acknowledged", peer, text: acknowledgement });
      }
    }
    if (protocol.unfinished) throw vanished(peer);
    log?.({ type: "ended", peer, how: "closed" });
  } catch (error) {
    if (isClosing(error)) return;
    if (error instanceof Deno.errors.UnexpectedEof && protocol && !protocol.unfinished) {
      log?.({ type: "ended", peer, how: "cut" });
    } else {
      const lost = error instanceof Deno.errors.UnexpectedEof && protocol;
      const trouble = lost ? vanished(peer) : talkTrouble(error, peer, maxMessage);
      log?.({ type: "trouble", peer, error: trouble });
    }
  } finally {
    closeQuietly(connection); // Sends close_notify.
  }
}

/**
 * Loads a server's certificate and key and checks that they are a pair.
 *
 * @param cert The certificate's file.
 * @param key The key's file.
 * @returns Both in PEM.
 * @throws {UserError} If either cannot be read or they do not belong together.
 */
export async function loadIdentity(cert: string, key: string): Promise<Identity> {
  const { chain, key: privateKey } = await readPair(cert, key);
  return identityOf(chain, privateKey);
}

/**
 * A server's certificate and key in the form {@linkcode startServer} takes.
 *
 * @param chain The certificates, leaf first.
 * @param key The leaf's private key.
 * @returns Both in PEM.
 */
export function identityOf(chain: readonly Certificate[], key: PrivateKey): Identity {
  return {
    cert: chain.map(({ der }) => encodePem("CERTIFICATE", der)).join(""),
    key: encodePem("PRIVATE KEY", key.pkcs8),
  };
}

/**
 * One event as lines for people.
 *
 * @param event What happened.
 * @returns The lines, and whether they belong on stdout or stderr.
 */
export function describe(event: ServerEvent): { lines: string[]; stream: "out" | "err" } {
  const { peer } = event;
  switch (event.type) {
    case "connected": {
      const form = event.alpn === ALPN ? ALPN : say("plain text", "纯文本");
      return {
        lines: [dim(`${peer}  ${say(`connected (${form})`, `已连接（${form}）`)}`)],
        stream: "out",
      };
    }
    case "message":
      return { lines: [`${peer}  ${printable(event.text)}`], stream: "out" };
    case "acknowledged":
      return { lines: [], stream: "out" }; // Every message is: it goes without saying.
    case "ended": {
      const how = {
        exit: say("said exit", "发来 exit"),
        closed: say("closed the connection", "关闭了连接"),
        cut: say("left without close_notify", "未发送 close_notify 就断开了"),
      }[event.how];
      return { lines: [dim(`${peer}  ${how}`)], stream: "out" };
    }
    case "trouble": {
      const [problem, remedy] = errorLines(event.error);
      return { lines: [yellow(problem), remedy], stream: "err" };
    }
  }
}

/** The version `--max-version` names. */
function versionNamed(value: string): TlsVersion {
  if (value === "1.2" || value === "1.3") return `TLS ${value}`;
  throw usage(
    {
      en: `--max-version takes 1.2 or 1.3, not "${value}"`,
      zh: `--max-version 只接受 1.2 或 1.3，不接受“${value}”`,
    },
    {
      en: "Write --max-version 1.2 or --max-version 1.3",
      zh: "请写 --max-version 1.2 或 --max-version 1.3",
    },
  );
}

const role: Role = {
  name: "server",
  summary: {
    en: "Proves itself with its certificate, takes messages and acknowledges each. " +
      "Ctrl-C stops it.",
    zh: "用证书证明自己的身份，接收消息并逐条确认。按 Ctrl-C 停止。",
  },
  commands: [command({
    name: "",
    summary: { en: "Listens until it is stopped.", zh: "持续监听，直到被停止。" },
    options: {
      host: {
        value: "HOST",
        help: { en: "address to listen on (127.0.0.1)", zh: "监听的地址（127.0.0.1）" },
      },
      port: {
        value: "PORT",
        help: { en: "port; 0 picks a free one (9999)", zh: "端口；0 表示任选空闲端口（9999）" },
      },
      cert: {
        value: "FILE",
        help: {
          en: "certificate, its chain after it (certs/server.crt)",
          zh: "证书，其后可附证书链（certs/server.crt）",
        },
      },
      key: {
        value: "FILE",
        help: { en: "private key (certs/server.key)", zh: "私钥（certs/server.key）" },
      },
      "max-version": {
        value: "VERSION",
        help: {
          en: "newest TLS spoken: 1.2 or 1.3 (1.3); at 1.2 no key log is written",
          zh: "使用的最高 TLS 版本：1.2 或 1.3（1.3）；1.2 时不写密钥日志",
        },
      },
      "max-message": {
        value: "BYTES",
        help: { en: "largest message taken (1048576)", zh: "单条消息的上限（1048576）" },
      },
      "handshake-timeout": {
        value: "SECONDS",
        help: { en: "time for a handshake (10)", zh: "握手时限（10）" },
      },
      "idle-timeout": {
        value: "SECONDS",
        help: { en: "time a talk may be silent (300)", zh: "会话允许静默的时间（300）" },
      },
    },
    async run(values) {
      const maxVersion = versionNamed(values["max-version"] ?? "1.3");
      if (maxVersion === "TLS 1.3") guardKeyLog(); // At 1.2 none is written.
      const number = (name: keyof typeof values, fallback: number, least: number, most: number) => {
        const value = values[name];
        return value === undefined ? fallback : wholeNumber(name, value as string, least, most);
      };
      const server = startServer({
        host: values.host ?? "127.0.0.1",
        port: number("port", 9999, 0, 65535),
        maxVersion,
        maxMessage: number("max-message", MAX_MESSAGE, 1, 2 ** 31),
        handshakeTimeout: number("handshake-timeout", 10, 1, 86400),
        idleTimeout: number("idle-timeout", 300, 1, 86400),
        ...await loadIdentity(values.cert ?? "certs/server.crt", values.key ?? "certs/server.key"),
        log(event) {
          const { lines, stream } = describe(event);
          for (const line of lines) stream === "out" ? print(line) : tell(line);
        },
      });
      // Before the port is told: whoever reads it may send the signal at once.
      const stopped = stopSignal();
      print(say(`Listening on ${server.address}`, `正在监听 ${server.address}`));
      await stopped;
      await server.stop();
      print(say("Closed", "已关闭"));
    },
  })],
};

if (import.meta.main) Deno.exit(await runRole(role, Deno.args));
