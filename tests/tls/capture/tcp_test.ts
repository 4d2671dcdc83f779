import { assertEquals, assertLess } from "@std/assert";
import { ClosedConnections } from "../../../tls/capture/closed_connections.ts";
import { IpReader } from "../../../tls/capture/ip.ts";
import { type TcpLimits, TcpReassembler } from "../../../tls/capture/tcp.ts";
import { Random } from "../../support/random.ts";
import { bytes, ipv4, ipv6, type SegmentParts, tcp, writeDown } from "./wire.ts";

const CLIENT = [10, 0, 0, 1];
const SERVER = [10, 0, 0, 2];

/** A packet from the client, 10.0.0.1:50000. */
function client(sequence: number, parts: SegmentParts = {}): Uint8Array {
  return ipv4(tcp({ sequence, ...parts }));
}

/** A packet from the server, 10.0.0.2:443. */
function server(sequence: number, parts: SegmentParts = {}): Uint8Array {
  return ipv4(tcp({ from: 443, to: 50000, sequence, ...parts }), {
    source: SERVER,
    destination: CLIENT,
  });
}

/** A connection whose numbers begin with 100 for the client and 500 for the server. */
const HANDSHAKE = [
  client(99, { flags: "S" }),
  server(499, { flags: "S", acknowledgment: 100 }),
  client(100, { acknowledgment: 500 }),
];
const OPENED = "1 10.0.0.1:50000 -> 10.0.0.2:443";
const MIDWAY = `${OPENED} (midway)`;

/** What is told of packets, a line each; packet number i passes at second i. */
function told(packets: readonly Uint8Array[], limits: Partial<TcpLimits> = {}): string[] {
  const lines: string[] = [];
  const reassembler = new TcpReassembler(writeDown(lines), limits);
  const reader = new IpReader({
    datagram: (datagram, time) => reassembler.push(datagram, time),
    trouble: (trouble) => lines.push(trouble.message),
  });
  packets.forEach((data, time) =>
    reader.push({ data, originalLength: data.length, time, offset: 0 })
  );
  reassembler.end(packets.length);
  return lines;
}

Deno.test("a connection is told from its SYN to its second FIN", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(100, { data: "hello", acknowledgment: 500 }),
      server(500, { data: "world", acknowledgment: 105 }),
      client(105, { flags: "F", acknowledgment: 505 }),
      server(505, { data: "!", flags: "F", acknowledgment: 106 }),
      client(106, { acknowledgment: 507 }),
    ]),
    [OPENED, "1 client: hello", "1 server: world", "1 server: !", "1 fin"],
  );
});

Deno.test("a reset ends a connection", () => {
  assertEquals(told([...HANDSHAKE, server(500, { flags: "R" })]), [OPENED, "1 reset"]);
  const refused = server(0, { flags: "R", acknowledgment: 100 });
  assertEquals(told([client(99, { flags: "S" }), refused]), [OPENED, "1 reset"]);
});

Deno.test("a connection that does not end is closed with the capture", () => {
  const half = client(100, { flags: "F" });
  assertEquals(told([...HANDSHAKE, half, server(500, { data: "still here" })]), [
    OPENED,
    "1 server: still here",
    "1 capture ended",
  ]);
});

Deno.test("every event has the time of the packet that brought it about", () => {
  const times: [string, number][] = [];
  const reassembler = new TcpReassembler({
    opened: (_, time) => times.push(["opened", time]),
    data: (_, __, ___, time) => times.push(["data", time]),
    gap: (_, __, ___, time) => times.push(["gap", time]),
    closed: (_, time) => times.push(["closed", time]),
  });
  const reader = new IpReader({
    datagram: (datagram, time) => reassembler.push(datagram, time),
    trouble: () => {},
  });
  const packets = [
    HANDSHAKE[0]!,
    client(105, { data: "later" }),
    client(100, { data: "first" }),
    client(120, { data: "late" }),
  ];
  packets.forEach((data, i) =>
    reader.push({ data, originalLength: data.length, time: 10 * i, offset: 0 })
  );
  reassembler.end(99);
  assertEquals(times, [
    ["opened", 0],
    ["data", 20],
    ["data", 20],
    ["gap", 99],
    ["data", 99],
    ["closed", 99],
  ]);
});

Deno.test("segments are put in order", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(106, { data: "C" }),
      client(103, { data: "BBB" }),
      client(107, { flags: "F" }),
      client(100, { data: "AAA" }),
      server(500, { flags: "F" }),
    ]),
    [OPENED, "1 client: AAA", "1 client: BBB", "1 client: C", "1 fin"],
  );
});

Deno.test("retransmissions are dropped, and what they have more is told", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(100, { data: "hello" }),
      client(100, { data: "hello" }),
      client(102, { data: "llo, world" }),
      client(100, { data: "h" }),
    ]),
    [OPENED, "1 client: hello", "1 client: , world", "1 capture ended"],
  );
});

Deno.test("keep-alive probes bring nothing", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(99, { data: "", acknowledgment: 500 }),
      client(99, { data: "\0", acknowledgment: 500 }),
      client(100, { data: "hello" }),
      client(104, { data: "\0", acknowledgment: 500 }),
    ]),
    [OPENED, "1 client: hello", "1 capture ended"],
  );
});

Deno.test("a zero-window probe's byte is told once", () => {
  assertEquals(
    told([...HANDSHAKE, client(100, { data: "h" }), client(100, { data: "hello" })]),
    [OPENED, "1 client: h", "1 client: ello", "1 capture ended"],
  );
});

Deno.test("of waiting segments that overlap the first copy counts, and a difference is told", () => {
  const differ = (place: number) =>
    `1 Two segments of the client differ about the same bytes; ` +
    `the earlier one counts (at byte ${place})`;
  assertEquals(
    told([
      ...HANDSHAKE,
      client(104, { data: "EFG" }),
      client(108, { data: "IJ" }),
      client(102, { data: "CDEFXHIJKL" }),
      client(100, { data: "AB??" }),
    ]),
    [
      OPENED,
      differ(6),
      differ(2),
      ..."AB CD EFG H IJ KL".split(" ").map((part) => `1 client: ${part}`),
      "1 capture ended",
    ],
  );
});

Deno.test("waiting segments that overlap and agree are no trouble", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(102, { data: "CDE" }),
      client(103, { data: "DEF" }),
      client(102, { data: "CDE" }),
      client(101, { data: "BCDEFG" }),
      client(100, { data: "ABCDEFGH" }),
    ]),
    [OPENED, ..."A B CDE F G H".split(" ").map((part) => `1 client: ${part}`), "1 capture ended"],
  );
});

Deno.test("sequence numbers wrap around", () => {
  assertEquals(
    told([
      client(2 ** 32 - 3, { flags: "S" }),
      client(2, { data: "EF" }),
      client(2 ** 32 - 1, { data: "BCD" }),
      client(2 ** 32 - 2, { data: "A" }),
      client(2 ** 32 - 2, { data: "ABCDEF" }),
      client(4, { data: "G" }),
    ]),
    [OPENED, ..."A BCD EF G".split(" ").map((part) => `1 client: ${part}`), "1 capture ended"],
  );
});

Deno.test("more than four gigabytes in one direction are counted on", () => {
  const lines: string[] = [];
  const reassembler = new TcpReassembler(writeDown(lines));
  const push = (parts: SegmentParts, missing = 0) =>
    reassembler.push({
      addresses: bytes(CLIENT, SERVER),
      protocol: 6,
      payload: tcp(parts),
      missing,
    }, 0);
  push({ sequence: 99, flags: "S" });
  for (let i = 0; i < 5; i++) push({ sequence: 100 + i * 2 ** 30 }, 2 ** 30);
  push({ sequence: 100 + 5 * 2 ** 30, data: "end" });
  assertEquals(lines.slice(-2), [`1 client: ${2 ** 30} missing`, "1 client: end"]);
});

Deno.test("bytes that were acknowledged but not captured are a gap once later ones are there", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(100, { data: "A" }),
      client(104, { data: "E" }),
      client(107, { data: "H" }),
      server(500, { data: "too early", acknowledgment: 103 }),
      server(509, { data: "in time", acknowledgment: 105 }),
      client(108, { data: "I" }),
    ]),
    [
      OPENED,
      "1 client: A",
      "1 server: too early",
      "1 client: 3 missing",
      "1 client: E",
      "1 server: in time",
      "1 client: 2 missing",
      "1 client: H",
      "1 client: I",
      "1 capture ended",
    ],
  );
});

Deno.test("missing bytes before a FIN are a gap once the FIN is acknowledged", () => {
  assertEquals(
    told([
      ...HANDSHAKE,
      client(105, { flags: "F" }),
      server(500, { flags: "F", acknowledgment: 106 }),
    ]),
    [OPENED, "1 client: 5 missing", "1 fin"],
  );
});

Deno.test("missing bytes at the end of a connection are a gap if they were acknowledged", () => {
  const ends: [Uint8Array, string][] = [
    [server(500, { acknowledgment: 110 }), "capture ended"],
    [server(500, { acknowledgment: 110, flags: "R" }), "reset"],
  ];
  for (const [end, how] of ends) {
    assertEquals(told([...HANDSHAKE, client(100, { data: "A" }), end]), [
      OPENED,
      "1 client: A",
      "1 client: 9 missing",
      `1 ${how}`,
    ]);
  }
});

Deno.test("a missed FIN is no missing byte", () => {
  assertEquals(
    told([...HANDSHAKE, client(100, { data: "A" }), server(500, { acknowledgment: 102 })]),
    [OPENED, "1 client: A", "1 capture ended"],
  );
});

Deno.test("bytes the capture cut off are a gap", () => {
  const cut = client(100, { data: "hello, world" }).slice(0, 45);
  const headerOnly = client(117, { data: "more" }).slice(0, 40);
  const inOptions = client(121, { data: "more", options: new Uint8Array(12) }).slice(0, 46);
  assertEquals(
    told([...HANDSHAKE, cut, client(112, { data: "again" }), headerOnly, inOptions]),
    [
      OPENED,
      "1 client: hello",
      "1 client: 7 missing",
      "1 client: again",
      "1 client: 4 missing",
      "1 client: 4 missing",
      "1 capture ended",
    ],
  );
});

Deno.test("a segment that was cut off keeps its place when it has to wait", () => {
  const cut = client(104, { data: "hello, world" }).slice(0, 45);
  assertEquals(
    told([...HANDSHAKE, client(116, { data: "!" }), cut, client(100, { data: "Oh, " })]),
    [
      OPENED,
      "1 client: Oh, ",
      "1 client: hello",
      "1 client: 7 missing",
      "1 client: !",
      "1 capture ended",
    ],
  );
});

Deno.test("what waits too long for missing bytes is told with a gap", () => {
  const waiting = [104, 106].map((at) => client(at, { data: "." }));
  assertEquals(
    told([...HANDSHAKE, ...waiting, client(100, { data: "late" })], { streamBytes: 300 }),
    [
      OPENED,
      "1 client: 4 missing",
      "1 client: .",
      "1 client: 1 missing",
      "1 client: .",
      "1 capture ended",
    ],
  );
});

Deno.test("no more than 4,096 segments wait in a direction", () => {
  const waiting = Array.from({ length: 4097 }, (_, i) => client(102 + 2 * i, { data: "." }));
  const lines = told([...HANDSHAKE, ...waiting, client(100, { data: "late" })]);
  assertEquals(lines.slice(0, 3), [OPENED, "1 client: 2 missing", "1 client: ."]);
  assertEquals(lines.includes("1 client: late"), false);
});

Deno.test("when too much waits in all, the one that has waited longest is told", () => {
  const other = (sequence: number, data: string) =>
    ipv4(tcp({ from: 50001, sequence, data, flags: data ? "" : "S" }));
  assertEquals(
    told(
      [...HANDSHAKE, other(99, ""), client(101, { data: "B" }), other(101, "b"), other(100, "a")],
      { bytes: 300 },
    ),
    [
      OPENED,
      "2 10.0.0.1:50001 -> 10.0.0.2:443",
      "1 client: 1 missing",
      "1 client: B",
      "2 client: a",
      "2 client: b",
      "1 capture ended",
      "2 capture ended",
    ],
  );
});

Deno.test("of too many connections the oldest gives way, and does not come back", () => {
  const packet = (from: number, flags: string, sequence = 99, data = "") =>
    ipv4(tcp({ from, flags, sequence, data }));
  assertEquals(
    told([packet(1, "S"), packet(2, "S"), packet(3, "S"), packet(1, "", 100, "late")], {
      flows: 2,
    }),
    [
      "1 10.0.0.1:1 -> 10.0.0.2:443",
      "2 10.0.0.1:2 -> 10.0.0.2:443",
      "1 capture ended",
      "3 10.0.0.1:3 -> 10.0.0.2:443",
      "2 capture ended",
      "3 capture ended",
    ],
  );
});

Deno.test("when connections keep coming, each time the oldest that is left gives way", () => {
  const syn = (from: number) => ipv4(tcp({ from, flags: "S" }));
  const reset = (from: number) => ipv4(tcp({ from, flags: "R" }));
  const ends = told([syn(1), syn(2), syn(3), reset(2), syn(4), syn(5), syn(6), syn(7)], {
    flows: 3,
  })
    .filter((line) => !line.includes("->"));
  assertEquals(ends, [
    "2 reset",
    ...[1, 3, 4, 5, 6, 7].map((id) => `${id} capture ended`),
  ]);
});

Deno.test("when too much waits in all again and again, each direction has its turn", () => {
  const packet = (from: number, sequence: number, data: string) =>
    ipv4(tcp({ from, sequence, data, flags: data ? "" : "S" }));
  const gaps = told([
    packet(1, 99, ""),
    packet(2, 99, ""),
    packet(1, 110, "a"),
    packet(1, 120, "b"),
    packet(2, 130, "c"),
    packet(2, 140, "d"),
    packet(2, 150, "e"),
    packet(1, 160, "f"),
  ], { bytes: 600 }).filter((line) => line.includes("missing"));
  assertEquals(gaps, [
    "1 client: 10 missing",
    "2 client: 30 missing",
    "1 client: 9 missing",
    "2 client: 9 missing",
    "1 client: 39 missing",
    "2 client: 9 missing",
  ]);
});

Deno.test("ended connections are remembered for the next 32,768", () => {
  const closed = new ClosedConnections();
  closed.add("first", 7);
  for (let i = 1; i < 65536; i++) closed.add(`${i}`, undefined);
  assertEquals([closed.has("first"), closed.has("first", 7), closed.has("first", 8)], [
    true,
    true,
    false,
  ]);
  closed.add("last", 1);
  assertEquals([closed.has("first"), closed.has("32768"), closed.has("last", 1)], [
    false,
    true,
    true,
  ]);
});

Deno.test("a segment that lies beyond any window is of another connection", () => {
  assertEquals(
    told([...HANDSHAKE, client(101 + 2 ** 30, { data: "?" }), client(100, { data: "A" })]),
    [OPENED, "1 client: A", "1 capture ended"],
  );
});

Deno.test("late segments of an ended connection open no new one", () => {
  const ended = [
    ...HANDSHAKE,
    client(100, { data: "A", flags: "F" }),
    server(500, { data: "B", flags: "F" }),
  ];
  const late = [...HANDSHAKE, ...ended.slice(3), client(102, { acknowledgment: 502 })];
  assertEquals(told([...ended, ...late]), [OPENED, "1 client: A", "1 server: B", "1 fin"]);
});

Deno.test("a SYN with another number on the same ports begins a new connection", () => {
  const again = client(7000, { flags: "S" });
  const second = "2 10.0.0.1:50000 -> 10.0.0.2:443";
  const data = client(7001, { data: "new" });
  assertEquals(told([...HANDSHAKE, server(500, { flags: "R" }), again, again, data]), [
    OPENED,
    "1 reset",
    second,
    "2 client: new",
    "2 capture ended",
  ]);
  assertEquals(told([...HANDSHAKE, again, data]), [
    OPENED,
    "1 capture ended",
    second,
    "2 client: new",
    "2 capture ended",
  ]);
});

Deno.test("a repeated SYN begins no new connection", () => {
  const [syn, answer, acknowledgment] = HANDSHAKE;
  assertEquals(
    told([
      syn!,
      syn!,
      answer!,
      syn!,
      answer!,
      acknowledgment!,
      client(100, { data: "A" }),
      answer!,
    ]),
    [OPENED, "1 client: A", "1 capture ended"],
  );
});

Deno.test("a connection is told from the answer to its SYN if the SYN was missed", () => {
  assertEquals(
    told([...HANDSHAKE.slice(1), server(500, { data: "A" }), client(100, { data: "B" })]),
    [OPENED, "1 server: A", "1 client: B", "1 capture ended"],
  );
});

Deno.test("data that comes with a SYN is the first", () => {
  assertEquals(
    told([client(99, { flags: "S", data: "fast" }), client(100, { data: "fast open" })]),
    [OPENED, "1 client: fast", "1 client:  open", "1 capture ended"],
  );
});

Deno.test("midway, the sender of a ClientHello is the client, the sender of a ServerHello the server", () => {
  const hello = (type: number) => bytes([22, 3, 1, 0, 9, type]);
  const from = (from: number, to: number, data: Uint8Array | string) =>
    told([ipv4(tcp({ from, to, data }))])[0];
  assertEquals(from(50, 60, hello(1)), "1 10.0.0.1:50 -> 10.0.0.2:60 (midway)");
  assertEquals(from(60, 50, hello(2)), "1 10.0.0.2:50 -> 10.0.0.1:60 (midway)");
  assertEquals(from(50, 60, hello(11)), "1 10.0.0.2:60 -> 10.0.0.1:50 (midway)");
  assertEquals(from(60, 50, "data"), "1 10.0.0.1:60 -> 10.0.0.2:50 (midway)");
});

Deno.test("midway, a connection begins with its first data, and the other side with what it has", () => {
  assertEquals(
    told([
      client(1000, { acknowledgment: 5000 }),
      server(5000, { flags: "F", acknowledgment: 1000 }),
      client(1000, { data: "A", acknowledgment: 5000 }),
      server(5003, { data: "D" }),
      server(5000, { data: "ABC" }),
    ]),
    [MIDWAY, "1 client: A", "1 server: ABC", "1 server: D", "1 capture ended"],
  );
});

Deno.test("packets without data of a connection that began before the capture tell nothing", () => {
  assertEquals(
    told([
      client(1000, { acknowledgment: 5000 }),
      client(1000, { flags: "F", acknowledgment: 5000 }),
      server(5000, { flags: "F", acknowledgment: 1001 }),
      client(1001, { flags: "R" }),
      client(1001, { flags: "R", data: "gone" }),
    ]),
    [],
  );
});

Deno.test("connections of IPv6 have their addresses in brackets", () => {
  assertEquals(told([ipv6(tcp({ data: "A" }))]), [
    "1 [fd00::1]:50000 -> [fd00::2]:443 (midway)",
    "1 client: A",
    "1 capture ended",
  ]);
});

Deno.test("connections are told apart by every address and port", () => {
  const packets = [
    client(1, { data: "a" }),
    ipv4(tcp({ data: "b", sequence: 1 }), { source: [10, 0, 0, 3] }),
    ipv4(tcp({ data: "c", sequence: 1 }), { destination: [10, 0, 0, 3] }),
    client(1, { data: "d", from: 50001 }),
    client(1, { data: "e", to: 444 }),
    ipv4(tcp({ from: 443, to: 50000, data: "f", sequence: 1 })),
    ipv6(tcp({ data: "g", sequence: 1 })),
  ];
  const ids = told(packets).filter((line) =>
    line.includes("client: ") || line.includes("server: ")
  );
  assertEquals(
    ids.map((line) => line.replace(/\w+: /, "")),
    [..."abcdefg"].map((letter, i) => `${i + 1} ${letter}`),
  );
});

Deno.test("a segment with a broken header is left out", () => {
  const short = ipv4(tcp({ data: "A" }));
  short[32] = 0x40;
  const long = ipv4(tcp({ data: "A" }));
  long[32] = 0xf0;
  assertEquals(told([short, long, ipv4(new Uint8Array(19))]), []);
});

Deno.test("whatever is lost, repeated or reordered, bytes and gaps are those that were sent", () => {
  for (let seed = 0; seed < 3000; seed++) {
    const random = new Random(seed);
    const isn = random.of([0, 1000, 2 ** 31 - 20, 2 ** 32 - 20]);
    const sent = Uint8Array.from({ length: 1 + random.below(60) }, (_, i) => 33 + i);
    const segments: [from: number, to: number][] = [];
    for (let at = 0; at < sent.length;) {
      const to = Math.min(sent.length, at + 1 + random.below(8));
      segments.push([at, to]);
      if (random.below(3) === 0) segments.push([Math.max(0, at - random.below(5)), to]);
      at = to;
    }
    for (let swaps = random.below(6); swaps > 0; swaps--) {
      const [i, j] = [random.below(segments.length), random.below(segments.length)];
      [segments[i], segments[j]] = [segments[j]!, segments[i]!];
    }
    const captured = segments.filter(() => random.below(8) > 0);
    const lines: string[] = [];
    const reassembler = new TcpReassembler(writeDown(lines));
    const push = (parts: SegmentParts, fromServer = false) =>
      reassembler.push({
        addresses: fromServer ? bytes(SERVER, CLIENT) : bytes(CLIENT, SERVER),
        protocol: 6,
        payload: tcp(fromServer ? { from: 443, to: 50000, ...parts } : parts),
        missing: 0,
      }, 0);
    push({ sequence: isn, flags: "S" });
    for (const [from, to] of captured) {
      push({ sequence: isn + 1 + from, data: sent.subarray(from, to) });
    }
    push({ acknowledgment: isn + 1 + sent.length, sequence: 1 }, true);
    push({ sequence: isn + 1 + sent.length, flags: "F" });
    push({ sequence: 1, flags: "F" }, true);

    const there = new Set(
      captured.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)),
    );
    const expected = [...sent].map((byte, i) => there.has(i) ? String.fromCharCode(byte) : "_");
    const actual = lines.map((line) => {
      const [, what = ""] = /^1 client: (.*)$/.exec(line) ?? [];
      const [, gap] = /^(\d+) missing$/.exec(what) ?? [];
      return gap ? "_".repeat(Number(gap)) : what;
    }).join("");
    assertEquals(actual, expected.join(""), `seed ${seed}`);
    assertEquals(lines.at(-1), "1 fin", `seed ${seed}`);
  }
});

Deno.test("hostile overlaps take bounded time", () => {
  const lines: string[] = [];
  const reassembler = new TcpReassembler({
    data: () => {},
    gap: () => {},
    closed: () => lines.push("closed"),
  });
  const push = (parts: SegmentParts) =>
    reassembler.push(
      { addresses: bytes(CLIENT, SERVER), protocol: 6, payload: tcp(parts), missing: 0 },
      0,
    );
  const begin = performance.now();
  push({ sequence: 99, flags: "S" });
  for (let i = 0; i < 4000; i++) push({ sequence: 70_000 - 2 * i, data: "." });
  const cover = "x".repeat(60_000);
  for (let i = 0; i < 100; i++) push({ sequence: 101 + i, data: cover });
  reassembler.end(0);
  assertEquals(lines, ["closed"]);
  assertLess(performance.now() - begin, 5000);
});
