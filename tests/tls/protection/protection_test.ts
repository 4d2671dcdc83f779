import { assert, assertEquals, assertThrows } from "@std/assert";
import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { describeSuite } from "../../../tls/registry/cipher_suites.ts";
import { CIPHER_SUITES } from "../../../tls/registry/cipher_suites.ts";
import { trafficKeys } from "../../../tls/key_schedule.ts";
import { keyBlock } from "../../../tls/prf.ts";
import { CBC_CIPHERS } from "../../../tls/protection/cbc.ts";
import { ccm } from "../../../tls/protection/ccm.ts";
import { type Fragment, mixedNonce, pseudoHeader } from "../../../tls/protection/protection.ts";
import { protect12 } from "../../../tls/protection/tls12.ts";
import { protect13 } from "../../../tls/protection/tls13.ts";
import { whyNot } from "../../../tls/protection/why_not.ts";
import { CAPTURES } from "./captured.ts";
import { follow, fragmentOf } from "./follow.ts";

const bytes = (digits: string) => Uint8Array.fromHex(digits);
const text = (bytes: string) => new TextEncoder().encode(bytes);

/** A record with its header. */
function recordOf(contentType: number, version: number, fragment: Uint8Array): Fragment {
  const { length } = fragment;
  const header = [contentType, version >> 8, version & 0xff, length >> 8, length & 0xff];
  return fragmentOf(new Uint8Array([...header, ...fragment]));
}

Deno.test("ccm() opens example 3 of NIST SP 800-38C", () => {
  const aead = ccm(bytes("404142434445464748494a4b4c4d4e4f"), 8);
  const nonce = bytes("101112131415161718191a1b");
  const additional = bytes("000102030405060708090a0b0c0d0e0f10111213");
  const sealed = bytes("e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951");
  const opened = aead.open(nonce, additional, sealed);
  assertEquals(opened, bytes("202122232425262728292a2b2c2d2e2f3031323334353637"));
  assertEquals(aead.open(nonce, additional.with(3, 0), sealed), undefined);
  assertEquals(aead.open(nonce, additional, sealed.with(31, 0)), undefined);
  assertEquals(aead.open(nonce, additional, sealed.subarray(0, 7)), undefined);
});

Deno.test("the block ciphers decrypt what OpenSSL encrypted", () => {
  const iv = bytes("1122334455667788");
  const plaintext = text("0123456789abcdefFEDCBA9876543210");
  const single = CBC_CIPHERS.DES_CBC!(bytes("0123456789abcdef"));
  const desText = bytes("cd87abda6098c2191c0ba65b456be7f419fe7019438bde1775daccbd773b2eed");
  assertEquals(single(iv, desText), plaintext);
  const triple = CBC_CIPHERS["3DES_EDE_CBC"]!(
    bytes("0123456789abcdef23456789abcdef01456789abcdef0123"),
  );
  const tripleText = bytes("d8985a8f08ada6881a66d448a42aa44896ba201755689c0234b54d7b74124f2f");
  assertEquals(triple(iv, tripleText), plaintext);
});

/** Seals the way the RFCs say, with node:crypto alone. */
function sealCbc(
  algorithm: string,
  key: Uint8Array,
  iv: Uint8Array,
  macKey: Uint8Array,
  header: Uint8Array,
  content: Uint8Array,
  padding: Uint8Array,
): Uint8Array {
  const mac = createHmac("sha1", macKey).update(header).update(content).digest();
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAutoPadding(false);
  const sealed = cipher.update(new Uint8Array([...content, ...mac, ...padding]));
  cipher.final();
  return new Uint8Array([...iv, ...sealed]);
}

Deno.test("open() opens 3DES, whose blocks have 8 bytes, in TLS 1.1", () => {
  const suite = describeSuite(0x000a)!;
  const { client } = keyBlock(
    0x0302,
    suite,
    new Uint8Array(48),
    new Uint8Array(32),
    new Uint8Array(32),
  );
  const content = text("three times");
  const header = bytes("00000000000000021703020000").with(12, content.length);
  const padding = new Uint8Array(9).fill(8);
  const iv = new Uint8Array(8).fill(7);
  const fragment = sealCbc("des-ede3-cbc", client.key, iv, client.macKey, header, content, padding);
  const protection = protect12(suite, 0x0302, client, { encryptThenMac: false });
  const opened = protection.open(recordOf(23, 0x0302, fragment), 2);
  assertEquals(opened, { contentType: 23, content, padding: 9 });
});

Deno.test("open() takes padding of any length, none of it wrong", () => {
  const suite = describeSuite(0x002f)!;
  const [key, macKey, iv] = [16, 20, 16].map((length) => new Uint8Array(length).fill(length));
  const keys = { key: key!, macKey: macKey!, iv: new Uint8Array() };
  const protection = protect12(suite, 0x0303, keys, { encryptThenMac: false });
  const content = text("pad me to the block"); // 19 bytes, 39 with the MAC, so 9 to the block
  const header = bytes("00000000000000001503030013");
  const open = (padding: Uint8Array) => {
    const fragment = sealCbc("aes-128-cbc", key!, iv!, macKey!, header, content, padding);
    return protection.open(recordOf(21, 0x0303, fragment), 0)?.padding;
  };
  assertEquals(open(new Uint8Array(9).fill(8)), 9);
  assertEquals(open(new Uint8Array(249).fill(248)), 249);
  assertEquals(open(new Uint8Array(9).fill(8).with(0, 7)), undefined);
  assertEquals(open(new Uint8Array(9).fill(200)), undefined);
  assertEquals(open(new Uint8Array(9).fill(24)), undefined);
});

Deno.test("open() gives in TLS 1.3 the type that was hidden and the length of the padding", () => {
  const suite = describeSuite(0x1301)!;
  const secret = new Uint8Array(32).fill(6);
  const { iv, key } = trafficKeys(suite, secret);
  const seal = (inner: Uint8Array, sequence: number) => {
    const header = new Uint8Array([23, 3, 3, 0, inner.length + 16]);
    const nonce = iv.map((octet, i) => i === 11 ? octet ^ sequence : octet);
    const cipher = createCipheriv("aes-128-gcm", key, nonce);
    cipher.setAAD(header);
    const sealed = cipher.update(inner);
    cipher.final();
    return recordOf(23, 0x0303, new Uint8Array([...sealed, ...cipher.getAuthTag()]));
  };
  const protection = protect13(suite, secret);
  const open = (inner: number[], sequence: number) =>
    protection.open(seal(new Uint8Array(inner), sequence), sequence);
  assertEquals(open([1, 0, 21, 0, 0, 0], 0), {
    contentType: 21,
    content: new Uint8Array([1, 0]),
    padding: 3,
  });
  assertEquals(open([23], 5), { contentType: 23, content: new Uint8Array(), padding: 0 });
  assertEquals(open([0, 0, 0], 6), undefined);
  assertEquals(open([], 7), undefined);
});

Deno.test("open() opens the suites of RFC 9150, which hide nothing", () => {
  for (const [code, hash] of [[0xc0b4, "sha256"], [0xc0b5, "sha384"]] as const) {
    const suite = describeSuite(code)!;
    const secret = new Uint8Array(suite.tagLength).fill(1);
    const { iv, key } = trafficKeys(suite, secret);
    const inner = new Uint8Array([...text("for all to read"), 23]);
    const header = new Uint8Array([23, 3, 3, 0, inner.length + suite.tagLength]);
    const nonce = iv.with(iv.length - 1, iv.at(-1)! ^ 9);
    const tag = createHmac(hash, key).update(nonce).update(header).update(inner).digest();
    const record = recordOf(23, 0x0303, new Uint8Array([...inner, ...tag]));
    const protection = protect13(suite, secret);
    const opened = { contentType: 23, content: text("for all to read"), padding: 0 };
    assertEquals(protection.open(record, 9), opened);
    assertEquals(protection.open(record, 8), undefined);
  }
});

Deno.test("openMany() gives what open() gives, a broken record among them", async () => {
  let compared = 0;
  for (const capture of CAPTURES.filter(({ name }) => name.includes("GCM"))) {
    const { records } = follow(capture);
    for (const side of ["client", "server"] as const) {
      const mine = records.filter(({ from }) => from === side);
      const first = mine.findLastIndex(({ sequence }) => sequence === 0);
      const run = mine.slice(first).map(({ record }) => record);
      run[1] = { ...run[1]!, fragment: run[1]!.fragment.with(12, run[1]!.fragment[12]! ^ 1) };
      run.push({ ...run[0]!, fragment: new Uint8Array(3) });
      const protection = mine[first]!.protection();
      const opened = await protection.openMany!(run, 0);
      assertEquals(opened, run.map((record, i) => protection.open(record, i)));
      assert(opened[0]);
      assertEquals([opened[1], opened.at(-1)], [undefined, undefined]);
      compared += run.length;
    }
  }
  assert(compared > 20);
});

Deno.test("a suite can be opened or has a reason why not, and open() never throws", () => {
  const random = new Uint8Array(randomBytes(4096));
  let [openable, named] = [0, 0];
  for (const code of CIPHER_SUITES.names.keys()) {
    const suite = describeSuite(code);
    if (!suite) continue;
    for (const version of [0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x0305, 0x7f1c]) {
      const reason = whyNot(suite, version);
      if (reason) {
        named++;
        assert(reason.en.length > 0 && reason.zh.length > 0);
        continue;
      }
      openable++;
      const hello = new Uint8Array(32);
      const keys = version === 0x0304
        ? undefined
        : keyBlock(version, suite, new Uint8Array(48), hello, hello);
      for (const encryptThenMac of [false, true]) {
        const protection = keys
          ? protect12(suite, version, keys.client, { encryptThenMac })
          : protect13(suite, new Uint8Array(32));
        for (const length of [0, 1, 7, 8, 15, 16, 17, 23, 24, 31, 32, 48, 64, 80, 256, 4096]) {
          const record = recordOf(23, 0x0303, random.subarray(0, length));
          const opened = protection.open(record, 2 ** 53 - 1);
          assert(opened === undefined || suite.name === "TLS_NULL_WITH_NULL_NULL", suite.name);
        }
      }
    }
  }
  assert(openable > 400 && named > 1000, `${openable} and ${named}`);
});

Deno.test("protect12() and protect13() refuse what whyNot() names", () => {
  const keys = { macKey: new Uint8Array(20), key: new Uint8Array(16), iv: new Uint8Array(16) };
  for (const code of [0x0005, 0x0041, 0xc03c, 0xc07a]) {
    const suite = describeSuite(code)!;
    assertThrows(() => protect12(suite, 0x0303, keys, { encryptThenMac: false }), TypeError);
  }
  assertThrows(() => protect13(describeSuite(0x1307)!, new Uint8Array(32)), Error);
});

Deno.test("whyNot() says what is lacking, and what does not belong together", () => {
  const said = (code: number, version: number) => whyNot(describeSuite(code)!, version)?.en;
  assertEquals(
    [
      said(0x0005, 0x0303),
      said(0x0041, 0x0303),
      said(0xc050, 0x0303),
      said(0x1306, 0x0304),
      said(0x00c6, 0x0304),
      said(0x0003, 0x0301),
      said(0x1301, 0x0303),
      said(0xc02f, 0x0304),
      said(0xc02f, 0x0302),
      said(0x002f, 0x0300),
    ],
    [
      "TLS_RSA_WITH_RC4_128_SHA cannot be decrypted here: there is no RC4_128",
      "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA cannot be decrypted here: there is no CAMELLIA_128_CBC",
      "TLS_RSA_WITH_ARIA_128_GCM_SHA256 cannot be decrypted here: there is no ARIA_128_GCM",
      "TLS_AEGIS_256_SHA512 cannot be decrypted here: there is no AEGIS_256",
      "TLS_SM4_GCM_SM3 cannot be decrypted here: there is no SM4_GCM",
      "TLS_RSA_EXPORT_WITH_RC4_40_MD5 cannot be decrypted here: " +
      "export cipher suites weaken their keys in a further step",
      "TLS_AES_128_GCM_SHA256 is no cipher suite of TLS 1.2",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is no cipher suite of TLS 1.3",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is no cipher suite of TLS 1.1",
      "Records of SSL 3.0 cannot be decrypted here: only those of TLS 1.0 to 1.3 can",
    ],
  );
});

Deno.test("mixedNonce() and pseudoHeader() write sequence numbers up to 2^53", () => {
  const nonce = mixedNonce(new Uint8Array(12).fill(0xff), 2 ** 53 - 2);
  assertEquals(nonce.toHex(), "ffffffff" + "ffe0000000000001");
  const record = recordOf(22, 0x0301, new Uint8Array(2));
  assertEquals(pseudoHeader(record, 0x0102030405, 300).toHex(), "0000000102030405160301012c");
});
