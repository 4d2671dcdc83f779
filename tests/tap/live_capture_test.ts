import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { LiveCapture } from "../../tap/live_capture.ts";
import { temporaryFolder } from "../support/folder.ts";
import { wordsOf } from "./written.ts";

const CLIENT = { hostname: "127.0.0.1", port: 50000 };
const SERVER = { hostname: "127.0.0.1", port: 443 };
const UNIX = Deno.build.os !== "windows";

/** A capture in a folder, with secrets that the test may set. */
function begin(path: string, force = false) {
  const secrets = { lines: "", enough: false };
  return { capture: new LiveCapture(path, { force, secretsOf: () => secrets }), secrets };
}

function say(capture: LiveCapture, id: number, text: string, time: number): void {
  capture.data(id, "client", new TextEncoder().encode(text), time);
}

/** What is in the file now. */
function written(path: string): string[] {
  return wordsOf(Deno.readFileSync(path)).filter((word) => !/ open$/.test(word));
}

Deno.test("LiveCapture writes the secrets of a connection before its packets", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture, secrets } = begin(path);
  capture.opened(1, CLIENT, SERVER, 100);
  say(capture, 1, "hello", 100.1);
  capture.pump(100.2);
  assertEquals(written(path), []);
  Object.assign(secrets, { lines: "CLIENT_RANDOM 00 01\n", enough: true });
  capture.pump(100.3);
  assertEquals(written(path).slice(0, 2), ["secrets CLIENT_RANDOM 00 01", "1 client hello"]);
  capture.close();
});

Deno.test("LiveCapture writes secrets once, and those that are added later", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture, secrets } = begin(path);
  Object.assign(secrets, { lines: "A 00 01\n", enough: true });
  capture.opened(1, CLIENT, SERVER, 100);
  for (const [i, text] of ["one", "two", "three"].entries()) {
    if (i === 2) secrets.lines += "B 00 02\n";
    say(capture, 1, text, 101 + i);
    capture.pump(101 + i);
  }
  assertEquals(written(path).slice(0, 5), [
    "secrets A 00 01",
    "1 client one",
    "1 client two",
    "secrets A 00 01\nB 00 02",
    "1 client three",
  ]);
  capture.close();
});

Deno.test("LiveCapture waits two seconds for secrets, and no longer", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  capture.opened(1, CLIENT, SERVER, 100);
  say(capture, 1, "hello", 100.1);
  capture.pump(101.9);
  assertEquals(written(path), []);
  capture.pump(102.1);
  assertEquals(written(path)[0], "1 client hello");
  capture.close();
});

Deno.test("LiveCapture waits for nothing once a connection is over", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  capture.opened(1, CLIENT, SERVER, 100);
  say(capture, 1, "hello", 100.1);
  capture.ended(1, "client", 100.2);
  capture.ended(1, "server", 100.2);
  capture.closed(1);
  capture.pump(100.3);
  assertEquals(written(path), ["1 client hello", "1 fin"]);
  capture.close();
});

Deno.test("LiveCapture holds back eight MiB at most", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  capture.opened(1, CLIENT, SERVER, 100);
  for (let i = 0; i < 9; i++) {
    capture.data(1, "server", new Uint8Array(1 << 20), 100);
    capture.pump(100);
    assertEquals(Deno.statSync(path).size > 1000, i > 6);
  }
  capture.close();
});

Deno.test("LiveCapture writes at its end what it still held back", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  capture.opened(1, CLIENT, SERVER, 100);
  say(capture, 1, "hello", 100.1);
  capture.close();
  assertEquals(written(path)[0], "1 client hello");
});

Deno.test("LiveCapture writes how each connection ended, and keeps them apart", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  for (const id of [1, 2]) capture.opened(id, { ...CLIENT, port: 50000 + id }, SERVER, 100);
  say(capture, 2, "two", 101);
  say(capture, 1, "one", 102);
  capture.reset(2, "server", 103);
  capture.ended(1, "client", 104);
  capture.ended(1, "server", 104);
  for (const id of [1, 2]) capture.closed(id);
  capture.close();
  const words = wordsOf(Deno.readFileSync(path));
  assertEquals(words, ["2 client two", "1 client one", "2 reset", "1 fin"]);
});

Deno.test("LiveCapture takes addresses of either family, even of two", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  const six = { hostname: "::1", port: 443 };
  for (const [id, client, server] of [[1, six, six], [2, CLIENT, six]] as const) {
    capture.opened(id, client, server, 100);
    say(capture, id, `${id}`, 101);
  }
  capture.close();
  assertEquals(written(path).slice(0, 2), ["1 client 1", "2 client 2"]);
});

Deno.test("LiveCapture takes no notice of connections it does not know", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const { capture } = begin(path);
  say(capture, 7, "hello", 100);
  capture.ended(7, "client", 100);
  capture.reset(7, "client", 100);
  capture.closed(7);
  capture.close();
  assertEquals(written(path), []);
});

Deno.test("LiveCapture begins a file that only its owner may read", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  begin(path).capture.close();
  if (UNIX) assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
  assertEquals(written(path), []);
});

Deno.test("LiveCapture does not touch a file that is there", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  Deno.writeTextFileSync(path, "precious");
  const error = assertThrows(() => begin(path), UserError, "already exists");
  assertMatch(error.remedy.en, /Nothing was changed\. Use --force/);
  assertEquals(Deno.readTextFileSync(path), "precious");
});

Deno.test("LiveCapture replaces a file when forced, and closes it to others", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  Deno.writeTextFileSync(path, "precious".repeat(1000), { mode: 0o644 });
  begin(path, true).capture.close();
  assert(Deno.statSync(path).size < 200);
  if (UNIX) assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
});

Deno.test("LiveCapture begins a file that is not there when forced", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  begin(path, true).capture.close();
  assertEquals(written(path), []);
});

Deno.test("LiveCapture removes no folder, however it is forced", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/empty`;
  Deno.mkdirSync(path);
  assertThrows(() => begin(path, true), UserError, "is a folder");
  assert(Deno.statSync(path).isDirectory);
});

Deno.test("LiveCapture says why a file cannot be written", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/missing/a.pcapng`;
  const error = assertThrows(() => begin(path), UserError);
  assert(error.problem.en.startsWith(`${path} cannot be written: No such file`));
});

Deno.test({
  name: "LiveCapture writes into a pipe when forced, and says so when nobody reads it any more",
  ignore: !UNIX,
  async fn() {
    using folder = temporaryFolder();
    const path = `${folder.path}/pipe`;
    await new Deno.Command("mkfifo", { args: [path] }).output();
    const reader = new Deno.Command("head", { args: ["-c", "4", path], stdout: "piped" }).spawn();
    const { capture } = begin(path, true);
    const { stdout } = await reader.output();
    assertEquals(stdout.toHex(), "0a0d0d0a");
    capture.opened(1, CLIENT, SERVER, 100);
    assertThrows(() => capture.pump(200), UserError, "cannot be written: Broken pipe");
    assertThrows(() => capture.close(), UserError, "cannot be written");
    assert(Deno.lstatSync(path).isFifo);
  },
});
