/**
 * Decoding a capture file.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import { TcpCapture } from "../tls/capture/capture.ts";
import type { Flow } from "../tls/capture/flow.ts";
import type { Connection } from "../tls/connection.ts";
import { Decoder } from "../tls/decoder.ts";
import type { TlsEvent } from "../tls/event.ts";
import type { Malformed } from "../tls/malformed.ts";

/** How to decode a capture. */
export interface FileOptions {
  /** The capture: pcap or pcapng, packed with gzip or not. */
  readonly path: string;
  /** The parts of a key log, besides what the capture itself brings. */
  readonly keys: Iterable<Uint8Array>;
  /** Whether signatures and Finished values are checked. */
  readonly proofs: boolean;
  /** Whether connections without TLS are told as well. */
  readonly all: boolean;
  /** Told what happened on each connection. */
  readonly emit: (event: TlsEvent) => void;
  /** Told what is wrong with the capture itself. */
  readonly trouble: (trouble: Malformed) => void;
}

/** What a capture held. */
export interface FileSummary {
  /** How many connections spoke TLS. */
  readonly connections: number;
  /** How many TCP connections did not. */
  readonly others: number;
  /** Whether something was wrong with the file itself. */
  readonly damaged: boolean;
}

/** How much of a file is read at once, in bytes. */
const CHUNK = 1 << 20;

/**
 * Decodes a capture from beginning to end.
 *
 * @param options The capture, the keys, and who is told.
 * @returns What it held.
 * @throws {UserError} If the file cannot be read.
 */
export async function decodeFile(options: FileOptions): Promise<FileSummary> {
  let [connections, others] = [0, 0];
  let damaged = false;
  const decoder = new Decoder({
    proofs: options.proofs,
    aside: true,
    emit(event) {
      if (options.all || speaks(event)) options.emit(event);
    },
  });
  for (const part of options.keys) decoder.addKeys(part);
  decoder.keys.end();
  const open = new Map<Flow, Connection>();
  const connectionOf = (flow: Flow) => {
    let connection = open.get(flow);
    if (!connection) {
      const { client, server, startedMidway } = flow;
      connection = decoder.open({ client, server, midway: startedMidway });
      open.set(flow, connection);
    }
    return connection;
  };
  /** What is told without TLS: nothing but what the connection itself said in plain text. */
  function speaks(event: TlsEvent): boolean {
    return event.type === "connection"
      ? event.version !== null || tls.has(event.connection)
      : event.type !== "data" || event.record !== undefined;
  }
  const tls = new Set<number>();
  const capture = new TcpCapture({
    data: (flow, from, bytes, time) => connectionOf(flow).push(from, bytes, time),
    gap: (flow, from, length, time) => connectionOf(flow).gap(from, length, time),
    closed(flow) {
      const connection = open.get(flow);
      open.delete(flow);
      if (!connection) return;
      if (connection.speaksTls) {
        connections++;
        tls.add(connection.id);
      } else others++;
      decoder.close(connection);
      tls.delete(connection.id);
    },
    secrets: (keyLog) => {
      decoder.addKeys(keyLog);
      decoder.keys.end();
    },
    trouble(trouble, flow) {
      if (!flow) damaged = true;
      options.trouble(trouble);
    },
  });
  for await (const chunk of bytesOf(options.path)) {
    capture.push(chunk);
    await decoder.settle();
    decoder.limit();
  }
  capture.end();
  await decoder.settle();
  decoder.closeAll();
  return { connections, others, damaged };
}

/** The bytes of a file, unpacked if it is packed with gzip. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    using file = await Deno.open(path, { read: true });
    const first = await readChunk(file);
    if (first === undefined) return;
    if (first[0] !== 0x1f || first[1] !== 0x8b) {
      for (let chunk: Uint8Array | undefined = first; chunk; chunk = await readChunk(file)) {
        yield chunk;
      }
      return;
    }
    const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.enqueue(first),
      async pull(controller) {
        const chunk = await readChunk(file);
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    });
    yield* packed.pipeThrough(new DecompressionStream("gzip"));
  } catch (error) {
    throw explain(error, path);
  }
}

async function readChunk(file: Deno.FsFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunk = new Uint8Array(CHUNK);
  const count = await file.read(chunk);
  return count === null ? undefined : chunk.subarray(0, count);
}

function explain(error: unknown, path: string): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const missing = error instanceof Deno.errors.NotFound;
  const packed = error instanceof TypeError;
  const problem: Text = missing
    ? { en: `${path} does not exist`, zh: `${path} 不存在` }
    : packed
    ? { en: `${path} cannot be unpacked: ${why}`, zh: `无法解压 ${path}：${why}` }
    : { en: `${path} cannot be read: ${why}`, zh: `无法读取 ${path}：${why}` };
  return new UserError(problem, {
    en: "Name a capture in pcap or pcapng form, packed with gzip or not",
    zh: "请给出 pcap 或 pcapng 格式的捕获文件，可用 gzip 压缩",
  }, { cause: error });
}
