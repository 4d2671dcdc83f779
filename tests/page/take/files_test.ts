import { assertEquals } from "@std/assert";
import { sortedFiles } from "../../../page/take/files.ts";

const PCAPNG = new File([new Uint8Array([0x0a, 0x0d, 0x0d, 0x0a, 0, 0])], "a.pcapng");
const PCAP = new File([new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2, 0])], "b.bin");
const GZIP = new File([new Uint8Array([0x1f, 0x8b, 8, 0])], "c.gz");
const KEYS = new File(["CLIENT_RANDOM 00 11\n"], "keys.txt");

/** The names of capture and key log, or the problem. */
async function names(...files: File[]): Promise<unknown> {
  const sorted = await sortedFiles(files, 1000);
  return "problem" in sorted
    ? sorted.problem.en
    : [sorted.capture.name, sorted.keyLog?.name ?? null];
}

Deno.test("page/take/files: a capture alone is enough", async () => {
  assertEquals(await names(PCAPNG), ["a.pcapng", null]);
});

Deno.test("page/take/files: the capture is known by its first bytes, in either order of files", async () => {
  assertEquals(await names(KEYS, PCAP), ["b.bin", "keys.txt"]);
  assertEquals(await names(PCAP, KEYS), ["b.bin", "keys.txt"]);
});

Deno.test("page/take/files: a packed capture is one", async () => {
  assertEquals(await names(GZIP), ["c.gz", null]);
});

Deno.test("page/take/files: a key log alone is no capture", async () => {
  assertEquals(await names(KEYS), "There is no capture among these files");
});

Deno.test("page/take/files: two captures are too many", async () => {
  assertEquals(await names(PCAP, PCAPNG), "These are too many files at once");
});

Deno.test("page/take/files: an empty file is taken for no capture", async () => {
  assertEquals(await names(new File([], "empty")), "There is no capture among these files");
});

Deno.test("page/take/files: what cannot be read, such as a folder, is said with what to do", async () => {
  const folder = new File([], "folder");
  folder.slice = () => {
    const part = new Blob();
    part.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    return part;
  };
  assertEquals(await names(folder), "One of these files cannot be read");
});

Deno.test("page/take/files: capture and key log together may not be too large", async () => {
  const large = new File(
    [new Uint8Array([0x0a, 0x0d, 0x0d, 0x0a]), "x".repeat(980)],
    "large.pcapng",
  );
  assertEquals(await names(large), ["large.pcapng", null]);
  assertEquals(await names(large, KEYS), "Together these files are larger than 1000 B");
});
