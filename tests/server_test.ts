import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { encodePem } from "../x509/pem.ts";
import { readPair } from "../x509/store/file.ts";
import { UserError } from "../cli/error.ts";
import { assertTwoLines, startServerTask, task } from "./support/command.ts";
import { temporaryFolder } from "./support/folder.ts";
import { type LabFolder, labFolder, type LocalServer, localServer } from "./support/lab.ts";

/** A bare TLS connection to a server, speaking what it likes. */
async function dial(lab: LabFolder, port: number, alpn: string[] = ["tls-lab/1"]) {
  const connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port,
    caCerts: [Deno.readTextFileSync(lab.ca)],
    alpnProtocols: alpn,
  });
  await connection.handshake();
  return connection;
}

async function readText(connection: Deno.Conn): Promise<string | null> {
  const buffer = new Uint8Array(4096);
  const count = await connection.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

function troubleOf({ events }: LocalServer): string[] {
  return events.flatMap((event) => event.type === "trouble" ? [event.error.problem.en] : []);
}

Deno.test("server says where it listens, shows messages, acknowledges, and ends with 0", async () => {
  using lab = await labFolder();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    await using server = await startServerTask(lab.serverArgs);
    const client = await task("client", [
      "--port",
      `${server.port}`,
      "--ca",
      lab.ca,
      "--message",
      "hello",
      "--message",
      "你好",
    ]);
    assertEquals([client.code, client.stderr], [0, ""]);
    assertMatch(client.stdout, /^hello {2}→ {2}The server received your message$/m);
    assertMatch(client.stdout, /^你好 {2}→ {2}The server received your message$/m);
    await server.until(/said exit/);
    const { code, stdout, stderr } = await server.stop(signal);
    assertEquals([code, stderr], [0, ""]);
    assertMatch(stdout, new RegExp(`^Listening on 127\\.0\\.0\\.1:${server.port}$`, "m"));
    assertMatch(stdout, /^127\.0\.0\.1:\d+ {2}hello$/m);
    assertMatch(stdout, /^127\.0\.0\.1:\d+ {2}你好$/m);
    assertMatch(stdout, /^Closed$/m);
  }
});

Deno.test("server acknowledges in Chinese when that is its language", async () => {
  using lab = await labFolder();
  await using server = await startServerTask([...lab.serverArgs, "--lang", "zh"]);
  const { stdout } = await task("client", [
    "--port",
    `${server.port}`,
    "--ca",
    lab.ca,
    "--message",
    "hi",
  ]);
  assertMatch(stdout, /^hi {2}→ {2}服务器已经收到你的信息$/m);
});

Deno.test("server listens on IPv6 and shows its clients' addresses in brackets", async () => {
  using lab = await labFolder();
  await using server = await startServerTask([...lab.serverArgs, "--host", "::1"]);
  const args = ["--host", "::1", "--port", `${server.port}`, "--ca", lab.ca, "--message", "hi"];
  assertEquals((await task("client", args)).code, 0);
  assertMatch(await server.until(/said exit/), /^\[::1\]:\d+ {2}hi$/m);
});

Deno.test("startServer() serves many clients at once, each answered in order", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const talks = Array.from({ length: 50 }, async (_, i) => {
    const session = await server.connect();
    const answers: (string | undefined)[] = [];
    for (let j = 0; j < 10; j++) answers.push(await session.send(`client ${i}, message ${j}`));
    await session.end();
    return answers;
  });
  const answers = (await Promise.all(talks)).flat();
  assertEquals(answers.length, 500);
  assertEquals([...new Set(answers)].length, 1);
  assertEquals(troubleOf(server), []);
  const said = server.events.filter(({ type }) => type === "message");
  assertEquals(new Set(said.map(({ peer }) => peer)).size, 50);
});

Deno.test("startServer() answers several frames that arrive at once, one each", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const connection = await dial(lab, server.port);
  const frame = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return [0, 0, 0, bytes.length, ...bytes];
  };
  await connection.write(
    Uint8Array.from([...frame("a"), ...frame(""), ...frame("b"), ...frame("exit"), ...frame("c")]),
  );
  let received = 0;
  const buffer = new Uint8Array(4096);
  for (let count; (count = await connection.read(buffer)) !== null;) received += count;
  connection.close();
  assertEquals(received, 3 * (4 + "The server received your message".length));
  assertEquals(
    server.events.map((event) => event.type === "message" ? event.text : event.type),
    ["connected", "a", "acknowledged", "", "acknowledged", "b", "acknowledged", "ended"],
  );
});

Deno.test("startServer() speaks plain text to a client without ALPN", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const connection = await dial(lab, server.port, []);
  const write = (text: string | Uint8Array) =>
    connection.write(typeof text === "string" ? new TextEncoder().encode(text) : text);
  await write("with a line end\n");
  assertEquals(await readText(connection), "The server received your message\n");
  await write("  without  ");
  assertEquals(await readText(connection), "The server received your message");
  await write("  \n"); // Gets no answer.
  const bytes = new TextEncoder().encode("你");
  await write(bytes.subarray(0, 2));
  await new Promise((resolve) => setTimeout(resolve, 50)); // So that it is two reads.
  await write(bytes.subarray(2));
  assertEquals(await readText(connection), "The server received your message");
  await write("exit\n");
  assertEquals(await readText(connection), null);
  connection.close();
  const texts = server.events.flatMap((event) => event.type === "message" ? [event.text] : []);
  assertEquals(texts, ["with a line end", "without", "你"]);
});

for (
  const [name, break_, problem] of [
    [
      "a message over the limit",
      (c: Deno.Conn) => c.write(Uint8Array.of(0, 16, 0, 1)),
      /over the limit of 1048576 bytes/,
    ],
    ["invalid UTF-8", (c: Deno.Conn) => c.write(Uint8Array.of(0, 0, 0, 1, 0xff)), /is not UTF-8/],
    ["a client that vanishes mid-message", async (c: Deno.Conn) => {
      await c.write(Uint8Array.of(0, 0, 0, 9, 65));
      c.close();
    }, /vanished in the middle of a message/],
  ] as const
) {
  Deno.test(`startServer() survives ${name} and goes on serving`, async () => {
    using lab = await labFolder();
    await using server = await localServer(lab);
    const good = await server.connect();
    const bad = await dial(lab, server.port);
    await break_(bad);
    await server.until(({ type }) => type === "trouble");
    assertMatch(troubleOf(server)[0]!, problem);
    assertEquals(await good.send("still there?"), "The server received your message");
    await good.end();
    try {
      bad.close();
    } catch {
      // It has closed itself.
    }
  });
}

Deno.test("startServer() survives a peer that speaks no TLS", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  for (const garbage of ["GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff", "\0".repeat(100)]) {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await tcp.write(new TextEncoder().encode(garbage));
    await tcp.closeWrite();
    tcp.close();
  }
  await server.until(() => troubleOf(server).length === 3);
  for (const problem of troubleOf(server)) assertMatch(problem, /The handshake with 127.* failed/);
  const session = await server.connect();
  assertEquals(await session.send("hi"), "The server received your message");
  await session.end();
});

Deno.test("startServer() gives up on a peer that says nothing", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab, { handshakeTimeout: 0.2, idleTimeout: 0.3 });
  using _silent = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /did not finish the handshake in 0\.2 s/);
  const idle = await dial(lab, server.port);
  await server.until(() => troubleOf(server).length === 2);
  assertMatch(troubleOf(server)[1]!, /said nothing for 0\.3 s/);
  assertEquals(await readText(idle), null);
  idle.close();
});

Deno.test("startServer() tells which alert a client refused it with", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await localServer(lab);
  await assertRejects(() => server.connect({ ca: other.ca }), UserError);
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /refused the handshake with the alert unknown_ca/);
});

Deno.test("Server.stop() ends every talk and frees the port", async () => {
  using lab = await labFolder();
  const first = await localServer(lab);
  const session = await first.connect();
  await first.server.stop();
  await assertRejects(() => session.send("too late"), UserError, "closed the talk");
  session.close();
  await using second = await localServer(lab, { port: first.port });
  assertEquals(second.port, first.port);
});

Deno.test("server shows a client's control characters escaped", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const args = ["--port", `${server.port}`, "--ca", lab.ca, "--message", "a\x1b[31mred\x07"];
  const client = await task("client", args);
  assertEquals(client.code, 0);
  const output = await server.until(/said exit/);
  assertMatch(output, /a\\x1b\[31mred\\x07/);
  assert(!(output + client.stdout).includes("\x1b"));
});

Deno.test("server tells of a port in use in two lines", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const outcome = await task("server", [...lab.serverArgs, "--port", `${server.port}`]);
  assertTwoLines(outcome, 1, /127\.0\.0\.1:\d+ is already in use/, /--port 0/);
});

Deno.test("server checks certificate and key as a pair before it listens", async () => {
  using lab = await labFolder();
  const outcome = await task("server", [
    "--port",
    "0",
    "--cert",
    lab.cert,
    "--key",
    `${lab.path}/ca.key`,
  ]);
  assertTwoLines(
    outcome,
    1,
    /server\.crt and .*ca\.key do not belong together/,
    /Name the key that/,
  );
});

Deno.test("server sends the certificates that follow its own in the file", async () => {
  using lab = await labFolder();
  const { chain } = await readPair(lab.cert, lab.key);
  const both = Deno.readTextFileSync(lab.cert) + Deno.readTextFileSync(lab.ca);
  Deno.writeTextFileSync(lab.cert, both);
  await using server = await localServer(lab);
  const session = await server.connect();
  assertEquals(session.path.length, 2);
  assertEquals(
    encodePem("CERTIFICATE", session.path[0]!.der),
    encodePem("CERTIFICATE", chain[0].der),
  );
  await session.end();
});

for (
  const [name, args, status, problem, remedy] of [
    [
      "a missing certificate",
      ["--cert", "/tmp/none.crt"],
      1,
      /\/tmp\/none\.crt does not exist/,
      /deno task ca/,
    ],
    [
      "a port that is no number",
      ["--port", "http"],
      2,
      /--port "http" is not a whole number/,
      /from 0 to 65535/,
    ],
    ["a port out of range", ["--port", "65536"], 2, /--port "65536"/, /from 0 to 65535/],
    [
      "an operand",
      ["extra"],
      2,
      /Unexpected argument "extra"/,
      /Usage: deno task server \[options\]/,
    ],
    [
      "a version it does not speak",
      ["--max-version", "1.1"],
      2,
      /--max-version takes 1\.2 or 1\.3, not "1\.1"/,
      /--max-version 1\.2 or/,
    ],
    ["a misspelt option", ["--prot", "1"], 2, /Unknown option "--prot"/, /Did you mean --port/],
  ] as const
) {
  Deno.test(`server tells of ${name} in two lines, with status ${status}`, async () => {
    assertTwoLines(await task("server", [...args]), status, problem, remedy);
  });
}

for (
  const [what, content, problem] of [
    ["empty", "", /is empty/],
    ["truncated", "half", /cut off/],
    ["garbage", "hello, world\n", /holds no readable/],
    ["of the wrong kind", "key", /holds a private key, not a certificate/],
  ] as const
) {
  Deno.test(`server tells of a certificate file that is ${what}`, async () => {
    using lab = await labFolder();
    using folder = temporaryFolder();
    const path = `${folder.path}/bad.crt`;
    const whole = Deno.readTextFileSync(lab.cert);
    const text =
      { half: whole.slice(0, 300), key: Deno.readTextFileSync(lab.key) }[content as "half"] ??
        content;
    Deno.writeTextFileSync(path, text);
    const outcome = await task("server", ["--port", "0", "--cert", path, "--key", lab.key]);
    assertTwoLines(outcome, 1, problem, /./);
    assertMatch(outcome.stderr, /bad\.crt/);
  });
}

Deno.test("server says how to allow an address its task may not listen on", async () => {
  using lab = await labFolder();
  const outcome = await task("server", [...lab.serverArgs, "--host", "192.0.2.1", "--port", "0"]);
  assertTwoLines(
    outcome,
    1,
    /Deno does not allow net access to "192\.0\.2\.1:0"/,
    /deno run --allow-net=192\.0\.2\.1/,
  );
});

Deno.test("startServer() answers within a small limit on messages", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab, { maxMessage: 2 });
  const session = await server.connect();
  assertEquals(await session.send("hi"), "The server received your message");
  await session.end();
});

Deno.test("startServer() says what it speaks to a client that offers another protocol", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  await assertRejects(() => dial(lab, server.port, ["h2", "http/1.1"]));
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /offers application protocols, but not tls-lab\/1/);
});

Deno.test("server speaks TLS 1.2 when that is the newest it may, and stops", async () => {
  using lab = await labFolder();
  await using server = await startServerTask([...lab.serverArgs, "--max-version", "1.2"]);
  const args = ["--port", `${server.port}`, "--ca", lab.ca, "--message", "hi"];
  const client = await task("client", args);
  assertMatch(client.stdout, /^hi {2}→ {2}The server received your message$/m);
  await server.until(/said exit/);
  const { code, stderr } = await server.stop("SIGINT");
  assertEquals([code, stderr], [0, ""]);
});

Deno.test("server shows an IPv6 address given in brackets in one pair of them", async () => {
  using lab = await labFolder();
  await using server = await startServerTask([...lab.serverArgs, "--host", "[::1]"]);
  assertMatch(server.output(), /^Listening on \[::1\]:\d+$/m);
});
