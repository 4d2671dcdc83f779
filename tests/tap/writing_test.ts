import { assertEquals, assertMatch } from "@std/assert";
import { assertTwoLines, startServerTask, task } from "../support/command.ts";
import { temporaryFolder } from "../support/folder.ts";
import { labFolder } from "../support/lab.ts";
import { ask, witnessed } from "../support/witness.ts";
import { recorded } from "../tls/support/recorded.ts";
import { until } from "./overheard.ts";
import { stage, startTap } from "./running_tap.ts";
import { wordsOf } from "./written.ts";

const { records, keyLog } = recorded("TLS 1.3, a session");
const UNIX = Deno.build.os !== "windows";

witnessed(
  ["tshark", "capinfos"],
  "tap --write saves what tshark decrypts from the file alone",
  async () => {
    using lab = await labFolder();
    const [log, path] = [`${lab.path}/keys.log`, `${lab.path}/a.pcapng`];
    await using server = await startServerTask(lab.serverArgs, { env: { SSLKEYLOGFILE: log } });
    const connect = ["--connect", `127.0.0.1:${server.port}`];
    await using tap = await startTap([...connect, "--keylog", log, "--write", path]);
    const client = [
      ...["--port", `${tap.port}`, "--ca", lab.ca],
      ...["--message", "hello", "--message", "你好"],
    ];
    for (let i = 0; i < 2; i++) assertEquals((await task("client", client)).code, 0);
    await tap.until(/#2 {2}ended/);
    assertEquals((await tap.stop()).stderr, "");
    Deno.removeSync(log);

    const info = await ask("capinfos", ["-M", "-c", "-E", path]);
    assertEquals([info.code, info.stderr.trim()], [0, ""]);
    // Told that it is plain data, as tshark has guesses of its own about the application's protocol.
    const args = ["-n", "-r", path, "-d", `tls.port==${server.port},data`];
    const { code, stdout } = await ask("tshark", [
      ...args,
      "-Y",
      "data",
      "-T",
      "fields",
      "-e",
      "data",
    ]);
    const said = ["hello", "你好", "exit"].map((text) => new TextEncoder().encode(text).toHex());
    const heard = stdout.trim().split("\n").filter((hex) => !hex.startsWith("00000020"));
    assertEquals([code, heard.map((hex) => hex.slice(8))], [0, [...said, ...said]]);
    const wrong = "_ws.malformed || tcp.analysis.flags || tcp.checksum.status == 0";
    const checked = await ask("tshark", [...args, "-o", "tcp.check_checksum:TRUE", "-Y", wrong]);
    assertEquals([checked.code, checked.stdout], [0, ""]);
  },
);

Deno.test("tap --write saves what tap --read decrypts from the file alone, closed to others", async () => {
  using folder = temporaryFolder();
  const [log, path] = [`${folder.path}/keys.log`, `${folder.path}/a.pcapng`];
  Deno.writeTextFileSync(log, keyLog);
  using server = stage();
  const connect = ["--connect", `127.0.0.1:${server.port}`];
  await using tap = await startTap([...connect, "--keylog", log, "--write", path]);
  {
    using ends = await server.connect(tap);
    await ends.passAll(records);
  }
  await tap.until(/ended/);
  const { stdout } = await tap.stop();
  if (UNIX) assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
  const read = await task("tap", ["--read", path]);
  assertEquals([read.code, read.stderr], [0, ""]);
  const names = (text: string) => text.match(/[→←⇒⇐] {2}\w+ .*|ended: .*/g);
  assertEquals(names(read.stdout), names(stdout));
  assertMatch(read.stdout, /"ping\\n"[^]*all decrypted\n$/);
});

Deno.test("tap --write saves plain TCP, as a capture with no secrets in it", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  using server = stage();
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, "--write", path]);
  {
    using ends = await server.connect(tap);
    await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
    await ends.pass({ from: "server", bytes: new TextEncoder().encode("hi") });
  }
  await tap.until(/ended/);
  await tap.stop();
  assertEquals(wordsOf(Deno.readFileSync(path)), ["1 client hello", "1 server hi", "1 fin"]);
});

Deno.test("tap --write leaves a capture with nothing in it where nothing passed", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  await using tap = await startTap(["--connect", "127.0.0.1:1", "--write", path]);
  assertEquals((await tap.stop()).code, 0);
  assertEquals(wordsOf(Deno.readFileSync(path)), []);
  const { code, stdout, stderr } = await task("tap", ["--read", path]);
  assertEquals([code, stdout, stderr], [0, "", `No TLS was found in ${path}\n`]);
});

Deno.test("tap --write does not touch a file that is there, unless --force is given", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  Deno.writeTextFileSync(path, "precious", { mode: 0o644 });
  const outcome = await task("tap", ["--listen", "127.0.0.1:0", "--write", path]);
  assertTwoLines(outcome, 1, /a\.pcapng already exists/, /Nothing was changed\. Use --force/);
  assertEquals(Deno.readTextFileSync(path), "precious");
  await using tap = await startTap(["--connect", "127.0.0.1:1", "--write", path, "--force"]);
  await tap.stop();
  assertEquals(wordsOf(Deno.readFileSync(path)), []);
  if (UNIX) assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
});

Deno.test("tap --write begins no file where it cannot listen", async () => {
  using folder = temporaryFolder();
  using taken = stage();
  const path = `${folder.path}/a.pcapng`;
  const outcome = await task("tap", ["--listen", `127.0.0.1:${taken.port}`, "--write", path]);
  assertTwoLines(outcome, 1, /already in use/, /./);
  assertEquals([...Deno.readDirSync(folder.path)], []);
});

Deno.test("tap --write says that a folder is not there", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/none/a.pcapng`;
  const outcome = await task("tap", ["--listen", "127.0.0.1:0", "--write", path]);
  assertTwoLines(outcome, 1, /none\/a\.pcapng cannot be written: No such file/, /folder/);
});

Deno.test("tap --write keeps what passed before the tap was killed", async () => {
  using folder = temporaryFolder();
  const [log, path] = [`${folder.path}/keys.log`, `${folder.path}/a.pcapng`];
  Deno.writeTextFileSync(log, keyLog);
  using server = stage();
  const connect = ["--connect", `127.0.0.1:${server.port}`];
  await using tap = await startTap([...connect, "--keylog", log, "--write", path]);
  using ends = await server.connect(tap);
  const sizes: number[] = [];
  await ends.passAll(records);
  await until(() => {
    sizes.push(Deno.statSync(path).size);
    return sizes.length > 5 && sizes.at(-1)! > 2000 && sizes.at(-1) === sizes.at(-5);
  });
  await tap.stop("SIGKILL");
  const { code, stdout, stderr } = await task("tap", ["--read", path]);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /"ping\\n"[^]*"pong\\n"[^]*all decrypted\n$/);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`tap --write completes the file at ${signal}, with connections still open`, async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/a.pcapng`;
    using server = stage();
    // The key log stays away, so that everything is still held back.
    const more = ["--keylog", `${folder.path}/keys.log`, "--write", path];
    await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, ...more]);
    using ends = await server.connect(tap);
    await ends.passAll(records.slice(0, 3));
    assertEquals((await tap.stop(signal)).code, 0);
    const { code, stdout, stderr } = await task("tap", ["--read", path]);
    assertEquals([code, stderr], [0, ""]);
    assertMatch(stdout, /client_hello[^]*server_hello[^]*change_cipher_spec/);
  });
}

Deno.test({
  name: "tap --write says when the file cannot be written any more, goes on relaying, ends with 1",
  ignore: !UNIX,
  async fn() {
    using folder = temporaryFolder();
    const path = `${folder.path}/pipe`;
    await new Deno.Command("mkfifo", { args: [path] }).output();
    const reader = new Deno.Command("head", { args: ["-c", "4", path], stdout: "null" }).spawn();
    using server = stage();
    const more = ["--write", path, "--force"];
    await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, ...more]);
    await reader.status;
    const bytes = new TextEncoder().encode("hello");
    for (let i = 0; i < 2; i++) {
      using ends = await server.connect(tap);
      assertEquals(await ends.pass({ from: "client", bytes }), bytes);
      await tap.until(/cannot be written/);
    }
    await tap.until(/#2 {2}ended/);
    const { code, stdout, stderr } = await tap.stop();
    assertEquals([code, stdout.match(/"hello"/g)?.length], [1, 2]);
    assertMatch(stderr, /^error: .*pipe cannot be written: .*\nwhat to do: Check the disk.*\n$/);
  },
});

Deno.test("tap --write keeps of a tampered connection what reached the other side", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  using server = stage();
  const more = ["--write", path, "--tamper", "1:1"];
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, ...more]);
  {
    using ends = await server.connect(tap);
    await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
  }
  await tap.until(/ended/);
  await tap.stop();
  assertEquals(wordsOf(Deno.readFileSync(path))[0], "1 client hdllo");
});
