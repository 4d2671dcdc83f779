import { assertEquals, assertThrows } from "@std/assert";
import { DerError, readDer, Tag, toHex, writeDer } from "../../x509/der.ts";
import {
  coversHost,
  formatIp,
  type GeneralName,
  parseHostName,
  parseIp,
  readGeneralNames,
} from "../../x509/general_name.ts";
import { oid, sequence } from "../support/forged.ts";

// Addresses.

const ADDRESSES: readonly (readonly [text: string, hex: string])[] = [
  ["0.0.0.0", "00000000"],
  ["127.0.0.1", "7f000001"],
  ["255.255.255.255", "ffffffff"],
  ["::", "00000000000000000000000000000000"],
  ["::1", "00000000000000000000000000000001"],
  ["1::", "00010000000000000000000000000000"],
  ["[::1]", "00000000000000000000000000000001"],
  ["2001:db8::1", "20010db8000000000000000000000001"],
  ["2001:DB8:0:0::00a", "20010db800000000000000000000000a"],
  ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
  ["1:2:3:4:5:6:7::", "00010002000300040005000600070000"],
  ["::2:3:4:5:6:7:8", "00000002000300040005000600070008"],
  ["::ffff:192.0.2.1", "00000000000000000000ffffc0000201"],
  ["64:ff9b::192.0.2.33", "0064ff9b0000000000000000c0000221"],
];

for (const [text, hex] of ADDRESSES) {
  Deno.test(`parseIp() reads ${text}`, () => {
    assertEquals(toHex(parseIp(text)!), hex);
  });
}

const NO_ADDRESSES = [
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.0.0.1",
  "01.2.3.4",
  "1.2.3.04",
  "1.2.3.4 ",
  "0x7f.0.0.1",
  "-1.2.3.4",
  "١.٢.٣.٤",
  "[1.2.3.4]",
  ":",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "12345::",
  "::g",
  "::1:",
  "[::1",
  "::1]",
  "[[::1]]",
  "fe80::1%eth0",
  "fe80::1%251",
  "::ffff:1.2.3",
  "::1.2.3.04",
  "::256.0.0.1",
  "localhost",
];

for (const text of NO_ADDRESSES) {
  Deno.test(`parseIp() finds no address in "${text}"`, () => {
    assertEquals(parseIp(text), undefined);
  });
}

const CANONICAL: readonly (readonly [text: string, canonical: string])[] = [
  ["192.0.2.1", "192.0.2.1"],
  ["0:0:0:0:0:0:0:0", "::"],
  ["0:0:0:0:0:0:0:1", "::1"],
  ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
];

for (const [text, canonical] of CANONICAL) {
  Deno.test(`formatIp() writes ${text} as ${canonical}`, () => {
    assertEquals(formatIp(parseIp(text)!), canonical);
  });
}

Deno.test("formatIp() writes the hex of bytes that are no address", () => {
  assertEquals(formatIp(Uint8Array.of(1, 2, 255)), "01:02:ff");
});

// Names as typed.

Deno.test("parseHostName() sorts out IPv4 addresses", () => {
  const bytes = Uint8Array.of(127, 0, 0, 1);
  assertEquals(parseHostName("127.0.0.1"), { type: "ip", value: "127.0.0.1", bytes });
});

Deno.test("parseHostName() writes IPv6 addresses in their canonical form", () => {
  assertEquals(parseHostName("[2001:DB8::0:1]").value, "2001:db8::1");
});

const DNS_NAMES: readonly (readonly [typed: string, name: string])[] = [
  ["localhost", "localhost"],
  ["WWW.Example.TEST", "www.example.test"],
  ["a-b.c_d.test", "a-b.c_d.test"],
  ["1a.2b", "1a.2b"],
  ["4.3.2.1.in-addr.arpa", "4.3.2.1.in-addr.arpa"],
  ["*.example.test", "*.example.test"],
  ["*.Example.TEST", "*.example.test"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER.example", "xn--bcher-kva.example"],
  ["例え.テスト", "xn--r8jz45g.xn--zckzah"],
  ["例。test", "xn--fsq.test"],
  ["*.bücher.example", "*.xn--bcher-kva.example"],
  ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  ["a".repeat(63) + ".test", "a".repeat(63) + ".test"],
];

for (const [typed, name] of DNS_NAMES) {
  Deno.test(`parseHostName() reads ${typed} as the DNS name ${name}`, () => {
    assertEquals(parseHostName(typed), { type: "dns", value: name });
  });
}

const NO_NAMES = [
  "",
  ".",
  "a..test",
  ".a.test",
  "a.test.", // RFC 5280's preferred name syntax has no dot at the end.
  "-a.test",
  "a-.test",
  "a b.test",
  "a\n.test",
  "a.test:443",
  "https://a.test",
  "a.test/b",
  "user@a.test",
  "é b.test",
  "é:80",
  "é/b",
  "é?b",
  "é#b",
  "é@b",
  "é\\b",
  "１２７.0.0.1", // full-width digits, an address once mapped
  "1.2.3",
  "256.0.0.1",
  "01.2.3.4",
  "a.123",
  "a".repeat(64) + ".test",
  `${"a.".repeat(125)}test`,
  "é".repeat(60) + ".test",
  "fe80::1%eth0",
];

for (const typed of NO_NAMES) {
  Deno.test(`parseHostName() refuses ${JSON.stringify(typed.slice(0, 70))}`, () => {
    assertThrows(
      () => parseHostName(typed),
      SyntaxError,
      "is neither a DNS name nor an IP address",
    );
  });
}

Deno.test("parseHostName() refuses percent signs, which stand for other characters in URLs", () => {
  assertThrows(() => parseHostName("é%61.test"), SyntaxError);
});

for (
  const typed of ["*", "a*.example.test", "*a.example.test", "a.*.test", "*.*.test", "é*.test"]
) {
  Deno.test(`parseHostName() refuses the * in "${typed}"`, () => {
    assertThrows(() => parseHostName(typed), SyntaxError, "a * that is not a first label");
  });
}

Deno.test("parseHostName() refuses a wildcard for a whole top-level domain", () => {
  assertThrows(() => parseHostName("*.test"), SyntaxError, "a whole top-level domain");
});

Deno.test("parseHostName() refuses a wildcard before an address", () => {
  assertThrows(() => parseHostName("*.127.0.0.1"), SyntaxError, "neither a DNS name nor");
});

// Which names cover which hosts. Both are given as they stand in certificates and on the wire.

const dns = (value: string): GeneralName & { type: "dns" } => ({ type: "dns", value });

const COVERED: readonly (readonly [listed: string, host: string, covered: boolean])[] = [
  ["a.test", "a.test", true],
  ["A.Test", "a.test", true],
  ["a.test.", "a.test", true],
  ["a.test", "a.test.", true],
  ["a.test", "b.test", false],
  ["a.test", "b.a.test", false],
  ["b.a.test", "a.test", false],
  ["localhost", "localhost", true],
  ["*.example.test", "www.example.test", true],
  ["*.EXAMPLE.test", "www.example.test", true],
  ["*.example.test", "www.example.test.", true],
  ["*.example.test", "example.test", false],
  ["*.example.test", "a.b.example.test", false],
  ["*.example.test", "wwwexample.test", false],
  ["*.example.test", "*.example.test", true],
  ["www.*.test", "www.example.test", false],
  ["w*.example.test", "www.example.test", false],
  ["*w.example.test", "www.example.test", false],
  ["xn--*.example.test", "xn--fsq.example.test", false],
  ["*.*.test", "www.example.test", false],
  ["*.test", "example.test", false],
  ["*", "localhost", false],
  ["*", "example.test", false],
  ["", "a.test", false],
  ["xn--fsq.example.test", "xn--fsq.example.test", true],
];

for (const [listed, host, covered] of COVERED) {
  Deno.test(`coversHost() says ${covered} to "${listed}" for "${host}"`, () => {
    assertEquals(coversHost(dns(host), [dns(listed)]), covered);
  });
}

Deno.test("coversHost() lets a wildcard stand for an A-label, as TLS clients do", () => {
  // What is forbidden is a * that is part of one, RFC 9525 section 6.3.
  assertEquals(coversHost(dns("xn--fsq.example.test"), [dns("*.example.test")]), true);
});

Deno.test("coversHost() looks at every name", () => {
  assertEquals(
    coversHost(dns("b.test"), [dns("a.test"), parseHostName("::1"), dns("b.test")]),
    true,
  );
});

Deno.test("coversHost() finds nothing in no names", () => {
  assertEquals(coversHost(dns("a.test"), []), false);
});

Deno.test("coversHost() finds an address written in another way", () => {
  const names = [parseHostName("2001:db8:0:0::1")];
  assertEquals(coversHost(parseHostName("[2001:DB8::1]"), names), true);
});

Deno.test("coversHost() does not take an address for another", () => {
  assertEquals(coversHost(parseHostName("127.0.0.1"), [parseHostName("127.0.0.2")]), false);
});

Deno.test("coversHost() does not take an IPv4 address for its IPv6 form", () => {
  const names = [parseHostName("::ffff:127.0.0.1")];
  assertEquals(coversHost(parseHostName("127.0.0.1"), names), false);
});

Deno.test("coversHost() never finds an address among DNS names", () => {
  const names = [dns("127.0.0.1"), dns("*.0.0.1"), dns("::1")];
  assertEquals(["127.0.0.1", "::1"].map((ip) => coversHost(parseHostName(ip), names)), [
    false,
    false,
  ]);
});

Deno.test("coversHost() never finds a DNS name among addresses and other names", () => {
  const names: GeneralName[] = [
    parseHostName("127.0.0.1"),
    { type: "uri", value: "a.test" },
    { type: "email", value: "a.test" },
    { type: "other", value: "a.test" },
  ];
  assertEquals(coversHost(dns("a.test"), names), false);
});

// Reading DER.

const read = (...names: Uint8Array[]) =>
  readGeneralNames(readDer(sequence(...names), "names"), "subjectAltName");
const ascii = (text: string) => new TextEncoder().encode(text);

Deno.test("readGeneralNames() reads every type there is, in order", () => {
  const commonName = sequence(
    writeDer(Tag.set, sequence(oid("2.5.4.3"), writeDer(Tag.utf8String, ascii("a")))),
  );
  const names = read(
    writeDer(Tag.context(1), ascii("a@a.test")),
    writeDer(Tag.context(2), ascii("a.test")),
    writeDer(Tag.context(6), ascii("https://a.test/")),
    writeDer(Tag.context(7), Uint8Array.of(192, 0, 2, 1)),
    writeDer(Tag.context(8), oid("1.2.3").subarray(2)),
    writeDer(Tag.contextConstructed(4), commonName),
    writeDer(Tag.contextConstructed(0), oid("1.2.3")),
  );
  assertEquals(names.map(({ type, value }) => `${type} ${value}`), [
    "email a@a.test",
    "dns a.test",
    "uri https://a.test/",
    "ip 192.0.2.1",
    "registeredId 1.2.3",
    "directory CN = a",
    "other a00406022a03",
  ]);
});

Deno.test("readGeneralNames() refuses an empty list", () => {
  assertThrows(() => read(), DerError, "subjectAltName names nothing");
});

for (const length of [0, 3, 5, 8, 17]) {
  Deno.test(`readGeneralNames() refuses an address of ${length} bytes`, () => {
    const address = writeDer(Tag.context(7), new Uint8Array(length));
    assertThrows(() => read(address), DerError, `an IP address of ${length} bytes`);
  });
}

Deno.test("readGeneralNames() refuses a DNS name beyond ASCII", () => {
  const name = writeDer(Tag.context(2), ascii("é.test"));
  assertThrows(() => read(name), DerError, "a name that is not ASCII");
});

Deno.test("readGeneralNames() refuses what follows a directory name", () => {
  const name = writeDer(Tag.contextConstructed(4), sequence(), sequence());
  assertThrows(() => read(name), DerError, "directoryName is followed by");
});
