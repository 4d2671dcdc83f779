/**
 * Telling a capture from a key log by how they begin.
 *
 * @module
 */
import { size } from "../shell/format.ts";
import type { Failure } from "../state.ts";

/** What a capture begins with: pcapng; pcap in either byte order, in micro- or nanoseconds; gzip. */
const MAGICS = ["0a0d0d0a", "a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "1f8b"];

/** Files in their parts. */
export interface Sorted {
  /** The capture. */
  readonly capture: File;
  /** The key log; undefined if there was none. */
  readonly keyLog: File | undefined;
}

/**
 * Finds the capture and the key log among files.
 *
 * @param files The files, in any order.
 * @param largest How many bytes they may have in all.
 * @returns Which is which, or why that cannot be.
 */
export async function sortedFiles(
  files: readonly File[],
  largest: number,
): Promise<Sorted | Failure> {
  const captures: File[] = [];
  const others: File[] = [];
  for (const file of files) {
    const digits = await firstDigits(file);
    if (digits === undefined) return UNREADABLE;
    (MAGICS.some((magic) => digits.startsWith(magic)) ? captures : others).push(file);
  }
  const [capture, second] = captures;
  if (capture === undefined) {
    return {
      problem: { en: "There is no capture among these files", zh: "这些文件中没有抓包文件" },
      remedy: {
        en: "Choose a .pcap or .pcapng file, and its key log with it if you have one",
        zh: "请选择 .pcap 或 .pcapng 文件；如有密钥日志，请一并选择",
      },
    };
  }
  if (second !== undefined || others.length > 1) {
    return {
      problem: { en: "These are too many files at once", zh: "一次给出的文件太多" },
      remedy: {
        en: "Choose one capture, and at most one key log with it",
        zh: "请选择一个抓包文件，至多再加一个密钥日志",
      },
    };
  }
  if (capture.size + (others[0]?.size ?? 0) > largest) {
    return {
      problem: {
        en: `Together these files are larger than ${size(largest)}`,
        zh: `这些文件总共超过 ${size(largest)}`,
      },
      remedy: {
        en: "Decode it in a terminal: deno task tap --read FILE",
        zh: "请在终端中解码：deno task tap --read 文件",
      },
    };
  }
  return { capture, keyLog: others[0] };
}

/** A folder is handed over like a file, and cannot be read. */
const UNREADABLE: Failure = {
  problem: { en: "One of these files cannot be read", zh: "其中有文件无法读取" },
  remedy: {
    en: "Choose or drop the files themselves, not the folder they are in",
    zh: "请选择或拖入文件本身，而不是其所在的文件夹",
  },
};

/** The first four bytes in hexadecimal digits; undefined if they cannot be read. */
async function firstDigits(file: File): Promise<string | undefined> {
  try {
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return [...start].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return undefined;
  }
}
