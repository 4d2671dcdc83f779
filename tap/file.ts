/**
 * Reading a capture file.
 *
 * @module
 */
import { TcpCapture } from "../tls/capture/capture.ts";
import { type CaptureOptions, type CaptureSummary, decodeCapture } from "./capture.ts";
import { captureTrouble } from "./trouble.ts";
import { unpacked } from "./unpacked.ts";

/** Which capture to decode, and how. */
export interface FileOptions extends Omit<CaptureOptions, "source"> {
  /** The capture: pcap or pcapng, packed with gzip or not. */
  readonly path: string;
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
export async function decodeFile({ path, ...options }: FileOptions): Promise<CaptureSummary> {
  return await decodeCapture({ ...options, source: bytesOf(path) });
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
    yield* unpacked(chunksOf(path));
  } catch (error) {
    throw captureTrouble(error, path);
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  using file = await Deno.open(path, { read: true });
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const count = await file.read(chunk);
    if (count === null) return;
    yield chunk.subarray(0, count);
  }
}
