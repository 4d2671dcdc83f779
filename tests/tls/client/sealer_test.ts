import { assert, assertEquals, assertThrows } from "@std/assert";
import { sealer } from "../../../tls/client/sealer.ts";
import { protect13 } from "../../../tls/protection/tls13.ts";
import { describeSuite } from "../../../tls/registry/cipher_suites.ts";
import { TRACES } from "../rfc8448.ts";

Deno.test("sealer() gives the records of RFC 8448 section 3", () => {
  const { keyLog, records } = TRACES[0]!;
  const secretOf = (label: string) =>
    Uint8Array.fromHex(new RegExp(`^${label} \\S+ (\\S+)$`, "m").exec(keyLog)![1]!);
  for (const side of ["client", "server"] as const) {
    const seal = sealer(
      describeSuite(0x1301)!,
      secretOf(`${side.toUpperCase()}_TRAFFIC_SECRET_0`),
    );
    const sealed = records.filter(({ from, hex }) => from === side && hex.startsWith("17"))
      .map(({ hex }) => hex).slice(-2);
    // The server has sent a ticket before, the client nothing under this key.
    if (side === "server") seal(22, new Uint8Array(1));
    const data = Uint8Array.from({ length: 50 }, (_, i) => i);
    assertEquals([seal(23, data).toHex(), seal(21, Uint8Array.of(1, 0)).toHex()], sealed);
  }
});

for (const code of [0x1301, 0x1302, 0x1303]) {
  const suite = describeSuite(code)!;
  Deno.test(`sealer() seals with ${suite.name} what the decoder opens`, () => {
    const secret = new Uint8Array(suite.hash === "SHA384" ? 48 : 32).fill(5);
    const seal = sealer(suite, secret);
    const protection = protect13(suite, secret);
    for (let sequence = 0; sequence < 3; sequence++) {
      const content = new Uint8Array(sequence * 1000).fill(sequence);
      const record = seal(23, content);
      const opened = protection.open({
        contentType: record[0]!,
        version: 0x0303,
        header: record.subarray(0, 5),
        fragment: record.subarray(5),
      }, sequence);
      assert(opened);
      assertEquals([opened.contentType, opened.content], [23, content]);
    }
  });
}

Deno.test("sealer() refuses a suite it cannot seal with", () => {
  assertThrows(() => sealer(describeSuite(0x1304)!, new Uint8Array(32)), TypeError, "AES_128_CCM");
});
