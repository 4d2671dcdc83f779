/**
 * What this project's decoder tells of a capture.
 *
 * @module
 */
import { Decoder } from "../../../tls/decoder.ts";
import type { TlsEvent } from "../../../tls/event.ts";
import { TcpCapture } from "../../../tls/capture/capture.ts";
import type { Flow } from "../../../tls/capture/flow.ts";

/** How much of the capture file is read at a time: not a multiple of anything in it. */
const CHUNK = 65_521;

/**
 * Decodes a capture.
 *
 * @param capture The capture file.
 * @param keyLog The file with the secrets.
 * @returns The events of every connection, in order, by the server's address and port; where several
 * connections were made to it, in the order they were made.
 */
export async function eventsOf(
  capture: string,
  keyLog: string,
): Promise<Map<string, TlsEvent[][]>> {
  const events = new Map<number, TlsEvent[]>();
  const decoder = new Decoder({ emit: (event) => events.get(event.connection)!.push(event) });
  decoder.addKeys(await Deno.readFile(keyLog));
  decoder.keys.end();
  const connections = new Map<Flow, ReturnType<Decoder["open"]>>();
  const servers = new Map<number, string>();
  const reader = new TcpCapture({
    opened(flow) {
      const { client, server, startedMidway: midway } = flow;
      const connection = decoder.open({ client, server, midway });
      connections.set(flow, connection);
      servers.set(connection.id, server);
      events.set(connection.id, []);
    },
    data: (flow, from, bytes, time) => connections.get(flow)!.push(from, bytes.slice(), time),
    gap: (flow, from, length, time) => connections.get(flow)!.gap(from, length, time),
    closed: (flow) => decoder.close(connections.get(flow)!),
    secrets: (keys) => decoder.addKeys(keys),
    trouble(trouble) {
      throw trouble;
    },
  });
  const bytes = await Deno.readFile(capture);
  for (let at = 0; at < bytes.length; at += CHUNK) reader.push(bytes.slice(at, at + CHUNK));
  reader.end();
  const byServer = Map.groupBy(events, ([id]) => servers.get(id)!);
  return new Map([...byServer].map(([server, some]) => [server, some.map(([, each]) => each)]));
}
