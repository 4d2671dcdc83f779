import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { buildRequest } from "../../x509/build.ts";
import { fingerprint, parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { DerError, toHex } from "../../x509/der.ts";
import { formatName, parseSubject } from "../../x509/name.ts";
import { parseHostName } from "../../x509/general_name.ts";
import { decodePem } from "../../x509/pem.ts";
import { generateKey } from "../../x509/private_key.ts";
import { authority, forge, sequence, server } from "../support/forged.ts";
import { Random } from "../support/random.ts";
import * as openssl from "./fixtures.ts";

const bytesIn = (pem: string) => decodePem(pem)[0]!.bytes;

Deno.test("parseCertificate() reads what OpenSSL wrote", () => {
  const certificate = parseCertificate(bytesIn(openssl.ROOT));
  assertEquals(
    [certificate.version, formatName(certificate.subject), certificate.known.basicConstraints],
    [3, "CN = Fixture root", { ca: true }],
  );
  assertEquals(certificate.known.keyUsage, ["keyCertSign"]);
});

Deno.test("parseCertificate() reads a certificate without extensions as version 1", () => {
  const { version, extensions } = parseCertificate(bytesIn(openssl.VERSION_1));
  assertEquals([version, extensions], [1, []]);
});

Deno.test("parseCertificate() refuses extensions in version 2", async () => {
  const { der } = await authority("a", { version: 2 });
  assertThrows(() => parseCertificate(der), DerError, "A version 2 certificate has extensions");
});

Deno.test("parseCertificate() refuses more than 1 MiB", () => {
  assertThrows(() => parseCertificate(new Uint8Array(1024 * 1024 + 1)), DerError, "larger than");
});

Deno.test("parseCertificate() refuses an empty subjectAltName", async () => {
  const { der } = await server("a", await authority("root"), []);
  assertThrows(() => parseCertificate(der), DerError, "subjectAltName names nothing");
});

Deno.test("parseCertificate() refuses what is no SEQUENCE", () => {
  assertThrows(() => parseCertificate(Uint8Array.of(5, 0)), DerError, "Certificate is no SEQUENCE");
});

Deno.test("parseCertificate() refuses a request", () => {
  assertThrows(() => parseCertificate(bytesIn(openssl.REQUEST)), DerError);
});

Deno.test("parseRequest() refuses a certificate", () => {
  assertThrows(() => parseRequest(bytesIn(openssl.ROOT)), DerError);
});

Deno.test("parseRequest() reads the names that are asked for", async () => {
  const key = await generateKey("ec:p256");
  const names = [parseHostName("a.test"), parseHostName("::1")];
  const request = parseRequest(
    await buildRequest({ subject: parseSubject("/CN=a"), key, names }),
  );
  assertEquals(request.known.subjectAltName?.map(({ value }) => value), ["a.test", "::1"]);
});

Deno.test("fingerprint() is the SHA-256 of the bytes", async () => {
  assertEquals(
    toHex(await fingerprint(new TextEncoder().encode("abc"))),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("parseCertificate() and parseRequest() read any of 6,000 altered inputs or throw a DerError", async () => {
  const random = new Random(6);
  const { der } = await forge("a", { extensions: [sequence()] });
  const inputs = [openssl.ROOT, openssl.SHA1_SIGNED, openssl.REQUEST].map(bytesIn);
  let refused = 0;
  for (let i = 0; i < 6000; i++) {
    const input = random.mutate(random.of([der, ...inputs]));
    for (const parse of [parseCertificate, parseRequest]) {
      try {
        parse(input);
      } catch (error) {
        assertInstanceOf(error, DerError);
        refused++;
      }
    }
  }
  assert(refused > 6000, `refused ${refused}`);
});
