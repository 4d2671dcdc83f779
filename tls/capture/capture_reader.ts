/**
 * Reads capture files as they come, in pieces of any size.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import type { CaptureFormat, CaptureSink, Window } from "./packet.ts";
import { PcapFormat } from "./pcap.ts";
import { BlockType, PcapngFormat } from "./pcapng.ts";

/** The longest block that is held in memory, in bytes; longer ones are stepped over. */
const MOST_BLOCK = 16 << 20;

/**
 * Reads a capture file, pcap or pcapng, and tells what it holds.
 *
 * No input makes it throw. What is wrong is told as a trouble; where what follows can still be read,
 * it is, and what came before counts in any case.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { CaptureReader } from "./capture_reader.ts";
 *
 * const file = new Uint8Array(24 + 16 + 3);
 * file.set([0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4]); // pcap 2.4, big-endian
 * file.set([101], 23); // raw IP
 * file.set([3], 24 + 11); // Three bytes were captured.
 *
 * const lengths: number[] = [];
 * const reader = new CaptureReader({
 *   packet: (packet) => lengths.push(packet.data.length),
 *   secrets: () => {},
 *   trouble: (trouble) => console.error(trouble.message),
 * });
 * reader.push(file.subarray(0, 30));
 * reader.push(file.subarray(30));
 * reader.end();
 * assertEquals(reader.format, "pcap");
 * assertEquals(lengths, [3]);
 * ```
 */
export class CaptureReader {
  readonly #sink: CaptureSink;
  #format: CaptureFormat | undefined;
  /** Where the next unit begins, in bytes from the start of the file. */
  #offset = 0;
  /** The beginning of a unit whose end has not come yet. */
  #held = new Uint8Array(0);
  #heldLength = 0;
  /** How many bytes of a unit too long to hold are still to come. */
  #skip = 0;
  #stopped = false;

  /** Starts at the beginning of a file. */
  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  /** What the file is; undefined as long as that is not known. */
  get format(): "pcap" | "pcapng" | undefined {
    return this.#format?.name;
  }

  /**
   * Reads on.
   *
   * @param chunk The next bytes of the file; what is told are views on them, so they must not change.
   */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#stopped) {
      if (this.#skip > 0) {
        at += this.#stepOver(chunk.length - at);
      } else if (this.#heldLength > 0) {
        at = this.#complete(chunk, at);
      } else {
        at = this.#readFrom(chunk, at);
      }
    }
  }

  /** Ends: a capture that is cut off is told to be. */
  end(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#offset === 0 && this.#heldLength === 0) {
      this.#sink.trouble(new Malformed(0, "The capture is empty", "捕获文件是空的"));
    } else if (this.#heldLength > 0 || this.#skip > 0) {
      this.#sink.trouble(
        this.#format
          ? new Malformed(this.#offset, "The capture is cut off here", "捕获文件在此处被截断")
          : notACapture(),
      );
    }
  }

  /** Reads the units that are whole in a chunk, and holds what is left of it. */
  #readFrom(chunk: Uint8Array, at: number): number {
    const window = windowOn(chunk);
    while (at < chunk.length && !this.#stopped && this.#skip === 0) {
      const length = this.#measure(window, at);
      if (length > chunk.length - at) {
        this.#hold(chunk.subarray(at), length);
        return chunk.length;
      }
      if (length === 0) break;
      this.#take(window, at, length);
      at += length;
    }
    return at;
  }

  /** Adds what is missing to the unit that is held; once it is whole, reads it. */
  #complete(chunk: Uint8Array, at: number): number {
    for (;;) {
      const window = windowOn(this.#held.subarray(0, this.#heldLength));
      const length = this.#measure(window, 0);
      if (length === 0) {
        // Where it is to be stepped over, some of it is already here.
        this.#stepOver(this.#heldLength);
        this.#heldLength = 0;
        return at;
      }
      if (length <= this.#heldLength) {
        this.#heldLength = 0;
        this.#held = new Uint8Array(0); // Whoever is told may keep it.
        this.#take(window, 0, length);
        return at;
      }
      if (at === chunk.length) return at;
      const more = chunk.subarray(at, at + length - this.#heldLength);
      this.#hold(more, length);
      at += more.length;
    }
  }

  /** How many bytes are needed to go on; 0 if nothing is to be read here. */
  #measure(window: Window, at: number): number {
    if (!this.#format) {
      if (window.bytes.length - at < 4) return 4;
      const magic = window.view.getUint32(at);
      this.#format = magic === BlockType.sectionHeader
        ? new PcapngFormat(this.#sink)
        : PcapFormat.recognise(magic, this.#sink);
      if (!this.#format) return this.#stop(notACapture(magic));
    }
    const length = this.#format.measure(window, at, this.#offset);
    if (typeof length !== "number") return this.#stop(length);
    if (length <= MOST_BLOCK) return length;
    this.#sink.trouble(
      new Malformed(
        this.#offset,
        `A block of ${length} bytes is left out: it is longer than any should be`,
        `略过一个 ${length} 字节的块：它长得不合理`,
      ),
    );
    this.#skip = length;
    return 0;
  }

  /** Steps over what is to be skipped of so many bytes; tells how many that are. */
  #stepOver(available: number): number {
    const step = Math.min(this.#skip, available);
    this.#skip -= step;
    this.#offset += step;
    return step;
  }

  #take(window: Window, at: number, length: number): void {
    const offset = this.#offset;
    this.#offset += length;
    const trouble = this.#format?.take(window, at, length, offset);
    if (trouble) this.#stop(trouble);
  }

  #hold(bytes: Uint8Array, wanted: number): void {
    if (wanted > this.#held.length) {
      const larger = new Uint8Array(Math.max(wanted, 4096));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#heldLength);
    this.#heldLength += bytes.length;
  }

  #stop(trouble: Malformed): 0 {
    this.#stopped = true;
    this.#sink.trouble(trouble);
    return 0;
  }
}

function windowOn(bytes: Uint8Array): Window {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}

/** What other files begin with: the first bytes, as hex, and what the file is. */
const OTHERS: readonly (readonly [magic: string, en: string, zh: string])[] = [
  ["1f8b", "compressed with gzip", "用 gzip 压缩的"],
  ["28b52ffd", "compressed with Zstandard", "用 Zstandard 压缩的"],
  ["04224d18", "compressed with LZ4", "用 LZ4 压缩的"],
  ["fd377a58", "compressed with xz", "用 xz 压缩的"],
  ["425a68", "compressed with bzip2", "用 bzip2 压缩的"],
  ["504b0304", "a ZIP archive", "一个 ZIP 压缩包"],
];

function notACapture(magic?: number): Malformed {
  const hex = magic?.toString(16).padStart(8, "0") ?? "";
  const other = OTHERS.find(([beginning]) => hex.startsWith(beginning));
  if (!other) {
    return new Malformed(
      0,
      "The file is no capture: it is neither pcap nor pcapng",
      "该文件不是捕获文件：既不是 pcap 也不是 pcapng",
    );
  }
  const [, en, zh] = other;
  return new Malformed(
    0,
    `The file is ${en}: unpack it first`,
    `该文件是${zh}：请先解压`,
  );
}
