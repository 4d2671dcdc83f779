import { assertEquals } from "@std/assert";
import { TcpCapture } from "../../../tls/capture/capture.ts";
import { bytes, ipv4, ipv6, pcap, readConnections, tcp, writeDown } from "./wire.ts";

const MACS = Array(12).fill(2);
const V4 = [8, 0];
const V6 = [0x86, 0xdd];

Deno.test("TcpCapture reads the same connection behind every link layer", () => {
  const segment = tcp({ data: "hello" });
  const layers: [linkType: number, packet: Uint8Array][] = [
    [1, bytes(MACS, V4, ipv4(segment))],
    [1, bytes(MACS, [0x81, 0, 0, 7], V4, ipv4(segment), Array(6).fill(0))],
    [0, bytes([2, 0, 0, 0], ipv4(segment))],
    [108, bytes([0, 0, 0, 2], ipv4(segment))],
    [113, bytes(Array(14).fill(0), V4, ipv4(segment))],
    [276, bytes(V4, Array(18).fill(0), ipv4(segment))],
    [12, ipv4(segment)],
    [228, ipv4(segment)],
  ];
  for (const [linkType, packet] of layers) {
    assertEquals(readConnections(pcap([packet], { linkType })), [
      "1 10.0.0.1:50000 -> 10.0.0.2:443 (midway)",
      "1 client: hello",
      "1 capture ended",
    ]);
  }
  const packet = bytes(MACS, V6, ipv6(segment));
  assertEquals(readConnections(pcap([packet], { linkType: 1 })), [
    "1 [fd00::1]:50000 -> [fd00::2]:443 (midway)",
    "1 client: hello",
    "1 capture ended",
  ]);
});

Deno.test("TcpCapture says once that packets of a link type are not read", () => {
  const file = pcap([bytes(1, 2, 3), bytes(4, 5, 6)], { linkType: 127 });
  assertEquals(readConnections(file), [
    "Packets of link type 127 (IEEE 802.11 with radiotap header) cannot be read (at byte 24)",
  ]);
});

Deno.test("TcpCapture says what the file is", () => {
  const capture = new TcpCapture(writeDown([]));
  assertEquals(capture.format, undefined);
  capture.push(pcap([]));
  assertEquals(capture.format, "pcap");
});

Deno.test("TcpCapture takes a file in pieces of any size", () => {
  const packets = [
    ipv4(tcp({ sequence: 99, flags: "S" })),
    ipv4(tcp({ sequence: 103, data: "later" })),
    ipv4(tcp({ sequence: 100, data: "now" })),
    ipv4(tcp({ sequence: 108, flags: "R" })),
  ];
  const file = pcap(packets);
  const whole = readConnections(file);
  assertEquals(whole.length, 4);
  for (let size = 1; size < file.length; size++) {
    const told: string[] = [];
    const capture = new TcpCapture(writeDown(told));
    const buffer = new Uint8Array(size);
    for (let at = 0; at < file.length; at += size) {
      // One buffer for all pieces: nothing may still be looking at the one before.
      const piece = file.subarray(at, at + size);
      buffer.set(piece);
      capture.push(buffer.subarray(0, piece.length));
    }
    capture.end();
    assertEquals(told, whole);
  }
});

Deno.test("TcpCapture passes over what is not TCP", () => {
  const packets = [ipv4(tcp({ data: "A" }), { protocol: 17 }), ipv6(tcp({ data: "B" }), 58)];
  assertEquals(readConnections(pcap(packets)), []);
});

Deno.test("TcpCapture puts together a segment that came in IP fragments", () => {
  const segment = tcp({ data: "hello, world" });
  const pieces = [
    ipv4(segment.slice(0, 24), { identification: 9, fragment: [0, true] }),
    ipv4(segment.slice(24), { identification: 9, fragment: [24, false] }),
  ];
  assertEquals(readConnections(pcap(pieces.toReversed())), [
    "1 10.0.0.1:50000 -> 10.0.0.2:443 (midway)",
    "1 client: hello, world",
    "1 capture ended",
  ]);
});
