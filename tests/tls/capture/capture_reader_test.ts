import { assert, assertEquals, assertMatch } from "@std/assert";
import { CaptureReader } from "../../../tls/capture/capture_reader.ts";
import type { Malformed } from "../../../tls/malformed.ts";
import { ask, witnessed } from "../../support/witness.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { block, bytes, device, enhanced, number, pcap, readCapture, section } from "./wire.ts";

const PACKET = new Uint8Array([7, 8, 9]);
const SECRETS_TYPE = number(0x544c534b, 4);

Deno.test("pcap is read in both byte orders, in microseconds and nanoseconds", () => {
  for (const little of [false, true]) {
    const micro = pcap([PACKET], { little });
    assertEquals(readCapture(micro), ["1700000000.25 101: 7,8,9"]);
    const nano = pcap([PACKET], { little, magic: 0xa1b23c4d, linkType: 1 });
    assertEquals(readCapture(nano), ["1700000000.00025 1: 7,8,9"]);
  }
});

Deno.test("pcap is read as Kuznetzov's patch wrote it, with longer packet headers", () => {
  const file = pcap([PACKET, PACKET], { magic: 0xa1b2cd34, extra: [0, 0, 0, 1, 8, 0, 0, 0] });
  assertEquals(readCapture(file), ["1700000000.25 101: 7,8,9", "1700000001.25 101: 7,8,9"]);
});

Deno.test("pcap tells how long a packet was that is cut short", () => {
  assertEquals(readCapture(pcap([PACKET], { originalLength: 60 })), [
    "1700000000.25 101: 7,8,9 of 60",
  ]);
});

Deno.test("pcap's link type does not include the length of the frame check sequence", () => {
  const file = pcap([PACKET], { linkType: 0x3400_0001 });
  assertEquals(readCapture(file), ["1700000000.25 1: 7,8,9"]);
});

Deno.test("pcap of another version is refused", () => {
  const file = pcap([PACKET]);
  file[5] = 3;
  assertEquals(readCapture(file), ["The capture is of pcap version 3, not 2 (at byte 4)"]);
});

Deno.test("pcap ends where a packet claims an impossible length; what came before counts", () => {
  const file = pcap([PACKET, PACKET]);
  file.set([0, 16, 0, 1], 24 + 19 + 8);
  assertEquals(readCapture(file), [
    "1700000000.25 101: 7,8,9",
    "A packet claims 1048577 bytes, more than any has; " +
    "the rest of the capture cannot be read (at byte 51)",
  ]);
});

Deno.test("a file in pieces of any size is read as the whole", () => {
  const files = [
    pcap([PACKET, new Uint8Array(70), PACKET]),
    bytes(section(), device(1), enhanced(PACKET), block(99, PACKET), enhanced(new Uint8Array(50))),
  ];
  for (const file of files) {
    const whole = readCapture(file);
    for (let size = 1; size < file.length; size++) assertEquals(readCapture(file, size), whole);
  }
});

Deno.test("a file cut off anywhere gives the packets before, and the place", () => {
  const files = [
    { file: pcap([PACKET, PACKET]), ends: [24, 43, 62] },
    { file: bytes(section(), device(1), enhanced(PACKET)), ends: [28, 48, 84] },
  ];
  for (const { file, ends } of files) {
    assertEquals(ends.at(-1), file.length);
    for (let length = 4; length < file.length; length++) {
      const told = readCapture(file.slice(0, length));
      if (ends.includes(length)) {
        assert(!told.some((line) => line.startsWith("The capture")), told.join("\n"));
      } else {
        const begin = ends.filter((end) => end < length).at(-1) ?? 0;
        assertEquals(told.at(-1), `The capture is cut off here (at byte ${begin})`);
      }
    }
  }
});

Deno.test("pcapng is read in both byte orders, and a section may change it", () => {
  const file = bytes(
    ...[true, false].flatMap((little) => [
      section(little),
      device(1, { little }),
      device(101, { little }),
      enhanced(PACKET, { little, device: 1, stamp: 1_700_000_000_250_000 }),
    ]),
  );
  assertEquals(readCapture(file), ["1700000000.25 101: 7,8,9", "1700000000.25 101: 7,8,9"]);
});

Deno.test("a section's packets are of the section's own interfaces", () => {
  const file = bytes(section(), device(1), section(), device(101), enhanced(PACKET), section());
  assertEquals(readCapture(bytes(file, enhanced(PACKET), enhanced(PACKET, { device: 7 }))), [
    "0 101: 7,8,9",
    `A packet is of interface 0, which the capture does not describe (at byte ${file.length})`,
    `A packet is of interface 7, which the capture does not describe (at byte ${file.length + 36})`,
  ]);
});

Deno.test("pcapng's time stamps count in the interface's own units, from its own start", () => {
  const times: [options: [number, number[]][], stamp: number, time: number][] = [
    [[], 2_500_000, 2.5],
    [[[9, [9]]], 2_500_000_000, 2.5],
    [[[9, [0]]], 2, 2],
    [[[9, [0x80 | 10]]], 2560, 2.5],
    [[[14, number(1_700_000_000, 8)]], 2_500_000, 1_700_000_002.5],
    [[[14, [255, 255, 255, 255, 255, 255, 255, 255]]], 2_500_000, 1.5],
    [[[2, [...bytes("lo")]], [9, [3]], [0, []], [9, [6]]], 2500, 2.5],
  ];
  for (const [options, stamp, time] of times) {
    const file = bytes(section(), device(1, { options }), enhanced(PACKET, { stamp }));
    assertEquals(readCapture(file), [`${time} 1: 7,8,9`]);
  }
});

Deno.test("of more than 65,536 interfaces a section's first are remembered", () => {
  const interfaces = new Uint8Array(65536 * 20);
  for (let at = 0; at < interfaces.length; at += 20) interfaces.set(device(1), at);
  const end = 28 + interfaces.length;
  const told: string[] = [];
  const reader = new CaptureReader({
    packet: ({ linkType }) => told.push(`${linkType}`),
    secrets: () => {},
    trouble: (trouble) => told.push(trouble.message),
  });
  reader.push(section());
  reader.push(interfaces);
  reader.push(bytes(device(1), enhanced(PACKET, { device: 65535 }), section(), device(101)));
  reader.push(enhanced(PACKET));
  assertEquals(told, [`The capture has too many interfaces (at byte ${end})`, "1", "101"]);
});

Deno.test("an interface option that is too long for its block is told, and the rest is read", () => {
  const cut = block(1, bytes([0, 1, 0, 0], [0, 0, 0, 0], [0, 2, 0, 40, 65, 66, 67, 68]));
  assertEquals(readCapture(bytes(section(), cut, enhanced(PACKET))), [
    "An option of an interface promises 40 bytes where 4 are left (at byte 44)",
    "0 1: 7,8,9",
  ]);
});

Deno.test("a Simple Packet Block is as long as the snap length lets it be", () => {
  const simple = (length: number, data: Uint8Array) => block(3, bytes(number(length, 4), data));
  const stamped = enhanced(PACKET, { stamp: 1_500_000 });
  const limited = bytes(section(), device(1, { snapLength: 2 }), stamped);
  assertEquals(readCapture(bytes(limited, simple(9, new Uint8Array([1, 2, 0, 0])))), [
    "1.5 1: 7,8,9",
    "1.5 1: 1,2 of 9",
  ]);
  const unlimited = bytes(section(), device(1));
  assertEquals(readCapture(bytes(unlimited, simple(3, PACKET), simple(9, PACKET))), [
    "0 1: 7,8,9",
    "A packet promises 9 bytes where 4 are left (at byte 68)",
  ]);
});

Deno.test("an obsolete Packet Block is read, with its interface in two bytes", () => {
  const stamp = [...number(0, 4), ...number(1_500_000, 4)];
  const lengths = [...number(3, 4), ...number(3, 4)];
  const old = block(2, bytes([0, 1, 0, 5], stamp, lengths, PACKET));
  assertEquals(readCapture(bytes(section(), device(1), device(101), old)), ["1.5 101: 7,8,9"]);
});

Deno.test("a Decryption Secrets Block gives its key log; other secrets are left out", () => {
  const secrets = (type: number[], length: number, data: string) =>
    block(10, bytes(type, number(length, 4), data));
  const file = bytes(
    section(),
    secrets(SECRETS_TYPE, 5, "a b c"),
    secrets(number(0x57474b4c, 4), 5, "WIREG"),
    secrets(SECRETS_TYPE, 9, "a b c"),
    secrets(SECRETS_TYPE, 0, ""),
  );
  assertEquals(readCapture(file), [
    "secrets: a b c",
    "Secrets promise 9 bytes where 8 are left (at byte 96)",
    "secrets: ",
  ]);
});

Deno.test("a packet that is longer than its block is left out, and the next one is read", () => {
  const file = bytes(section(), device(1), enhanced(PACKET, { captured: 5 }), enhanced(PACKET));
  assertEquals(readCapture(file), [
    "A packet promises 5 bytes where 4 are left (at byte 48)",
    "0 1: 7,8,9",
  ]);
});

Deno.test("a packet of more than a mebibyte is left out, and the next one is read", () => {
  const large = new Uint8Array((1 << 20) + 1);
  const header = bytes(number(0, 12), number(large.length, 4), number(large.length, 4));
  const size = number(32 + large.length + 3, 4);
  const whole = new Blob([
    bytes(section(), device(1), number(6, 4), size, header),
    large,
    bytes([0, 0, 0], size, enhanced(PACKET)),
  ].map((part) => part.slice()));
  return whole.bytes().then((file) =>
    assertEquals(readCapture(file, 10_000), [
      "A packet of 1048577 bytes is left out: it is longer than any should be (at byte 48)",
      "0 1: 7,8,9",
    ])
  );
});

Deno.test("a block of more than 16 MiB is stepped over without being held", () => {
  const length = (16 << 20) + 4;
  const told: string[] = [];
  const reader = new CaptureReader({
    packet: ({ data, offset }) => told.push(`${data.join()} at ${offset}`),
    secrets: () => {},
    trouble: (trouble) => told.push(trouble.message),
  });
  reader.push(bytes(section(), device(1), number(99, 4), number(length, 4).slice(0, 1)));
  reader.push(bytes(number(length, 4).slice(1)));
  const zeros = new Uint8Array(length - 8);
  reader.push(zeros.subarray(0, 5_000_001));
  reader.push(zeros.subarray(5_000_001));
  reader.push(enhanced(PACKET));
  reader.end();
  assertEquals(told, [
    "A block of 16777220 bytes is left out: it is longer than any should be (at byte 48)",
    `7,8,9 at ${48 + length}`,
  ]);
});

Deno.test("a file cut off in a block that is stepped over gives the place where it ends", () => {
  const header = bytes(section(), number(99, 4), number(1 << 25, 4));
  assertEquals(readCapture(bytes(header, Array(20).fill(0)), 33), [
    "A block of 33554432 bytes is left out: it is longer than any should be (at byte 28)",
    "The capture is cut off here (at byte 56)",
  ]);
});

Deno.test("a block whose two lengths differ ends the reading", () => {
  const broken = enhanced(PACKET);
  broken[35] = 40;
  assertEquals(readCapture(bytes(section(), device(1), broken, enhanced(PACKET))), [
    "A block of 36 bytes ends with the length 40; " +
    "the rest of the capture cannot be read (at byte 80)",
  ]);
});

Deno.test("a block that claims to be shorter than its own lengths ends the reading", () => {
  const broken = bytes(number(6, 4), number(8, 4), number(8, 4));
  assertEquals(readCapture(bytes(section(), broken)), [
    "A block claims 8 bytes, fewer than any has; " +
    "the rest of the capture cannot be read (at byte 32)",
  ]);
});

Deno.test("a section without a byte order, or of another version, ends the reading", () => {
  const unordered = section();
  unordered[8] = 0;
  assertEquals(readCapture(unordered), [
    "A section of the capture does not tell its byte order (at byte 8)",
  ]);
  const second = section();
  second[13] = 2;
  assertEquals(readCapture(second), [
    "A section of the capture is of pcapng version 2, not 1 (at byte 12)",
  ]);
});

Deno.test("a block that is too short for its type is told, and the next one is read", () => {
  const short = block(6, new Uint8Array(8));
  assertEquals(readCapture(bytes(section(), short, device(1), enhanced(PACKET))), [
    "A block of type 6 is too short (at byte 28)",
    "0 1: 7,8,9",
  ]);
});

Deno.test("a file that is no capture is told to be none, once", () => {
  const none = "The file is no capture: it is neither pcap nor pcapng (at byte 0)";
  assertEquals(readCapture(bytes("CLIENT_RANDOM 00 00")), [none]);
  assertEquals(readCapture(bytes("CLIENT_RANDOM 00 00"), 1), [none]);
  assertEquals(readCapture(bytes("hi")), [none]);
  assertEquals(readCapture(bytes("")), ["The capture is empty (at byte 0)"]);
});

Deno.test("a compressed file is told to be one", () => {
  const told = (...magic: number[]) => readCapture(bytes(magic, Array(30).fill(0)));
  assertEquals(told(0x1f, 0x8b, 8, 0), [
    "The file is compressed with gzip: unpack it first (at byte 0)",
  ]);
  assertEquals(told(0x28, 0xb5, 0x2f, 0xfd), [
    "The file is compressed with Zstandard: unpack it first (at byte 0)",
  ]);
  assertEquals(told(0x50, 0x4b, 3, 4), ["The file is a ZIP archive: unpack it first (at byte 0)"]);
});

Deno.test("format says what the file is as soon as that is known", () => {
  const ignore = () => {};
  const reader = new CaptureReader({ packet: ignore, secrets: ignore, trouble: ignore });
  assertEquals(reader.format, undefined);
  reader.push(section().slice(0, 4));
  assertEquals(reader.format, "pcapng");
});

Deno.test("troubles are told in both languages", () => {
  const troubles: Malformed[] = [];
  const trouble = (trouble: Malformed) => troubles.push(trouble);
  const reader = new CaptureReader({ packet: () => {}, secrets: () => {}, trouble });
  reader.push(new Uint8Array([0x1f, 0x8b, 8, 0]));
  assertEquals(troubles[0]!.reason.en, "The file is compressed with gzip: unpack it first");
  assertMatch(troubles[0]!.reason.zh, /^该文件是用 gzip 压缩的：请先解压$/);
});

witnessed(["editcap"], "every format Wireshark converts to reads the same", async () => {
  using folder = temporaryFolder();
  const packets = [PACKET, new Uint8Array(60), new Uint8Array(1000).fill(5)];
  const file = pcap(packets, { linkType: 1 });
  Deno.writeFileSync(`${folder.path}/original`, file);
  const expected = readCapture(file);
  for (const format of ["pcap", "nsecpcap", "modpcap", "pcapng"]) {
    const out = `${folder.path}/${format}`;
    const { code, output } = await ask("editcap", ["-F", format, `${folder.path}/original`, out]);
    assertEquals(code, 0, output);
    assertEquals(readCapture(Deno.readFileSync(out)), expected, format);
  }
});
