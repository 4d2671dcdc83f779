import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { startServerTask, task } from "../support/command.ts";
import { labFolder } from "../support/lab.ts";
import { ACCEPT, ask, witnessed, witnessServer } from "../support/witness.ts";
import { stage, startTap } from "./running_tap.ts";

for (
  const [tamper, whose, back] of [
    ["4", "client", /⇐ {2}alert +fatal bad_record_mac/],
    ["server:4:20", "server", /⇒ {2}alert +fatal bad_record_mac/],
  ] as const
) {
  Deno.test(`tap --tamper ${tamper} has the other side answer with bad_record_mac`, async () => {
    using lab = await labFolder();
    const log = `${lab.path}/keys.log`;
    await using server = await startServerTask(lab.serverArgs, { env: { SSLKEYLOGFILE: log } });
    await using tap = await startTap([
      ...["--connect", `127.0.0.1:${server.port}`, "--keylog", log, "--tamper", tamper],
    ]);
    const args = ["--port", `${tap.port}`, "--ca", lab.ca, "--message", "hello"];
    const { code } = await task("client", args);
    assertEquals(code, 1);
    await tap.until(/ended/);
    const { stdout, stderr } = await tap.stop();
    assertEquals(stderr, "");
    assertMatch(stdout, new RegExp(`^#1  a bit of the ${whose}'s bytes is flipped here$`, "m"));
    assertMatch(stdout, back);
    assertMatch(stdout, /, not all decrypted$/m);
    assertMatch(server.output(), whose === "client" ? /changed on the way/ : /bad_record_mac/);
  });
}

for (const version of ["-tls1_2", "-tls1_3"]) {
  for (const side of ["client", "server"] as const) {
    witnessed(
      ["openssl"],
      `openssl ${version} notices a bit flipped by tap on the ${side}'s side`,
      async () => {
        using lab = await labFolder();
        const log = `${lab.path}/keys.log`;
        await using server = await witnessServer(
          "openssl",
          [
            ...["s_server", "-accept", "127.0.0.1:0", "-cert", lab.cert, "-key", lab.key],
            ...["-keylogfile", log, version, "-naccept", "1", "-rev"],
          ].filter((arg) => arg !== "-quiet"),
          ACCEPT,
        );
        // The first record after the handshake that carries data.
        const record = {
          "-tls1_2client": 5,
          "-tls1_2server": 8,
          "-tls1_3client": 4,
          "-tls1_3server": 8,
        };
        const number = record[`${version}${side}` as keyof typeof record];
        await using tap = await startTap([
          ...["--connect", `127.0.0.1:${server.port}`, "--keylog", log],
          ...["--tamper", `${side}:${number}`],
        ]);
        const connect = `127.0.0.1:${tap.port}`;
        const { output } = await ask("openssl", [
          "s_client",
          "-connect",
          connect,
          version,
          "-ign_eof",
        ], {
          stdin: "hello\n",
        });
        await tap.until(/ended/);
        const { stdout } = await tap.stop();
        assertMatch(stdout, /is flipped here\n/);
        const arrow = side === "client" ? "⇐" : "⇒";
        assertMatch(stdout, new RegExp(`${arrow}  alert +fatal bad_record_mac`));
        if (side === "client") assertMatch(output, /alert bad record mac/);
      },
    );
  }
}

Deno.test("tap --tamper on plain TCP changes a letter, and nobody notices", async () => {
  using server = stage();
  await using tap = await startTap([
    ...["--connect", `127.0.0.1:${server.port}`, "--tamper", "server:2:1"],
  ]);
  using ends = await server.connect(tap);
  const hello = new TextEncoder().encode("hello");
  const answers: string[] = [];
  for (const from of ["client", "server", "client", "server", "server"] as const) {
    answers.push(new TextDecoder().decode(await ends.pass({ from, bytes: hello })));
  }
  assertEquals(answers, ["hello", "hello", "hello", "hdllo", "hello"]);
  await tap.until(/flipped here\n#1 .*← {2}data +5 B {2}"hdllo"\n.*"hello"\n/);
  assertEquals((await tap.stop()).code, 0);
});

Deno.test("tap --tamper flips a bit of every connection", async () => {
  using server = stage();
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, "--tamper", "1"]);
  for (const _ of [1, 2]) {
    using ends = await server.connect(tap);
    const bytes = await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
    assertEquals(new TextDecoder().decode(bytes), "iello");
  }
});

Deno.test("tap --tamper --json tells of the flipped bit on stderr, not among the values", async () => {
  using server = stage();
  await using tap = await startTap([
    ...["--connect", `127.0.0.1:${server.port}`, "--tamper", "1", "--json"],
  ]);
  using ends = await server.connect(tap);
  await ends.pass({ from: "client", bytes: new TextEncoder().encode("hello") });
  await tap.until(/"iello"/);
  assertMatch(tap.stderr(), /\n#1 {2}a bit of the client's bytes is flipped here\n$/);
  assertNotMatch(tap.stdout(), /flipped/);
});
