import { assert, assertEquals, assertThrows } from "@std/assert";
import { hkdfSync } from "node:crypto";
import { finishedKey, hkdfExpandLabel, suiteHash, trafficKeys } from "../../tls/key_schedule.ts";
import { hmac } from "../../tls/hmac.ts";
import { describeSuite } from "../../tls/registry/cipher_suites.ts";
import { CAPTURES } from "./protection/captured.ts";
import { follow } from "./protection/follow.ts";
import { TRACES } from "./rfc8448.ts";

const NOTHING = new Uint8Array();
const AES_128_GCM_SHA256 = describeSuite(0x1301)!;
const AES_256_GCM_SHA384 = describeSuite(0x1302)!;

Deno.test("trafficKeys() and finishedKey() give the numbers of RFC 8448", () => {
  let checked = 0;
  for (const { derived, keyLog, section } of TRACES) {
    for (const line of keyLog.trim().split("\n")) {
      const [label, , digits] = line.split(" ") as [string, string, string];
      const secret = Uint8Array.fromHex(digits);
      const { iv, key } = trafficKeys(AES_128_GCM_SHA256, secret);
      const computed: Record<string, Uint8Array> = {
        key,
        iv,
        finished: finishedKey("sha256", secret),
      };
      for (const [name, bytes] of Object.entries(computed)) {
        const expected = derived[`${label} ${name}`];
        if (expected === undefined) continue;
        assertEquals(bytes.toHex(), expected, `section ${section}, ${label} ${name}`);
        checked++;
      }
    }
  }
  assert(checked > 40, `only ${checked} numbers were there to compare`);
});

Deno.test("hkdfExpandLabel() is HKDF-Expand of RFC 5869 over the label, for any length", () => {
  // node:crypto has HKDF with its extraction alone: what that gives is the secret here.
  const input = new Uint8Array(40).fill(3);
  for (const [hash, size] of [["sha256", 32], ["sha384", 48]] as const) {
    const secret = hmac(hash, new Uint8Array(size))(input);
    const context = new Uint8Array([9, 8, 7]);
    for (const length of [0, 1, size - 1, size, size + 1, 300, 255 * size]) {
      const label = new TextEncoder().encode("tls13 any");
      const info = new Uint8Array([length >>> 8, length, 9, ...label, 3, ...context]);
      const expected = new Uint8Array(hkdfSync(hash, input, NOTHING, info, length));
      assertEquals(hkdfExpandLabel(hash, secret, "any", context, length), expected, `${length}`);
    }
  }
});

Deno.test("hkdfExpandLabel() refuses what its encoding cannot hold", () => {
  const secret = new Uint8Array(32);
  for (
    const [label, context, length] of [
      ["x".repeat(250), NOTHING, 1],
      ["x", new Uint8Array(256), 1],
      ["x", NOTHING, 255 * 32 + 1],
    ] as const
  ) {
    assertThrows(() => hkdfExpandLabel("sha256", secret, label, context, length), RangeError);
  }
});

Deno.test("nextTrafficSecret() gives the secret OpenSSL goes on with after a key update", () => {
  const { messages, records } = follow(
    CAPTURES.find(({ name }) => name.includes("key updates"))!,
  );
  const updates = messages.filter(({ type }) => type === 24).map(({ from }) => from);
  assertEquals(updates, ["client", "server"]);
  for (const { opened } of records) assert(opened);
});

Deno.test("trafficKeys() gives each suite of TLS 1.3 keys of its length", () => {
  const lengths = (code: number) => {
    const { iv, key } = trafficKeys(describeSuite(code)!, new Uint8Array(48));
    return [key.length, iv.length];
  };
  assertEquals([0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0xc0b4, 0xc0b5].map(lengths), [
    [16, 12],
    [32, 12],
    [32, 12],
    [16, 12],
    [16, 12],
    [32, 32],
    [48, 48],
  ]);
});

Deno.test("suiteHash() calls hashes as node:crypto does", () => {
  assertEquals([AES_128_GCM_SHA256, AES_256_GCM_SHA384].map(suiteHash), ["sha256", "sha384"]);
});

Deno.test("hmac() gives the numbers of RFC 4231 and RFC 2202", () => {
  const text = (bytes: string) => new TextEncoder().encode(bytes);
  const long = new Uint8Array(131).fill(0xaa);
  const message = text("Test Using Larger Than Block-Size Key - Hash Key First");
  assertEquals(
    hmac("sha256", long)(message).toHex(),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  );
  assertEquals(
    hmac("sha384", long)(message.subarray(0, 10), message.subarray(10)).toHex(),
    "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
  );
  assertEquals(
    hmac("md5", text("Jefe"))(text("what do ya want for nothing?")).toHex(),
    "750c783e6ab0b503eaa86e310a5db738",
  );
  assertEquals(
    hmac("sha1", text("Jefe"))(text("what do ya want for nothing?")).toHex(),
    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
  );
});
