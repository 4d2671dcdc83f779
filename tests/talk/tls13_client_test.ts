import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { setLanguage } from "../../cli/language.ts";
import {
  connectTls13,
  type Tls13ClientOptions,
  type Tls13Session,
} from "../../talk/tls13_client.ts";
import { startRelay } from "../../tap/relay.ts";
import { Tamper } from "../../tap/tamper.ts";
import { readCertificates } from "../../x509/store/file.ts";
import { issueBetween, loadCa } from "../support/expired.ts";
import { type LabFolder, labFolder, localServer } from "../support/lab.ts";
import { listener } from "../support/listener.ts";
import { ACCEPT, witnessed, type WitnessServer, witnessServer } from "../support/witness.ts";
import { overhearTalk } from "./overheard_talk.ts";

const ACKNOWLEDGED = "The server received your message";

function toward(
  lab: LabFolder,
  port: number,
  options: Partial<Tls13ClientOptions> = {},
): Promise<Tls13Session> {
  return connectTls13({
    host: "127.0.0.1",
    port,
    ca: lab.ca,
    serverName: "localhost",
    timeout: 5,
    ...options,
  });
}

Deno.test("connectTls13() talks framed with a server of this project", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const session = await toward(lab, server.port);
  assert(session.framed);
  assertEquals(await session.send("hello"), ACKNOWLEDGED);
  assertEquals(await session.send("你好"), ACKNOWLEDGED);
  const large = "x".repeat(500_000);
  assertEquals(await session.send(large), ACKNOWLEDGED);
  const [leaf] = await readCertificates(lab.cert);
  const [root] = await readCertificates(lab.ca);
  assertEquals(session.path.map(({ der }) => der), [leaf!.der, root!.der]);
  await session.end();
  await server.until(({ type }) => type === "ended");
  const said = server.events.flatMap((event) => event.type === "message" ? [event.text] : []);
  assertEquals(said, ["hello", "你好", large]);
});

Deno.test("connectTls13() takes an answer in Chinese", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  setLanguage("zh");
  try {
    const session = await toward(lab, server.port);
    assertEquals(await session.send("hi"), "服务器已经收到你的信息");
    await session.end();
  } finally {
    setLanguage("en");
  }
});

for (const kind of ["rsa:2048", "ec:p256", "ec:p384", "ed25519"] as const) {
  Deno.test(`connectTls13() believes a certificate with a key of ${kind}`, async () => {
    using lab = await labFolder(undefined, kind);
    await using server = await localServer(lab);
    const session = await toward(lab, server.port);
    assertEquals(await session.send("hi"), ACKNOWLEDGED);
    await session.end();
  });
}

Deno.test("connectTls13() without key shares is sent a hello_retry_request", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  await using wire = await overhearTalk(server.port);
  const { port, onSecret } = wire;
  const session = await toward(lab, port, { keyShares: [], onSecret });
  assertEquals(await session.send("hi"), ACKNOWLEDGED);
  await session.end();
  assert(session.retried);
  const told = await wire.told(1);
  assertEquals(told.said("server").slice(0, 3), [
    "hello_retry_request",
    "change_cipher_spec",
    "server_hello",
  ]);
  assertEquals(told.said("client"), [
    "client_hello",
    "change_cipher_spec",
    "client_hello",
    "finished",
    "close_notify",
  ]);
  const { proofs, decrypted, group } = told.summary;
  assertEquals([decrypted, group], [true, "x25519"]);
  assertEquals(proofs, {
    serverCertificateVerify: true,
    serverFinished: true,
    clientFinished: true,
  });
});

Deno.test("connectTls13() takes a session up, and the server sends no certificate again", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  await using wire = await overhearTalk(server.port);
  const { port, onSecret } = wire;
  const first = await toward(lab, port, { onSecret });
  assertEquals(await first.send("hi"), ACKNOWLEDGED);
  await first.end();
  const resume = first.sessions.at(-1)!;
  const second = await toward(lab, port, { resume, onSecret });
  assertEquals(await second.send("again"), ACKNOWLEDGED);
  await second.end();
  assertEquals([first.resumed, second.resumed], [false, true]);
  assertEquals(second.path.map(({ der }) => der), first.path.map(({ der }) => der));
  assert((await wire.told(1)).said("server").includes("certificate"));
  const told = await wire.told(2);
  assert(!told.said("server").includes("certificate"));
  assertEquals([told.summary.resumed, told.summary.decrypted], [true, true]);
});

Deno.test("connectTls13() takes a session up after a hello_retry_request", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const first = await toward(lab, server.port);
  await first.send("hi");
  await first.end();
  const resume = first.sessions.at(-1)!;
  const second = await toward(lab, server.port, { resume, keyShares: [] });
  assertEquals(await second.send("again"), ACKNOWLEDGED);
  await second.end();
  assertEquals([second.resumed, second.retried], [true, true]);
});

Deno.test("connectTls13() verifies the certificate of a session taken up again", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await localServer(lab);
  const first = await toward(lab, server.port);
  await first.send("hi");
  await first.end();
  const resume = first.sessions.at(-1)!;
  await assertRejects(
    () => toward(lab, server.port, { resume, ca: other.ca }),
    UserError,
    "is refused",
  );
});

for (
  const [what, alert, problem, options] of [
    ["a wrong name", "bad_certificate", /is not for other\.test/, { serverName: "other.test" }],
    ["an unknown root", "unknown_ca", /is refused: CN = localhost/, { ca: "another" }],
    ["an expired certificate", "certificate_expired", /expired/, { ca: "expired" }],
  ] as const
) {
  Deno.test(`connectTls13() refuses ${what} with the alert ${alert}`, async () => {
    using lab = await labFolder();
    using other = await labFolder("/CN=Another authority");
    if (options.ca === "expired") {
      const ca = await loadCa(lab.path);
      await issueBetween(ca, `${lab.path}/server.csr`, lab.cert, "2020-01-01", "2021-01-01");
    }
    await using server = await localServer(lab);
    const ca = options.ca === "another" ? other.ca : lab.ca;
    const error = await assertRejects(
      () => toward(lab, server.port, { ...options, ca }),
      UserError,
    );
    assertMatch(error.problem.en, problem);
    assertMatch(error.problem.zh, /拒绝 127.* 的证书/);
    const trouble = await server.until(({ type }) => type === "trouble");
    assert(trouble.type === "trouble");
    assertMatch(trouble.error.problem.en, new RegExp(`with the alert ${alert}`));
  });
}

Deno.test("connectTls13() says that a server of TLS 1.2 speaks no TLS 1.3", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab, { maxVersion: "TLS 1.2" });
  const error = await assertRejects(() => toward(lab, server.port), UserError);
  assertMatch(error.problem.en, /protocol_version/);
});

Deno.test("connectTls13() ends with bad_record_mac on a bit flipped in the server's flight", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port: server.port },
    meddle: () => new Tamper({ side: "server", record: 3, offset: 20 }),
  });
  const error = await assertRejects(() => toward(lab, relay.port), UserError);
  assertMatch(error.problem.en, /failed its integrity check.*\(bad_record_mac\)/);
  const trouble = await server.until(({ type }) => type === "trouble");
  await relay.stop();
  assert(trouble.type === "trouble");
  assertMatch(trouble.error.problem.en, /with the alert bad_record_mac/);
});

for (
  const [what, serve, problem] of [
    ["speaks no TLS", "HTTP/1.1 400 Bad Request\r\n\r\n", /does not speak TLS/],
    ["hangs up", "", /closed the connection during the handshake/],
  ] as const
) {
  Deno.test(`connectTls13() tells of a server that ${what}`, async () => {
    using lab = await labFolder();
    using server = listener(async (connection) => {
      await connection.read(new Uint8Array(1000));
      await connection.write(new TextEncoder().encode(serve));
      connection.close();
    });
    const error = await assertRejects(() => toward(lab, server.port), UserError);
    assertMatch(error.problem.en, problem);
  });
}

Deno.test("connectTls13() gives up on a server that says nothing", async () => {
  using lab = await labFolder();
  using server = listener(() => {});
  const error = await assertRejects(() => toward(lab, server.port, { timeout: 0.2 }), UserError);
  assertMatch(error.problem.en, /did not finish the handshake in 0\.2 s/);
});

Deno.test("connectTls13() tells of a port where nothing listens", async () => {
  using lab = await labFolder();
  const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  tcp.close();
  const { port } = tcp.addr as Deno.NetAddr;
  await assertRejects(() => toward(lab, port), UserError, "nothing listens there");
});

Deno.test("a talk of connectTls13() tells that the server has left", async () => {
  using lab = await labFolder();
  const server = await localServer(lab);
  const session = await toward(lab, server.port);
  await session.send("hi");
  await server.server.stop();
  await assertRejects(() => session.send("too late"), UserError);
  session.close();
});

/** `openssl s_server` with a lab's certificate. */
function openssl(lab: LabFolder, ...args: string[]): Promise<WitnessServer> {
  const files = ["-cert", lab.cert, "-key", lab.key];
  const how = ["-tls1_3", "-accept", "127.0.0.1:0"];
  return witnessServer("openssl", ["s_server", ...files, ...how, ...args], ACCEPT);
}

/** The same, sending back each line reversed. */
function reversing(lab: LabFolder, ...args: string[]): Promise<WitnessServer> {
  return openssl(lab, "-rev", ...args);
}

const SUITES = ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"];

for (const suite of SUITES) {
  for (const group of ["X25519", "P-256", "P-384"]) {
    const how = ["-ciphersuites", `TLS_${suite}`, "-groups", group];
    witnessed(
      ["openssl"],
      `openssl s_server talks ${suite} on ${group}, twice in a session`,
      async () => {
        using lab = await labFolder();
        await using server = await reversing(lab, ...how);
        const first = await toward(lab, server.port);
        assertEquals([first.framed, first.resumed], [false, false]);
        assertEquals(first.retried, group !== "X25519", "the first group offered");
        assertEquals(await first.send("hello"), "olleh");
        first.close();
        const second = await toward(lab, server.port, { resume: first.sessions.at(-1)! });
        assertEquals([second.resumed, await second.send("again")], [true, "niaga"]);
        second.close();
      },
    );
  }
}

witnessed(["openssl"], "openssl s_server -verify takes our empty certificate", async () => {
  using lab = await labFolder();
  await using server = await reversing(lab, "-verify", "1", "-CAfile", lab.ca);
  const session = await toward(lab, server.port);
  assertEquals(await session.send("hello"), "olleh");
  session.close();
});

witnessed(["openssl"], "openssl s_server -Verify refuses our empty certificate", async () => {
  using lab = await labFolder();
  await using server = await reversing(lab, "-Verify", "1", "-CAfile", lab.ca);
  const session = await toward(lab, server.port);
  const error = await assertRejects(() => session.send("hello"), UserError);
  assertMatch(error.problem.en, /certificate_required/);
  session.close();
});

witnessed(["openssl"], "openssl s_server sees our alert for an unknown root", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await reversing(lab);
  await assertRejects(() => toward(lab, server.port, { ca: other.ca }), UserError);
  await server.until(/alert unknown ca/i);
});

/** Says something, which the server's typist answers. */
async function exchange(session: Tls13Session, server: WitnessServer, said: string, typed: string) {
  const answer = session.send(said);
  await server.until(new RegExp(`^${said}$`, "m"));
  await server.type(`${typed}\n`);
  assertEquals(await answer, typed);
}

witnessed(["openssl"], "openssl s_server changes its keys, and has ours changed", async () => {
  using lab = await labFolder();
  await using server = await openssl(lab);
  await using wire = await overhearTalk(server.port);
  const session = await toward(lab, wire.port, { onSecret: wire.onSecret });
  await exchange(session, server, "before", "first");
  for (const letter of ["K", "k"]) { // With and without a request for ours.
    await server.type(`${letter}\n`);
    // The letter has to be read by itself.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await exchange(session, server, `after ${letter}`, `answer ${letter}`);
  }
  session.close();
  const told = await wire.told(1);
  const updates = (["server", "client"] as const)
    .map((side) => told.said(side).filter((name) => name === "key_update").length);
  assertEquals([updates, told.summary.decrypted], [[2, 1], true]);
});
