import { assert, assertEquals } from "@std/assert";
import { findExtension } from "../../../tls/extension/extension.ts";
import { hmac } from "../../../tls/hmac.ts";
import { finishedKey, hkdfExpandLabel } from "../../../tls/key_schedule.ts";
import type { ResumableSession } from "../../../tls/client/session.ts";
import { isFresh, obfuscatedAge } from "../../../tls/client/session.ts";
import { Secrets } from "../../../tls/client/secrets.ts";
import { Transcript } from "../../../tls/transcript.ts";
import { authority, server as certificateFor } from "../../support/forged.ts";
import { reactionOf, SpokenTo } from "./spoken_to.ts";
import { ScriptedServer } from "./scripted_server.ts";

const IDENTITY = await certificateFor("server", await authority("root"));
const START = 1_800_000_000_000;

/** A session from a connection that was given one ticket, and that server. */
function sessionWith(lifetime = 7200, ticket?: Uint8Array) {
  const to = new SpokenTo({ now: () => START });
  const server = new ScriptedServer(IDENTITY);
  to.greet(server);
  to.client.receive(server.seal(22, server.ticket(lifetime, ticket)));
  return { session: to.sessions[0], server };
}

/** A client that would take up a session, some time later. */
function later(session: ResumableSession, milliseconds: number, keyShares?: "x25519"[]) {
  return new SpokenTo({
    resume: session,
    now: () => START + milliseconds,
    ...(keyShares && { keyShares }),
  }, 2);
}

Deno.test("TlsClient keeps a ticket with its key, its lifetime and the certificates", () => {
  const { session, server } = sessionWith();
  const psk = hkdfExpandLabel("sha256", server.resumption, "resumption", Uint8Array.of(5), 32);
  assertEquals(session?.psk, psk);
  assertEquals(session?.ticket, Uint8Array.of(1, 2, 3));
  assertEquals(session?.received, START);
  assertEquals(session?.lifetime, 7200);
  assertEquals(session?.chain, [IDENTITY.der]);
});

Deno.test("TlsClient forgets a ticket that may not be used, and keeps one as long as a record", () => {
  assertEquals(sessionWith(0).session, undefined);
  assert(sessionWith(1, new Uint8Array(16_000)).session);
});

Deno.test("TlsClient keeps no ticket for longer than seven days", () => {
  assertEquals(sessionWith(2 ** 31).session?.lifetime, 604_800);
});

Deno.test("isFresh() tells whether the lifetime of a ticket is over", () => {
  const session = sessionWith(10).session!;
  assert(isFresh(session, START + 9_999));
  assert(!isFresh(session, START + 10_000));
  assert(!isFresh(session, START - 1), "a clock that went back");
});

Deno.test("obfuscatedAge() goes on from 0 behind 2^32", () => {
  const session = sessionWith().session!;
  assertEquals(session.ageAdd, 0xfffffff0);
  assertEquals(obfuscatedAge(session, START + 15), 0xffffffff);
  assertEquals(obfuscatedAge(session, START + 16), 0);
});

Deno.test("TlsClient takes a session up without seeing a certificate again", () => {
  const session = sessionWith().session!;
  const to = later(session, 1000);
  const server = new ScriptedServer(IDENTITY, { psk: session.psk });
  to.greet(server);
  assert(to.client.agreement.resumed);
  assertEquals(to.chain, [IDENTITY.der]);
  to.client.receive(server.seal(23, Uint8Array.of(7)));
  assertEquals(to.data, [Uint8Array.of(7)]);
});

Deno.test("TlsClient shows the ticket with its age and a binder over all before it", () => {
  const session = sessionWith().session!;
  const to = later(session, 1000);
  const record = to.sent();
  const server = new ScriptedServer(IDENTITY, { psk: session.psk });
  server.hear(record);
  const offered = findExtension(server.hellos[0]!.extensions, "pre_shared_key")!;
  assertEquals(offered.identities, [{
    identity: Uint8Array.of(1, 2, 3),
    obfuscatedTicketAge: (0xfffffff0 + 1000) % 2 ** 32,
  }]);
  const transcript = new Transcript();
  transcript.add(record.slice(5, 5 + offered.bindersOffset!));
  const key = finishedKey("sha256", new Secrets("sha256", session.psk).derive("res binder"));
  assertEquals(offered.binders, [hmac("sha256", key)(transcript.digest("sha256"))]);
});

Deno.test("TlsClient takes a session up after a hello_retry_request", () => {
  const session = sessionWith().session!;
  const to = later(session, 1000, []);
  const server = new ScriptedServer(IDENTITY, { psk: session.psk, retry: { group: "x25519" } });
  to.greet(server);
  const { resumed, retried } = to.client.agreement;
  assertEquals([resumed, retried], [true, true]);
});

Deno.test("TlsClient leaves the session out once a hello_retry_request settled another hash", () => {
  const session = sessionWith().session!;
  const to = later(session, 1000, []);
  const server = new ScriptedServer(IDENTITY, { suite: 0x1302, retry: { group: "x25519" } });
  to.greet(server);
  const offers = server.hellos.map(({ extensions }) =>
    findExtension(extensions, "pre_shared_key") !== undefined
  );
  assertEquals(offers, [true, false]);
  assert(!to.client.agreement.resumed);
});

Deno.test("TlsClient goes through a whole handshake where the server does not take a session up", () => {
  const to = later(sessionWith().session!, 1000);
  to.greet(new ScriptedServer(IDENTITY));
  assertEquals([to.client.agreement.resumed, to.chain], [false, [IDENTITY.der]]);
});

Deno.test("TlsClient does not offer a session whose lifetime is over", () => {
  const to = later(sessionWith(10).session!, 10_000);
  const server = new ScriptedServer(IDENTITY);
  to.greet(server);
  assertEquals(findExtension(server.hellos[0]!.extensions, "pre_shared_key"), undefined);
});

Deno.test("TlsClient ends with illegal_parameter on a session with a suite of another hash", () => {
  const session = sessionWith().session!;
  const to = later(session, 1000);
  const server = new ScriptedServer(IDENTITY, { psk: session.psk, suite: 0x1302 });
  const reaction = reactionOf(to, server, () => to.meet(server));
  assertEquals(reaction, { thrown: "illegal_parameter", sent: 47 });
});

Deno.test("TlsClient ends with bad_record_mac where the server does not know the key", () => {
  const to = later(sessionWith().session!, 1000);
  const server = new ScriptedServer(IDENTITY, { psk: new Uint8Array(32) });
  let thrown: string | undefined;
  try {
    to.meet(server);
  } catch (error) {
    thrown = (error as { alert?: string }).alert;
  }
  assertEquals(thrown, "bad_record_mac");
});
