import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  bitsOf,
  booleanOf,
  DerError,
  DerReader,
  integerOf,
  oidOf,
  readDer,
  sameBytes,
  smallIntegerOf,
  stringOf,
  Tag,
  timeOf,
  toHex,
  wholeBitsOf,
  writeDer,
} from "../../x509/der.ts";
import { decodePem } from "../../x509/pem.ts";
import { Random } from "../support/random.ts";
import { WEAK_KEY } from "./fixtures.ts";

const bytes = (hex: string) => Uint8Array.fromHex(hex.replaceAll(" ", ""));
const read = (hex: string) => readDer(bytes(hex), "value");
const text = (tag: number, content: string | Uint8Array) =>
  readDer(
    writeDer(tag, typeof content === "string" ? new TextEncoder().encode(content) : content),
    "text",
  );
const utc = (content: string) => timeOf(text(Tag.utcTime, content)).toISOString();
const generalized = (content: string) => timeOf(text(Tag.generalizedTime, content)).toISOString();

/** What the reader says is wrong with an input, and at which byte. */
function refusal(work: () => unknown): [message: string, offset: number] {
  const error = assertThrows(work, DerError);
  return [error.message, error.offset];
}

// Headers.

Deno.test("readDer() reads a value with nothing in it", () => {
  assertEquals(read("05 00").content.length, 0);
});

Deno.test("readDer() refuses an empty input", () => {
  assertEquals(refusal(() => read("")), ["value is missing (at byte 0)", 0]);
});

Deno.test("readDer() refuses a value that ends after its tag", () => {
  assertEquals(refusal(() => read("04")), ["value is cut off (at byte 0)", 0]);
});

Deno.test("readDer() refuses a value cut off in its length", () => {
  assertEquals(refusal(() => read("04 82 01")), ["value is cut off (at byte 0)", 0]);
});

Deno.test("readDer() says how much of a value is missing", () => {
  assertEquals(refusal(() => read("04 05 01 02")), [
    "value is cut off: 5 bytes promised, 2 there (at byte 0)",
    0,
  ]);
});

Deno.test("readDer() refuses an indefinite length", () => {
  assertThrows(() => read("30 80 00 00"), DerError, "indefinite length");
});

Deno.test("readDer() refuses a long form for a length below 128", () => {
  assertThrows(
    () => readDer(Uint8Array.of(4, 0x81, 0x7f, ...new Uint8Array(127)), "value"),
    DerError,
    "shortest form",
  );
});

Deno.test("readDer() refuses a length with a leading zero octet", () => {
  assertThrows(
    () => readDer(Uint8Array.of(4, 0x82, 0, 0x80, ...new Uint8Array(128)), "value"),
    DerError,
    "shortest form",
  );
});

Deno.test("readDer() takes the shortest long form", () => {
  const input = Uint8Array.of(4, 0x81, 0x80, ...new Uint8Array(128));
  assertEquals(readDer(input, "value").content.length, 128);
});

Deno.test("readDer() refuses a length of more than four octets", () => {
  assertThrows(() => read("04 85 01 00 00 00 00"), DerError, "longer than 4 GiB");
});

Deno.test("readDer() refuses a promise of nearly 4 GiB without reserving it", () => {
  assertThrows(() => read("04 84 ff ff ff ff 00"), DerError, "4294967295 bytes promised, 1 there");
});

Deno.test("readDer() refuses the reserved length octet FF", () => {
  assertThrows(() => read(`04 ff ${"01".repeat(127)}`), DerError, "longer than 4 GiB");
});

for (const tag of ["1f", "3f", "9f", "bf", "ff"]) {
  Deno.test(`readDer() refuses the tag ${tag}, whose number is above 30`, () => {
    assertThrows(() => read(`${tag} 81 00`), DerError, "tag number above 30");
  });
}

Deno.test("readDer() refuses what follows the value, saying where it begins", () => {
  assertEquals(refusal(() => read("05 00 aa bb")), [
    "value is followed by 2 bytes that belong to nothing (at byte 2)",
    2,
  ]);
});

Deno.test("readDer() gives views on its input, not copies", () => {
  const input = bytes("04 02 01 02");
  const value = readDer(input, "value");
  input[3] = 9;
  assertEquals(value.content, Uint8Array.of(1, 9));
});

// Reading one value after the other.

Deno.test("DerReader reads the values of a SEQUENCE in their order", () => {
  const reader = new DerReader(bytes("30 06 02 01 05 02 01 07")).sequence("pair");
  const first = integerOf(reader.take(Tag.integer, "first"));
  assertEquals([first, integerOf(reader.take(Tag.integer, "second"))], [5n, 7n]);
});

Deno.test("DerReader.take() names the field, the tag found and the tag wanted", () => {
  const reader = new DerReader(bytes("04 00"));
  assertEquals(refusal(() => reader.take(Tag.integer, "serialNumber")), [
    "serialNumber has tag 0x04 instead of 0x02 (at byte 0)",
    0,
  ]);
});

Deno.test("DerReader.take() names a field that is missing", () => {
  const reader = new DerReader(bytes("30 00")).sequence("pair");
  assertEquals(refusal(() => reader.take(Tag.integer, "first")), [
    "first is missing (at byte 2)",
    2,
  ]);
});

Deno.test("DerReader.take() leaves a value with another tag to be read", () => {
  const reader = new DerReader(bytes("05 00"));
  assertThrows(() => reader.take(Tag.integer, "first"), DerError);
  assertEquals(reader.take(Tag.null, "second").tag, Tag.null);
});

Deno.test("DerReader.maybe() reads nothing where another value stands", () => {
  const reader = new DerReader(bytes("05 00"));
  assertEquals(reader.maybe(Tag.boolean, "critical"), undefined);
  assertEquals(reader.next, Tag.null);
});

Deno.test("DerReader.maybe() reads nothing at the end", () => {
  assertEquals(new DerReader(new Uint8Array()).maybe(Tag.boolean, "critical"), undefined);
});

Deno.test("DerReader.maybe() refuses a value that is there but broken", () => {
  assertThrows(
    () => new DerReader(bytes("01 02 ff")).maybe(Tag.boolean, "critical"),
    DerError,
    "critical is cut off",
  );
});

Deno.test("DerReader.sequence() refuses a SET", () => {
  assertThrows(() => new DerReader(bytes("31 00")).sequence("pair"), DerError, "0x31");
});

Deno.test("DerReader.end() refuses what is left, saying how much", () => {
  const reader = new DerReader(bytes("05 00 05 00"));
  reader.any("first");
  assertEquals(refusal(() => reader.end("pair")), [
    "pair is followed by 2 bytes that belong to nothing (at byte 2)",
    2,
  ]);
});

Deno.test("DerReader counts offsets from the start of the outermost input", () => {
  // SEQUENCE { [0] { SEQUENCE { INTEGER, which is empty } } }
  const outer = new DerReader(bytes("30 06 a0 04 30 02 02 00")).sequence("outer");
  const inner = new DerReader(outer.any("wrapper")).sequence("inner");
  const value = inner.take(Tag.integer, "number");
  assertEquals(value.offset, 6);
  assertEquals(refusal(() => integerOf(value)), ["An INTEGER is empty (at byte 6)", 6]);
});

Deno.test("DerReader counts offsets past a length of several octets", () => {
  const input = writeDer(Tag.sequence, writeDer(Tag.octetString, new Uint8Array(300)), bytes("02"));
  const reader = new DerReader(input).sequence("outer");
  reader.any("first");
  assertEquals(refusal(() => reader.any("second"))[1], 308);
});

Deno.test("DerReader does not let a value reach beyond the one it is in", () => {
  const reader = new DerReader(bytes("30 03 04 02 01 05 00")).sequence("outer");
  assertThrows(() => reader.any("inner"), DerError, "2 bytes promised, 1 there");
});

// INTEGER.

const INTEGERS: readonly (readonly [hex: string, value: bigint])[] = [
  ["02 01 00", 0n],
  ["02 01 7f", 127n],
  ["02 02 00 80", 128n],
  ["02 02 7f ff", 32767n],
  ["02 01 ff", -1n],
  ["02 01 80", -128n],
  ["02 02 ff 7f", -129n],
  ["02 09 00 ff ff ff ff ff ff ff ff", 2n ** 64n - 1n],
  ["02 09 80 00 00 00 00 00 00 00 00", -(2n ** 71n)],
];

for (const [hex, value] of INTEGERS) {
  Deno.test(`integerOf() reads ${hex} as ${value}`, () => {
    assertEquals(integerOf(read(hex)), value);
  });
}

Deno.test("integerOf() reads a number of 4096 bits", () => {
  const content = Uint8Array.of(0, ...new Uint8Array(512).fill(0xff));
  assertEquals(integerOf(readDer(writeDer(Tag.integer, content), "modulus")), 2n ** 4096n - 1n);
});

Deno.test("integerOf() refuses an INTEGER of no octets", () => {
  assertThrows(() => integerOf(read("02 00")), DerError, "empty");
});

for (const hex of ["02 02 00 7f", "02 02 00 00", "02 02 ff 80", "02 02 ff ff"]) {
  Deno.test(`integerOf() refuses ${hex}, which has an octet too many`, () => {
    assertThrows(() => integerOf(read(hex)), DerError, "shortest form");
  });
}

Deno.test("smallIntegerOf() reads up to 2^31 - 1", () => {
  assertEquals(smallIntegerOf(read("02 04 7f ff ff ff")), 2 ** 31 - 1);
});

Deno.test("smallIntegerOf() reads down to -2^31", () => {
  assertEquals(smallIntegerOf(read("02 04 80 00 00 00")), -(2 ** 31));
});

for (const hex of ["02 05 00 80 00 00 00", "02 05 ff 7f ff ff ff", `02 09 ${"11".repeat(9)}`]) {
  Deno.test(`smallIntegerOf() refuses ${hex}`, () => {
    assertThrows(() => smallIntegerOf(read(hex)), DerError, "too large");
  });
}

// BOOLEAN.

Deno.test("booleanOf() reads FF as true", () => {
  assertEquals(booleanOf(read("01 01 ff")), true);
});

Deno.test("booleanOf() reads 00 as false", () => {
  assertEquals(booleanOf(read("01 01 00")), false);
});

for (const hex of ["01 00", "01 01 01", "01 01 fe", "01 02 ff ff"]) {
  Deno.test(`booleanOf() refuses ${hex}`, () => {
    assertThrows(() => booleanOf(read(hex)), DerError, "neither 00 nor FF");
  });
}

// OBJECT IDENTIFIER.

const OIDS: readonly (readonly [hex: string, dotted: string])[] = [
  ["06 01 00", "0.0"],
  ["06 01 27", "0.39"],
  ["06 01 28", "1.0"],
  ["06 01 4f", "1.39"],
  ["06 01 50", "2.0"],
  ["06 01 78", "2.40"],
  ["06 02 88 37", "2.999"],
  ["06 03 55 04 03", "2.5.4.3"],
  ["06 09 2a 86 48 86 f7 0d 01 01 0b", "1.2.840.113549.1.1.11"],
  ["06 04 55 1d 25 00", "2.5.29.37.0"],
  ["06 0b 2a 81 ff ff ff ff ff ff ff ff 7f", "1.2.18446744073709551615"],
];

for (const [hex, dotted] of OIDS) {
  Deno.test(`oidOf() reads ${hex} as ${dotted}`, () => {
    assertEquals(oidOf(read(hex)), dotted);
  });
}

Deno.test("oidOf() refuses an identifier of no octets", () => {
  assertThrows(() => oidOf(read("06 00")), DerError, "empty");
});

Deno.test("oidOf() refuses an arc that is cut off", () => {
  assertThrows(() => oidOf(read("06 02 55 84")), DerError, "cut off");
});

Deno.test("oidOf() refuses a first arc padded with 80", () => {
  assertThrows(() => oidOf(read("06 02 80 55")), DerError, "shortest form");
});

Deno.test("oidOf() refuses a later arc padded with 80", () => {
  assertThrows(() => oidOf(read("06 03 55 80 04")), DerError, "shortest form");
});

Deno.test("oidOf() takes 80 inside an arc", () => {
  assertEquals(oidOf(read("06 04 2a 81 80 00")), "1.2.16384");
});

Deno.test("oidOf() takes 64 octets", () => {
  const value = readDer(writeDer(Tag.oid, new Uint8Array(64).fill(1)), "type");
  assertEquals(oidOf(value), `0.1${".1".repeat(63)}`);
});

Deno.test("oidOf() refuses 65 octets", () => {
  const value = readDer(writeDer(Tag.oid, new Uint8Array(65).fill(1)), "type");
  assertThrows(() => oidOf(value), DerError, "too long");
});

// BIT STRING.

Deno.test("bitsOf() reads the bits and how many do not count", () => {
  assertEquals(bitsOf(read("03 02 05 a0")), { unused: 5, bytes: Uint8Array.of(0xa0) });
});

Deno.test("bitsOf() reads no bits at all", () => {
  assertEquals(bitsOf(read("03 01 00")), { unused: 0, bytes: new Uint8Array() });
});

for (const hex of ["03 00", "03 01 01", "03 02 08 00"]) {
  Deno.test(`bitsOf() refuses ${hex}, whose count of unused bits is wrong`, () => {
    assertThrows(() => bitsOf(read(hex)), DerError, "wrong count");
  });
}

Deno.test("bitsOf() refuses unused bits that are set", () => {
  assertThrows(() => bitsOf(read("03 02 05 b0")), DerError, "not zero");
});

Deno.test("wholeBitsOf() gives the bytes", () => {
  assertEquals(wholeBitsOf(read("03 03 00 01 02")), Uint8Array.of(1, 2));
});

Deno.test("wholeBitsOf() refuses bits that fill no bytes", () => {
  assertThrows(() => wholeBitsOf(read("03 02 01 02")), DerError, "whole bytes");
});

// Strings.

Deno.test("stringOf() reads a UTF8String", () => {
  assertEquals(stringOf(text(Tag.utf8String, "你好, 😀")), "你好, 😀");
});

Deno.test("stringOf() keeps a byte order mark, which is part of the name", () => {
  assertEquals(stringOf(text(Tag.utf8String, "\ufeffa")), "\ufeffa");
});

for (const hex of ["ff", "c0 80", "e4 bd", "ed a0 80", "f4 90 80 80"]) {
  Deno.test(`stringOf() finds no text in a UTF8String of ${hex}`, () => {
    assertEquals(stringOf(text(Tag.utf8String, bytes(hex))), undefined);
  });
}

const ASCII_TYPES = ["numericString", "printableString", "ia5String", "visibleString"] as const;

for (const type of ASCII_TYPES) {
  Deno.test(`stringOf() reads a ${type}`, () => {
    assertEquals(stringOf(text(Tag[type], "12 34")), "12 34");
  });

  Deno.test(`stringOf() finds no text in a ${type} beyond ASCII`, () => {
    assertEquals(stringOf(text(Tag[type], bytes("31 80"))), undefined);
  });
}

Deno.test("stringOf() reads a TeletexString as Latin-1", () => {
  assertEquals(stringOf(text(Tag.teletexString, bytes("e9 61"))), "éa");
});

Deno.test("stringOf() reads a BMPString", () => {
  assertEquals(stringOf(text(Tag.bmpString, bytes("4f 60 00 61"))), "你a");
});

Deno.test("stringOf() finds no text in a BMPString of an odd number of bytes", () => {
  assertEquals(stringOf(text(Tag.bmpString, bytes("4f 60 00"))), undefined);
});

for (const hex of ["d8 3d", "de 00", "de 00 d8 3d", "d8 3d 00 61"]) {
  Deno.test(`stringOf() finds no text in a BMPString with the lone surrogate of ${hex}`, () => {
    assertEquals(stringOf(text(Tag.bmpString, bytes(hex))), undefined);
  });
}

Deno.test("stringOf() reads a UniversalString", () => {
  assertEquals(stringOf(text(Tag.universalString, bytes("00 01 f6 00 00 00 00 61"))), "😀a");
});

for (const hex of ["00 00 61", "00 11 00 00", "ff ff ff ff", "00 00 d8 3d"]) {
  Deno.test(`stringOf() finds no text in a UniversalString of ${hex}`, () => {
    assertEquals(stringOf(text(Tag.universalString, bytes(hex))), undefined);
  });
}

Deno.test("stringOf() finds no text in a UniversalString that holds a pair of surrogates", () => {
  // UTF-32 has no surrogates: two of them are not the character they mean in UTF-16.
  assertEquals(stringOf(text(Tag.universalString, bytes("00 00 d8 3d 00 00 de 00"))), undefined);
});

Deno.test("stringOf() finds no text in what is no string", () => {
  assertEquals(stringOf(text(Tag.octetString, "abc")), undefined);
});

// Times.

Deno.test("timeOf() reads a UTCTime's year 50 as 1950", () => {
  assertEquals(utc("500101000000Z"), "1950-01-01T00:00:00.000Z");
});

Deno.test("timeOf() reads a UTCTime's year 49 as 2049", () => {
  assertEquals(utc("491231235959Z"), "2049-12-31T23:59:59.000Z");
});

Deno.test("timeOf() reads a UTCTime's year 00 as 2000", () => {
  assertEquals(utc("000229120000Z"), "2000-02-29T12:00:00.000Z");
});

Deno.test("timeOf() reads a GeneralizedTime of 2050", () => {
  assertEquals(generalized("20500101000000Z"), "2050-01-01T00:00:00.000Z");
});

Deno.test("timeOf() reads the last moment there is", () => {
  assertEquals(generalized("99991231235959Z"), "9999-12-31T23:59:59.000Z");
});

Deno.test("timeOf() takes a GeneralizedTime's first years as they are", () => {
  assertEquals(generalized("00500101000000Z"), "0050-01-01T00:00:00.000Z");
});

Deno.test("timeOf() knows the leap day of 2400", () => {
  assertEquals(generalized("24000229000000Z"), "2400-02-29T00:00:00.000Z");
});

const NO_MOMENTS = [
  "20230229000000Z", // no leap year
  "21000229000000Z", // no leap year either: a century not divisible by 400
  "20300431000000Z",
  "20301301000000Z",
  "20300001000000Z",
  "20300100000000Z",
  "20300101240000Z",
  "20300101006000Z",
  "20300101000060Z",
];

for (const content of NO_MOMENTS) {
  Deno.test(`timeOf() refuses ${content}, which is no moment of the calendar`, () => {
    assertThrows(() => generalized(content), DerError, "no moment of the calendar");
  });
}

for (
  const content of [
    "2030010100000Z",
    "20300101000000",
    "20300101000000.5Z",
    "20300101000000+0100",
    "203001010000Z",
    "2030010100000 Z",
    "20300101000000z",
    "20300101000000Z\n",
    "",
  ]
) {
  Deno.test(`timeOf() refuses the GeneralizedTime ${JSON.stringify(content)}`, () => {
    assertThrows(() => generalized(content), DerError, "not in the form RFC 5280 asks for");
  });
}

for (const content of ["3001010000Z", "300101000000", "300101000000+0100", "20300101000000Z"]) {
  Deno.test(`timeOf() refuses the UTCTime ${content}`, () => {
    assertThrows(() => utc(content), DerError, "not in the form RFC 5280 asks for");
  });
}

Deno.test("timeOf() refuses what is no time", () => {
  assertThrows(() => timeOf(text(Tag.utf8String, "300101000000Z")), DerError, "not in the form");
});

// Writing.

for (const length of [0, 1, 127, 128, 255, 256, 65535, 65536]) {
  Deno.test(`writeDer() writes ${length} bytes as readDer() reads them`, () => {
    const content = new Random(length).bytes(length);
    const value = readDer(writeDer(Tag.octetString, content), "value");
    assertEquals([value.tag, toHex(value.content)], [Tag.octetString, toHex(content)]);
  });
}

Deno.test("writeDer() writes the shortest length there is", () => {
  const headers = [127, 128, 255, 256, 65536].map((length) =>
    toHex(writeDer(4, new Uint8Array(length)).subarray(0, -length))
  );
  assertEquals(headers, ["047f", "048180", "0481ff", "04820100", "0483010000"]);
});

Deno.test("writeDer() joins its parts", () => {
  assertEquals(toHex(writeDer(Tag.sequence, bytes("05 00"), bytes("02 01 07"))), "30050500020107");
});

Deno.test("toHex() puts a separator between two bytes and nowhere else", () => {
  assertEquals([toHex(bytes("01 ab ff"), ":"), toHex(bytes("01"), ":")], ["01:ab:ff", "01"]);
});

Deno.test("sameBytes() compares length and content", () => {
  const one = bytes("01 02");
  const others = ["01 02", "01 03", "01", "01 02 03", ""];
  assertEquals(others.map((hex) => sameBytes(one, bytes(hex))), [true, false, false, false, false]);
});

// Anything at all.

/** Reads everything there is in a value and in what it contains. */
function readDeep(input: Uint8Array | ReturnType<typeof readDer>, depth: number): void {
  const reader = new DerReader(input);
  while (!reader.done) {
    const value = reader.any("value");
    for (const interpret of [integerOf, smallIntegerOf, booleanOf, oidOf, wholeBitsOf, timeOf]) {
      try {
        interpret(value);
      } catch (error) {
        assertInstanceOf(error, DerError);
      }
    }
    stringOf(value);
    if (depth > 0 && (value.tag & 0x20) !== 0) readDeep(value, depth - 1);
  }
}

Deno.test("DerReader reads any of 50,000 random or altered inputs or throws a DerError", () => {
  const random = new Random(1);
  const certificate = decodePem(WEAK_KEY)[0]!.bytes;
  let refused = 0;
  for (let i = 0; i < 50_000; i++) {
    const input = i % 2 === 0
      ? random.mutate(certificate.subarray(0, 40 + random.below(80)))
      : random.bytes(random.below(24));
    try {
      readDeep(input, 3);
    } catch (error) {
      assertInstanceOf(error, DerError);
      assert(error.offset >= 0 && error.offset <= input.length, `offset ${error.offset}`);
      refused++;
    }
  }
  assert(refused > 10_000 && refused < 50_000, `refused ${refused}`);
});
