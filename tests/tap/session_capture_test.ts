import { assertEquals, assertThrows } from "@std/assert";
import { decodeCapture } from "../../tap/capture.ts";
import { FlowDecoder } from "../../tap/flows.ts";
import { type Passage, type PassedSession, sessionCapture } from "../../tap/session_capture.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { temporaryFolder } from "../support/folder.ts";
import { ask, witnessed } from "../support/witness.ts";
import { dataOf, only } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { wordsOf } from "./written.ts";

const { records, keyLog } = recorded("TLS 1.3, a session");
const BEGAN = 1_700_000_000;
const CLIENT = { hostname: "127.0.0.1", port: 50000 };
const SERVER = { hostname: "127.0.0.1", port: 9999 };

/** A session in which something passed, every second something. */
function session(...passed: Partial<Passage>[]): PassedSession {
  return {
    client: CLIENT,
    server: SERVER,
    began: BEGAN,
    passed: passed.map((one, i) => ({ from: "client", time: BEGAN + i + 1, ...one }) as Passage),
    secrets: "",
  };
}

/** A recorded session, with its secrets. */
const RECORDED: PassedSession = {
  ...session(
    ...records.map(({ from, bytes }) => ({ what: "data" as const, from, bytes })),
    { what: "ended", from: "client" },
    { what: "ended", from: "server" },
  ),
  secrets: keyLog,
};

/** What a capture tells when it is read back. */
async function decoded(capture: Uint8Array): Promise<TlsEvent[]> {
  const events: TlsEvent[] = [];
  const summary = await decodeCapture({
    source: ReadableStream.from([capture]),
    keys: [],
    sink: new FlowDecoder({ proofs: true, all: true, emit: (event) => events.push(event) }),
    trouble: (trouble) => {
      throw trouble;
    },
  });
  assertEquals(summary, { connections: 1, others: 0, damaged: false });
  return events;
}

Deno.test("sessionCapture() makes what decodeCapture() reads back, decrypted, with its ends and times", async () => {
  const events = await decoded(sessionCapture(RECORDED));
  const [end] = only(events, "connection");
  assertEquals([end!.client, end!.server, end!.decrypted], [
    "127.0.0.1:50000",
    "127.0.0.1:9999",
    true,
  ]);
  assertEquals([dataOf(events, "client"), dataOf(events, "server")], ["ping\n", "pong\n"]);
  assertEquals(
    only(events, "record").map(({ time }) => time),
    records.map((_, i) => BEGAN + i + 1),
  );
});

Deno.test("sessionCapture() puts the secrets before everything that passed", () => {
  assertEquals(wordsOf(sessionCapture(RECORDED))[0], `secrets ${keyLog.trim()}`);
});

const HELLO = { what: "data", bytes: new TextEncoder().encode("hello") } as const;

Deno.test("sessionCapture() writes no secrets where there are none", () => {
  const capture = sessionCapture(
    session(HELLO, { what: "ended" }, { what: "ended", from: "server" }),
  );
  assertEquals(wordsOf(capture), ["1 client hello", "1 fin"]);
});

Deno.test("sessionCapture() keeps that a side broke off", () => {
  const capture = sessionCapture(session(HELLO, { what: "reset", from: "server" }));
  assertEquals(wordsOf(capture), ["1 client hello", "1 reset"]);
});

Deno.test("sessionCapture() refuses ends that are not given by address", () => {
  const named = { ...session(HELLO), server: { hostname: "localhost", port: 9999 } };
  assertThrows(() => sessionCapture(named), SyntaxError, "localhost");
});

witnessed(
  ["tshark"],
  "sessionCapture() makes what tshark opens decrypted, with no fault found",
  async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/session.pcapng`;
    Deno.writeFileSync(path, sessionCapture(RECORDED));
    const args = ["-n", "-r", path, "-d", "tls.port==9999,data", "-o", "tcp.check_checksum:TRUE"];
    const data = await ask("tshark", [...args, "-Y", "data", "-T", "fields", "-e", "data"]);
    const said = ["ping\n", "pong\n"].map((text) => new TextEncoder().encode(text).toHex());
    assertEquals([data.code, data.stdout.trim().split("\n")], [0, said]);
    const wrong = "_ws.malformed || tcp.analysis.flags || tcp.checksum.status == 0";
    const faults = await ask("tshark", [...args, "-Y", wrong]);
    assertEquals([faults.code, faults.stdout], [0, ""]);
  },
);
