import { assertEquals, assertLess } from "@std/assert";
import { type Datagram, IpReader } from "../../../tls/capture/ip.ts";
import { formatIp } from "../../../x509/general_name.ts";
import { bytes, ipv4, ipv6, number } from "./wire.ts";

/** What packets carry, a line each; packet number i passes at second i. */
function carried(
  packets: readonly Uint8Array[],
  { times = [], originalLengths = [] }: { times?: number[]; originalLengths?: number[] } = {},
): string[] {
  const told: string[] = [];
  const reader = new IpReader({
    datagram: ({ protocol, payload, missing }, time) =>
      told.push(`${time} ${protocol}: ${text(payload)}${missing ? ` and ${missing} more` : ""}`),
    trouble: (trouble) => told.push(trouble.message),
  });
  packets.forEach((data, i) =>
    reader.push({
      data,
      originalLength: originalLengths[i] ?? data.length,
      time: times[i] ?? i,
      offset: 1000 + i,
    })
  );
  return told;
}

function text(payload: Uint8Array): string {
  return new TextDecoder().decode(payload);
}

/** A fragment header of IPv6 (RFC 8200 section 4.5). */
function fragment(next: number, offset: number, more: boolean, identification = 5): Uint8Array {
  return bytes(next, 0, number(offset | (more ? 1 : 0), 2), number(identification, 4));
}

Deno.test("IpReader gives the addresses and what an IPv4 packet carries", () => {
  const told: Datagram[] = [];
  const reader = new IpReader({ datagram: (d) => told.push(d), trouble: () => {} });
  const data = ipv4(bytes("hello"), { source: [192, 0, 2, 1], destination: [192, 0, 2, 2] });
  reader.push({ data, originalLength: data.length, time: 0, offset: 0 });
  const { addresses, protocol } = told[0]!;
  assertEquals([addresses.join("."), protocol], ["192.0.2.1.192.0.2.2", 6]);
});

Deno.test("IpReader gives the addresses of an IPv6 packet", () => {
  const told: string[] = [];
  const reader = new IpReader({
    datagram: ({ addresses }) =>
      told.push(formatIp(addresses.subarray(0, 16)), formatIp(addresses.subarray(16))),
    trouble: () => {},
  });
  const data = ipv6(bytes("hello"));
  reader.push({ data, originalLength: data.length, time: 0, offset: 0 });
  assertEquals(told, ["fd00::1", "fd00::2"]);
});

Deno.test("IPv4 options are stepped over", () => {
  assertEquals(carried([ipv4(bytes("hello"), { options: bytes(7, 4, 0, 0, 1, 1, 1, 0) })]), [
    "0 6: hello",
  ]);
});

Deno.test("what lies behind an IP packet's length is padding", () => {
  assertEquals(carried([bytes(ipv4(bytes("hello")), "padding")]), ["0 6: hello"]);
  assertEquals(carried([bytes(ipv6(bytes("hello")), "padding")]), ["0 6: hello"]);
});

Deno.test("a length of zero, as segmentation offload leaves it, means everything", () => {
  assertEquals(carried([ipv4(bytes("hello"), { total: 0 })]), ["0 6: hello"]);
  assertEquals(carried([ipv6(bytes("hello"), 6, 0)]), ["0 6: hello"]);
});

Deno.test("what the capture cut off is told to be missing", () => {
  const v4 = ipv4(bytes("hello"));
  assertEquals(carried([v4.slice(0, 22)]), ["0 6: he and 3 more"]);
  const v6 = ipv6(bytes("hello"));
  assertEquals(carried([v6.slice(0, 43)]), ["0 6: hel and 2 more"]);
  const offloaded = ipv4(bytes("hello"), { total: 0 }).slice(0, 22);
  assertEquals(carried([offloaded], { originalLengths: [100] }), ["0 6: he and 78 more"]);
});

Deno.test("what is no IP packet, or cut off in its header, is left out", () => {
  const tooShort = ipv4(bytes("hello"), { total: 19 });
  const noHeader = ipv4(bytes("hello"));
  noHeader[0] = 0x44;
  const whole = [ipv4(bytes()), ipv6(bytes())];
  const cut = whole.flatMap((packet) => [...packet.keys()].map((end) => packet.slice(0, end)));
  assertEquals(carried([tooShort, noHeader, bytes(0x15), ...cut]), []);
});

Deno.test("IPv4 fragments are put together in whatever order they come", () => {
  const pieces = [
    ipv4(bytes("01234567"), { identification: 5, fragment: [0, true] }),
    ipv4(bytes("89abcdef"), { identification: 5, fragment: [8, true] }),
    ipv4(bytes("ghi"), { identification: 5, fragment: [16, false] }),
  ];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 2, 1, 0], [0, 0, 2, 1]]) {
    const last = order.length - 1;
    assertEquals(carried(order.map((i) => pieces[i]!)), [`${last} 6: 0123456789abcdefghi`]);
  }
});

Deno.test("fragments of different packets are kept apart", () => {
  const first = { identification: 5, fragment: [0, true] as [number, boolean] };
  const last = { identification: 5, fragment: [8, false] as [number, boolean] };
  assertEquals(
    carried([
      ipv4(bytes("AAAAAAAA"), first),
      ipv4(bytes("BBBBBBBB"), { ...first, identification: 6 }),
      ipv4(bytes("CCCCCCCC"), { ...first, protocol: 17 }),
      ipv4(bytes("DDDDDDDD"), { ...first, source: [10, 0, 0, 9] }),
      ipv4(bytes("d"), { ...last, source: [10, 0, 0, 9] }),
      ipv4(bytes("c"), { ...last, protocol: 17 }),
      ipv4(bytes("b"), { ...last, identification: 6 }),
      ipv4(bytes("a"), last),
    ]),
    ["4 6: DDDDDDDDd", "5 17: CCCCCCCCc", "6 6: BBBBBBBBb", "7 6: AAAAAAAAa"],
  );
});

Deno.test("of overlapping fragments the first copy counts, and a difference is told", () => {
  const contradiction =
    "An IP fragment contradicts an earlier one of the same packet; the earlier one counts";
  const piece = (data: string, offset: number, more: boolean) =>
    ipv4(bytes(data), { identification: 5, fragment: [offset, more] });
  assertEquals(
    carried([
      piece("01234567", 0, true),
      piece("XXXXXXXX89abcdef", 0, true),
      piece("g", 16, false),
    ]),
    [`${contradiction} (at byte 1001)`, "2 6: 0123456789abcdefg"],
  );
  assertEquals(
    carried([
      piece("g", 16, false),
      piece("????????", 16, true),
      piece("0123456789abcdef", 0, true),
    ]),
    [`${contradiction} (at byte 1001)`, "2 6: 0123456789abcdefg"],
  );
  assertEquals(
    carried([piece("01234567", 8, true), piece("g", 8, false), piece("0", 16, false)]),
    [`${contradiction} (at byte 1001)`],
  );
});

Deno.test("a fragment that cannot be one is left out", () => {
  const piece = (data: string, offset: number, more: boolean) =>
    ipv4(bytes(data), { identification: 5, fragment: [offset, more] });
  assertEquals(carried([piece("1234567", 0, true), piece("8", 8, false)]), []);
  assertEquals(carried([piece("", 0, true), piece("8".repeat(40), 65528, false)]), []);
});

Deno.test("fragments that were cut short are not put together", () => {
  const first = ipv4(bytes("0123456789abcdef"), { identification: 5, fragment: [0, true] });
  const last = ipv4(bytes("g"), { identification: 5, fragment: [16, false] });
  assertEquals(carried([first.slice(0, 28), last]), []);
});

Deno.test("fragments wait for a minute", () => {
  const first = ipv4(bytes("01234567"), { identification: 5, fragment: [0, true] });
  const last = ipv4(bytes("8"), { identification: 5, fragment: [8, false] });
  assertEquals(carried([first, last], { times: [0, 60] }), ["60 6: 012345678"]);
  assertEquals(carried([first, last], { times: [0, 61] }), []);
});

Deno.test("of too many packets in fragments the oldest give way", () => {
  const first = (identification: number) =>
    ipv4(bytes("01234567"), { identification, fragment: [0, true] });
  const last = (identification: number) =>
    ipv4(bytes("8"), { identification, fragment: [8, false] });
  const firsts = Array.from({ length: 513 }, (_, i) => first(i));
  const told = carried([...firsts, last(0), last(512), last(2)], { times: Array(600).fill(0) });
  assertEquals(told, ["0 6: 012345678", "0 6: 012345678"]);
});

Deno.test("IPv6 extension headers are stepped over", () => {
  const eight = (next: number) => bytes(next, 0, Array(6).fill(0));
  const sixteen = (next: number) => bytes(next, 1, Array(14).fill(0));
  const authentication = (next: number) => bytes(next, 2, Array(14).fill(0));
  const chain = bytes(eight(60), sixteen(43), eight(51), authentication(135), sixteen(6), "hello");
  assertEquals(carried([ipv6(chain, 0)]), ["0 6: hello"]);
  assertEquals(carried([ipv6(bytes("hello"), 59)]), ["0 59: hello"]);
});

Deno.test("IPv6 fragments are put together, headers on either side of the cut", () => {
  const options = bytes(44, 0, Array(6).fill(0));
  const inner = bytes(6, 0, Array(6).fill(0));
  const first = ipv6(bytes(options, fragment(60, 0, true), inner, "01234567"), 0);
  const last = ipv6(bytes(options, fragment(99, 16, false), "89"), 0);
  assertEquals(carried([first, last]), ["1 6: 0123456789"]);
  assertEquals(carried([last, first]), ["1 6: 0123456789"]);
});

Deno.test("an IPv6 fragment that is the whole packet waits for nothing", () => {
  const packet = ipv6(bytes(fragment(6, 0, false), "hello"), 44);
  assertEquals(carried([packet, packet]), ["0 6: hello", "1 6: hello"]);
});

Deno.test("an IPv6 packet that ends in an extension header is left out", () => {
  assertEquals(carried([ipv6(bytes(6, 0, 0, 0, 0, 0, 0), 0)]), []);
  assertEquals(carried([ipv6(bytes(6, 1, Array(13).fill(0)), 0)]), []);
});

Deno.test("a mebibyte of extension headers is read in no time, without recursion", () => {
  const headers = new Uint8Array(1 << 20);
  for (let at = 0; at < headers.length; at += 8) headers[at] = 44;
  const packet = ipv6(new Uint8Array(0), 44, 0);
  const data = new Uint8Array(packet.length + headers.length);
  data.set(packet);
  data.set(headers, packet.length);
  const begin = performance.now();
  assertEquals(carried([data]), []);
  assertLess(performance.now() - begin, 1000);
});
