import { assertEquals } from "@std/assert";
import { createHmac } from "node:crypto";
import { handshakeHash, keyBlock, prf } from "../../tls/prf.ts";
import { describeSuite } from "../../tls/registry/cipher_suites.ts";

const bytes = (digits: string) => Uint8Array.fromHex(digits.replace(/\s+/g, ""));

/** The test vectors published for the PRF of TLS 1.2 when it came out. */
const TLS12_VECTORS = [
  {
    hash: "sha256",
    secret: "9bbe436ba940f017b17652849a71db35",
    seed: "a0ba9f936cda311827a6f796ffd5198c",
    output: `e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a
      6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab
      4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
      87347b66`,
  },
  {
    hash: "sha384",
    secret: "b80b733d6ceefcdc71566ea48e5567df",
    seed: "cd665cf6a8447dd6ff8b27555edb7465",
    output: `7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd
      e9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd
      8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425
      9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee6
      91c8f3a26854308d5eaa3be85e0990703d73e56f`,
  },
];

Deno.test("prf() gives the published numbers of TLS 1.2", () => {
  for (const { hash, output, secret, seed } of TLS12_VECTORS) {
    const expected = bytes(output);
    const length = expected.length;
    assertEquals(prf(0x0303, hash, bytes(secret), "test label", bytes(seed), length), expected);
    assertEquals(
      prf(0x0303, hash, bytes(secret), "test label", bytes(seed), 5),
      expected.subarray(0, 5),
    );
  }
});

Deno.test("prf() gives in TLS 1.0 and 1.1 both hashes' halves combined, of an odd secret too", () => {
  const half = (hash: string, secret: Uint8Array, seed: Uint8Array): Uint8Array => {
    const mac = (text: Uint8Array) =>
      new Uint8Array(createHmac(hash, secret).update(text).digest());
    const first = mac(seed);
    return mac(new Uint8Array([...first, ...seed]));
  };
  for (const length of [47, 48]) {
    const secret = Uint8Array.from({ length }, (_, i) => i);
    const middle = Math.floor(length / 2);
    const seed = new TextEncoder().encode("labelseed");
    const md5 = half("md5", secret.subarray(0, length - middle), seed);
    const sha1 = half("sha1", secret.subarray(middle), seed);
    const expected = md5.subarray(0, 12).map((octet, i) => octet ^ sha1[i]!);
    for (const version of [0x0301, 0x0302]) {
      const given = prf(version, "sha256", secret, "label", seed.subarray(5), 12);
      assertEquals(given, expected);
    }
  }
});

Deno.test("keyBlock() deals out MAC keys, keys and IVs in that order, the client's first", () => {
  const master = new Uint8Array(48).fill(1);
  const [client, server] = [new Uint8Array(32).fill(2), new Uint8Array(32).fill(3)];
  const seed = new Uint8Array([...server, ...client]);
  const order = (version: number, code: number) => {
    const suite = describeSuite(code)!;
    const block = keyBlock(version, suite, master, client, server);
    const parts = [block.client.macKey, block.server.macKey, block.client.key, block.server.key]
      .concat(block.client.iv, block.server.iv);
    const lengths = parts.map(({ length }) => length);
    const length = lengths.reduce((sum, length) => sum + length);
    const expected = prf(version, suite.hash.toLowerCase(), master, "key expansion", seed, length);
    assertEquals(parts.map((part) => part.toHex()).join(""), expected.toHex());
    return lengths.filter((_, i) => i % 2 === 0);
  };
  assertEquals(order(0x0301, 0x002f), [20, 16, 16]); // TLS 1.0 derives the first IV
  assertEquals(order(0x0302, 0x002f), [20, 16, 0]); // and TLS 1.1 no longer.
  assertEquals(order(0x0301, 0x000a), [20, 24, 8]);
  assertEquals(order(0x0303, 0xc028), [48, 32, 0]);
  assertEquals(order(0x0303, 0xc030), [0, 32, 4]);
  assertEquals(order(0x0303, 0xc0a0), [0, 16, 4]);
  assertEquals(order(0x0303, 0xcca8), [0, 32, 12]);
  assertEquals(order(0x0303, 0x003b), [32, 0, 0]);
});

Deno.test("handshakeHash() is both hashes before TLS 1.2, then the suite's", () => {
  const suite = describeSuite(0xc030)!;
  assertEquals([0x0301, 0x0302, 0x0303].map((version) => handshakeHash(version, suite)), [
    "md5-sha1",
    "md5-sha1",
    "sha384",
  ]);
});
