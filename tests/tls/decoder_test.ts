import { assert, assertEquals, assertLess } from "@std/assert";
import { Decoder } from "../../tls/decoder.ts";
import type { ConnectionEvent, TlsEvent } from "../../tls/event.ts";
import { message } from "./message/build.ts";
import type { Capture } from "./protection/captured.ts";
import { assertTiled, dataOf, only, outline } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { record } from "./support/spoken.ts";

const TICKET = recorded("TLS 1.2, a session with a ticket");
const TICKET_AGAIN = recorded("TLS 1.2, the ticket taken up");
const SESSION = recorded("TLS 1.2, a session with an id");
const SESSION_AGAIN = recorded("TLS 1.2, the session id taken up");
const TLS13 = recorded("TLS 1.3, the client authenticated");

const ENDS = { client: "192.0.2.1:50000", server: "192.0.2.2:443" };

/** A decoder and what it tells. */
function deciding(options: { keysMayCome?: boolean; proofs?: boolean } = {}) {
  const events: TlsEvent[] = [];
  const decoder = new Decoder({
    ...options,
    emit(event) {
      assertTiled(event);
      events.push(event);
    },
  });
  return { decoder, events };
}

/** Decodes a connection from its beginning to its end. */
function hear(decoder: Decoder, { records }: Capture): void {
  const connection = decoder.open(ENDS);
  for (const { from, bytes } of records) connection.push(from, bytes, 1);
  decoder.close(connection);
}

for (
  const [what, first, again] of [
    ["a ticket", TICKET, TICKET_AGAIN],
    ["a session id", SESSION, SESSION_AGAIN],
  ] as const
) {
  Deno.test(`a session taken up by ${what} is opened with the secret of the connection before`, () => {
    const { decoder, events } = deciding();
    decoder.addKeys(first.keyLog);
    hear(decoder, first);
    hear(decoder, again);
    const [, summary] = only(events, "connection");
    const { connection, decrypted, proofs, resumed } = summary!;
    assertEquals({ connection, decrypted, proofs, resumed }, {
      connection: 2,
      decrypted: true,
      proofs: { serverFinished: true, clientFinished: true },
      resumed: true,
    });
    assertEquals(dataOf(events, "client"), "ping\nping\n");
  });

  Deno.test(`a session taken up by ${what} that was not seen stays closed`, () => {
    const { decoder, events } = deciding();
    decoder.addKeys(first.keyLog);
    hear(decoder, again);
    const [summary] = only(events, "connection");
    assertEquals([summary!.resumed, summary!.decrypted], [true, false]);
    assertEquals(only(events, "sealed").length, 6);
  });

  Deno.test(`a session taken up by ${what} is opened when the secret of the first comes late`, () => {
    const { decoder, events } = deciding({ keysMayCome: true });
    const connections = [first, again].map(({ records }) => {
      const connection = decoder.open(ENDS);
      for (const { from, bytes } of records) connection.push(from, bytes, 1);
      return connection;
    });
    decoder.addKeys(first.keyLog);
    for (const connection of connections) decoder.close(connection);
    assertEquals(only(events, "connection").map(({ decrypted }) => decrypted), [true, true]);
  });
}

Deno.test("a session of a full handshake is not said to be taken up", () => {
  const { decoder, events } = deciding();
  for (const capture of [TICKET, SESSION, TLS13]) hear(decoder, capture);
  assertEquals(only(events, "connection").map(({ resumed }) => resumed), [false, false, false]);
});

Deno.test("connections side by side are told apart", () => {
  const { decoder, events } = deciding();
  const captures = [TICKET, TLS13, SESSION];
  for (const { keyLog } of captures) decoder.addKeys(keyLog);
  const connections = captures.map(() => decoder.open(ENDS));
  assertEquals(decoder.connections.size, 3);
  for (let i = 0; i < 20; i++) {
    for (const [which, { records }] of captures.entries()) {
      const sent = records[i];
      if (sent) connections[which]!.push(sent.from, sent.bytes, i);
    }
  }
  decoder.closeAll();
  assertEquals(decoder.connections.size, 0);
  for (const [which, capture] of captures.entries()) {
    const alone = deciding();
    alone.decoder.addKeys(capture.keyLog);
    hear(alone.decoder, capture);
    const own = events.filter(({ connection }) => connection === which + 1);
    assertEquals(outline(own), outline(alone.events));
  }
});

Deno.test("closeAll() tells the summary of each connection that is open, once", () => {
  const { decoder, events } = deciding();
  const first = decoder.open(ENDS);
  decoder.open(ENDS);
  decoder.close(first);
  decoder.closeAll();
  decoder.closeAll();
  assertEquals(only(events, "connection").map(({ connection }) => connection), [1, 2]);
});

Deno.test("addKeys() tells how many secrets are new", () => {
  const { decoder } = deciding();
  assertEquals(decoder.addKeys(TLS13.keyLog), 4);
  assertEquals(decoder.addKeys(TLS13.keyLog), 0);
  assertEquals(decoder.addKeys("no key log\n"), 0);
});

Deno.test("without proofs nothing is proved, and everything decrypted", () => {
  const { decoder, events } = deciding({ proofs: false });
  decoder.addKeys(TLS13.keyLog);
  hear(decoder, TLS13);
  const summary = events.at(-1) as ConnectionEvent;
  assertEquals([summary.proofs, summary.decrypted], [{}, true]);
  assert(only(events, "message").every(({ proof }) => proof === undefined));
});

Deno.test("limit() lets go of the connections that hold most, and leaves the others", () => {
  const { decoder, events } = deciding({ keysMayCome: true });
  const large = record(23, new Uint8Array(2 ** 14));
  const connections = Array.from({ length: 20 }, (_, i) => {
    const connection = decoder.open(ENDS);
    for (const { from, bytes } of TLS13.records.slice(0, 5)) connection.push(from, bytes, 1);
    const records = i < 15 ? 300 : 10;
    for (let n = 0; n < records; n++) connection.push("client", large, 1);
    return connection;
  });
  const held = () => connections.reduce((sum, connection) => sum + connection.held, 0);
  assert(held() > 64 << 20);
  decoder.limit();
  assertLess(held(), 33 << 20);
  for (const connection of connections.slice(15)) assert(connection.waiting);
  const sealed = new Set(only(events, "sealed").map(({ connection }) => connection));
  assertEquals(sealed.size, connections.filter(({ waiting }) => !waiting).length);
});

Deno.test("limit() counts messages and transcripts that never end", () => {
  const { decoder } = deciding();
  const part = record(22, new Uint8Array(2 ** 14)).with(5, 11).with(6, 0x0f);
  const whole = record(22, message(12, new Uint8Array(16_000)));
  for (let i = 0; i < 100; i++) {
    const connection = decoder.open(ENDS);
    for (let n = 0; n < 50; n++) connection.push("client", whole, 1);
    for (let n = 0; n < 50; n++) connection.push("server", n === 0 ? part : whole, 1);
    decoder.limit();
    const held = [...decoder.connections].reduce((sum, { held }) => sum + held, 0);
    assertLess(held, 65 << 20);
  }
});

Deno.test("limit() leaves alone what holds little", () => {
  const { decoder, events } = deciding({ keysMayCome: true });
  const connection = decoder.open(ENDS);
  for (const { from, bytes } of TLS13.records) connection.push(from, bytes, 1);
  decoder.limit();
  assert(connection.waiting);
  assertEquals(only(events, "sealed"), []);
});

Deno.test("a connection whose handshake is over holds next to nothing", () => {
  const { decoder } = deciding();
  for (const capture of [TLS13, TICKET]) {
    decoder.addKeys(capture.keyLog);
    const connection = decoder.open(ENDS);
    for (const { from, bytes } of capture.records) connection.push(from, bytes, 1);
    assertEquals(connection.held, 0);
  }
});

Deno.test("thousands of connections that are never closed take no time", () => {
  const { decoder } = deciding({ keysMayCome: true, proofs: false });
  const begin = performance.now();
  for (let i = 0; i < 5000; i++) {
    const connection = decoder.open(ENDS);
    for (const { from, bytes } of TLS13.records.slice(0, 6)) connection.push(from, bytes, 1);
    if (i % 100 === 0) decoder.limit();
  }
  assertLess(performance.now() - begin, 20_000);
  decoder.addKeys(TLS13.keyLog);
  assertLess(performance.now() - begin, 30_000);
  decoder.closeAll();
});

Deno.test("the summary of a connection tells what is known by now", () => {
  const { decoder } = deciding();
  decoder.addKeys(TLS13.keyLog);
  const connection = decoder.open(ENDS);
  const seen: unknown[] = [];
  for (const { from, bytes } of TLS13.records) {
    connection.push(from, bytes, 1);
    const { version, completed, data } = connection.summary;
    seen.push([version, completed, data.client].join());
  }
  assertEquals([...new Set(seen)], [
    ",false,0",
    "TLS 1.3,false,0",
    "TLS 1.3,true,0",
    "TLS 1.3,true,5",
  ]);
});

Deno.test("the summary of a connection is told unchanged when it is closed", () => {
  const { decoder, events } = deciding();
  decoder.addKeys(TLS13.keyLog);
  const connection = decoder.open(ENDS);
  for (const { from, bytes } of TLS13.records) connection.push(from, bytes, 1);
  const before = connection.summary;
  decoder.close(connection);
  assertEquals([events.at(-1), connection.summary], [before, before]);
});
