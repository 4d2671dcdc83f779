import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import type { TlsEvent } from "../../tls/event.ts";
import { extension, message, vector } from "./message/build.ts";
import { CAPTURES, PSK } from "./protection/captured.ts";
import { dataOf, decode, listen, only, outline, type Sent, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { record, sealed, spokenOn } from "./support/spoken.ts";

const AUTHENTICATED = recorded("TLS 1.3, the client authenticated");
const UPDATED = recorded("TLS 1.3, the client authenticated after the handshake, keys updated");
const EARLY = recorded("TLS 1.3, the session taken up, early data accepted");
const REJECTED = recorded("TLS 1.3, early data rejected, handshake from the beginning");
const RETRIED = recorded("TLS 1.3, early data rejected with hello_retry_request");
const TLS12 = recorded("TLS 1.2, a session with an id");

/** The lines of a key log whose label matches. */
function lines(keyLog: string, label: RegExp): string {
  return keyLog.split("\n").filter((line) => label.test(line.split(" ")[0]!))
    .map((line) => `${line}\n`).join("");
}

function extensionsOf(hello: Uint8Array): Uint8Array {
  const suites = 39 + hello[38]!;
  const methods = suites + 2 + (hello[suites]! << 8 | hello[suites + 1]!);
  return hello.subarray(methods + 1 + hello[methods]! + 2);
}

function troubles(events: readonly TlsEvent[]): string[] {
  return outline(events).filter((line) => /malformed|sealed/.test(line));
}

// Keys that come late.

Deno.test("records wait for their keys, and then everything is told in order", () => {
  for (const recording of [AUTHENTICATED, UPDATED, EARLY, REJECTED, RETRIED, TLS12]) {
    const { keyLog, records } = recording;
    const whole = outline(decode(records, recording));
    for (let known = 1; known <= records.length; known++) {
      const listener = listen({ keysMayCome: true });
      listener.hear(records.slice(0, known));
      assert(listener.connection.waiting || !outline(listener.events).join().includes("*"));
      listener.decoder.addKeys(keyLog);
      listener.hear(records.slice(known));
      listener.close();
      assertEquals(outline(listener.events), whole, `${recording.name}, after ${known} records`);
      assert(summaryOf(listener.events).proofs.clientFinished);
    }
  }
});

Deno.test("each line of a key log opens what it can as it comes", () => {
  const { keyLog, records } = AUTHENTICATED;
  const listener = listen({ keysMayCome: true });
  listener.hear(records);
  const counts = ["SERVER_HANDSHAKE", "CLIENT_HANDSHAKE", "SERVER_TRAFFIC", "CLIENT_TRAFFIC"]
    .map((label) => {
      listener.decoder.addKeys(lines(keyLog, new RegExp(`^${label}`)));
      return outline(listener.events).length;
    });
  listener.close();
  // The server's flight and a change_cipher_spec; the client's; the client speaks first; then all.
  assertEquals(counts, [9, 12, 12, 16]);
  assertEquals(outline(listener.events), outline(decode(records, AUTHENTICATED)));
});

Deno.test("a record opened late has the time at which it passed", () => {
  const { keyLog, records } = AUTHENTICATED;
  const listener = listen({ keysMayCome: true });
  listener.hear(records);
  listener.decoder.addKeys(keyLog);
  listener.close();
  const times = only(listener.events, "data").map(({ time }) => time);
  assertEquals(times, only(decode(records, AUTHENTICATED), "data").map(({ time }) => time));
});

Deno.test("where no keys may come, records are sealed at once", () => {
  const listener = listen();
  for (const sent of AUTHENTICATED.records) {
    listener.hear([sent]);
    assert(!listener.connection.waiting);
  }
  const { decrypted } = listener.close();
  assertEquals(only(listener.events, "sealed").length, 12);
  for (const { reason } of only(listener.events, "sealed")) {
    assertStringIncludes(reason.en, "the secrets of this connection were not given");
  }
  assert(!decrypted);
});

Deno.test("a key log of other connections changes nothing", () => {
  const { records } = AUTHENTICATED;
  assertEquals(decode(records, { keyLog: UPDATED.keyLog + TLS12.keyLog }), decode(records));
  const listener = listen({ keysMayCome: true });
  listener.hear(records);
  const before = listener.events.length;
  listener.decoder.addKeys(UPDATED.keyLog);
  assertEquals(listener.events.length, before);
  assert(listener.connection.waiting);
});

Deno.test("stopWaiting() tells what waits as sealed, once; should its key come, it is opened", () => {
  const { keyLog, records } = AUTHENTICATED;
  const listener = listen({ keysMayCome: true });
  listener.hear(records.slice(0, 5));
  assertEquals(only(listener.events, "sealed").length, 0);
  listener.connection.stopWaiting();
  assertEquals(only(listener.events, "sealed").map(({ record }) => record), [3, 4]);
  listener.connection.stopWaiting();
  listener.hear(records.slice(5, 7));
  assertEquals(only(listener.events, "sealed").map(({ record }) => record), [3, 4, 5, 6]);
  listener.decoder.addKeys(keyLog);
  listener.hear(records.slice(7));
  const { decrypted, proofs } = listener.close();
  assertEquals(only(listener.events, "sealed").length, 4);
  const told = outline(listener.events).filter((line) => !line.includes("sealed"));
  assertEquals(told, outline(decode(records, AUTHENTICATED)));
  assert(decrypted && proofs.clientFinished && proofs.serverFinished);
});

Deno.test("stopWaiting() does not tell what is in the clear as sealed", () => {
  const listener = listen({ keysMayCome: true });
  listener.hear(AUTHENTICATED.records);
  listener.connection.stopWaiting();
  const contentTypes = only(listener.events, "sealed").map(({ contentType }) => contentType);
  assertEquals(contentTypes, Array(12).fill(23));
  listener.close();
  assertEquals(only(listener.events, "sealed").length, 12);
  assertEquals(outline(listener.events).at(-1), "> change_cipher_spec");
});

Deno.test("close() tells what still waits as sealed", () => {
  const listener = listen({ keysMayCome: true });
  listener.hear(AUTHENTICATED.records);
  assertEquals(only(listener.events, "sealed").length, 0);
  listener.close();
  assertEquals(only(listener.events, "sealed").length, 12);
});

Deno.test("at most some 8 MiB of a side wait; what is let go is sealed, the rest still opened", () => {
  const { keyLog } = AUTHENTICATED;
  const spoken = spokenOn(AUTHENTICATED);
  const at = spoken.findIndex(({ name }) => name === "data");
  const long = { ...spoken[at]!, content: new Uint8Array(2 ** 14) };
  const records = sealed(AUTHENTICATED, spoken.toSpliced(at, 0, ...Array(600).fill(long)));
  const listener = listen({ keysMayCome: true });
  let most = 0;
  for (const sent of records.slice(0, 600)) {
    listener.hear([sent]);
    most = Math.max(most, listener.connection.held);
  }
  assertLess(most, 8.5 * 2 ** 20);
  listener.decoder.addKeys(keyLog);
  listener.hear(records.slice(600));
  listener.close();
  assert(only(listener.events, "sealed").length < 600);
  assertEquals(troubles(listener.events).filter((line) => line.includes("malformed")), []);
  assertEquals(dataOf(listener.events, "server"), "pong\n");
  assert(dataOf(listener.events, "client").endsWith("ping\n"));
});

Deno.test("a million empty records that wait take little memory and time", () => {
  const { records } = AUTHENTICATED;
  const empty = record(23, new Uint8Array());
  const listener = listen({ keysMayCome: true });
  listener.hear(records.slice(0, 2));
  const begin = performance.now();
  let most = 0;
  for (let i = 0; i < 1_000_000; i++) {
    listener.connection.push("client", empty, 1);
    most = Math.max(most, listener.connection.held);
    listener.events.length = 0;
  }
  assertLess(most, 8.5 * 2 ** 20);
  assertLess(performance.now() - begin, 20_000);
  listener.close();
});

// Keys that are not there, or are others.

Deno.test("with the application secrets alone, the handshake is sealed and the data opened", () => {
  for (const keysMayCome of [false, true]) {
    const keyLog = lines(AUTHENTICATED.keyLog, /_TRAFFIC_SECRET_0$/);
    const events = decode(AUTHENTICATED.records, { keyLog, keysMayCome });
    assertEquals(outline(events), [
      "> client_hello",
      "< server_hello",
      "< change_cipher_spec",
      ...Array(5).fill(0).map((_, i) => `< sealed ${i + 3}`),
      "> change_cipher_spec",
      ...Array(3).fill(0).map((_, i) => `> sealed ${i + 3}`),
      "> data* ping",
      "< data* pong",
      "> alert* close_notify",
      "< alert* close_notify",
    ]);
    assertEquals(summaryOf(events).proofs, {});
  }
});

Deno.test("with the secrets of one side alone, that side is decrypted", () => {
  const keyLog = lines(AUTHENTICATED.keyLog, /^SERVER_/);
  const events = decode(AUTHENTICATED.records, { keyLog });
  assertEquals([dataOf(events, "client"), dataOf(events, "server")], ["", "pong\n"]);
  assertEquals(summaryOf(events).proofs, {
    serverCertificateVerify: true,
    serverFinished: true,
  });
});

Deno.test("under a wrong key every record is malformed, and the rest goes on", () => {
  const keyLog = AUTHENTICATED.keyLog.replace(
    /^(CLIENT_HANDSHAKE_TRAFFIC_SECRET \S+ )\S+/m,
    `$1${"5a".repeat(32)}`,
  );
  const events = decode(AUTHENTICATED.records, { keyLog });
  const wrong = only(events, "malformed");
  assertEquals(
    wrong.map(({ from, within }) => [from, within]),
    Array(3).fill(["client", "record"]),
  );
  for (const { reason } of wrong) assertMatch(reason.en, /fails its integrity check/);
  assertEquals([dataOf(events, "client"), dataOf(events, "server")], ["ping\n", "pong\n"]);
  const { decrypted, proofs } = summaryOf(events);
  assert(!decrypted);
  assertEquals(proofs, { serverCertificateVerify: true, serverFinished: true });
});

Deno.test("under a wrong master secret every record is malformed", () => {
  const keyLog = TLS12.keyLog.replace(/\S{96}$/m, "5a".repeat(48));
  const events = decode(TLS12.records, { keyLog });
  assertEquals(troubles(events).length, 6);
  assert(only(events, "malformed").every(({ reason }) => /integrity/.test(reason.en)));
});

Deno.test("a record changed on the way is malformed, and the next is opened", () => {
  const at = AUTHENTICATED.records.findLastIndex(({ from, bytes }) =>
    from === "client" && bytes.length === 27
  );
  const changed = AUTHENTICATED.records.map((sent, i) =>
    i === at ? { ...sent, bytes: sent.bytes.with(7, sent.bytes[7]! ^ 1) } : sent
  );
  const events = decode(changed, AUTHENTICATED);
  assertEquals(troubles(events), ["> malformed record"]);
  assertEquals(only(events, "malformed")[0]!.offset, 0);
  assertEquals([dataOf(events, "client"), dataOf(events, "server")], ["", "pong\n"]);
  assert(outline(events).includes("> alert* close_notify"));
});

Deno.test("secrets of TLS 1.3 for a connection of TLS 1.2 open nothing and break nothing", () => {
  const cbc = CAPTURES.find(({ name }) => name.startsWith("TLS 1.2, AES-128-CBC"))!;
  for (const recording of [TLS12, cbc]) {
    const random = recording.records[0]!.bytes.subarray(11, 43).toHex();
    const keyLog = [
      "CLIENT_EARLY_TRAFFIC_SECRET",
      "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
      "SERVER_HANDSHAKE_TRAFFIC_SECRET",
      "CLIENT_TRAFFIC_SECRET_0",
      "SERVER_TRAFFIC_SECRET_0",
    ].map((label) => `${label} ${random} ${"5a".repeat(32)}\n`).join("");
    assertEquals(dataOf(decode(recording.records, { keyLog }), "client"), "");
    // As if early data were offered, and sent.
    const hello = recording.records[0]!.bytes.subarray(5);
    const end = hello.length - extensionsOf(hello).length;
    const early = record(
      22,
      message(1, hello.subarray(4, end - 2), vector(2, hello.subarray(end), extension(42))),
    );
    const data = { from: "client" as const, bytes: record(23, new Uint8Array(40)) };
    const sent: Sent[] = [
      { from: "client", bytes: early },
      data,
      ...recording.records.slice(1, 3),
      data,
      ...recording.records.slice(3),
    ];
    const events = decode(sent, { keyLog });
    assertEquals(summaryOf(events).version, "TLS 1.2");
    assertEquals(troubles(events).length, 8);
  }
});

// Key updates.

Deno.test("keys are updated on both sides, several times", () => {
  const events = decode(UPDATED.records, UPDATED);
  const updates = only(events, "message").filter(({ name }) => name === "key_update");
  assertEquals(updates.map(({ from }) => from), [
    "client",
    "server",
    "server",
    "client",
    "server",
    "client",
  ]);
  assertEquals(
    dataOf(events, "client") + dataOf(events, "server"),
    "ping\n".repeat(4) + "pong\n".repeat(4),
  );
  assertEquals(troubles(events), []);
});

Deno.test("a key_update that is missing is found by the record that follows it", () => {
  const spoken = spokenOn(UPDATED);
  const at = spoken.findIndex(({ name }) => name === "key_update");
  const listener = listen(UPDATED);
  listener.hear(UPDATED.records.slice(0, at));
  listener.connection.gap("client", UPDATED.records[at]!.bytes.length, 1);
  listener.hear(UPDATED.records.slice(at + 1));
  listener.close();
  assertEquals(dataOf(listener.events, "client"), "ping\n".repeat(4));
  assertEquals(troubles(listener.events), []);
});

// How the secrets of TLS 1.2 and before are named in the key log.

Deno.test("an RSA premaster secret in the key log opens the connection", () => {
  for (
    const name of [
      "TLS 1.2, RSA key transport",
      "TLS 1.1, RSA key transport, no extended master secret",
    ]
  ) {
    const recording = recorded(name);
    const keyLog = lines(recording.keyLog, /^RSA$/);
    const events = decode(recording.records, { keyLog });
    assertEquals(dataOf(events, "client") + dataOf(events, "server"), "ping\npong\n", name);
    assertEquals(summaryOf(events).proofs, { clientFinished: true, serverFinished: true });
  }
});

Deno.test("a premaster secret of any other kind in the key log opens the connection", () => {
  const seen = new Set<boolean>();
  for (const { name, keyLog, records } of CAPTURES) {
    if (!/^TLS 1\.[012], AES.*GCM|no extended master secret/.test(name)) continue;
    seen.add(name.includes("no extended"));
    const [, random] = keyLog.split(" ");
    // RFC 4279 section 2: zeros where another key exchange has its secret, then the key.
    const premaster = new Uint8Array(4 + 2 * PSK.length);
    premaster[1] = premaster[3 + PSK.length] = PSK.length;
    premaster.set(PSK, 4 + PSK.length);
    const line = `PMS_CLIENT_RANDOM ${random} ${premaster.toHex()}\n`;
    const events = decode(records, { keyLog: line });
    assertEquals(dataOf(events, "client") + dataOf(events, "server"), "ping\npong\n", name);
    assert(summaryOf(events).proofs.serverFinished);
  }
  assertEquals(seen.size, 2);
});

Deno.test("records of NULL suites that do not carry their MAC are malformed", () => {
  const recording = CAPTURES.find(({ name }) => name === "TLS 1.2, NULL, SHA-256")!;
  const at = recording.records.findIndex(({ bytes }) => bytes[0] === 23);
  const changed = recording.records.map((sent, i) =>
    i === at ? { ...sent, bytes: sent.bytes.with(5, 0x50) } : sent
  );
  const events = decode(changed, recording);
  assertEquals(troubles(events).length, 1);
  assertEquals(dataOf(events, "server"), "pong\n");
});

// What nobody would send.

Deno.test("twenty thousand records that do not open take no time, gap or not", () => {
  for (const gap of [false, true]) {
    const listener = listen({ ...AUTHENTICATED, proofs: false });
    listener.hear(AUTHENTICATED.records.slice(0, 5));
    if (gap) listener.connection.gap("server", 100, 1);
    const begin = performance.now();
    const wrong = record(23, new Uint8Array(40));
    for (let i = 0; i < 20_000; i++) listener.connection.push("server", wrong, 1);
    assertLess(performance.now() - begin, 10_000);
    assertEquals(only(listener.events, "malformed").length, 20_000);
    listener.close();
  }
});
