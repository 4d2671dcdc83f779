import { assertEquals, assertMatch, assertNotMatch, assertRejects } from "@std/assert";
import { assertTwoLines, startServerTask, task } from "./support/command.ts";
import { temporaryFolder } from "./support/folder.ts";
import { labFolder } from "./support/lab.ts";
import { stage, startTap } from "./tap/running_tap.ts";
import { decode, only } from "./tls/support/listen.ts";
import { recorded } from "./tls/support/recorded.ts";

const { records, keyLog } = recorded("TLS 1.3, the client authenticated");
const ALERT = /alert|警报/;

/** What our own client and server say to each other through a tap that has the server's key log. */
async function tapped(
  ...args: string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  using lab = await labFolder();
  const log = `${lab.path}/keys.log`;
  await using server = await startServerTask(lab.serverArgs, { env: { SSLKEYLOGFILE: log } });
  const connect = `127.0.0.1:${server.port}`;
  await using tap = await startTap(["--connect", connect, "--keylog", log, ...args]);
  const client = await task("client", [
    ...["--port", `${tap.port}`, "--ca", lab.ca],
    ...["--message", "hello", "--message", "你好"],
  ]);
  assertEquals([client.code, client.stderr], [0, ""]);
  assertMatch(client.stdout, /^你好 {2}→ {2}The server received your message$/m);
  await tap.until(/ended|结束|"type":"connection"/);
  return await tap.stop();
}

/** What a tap tells of a recorded connection; without its key log if none is given. */
async function replayed(args: string[], log: string | undefined = keyLog): Promise<string> {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  if (log !== "") Deno.writeTextFileSync(path, log);
  using server = stage();
  const keys = log === "" ? [] : ["--keylog", path];
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, ...keys, ...args]);
  using ends = await server.connect(tap);
  await ends.passAll(records);
  for (const end of [ends.client, ends.server]) end.closeWrite();
  await tap.until(/ended|结束|"type":"connection"/);
  const { code, stdout, stderr } = await tap.stop();
  assertEquals([code, args.includes("--json") ? "" : stderr], [0, ""]);
  return stdout;
}

/** The words after the arrows. */
function told(stdout: string): string[] {
  return stdout.split("\n").flatMap((line) => /([→←⇒⇐] {2}\S+)/.exec(line)?.[1] ?? []);
}

Deno.test("tap shows what server and client say: every message, decrypted and proved", async () => {
  const { code, stdout, stderr } = await tapped();
  assertEquals([code, stderr], [0, ""]);
  const [listening, legend, opened] = stdout.split("\n");
  assertMatch(listening!, /^Listening on 127\.0\.0\.1:\d+, relaying to 127\.0\.0\.1:\d+$/);
  assertMatch(legend!, /^→ client to server, ← server to client; ⇒ ⇐ the same, encrypted$/);
  assertMatch(opened!, /^#1 {2}127\.0\.0\.1:\d+ → 127\.0\.0\.1:\d+$/);
  const words = told(stdout);
  assertEquals(words.slice(0, 2), ["→  client_hello", "←  server_hello"]);
  // How the two sides' words interleave is for the system to say.
  assertEquals(words.filter((word) => /[→⇒]/.test(word)), [
    "→  client_hello",
    "→  change_cipher_spec",
    "⇒  finished",
    ...Array(3).fill("⇒  data"), // Two messages and `exit`.
  ]);
  assertEquals(words.filter((word) => /[←⇐]/.test(word) && !/ticket/.test(word)), [
    "←  server_hello",
    "←  change_cipher_spec",
    "⇐  encrypted_extensions",
    "⇐  certificate",
    "⇐  certificate_verify",
    "⇐  finished",
    ...Array(2).fill("⇐  data"),
    "⇐  alert",
  ]);
  assertEquals(stdout.match(/(certificate_verify|finished) +✓ proved/g)?.length, 3);
  assertMatch(stdout, /⇒ {2}data +9 B {2}"hello"$/m);
  assertMatch(stdout, /⇐ {2}data +36 B {2}"The server received your message"$/m);
  assertMatch(stdout, /⇒ {2}data +10 B {2}"你好"$/m);
  assertMatch(stdout, /^#1 {2}ended: TLS 1\.3, TLS_\w+, \w+, tls-lab\/1, all decrypted$/m);
});

Deno.test("tap tells programs the same, one JSON value a line and nothing else", async () => {
  const { code, stdout, stderr } = await tapped("--json");
  assertEquals(code, 0);
  assertMatch(stderr, /^Listening on 127\.0\.0\.1:\d+, relaying to 127\.0\.0\.1:\d+\n$/);
  const values = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(
    new Set(values.map(({ type }) => type)),
    new Set(["opened", "message", "data", "alert", "connection"]),
  );
  for (const value of values) {
    assertEquals([value.connection, typeof value.time], [1, "number"]);
    if (!["opened", "connection"].includes(value.type)) {
      assertMatch(value.from, /^(client|server)$/);
    }
  }
  const [{ time: since, ...opened }, hello] = values;
  const { name, encrypted, fields } = hello;
  assertEquals([name, encrypted, fields.length > 5], ["client_hello", false, true]);
  const texts = values.flatMap(({ type, text, base64 }) => type === "data" ? [[text, base64]] : []);
  assertEquals(texts[0], ["\0\0\0\x05hello", btoa("\0\0\0\x05hello")]);
  const alert = values.find(({ type }) => type === "alert");
  assertEquals([alert.level, alert.description], ["warning", "close_notify"]);
  const { client, server, time, group, data, ...rest } = values.at(-1);
  assertEquals(opened, { type: "opened", connection: 1, client, server });
  assertEquals(since <= hello.time && hello.time <= time, true);
  assertEquals(rest, {
    type: "connection",
    connection: 1,
    version: "TLS 1.3",
    cipherSuite: "TLS_AES_256_GCM_SHA384",
    alpn: "tls-lab/1",
    serverName: null,
    resumed: false,
    completed: true,
    earlyData: null,
    decrypted: true,
    proofs: { serverCertificateVerify: true, serverFinished: true, clientFinished: true },
  });
  assertMatch(`${client} ${server}`, /^127\.0\.0\.1:\d+ 127\.0\.0\.1:\d+$/);
  assertEquals([typeof time, typeof group, data], [
    "number",
    "string",
    { client: 9 + 10 + 8, server: 36 + 36 },
  ]);
});

Deno.test("tap speaks Chinese", async () => {
  const stdout = await replayed(["--lang", "zh"]);
  assertMatch(stdout, /^正在监听 \S+，转发到 \S+\n→ 客户端到服务器/);
  assertMatch(stdout, /⇒ {2}数据 +5 字节 {2}"ping\\n"\n/);
  assertMatch(stdout, /finished +✓ 已证明\n/);
  assertMatch(stdout, /\n#1 {2}结束：.*全部解密\n$/);
});

Deno.test("tap -v shows the fields of every message", async () => {
  const stdout = await replayed(["-v"]);
  assertMatch(stdout, /client_hello .*\n {6}msg_type {2}client_hello {2}0x01\n {6}length {2}208\n/);
  assertMatch(stdout, /\n +cipher_suite {2}TLS_AES_128_GCM_SHA256 {2}0x1301\n/);
  assertMatch(stdout, /⇐ {2}finished +✓ proved\n {6}msg_type {2}finished {2}0x14\n/);
});

Deno.test("tap -x shows the bytes of every message, all of them, in order", async () => {
  const stdout = await replayed(["-x"]);
  const shown = stdout.split("\n").flatMap((line) =>
    /^ {6}[\da-f]{4} {2}((?:[\da-f]{2} ?){1,8})/.exec(line)?.[1]?.replaceAll(" ", "") ?? []
  ).join("");
  const events = decode(records, { keyLog });
  const all = events.flatMap((event) =>
    event.type === "message" || event.type === "data" || event.type === "alert"
      ? [event.bytes.toHex()]
      : []
  ).join("");
  assertEquals(shown, all);
});

Deno.test("tap --explain says what every message is for, and where that is defined", async () => {
  const stdout = await replayed(["--explain"]);
  assertMatch(stdout, /client_hello .*\n {6}[A-Z].*RFC 8446 section 4\.1\.2\n/);
  assertEquals(
    stdout.match(/RFC 8446 section/g)!.length >=
      only(decode(records, { keyLog }), "message").length,
    true,
  );
});

Deno.test("tap without a key log tells what is sealed, and proves nothing", async () => {
  const stdout = await replayed([], "");
  assertEquals(told(stdout).filter((word) => word === "⇐  sealed").length, 7);
  assertNotMatch(stdout, /proved/);
  assertMatch(stdout, /, not all decrypted\n$/);
  const values = (await replayed(["--json"], "")).trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  const { decrypted, proofs } = values.at(-1);
  assertEquals([decrypted, proofs], [false, {}]);
});

Deno.test("tap decrypts with a key log that appears after the connection began", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  using server = stage();
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, "--keylog", path]);
  using ends = await server.connect(tap);
  await ends.passAll(records.slice(0, 5));
  await tap.until(/server_hello/);
  assertNotMatch(tap.stdout(), /encrypted_extensions/);
  Deno.writeTextFileSync(path, keyLog);
  await tap.until(/encrypted_extensions/);
  await ends.passAll(records.slice(5));
  await tap.until(ALERT);
  assertMatch(tap.stdout(), /data +5 B {2}"ping/);
  assertNotMatch(tap.stdout(), /sealed/);
});

Deno.test("tap resets clients as long as the server is not there, says so, and goes on", async () => {
  const away = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = away.addr as Deno.NetAddr;
  away.close();
  await using tap = await startTap(["--connect", `127.0.0.1:${port}`]);
  const client = await Deno.connect({ hostname: "127.0.0.1", port: tap.port });
  await assertRejects(() => client.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
  client.close();
  await tap.until(/what to do/);
  assertMatch(
    tap.stderr(),
    /^error: 127\.0\.0\.1:\d+ was turned away: .*\nwhat to do: Start it, .*\n$/,
  );
  const back = Deno.listen({ hostname: "127.0.0.1", port });
  const again = await Deno.connect({ hostname: "127.0.0.1", port: tap.port });
  const end = await back.accept();
  await again.write(new TextEncoder().encode("hello"));
  await tap.until(/"hello"/);
  for (const open of [again, end, back]) open.close();
  assertEquals((await tap.stop()).code, 0);
});

Deno.test("tap relays to an IPv6 address, and shows it in brackets", async () => {
  using server = stage("::1");
  await using tap = await startTap(["--connect", `[::1]:${server.port}`]);
  using ends = await server.connect(tap);
  await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
  await tap.until(/"hello"/);
  assertMatch(tap.stdout(), /^#1 {2}127\.0\.0\.1:\d+ → \[::1\]:\d+$/m);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`tap ends at ${signal} in good order, connections and all`, async () => {
    using server = stage();
    await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`]);
    using ends = await server.connect(tap);
    await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
    const { code, stdout, stderr } = await tap.stop(signal);
    assertEquals([code, stderr], [0, ""]);
    assertMatch(stdout, /"hello"\n#1 {2}ended: no TLS\n$/);
    for (const end of [ends.client, ends.server]) {
      await assertRejects(() => end.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
    }
  });
}

Deno.test("tap goes on relaying when nobody reads its output any more, and ends with 0", async () => {
  using server = stage();
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`]);
  await tap.close();
  const bytes = new TextEncoder().encode("hello");
  for (let i = 0; i < 3; i++) {
    using ends = await server.connect(tap);
    assertEquals(await ends.pass({ from: "client", bytes }), bytes);
    assertEquals(await ends.pass({ from: "server", bytes }), bytes);
  }
  const { code, stderr } = await tap.stop();
  assertEquals([code, stderr], [0, ""]);
});

Deno.test("tap says that its port is taken, and what to do", async () => {
  using taken = stage();
  const outcome = await task("tap", ["--listen", `127.0.0.1:${taken.port}`]);
  assertTwoLines(outcome, 1, /127\.0\.0\.1:\d+ is already in use/, /--listen 127\.0\.0\.1:0$/);
});

for (
  const [args, problem, remedy] of [
    [["--listen", "0.0.0.0:0"], /does not allow net access to "0\.0\.0\.0:0"/, /--allow-net=0\.0/],
    [["--connect", "192.0.2.1:443"], /net access to "192\.0\.2\.1:443"/, /--allow-net=192\.0\.2/],
    [["--keylog", "/keys.log"], /read access to "\/keys\.log"/, /--allow-read=\/keys\.log/],
    [["--write", "/a.pcapng"], /write access to "\/a\.pcapng"/, /--allow-write=\/a\.pcapng/],
    [["--keylog", "/tmp"], /\/tmp cannot be read: Is a directory/, /SSLKEYLOGFILE/],
  ] as const
) {
  Deno.test(`tap ${args.join(" ")} is told to be impossible before anything begins`, async () => {
    const listen = args[0] === "--listen" ? [] : ["--listen", "127.0.0.1:0"];
    assertTwoLines(await task("tap", [...listen, ...args]), 1, problem, remedy);
  });
}

for (
  const [args, problem] of [
    [["--listen", "9998"], /--listen "9998" is not a host and a port/],
    [["--connect", "localhost"], /--connect "localhost" is not a host and a port/],
    [["--tamper", "0"], /--tamper "0" names no record/],
    [
      ["--listen", "127.0.0.1:9", "--connect", "127.0.0.1:9"],
      /would connect to itself at 127\.0\.0\.1:9$/,
    ],
    [["--all"], /--all means nothing without --read FILE/],
    [["--force"], /--force means nothing without --write FILE/],
    [["--read", "a", "--listen", "127.0.0.1:0"], /--listen does not go with --read/],
    [["--read", "a", "--connect", "127.0.0.1:1"], /--connect does not go with --read/],
    [["--read", "a", "--tamper", "1"], /--tamper does not go with --read/],
    [["--read", "a", "--write", "b"], /--write does not go with --read/],
    [["--read", "a", "--force"], /--force does not go with --read/],
    [["--read", "a", "--complete"], /--complete does not go with --read/],
    [["--reed", "a"], /Unknown option "--reed"/],
    [["a.pcapng"], /Unexpected argument "a\.pcapng"/],
  ] as const
) {
  Deno.test(`tap ${args.join(" ")} is wrong usage`, async () => {
    assertTwoLines(await task("tap", [...args]), 2, problem, /\S/);
  });
}
