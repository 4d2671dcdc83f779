import { assert, assertEquals, assertLess, assertLessOrEqual } from "@std/assert";
import { TcpCapture } from "../../../tls/capture/capture.ts";
import { CaptureWriter } from "../../../tls/capture/capture_writer.ts";
import type { Flow } from "../../../tls/capture/tcp.ts";
import { Random } from "../../support/random.ts";
import { block, bytes, device, enhanced, ipv4, ipv6, number, pcap, section, tcp } from "./wire.ts";

const MUTATIONS = 20_000;

/** Reads a file, and checks that what is told of it is in order. */
function survive(file: Uint8Array, chunk: number): void {
  const open = new Map<number, Flow>();
  let count = 0;
  let told = 0;
  const isOpen = ({ id }: Flow) => assert(open.has(id), "told of a connection that is not open");
  const capture = new TcpCapture({
    opened: (flow) => {
      assertEquals(flow.id, ++count);
      assert(flow.client !== "" && flow.server !== "");
      open.set(flow.id, flow);
    },
    data: (flow, _, data) => {
      isOpen(flow);
      assert(data.length > 0);
      told += data.length;
    },
    gap: (flow, _, length) => {
      isOpen(flow);
      assert(length > 0 && length <= 2 ** 31);
    },
    closed: (flow) => {
      isOpen(flow);
      open.delete(flow.id);
    },
    secrets: (keyLog) => assertLessOrEqual(keyLog.length, file.length),
    trouble: ({ offset, reason }, flow) => {
      assert(reason.en !== "" && reason.zh !== "");
      assert(offset >= 0 && (flow || offset <= file.length), `a trouble at byte ${offset}`);
    },
  });
  for (let at = 0; at < file.length; at += chunk) capture.push(file.subarray(at, at + chunk));
  capture.end();
  assertEquals(open.size, 0);
  assertLessOrEqual(told, file.length);
}

/** A small talk of two, with a segment that comes late and one that is lost. */
const TALK = [
  ipv4(tcp({ sequence: 99, flags: "S" })),
  ipv4(tcp({ sequence: 104, data: "EFGH" })),
  ipv4(tcp({ sequence: 106, data: "GHIJ" })),
  ipv4(tcp({ sequence: 100, data: "ABCD" }), { options: bytes(1, 1, 1, 0) }),
  ipv4(tcp({ sequence: 120, data: bytes([22, 3, 1, 0, 9, 1]), flags: "F" })),
  ipv4(tcp({ data: "0123" }), { fragment: [0, true] }),
  ipv4(bytes("89abcdef"), { fragment: [24, false] }),
  ipv6(bytes([60, 0, 0, 0, 0, 0, 0, 0], [44, 0, 0, 0, 0, 0, 0, 0], [6, 0, 0, 1], [0, 0, 0, 5]), 0),
  ipv6(bytes([6, 0, 0, 0, 0, 0, 0, 5], tcp({ data: "hello" })), 44),
];
const ethernet = (packet: Uint8Array) =>
  bytes(Array(12).fill(2), [0x81, 0, 0, 7], packet[0]! >> 4 === 4 ? [8, 0] : [0x86, 0xdd], packet);

function everyBlock(): Uint8Array {
  const units: [number, number[]][] = [[9, [9]], [14, number(5, 8)]];
  return bytes(
    section(true),
    device(1, { little: true, options: units }),
    block(10, bytes(number(0x544c534b, 4, true), number(5, 4, true), "a b c"), true),
    ...TALK.map((packet) => enhanced(ethernet(packet), { little: true })),
    section(),
    device(101, { snapLength: 60 }),
    ...TALK.map((packet) => block(3, bytes(number(packet.length, 4), packet.slice(0, 60)))),
    block(2, bytes(Array(12).fill(0), number(20, 4), number(20, 4), TALK[0]!.slice(0, 20))),
  );
}

function relayed(): Uint8Array {
  const writer = new CaptureWriter();
  const connection = writer.connection(
    { address: "::1", port: 50000 },
    { address: "::1", port: 443 },
  );
  return bytes(
    writer.header(),
    writer.secrets("CLIENT_RANDOM 00 00\n"),
    connection.open(1),
    connection.data("client", bytes("hello"), 2),
    connection.data("server", bytes("world"), 3),
    connection.end("client", 4),
    connection.end("server", 5),
  );
}

const CAPTURES: [name: string, file: Uint8Array][] = [
  ["pcap of raw IP", pcap(TALK)],
  ["pcap of Ethernet, little-endian", pcap(TALK.map(ethernet), { little: true, linkType: 1 })],
  ["pcapng with every kind of block", everyBlock()],
  ["pcapng as it is written", relayed()],
];

for (const [name, file] of CAPTURES) {
  Deno.test(`any change to a ${name} gives a result or a trouble, in no time`, () => {
    const random = new Random(file.length);
    const begin = performance.now();
    for (let i = 0; i < MUTATIONS; i++) {
      survive(random.mutate(file), random.of([file.length, 64, 7]) + 8);
    }
    assertLess(performance.now() - begin, 60_000);
  });
}

Deno.test("any change to the packets of a capture gives a result or a trouble", () => {
  const random = new Random(5);
  for (let i = 0; i < MUTATIONS; i++) {
    const packets = TALK.map((packet) => random.below(3) ? packet : random.mutate(packet));
    survive(pcap(packets), 1 << 16);
  }
});

Deno.test("bytes at random give a trouble", () => {
  const random = new Random(6);
  const magics = [[0xa1, 0xb2, 0xc3, 0xd4], [0x0a, 0x0d, 0x0d, 0x0a], []];
  for (let i = 0; i < MUTATIONS; i++) {
    survive(bytes(random.of(magics), random.bytes(random.below(100))), 1 + random.below(50));
  }
});
