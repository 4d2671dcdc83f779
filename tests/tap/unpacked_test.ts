import { assert, assertEquals, assertLess, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { unpacked } from "../../tap/unpacked.ts";
import { Random } from "../support/random.ts";
import { until } from "./overheard.ts";
import { packed } from "./written.ts";

const BYTES = new Random(3).bytes(200_000);

/** Some bytes as a source that hands them out in pieces, and knows when it has been let go of. */
class Source {
  given = 0;
  released = false;

  constructor(readonly bytes: Uint8Array, readonly length: number) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < this.bytes.length; at += this.length) {
        await Promise.resolve();
        this.given++;
        yield this.bytes.subarray(at, at + this.length);
      }
    } finally {
      this.released = true;
    }
  }
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(ReadableStream.from(chunks)).arrayBuffer());
}

for (const length of [1, 2, 1000, 1 << 20]) {
  const some = length === 1 ? BYTES.subarray(0, 300) : BYTES;

  Deno.test(`unpacked() unpacks what comes in pieces of ${length}`, async () => {
    const source = new Source(await packed(some.slice()), length);
    assert((await all(unpacked(source))).toHex() === some.toHex());
    assert(source.released);
  });

  Deno.test(`unpacked() hands on what is not packed, in pieces of ${length}`, async () => {
    const source = new Source(some, length);
    assert((await all(unpacked(source))).toHex() === some.toHex());
    assert(source.released);
  });
}

for (const bytes of [[], [0x1f], [0x8b, 0x1f], [0x1f, 0x1f, 0x8b]]) {
  Deno.test(`unpacked() does not take ${bytes.length} bytes (${bytes}) for packed ones`, async () => {
    assertEquals([...await all(unpacked(new Source(Uint8Array.from(bytes), 1)))], bytes);
  });
}

Deno.test("unpacked() rejects with a TypeError where something cannot be unpacked", async () => {
  const bytes = await packed(BYTES.slice());
  bytes[5000]! ^= 0xff;
  await assertRejects(() => all(unpacked(new Source(bytes, 1000))), TypeError);
});

for (const what of ["packed", "not packed"]) {
  Deno.test(`unpacked() hands on as many bytes as are allowed, and refuses one more, ${what}`, async () => {
    const bytes = what === "packed" ? await packed(BYTES.slice()) : BYTES;
    const { length } = BYTES;
    assertEquals(
      (await all(unpacked(new Source(bytes, 999), { mostBytes: length }))).length,
      length,
    );
    const source = new Source(bytes, 999);
    const error = await assertRejects(
      () => all(unpacked(source, { mostBytes: length - 1 })),
      UserError,
    );
    assertMatch(error.problem.en, /^The capture is larger than /);
    assert(source.released);
  });
}

Deno.test("unpacked() refuses a bomb before it has gone off", async () => {
  const bomb = await packed(new Uint8Array(256 << 20));
  let most = 0;
  let count = 0;
  const source = new Source(bomb, 1 << 20);
  const error = await assertRejects(async () => {
    for await (const { length } of unpacked(source, { mostBytes: 64 << 20 })) {
      most = Math.max(most, length);
      count += length;
    }
  }, UserError);
  assertEquals(error.problem.en, "The capture is larger than 64 MiB");
  assertLess(most, 40 << 20);
  assertLess(count, (64 << 20) + 1);
});

Deno.test("unpacked() lets go of its source when nobody wants more", async () => {
  const source = new Source(await packed(BYTES.slice()), 1000);
  for await (const _ of unpacked(source)) break;
  await until(() => source.released);
  assertLess(source.given, 100);
});
