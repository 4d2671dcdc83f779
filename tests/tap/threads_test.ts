import { assert, assertEquals } from "@std/assert";
import { decodeFile } from "../../tap/file.ts";
import { FlowDecoder, type FlowSink } from "../../tap/flows.ts";
import { Threads } from "../../tap/threads.ts";
import { viewOf, type ViewOptions } from "../../tap/view.ts";
import { CaptureWriter } from "../../tls/capture/capture_writer.ts";
import { temporaryFolder } from "../support/folder.ts";
import { CAPTURES } from "../tls/protection/captured.ts";
import { TRACES } from "../tls/rfc8448.ts";

const VIEW: ViewOptions = { format: "json", json: { records: true, explain: false } };
const OPTIONS = { proofs: true, all: true };

/** A capture of many connections that take turns, some of TLS 1.3 and some of TLS 1.2. */
function manyConnections(): { capture: Blob; keyLog: string } {
  const writer = new CaptureWriter();
  const talks = [
    ...TRACES.map(({ records, keyLog }) => ({
      keyLog,
      sent: records.map(({ from, hex }) => ({ from, bytes: Uint8Array.fromHex(hex) })),
    })),
    ...CAPTURES.map(({ records, keyLog }) => ({ keyLog, sent: records })),
  ];
  const server = { address: "192.0.2.2", port: 443 };
  const connections = talks.map((_, i) =>
    writer.connection({ address: "192.0.2.1", port: 50000 + i }, server)
  );
  const pieces: Uint8Array<ArrayBuffer>[] = [writer.header()];
  for (const connection of connections) pieces.push(connection.open(1));
  for (let turn = 0; turn < 40; turn++) {
    for (const [i, { sent }] of talks.entries()) {
      const piece = sent[turn];
      if (piece) pieces.push(connections[i]!.data(piece.from, piece.bytes, 2 + turn));
      else if (turn === sent.length) pieces.push(connections[i]!.reset("client", 2 + turn));
    }
  }
  return { capture: new Blob(pieces), keyLog: talks.map(({ keyLog }) => keyLog).join("\n") };
}

async function told(capture: Blob, keyLog: string, sinkFor: (lines: string[]) => FlowSink) {
  using folder = temporaryFolder();
  const path = `${folder.path}/capture`;
  Deno.writeFileSync(path, new Uint8Array(await capture.arrayBuffer()));
  const lines: string[] = [];
  const summary = await decodeFile({
    path,
    keys: [new TextEncoder().encode(keyLog)],
    sink: sinkFor(lines),
    trouble: ({ reason }) => lines.push(reason.en),
  });
  return { text: lines.join("\n"), summary };
}

Deno.test("Threads tell the same lines in the same order as one thread", async () => {
  const { capture, keyLog } = manyConnections();
  const view = viewOf(VIEW);
  const one = await told(
    capture,
    keyLog,
    (lines) => new FlowDecoder({ ...OPTIONS, emit: (event) => lines.push(...view(event)) }),
  );
  assert(one.text.includes('"decrypted":true') && one.summary.connections > 5, one.text);
  for (const count of [1, 2, 5]) {
    const many = await told(
      capture,
      keyLog,
      (lines) =>
        new Threads(count, { ...OPTIONS, view: VIEW, print: (more) => lines.push(...more) }),
    );
    assertEquals(many, one);
  }
});
