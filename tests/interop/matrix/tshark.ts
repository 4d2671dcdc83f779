/**
 * What tshark says of the connections in a capture.
 *
 * tshark prints each record with what it carries, decrypted, as a tree; application data is not in the
 * tree but given by its tap `follow`.
 *
 * @module
 */
import type { Side } from "../../../tls/event.ts";
import { ask } from "../../support/witness.ts";
import { HOST } from "./perform.ts";
import { bytesOf, listOf, partsOf, rawOf, type Tree } from "./tree.ts";

/** A connection, as tshark reads it. */
export interface Reading {
  /** What each side sent, in order. */
  readonly sent: Readonly<Record<Side, readonly Seen[]>>;
  /** The records each side sent. */
  readonly records: Readonly<Record<Side, readonly SeenRecord[]>>;
  /** The application data that each side sent, in hexadecimal, as far as tshark could decrypt it. */
  readonly data: Readonly<Record<Side, string>>;
}

/** A record. */
export interface SeenRecord {
  readonly contentType: number;
  readonly version: number;
  /** Whether tshark takes it for a protected one by its header, as records of TLS 1.3 are. */
  readonly opaque: boolean;
  /** The whole record, in hexadecimal. */
  readonly bytes: string;
}

/** Something that one side sent. */
export type Seen = SeenMessage | SeenPlain | SeenOther;

/** A message of the handshake. */
export interface SeenMessage {
  readonly kind: "message";
  /** The number of the record it ends in, from 1 on each side. */
  readonly record: number;
  /** The message, its header included, in hexadecimal. */
  readonly bytes: string;
  /** Its fields. */
  readonly tree: Tree;
}

/** An alert or a change_cipher_spec. */
export interface SeenPlain {
  readonly kind: "alert" | "change_cipher_spec";
  /** The number of its record. */
  readonly record: number;
  /** What it consists of, in hexadecimal. */
  readonly bytes: string;
}

/** A record of application data; or one that tshark cannot decrypt, whatever it carries. */
export interface SeenOther {
  readonly kind: "data" | "sealed";
  /** The number of the record. */
  readonly record: number;
}

/**
 * Lets tshark read a capture.
 *
 * @param capture The capture file.
 * @param keyLog The file with the secrets.
 * @returns The connections to {@linkcode HOST} by the server's port, in the order they were made.
 * @throws {Error} If tshark fails.
 */
export async function read(capture: string, keyLog: string): Promise<Map<number, Reading[]>> {
  const tshark = async (...args: string[]) => {
    const secrets = ["-o", `tls.keylog_file:${keyLog}`, "-d", "tcp.port==1024-65535,tls"];
    const { code, stdout, stderr } = await ask("tshark", ["-r", capture, ...secrets, ...args]);
    if (code !== 0) throw new Error(`tshark fails:\n${stderr}`);
    return stdout;
  };
  const filter = ["-Y", `tls && ip.addr == ${HOST}`];
  const format = ["-T", "json", "-x", "--no-duplicate-keys", "-J", "ip tcp tls"];
  const packets: { _source: { layers: Record<string, Tree> } }[] = JSON.parse(
    await tshark(...filter, ...format),
  );
  const streams = new Map<number, Stream>();
  for (const { _source: { layers } } of packets) {
    const [number, port, from] = addressOf(layers);
    const stream = streams.get(number) ?? new Stream(port);
    streams.set(number, stream.add(from, layers["tls"]!));
  }
  const follow = [...streams.keys()].flatMap((number) => ["-z", `follow,tls,raw,${number}`]);
  for (const [number, data] of followed(await tshark("-q", ...follow))) {
    streams.get(number)!.addData(data);
  }
  return Map.groupBy([...streams.values()].map((stream) => stream.finish()), ({ port }) => port);
}

/** Which stream a packet belongs to, what the server's port is, and who sent the packet. */
function addressOf(layers: Record<string, Tree>): [stream: number, port: number, from: Side] {
  const [ip, tcp] = [partsOf(layers["ip"]), partsOf(layers["tcp"])];
  const from = ip["ip.src"] === HOST ? "server" : "client";
  const port = tcp[from === "server" ? "tcp.srcport" : "tcp.dstport"];
  return [Number(tcp["tcp.stream"]), Number(port), from];
}

/** A connection while it is read. */
class Stream implements Reading {
  readonly port: number;
  readonly sent: Record<Side, Seen[]> = { client: [], server: [] };
  readonly records: Record<Side, SeenRecord[]> = { client: [], server: [] };
  readonly data: Record<Side, string> = { client: "", server: "" };
  /** The records whose content tshark gives no name: parts of a message, or encrypted. */
  readonly #nameless: Record<Side, { record: number; length: number }[]> = {
    client: [],
    server: [],
  };

  constructor(port: number) {
    this.port = port;
  }

  add(from: Side, tls: Tree): this {
    for (const layer of listOf(tls)) {
      const raw = rawOf(partsOf(layer), "tls.record");
      for (const [i, record] of listOf(partsOf(layer)["tls.record"]).entries()) {
        this.#addRecord(from, partsOf(record), raw[i]!);
      }
    }
    return this;
  }

  addData({ node, chunks }: Followed): void {
    for (const [of, bytes] of chunks) {
      const from = (node === this.port) === (of === 0) ? "server" : "client";
      this.data[from] += bytes;
    }
  }

  finish(): this {
    for (const from of ["client", "server"] as const) {
      this.#seal(from);
      // In TLS 1.2 nothing else tells application data that was decrypted from what was not.
      if (this.data[from] !== "") continue;
      this.sent[from] = this.sent[from].map((seen) =>
        seen.kind === "data" ? { kind: "sealed", record: seen.record } : seen
      );
    }
    return this;
  }

  #addRecord(from: Side, parts: Record<string, Tree>, bytes: string): void {
    const opaque = parts["tls.record.opaque_type"];
    const contentType = Number(parts["tls.record.content_type"]);
    this.records[from].push({
      contentType: Number(opaque ?? contentType),
      version: Number(parts["tls.record.version"]),
      opaque: opaque !== undefined,
      bytes,
    });
    const [sent, record] = [this.sent[from], this.records[from].length];
    if (contentType === 22) return this.#addHandshake(from, record, parts);
    this.#seal(from);
    const [alert] = listOf(parts["tls.alert_message"]);
    if (typeof alert === "object") { // A text where tshark cannot decrypt it.
      const bytes = ["level", "desc"].map((part) => bytesOf(alert, `tls.alert_message.${part}`))
        .join("");
      sent.push({ kind: "alert", record, bytes });
    } else if (contentType === 20) {
      // There is only one (RFC 5246 section 7.1); tshark shows of an encrypted one its ciphertext.
      sent.push({ kind: "change_cipher_spec", record, bytes: "01" });
    } else sent.push({ kind: contentType === 23 ? "data" : "sealed", record });
  }

  #addHandshake(from: Side, record: number, parts: Record<string, Tree>): void {
    const nameless = this.#nameless[from];
    const raw = rawOf(parts, "tls.handshake");
    for (const [i, tree] of listOf(parts["tls.handshake"]).entries()) {
      const bytes = raw[i]!;
      if (typeof tree === "string") {
        nameless.push({ record, length: bytes.length });
        continue;
      }
      const length = nameless.reduce((sum, { length }) => sum + length, 0);
      if (length === bytes.length) nameless.length = 0;
      else this.#seal(from);
      this.sent[from].push({ kind: "message", record, bytes, tree });
    }
  }

  #seal(from: Side): void {
    for (const { record } of this.#nameless[from].splice(0)) {
      this.sent[from].push({ kind: "sealed", record });
    }
  }
}

/** What `follow` gives of a stream: a node's port, and the data by node, 0 for that one and 1 for the other. */
interface Followed {
  readonly node: number;
  readonly chunks: readonly (readonly [node: 0 | 1, bytes: string])[];
}

function* followed(output: string): Generator<[stream: number, Followed]> {
  for (const part of output.split(/^=+\n/m)) {
    const match = /^Filter: tcp\.stream eq (\d+)\nNode 0: .*:(\d+)\nNode 1: .*\n/m.exec(part);
    if (!match) continue;
    const lines = part.slice(match.index + match[0].length).trimEnd().split("\n");
    yield [Number(match[1]), {
      node: Number(match[2]),
      chunks: lines.map((line) => [line.startsWith("\t") ? 1 : 0, line.trim()]),
    }];
  }
}
