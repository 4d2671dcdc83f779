import { assertEquals, assertThrows } from "@std/assert";
import { DerError, readDer, Tag, writeDer } from "../../x509/der.ts";
import {
  ATTRIBUTE_TYPES,
  formatName,
  formatSubject,
  type Name,
  parseSubject,
  readName,
} from "../../x509/name.ts";
import { oid, sequence } from "../support/forged.ts";

/** The values of a name by type, one string a relative distinguished name. */
const shown = (name: Name) =>
  name.map((rdn) => rdn.map(({ oid, value }) => `${oid}=${value}`).join("+"));
const values = (text: string) => parseSubject(text).map((rdn) => rdn.map(({ value }) => value));
const named = (value: string): Name => [[{ oid: "2.5.4.3", value, tag: Tag.utf8String }]];

/** What a terminal may obey, or take for the end of a line. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

// Reading a subject as typed.

Deno.test("parseSubject() reads the attributes in their order", () => {
  assertEquals(shown(parseSubject("/C=CN/O=ESU/CN=a")), [
    "2.5.4.6=CN",
    "2.5.4.10=ESU",
    "2.5.4.3=a",
  ]);
});

Deno.test("parseSubject() keeps an escaped slash in the value", () => {
  assertEquals(values("/O=A\\/B/CN=a"), [["A/B"], ["a"]]);
});

Deno.test("parseSubject() keeps an escaped plus in the value", () => {
  assertEquals(values("/O=A\\+CN=B"), [["A+CN=B"]]);
});

Deno.test("parseSubject() keeps an escaped backslash in the value", () => {
  assertEquals(values("/O=A\\\\/CN=a"), [["A\\"], ["a"]]);
});

Deno.test("parseSubject() takes the backslash away before any other character", () => {
  assertEquals(values("/O=\\A\\=B"), [["A=B"]]);
});

Deno.test("parseSubject() refuses a backslash with nothing after it", () => {
  assertThrows(() => parseSubject("/CN=a\\"), SyntaxError);
});

Deno.test("parseSubject() joins what stands around a plus in one RDN", () => {
  assertEquals(shown(parseSubject("/C=CN/OU=a+CN=b")), ["2.5.4.6=CN", "2.5.4.11=a+2.5.4.3=b"]);
});

Deno.test("parseSubject() takes an equals sign in a value", () => {
  assertEquals(values("/CN=a=b"), [["a=b"]]);
});

Deno.test("parseSubject() takes text of any script", () => {
  assertEquals(values("/CN=你好 😀 é"), [["你好 😀 é"]]);
});

Deno.test("parseSubject() keeps the spaces of a value", () => {
  assertEquals(values("/CN= a  b "), [[" a  b "]]);
});

Deno.test("parseSubject() takes attribute types in any case", () => {
  assertEquals(shown(parseSubject("/cn=a/COMMONNAME=b")), ["2.5.4.3=a", "2.5.4.3=b"]);
});

Deno.test("parseSubject() takes each type by its short and its long name", () => {
  assertEquals(
    shown(parseSubject("/S=a/stateOrProvinceName=a/E=a/emailAddress=a")),
    ["2.5.4.8=a", "2.5.4.8=a", "1.2.840.113549.1.9.1=a", "1.2.840.113549.1.9.1=a"],
  );
});

Deno.test("parseSubject() chooses the string type that each attribute is defined with", () => {
  const tags = parseSubject("/C=CN/serialNumber=1/dnQualifier=q/E=a@a.test/DC=test/CN=a")
    .map(([attribute]) => attribute!.tag);
  const { ia5String, printableString, utf8String } = Tag;
  assertEquals(tags, [
    printableString,
    printableString,
    printableString,
    ia5String,
    ia5String,
    utf8String,
  ]);
});

for (const text of ["CN=a", "", "C=CN/CN=a", " /CN=a"]) {
  Deno.test(`parseSubject() refuses "${text}", which does not begin with a slash`, () => {
    assertThrows(() => parseSubject(text), SyntaxError, `does not begin with "/"`);
  });
}

for (const text of ["/", "/CN", "/CN=a/", "/CN=a//O=b", "/CN=a+", "/CN=a+b"]) {
  Deno.test(`parseSubject() refuses "${text}", where a part has no equals sign`, () => {
    assertThrows(() => parseSubject(text), SyntaxError, "not of the form type=value");
  });
}

Deno.test("parseSubject() refuses an unknown type", () => {
  assertThrows(() => parseSubject("/XY=a"), SyntaxError, `attribute type "XY" is unknown`);
});

Deno.test("parseSubject() refuses an empty type", () => {
  assertThrows(() => parseSubject("/=a"), SyntaxError, `attribute type "" is unknown`);
});

Deno.test("parseSubject() refuses an empty value", () => {
  assertThrows(() => parseSubject("/C=CN/CN="), SyntaxError, "CN is empty");
});

Deno.test("parseSubject() refuses half of a surrogate pair", () => {
  assertThrows(() => parseSubject("/CN=a\ud83d"), SyntaxError, "not valid Unicode");
});

Deno.test("parseSubject() takes a common name of 64 characters beyond the first plane", () => {
  assertEquals(values(`/CN=${"😀".repeat(64)}`), [["😀".repeat(64)]]);
});

Deno.test("parseSubject() refuses a common name of 65 characters", () => {
  assertThrows(
    () => parseSubject(`/CN=${"a".repeat(65)}`),
    SyntaxError,
    "CN is longer than 64 characters",
  );
});

for (const country of ["C", "86", "C1", "中国", "C "]) {
  Deno.test(`parseSubject() refuses the country "${country}"`, () => {
    assertThrows(() => parseSubject(`/C=${country}`), SyntaxError, "instead of two letters");
  });
}

Deno.test("parseSubject() refuses a country of three letters", () => {
  assertThrows(() => parseSubject("/C=CHN"), SyntaxError, "C is longer than 2 characters");
});

Deno.test("parseSubject() refuses characters that a PrintableString cannot hold", () => {
  assertThrows(() => parseSubject("/serialNumber=1*2"), SyntaxError, "not allowed there");
});

Deno.test("parseSubject() refuses an email address beyond ASCII", () => {
  assertThrows(() => parseSubject("/emailAddress=é@a.test"), SyntaxError, "is not ASCII");
});

Deno.test("ATTRIBUTE_TYPES lists types that parseSubject() takes, every one of them", () => {
  const unknown = ATTRIBUTE_TYPES.filter((type) => parseSubject(`/${type}=CN`).length !== 1);
  assertEquals(unknown, []);
});

// Showing.

Deno.test("formatName() writes types and values as OpenSSL does", () => {
  assertEquals(
    formatName(parseSubject("/C=CN/OU=a+CN=b/DC=test")),
    "C = CN, OU = a + CN = b, DC = test",
  );
});

Deno.test("formatName() writes an empty name as nothing", () => {
  assertEquals(formatName([]), "");
});

Deno.test("formatName() writes an unknown type in dotted form", () => {
  const name = [[{ oid: "1.2.3.4", value: "a", tag: Tag.utf8String }]];
  assertEquals(formatName(name), "1.2.3.4 = a");
});

for (const value of ["a,b", "a+b", "a<b", "a>b", "a;b", "#a", " a", "a "]) {
  Deno.test(`formatName() puts quotes around "${value}"`, () => {
    assertEquals(formatName(named(value)), `CN = "${value}"`);
  });
}

for (const value of ["a b", "a/b", "a=b", "a#b", "你好"]) {
  Deno.test(`formatName() puts no quotes around "${value}"`, () => {
    assertEquals(formatName(named(value)), `CN = ${value}`);
  });
}

Deno.test("formatName() escapes quotes and backslashes", () => {
  assertEquals(formatName(named('a"b\\c, d')), 'CN = "a\\"b\\\\c, d"');
});

Deno.test("formatName() shows a control character as the bytes it is", () => {
  assertEquals(formatName(named("a\x1b[2J\n\x7f\u009b")), "CN = a\\1B[2J\\0A\\7F\\C2\\9B");
});

Deno.test("formatName() lets nothing through that a terminal may obey", () => {
  const obeyed = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code))
    .filter((char) => OBEYED.test(formatName(named(char))))
    .map((char) => char.charCodeAt(0).toString(16));
  assertEquals(obeyed, []);
});

Deno.test("formatSubject() writes what parseSubject() reads", () => {
  const text = '/C=CN/O=A\\/B\\+C\\\\D/OU=a, b+CN=你好="c"/emailAddress=a@a.test/DC=test';
  assertEquals(formatSubject(parseSubject(text)), text);
});

Deno.test("formatSubject() writes every type by a name that parseSubject() takes", () => {
  const name = ATTRIBUTE_TYPES.flatMap((type) => parseSubject(`/${type}=CN`));
  assertEquals(parseSubject(formatSubject(name)), name);
});

// Reading DER.

const utf8 = (text: string) => writeDer(Tag.utf8String, new TextEncoder().encode(text));
const attribute = (...values: Uint8Array[]) => sequence(oid("2.5.4.3"), ...values);
const read = (...rdns: Uint8Array[]) => readName(readDer(sequence(...rdns), "name"), "subject");
const set = (...members: Uint8Array[]) => writeDer(Tag.set, ...members);

Deno.test("readName() reads an empty name", () => {
  assertEquals(read(), []);
});

Deno.test("readName() reads an RDN of several attributes", () => {
  const name = read(set(attribute(utf8("a")), attribute(utf8("b"))));
  assertEquals(shown(name), ["2.5.4.3=a+2.5.4.3=b"]);
});

Deno.test("readName() keeps the string type", () => {
  const name = read(set(attribute(writeDer(Tag.bmpString, Uint8Array.of(0x4f, 0x60)))));
  assertEquals(name, [[{ oid: "2.5.4.3", value: "你", tag: Tag.bmpString }]]);
});

Deno.test("readName() gives the hex of a value that is no string", () => {
  const name = read(set(attribute(writeDer(Tag.integer, Uint8Array.of(0x7a)))));
  assertEquals(name[0]?.[0]?.value.toLowerCase(), "#02017a");
});

Deno.test("readName() gives the hex of a string that is not of its type", () => {
  const name = read(set(attribute(writeDer(Tag.utf8String, Uint8Array.of(0xff)))));
  assertEquals(name[0]?.[0]?.value.toLowerCase(), "#0c01ff");
});

Deno.test("readName() refuses an empty RDN", () => {
  assertThrows(() => read(set()), DerError, "subject has an empty RDN");
});

Deno.test("readName() refuses an RDN that is no SET", () => {
  assertThrows(() => read(attribute(utf8("a"))), DerError, "subject RDN has tag 0x30");
});

Deno.test("readName() refuses an attribute without a value", () => {
  assertThrows(() => read(set(attribute())), DerError, "subject attribute value is missing");
});

Deno.test("readName() refuses an attribute with two values", () => {
  assertThrows(
    () => read(set(attribute(utf8("a"), utf8("b")))),
    DerError,
    "subject attribute is followed by",
  );
});
