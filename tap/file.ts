/**
 * Reading a capture file.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import type { Text } from "../cli/language.ts";
import { TcpCapture } from "../tls/capture/capture.ts";
import type { Flow } from "../tls/capture/flow.ts";
import type { Malformed } from "../tls/malformed.ts";
import { joinBytes } from "../x509/der.ts";
import type { FlowCount, FlowEnds, FlowSink } from "./flows.ts";

/** How to decode a capture. */
export interface FileOptions {
  /** The capture: pcap or pcapng, packed with gzip or not. */
  readonly path: string;
  /** The parts of a key log, besides what the capture itself brings. */
  readonly keys: Iterable<Uint8Array>;
  /** Takes what the connections carry. */
  readonly sink: FlowSink;
  /**
   * Told what is wrong: with the capture itself, the offset counting from its start; or with one of its
   * connections, the offset counting from the first byte of that side.
   */
  readonly trouble: (trouble: Malformed, flow?: FlowEnds) => void;
}

/** What a capture held. */
export interface FileSummary extends FlowCount {
  /** Whether something was wrong with the file itself. */
  readonly damaged: boolean;
}

/** How much of a file is read at once, in bytes. */
const CHUNK = 2 << 20;

/**
 * Reads a capture from beginning to end.
 *
 * @param options The capture, the keys, and who takes what is in it.
 * @returns What it held.
 * @throws {UserError} If the file cannot be read.
 */
export async function decodeFile({ path, keys, sink, trouble }: FileOptions): Promise<FileSummary> {
  let damaged = false;
  sink.keys(joinBytes([...keys])); // Its parts may end within a line.
  const ends = new WeakMap<Flow, FlowEnds>();
  const endsOf = (flow: Flow) => {
    let known = ends.get(flow);
    if (!known) {
      const { id, client, server, startedMidway: midway } = flow;
      ends.set(flow, known = { id, client, server, midway });
    }
    return known;
  };
  const capture = new TcpCapture({
    data: (flow, from, bytes, time) => sink.data(endsOf(flow), from, bytes, time),
    gap: (flow, from, length, time) => sink.gap(endsOf(flow), from, length, time),
    closed: (flow) => sink.closed(endsOf(flow)),
    secrets: (keyLog) => sink.keys(keyLog),
    trouble(found, flow) {
      if (!flow) damaged = true;
      trouble(found, flow && endsOf(flow));
    },
  });
  let count: FlowCount;
  try {
    for await (const chunk of bytesOf(path)) {
      capture.push(chunk);
      await sink.settle();
    }
    capture.end();
  } finally {
    count = await sink.end(); // What came before is worth seeing, whatever went wrong.
  }
  return { ...count, damaged };
}

/** From how many connections in its first part on a capture has many. */
const MANY = 64;

/**
 * Whether a capture begins with many connections, as one that is worth several threads does.
 *
 * @param path The capture.
 * @returns Whether there are 64 or more in its first 2 MiB; not if it cannot be read.
 */
export async function beginsWithMany(path: string): Promise<boolean> {
  let count = 0;
  const capture = new TcpCapture({
    opened: () => count++,
    data() {},
    gap() {},
    closed() {},
    secrets() {},
    trouble() {},
  });
  try {
    for await (const chunk of bytesOf(path)) {
      capture.push(chunk);
      break;
    }
  } catch {
    return false; // It will be said when it is read.
  }
  return count >= MANY;
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
