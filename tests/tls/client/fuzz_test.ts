import { assert, assertEquals } from "@std/assert";
import { TlsError } from "../../../tls/client/tls_error.ts";
import { handshakeMessage } from "../../../tls/client/write.ts";
import { authority, server as certificateFor } from "../../support/forged.ts";
import { Random } from "../../support/random.ts";
import { changedBytes } from "../support/mutate.ts";
import { SpokenTo } from "./spoken_to.ts";
import { type Script, ScriptedServer } from "./scripted_server.ts";

const IDENTITY = await certificateFor("server", await authority("root"));

/** Does something to a client, which may end with a typed error of which the server is told. */
function survive(to: SpokenTo, act: () => void): void {
  to.sent();
  try {
    act();
  } catch (error) {
    if (!(error instanceof TlsError)) throw error;
    assert(error.from === "server" || to.sent().length > 0, "The server was told nothing");
  }
}

/** Gives bytes to a client in pieces. */
function inPieces(to: SpokenTo, bytes: Uint8Array, random: Random): void {
  for (let at = 0; at < bytes.length && !to.chain;) {
    const end = at + 1 + random.below(bytes.length);
    to.client.receive(bytes.slice(at, end));
    at = end;
  }
}

/** A message with some of it changed; mostly its length is made to fit again. */
function misspoken(message: Uint8Array, random: Random): Uint8Array {
  if (random.below(5) === 0) return changedBytes(message, random);
  return handshakeMessage(message[0]!, changedBytes(message.slice(4), random));
}

Deno.test("3,000 flights changed on the way end with typed errors, and none is believed", () => {
  const random = new Random(11);
  // With the same random bytes each client says the same: the recorded flight answers them all.
  const flight = new ScriptedServer(IDENTITY).hear(new SpokenTo().sent()).answer;
  let ended = 0;
  for (let count = 0; count < 3000; count++) {
    const changed = changedBytes(flight, random);
    const to = new SpokenTo();
    survive(to, () => inPieces(to, changed, random));
    if (!to.chain) {
      ended++;
      continue;
    }
    // The version in the header of the first record means nothing, and what comes behind waits.
    const begun = changed.slice(0, flight.length);
    begun.set(flight.slice(1, 3), 1);
    assertEquals(begun, flight);
  }
  assert(ended > 2900, `${ended} ended`);
});

const SCRIPTS: readonly Script[] = [
  {},
  { suite: 0x1302, group: "secp256r1", retry: { group: "secp256r1", cookie: new Uint8Array(9) } },
  { request: true, alpn: "tls-lab/1" },
];

Deno.test("1,500 flights with a message misspoken end with typed errors or are well sealed", () => {
  const random = new Random(12);
  for (let count = 0; count < 1500; count++) {
    const script = random.of(SCRIPTS);
    let left = random.below(6);
    const server = new ScriptedServer(IDENTITY, {
      ...script,
      say: (_, message) => left-- === 0 ? misspoken(message, random) : message,
    });
    const to = new SpokenTo({ groups: ["x25519", "secp256r1"] });
    const first = server.hear(to.sent());
    survive(to, () => {
      to.client.receive(first.answer);
      if (script.retry && !to.chain) to.client.receive(server.hear(to.sent()).answer);
    });
  }
});

Deno.test("2,000 messages misspoken after the handshake end with typed errors or mean nothing", () => {
  const random = new Random(13);
  let given = 0;
  while (given < 2000) { // Most end their connection: the next goes to another.
    const to = new SpokenTo();
    const server = new ScriptedServer(IDENTITY);
    to.greet(server);
    const said = [server.ticket(7200), handshakeMessage(24, Uint8Array.of(1))];
    survive(to, () => {
      for (let times = 0; times < 10; times++) {
        given++;
        const content = misspoken(random.of(said), random);
        to.client.receive(server.seal(random.of([22, 22, 22, 21, 23]), content));
      }
    });
  }
});

Deno.test("A session with a ticket misspoken can be offered all the same", () => {
  const random = new Random(14);
  let offered = 0;
  for (let count = 0; count < 200; count++) {
    const to = new SpokenTo();
    const server = new ScriptedServer(IDENTITY);
    to.greet(server);
    const ticket = server.ticket(7200, random.bytes(random.below(100)));
    survive(to, () => to.client.receive(server.seal(22, misspoken(ticket, random))));
    for (const resume of to.sessions) {
      new ScriptedServer(IDENTITY).hear(new SpokenTo({ resume }).sent());
      offered++;
    }
  }
  assert(offered > 20, `${offered} offered`);
});
