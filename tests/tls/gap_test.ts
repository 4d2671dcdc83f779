import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { TlsEvent } from "../../tls/event.ts";
import { dataOf, listen, only, outline, type Sent, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { record, sealed, type Spoken, spokenOn } from "./support/spoken.ts";

const TLS13 = recorded("TLS 1.3, the client authenticated");
const TLS12 = recorded("TLS 1.2, a session with an id");

const HELLO_MISSING = /hellos were not seen|hello .* was not seen/;

/** A connection with something missing: at each of some places a record of a side. */
function missing(
  { records }: { readonly records: readonly Sent[] },
  lost: (sent: Sent, i: number) => boolean,
  situation: Parameters<typeof listen>[0],
): TlsEvent[] {
  const listener = listen(situation);
  for (const [i, sent] of records.entries()) {
    if (lost(sent, i)) listener.connection.gap(sent.from, sent.bytes.length, i);
    else listener.hear([sent]);
  }
  listener.close();
  return listener.events;
}

Deno.test("data missing on both sides is told, and what follows is decrypted", () => {
  for (const recording of [TLS13, TLS12]) {
    const spoken = spokenOn(recording);
    const at = spoken.findIndex(({ name }) => name === "data");
    const [ping, pong] = [
      spoken[at]!,
      spoken.find(({ name, from }) => name === "data" && from === "server")!,
    ];
    const more = Array.from({ length: 5 }, () => [ping, pong]).flat();
    const records = sealed(recording, spoken.toSpliced(at, 0, ...more));
    const data = records.slice(at, at + 10);
    const lost = new Set([data[2], data[4], data[3], data[9]]);
    const events = missing({ records }, (sent) => lost.has(sent), recording);
    assertEquals(dataOf(events, "client"), "ping\n".repeat(4));
    assertEquals(dataOf(events, "server"), "pong\n".repeat(4));
    assertEquals(outline(events).filter((line) => /malformed|sealed/.test(line)), []);
    assertEquals(only(events, "gap").map(({ from }) => from), [
      "client",
      "server",
      "client",
      "server",
    ]);
    assert(summaryOf(events).proofs.clientFinished);
  }
});

Deno.test("after a long gap the sequence number is found from how much is missing", () => {
  const spoken = spokenOn(TLS13);
  const at = spoken.findIndex(({ name }) => name === "data");
  const long: Spoken = { ...spoken[at]!, content: new Uint8Array(2 ** 14) };
  const records = sealed(TLS13, spoken.toSpliced(at, 0, ...Array(300).fill(long)));
  const listener = listen(TLS13);
  listener.hear(records.slice(0, at));
  listener.connection.gap("client", 300 * (2 ** 14 + 22), 1);
  listener.hear(records.slice(at + 300));
  listener.close();
  assertEquals(dataOf(listener.events, "client"), "ping\n");
});

Deno.test("a record of TLS 1.3's server flight missing: nothing proved, data decrypted", () => {
  const at = 4; // The server's certificate_request.
  const events = missing(TLS13, (_, i) => i === at, TLS13);
  assertEquals(dataOf(events, "client") + dataOf(events, "server"), "ping\npong\n");
  const { proofs } = summaryOf(events);
  assertEquals(proofs, {
    serverCertificateVerify: null,
    serverFinished: null,
    clientCertificateVerify: null,
    clientFinished: null,
  });
  const [proof] = only(events, "message").flatMap(({ proof }) => proof ?? []);
  assertStringIncludes(proof!.why.en, "was not seen");
});

Deno.test("the end of TLS 1.3's handshake and some data missing: the rest is decrypted", () => {
  const spoken = spokenOn(TLS13);
  const at = spoken.findIndex(({ name }) => name === "data");
  const records = sealed(TLS13, spoken.toSpliced(at, 0, ...Array(9).fill(spoken[at])));
  const gone = (said: Sent, i: number) => said.from === "client" && i > 8 && i < at + 5;
  const events = missing({ records }, gone, TLS13);
  assertEquals(dataOf(events, "client"), "ping\n".repeat(5));
  assertEquals(outline(events).filter((line) => /malformed|sealed/.test(line)), []);
});

Deno.test("a change_cipher_spec of TLS 1.2 missing with what follows: data is decrypted", () => {
  for (const side of ["client", "server"] as const) {
    const spoken = spokenOn(TLS12);
    const gone = new Set(
      ["change_cipher_spec", "finished"].map((name) =>
        spoken.findIndex((said) => said.from === side && said.name === name)
      ),
    );
    const events = missing(TLS12, (_, i) => gone.has(i), TLS12);
    assertEquals(dataOf(events, "client") + dataOf(events, "server"), "ping\npong\n");
    assertEquals(outline(events).filter((line) => /malformed|sealed/.test(line)), []);
  }
});

Deno.test("a server_hello of TLS 1.2 missing: what follows is not taken for messages", () => {
  const events = missing(TLS12, (_, i) => i === 1, TLS12);
  assertEquals(outline(events).filter((line) => /unassigned|malformed/.test(line)), []);
  assertEquals(only(events, "sealed").length, 6);
  assertMatch(only(events, "sealed")[0]!.reason.en, HELLO_MISSING);
});

Deno.test("a server_hello of TLS 1.3 missing: what follows is sealed with the reason", () => {
  const events = missing(TLS13, (_, i) => i === 1, TLS13);
  for (const { reason } of only(events, "sealed")) {
    assertMatch(reason.en, HELLO_MISSING);
  }
  assertEquals(only(events, "sealed").length, 12);
});

Deno.test("half a handshake message before missing bytes is not joined to what follows", () => {
  const { records } = TLS12;
  const certificate = records[2]!.bytes;
  const listener = listen(TLS12);
  listener.hear(records.slice(0, 2));
  listener.hear([{ from: "server", bytes: record(22, certificate.subarray(5, 100)) }]);
  listener.connection.gap("server", undefined, 1);
  listener.hear(records.slice(3));
  listener.close();
  const names = only(listener.events, "message").map(({ name }) => name);
  assertEquals(names.slice(2, 4), ["server_key_exchange", "server_hello_done"]);
});

Deno.test("data missing in CBC mode of TLS 1.0 leaves one more record closed, and no more", () => {
  const recording = recorded("TLS 1.0, the client authenticated");
  const lost = recording.records.find(({ from, bytes }) => from === "client" && bytes[0] === 23);
  const events = missing(recording, (sent) => sent === lost, recording);
  const sealed = only(events, "sealed");
  assertEquals(sealed.map(({ from, contentType }) => [from, contentType]), [["client", 23]]);
  assertMatch(sealed[0]!.reason.en, /needs the record before it/);
  assertEquals(only(events, "malformed"), []);
  assertEquals(outline(events).filter((line) => line.startsWith("> alert")), [
    "> alert* close_notify",
  ]);
});
