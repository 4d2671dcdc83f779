import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { findExtension } from "../../../tls/extension/extension.ts";
import { GROUP_CODES, type GroupName } from "../../../tls/client/key_exchange.ts";
import { KeyLog } from "../../../tls/key_log.ts";
import { handshakeMessage } from "../../../tls/client/write.ts";
import { authority, server as certificateFor } from "../../support/forged.ts";
import { reactionOf, SpokenTo } from "./spoken_to.ts";
import { type Script, ScriptedServer } from "./scripted_server.ts";

const IDENTITY = await certificateFor("server", await authority("root"));
const TEXT = new TextEncoder();

function serverOf(script: Script = {}): ScriptedServer {
  return new ScriptedServer(IDENTITY, script);
}

for (const suite of [0x1301, 0x1302, 0x1303]) {
  for (const group of ["x25519", "secp256r1", "secp384r1"] as const) {
    Deno.test(`TlsClient shakes hands and talks with suite ${suite.toString(16)} on ${group}`, () => {
      const to = new SpokenTo({ groups: [group] });
      const server = serverOf({ suite, group });
      const heard = to.greet(server);
      assertEquals(to.chain, [IDENTITY.der]);
      assertEquals(heard.map(({ contentType }) => contentType), [20, 22]);
      to.client.send(TEXT.encode("hi"));
      const said = server.hear(to.sent()).heard;
      assertEquals(said.map(({ content }) => content), [TEXT.encode("hi")]);
      to.client.receive(server.seal(23, TEXT.encode("hello")));
      assertEquals(to.data, [TEXT.encode("hello")]);
      assertEquals(to.client.agreement.group, group);
    });
  }
}

Deno.test("TlsClient takes the server's flight byte by byte", () => {
  const to = new SpokenTo();
  const server = serverOf();
  const { answer } = server.hear(to.sent());
  for (const byte of answer) to.client.receive(Uint8Array.of(byte));
  assertEquals(to.chain, [IDENTITY.der]);
});

Deno.test("TlsClient sends the server's name, but no address", () => {
  const nameSent = (serverName: string) => {
    const server = serverOf();
    server.hear(new SpokenTo({ serverName }).sent());
    return findExtension(server.hellos[0]!.extensions, "server_name")?.names?.[0];
  };
  assertEquals(nameSent("Localhost"), "localhost");
  assertEquals(nameSent("127.0.0.1"), undefined);
  assertEquals(nameSent("[::1]"), undefined);
});

Deno.test("TlsClient without key shares is asked for one, and says the rest again", () => {
  const to = new SpokenTo({ keyShares: [] });
  const server = serverOf({ retry: { group: "secp256r1" }, group: "secp256r1" });
  to.greet(server);
  assert(to.client.agreement.retried);
  const [first, second] = server.hellos;
  const groupsOf = (hello: typeof first) =>
    findExtension(hello!.extensions, "key_share")?.shares.map(({ group }) => group);
  assertEquals([groupsOf(first), groupsOf(second)], [[], [GROUP_CODES.secp256r1]]);
  assertEquals(second!.random, first!.random);
  assertEquals(second!.sessionId, first!.sessionId);
});

Deno.test("TlsClient sends back the cookie of a hello_retry_request", () => {
  const cookie = Uint8Array.of(1, 2, 3);
  const to = new SpokenTo();
  const server = serverOf({ retry: { cookie } });
  to.greet(server);
  assertEquals(findExtension(server.hellos[1]!.extensions, "cookie")?.cookie, cookie);
});

Deno.test("TlsClient says nothing to a server it has not accepted", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.meet(server);
  assertEquals(to.sent().length, 0);
  assertThrows(() => to.client.send(Uint8Array.of(1)), TypeError);
});

Deno.test("TlsClient keeps what comes with the server's finished until it is accepted", () => {
  const to = new SpokenTo();
  const server = serverOf();
  const { answer } = server.hear(to.sent());
  const early = server.seal(23, TEXT.encode("early"));
  to.client.receive(Uint8Array.from([...answer, ...early]));
  assertEquals(to.data, []);
  to.client.accept();
  assertEquals(to.data, [TEXT.encode("early")]);
});

Deno.test("TlsClient refuses a certificate with the alert it is told", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.meet(server);
  assertEquals(reactionOf(to, server, () => to.client.refuse("unknown_ca")).sent, 48);
  assertThrows(() => to.client.accept(), TypeError);
});

Deno.test("TlsClient answers a certificate_request with an empty certificate", () => {
  const to = new SpokenTo();
  const heard = to.greet(serverOf({ request: true }));
  assertEquals(heard[1]!.content, Uint8Array.of(11, 0, 0, 4, 0, 0, 0, 0));
  assertEquals(heard[2]!.content[0], 20);
});

Deno.test("TlsClient tells the application protocol chosen", () => {
  const to = new SpokenTo();
  to.greet(serverOf({ alpn: "tls-lab/1" }));
  assertEquals(to.client.agreement.alpn, "tls-lab/1");
});

Deno.test("TlsClient cuts what it sends into records of 16 KiB", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  to.client.send(new Uint8Array(40_000));
  const lengths = server.hear(to.sent()).heard.map(({ content }) => content.length);
  assertEquals(lengths, [16_384, 16_384, 7_232]);
});

Deno.test("TlsClient goes on with new keys, and gives its own when asked", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  const update = (request: number) => server.seal(22, handshakeMessage(24, Uint8Array.of(request)));
  to.client.receive(update(1));
  const { heard } = server.hear(to.sent());
  assertEquals(heard.map(({ content }) => content), [Uint8Array.of(24, 0, 0, 1, 0)]);
  // The server of these tests keeps its old key, which is of no use any more.
  const old = server.seal(23, TEXT.encode("old"));
  assertThrows(() => to.client.receive(old), Error, "integrity check");
});

Deno.test("TlsClient tells that the server has nothing more to say, and hears no more", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  to.client.receive(server.seal(21, Uint8Array.of(1, 0)));
  assert(to.closed);
  to.client.receive(server.seal(23, TEXT.encode("after")));
  assertEquals(to.data, []);
});

Deno.test("TlsClient closes with close_notify, once", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  to.client.close();
  to.client.close();
  assertEquals(server.hear(to.sent()).heard.map(({ content }) => content), [Uint8Array.of(1, 0)]);
});

Deno.test("TlsClient names the alert a server sends, and does not answer it", () => {
  const to = new SpokenTo();
  const server = serverOf();
  const reaction = reactionOf(
    to,
    server,
    () => to.client.receive(Uint8Array.of(21, 3, 3, 0, 2, 2, 40)),
  );
  assertEquals(reaction, { thrown: "handshake_failure", sent: undefined });
});

Deno.test("TlsClient passes over user_canceled, which close_notify follows", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  to.client.receive(server.seal(21, Uint8Array.of(1, 90)));
  to.client.receive(server.seal(23, TEXT.encode("on")));
  assertEquals(to.data, [TEXT.encode("on")]);
});

Deno.test("TlsClient writes its secrets as a key log", () => {
  const to = new SpokenTo();
  const server = serverOf();
  to.greet(server);
  const log = new KeyLog();
  for (const line of to.secrets) log.add(line);
  assertEquals([...log.secretsOf(server.hellos[0]!.random)!.keys()].sort(), [
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_TRAFFIC_SECRET_0",
  ]);
});

Deno.test("TlsClient has its errors in both languages", () => {
  const to = new SpokenTo();
  const error = assertThrows(() => to.client.receive(TEXT.encode("HTTP/1.1 400 Bad\r\n\r\n")));
  assert(error instanceof Error && "reason" in error);
  const { en, zh } = error.reason as { en: string; zh: string };
  assertMatch(en, /does not speak TLS/);
  assertMatch(zh, /没有使用 TLS/);
});

const NAMES: GroupName[] = ["x25519", "secp256r1"];
Deno.test("TlsClient offers the groups asked for and sends the key shares asked for", () => {
  const server = serverOf();
  server.hear(new SpokenTo({ groups: NAMES, keyShares: NAMES }).sent());
  const { extensions } = server.hellos[0]!;
  const codes = NAMES.map((name) => GROUP_CODES[name]);
  assertEquals(findExtension(extensions, "supported_groups")?.groups, codes);
  assertEquals(findExtension(extensions, "key_share")?.shares.map(({ group }) => group), codes);
});
