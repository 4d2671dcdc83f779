import { assert, assertEquals, assertLessOrEqual, assertMatch } from "@std/assert";
import { columns } from "../../cli/terminal.ts";
import { plain } from "../support/captured.ts";
import { assertTwoLines, type Outcome, task } from "../support/command.ts";
import { temporaryFolder } from "../support/folder.ts";
import { ask, witnessed } from "../support/witness.ts";
import { recorded } from "../tls/support/recorded.ts";
import { asPcap, captureOf, packed, plainTalk } from "./written.ts";

const { records, keyLog } = recorded("TLS 1.3, a session");
const SEALED = { sent: records };
const WITH_SECRETS = { sent: records, secrets: keyLog };

/** What `tap --read` tells of a capture, with its path as `FILE`; a key log beside it is `keys.log`. */
async function read(
  bytes: Uint8Array,
  args: string[] = [],
  { log }: { log?: string } = {},
): Promise<Outcome> {
  using folder = temporaryFolder();
  const path = `${folder.path}/capture`;
  Deno.writeFileSync(path, bytes);
  if (log !== undefined) {
    Deno.writeTextFileSync(`${folder.path}/keys.log`, log);
    args = [...args, "--keylog", `${folder.path}/keys.log`];
  }
  const { code, stdout, stderr } = await task("tap", ["--read", path, ...args]);
  return { code, stdout, stderr: stderr.replaceAll(path, "FILE") };
}

const DECRYPTED =
  /^→ client to server.*\n#\d {2}192\.0\.2\.1:\d+ → 192\.0\.2\.2:443\n#\d .*client_hello[^]*"ping\\n"[^]*all decrypted\n$/;

for (
  const [what, capture, log] of [
    ["pcapng with its secrets inside", captureOf(WITH_SECRETS), undefined],
    ["pcapng with a key log", captureOf(SEALED), keyLog],
    ["pcap with a key log", asPcap(captureOf(SEALED)), keyLog],
    ["pcapng packed with gzip", await packed(captureOf(WITH_SECRETS)), undefined],
    ["pcap packed with gzip, with a key log", await packed(asPcap(captureOf(SEALED))), keyLog],
  ] as const
) {
  Deno.test(`tap --read decrypts ${what}`, async () => {
    const { code, stdout, stderr } = await read(capture, [], log === undefined ? {} : { log });
    assertEquals([code, stderr], [0, ""]);
    assertMatch(stdout, DECRYPTED);
  });
}

Deno.test("tap --read tells what is sealed where there are no keys", async () => {
  const { code, stdout, stderr } = await read(captureOf(SEALED));
  assertEquals([code, stderr], [0, ""]);
  assertMatch(
    stdout,
    /⇐ {2}sealed .*\n {6}No key for it: the secrets of .*\n[^]*, not all decrypted\n$/,
  );
});

Deno.test("tap --read --json prints one value a line and nothing else", async () => {
  const { code, stdout, stderr } = await read(captureOf(WITH_SECRETS), ["--json"]);
  assertEquals([code, stderr], [0, ""]);
  const values = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals([values[1].name, values.at(-1).type], ["client_hello", "connection"]);
  assertEquals(values[0], {
    type: "opened",
    connection: 1,
    time: values[1].time,
    client: "192.0.2.1:50000",
    server: "192.0.2.2:443",
  });
  assertEquals(values.at(-1).proofs, {
    serverCertificateVerify: true,
    serverFinished: true,
    clientFinished: true,
  });
});

Deno.test("tap --read --no-proofs checks nothing", async () => {
  const { stdout } = await read(captureOf(WITH_SECRETS), ["--no-proofs"]);
  assertMatch(stdout, DECRYPTED);
  assertEquals(stdout.includes("✓ proved"), false);
});

Deno.test("tap --read leaves out connections without TLS, and says how many", async () => {
  const capture = captureOf(plainTalk("GET / HTTP/1.1"), WITH_SECRETS);
  const { code, stdout, stderr } = await read(capture);
  assertEquals([code, stderr], [
    0,
    "Left out: 1 TCP connections without TLS (--all shows them)\n",
  ]);
  assertMatch(stdout, /^→ .*\n#2 {2}192\.0\.2\.1:50001 → 192\.0\.2\.2:443\n#2 .*client_hello/);
});

Deno.test("tap --read --all shows connections without TLS too", async () => {
  const capture = captureOf(plainTalk("GET / HTTP/1.1"), WITH_SECRETS);
  const { code, stdout, stderr } = await read(capture, ["--all"]);
  assertEquals([code, stderr], [0, ""]);
  const [, ...lines] = stdout.split("\n");
  assertEquals(lines.slice(0, 5), [
    "#1  192.0.2.1:50000 → 192.0.2.2:443",
    '#1     0.0 ms  →  data                  14 B  "GET / HTTP/1.1"',
    "#1  ended: no TLS",
    "#2  192.0.2.1:50001 → 192.0.2.2:443",
    "#2     0.0 ms  →  client_hello          TLS 1.3",
  ]);
});

Deno.test("tap --read finds TLS that begins with STARTTLS", async () => {
  const say = (from: "client" | "server", text: string) => ({
    from,
    bytes: new TextEncoder().encode(text),
  });
  const greeting = [say("server", "220 a.test\r\n"), say("client", "STARTTLS\r\n")];
  const capture = captureOf({ sent: [...greeting, ...records], secrets: keyLog });
  const { code, stdout, stderr } = await read(capture);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, DECRYPTED);
});

Deno.test("tap --read says that there is no TLS in a capture", async () => {
  const { code, stdout, stderr } = await read(captureOf(plainTalk("GET / HTTP/1.1")));
  assertEquals([code, stdout], [0, ""]);
  assertMatch(stderr, /^Left out: 1 TCP .*\nNo TLS was found in FILE\n$/);
});

for (
  const [what, bytes, problem] of [
    ["a text", new TextEncoder().encode("# Notes\n"), /FILE: The file is no capture/],
    ["an empty file", new Uint8Array(0), /FILE: The capture is empty/],
    ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), /FILE: The file is a ZIP archive/],
    ["a text packed with gzip", await packed(new TextEncoder().encode("# Notes\n")), /no capture/],
  ] as const
) {
  for (const more of [[], ["--json"]]) {
    Deno.test(`tap --read ${more.join(" ")} refuses ${what} in two lines`, async () => {
      assertTwoLines(await read(bytes, more), 1, problem, /pcap or pcapng/);
    });
  }
}

Deno.test("tap --read shows what came before a capture is cut off, says so, and fails", async () => {
  const whole = captureOf(WITH_SECRETS);
  const { code, stdout, stderr } = await read(whole.subarray(0, whole.length - 200));
  assertEquals(code, 1);
  assertMatch(stdout, /client_hello[^]*"ping\\n"[^]*ended/);
  const [where, problem, remedy, ...rest] = stderr.split("\n");
  assertMatch(where!, /^FILE, byte \d+: The capture is cut off here$/);
  assertEquals(problem, "error: FILE could not be read in full");
  assertMatch(remedy!, /^what to do: What could be read is shown; /);
  assertEquals(rest, [""]);
});

Deno.test("tap --read tells the same in Chinese", async () => {
  const whole = captureOf(WITH_SECRETS);
  const { stderr } = await read(whole.subarray(0, whole.length - 200), ["--lang", "zh"]);
  assertMatch(stderr, /^FILE 第 \d+ 字节：捕获文件在此处被截断\n错误：FILE 未能全部读取\n怎么办：/);
});

Deno.test("tap --read says that a file is not there", async () => {
  using folder = temporaryFolder();
  const outcome = await task("tap", ["--read", `${folder.path}/none.pcap`]);
  assertTwoLines(outcome, 1, /none\.pcap does not exist/, /Name a capture/);
});

Deno.test("tap --read says that a file is a folder", async () => {
  using folder = temporaryFolder();
  assertTwoLines(await task("tap", ["--read", folder.path]), 1, /cannot be read: Is a dir/, /Name/);
});

Deno.test("tap --read says that the key log is not there, before anything else", async () => {
  const outcome = await read(captureOf(SEALED), ["--keylog", "/tmp/no-such-keys.log"]);
  assertTwoLines(outcome, 1, /no-such-keys\.log does not exist/, /SSLKEYLOGFILE/);
});

Deno.test("tap --read says that a packed file is damaged", async () => {
  const bytes = await packed(captureOf(SEALED));
  bytes[20]! ^= 0xff;
  assertTwoLines(await read(bytes), 1, /FILE cannot be unpacked/, /Name a capture/);
});

for (const language of ["en", "zh"]) {
  witnessed(
    ["script"],
    `tap --read stays within a terminal of 80 columns (${language})`,
    async () => {
      using folder = temporaryFolder();
      const path = `${folder.path}/a.pcapng`;
      const tls12 = recorded("TLS 1.2, the client authenticated, renegotiated");
      Deno.writeFileSync(
        path,
        captureOf(WITH_SECRETS, { sent: tls12.records, secrets: tls12.keyLog }),
      );
      for (const options of ["", "-v --explain", "-x --explain"]) {
        const run =
          `unset NO_COLOR; stty cols 80; deno task --quiet tap --read ${path} --lang ${language} ${options}`;
        const { stdout } = await ask("script", ["-qec", run, "/dev/null"], {
          cwd: new URL("../..", import.meta.url).pathname,
        });
        const lines = plain(stdout).split(/\r?\n/);
        assert(lines.length > 30, stdout);
        assertLessOrEqual(Math.max(...lines.map(columns)), 80);
        assert(options !== "" || stdout.includes("\x1b["), "It has colours");
      }
    },
  );
}
