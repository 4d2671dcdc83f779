import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import { parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { extensionText } from "../../x509/text/extensions.ts";
import { readPublicKey } from "../../x509/public_key.ts";
import { certificateText, publicKeyInfoText, publicKeyText, requestText } from "../../x509/text.ts";

/** What a terminal may obey: controls but the newline, and what turns the direction around. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

function assertHarmless(text: string) {
  assertNotMatch(text.replaceAll("\n", ""), OBEYED);
}

/** A DER value, its content given as text, as bytes or as further values. */
function der(tag: number, ...parts: (string | Uint8Array)[]): Uint8Array {
  const encoder = new TextEncoder();
  const content = parts.flatMap((part) => [
    ...(typeof part === "string" ? encoder.encode(part) : part),
  ]);
  return Uint8Array.of(tag, ...content.length < 128 ? [] : [0x81], content.length, ...content);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(6, Uint8Array.fromHex(hex));
const extension = (oid: string, value: Uint8Array) =>
  extensionText({ oid, critical: false, value }, 2);

/** Escape sequences, a bell, line ends, a C1 control sequence introducer, bidi overrides. */
const HOSTILE = "a\x1b[2J\x07\r\nCA:TRUE\x7f\u009b31m\u202eb\u2066\u2028";
const SHOWN = "a\\1B[2J\\07\\0D\\0ACA:TRUE\\7F\\C2\\9B31m\\E2\\80\\AEb\\E2\\81\\A6\\E2\\80\\A8";
const DOTTED = "a.[2J...CA:TRUE...31m...b......";

const UPN = oid("2b060104018237140203");
const CPS = oid("2b06010505070201");
const NOTICE = oid("2b06010505070202");
const OCSP = oid("2b06010505073001");
const policy = (...qualifier: Uint8Array[]) =>
  sequence(sequence(oid("2a03"), sequence(sequence(...qualifier))));
const point = (...names: Uint8Array[]) => sequence(sequence(der(0xa0, der(0xa0, ...names))));
const permitted = (name: Uint8Array) => sequence(der(0xa0, sequence(name)));
const commonName = (text: string) => sequence(der(0x31, sequence(oid("550403"), der(0x0c, text))));

/** The hostile text in each place that takes text, and what is to be seen of it. */
const HOSTILE_EXTENSIONS: readonly (readonly [string, string, Uint8Array, string])[] = [
  ["a host name", "2.5.29.17", sequence(der(0x82, HOSTILE)), `  DNS:${SHOWN}`],
  ["an email address", "2.5.29.17", sequence(der(0x81, HOSTILE)), `  email:${SHOWN}`],
  ["a URI", "2.5.29.18", sequence(der(0x86, HOSTILE)), `  URI:${SHOWN}`],
  [
    "another name",
    "2.5.29.17",
    sequence(der(0xa0, UPN, der(0xa0, der(0x0c, HOSTILE)))),
    `  othername: UPN::${SHOWN}`,
  ],
  [
    "an address of OCSP",
    "1.3.6.1.5.5.7.1.1",
    sequence(sequence(OCSP, der(0x86, HOSTILE))),
    `  OCSP - URI:${SHOWN}`,
  ],
  [
    "a directory name",
    "2.5.29.17",
    sequence(der(0xa4, commonName("a\x1b/\u202e"))),
    "  DirName:/CN=a\\x1B\\/\\xE2\\x80\\xAE",
  ],
  [
    "a permitted directory name",
    "2.5.29.30",
    permitted(der(0xa4, commonName("a\x1b\u202e"))),
    "  Permitted:\n    DirName:CN = a\\1B\\E2\\80\\AE",
  ],
  [
    "a permitted host",
    "2.5.29.30",
    permitted(der(0x82, HOSTILE)),
    `  Permitted:\n    DNS:${DOTTED}`,
  ],
  [
    "a permitted other name",
    "2.5.29.30",
    permitted(der(0xa0, UPN, der(0xa0, der(0x0c, HOSTILE)))),
    `  Permitted:\n    othername:UPN:${SHOWN}`,
  ],
  [
    "a distribution point",
    "2.5.29.31",
    point(der(0x86, HOSTILE)),
    `  Full Name:\n    URI:${DOTTED}`,
  ],
  [
    "a policy's address",
    "2.5.29.32",
    policy(CPS, der(0x16, HOSTILE)),
    `  Policy: 1.2.3\n    CPS: ${SHOWN}`,
  ],
  [
    "a policy's text",
    "2.5.29.32",
    policy(NOTICE, sequence(der(0x0c, HOSTILE))),
    `  Policy: 1.2.3\n    User Notice:\n      Explicit Text: ${SHOWN}`,
  ],
  ["a comment", "2.16.840.1.113730.1.13", der(0x16, HOSTILE), `  ${SHOWN}`],
  ["an unknown extension", "1.2.3", der(0x16, HOSTILE), `  ..${DOTTED}`],
  ["a malformed extension", "2.5.29.32", der(0x16, HOSTILE), `  ..${DOTTED}`],
];

for (const [name, id, value, text] of HOSTILE_EXTENSIONS) {
  Deno.test(`extensionText() lets nothing reach the terminal raw from ${name}`, () => {
    assertEquals(extension(id, value), text);
  });
}

Deno.test("extensionText() shows bytes that are no text in hex", () => {
  const value = der(0x16, "a", Uint8Array.of(0xe9, 0xff));
  assertEquals(extension("2.16.840.1.113730.1.13", value), "  a\\E9\\FF");
});

Deno.test("extensionText() dumps alternative names with a zero byte, as OpenSSL does", () => {
  assertEquals(extension("2.5.29.17", sequence(der(0x82, "a\0b"))), "  0...a.b");
});

Deno.test("extensionText() decodes a policy's text in BMPString", () => {
  const wide = der(0x1e, Uint8Array.fromHex("5bc67801001b0041"));
  assertStringIncludes(
    extension("2.5.29.32", policy(NOTICE, sequence(wide))),
    "Explicit Text: 密码\\1BA",
  );
});

Deno.test("extensionText() never throws on a mutated value, and shows nothing raw", () => {
  for (const [, id, value] of HOSTILE_EXTENSIONS) {
    for (const at of value.keys()) {
      for (const octet of [0, 1, 0x1b, 0x30, 0x7f, 0x80, 0xa0, 0xff]) {
        const mutated = value.with(at, octet);
        assertHarmless(extension(id, mutated));
        assertHarmless(extension(id, mutated.subarray(0, at)));
      }
    }
  }
});

Deno.test("extensionText() leaves out the moment of a timestamp beyond the year 9999", () => {
  const sct = (time: string) =>
    der(4, Uint8Array.fromHex(`00350033${"00".repeat(33)}${time}000004030004aabbccdd`));
  const timestamps = "1.3.6.1.4.1.11129.2.4.2";
  assertStringIncludes(extension(timestamps, sct("0000e677d21fdbff")), " 23:59:59.999 9999 GMT\n");
  assertStringIncludes(extension(timestamps, sct("0000e677d21fdc00")), "    Timestamp : \n");
  assertStringIncludes(extension(timestamps, sct("ffffffffffffffff")), "    Timestamp : \n");
});

const CERTIFICATE = Uint8Array.fromBase64(
  "MIIBDzCBwqADAgECAgIQADAFBgMrZXAwITELMAkGA1UEBhMCQ04xEjAQBgNVBAMMCWxvY2FsaG9zdDAeFw0yNjExMjMx" +
    "NTA2MTFaFw0zNjExMjAxNTA2MTFaMCExCzAJBgNVBAYTAkNOMRIwEAYDVQQDDAlsb2NhbGhvc3QwKjAFBgMrZXADIQDD" +
    "ceZHsegHc2yzWU4qOU5OUAQN4QjhzPgpxE/NN/tmuqMeMBwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAUGAytl" +
    "cANBAFNGMgRaN6yijQJoVe8fNbqM1y8YZppc8qyqCFQTtH5FEkfDEq3sQdmCOyaoiv4/cxmZek6WD8rrtxjEvt0b4QE=",
);

const REQUEST = Uint8Array.fromBase64(
  "MIHVMIGIAgEAMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDAqMAUGAytlcAMhAMNx5kex6AdzbLNZTio5Tk5QBA3hCOHM+CnE" +
    "T803+2a6oEEwGAYJKoZIhvcNAQkHMQsMCWxvY2FsaG9zdDAlBgkqhkiG9w0BCQ4xGDAWMBQGA1UdEQQNMAuCCWxvY2Fs" +
    "aG9zdDAFBgMrZXADQQCEm03oDR7H+8JawFNTYsKCATHibDlUpHBNcpEz+iz/+EjR0wseJvFFBlHVdS3SwgHNeXmUyaCE" +
    "10UIpWlPqoIK",
);

/** DER with `from` replaced everywhere by as many bytes. */
function replaced(der: Uint8Array, from: string, to: string): Uint8Array {
  const hex = (text: string) => new TextEncoder().encode(text).toHex();
  assertEquals(hex(from).length, hex(to).length);
  return Uint8Array.fromHex(der.toHex().replaceAll(hex(from), hex(to)));
}

Deno.test("certificateText() lets nothing reach the terminal raw", () => {
  const text = certificateText(
    parseCertificate(replaced(CERTIFICATE, "localhost", "a\x1b[2J\r\n\x07z")),
  );
  assertHarmless(text);
  assertStringIncludes(text, "        Subject: C = CN, CN = a\\1B[2J\\0D\\0A\\07z\n");
  assertStringIncludes(text, "                DNS:a\\1B[2J\\0D\\0A\\07z, IP Address:127.0.0.1\n");
});

Deno.test("requestText() lets nothing reach the terminal raw", () => {
  const text = requestText(parseRequest(replaced(REQUEST, "localhost", "a\x1b[2J\r\n\x07z")));
  assertHarmless(text);
  assertStringIncludes(text, "            challengePassword        :a\\1B[2J\\0D\\0A\\07z\n");
});

Deno.test("certificateText() and requestText() never throw on what their parsers accept", () => {
  for (const [whole, parse] of [[CERTIFICATE, readCertificate], [REQUEST, readRequest]] as const) {
    for (const at of whole.keys()) {
      for (const octet of [0, 1, 0x1b, 0x30, 0x7f, 0x80, 0xa0, 0xff]) {
        assertHarmless(parse(whole.with(at, octet)));
      }
    }
  }
});

const readCertificate = (der: Uint8Array) =>
  textOf(der, (it) => certificateText(parseCertificate(it)));
const readRequest = (der: Uint8Array) => textOf(der, (it) => requestText(parseRequest(it)));

/** The text; the error's message for what the parser refuses. */
function textOf(der: Uint8Array, read: (der: Uint8Array) => string): string {
  try {
    return read(der);
  } catch (error) {
    assert(error instanceof SyntaxError, `${error}`);
    return error.message;
  }
}

Deno.test("requestText() says of attributes without a readable value that it cannot print them", () => {
  const request = parseRequest(REQUEST);
  const octets = { tag: 4, offset: 0, bytes: REQUEST, content: REQUEST };
  for (const values of [[], [octets]]) {
    assertStringIncludes(
      requestText({ ...request, attributes: [{ oid: "1.2.840.113549.1.9.7", values }] }),
      "            challengePassword        :unable to print attribute\n",
    );
  }
});

Deno.test("publicKeyText() says of an unknown key that it cannot be loaded", () => {
  const dsa = sequence(sequence(oid("2a8648ce380401")), der(3, Uint8Array.of(0, 2, 1, 5)));
  assertEquals(publicKeyText(readPublicKey(dsa)), "Unable to load Public Key\n");
  assertEquals(
    publicKeyInfoText(readPublicKey(dsa)),
    "        Subject Public Key Info:\n            Public Key Algorithm: dsaEncryption\n" +
      "            Unable to load Public Key\n",
  );
});
