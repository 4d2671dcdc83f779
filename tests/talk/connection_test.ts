import { assertEquals, assertRejects } from "@std/assert";
import { closeQuietly, formatAddress, Timeout, within, writeAll } from "../../talk/connection.ts";

Deno.test("within() gives what was waited for", async () => {
  assertEquals(await within(10, Promise.resolve("a")), "a");
});

Deno.test("within() passes on the failure of what was waited for", async () => {
  const failing = Promise.reject(new RangeError("too much"));
  await assertRejects(() => within(10, failing), RangeError, "too much");
});

Deno.test("within() stops waiting and says how long it did", async () => {
  const never = new Promise<void>(() => {});
  const error = await assertRejects(() => within(0.01, never), Timeout);
  assertEquals([error.name, error.seconds, error.message], [
    "Timeout",
    0.01,
    "Nothing happened for 0.01 s",
  ]);
});

Deno.test("within() lets what it no longer waits for fail unheard", async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await assertRejects(() => within(0.001, promise), Timeout);
  reject(new Error("late"));
  assertEquals(await Promise.allSettled([promise]).then(([{ status }]) => status), "rejected");
});

/** A connection that takes a few bytes a time. */
function narrow(most: number) {
  const written: number[][] = [];
  return {
    written,
    write(bytes: Uint8Array) {
      written.push([...bytes.subarray(0, most)]);
      return Promise.resolve(Math.min(most, bytes.length));
    },
  };
}

Deno.test("writeAll() goes on until everything is written", async () => {
  const connection = narrow(2);
  await writeAll(connection, Uint8Array.of(1, 2, 3, 4, 5));
  assertEquals(connection.written, [[1, 2], [3, 4], [5]]);
});

Deno.test("writeAll() does not write nothing", async () => {
  const connection = narrow(2);
  await writeAll(connection, new Uint8Array());
  assertEquals(connection.written, []);
});

Deno.test("writeAll() passes on a failure", async () => {
  const broken = { write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) };
  await assertRejects(() => writeAll(broken, Uint8Array.of(1)), Deno.errors.BrokenPipe, "gone");
});

for (
  const [hostname, shown] of [
    ["127.0.0.1", "127.0.0.1:9999"],
    ["localhost", "localhost:9999"],
    ["::1", "[::1]:9999"],
    ["fe80::1%eth0", "[fe80::1%eth0]:9999"],
  ] as const
) {
  Deno.test(`formatAddress() writes ${hostname} as in a URL`, () => {
    assertEquals(formatAddress({ hostname, port: 9999 }), shown);
  });
}

Deno.test("closeQuietly() closes", () => {
  let closed = 0;
  closeQuietly({ close: () => closed++ });
  assertEquals(closed, 1);
});

Deno.test("closeQuietly() does not mind what is closed already", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  closeQuietly(listener);
  await assertRejects(() => listener.accept(), Deno.errors.BadResource);
});
