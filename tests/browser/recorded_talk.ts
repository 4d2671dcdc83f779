/**
 * Captures of talks between this project's own client and server, with their keys inside.
 *
 * @module
 */
import { startServer } from "../../server.ts";
import { type Passage, sessionCapture } from "../../tap/session_capture.ts";
import { type Place, startRelay } from "../../tap/relay.ts";
import type { Tls13Session } from "../../talk/tls13_client.ts";
import { connectTls13 } from "../../talk/tls13_client.ts";
import type { Identity } from "../../talk/roles.ts";

/** Who talks, and what is said. */
export interface RecordedTalkOptions {
  /** What the server proves itself with; it has to hold for localhost. */
  readonly identity: Identity;
  /** The file with the root the client trusts. */
  readonly ca: string;
  readonly talk: (client: Tls13Session) => Promise<void>;
}

/** What was recorded. */
export interface RecordedTalk {
  readonly client: Place;
  readonly server: Place;
  readonly began: number;
  readonly passed: readonly Passage[];
  readonly secrets: string;
}

/** Records a talk. */
export async function recordedTalk(
  { identity, ca, talk }: RecordedTalkOptions,
): Promise<RecordedTalk> {
  const server = startServer({ host: "127.0.0.1", port: 0, ...identity });
  const { promise: over, resolve: close } = Promise.withResolvers<void>();
  const passed: Passage[] = [];
  let opened: Pick<RecordedTalk, "client" | "server" | "began"> | undefined;
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port: server.port },
    sink: {
      opened: (_id, client, server, began) => opened = { client, server, began },
      data: (_id, from, bytes, time) => passed.push({ what: "data", from, bytes, time }),
      ended: (_id, from, time) => passed.push({ what: "ended", from, time }),
      reset: (_id, from, time) => passed.push({ what: "reset", from, time }),
      closed: () => close(),
      refused: (_client, error) => {
        throw error;
      },
      tampered() {},
      untampered() {},
    },
  });
  const secrets: string[] = [];
  try {
    const client = await connectTls13({
      host: "127.0.0.1",
      port: relay.port,
      ca,
      serverName: "localhost",
      onSecret: (line) => secrets.push(line),
    });
    await talk(client);
    await client.end();
    await over;
  } finally {
    await relay.stop();
    await server.stop();
  }
  return { ...opened!, passed, secrets: secrets.map((line) => `${line.trim()}\n`).join("") };
}

/** The capture of a talk, as a file to be chosen on the page. */
export function captureFile(
  name: string,
  talk: RecordedTalk,
): { name: string; mimeType: string; buffer: Uint8Array } {
  return { name, mimeType: "application/x-pcapng", buffer: sessionCapture(talk) };
}
