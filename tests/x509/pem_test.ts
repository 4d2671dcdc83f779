import { assert, assertEquals, assertThrows } from "@std/assert";
import { decodePem, encodePem } from "../../x509/pem.ts";
import { ENCRYPTED_SEC1, P256_AFTER_PARAMETERS, ROOT } from "./fixtures.ts";

const NULL = new Uint8Array([5, 0]);
const block = (label: string, body: string) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

Deno.test("decodePem() finds no block in a text without one", () => {
  assertEquals(decodePem("nothing here\n"), []);
});

Deno.test("decodePem() reads every block in its order", () => {
  const labels = decodePem(P256_AFTER_PARAMETERS).map(({ label }) => label);
  assertEquals(labels, ["EC PARAMETERS", "EC PRIVATE KEY"]);
});

Deno.test("decodePem() skips the text around blocks", () => {
  const text = `Subject: a\n${block("A", "BQA=")}between\n${block("B", "BQA=")}after`;
  assertEquals(decodePem(text), [{ label: "A", bytes: NULL }, { label: "B", bytes: NULL }]);
});

Deno.test("decodePem() takes CR LF line ends", () => {
  const [bytes] = decodePem(ROOT.replaceAll("\n", "\r\n"));
  assertEquals(bytes, decodePem(ROOT)[0]);
});

Deno.test("decodePem() takes lines of any length and indented ones", () => {
  assertEquals(decodePem(block("A", "  BQ\n\n\tA=")), [{ label: "A", bytes: NULL }]);
});

Deno.test("decodePem() takes a last block without a newline", () => {
  assertEquals(decodePem(block("A", "BQA=").trimEnd()), [{ label: "A", bytes: NULL }]);
});

Deno.test("decodePem() reads a block with nothing in it as no bytes", () => {
  assertEquals(decodePem(block("A", "")), [{ label: "A", bytes: new Uint8Array() }]);
});

Deno.test("decodePem() skips the headers of the older form", () => {
  const text = block("A", "Comment: one\nKey-Id: 1,\n  continued\n\nBQA=");
  assertEquals(decodePem(text), [{ label: "A", bytes: NULL }]);
});

Deno.test("decodePem() labels a key encrypted in the older form as encrypted", () => {
  assertEquals(decodePem(ENCRYPTED_SEC1).map(({ label }) => label), ["ENCRYPTED PRIVATE KEY"]);
});

Deno.test("decodePem() sees the encryption with CR LF line ends too", () => {
  const [key] = decodePem(ENCRYPTED_SEC1.replaceAll("\n", "\r\n"));
  assertEquals(key?.label, "ENCRYPTED PRIVATE KEY");
});

Deno.test("decodePem() refuses a block without an end", () => {
  assertThrows(
    () => decodePem(ROOT.slice(0, ROOT.length / 2)),
    SyntaxError,
    "no end: the text is cut off",
  );
});

Deno.test("decodePem() refuses a block that ends under another label", () => {
  const text = "-----BEGIN A-----\nBQA=\n-----END B-----\n";
  assertThrows(() => decodePem(text), SyntaxError, "begins as A and ends as B");
});

Deno.test("decodePem() refuses a block that begins inside another", () => {
  const text = `-----BEGIN A-----\nBQA=\n${block("B", "BQA=")}`;
  assertThrows(() => decodePem(text), SyntaxError, "begins as A and ends as B");
});

for (const cut of ["-----BEGIN A", "-----BEGIN A\n-----", block("A", "BQA=").slice(0, -3)]) {
  Deno.test(`decodePem() refuses the boundary in ${JSON.stringify(cut)}`, () => {
    assertThrows(() => decodePem(cut), SyntaxError, "boundary");
  });
}

Deno.test("decodePem() refuses a label longer than any in use", () => {
  assertThrows(() => decodePem(block("A".repeat(65), "BQA=")), SyntaxError, "boundary");
});

for (const body of ["B", "BQA=BQA=", "BQ-_", "BQA!", "Comment: no empty line\nBQA="]) {
  Deno.test(`decodePem() refuses ${JSON.stringify(body)}, which is no base64`, () => {
    assertThrows(() => decodePem(block("A", body)), SyntaxError, "A is not base64");
  });
}

Deno.test("encodePem() writes 64 characters a line and a newline at the end", () => {
  const lines = encodePem("CERTIFICATE", new Uint8Array(100)).split("\n");
  assertEquals(lines.map((line) => line.length), [27, 64, 64, 8, 25, 0]);
});

Deno.test("encodePem() writes what OpenSSL writes", () => {
  assertEquals(encodePem("CERTIFICATE", decodePem(ROOT)[0]!.bytes), ROOT);
});

for (const length of [0, 1, 2, 3, 47, 48, 49, 4096]) {
  Deno.test(`encodePem() writes ${length} bytes as decodePem() reads them`, () => {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    assertEquals(decodePem(encodePem("X", bytes)), [{ label: "X", bytes }]);
  });
}

Deno.test("decodePem() reads a thousand blocks", () => {
  const blocks = decodePem(block("A", "BQA=").repeat(1000));
  assert(blocks.length === 1000 && blocks.every(({ bytes }) => bytes.length === 2));
});
