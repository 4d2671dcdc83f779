/**
 * The tap: the one who listens in between. It relays what client and server send each other, and shows
 * every byte of it: decoded, decrypted with their key log, explained and proved.
 *
 * `deno task tap` listens on 127.0.0.1:9998 and relays to 127.0.0.1:9999; `deno task tap --read FILE`
 * decodes a capture.
 *
 * @module
 */
import { command, type Role, runRole, usage } from "./cli/command.ts";
import { UserError } from "./cli/error.ts";
import { exists } from "./cli/file.ts";
import { say } from "./cli/language.ts";
import { tell, yellow } from "./cli/terminal.ts";
import { beginsWithMany, decodeFile } from "./tap/file.ts";
import { FlowDecoder, type FlowEnds } from "./tap/flows.ts";
import type { ListenerOptions } from "./tap/listener.ts";
import { KeyLogFile } from "./tap/key_log_file.ts";
import { Printer } from "./tap/printer.ts";
import { Threads } from "./tap/threads.ts";
import { legend } from "./tap/text.ts";
import { noCapture, notWhole } from "./tap/trouble.ts";
import { viewOf, type ViewOptions } from "./tap/view.ts";
import { KeyLog } from "./tls/key_log.ts";
import type { Malformed } from "./tls/malformed.ts";

/** What was asked for on the command line, live or of a file. */
type Asked = Omit<ListenerOptions, "write">;

/** Decodes a capture and tells what was in it. */
async function read(path: string, { view, keyLog, proofs }: Asked, all: boolean): Promise<void> {
  const keys = keyLog === undefined ? [] : keysOf(keyLog);
  const printer = new Printer();
  const print = (lines: readonly string[]) => {
    if (lines.length > 0 && !explained) printer.add(legend());
    explained ||= lines.length > 0;
    printer.add(...lines);
  };
  const warn = ({ offset, reason }: Malformed, flow?: FlowEnds) => {
    printer.flush();
    const where = flow ? `#${flow.id}` : path;
    tell(yellow(say(
      `${where}, byte ${offset}: ${reason.en}`,
      `${where} 第 ${offset} 字节：${reason.zh}`,
    )));
  };
  let explained = view.format === "json";
  let atStart: Malformed | undefined;
  const options = { proofs, all };
  const many = await worthThreads(path, view);
  const show = viewOf(view);
  const { connections, others, damaged } = await decodeFile({
    path,
    keys,
    sink: many > 1
      ? new Threads(many, { ...options, view, print })
      : new FlowDecoder({ ...options, emit: (event) => print(show(event)) }),
    trouble(trouble, flow) {
      if (trouble.offset === 0 && !flow) atStart ??= trouble;
      else warn(trouble, flow);
    },
  }).catch((error) => {
    printer.flush(); // What came before is worth seeing.
    throw error;
  });
  if (atStart) {
    if (connections + others === 0) throw noCapture(path, atStart);
    warn(atStart);
  }
  printer.flush();
  if (others > 0 && !all) {
    tell(say(
      `Left out: ${others} TCP connections without TLS (--all shows them)`,
      `略去 ${others} 个不含 TLS 的 TCP 连接（--all 可显示）`,
    ));
  }
  if (connections === 0) {
    tell(say(`No TLS was found in ${path}`, `${path} 中没有找到 TLS`));
  }
  if (damaged) throw notWhole(path);
}

/**
 * In how many threads a capture is decoded. Threads pay where there are many connections; and not where
 * so much is told of each that sending it takes longer than decoding.
 */
async function worthThreads(path: string, view: ViewOptions): Promise<number> {
  const brief = view.format === "text" && !view.text.fields && !view.text.hex && !view.text.explain;
  const many = brief && await beginsWithMany(path);
  return many ? Math.min(navigator.hardwareConcurrency, MOST_THREADS) : 1;
}

const MOST_THREADS = 8;

/** The parts of a key log; one without secrets is said to be none. */
function keysOf(path: string): readonly Uint8Array[] {
  if (!exists(path)) {
    throw new UserError(
      { en: `${path} does not exist`, zh: `${path} 不存在` },
      {
        en: "Name the file that SSLKEYLOGFILE named when the capture was made",
        zh: "请给出捕获时 SSLKEYLOGFILE 所指的文件",
      },
    );
  }
  const parts = [...new KeyLogFile(path).read()];
  const secrets = new KeyLog(); // Only until there is one: they are read in earnest by who decodes.
  if (!parts.some((part) => secrets.add(part) > 0) && secrets.end() === 0) {
    tell(yellow(say(
      `${path} holds no secrets: is it a key log?`,
      `${path} 中没有密钥：它是密钥日志吗？`,
    )));
  }
  return parts;
}

const role: Role = {
  name: "tap",
  summary: {
    en: "Listens between a client and a server and shows every byte of what they say: decoded, " +
      "explained and, with their key log, decrypted and proved. Ctrl-C stops it.",
    zh:
      "在客户端与服务器之间监听，展示双方通信的每一个字节：解析、解释；有密钥日志时还会解密并验证。" +
      "按 Ctrl-C 停止。",
  },
  commands: [command({
    name: "",
    summary: {
      en: "Relays until it is stopped, or decodes a capture.",
      zh: "转发数据直到被停止，或解析捕获文件。",
    },
    options: {
      listen: {
        value: "HOST:PORT",
        help: {
          en: "where clients connect; port 0 picks a free one (127.0.0.1:9998)",
          zh: "客户端连接的地址；端口 0 表示任选空闲端口（127.0.0.1:9998）",
        },
      },
      connect: {
        value: "HOST:PORT",
        help: { en: "the server (127.0.0.1:9999)", zh: "服务器的地址（127.0.0.1:9999）" },
      },
      read: {
        value: "FILE",
        help: {
          en: "decode a capture instead: pcap or pcapng, gzip or not",
          zh: "改为解析捕获文件：pcap 或 pcapng，可用 gzip 压缩",
        },
      },
      keylog: {
        value: "FILE",
        help: {
          en: "key log of either side, in the form SSLKEYLOGFILE gives",
          zh: "任意一方的密钥日志，即 SSLKEYLOGFILE 的格式",
        },
      },
      write: {
        value: "FILE",
        help: {
          en: "save what passes as pcapng, with the keys",
          zh: "把经过的数据连同密钥存为 pcapng",
        },
      },
      force: {
        help: { en: "let --write replace a file", zh: "允许 --write 覆盖已有文件" },
      },
      tamper: {
        value: "[SIDE:]RECORD[:OFFSET]",
        help: {
          en: "flip a bit in that record of the client (or server:RECORD)",
          zh: "翻转客户端该条记录中的一位（或写 server:RECORD）",
        },
      },
      verbose: {
        short: "v",
        help: { en: "show the fields of every message", zh: "显示每条消息的各个字段" },
      },
      hex: {
        short: "x",
        help: {
          en: "show the bytes of every message, each with its name",
          zh: "显示每条消息的字节及其名称",
        },
      },
      explain: {
        help: {
          en: "explain every message, and with -v every field",
          zh: "解释每条消息；与 -v 同用时解释每个字段",
        },
      },
      json: {
        help: { en: "one JSON value per line on stdout", zh: "在标准输出上每行输出一个 JSON 值" },
      },
      all: {
        help: {
          en: "with --read: connections without TLS too",
          zh: "与 --read 同用：也显示不含 TLS 的连接",
        },
      },
      complete: {
        help: {
          en: "open every record, even if that slows down what passes",
          zh: "解密每一条记录，即使会减慢数据的转发",
        },
      },
      "no-proofs": {
        help: {
          en: "do not check signatures and Finished, which takes time",
          zh: "不校验签名和 Finished（校验较费时间）",
        },
      },
    },
    async run(values) {
      const asked: Asked = {
        view: values.json
          ? { format: "json", json: { records: values.hex, explain: values.explain } }
          : {
            format: "text",
            text: {
              fields: values.verbose,
              hex: values.hex,
              explain: values.explain,
              width: terminalWidth(),
            },
          },
        keyLog: values.keylog,
        proofs: !values["no-proofs"],
        complete: values.complete,
      };
      if (values.read === undefined) {
        if (values.all) throw pointless("all", "--read FILE");
        if (values.force && values.write === undefined) throw pointless("force", "--write FILE");
        const { live } = await import("./tap/live.ts"); // A capture needs none of it.
        return await live(asked, values);
      }
      for (const name of ["listen", "connect", "tamper", "write", "force", "complete"] as const) {
        if (values[name] !== undefined && values[name] !== false) throw mutuallyExclusive(name);
      }
      await read(values.read, asked, values.all);
    },
  })],
};

function mutuallyExclusive(name: string): UserError {
  return usage(
    { en: `--${name} does not go with --read`, zh: `--${name} 不能与 --read 同用` },
    {
      en: "Leave out one of the two: a capture is decoded, or a connection is relayed",
      zh: "请去掉其中之一：要么解析捕获文件，要么转发连接",
    },
  );
}

function pointless(name: string, without: string): UserError {
  return usage(
    {
      en: `--${name} means nothing without ${without}`,
      zh: `没有 ${without} 时 --${name} 没有意义`,
    },
    { en: `Add ${without}, or leave --${name} out`, zh: `请加上 ${without}，或去掉 --${name}` },
  );
}

/** What a person's terminal holds; elsewhere lines may be longer. */
function terminalWidth(): number {
  if (!Deno.stdout.isTerminal()) return 200;
  try {
    return Math.max(40, Deno.consoleSize().columns);
  } catch {
    return 80;
  }
}

if (import.meta.main) Deno.exit(await runRole(role, Deno.args));
