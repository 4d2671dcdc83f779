import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { Watch, type WatchOptions } from "../../tap/watch.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { temporaryFolder } from "../support/folder.ts";
import { dataOf, only, type Sent } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { until } from "./overheard.ts";

const { records, keyLog } = recorded("TLS 1.3, the client authenticated");

/** A watch, what it tells, and ways to let something pass. */
function watching(options: Partial<WatchOptions> = {}) {
  const events: TlsEvent[] = [];
  const watch = new Watch({
    emit: (event) => events.push(event),
    proofs: true,
    complete: true,
    trouble: (error) => {
      throw error;
    },
    ...options,
  });
  watch.opened(7, "192.0.2.1:50000", "192.0.2.2:443", 0);
  return {
    watch,
    events,
    hear(sent: readonly Sent[], time = 1) {
      for (const { from, bytes } of sent) watch.data(7, from, bytes, time);
    },
    [Symbol.dispose]: () => watch.stop(),
  };
}

Deno.test("Watch tells everything that passes under the number it was given", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  Deno.writeTextFileSync(path, keyLog);
  using lab = watching({ keyLog: path });
  lab.hear(records);
  lab.watch.closed(7);
  assertEquals(new Set(lab.events.map(({ connection }) => connection)), new Set([7]));
  assertEquals(dataOf(lab.events, "client"), "ping\n");
  assertEquals(only(lab.events, "connection").map(({ decrypted }) => decrypted), [true]);
});

Deno.test("Watch opens what has passed as soon as the key log has grown, with nothing more passing", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  using lab = watching({ keyLog: path });
  lab.hear(records);
  assertEquals(only(lab.events, "data").length, 0);
  Deno.writeTextFileSync(path, keyLog);
  await until(() => dataOf(lab.events, "client") === "ping\n");
});

Deno.test("Watch knows the secrets of a connection when they are there, also after its end", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  using lab = watching({ keyLog: path });
  lab.hear(records);
  assertEquals(lab.watch.secretsOf(7), { lines: "", enough: false });
  Deno.writeTextFileSync(path, keyLog);
  lab.watch.closed(7);
  const { lines, enough } = lab.watch.secretsOf(7);
  assertEquals(enough, true);
  const sorted = (text: string) => text.trim().split("\n").sort();
  assertEquals(sorted(lines), sorted(keyLog));
});

Deno.test("Watch waits for no secrets where no key log is followed", () => {
  using lab = watching();
  lab.hear(records);
  assertEquals(lab.watch.secretsOf(7), { lines: "", enough: true });
});

Deno.test("Watch knows nothing of a connection any more once it is to be forgotten", () => {
  using lab = watching();
  lab.hear(records.slice(0, 2));
  lab.watch.closed(7);
  assertEquals(lab.watch.connection(7)?.summary.version, "TLS 1.3");
  lab.watch.forget(7);
  assertEquals(lab.watch.connection(7), undefined);
});

Deno.test("Watch.stop() tells the end of what is open, and of nothing twice", () => {
  using lab = watching();
  lab.watch.opened(8, "192.0.2.1:50001", "192.0.2.2:443", 0);
  lab.watch.closed(7);
  lab.watch.stop();
  assertEquals(only(lab.events, "connection").map(({ connection }) => connection), [7, 8]);
});

Deno.test("Watch says once that the key log cannot be read, and goes on", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const troubles: unknown[] = [];
  using lab = watching({ keyLog: path, trouble: (error) => troubles.push(error) });
  Deno.mkdirSync(path);
  lab.hear(records);
  const [trouble] = troubles;
  assert(trouble instanceof UserError);
  assertMatch(trouble.problem.en, /keys\.log cannot be read/);
  assertEquals(troubles.length, 1);
  assertEquals(only(lab.events, "record").length, records.length);
});

Deno.test("Watch does not begin with a key log that cannot be read", () => {
  using folder = temporaryFolder();
  assertThrows(() => watching({ keyLog: folder.path }), UserError, "cannot be read");
});

Deno.test("Watch reads only new keys where only those are wanted", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  Deno.writeTextFileSync(path, keyLog);
  using lab = watching({ keyLog: path, newKeysOnly: true });
  lab.hear(records);
  assertEquals(dataOf(lab.events, "client"), "");
  Deno.writeTextFileSync(path, keyLog, { append: true });
  lab.watch.closed(7);
  assertEquals(dataOf(lab.events, "client"), "ping\n");
});
