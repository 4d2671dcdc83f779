import { assertEquals } from "@std/assert";
import { networkOrder, setChecksum, wordSum } from "../../../tls/capture/internet_checksum.ts";
import { Random } from "../../support/random.ts";

/** The checksum as RFC 1071 section 4.1 describes it, word by word in network byte order. */
function slowly(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    sum += bytes[i]! << 8 | (bytes[i + 1] ?? 0);
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return ~sum & 0xffff;
}

function quickly(bytes: Uint8Array, more: number): number {
  const checksum = new Uint8Array(2);
  setChecksum(checksum, 0, wordSum(bytes, 0, bytes.length) + networkOrder(more));
  return checksum[0]! << 8 | checksum[1]!;
}

Deno.test("checksums of any bytes are those of RFC 1071", () => {
  const random = new Random(1);
  for (let i = 0; i < 2000; i++) {
    const buffer = new Uint8Array(120);
    const length = random.below(100);
    buffer.set(random.bytes(length), 4);
    const bytes = buffer.subarray(4, 4 + length);
    const more = random.below(65536);
    const padded = new Uint8Array([more >> 8, more & 255, ...bytes]);
    assertEquals(quickly(bytes, more), slowly(padded));
  }
});

Deno.test("the checksum of words that add up to all ones is zero", () => {
  assertEquals(quickly(new Uint8Array([0xff, 0xf0, 0, 0x0f]), 0), 0);
  assertEquals(quickly(new Uint8Array(4), 0xffff), 0);
});

Deno.test("the checksum of the longest packet is exact", () => {
  const bytes = new Uint8Array(65536).fill(0xff, 0, 65535);
  const padded = new Uint8Array([...bytes, 0xff, 0xfe]);
  assertEquals(quickly(bytes.subarray(0, 65535), 0xfffe), slowly(padded));
});
