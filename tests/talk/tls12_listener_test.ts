import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import type { ServerOptions } from "../../talk/roles.ts";
import { Decoder } from "../../tls/decoder.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { startRelay } from "../../tap/relay.ts";
import { startServer } from "../../server.ts";
import { type LabFolder, labFolder, type LocalServer, localServer } from "../support/lab.ts";
import { ask, witnessed } from "../support/witness.ts";
import { overhear, until } from "../tap/overheard.ts";

const ACKNOWLEDGED = "The server received your message";

function old(lab: LabFolder, options: Partial<ServerOptions> = {}): Promise<LocalServer> {
  return localServer(lab, { maxVersion: "TLS 1.2", ...options });
}

function troubleOf({ events }: LocalServer): string[] {
  return events.flatMap((event) => event.type === "trouble" ? [event.error.problem.en] : []);
}

Deno.test("a server of TLS 1.2 answers our client, framed, and hears it say exit", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const session = await server.connect();
  assert(session.framed);
  assertEquals(await session.send("hello"), ACKNOWLEDGED);
  assertEquals(await session.send("你好"), ACKNOWLEDGED);
  await session.end();
  await server.until(({ type }) => type === "ended");
  assertEquals(
    server.events.map((event) => event.type === "message" ? event.text : event.type),
    ["connected", "hello", "acknowledged", "你好", "acknowledged", "ended"],
  );
  assertMatch(server.events[0]!.peer, /^127\.0\.0\.1:\d+$/);
});

Deno.test("a server of TLS 1.2 negotiates TLS 1.2 with a client that could do more", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const events: TlsEvent[] = [];
  const decoder = new Decoder({ emit: (event) => events.push(event) });
  const connection = decoder.open({ client: "127.0.0.1:1", server: "127.0.0.1:2" });
  const sink = overhear();
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port: server.port },
    sink: { ...sink, data: (_, from, bytes, time) => connection.push(from, bytes, time) },
  });
  const session = await server.connect({ port: relay.port });
  await session.send("hello");
  await session.end();
  await until(() => sink.words.includes("1 closed"));
  await relay.stop();
  decoder.close(connection);
  const summary = events.find(({ type }) => type === "connection");
  assert(summary?.type === "connection");
  assertEquals(summary.version, "TLS 1.2");
});

Deno.test("a server of TLS 1.2 answers a large message whole", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const session = await server.connect();
  const text = "0123456789".repeat(100_000);
  assertEquals(await session.send(text), ACKNOWLEDGED);
  await session.end();
  const message = await server.until(({ type }) => type === "message");
  assert(message.type === "message" && message.text === text);
});

Deno.test("a server of TLS 1.2 speaks plain text to a client without ALPN, after a half-close too", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  using connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port: server.port,
    caCerts: [Deno.readTextFileSync(lab.ca)],
  });
  await connection.write(new TextEncoder().encode("hi\n"));
  await connection.closeWrite();
  const buffer = new Uint8Array(100);
  const count = await connection.read(buffer);
  assertEquals(new TextDecoder().decode(buffer.subarray(0, count!)), `${ACKNOWLEDGED}\n`);
  assertEquals(await connection.read(buffer), null, "close_notify");
});

Deno.test("a server of TLS 1.2 tells of a client that vanishes in the middle of a message", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port: server.port,
    caCerts: [Deno.readTextFileSync(lab.ca)],
    alpnProtocols: ["tls-lab/1"],
  });
  await connection.write(Uint8Array.of(0, 0, 0, 9, 65));
  connection.close();
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /vanished in the middle of a message/);
});

Deno.test("a server of TLS 1.2 takes no more from a client that does not read its answers", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port: server.port,
    caCerts: [Deno.readTextFileSync(lab.ca)],
    alpnProtocols: ["tls-lab/1"],
  });
  const messages = new Uint8Array(1 << 20);
  for (let at = 0; at + 5 <= messages.length; at += 5) messages.set([0, 0, 0, 1, 65], at);
  const most = 60 << 20; // Far more than what the kernel holds between the two.
  let written = 0;
  let last = Date.now();
  const writing = (async () => {
    while (written < most) {
      written += await connection.write(messages.subarray(written % messages.length));
      last = Date.now();
    }
  })().catch(() => {}); // It is closed in the midst of it.
  await until(() => written >= most || (written > 0 && Date.now() - last > 500));
  connection.close();
  await writing;
  assert(written < most, `it took ${written} bytes`);
});

Deno.test("a server of TLS 1.2 tells which alert a client refused it with", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await old(lab);
  await assertRejects(() => server.connect({ ca: other.ca }), UserError);
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /refused the handshake with the alert unknown_ca/);
});

Deno.test("a server of TLS 1.2 says what it speaks to a client of another protocol", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const dialling = Deno.connectTls({
    hostname: "127.0.0.1",
    port: server.port,
    caCerts: [Deno.readTextFileSync(lab.ca)],
    alpnProtocols: ["h2"],
  });
  using connection = await dialling;
  await assertRejects(() => connection.handshake());
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /offers application protocols, but not tls-lab\/1/);
});

Deno.test("a server of TLS 1.2 survives peers that speak no TLS, leave or say nothing", async () => {
  using lab = await labFolder();
  await using server = await old(lab, { handshakeTimeout: 0.2 });
  const place = { hostname: "127.0.0.1", port: server.port };
  using garbage = await Deno.connect(place);
  await garbage.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
  await server.until(() => troubleOf(server).length === 1);
  (await Deno.connect(place)).close();
  await server.until(() => troubleOf(server).length === 2);
  using _silent = await Deno.connect(place);
  await server.until(() => troubleOf(server).length === 3);
  assertMatch(troubleOf(server)[0]!, /The handshake with 127.* failed/);
  assertMatch(troubleOf(server)[1]!, /left during the handshake/);
  assertMatch(troubleOf(server)[2]!, /did not finish the handshake in 0\.2 s/);
  const session = await server.connect();
  assertEquals(await session.send("hi"), ACKNOWLEDGED);
  await session.end();
});

Deno.test("a server of TLS 1.2 that stops ends every talk and frees the port", async () => {
  using lab = await labFolder();
  const first = await old(lab);
  const session = await first.connect();
  await first.server.stop();
  await assertRejects(() => session.send("too late"), UserError, "closed the talk");
  session.close();
  assertEquals(troubleOf(first), []);
  await using second = await old(lab, { port: first.port });
  assertEquals(second.port, first.port);
});

Deno.test("a server of TLS 1.2 refuses at once an address in use and a key of another pair", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const [cert, key, caKey] = [lab.cert, lab.key, `${lab.path}/ca.key`]
    .map((path) => Deno.readTextFileSync(path)) as [string, string, string];
  const options = { host: "127.0.0.1", port: 0, cert, key, maxVersion: "TLS 1.2" } as const;
  assertThrows(
    () => startServer({ ...options, port: server.port }),
    UserError,
    "is already in use",
  );
  assertThrows(() => startServer({ ...options, key: caKey }), UserError, "do not belong together");
});

Deno.test("a server of TLS 1.2 listens on a name and on IPv6", async () => {
  using lab = await labFolder();
  for (const host of ["localhost", "::1"]) {
    await using server = await old(lab, { host });
    const session = await server.connect({ host });
    assertEquals(await session.send("hi"), ACKNOWLEDGED);
    await session.end();
  }
});

witnessed(["openssl"], "openssl s_client -tls1_3 is refused by a server of TLS 1.2", async () => {
  using lab = await labFolder();
  await using server = await old(lab);
  const to = ["s_client", "-connect", `127.0.0.1:${server.port}`, "-CAfile", lab.ca];
  const { code, output } = await ask("openssl", [...to, "-tls1_3"]);
  assertEquals(code, 1);
  assertMatch(output, /alert protocol version/);
  await server.until(({ type }) => type === "trouble");
  assertMatch(troubleOf(server)[0]!, /speaks TLS 1\.3 only, this server nothing newer/);
});

witnessed(
  ["openssl"],
  "openssl s_client says that a server of TLS 1.2 speaks TLS 1.2",
  async () => {
    using lab = await labFolder();
    await using server = await old(lab);
    const to = ["s_client", "-connect", `127.0.0.1:${server.port}`, "-CAfile", lab.ca];
    const { output } = await ask("openssl", [...to, "-verify_return_error"], { stdin: "hi\n" });
    assertMatch(output, /Protocol {2}: TLSv1\.2/);
  },
);
