import { assertEquals } from "@std/assert";
import { linkPayload, linkTypeProblem } from "../../../tls/capture/link.ts";
import { bytes } from "./wire.ts";

const MACS = Array(12).fill(2);
const V4 = [8, 0];
const V6 = [0x86, 0xdd];
const IP = Array(20).fill(0x45);

Deno.test("linkPayload() finds IP behind an Ethernet header", () => {
  assertEquals(linkPayload(1, bytes(MACS, V4, IP)), { version: 4, offset: 14 });
  assertEquals(linkPayload(1, bytes(MACS, V6, IP)), { version: 6, offset: 14 });
  assertEquals(linkPayload(1, bytes(MACS, [8, 6], IP)), undefined); // ARP
});

Deno.test("linkPayload() finds IP behind any number of VLAN tags", () => {
  const tag = (high: number, low: number) => [high, low, 0, 7];
  assertEquals(linkPayload(1, bytes(MACS, tag(0x81, 0), V6, IP)), { version: 6, offset: 18 });
  assertEquals(
    linkPayload(1, bytes(MACS, tag(0x88, 0xa8), tag(0x81, 0), V4, IP)),
    { version: 4, offset: 22 },
  );
  assertEquals(linkPayload(1, bytes(MACS, tag(0x91, 0), V4, IP)), { version: 4, offset: 18 });
  assertEquals(linkPayload(1, bytes(MACS, tag(0x81, 0))), undefined);
});

Deno.test("linkPayload() finds IP behind Linux cooked headers of both versions", () => {
  assertEquals(linkPayload(113, bytes(Array(14).fill(1), V4, IP)), { version: 4, offset: 16 });
  assertEquals(linkPayload(113, bytes(Array(14).fill(1), V6, IP)), { version: 6, offset: 16 });
  assertEquals(
    linkPayload(113, bytes(Array(14).fill(1), [0x81, 0], [0, 7], V6, IP)),
    { version: 6, offset: 20 },
  );
  assertEquals(linkPayload(276, bytes(V4, Array(18).fill(1), IP)), { version: 4, offset: 20 });
  assertEquals(linkPayload(276, bytes(V6, Array(18).fill(1), IP)), { version: 6, offset: 20 });
});

Deno.test("linkPayload() finds IP behind BSD loopback headers in both byte orders", () => {
  for (const [family, version] of [[2, 4], [10, 6], [24, 6], [28, 6], [30, 6]] as const) {
    const found = { version, offset: 4 };
    assertEquals(linkPayload(0, bytes([family, 0, 0, 0], IP)), found);
    assertEquals(linkPayload(0, bytes([0, 0, 0, family], IP)), found);
    assertEquals(linkPayload(108, bytes([0, 0, 0, family], IP)), found);
  }
  assertEquals(linkPayload(108, bytes([2, 0, 0, 0], IP)), undefined);
  assertEquals(linkPayload(0, bytes([7, 0, 0, 0], IP)), undefined);
});

Deno.test("linkPayload() tells the version of raw IP by its first bits", () => {
  for (const linkType of [12, 14, 101]) {
    assertEquals(linkPayload(linkType, bytes(0x45)), { version: 4, offset: 0 });
    assertEquals(linkPayload(linkType, bytes(0x60)), { version: 6, offset: 0 });
    assertEquals(linkPayload(linkType, bytes(0x10)), undefined);
  }
  assertEquals(linkPayload(228, bytes(0x45)), { version: 4, offset: 0 });
  assertEquals(linkPayload(229, bytes(0x60)), { version: 6, offset: 0 });
});

Deno.test("linkPayload() finds nothing in a packet cut off before the IP packet", () => {
  for (const linkType of [0, 1, 12, 14, 101, 108, 113, 276]) {
    for (let length = 0; length < 4; length++) {
      const packet = new Uint8Array(length);
      assertEquals(linkPayload(linkType, packet), undefined, `${linkType} ${length}`);
    }
  }
  assertEquals(linkPayload(1, bytes(MACS, 8)), undefined);
  assertEquals(linkPayload(276, bytes(V4, Array(17).fill(1))), undefined);
});

Deno.test("linkTypeProblem() names link types that are not read, and only those", () => {
  for (const read of [0, 1, 12, 14, 101, 108, 113, 228, 229, 276]) {
    assertEquals(linkTypeProblem(read), undefined);
  }
  assertEquals(linkTypeProblem(105), {
    en: "Packets of link type 105 (IEEE 802.11) cannot be read",
    zh: "无法读取链路类型 105（IEEE 802.11）的数据包",
  });
  assertEquals(linkTypeProblem(999)!.en, "Packets of link type 999 cannot be read");
  assertEquals(linkPayload(999, bytes(V4, IP)), undefined);
});
