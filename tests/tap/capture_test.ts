import { assert, assertEquals, assertRejects } from "@std/assert";
import { decodeCapture } from "../../tap/capture.ts";
import { FlowDecoder } from "../../tap/flows.ts";
import type { TlsEvent } from "../../tls/event.ts";
import { outline } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { captureOf } from "./written.ts";

const { records, keyLog } = recorded("TLS 1.3, a session");
const CAPTURE = captureOf({ sent: records, secrets: keyLog });

/** Decodes what comes, and keeps what is told. */
async function decoded(source: AsyncIterable<Uint8Array>, events: TlsEvent[] = []) {
  const sink = new FlowDecoder({ proofs: true, all: true, emit: (event) => events.push(event) });
  const summary = await decodeCapture({ source, keys: [], sink, trouble() {} });
  return { summary, words: outline(events) };
}

async function* pieces(length: number, end = CAPTURE.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < end; at += length) yield CAPTURE.slice(at, at + length);
  if (end < CAPTURE.length) throw new TypeError("Connection lost");
}

for (const length of [1, 13, 1000]) {
  Deno.test(`decodeCapture() decodes a capture that comes in pieces of ${length}`, async () => {
    const [whole, cut] = [await decoded(pieces(CAPTURE.length)), await decoded(pieces(length))];
    assertEquals(cut, whole);
    assert(whole.words.includes("> data* ping"), whole.words.join());
  });
}

Deno.test("decodeCapture() tells what came before its source failed, and rejects with that error", async () => {
  const events: TlsEvent[] = [];
  await assertRejects(() => decoded(pieces(100, 2000), events), TypeError, "Connection lost");
  assertEquals(outline(events).slice(0, 2), ["> client_hello", "< server_hello"]);
  assertEquals(events.at(-1)!.type, "connection");
});
