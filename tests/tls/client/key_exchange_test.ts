import { assertEquals, assertThrows } from "@std/assert";
import { GROUP_CODES, type GroupName, makeKeyPair } from "../../../tls/client/key_exchange.ts";
import { TlsError } from "../../../tls/client/tls_error.ts";
import { Random } from "../../support/random.ts";

/** Gives these bytes whatever is asked for. */
function giving(hex: string) {
  return () => Uint8Array.fromHex(hex);
}

Deno.test("x25519 keys agree as in RFC 7748 section 6.1", () => {
  const bob = makeKeyPair(
    "x25519",
    giving("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
  );
  assertEquals(
    bob.share.toHex(),
    "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
  );
  const alice = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
  assertEquals(
    bob.agree(Uint8Array.fromHex(alice)).toHex(),
    "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
  );
});

Deno.test("secp256r1 keys agree as in RFC 5903 section 8.1", () => {
  const ours = makeKeyPair(
    "secp256r1",
    giving("c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433"),
  );
  const theirs = "04" + "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63" +
    "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab";
  assertEquals(
    ours.agree(Uint8Array.fromHex(theirs)).toHex(),
    "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de",
  );
});

for (const group of Object.keys(GROUP_CODES) as GroupName[]) {
  Deno.test(`${group} keys agree on the same secret from both sides`, () => {
    const random = new Random(3);
    const [a, b] = [1, 2].map(() => makeKeyPair(group, (length) => random.bytes(length)));
    assertEquals(a!.agree(b!.share), b!.agree(a!.share));
  });

  Deno.test(`${group} keys refuse what is no key of the group`, () => {
    const random = new Random(4);
    const key = makeKeyPair(group, (length) => random.bytes(length));
    const { length } = key.share;
    const half = key.share.slice(1, (length + 1) / 2);
    const wrong = [
      new Uint8Array(),
      new Uint8Array(length),
      key.share.slice(1),
      Uint8Array.from([...key.share, 0]),
      Uint8Array.from([2, ...half]), // A point, compressed.
    ];
    for (const share of wrong) {
      const error = assertThrows(() => key.agree(share), TlsError);
      assertEquals(error.alert, "illegal_parameter");
    }
  });
}

Deno.test("a private key that the curve does not have is made anew", () => {
  const given = [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(1)];
  const key = makeKeyPair("secp256r1", () => given.shift()!);
  assertEquals([key.share.length, given.length], [65, 0]);
});
