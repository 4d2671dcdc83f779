/**
 * What passes, told to people: a line for each message, its fields or its bytes if they are asked for.
 *
 * @module
 */
import { pick, say } from "../cli/language.ts";
import {
  bold,
  columns,
  cyan,
  dim,
  green,
  pad,
  printable,
  red,
  wrap,
  yellow,
} from "../cli/terminal.ts";
import type {
  AlertEvent,
  ConnectionEvent,
  DataEvent,
  MessageEvent,
  Proof,
  Side,
  TlsEvent,
} from "../tls/event.ts";
import { explainMessage } from "../tls/explain/explain.ts";
import { CONTENT_TYPES } from "../tls/registry/content_types.ts";
import { describeAlert } from "../tls/registry/alerts.ts";
import { nameOf } from "../tls/registry/registry.ts";
import { type Fact, factsOf } from "./facts.ts";
import { textOf } from "./data_text.ts";
import { hexLines, rawHexLines } from "./hex.ts";
import { treeLines } from "./tree.ts";

/** How much is told. */
export interface TextOptions {
  /** Whether the fields of every message are told. */
  readonly fields: boolean;
  /** Whether the bytes of every message are told, each with the name of its field. */
  readonly hex: boolean;
  /** Whether every message and field is explained. */
  readonly explain: boolean;
  /** How wide a line may be, in columns. */
  readonly width: number;
}

/** The facts of a summary, none of which is torn apart. */
const FACTS = /[^,，]+(?:[,，]\s*|$)/g;

/** How wide the name of a message is, so that what comes after lines up. */
const NAME_WIDTH = 20;

/** What is remembered of a connection as long as it is open. */
interface Told {
  /** When its first event was, in seconds since 1970. */
  readonly since: number;
  /** Whether it was seen to speak TLS. */
  tls: boolean;
  /** Why its last sealed record is sealed: the same is not said again and again. */
  sealed?: string;
}

/** Tells events in lines for people. */
export class TextView {
  readonly #options: TextOptions;
  readonly #open = new Map<number, Told>();

  /**
   * Starts with nothing told.
   *
   * @param options How much is told.
   */
  constructor(options: TextOptions) {
    this.#options = options;
  }

  /**
   * One event as lines.
   *
   * @param event What happened.
   * @returns The lines, none for what is not told: records, which show in what they carry.
   */
  lines(event: TlsEvent): string[] {
    if (event.type === "connection") {
      const tls = this.#open.get(event.connection)?.tls ?? false;
      this.#open.delete(event.connection);
      return this.#summary(event, tls);
    }
    if (event.type === "opened") {
      return [dim(`#${event.connection}  ${event.client} → ${event.server}`)];
    }
    const told = this.#open.get(event.connection) ?? { since: event.time, tls: false };
    this.#open.set(event.connection, told);
    switch (event.type) {
      case "record":
        told.tls = true;
        return [];
      case "message":
        return this.#message(event);
      case "data":
        return this.#data(event);
      case "alert":
        return this.#alert(event);
      case "sealed": {
        const name = say("sealed", "未解密");
        const what = nameOf(CONTENT_TYPES, event.contentType);
        const reason = pick(event.reason);
        const again = reason === told.sealed;
        told.sealed = reason;
        return [
          this.#line(event, true, dim(name), [`${what}, ${bytesText(event.length)}`]),
          ...(again ? [] : this.#aside(reason)),
        ];
      }
      case "skipped":
        return [
          this.#line(event, true, cyan(say("data", "数据")), [
            bytesText(event.length),
            say(`${event.records} records not opened`, `${event.records} 条记录未解密`),
          ]),
          ...this.#aside(say(
            "More passes than can be decrypted in time; --complete opens every record",
            "数据量超过了实时解密的能力；--complete 可解密每一条记录",
          )),
        ];
      case "malformed":
        return [
          this.#line(event, false, red(say("malformed", "格式错误")), [
            say(
              `${event.within}, byte ${event.offset}`,
              `${event.within} 第 ${event.offset} 字节`,
            ),
          ]),
          ...this.#aside(pick(event.reason)),
        ];
      case "gap":
        return [
          this.#line(event, false, yellow(say("missing", "缺失")), [
            event.length === undefined
              ? say("bytes were not captured", "有数据未被捕获")
              : say(`${bytesText(event.length)} were not captured`, `${event.length} 字节未被捕获`),
          ]),
        ];
    }
  }

  #message(event: MessageEvent): string[] {
    const { name, bytes, encrypted, proof, inner } = event;
    const facts = [...(proof ? [proofText(proof)] : []), ...factsOf(event).map(factText)];
    return [
      this.#line(event, encrypted, bold(name), facts),
      ...this.#details(name, bytes, event),
      ...(inner ? this.#details(inner.name, inner.bytes, inner) : []),
      ...(proof && this.#options.explain ? this.#aside(pick(proof.why)) : []),
    ];
  }

  #alert(event: AlertEvent): string[] {
    const { level, description, bytes, encrypted } = event;
    const paint = description === "close_notify" ? dim : red;
    const meaning = pick(describeAlert(bytes[1] ?? 0).meaning);
    const { explain } = this.#options;
    return [
      this.#line(event, encrypted, bold(say("alert", "警报")), [
        paint(`${level} ${description}`),
      ]),
      ...(description === "close_notify" && !explain ? [] : this.#aside(meaning)),
      ...this.#details("alert", bytes, event),
    ];
  }

  #data(event: DataEvent): string[] {
    const { bytes, encrypted, early } = event;
    return [
      this.#line(event, encrypted, cyan(say("data", "数据")), [
        ...(early ? [say("early data", "早期数据")] : []),
        say(`${bytes.length} B`, `${bytes.length} 字节`), // So that most lines fit.
        preview(bytes),
      ]),
      ...(this.#options.hex ? rawHexLines(bytes) : []),
    ];
  }

  #details(name: string, bytes: Uint8Array, { fields }: Pick<MessageEvent, "fields">): string[] {
    const { hex, explain, width } = this.#options;
    const why = explain ? explainMessage(name) : undefined;
    return [
      ...(why ? this.#aside(`${pick(why.text)} ${why.source}`) : []),
      ...(hex
        ? hexLines(bytes, fields)
        : this.#options.fields
        ? treeLines(name, bytes, fields, { explain, width })
        : []).map((line) => clip(line, width)),
    ];
  }

  /** What is said below a line, to explain it. */
  #aside(text: string): string[] {
    return wrap(text, this.#options.width - 6).map((line) => `      ${dim(line)}`);
  }

  #summary(event: ConnectionEvent, tls: boolean): string[] {
    const { version, cipherSuite, group, alpn, resumed, completed, decrypted, earlyData } = event;
    const facts = version === null
      ? [tls ? say("no version agreed on", "未商定版本") : say("no TLS", "不是 TLS")]
      : [version, cipherSuite, group, alpn].filter((fact) => fact !== null).map(printable);
    if (resumed) facts.push(say("resumed", "恢复的会话"));
    if (earlyData !== null) {
      facts.push(
        earlyData === "accepted"
          ? say("early data accepted", "早期数据被接受")
          : say("early data rejected", "早期数据被拒绝"),
      );
    }
    if (version !== null) {
      facts.push(
        !decrypted
          ? say("not all decrypted", "未能全部解密")
          : completed
          ? say("all decrypted", "全部解密")
          : say("the handshake was not finished", "握手没有完成"),
      );
    }
    const head = `#${event.connection}  ${say("ended: ", "结束：")}`;
    const margin = columns(head);
    return wrap(facts.join(say(", ", "，")), this.#options.width - margin, FACTS)
      .map((line, i) => dim(`${i === 0 ? head : " ".repeat(margin)}${line}`));
  }

  /** One line: connection, time, direction, name, facts, cut to the width. */
  #line(
    { connection, from, time }: { connection: number; from: Side; time: number },
    encrypted: boolean,
    name: string,
    facts: readonly string[],
  ): string {
    const elapsed = (time - this.#open.get(connection)!.since) * 1000;
    const head = `#${connection} ${clock(elapsed)}  ${arrow(from, encrypted)}  ` +
      pad(name, NAME_WIDTH);
    const text = facts.filter((fact) => fact !== "").join("  ");
    if (text === "") return head.trimEnd();
    // No character is wider than two columns: most lines need not be measured.
    const { width } = this.#options;
    if (head.length + 2 + 2 * text.length <= width) return `${head}  ${text}`;
    return `${head}  ${clip(text, width - columns(head) - 2)}`;
  }
}

/**
 * What the arrows mean, to be told once.
 *
 * @returns A line.
 */
export function legend(): string {
  return dim(say(
    "→ client to server, ← server to client; ⇒ ⇐ the same, encrypted",
    "→ 客户端到服务器，← 服务器到客户端；⇒ ⇐ 表示已加密",
  ));
}

function arrow(from: Side, encrypted: boolean): string {
  if (from === "client") return encrypted ? green("⇒") : "→";
  return encrypted ? green("⇐") : "←";
}

function clock(milliseconds: number): string {
  const text = milliseconds < 10_000
    ? `${milliseconds.toFixed(1)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s `;
  return text.padStart(10);
}

/** A fact in the language in force. */
function factText(fact: Fact): string {
  return printable(typeof fact === "string" ? fact : pick(fact));
}

function proofText({ result }: Proof): string {
  switch (result) {
    case "proved":
      return green(say("✓ proved", "✓ 已证明"));
    case "failed":
      return red(say("✗ failed", "✗ 不成立"));
    case "uncheckable":
      return yellow(say("? not checkable", "? 无法校验"));
  }
}

function bytesText(count: number): string {
  return say(count === 1 ? "1 byte" : `${count} bytes`, `${count} 字节`);
}

/** How many bytes of data are looked at for a line of them. */
const PREVIEW = 256;

/** The beginning of data, as text if it is text. */
function preview(bytes: Uint8Array): string {
  const start = bytes.subarray(0, PREVIEW);
  const text = textOf(bytes, PREVIEW);
  if (text === undefined) {
    return dim(start.subarray(0, 16).toHex() + (bytes.length > 16 ? "…" : ""));
  }
  return `"${printable(text).replace(/\\x(09|0a|0d)/g, (escape) => SHORT[escape]!)}"`;
}

/** How white space is written where text stands in one line. */
const SHORT: Readonly<Record<string, string>> = { "\\x09": "\\t", "\\x0a": "\\n", "\\x0d": "\\r" };

/** A text cut to a width, with an ellipsis where it was cut. Colours end with it. */
function clip(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let cut = "";
  let left = width - 1;
  for (const piece of text.match(ESCAPES_AND_CHARACTERS) ?? []) {
    const wide = piece.startsWith("\x1b") ? 0 : columns(piece);
    if (wide > left) left = 0; // What follows is not shown either, however narrow it is.
    else {
      cut += piece;
      left -= wide;
    }
  }
  return `${cut}…`;
}

// deno-lint-ignore no-control-regex
const ESCAPES_AND_CHARACTERS = /\x1b\[[\d;]*m|./gsu;
