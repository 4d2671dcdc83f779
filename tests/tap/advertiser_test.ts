import { assert, assertEquals, assertMatch, assertRejects, assertThrows, fail } from "@std/assert";
import { connect } from "../../client.ts";
import { UserError } from "../../cli/error.ts";
import { Advertiser } from "../../tap/advertiser.ts";
import { startRelay } from "../../tap/relay.ts";
import { Watch } from "../../tap/watch.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { startServerTask } from "../support/command.ts";
import { labFolder } from "../support/lab.ts";
import { inPieces, only, type Sent } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { overhear } from "./overheard.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (text: string) => new TextEncoder().encode(text);

/** What a side's words become when they pass. */
function passed(advertiser: Advertiser, from: "client" | "server", word: string): string {
  return text(advertiser.pass(from, bytes(word)));
}

Deno.test("Advertiser puts its text before the line break that ends the first answer in plain text, once", () => {
  const advertiser = new Advertiser(" Buy now!");
  const said = [
    passed(advertiser, "client", "hello\n"),
    advertiser.done,
    passed(advertiser, "server", "received\n"),
    advertiser.done,
    passed(advertiser, "client", "hello\n"),
    passed(advertiser, "server", "received\n"),
  ];
  assertEquals(said, [
    "hello\n",
    false,
    "received Buy now!\n",
    true,
    "hello\n",
    "received\n",
  ]);
});

for (
  const [what, answer, becomes] of [
    ["without a line break", "received", "received, ads"],
    ["with a line break in the middle", "one\ntwo", "one\ntwo, ads"],
    ["that ends in CR LF", "received\r\n", "received, ads\r\n"],
    ["that is a line break", "\n", ", ads\n"],
    ["in Chinese", "收到\n", "收到, ads\n"],
  ] as const
) {
  Deno.test(`Advertiser finds its place in an answer ${what}`, () => {
    const advertiser = new Advertiser(", ads");
    passed(advertiser, "client", "hello");
    assertEquals(passed(advertiser, "server", answer), becomes);
  });
}

Deno.test("Advertiser waits for the rest of a character that passes in two pieces", () => {
  const advertiser = new Advertiser("广告");
  const answer = bytes("收到\n");
  passed(advertiser, "client", "hello");
  const first = advertiser.pass("server", answer.subarray(0, 4));
  assertEquals([first, advertiser.done], [answer.subarray(0, 4), false]);
  assertEquals(
    text(Uint8Array.of(...first, ...advertiser.pass("server", answer.subarray(4)))),
    "收到广告\n",
  );
});

Deno.test("Advertiser leaves a greeting alone, which nobody asked for", () => {
  const advertiser = new Advertiser(" ads");
  assertEquals(passed(advertiser, "server", "220 mail.test\r\n"), "220 mail.test\r\n");
  passed(advertiser, "client", "HELO\r\n");
  assertEquals(passed(advertiser, "server", "250 hello\r\n"), "250 hello ads\r\n");
});

const { records } = recorded("TLS 1.3, a session");
const RECORD = "1703030004" + bytes(" ads").toHex();

/** Where the server's next record begins after the client's second one of application data. */
function place(): number {
  let sealed = 0;
  let at = 0;
  for (const { from, bytes } of records) {
    if (from === "client" && bytes[0] === 23) sealed++;
    if (from === "client") continue;
    if (sealed >= 2) return at;
    at += bytes.length;
  }
  throw new Error("The server sends nothing after the client has spoken");
}

/** What the server sent, as it passes; the whole connection comes in pieces of a length. */
function fromServer(advertiser: Advertiser, sent: readonly Sent[], length: number): string {
  return [...inPieces(sent, length)].map(({ from, bytes }) => {
    const passed = advertiser.pass(from, bytes);
    if (from === "client") assert(passed === bytes);
    return from === "server" ? passed.toHex() : "";
  }).join("");
}

for (const length of [1, 3, 5, 6, 1000]) {
  Deno.test(`Advertiser puts a record of its own between two of the server's, in pieces of ${length}`, () => {
    const advertiser = new Advertiser(" ads");
    const original = records.filter(({ from }) => from === "server")
      .map(({ bytes }) => bytes.toHex()).join("");
    const at = 2 * place();
    assertEquals(
      fromServer(advertiser, records, length),
      original.slice(0, at) + RECORD + original.slice(at),
    );
  });
}

Deno.test("Advertiser waits for the end of a record of the server that is passing", () => {
  const advertiser = new Advertiser(" ads");
  const hello = records.find(({ from }) => from === "client")!.bytes;
  const sealed = Uint8Array.of(23, 3, 3, 0, 2, 1, 2);
  const answers = [
    ["client", hello],
    ["client", sealed],
    ["server", sealed.subarray(0, 6)],
    ["client", sealed],
    ["server", Uint8Array.of(2, ...sealed)],
  ] as const;
  const seen = answers.map(([from, bytes]) => advertiser.pass(from, bytes).toHex());
  assertEquals(seen.at(-1), `02${RECORD}${sealed.toHex()}`);
});

Deno.test("Advertiser has nothing to put in where the client does not speak", () => {
  const advertiser = new Advertiser(" ads");
  const sealed = records.findIndex(({ from, bytes }) => from === "client" && bytes[0] === 23);
  const handshake = records.slice(0, sealed + 1);
  const server = records.slice(sealed).filter(({ from }) => from === "server");
  const sent = [...handshake, ...server];
  const original = sent.filter(({ from }) => from === "server").map(({ bytes }) => bytes.toHex());
  assertEquals([fromServer(advertiser, sent, 7), advertiser.done], [original.join(""), false]);
});

Deno.test("Advertiser refuses a text that no record can carry", () => {
  new Advertiser("x".repeat(2 ** 14));
  assertThrows(() => new Advertiser("x".repeat(2 ** 14 + 1)), RangeError, "16385 bytes");
});

Deno.test("what Advertiser puts into TLS makes the client break off with bad_record_mac", async () => {
  using lab = await labFolder();
  const keyLog = `${lab.path}/keys.log`;
  await using server = await startServerTask(lab.serverArgs, { env: { SSLKEYLOGFILE: keyLog } });
  const events: TlsEvent[] = [];
  const watch = new Watch({
    emit: (event) => events.push(event),
    keyLog,
    proofs: false,
    complete: true,
    trouble: (error) => fail(String(error)),
  });
  const sink = overhear();
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port: server.port },
    meddle: () => new Advertiser(" Buy now!"),
    sink: {
      ...sink,
      opened: (id, _, __, time) => watch.opened(id, "client", "server", time),
      data: (id, from, bytes, time) => watch.data(id, from, bytes, time),
    },
  });
  const session = await connect({ host: "127.0.0.1", port: relay.port, ca: lab.ca });
  const error = await assertRejects(() => session.send("hello"), UserError);
  session.close();
  await sink.until("1 closed");
  watch.stop();
  await relay.stop();
  assertMatch(String(error.cause), /cannot decrypt/);
  assert(sink.words.includes("1 server tampered"));
  const alerts = only(events, "alert").map(({ from, description }) => `${from} ${description}`);
  assertEquals(alerts[0], "client bad_record_mac");
});
