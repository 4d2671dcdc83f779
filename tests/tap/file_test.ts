import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { decodeFile } from "../../tap/file.ts";
import { FlowDecoder, type FlowOptions } from "../../tap/flows.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { temporaryFolder } from "../support/folder.ts";
import { outline } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { sealed, type Spoken, spokenOn } from "../tls/support/spoken.ts";
import { asPcap, captureOf, packed, plainTalk, type Talk } from "./written.ts";

const { records, keyLog } = recorded("TLS 1.3, a session");
const SEALED: Talk = { sent: records };
const WITH_SECRETS: Talk = { sent: records, secrets: keyLog };

/** What a capture in a file comes to, its troubles as words. */
async function decoded(
  bytes: Uint8Array,
  { keys = [], path, ...options }: Partial<FlowOptions> & {
    keys?: readonly Uint8Array[];
    path?: string;
  } = {},
) {
  using folder = temporaryFolder();
  if (path === undefined) Deno.writeFileSync(path = `${folder.path}/capture`, bytes);
  const events: TlsEvent[] = [];
  const troubles: string[] = [];
  const summary = await decodeFile({
    path,
    keys,
    sink: new FlowDecoder({
      proofs: true,
      all: false,
      emit: (event) => events.push(event),
      ...options,
    }),
    trouble: ({ offset, reason }) => troubles.push(`${offset} ${reason.en}`),
  });
  return { events, troubles, summary };
}

/** The ends of connections among events. */
function endings(events: readonly TlsEvent[]) {
  return events.filter((event) => event.type === "connection");
}

const WHOLE = { connections: 1, others: 0, damaged: false };

Deno.test("decodeFile() decrypts a capture with the secrets it carries itself", async () => {
  const { events, troubles, summary } = await decoded(captureOf(WITH_SECRETS));
  assertEquals([troubles, summary], [[], WHOLE]);
  const words = outline(events);
  assert(words.includes("> data* ping") && words.includes("< data* pong"), words.join());
  const [end] = endings(events);
  assertEquals([end!.decrypted, end!.client, end!.server], [
    true,
    "192.0.2.1:50000",
    "192.0.2.2:443",
  ]);
  assertEquals(Object.values(end!.proofs), [true, true, true]);
});

Deno.test("decodeFile() takes a key log given beside the capture, in parts", async () => {
  const bytes = new TextEncoder().encode(keyLog.trimEnd()); // The last line has no newline.
  const keys = [bytes.subarray(0, 100), bytes.subarray(100)];
  const { events } = await decoded(captureOf(SEALED), { keys });
  assertEquals(endings(events)[0]!.decrypted, true);
});

Deno.test("decodeFile() reads classic pcap, and either form packed with gzip", async () => {
  const keys = [new TextEncoder().encode(keyLog)];
  const plain = await decoded(captureOf(SEALED), { keys });
  const pcapng = captureOf(SEALED);
  for (const bytes of [asPcap(pcapng), await packed(asPcap(pcapng)), await packed(pcapng)]) {
    const { events, troubles, summary } = await decoded(bytes, { keys });
    assertEquals([troubles, summary], [[], WHOLE]);
    assertEquals(outline(events), outline(plain.events));
  }
});

Deno.test("decodeFile() tells records without keys as sealed", async () => {
  const { events } = await decoded(captureOf(SEALED));
  assertEquals(endings(events)[0]!.decrypted, false);
  assert(outline(events).some((word) => word.startsWith("< sealed")));
});

Deno.test("decodeFile() checks no proofs when told not to", async () => {
  const { events } = await decoded(captureOf(WITH_SECRETS), { proofs: false });
  const [end] = endings(events);
  assertEquals(Object.values(end!.proofs).includes(true), false);
  assertEquals(end!.decrypted, true);
});

Deno.test("decodeFile() leaves out connections without TLS, and counts them", async () => {
  const { events, summary } = await decoded(captureOf(plainTalk("GET /"), SEALED, plainTalk("x")));
  assertEquals(summary, { connections: 1, others: 2, damaged: false });
  assertEquals(endings(events).map(({ version }) => version), ["TLS 1.3"]);
  assertEquals(outline(events)[0], "> client_hello");
});

Deno.test("decodeFile() tells of a connection that it began, just before anything else of it", async () => {
  const { events } = await decoded(captureOf(plainTalk("GET /"), WITH_SECRETS));
  const [opened, next] = events;
  assertEquals([opened, next!.type], [
    {
      type: "opened",
      connection: 2,
      time: next!.time,
      client: "192.0.2.1:50001",
      server: "192.0.2.2:443",
    },
    "record",
  ]);
  assertEquals(events.filter(({ type }) => type === "opened").length, 1);
});

Deno.test("decodeFile() tells in order what the sides said, also where large records are opened aside", async () => {
  const recording = recorded("TLS 1.3, the client authenticated");
  const said = spokenOn(recording);
  const at = said.findIndex(({ name }) => name === "data");
  const ping = said[at]!;
  const pong: Spoken = { ...ping, from: "server" };
  const large = (text: string) => new TextEncoder().encode(text.repeat(5000));
  const talk = [
    { ...ping, content: large("a") },
    pong,
    { ...pong, content: large("b") },
    { ...pong, content: large("c") },
    ping,
    { ...ping, content: large("d") },
    { ...ping, content: large("e") },
    pong,
  ];
  const sent = sealed(recording, [...said.slice(0, at), ...talk]);
  const { events } = await decoded(captureOf({ sent, secrets: recording.keyLog }));
  const data = outline(events).filter((word) => word.includes("data*"));
  assertEquals(data.map((word) => word.slice(0, 12)), [
    "> data* aaaa",
    "< data* ping",
    "< data* bbbb",
    "< data* cccc",
    "> data* ping",
    "> data* dddd",
    "> data* eeee",
    "< data* ping",
  ]);
});

Deno.test("decodeFile() tells connections without TLS when all are asked for", async () => {
  const capture = captureOf(plainTalk("GET /"), SEALED);
  const { events, summary } = await decoded(capture, { all: true });
  assertEquals(summary, { connections: 1, others: 1, damaged: false });
  assertEquals(outline(events)[0], "> data GET /");
  assertEquals(endings(events).map(({ version }) => version), [null, "TLS 1.3"]);
});

Deno.test("decodeFile() finds TLS that begins after some words in plain text", async () => {
  const said = (from: "client" | "server", text: string) => ({
    from,
    bytes: new TextEncoder().encode(text),
  });
  const greeting = [
    said("server", "220 mail.test\r\n"),
    said("client", "STARTTLS\r\n"),
    said("server", "220 ready\r\n"),
  ];
  const capture = captureOf({ sent: [...greeting, ...records], secrets: keyLog });
  const { events, summary } = await decoded(capture);
  assertEquals(summary, WHOLE);
  assertEquals([endings(events)[0]!.decrypted, outline(events)[0]], [true, "> client_hello"]);
});

Deno.test("decodeFile() tells what came before a capture is cut off, and where it is", async () => {
  const whole = captureOf(WITH_SECRETS);
  const { events, troubles, summary } = await decoded(whole.subarray(0, whole.length - 500));
  assertEquals(summary, { connections: 1, others: 0, damaged: true });
  assertEquals(troubles.length, 1);
  assertMatch(troubles[0]!, /^\d+ The capture is cut off here$/);
  assert(Number.parseInt(troubles[0]!) < whole.length - 500);
  assertEquals(outline(events).slice(0, 2), ["> client_hello", "< server_hello"]);
  assertEquals(endings(events).length, 1);
});

for (
  const [what, bytes, message] of [
    ["an empty file", new Uint8Array(0), /^0 The capture is empty$/],
    ["a text", new TextEncoder().encode("# Notes\n"), /^0 The file is no capture/],
    ["three bytes", Uint8Array.of(10, 13, 13), /^0 The file is no capture/],
  ] as const
) {
  Deno.test(`decodeFile() says that ${what} is no capture`, async () => {
    const { events, troubles, summary } = await decoded(bytes);
    assertEquals([events, summary], [[], { connections: 0, others: 0, damaged: true }]);
    assertEquals(troubles.length, 1);
    assertMatch(troubles[0]!, message);
  });
}

Deno.test("decodeFile() says that a file is not there", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/none.pcap`;
  const error = await assertRejects(() => decoded(new Uint8Array(0), { path }), UserError);
  assertEquals(error.problem.en, `${path} does not exist`);
});

Deno.test("decodeFile() says why a file cannot be read", async () => {
  using folder = temporaryFolder();
  const error = await assertRejects(
    () => decoded(new Uint8Array(0), { path: folder.path }),
    UserError,
  );
  assertMatch(error.problem.en, /cannot be read: Is a directory/);
});

Deno.test("decodeFile() says that a file cannot be unpacked", async () => {
  const bytes = await packed(captureOf(SEALED));
  bytes[20]! ^= 0xff;
  const error = await assertRejects(() => decoded(bytes), UserError);
  assertMatch(error.problem.en, /cannot be unpacked/);
});
