import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { setLanguage } from "../../cli/language.ts";
import { type JsonOptions, toJson } from "../../tap/json.ts";
import { viewOf } from "../../tap/view.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { decode, only } from "../tls/support/listen.ts";
import { recorded, RECORDINGS } from "../tls/support/recorded.ts";

const BRIEF: JsonOptions = { records: false, explain: false };

/** What a program reads: the lines of events, parsed. */
// deno-lint-ignore no-explicit-any
function read(events: readonly TlsEvent[], options: Partial<JsonOptions> = {}): any[] {
  const view = viewOf({ format: "json", json: { ...BRIEF, ...options } });
  return events.flatMap((event) => [...view(event)]).map((line) => {
    assertNotMatch(line, UNSAFE);
    return JSON.parse(line);
  });
}

/** What must not reach a terminal. */
// deno-lint-ignore no-control-regex
const UNSAFE = /[\x00-\x1f\x7f-\x9f\u202a-\u202e]/;

/** What is read of a recorded connection. */
function readOf(name: string, options: Partial<JsonOptions> = {}, keyLog?: string) {
  const { records, keyLog: own } = recorded(name);
  return read(decode(records, { keyLog: keyLog ?? own }), options);
}

const SESSION = "TLS 1.3, the client authenticated";

Deno.test("toJson() tells a message with its name, length and fields", () => {
  const [hello] = readOf(SESSION);
  const { fields, ...rest } = hello;
  assertEquals(rest, {
    type: "message",
    connection: 1,
    from: "client",
    time: 1,
    name: "client_hello",
    length: 212,
    encrypted: false,
    records: [1],
  });
  assertEquals(fields.slice(0, 4), [
    { name: "msg_type", offset: 0, length: 1, value: 1, meaning: "client_hello" },
    { name: "length", offset: 1, length: 3, value: 208 },
    { name: "legacy_version", offset: 4, length: 2, value: 0x0303, meaning: "TLS 1.2" },
    {
      name: "random",
      offset: 6,
      length: 32,
      bytes: "f99b2b0f01d3122744c8a73353c5a2588833deab0f9b9d0502d824ceb29825b8",
    },
  ]);
});

Deno.test("toJson() tells a field by its number, text or digits, or by its parts", () => {
  const number = ["name", "offset", "length"];
  // deno-lint-ignore no-explicit-any
  const check = (fields: any[]) => {
    for (const field of fields) {
      assertEquals(Object.keys(field).slice(0, 3), number);
      assertEquals([typeof field.name, typeof field.offset, typeof field.length], [
        "string",
        "number",
        "number",
      ]);
      const said = ["value", "bytes", "fields"].filter((key) => key in field);
      assert(said.length === 1 || said.join() === "value,fields", JSON.stringify(field));
      if ("bytes" in field) assertEquals(field.bytes.length, 2 * field.length);
      if ("value" in field) assertMatch(typeof field.value, /^(number|string)$/);
      if ("meaning" in field) assertEquals(typeof field.meaning, "string");
      if ("fields" in field) check(field.fields);
    }
  };
  for (const { name } of RECORDINGS) {
    for (const { type, fields } of readOf(name)) {
      assertEquals(fields !== undefined, type === "message" || type === "alert");
      check(fields ?? []);
    }
  }
});

Deno.test("toJson() tells what a message proves, and what that rests on", () => {
  const verify = readOf(SESSION).find(({ name }) => name === "certificate_verify");
  assertEquals([verify.proof.what, verify.proof.result], ["serverCertificateVerify", "proved"]);
  assertMatch(verify.proof.why, /^The signature \(ecdsa_secp256r1_sha256\)/);
  setLanguage("zh");
  const chinese = readOf(SESSION).find(({ name }) => name === "certificate_verify");
  setLanguage("en");
  assertMatch(chinese.proof.why, /签名/);
});

Deno.test("toJson() tells data as text and in base64", () => {
  const [ping] = readOf(SESSION).filter(({ type }) => type === "data");
  assertEquals(ping, {
    type: "data",
    connection: 1,
    from: "client",
    time: 13,
    record: ping.record,
    encrypted: true,
    length: 5,
    text: "ping\n",
    base64: btoa("ping\n"),
  });
});

Deno.test("toJson() tells data that is no UTF-8 in base64 all the same", () => {
  const bytes = Uint8Array.of(0xff, 0, 0x80);
  const [data] = read(decode([{ from: "server", bytes }]));
  assertEquals([data.text, data.base64], ["\ufffd\0\ufffd", bytes.toBase64()]);
});

Deno.test("toJson() marks early data", () => {
  const data = readOf("TLS 1.3, the session taken up, early data accepted")
    .filter(({ type }) => type === "data");
  assertEquals(data.map(({ early, text }) => [early, text]), [
    [true, "early"],
    [undefined, "ping\n"],
    [undefined, "pong\n"],
  ]);
});

Deno.test("toJson() tells an alert with its level, its description and what that means", () => {
  const [alert] = readOf(SESSION).filter(({ type }) => type === "alert");
  const { fields, meaning, ...rest } = alert;
  assertEquals(rest, {
    type: "alert",
    connection: 1,
    from: "client",
    time: 15,
    level: "warning",
    description: "close_notify",
    record: rest.record,
    encrypted: true,
  });
  assertMatch(meaning, /nothing more to send/);
  assertEquals(fields.length, 2);
});

Deno.test("toJson() tells at the end what came of the connection", () => {
  assertEquals(readOf(SESSION).at(-1), {
    type: "connection",
    connection: 1,
    time: 16,
    client: "192.0.2.1:50000",
    server: "192.0.2.2:443",
    version: "TLS 1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    group: "x25519",
    alpn: "lab/2",
    serverName: "server.test",
    resumed: false,
    completed: true,
    earlyData: null,
    decrypted: true,
    proofs: {
      serverCertificateVerify: true,
      serverFinished: true,
      clientCertificateVerify: true,
      clientFinished: true,
    },
    data: { client: 5, server: 5 },
  });
});

Deno.test("toJson() tells when a connection begins, and between whom", () => {
  const [client, server] = ["192.0.2.1:50000", "192.0.2.2:443"];
  const opened = { type: "opened", connection: 1, time: 2.5, client, server } as const;
  assertEquals(read([opened]), [opened]);
});

Deno.test("toJson() tells whether the handshake was seen to its end", () => {
  const { records, keyLog } = recorded(SESSION);
  const completed = [11, 12].map((count) =>
    read(decode(records.slice(0, count), { keyLog })).at(-1).completed
  );
  assertEquals(completed, [false, true]);
});

Deno.test("toJson() tells of a connection that was no TLS with null for what there was not", () => {
  const [, end] = read(decode([{ from: "client", bytes: Uint8Array.of(0x61) }]));
  const { version, cipherSuite, group, alpn, serverName, resumed, proofs } = end;
  assertEquals({ version, cipherSuite, group, alpn, serverName, resumed, proofs }, {
    version: null,
    cipherSuite: null,
    group: null,
    alpn: null,
    serverName: null,
    resumed: false,
    proofs: {},
  });
});

Deno.test("toJson() tells what cannot be opened, and why", () => {
  const values = readOf(SESSION, {}, "");
  const sealed = values.filter(({ type }) => type === "sealed");
  const { reason, ...rest } = sealed[0];
  assertEquals(rest, {
    type: "sealed",
    connection: 1,
    from: "server",
    time: 4,
    record: 3,
    contentType: "application_data",
    length: 40,
  });
  assertMatch(reason, /^No key/);
  const { decrypted, proofs } = values.at(-1);
  assertEquals([decrypted, proofs], [false, {}]);
});

Deno.test("toJson() tells records with their bytes only when asked", () => {
  assertEquals(readOf(SESSION).some(({ type }) => type === "record"), false);
  const { records } = recorded(SESSION);
  const told = readOf(SESSION, { records: true }).filter(({ type }) => type === "record");
  assertEquals(
    told.map(({ from, bytes }) => [from, bytes]),
    records.map(({ from, bytes }) => [
      from,
      bytes.toHex(),
    ]),
  );
  assertEquals(told[0], {
    type: "record",
    connection: 1,
    from: "client",
    time: 1,
    record: 1,
    contentType: "handshake",
    version: "TLS 1.0",
    length: records[0]!.bytes.length,
    bytes: records[0]!.bytes.toHex(),
  });
});

for (const [language, words] of [["en", /^The client opens/], ["zh", /^客户端开启对话/]] as const) {
  Deno.test(`toJson() explains messages and fields when asked (${language})`, () => {
    setLanguage(language);
    const [hello] = readOf(SESSION, { explain: true });
    setLanguage("en");
    assertMatch(hello.explanation, words);
    assertEquals(hello.source, "RFC 8446 section 4.1.2");
    const random = hello.fields[3];
    assertEquals([random.name, random.source], ["random", "RFC 8446 section 4.1.2"]);
    assert(random.explanation.length > 10);
  });
}

Deno.test("toJson() explains nothing unless asked", () => {
  assertNotMatch(JSON.stringify(readOf(SESSION)), /"explanation"|"source"/);
});

Deno.test("toJson() tells broken bytes with place and reason, and null for a gap of unknown length", () => {
  const base = { connection: 1, from: "client", time: 0 } as const;
  const reason = { en: "Too long", zh: "太长" };
  assertEquals(
    [
      toJson({ ...base, type: "malformed", within: "record", offset: 3, reason }, BRIEF),
      toJson({ ...base, type: "gap", length: undefined }, BRIEF),
      toJson({ ...base, type: "gap", length: 7 }, BRIEF),
      toJson({ ...base, type: "skipped", records: 2, length: 40_000 }, BRIEF),
    ],
    [
      { ...base, type: "malformed", within: "record", offset: 3, reason: "Too long" },
      { ...base, type: "gap", length: null },
      { ...base, type: "gap", length: 7 },
      { ...base, type: "skipped", records: 2, length: 40_000 },
    ],
  );
});

Deno.test("toJson() tells what a compressed certificate unpacks to", () => {
  const [certificate] = only(decode(recorded(SESSION).records, recorded(SESSION)), "message")
    .filter(({ name }) => name === "certificate");
  const { name, bytes, fields } = certificate!;
  const [value] = read([{
    ...certificate!,
    name: "compressed_certificate",
    inner: { name, bytes, fields },
  }]);
  assertEquals([value.inner.name, value.inner.length], ["certificate", bytes.length]);
  assertEquals(value.inner.fields[0].meaning, "certificate");
});

Deno.test("viewOf() writes JSON without characters that a terminal obeys", () => {
  const text = "\x1b[2J\x07 \x7f \x9b2J \u202etxt\u2028 ok 好";
  const [data] = read(decode([{ from: "client", bytes: new TextEncoder().encode(text) }]));
  assertEquals(data.text, text);
});

Deno.test("viewOf() writes one line a value, whatever is in it", () => {
  const view = viewOf({ format: "json", json: BRIEF });
  const [data] = decode([{ from: "client", bytes: new TextEncoder().encode("a\r\nb\u2029c") }]);
  const lines = view(data!);
  assertEquals([lines.length, /[\r\n\u2029]/.test(lines[0]!)], [1, false]);
});
