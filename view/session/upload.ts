/**
 * A capture that was dropped onto the page, decoded into sessions.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import type { Text } from "../../cli/language.ts";
import { decodeCapture } from "../../tap/capture.ts";
import type { FlowCount, FlowEnds, FlowSink } from "../../tap/flows.ts";
import type { Place } from "../../tap/relay.ts";
import { captureTrouble, noCapture } from "../../tap/trouble.ts";
import { unpacked } from "../../tap/unpacked.ts";
import type { Connection } from "../../tls/connection.ts";
import { Decoder } from "../../tls/decoder.ts";
import type { Side } from "../../tls/event.ts";
import type { Malformed } from "../../tls/malformed.ts";
import type { Upload } from "../shown.ts";
import type { Archive } from "./archive.ts";
import type { Trust } from "./chain.ts";
import type { Recording } from "./recording.ts";

/** The largest upload, in bytes, and what it may unpack to. */
export const LARGEST_UPLOAD = 64 << 20;
const LARGEST_UNPACKED = 256 << 20;

/** How many of its connections become sessions; what is beyond is counted and told. */
const MOST_CONNECTIONS = 200;

/** What becomes of an upload. */
export interface UploadOptions {
  /** Where its sessions are kept. */
  readonly archive: Archive;
  /** What their certificates are judged by. */
  readonly trust: Trust;
}

/**
 * Decodes a capture.
 *
 * @param upload The capture, and the key log that came with it.
 * @param options Where its sessions go.
 * @returns The numbers of its sessions: those of its connections that spoke TLS, or all of them if none
 * did.
 * @throws {UserError} If it is no capture, is too large, or holds no TCP connection.
 */
export async function decodeUpload(
  { name, capture, keyLog }: Upload,
  { archive, trust }: UploadOptions,
): Promise<number[]> {
  const sink = new UploadSink(name, archive, trust);
  let first: Malformed | undefined;
  await decodeCapture({
    source: breathing(unpacked(capture, { mostBytes: LARGEST_UNPACKED })),
    keys: keyLog ? [keyLog] : [],
    sink,
    trouble(trouble, flow) {
      if (!flow) first ??= trouble;
      sink.trouble(trouble, flow);
    },
  }).catch((error) => {
    sink.forgetAll();
    throw captureTrouble(error, name);
  });
  const sessions = sink.keepTls();
  if (sessions.length === 0) throw nothingFound(name, first);
  return sessions;
}

/** Lets everything else have its turn between two parts. */
async function* breathing(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; at += PART) {
      yield bytes.subarray(at, at + PART);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}

const PART = 256 << 10;

/** A connection of the capture, and the session it becomes. */
interface Taken {
  readonly connection: Connection;
  readonly recording: Recording;
  /** When something last passed, in seconds since 1970. */
  last: number;
}

/** Turns the connections of a capture into sessions. */
class UploadSink implements FlowSink {
  readonly #name: string;
  readonly #archive: Archive;
  readonly #trust: Trust;
  readonly #run: number;
  readonly #taken = new Map<number, Taken>();
  /** The connections that are left out because there are too many. */
  readonly #left = new Set<number>();
  readonly #decoder = new Decoder({
    aside: true,
    emit: (event) => this.#taken.get(event.connection)?.recording.take(event),
  });

  constructor(name: string, archive: Archive, trust: Trust) {
    this.#name = name;
    this.#archive = archive;
    this.#trust = trust;
    this.#run = archive.nextRun();
  }

  keys(keyLog: Uint8Array): void {
    this.#decoder.addKeys(keyLog);
    this.#decoder.keys.end();
  }

  data(flow: FlowEnds, from: Side, bytes: Uint8Array, time: number): void {
    const taken = this.#take(flow, time);
    if (!taken) return;
    taken.last = time;
    taken.recording.data(from, bytes, time);
    taken.connection.push(from, bytes, time);
  }

  gap(flow: FlowEnds, from: Side, length: number, time: number): void {
    this.#take(flow, time)?.connection.gap(from, length, time);
  }

  closed({ id }: FlowEnds): void {
    this.#close(id);
  }

  async settle(): Promise<void> {
    await this.#decoder.settle();
    this.#decoder.limit();
  }

  async end(): Promise<FlowCount> {
    await this.settle();
    for (const id of this.#taken.keys()) this.#close(id);
    const all = [...this.#taken.values()];
    const connections = all.filter(({ connection }) => connection.speaksTls).length;
    return { connections, others: all.length - connections };
  }

  /** Keeps the sessions that spoke TLS, or all if none did. */
  keepTls(): number[] {
    const all = [...this.#taken.values()];
    const tls = all.filter(({ connection }) => connection.speaksTls);
    const kept = tls.length > 0 ? tls : all;
    for (const one of all) if (!kept.includes(one)) this.#archive.forget(one.recording.id);
    // A large capture may have pushed out its own beginning.
    const there = kept.filter(({ recording }) => this.#archive.get(recording.id) === recording);
    if (this.#left.size > 0) there[0]?.recording.tell(leftOut(this.#left.size));
    return there.map(({ recording }) => recording.id);
  }

  /** Tells what is wrong with a connection of the capture, or with the capture itself. */
  trouble({ offset, reason }: Malformed, flow: FlowEnds | undefined): void {
    const where = flow ? this.#taken.get(flow.id) : this.#taken.values().next().value;
    where?.recording.tell({
      who: "tap",
      kind: "bad",
      text: flow ? reason : {
        en: `The capture is damaged at byte ${offset}: ${reason.en}`,
        zh: `捕获文件在第 ${offset} 字节处损坏：${reason.zh}`,
      },
    });
  }

  forgetAll(): void {
    for (const { recording } of this.#taken.values()) this.#archive.forget(recording.id);
  }

  #close(id: number): void {
    const taken = this.#taken.get(id);
    if (!taken || taken.recording.ended) return;
    this.#decoder.close(taken.connection);
    taken.recording.end(taken.last);
  }

  #take(flow: FlowEnds, began: number): Taken | undefined {
    const known = this.#taken.get(flow.id);
    if (known) return known;
    if (this.#taken.size >= MOST_CONNECTIONS) {
      this.#left.add(flow.id);
      return undefined;
    }
    const { client, server } = flow;
    const recording = this.#archive.open({
      origin: "capture",
      scenario: null,
      run: this.#run,
      title: { en: this.#name, zh: this.#name },
      ends: { client: placeIn(client), server: placeIn(server) },
      via: null,
      began,
      trust: this.#trust,
    });
    const connection = this.#decoder.open(flow);
    const { keys } = this.#decoder;
    recording.follow({
      get summary() {
        return connection.summary;
      },
      get speaksTls() {
        return connection.speaksTls;
      },
      get secrets() {
        return connection.clientRandoms.map((random) => keys.linesOf(random)).join("");
      },
    });
    const taken = { connection, recording, last: began };
    this.#taken.set(flow.id, taken);
    return taken;
  }
}

function leftOut(count: number): { who: "tap"; kind: "note"; text: Text } {
  return {
    who: "tap",
    kind: "note",
    text: {
      en:
        `${count} more connections of this capture are left out: ${MOST_CONNECTIONS} are shown at most`,
      zh: `此捕获文件中另有 ${count} 个连接未显示：最多显示 ${MOST_CONNECTIONS} 个`,
    },
  };
}

/** An address and port as a capture names them, such as `[::1]:443`. */
function placeIn(address: string): Place {
  const colon = address.lastIndexOf(":");
  const hostname = address.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  return { hostname, port: Number(address.slice(colon + 1)) };
}

function nothingFound(name: string, trouble: Malformed | undefined): UserError {
  if (trouble?.offset === 0) return noCapture(name, trouble);
  return new UserError(
    { en: `${name} holds no TCP connection`, zh: `${name} 中没有 TCP 连接` },
    {
      en: "Drop a capture of the connection you want to study, from its beginning on",
      zh: "请放入所要研究的连接的捕获文件，并从连接开始时捕获",
    },
  );
}
