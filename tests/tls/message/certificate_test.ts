import { assert, assertEquals, assertExists, assertMatch } from "@std/assert";
import { brotliCompressSync, deflateSync, zstdCompressSync } from "node:zlib";
import { formatName } from "../../../x509/name.ts";
import { findExtension } from "../../../tls/extension/extension.ts";
import { leavesOf } from "../../../tls/field.ts";
import {
  type CompressedCertificate,
  decompressCertificate,
} from "../../../tls/message/compressed_certificate.ts";
import { decodeHandshake } from "../../../tls/message/message.ts";
import { bytes, message, vector } from "./build.ts";
import { SAMPLES } from "./samples.ts";

const SPKI = bytes("302a300506032b6570032100", "11".repeat(32));
const CERTIFICATE = Uint8Array.fromHex(
  SAMPLES["TLS 1.3, the client authenticated, OCSP"]!
    .find(({ from, name }) => from === "client" && name === "Certificate")!.hex,
);

Deno.test("a Certificate of TLS 1.3 gives each certificate and what is said about it", () => {
  const { value, fields, troubles } = decodeHandshake(CERTIFICATE, {
    from: "client",
    version: 0x0304,
  });
  assertEquals(troubles, []);
  assert(value?.type === "certificate");
  assertEquals(value.requestContext, bytes(""));
  assertEquals(value.entries.map(({ extensions }) => extensions), [[]]);
  const { data, certificate, key } = value.entries[0]!;
  assertEquals(certificate?.der, data);
  assertEquals(formatName(certificate!.subject), "CN = localhost, O = tls-lab");
  assertEquals(key, certificate!.publicKey);
  assert([...leavesOf(fields)].some(({ meaning }) => meaning === "commonName (2.5.4.3)"));
});

Deno.test("a Certificate of TLS 1.2 has neither a context nor extensions", () => {
  const data = CERTIFICATE.subarray(11, CERTIFICATE.length - 2);
  const old = message(11, vector(3, vector(3, data), vector(3, data)));
  const { value, troubles } = decodeHandshake(old, { from: "server", version: 0x0303 });
  assertEquals(troubles, []);
  assert(value?.type === "certificate");
  assertEquals(value.requestContext, undefined);
  assertEquals(value.entries.map((entry) => entry.data), [data, data]);
  assertEquals(value.entries.map(({ extensions }) => extensions), [[], []]);
});

Deno.test("a broken certificate is noted at its byte and does not hide the next", () => {
  const data = CERTIFICATE.subarray(11, CERTIFICATE.length - 2);
  const chain = message(11, vector(3, vector(3, "3005"), vector(3, data)));
  const { value, troubles } = decodeHandshake(chain, { from: "server", version: 0x0303 });
  assert(value?.type === "certificate");
  assertEquals(value.entries.map((entry) => entry.data), [bytes("3005"), data]);
  assertEquals(troubles.length, 1);
  assertMatch(troubles[0]!.message, /^Certificate is not well-formed/);
});

Deno.test("a raw public key stands in a list in TLS 1.3, and alone before", () => {
  const certificateType = 2;
  const entry = bytes(vector(3, SPKI), "0000");
  const now = decodeHandshake(message(11, "00", vector(3, entry)), {
    from: "server",
    version: 0x0304,
    certificateType,
  });
  assertEquals(now.troubles, []);
  assert(now.value?.type === "certificate");
  assertEquals(now.value.entries.map(({ data, key }) => [data, key?.kind]), [[SPKI, "ed25519"]]);
  const before = decodeHandshake(message(11, vector(3, SPKI)), {
    from: "server",
    version: 0x0303,
    certificateType,
  });
  assertEquals(before.troubles, []);
  assert(before.value?.type === "certificate");
  assertEquals(before.value.entries.map(({ data, key }) => [data, key?.kind]), [[SPKI, "ed25519"]]);
});

Deno.test("a client without a certificate sends an empty list", () => {
  for (const [version, body] of [[0x0303, "000000"], [0x0304, "00 000000"]] as const) {
    const { value, troubles } = decodeHandshake(message(11, body), { from: "client", version });
    assertEquals(troubles, []);
    assert(value?.type === "certificate");
    assertEquals(value.entries, []);
  }
});

Deno.test("more certificates than any chain has are not read one by one", () => {
  const chain = message(11, vector(3, new Uint8Array(3 * 101)));
  const { value, troubles } = decodeHandshake(chain, { from: "server", version: 0x0303 });
  assertEquals(value, undefined);
  assertMatch(troubles.at(-1)!.message, /^certificate_list has more than 100 items/);
});

Deno.test("a Certificate of 16 MiB of empty certificates is dealt with at once", () => {
  const chain = message(11, "00", new Uint8Array(0xffffff - 1));
  chain.set(bytes("fffffb"), 5);
  const start = performance.now();
  const { fields } = decodeHandshake(chain, { from: "server", version: 0x0304 });
  assert(performance.now() - start < 1000);
  assertEquals(fields.at(-1)!.offset + fields.at(-1)!.length, chain.length);
});

function compressed(
  algorithm: number,
  data: Uint8Array,
  uncompressedLength: number,
): CompressedCertificate {
  const body = bytes(algorithm.toString(16).padStart(4, "0"), "000000", vector(3, data));
  body.set(bytes(uncompressedLength.toString(16).padStart(6, "0")), 2);
  const { value, troubles } = decodeHandshake(message(25, body), {
    from: "server",
    version: 0x0304,
  });
  assertEquals(troubles, []);
  assert(value?.type === "compressed_certificate");
  return value;
}

Deno.test("decompressCertificate() unpacks all three algorithms", () => {
  const body = CERTIFICATE.subarray(4);
  for (const [i, pack] of [deflateSync, brotliCompressSync, zstdCompressSync].entries()) {
    const unpacked = decompressCertificate(
      compressed(i + 1, new Uint8Array(pack(body)), body.length),
    );
    assertEquals(unpacked, body);
  }
});

function whyNot(...args: Parameters<typeof compressed>): string {
  const result = decompressCertificate(compressed(...args));
  assert(!(result instanceof Uint8Array));
  assertMatch(result.reason.zh, /\p{Script=Han}/u);
  assertEquals(result.offset, 12);
  return result.reason.en;
}

Deno.test("decompressCertificate() says why it cannot unpack", () => {
  const packed = new Uint8Array(deflateSync(new Uint8Array(1000)));
  assertEquals(
    whyNot(9, packed, 1000),
    "The compression algorithm unassigned (0x0009) is not known",
  );
  assertEquals(whyNot(1, packed, 1001), "The certificate unpacks to 1000 bytes instead of 1001");
  assertEquals(whyNot(1, packed, 10), "The certificate unpacks to more than the 10 bytes promised");
  assertEquals(whyNot(3, packed, 1000), "The compressed certificate is no zstd");
  const cut = new Uint8Array(brotliCompressSync(new Uint8Array(1000))).subarray(0, 5);
  assertEquals(whyNot(2, cut, 1000), "The certificate unpacks to 0 bytes instead of 1000");
  assertEquals(
    whyNot(1, packed, 0xffffff),
    "The certificate would unpack to 16777215 bytes, more than 1048576",
  );
});

Deno.test("decompressCertificate() stops a bomb at the length promised", () => {
  const bomb = compressed(1, new Uint8Array(deflateSync(new Uint8Array(1 << 26))), 100);
  const start = performance.now();
  const result = decompressCertificate(bomb);
  assert(performance.now() - start < 500);
  assert(!(result instanceof Uint8Array));
  assertMatch(result.message, /^The certificate unpacks to more than the 100 bytes promised/);
});

Deno.test("a CertificateRequest of TLS 1.3 has a context and extensions", () => {
  const request = message(13, vector(1, "07"), "0008 000d 0004 0002 0807");
  const { value } = decodeHandshake(request, { from: "server", version: 0x0304 });
  assert(value?.type === "certificate_request");
  assertEquals(value.requestContext, bytes("07"));
  assertExists(value.extensions);
  assertEquals(findExtension(value.extensions, "signature_algorithms")?.schemes, [0x0807]);
});

Deno.test("a CertificateRequest names schemes from TLS 1.2 on", () => {
  const name = bytes("300d310b3009060355040613 02434e");
  const authorities = vector(2, vector(2, name));
  const twelve = message(13, "01 40", "0002 0403", authorities);
  const ten = message(13, "01 40", authorities);
  assertEquals(decodeHandshake(twelve, { from: "server", version: 0x0303 }).value, {
    type: "certificate_request",
    certificateTypes: [0x40],
    signatureAlgorithms: [0x0403],
    authorities: [name],
  });
  assertEquals(decodeHandshake(ten, { from: "server", version: 0x0302 }).value, {
    type: "certificate_request",
    certificateTypes: [0x40],
    authorities: [name],
  });
});
