/**
 * Decoding a capture, wherever its bytes come from.
 *
 * @module
 */
import { TcpCapture } from "../tls/capture/capture.ts";
import type { Flow } from "../tls/capture/flow.ts";
import type { Malformed } from "../tls/malformed.ts";
import { joinBytes } from "../x509/der.ts";
import type { FlowCount, FlowEnds, FlowSink } from "./flows.ts";

/** How to decode a capture. */
export interface CaptureOptions {
  /** The bytes of the capture, pcap or pcapng, as they come. */
  readonly source: AsyncIterable<Uint8Array>;
  /** The parts of a key log, besides what the capture itself brings. */
  readonly keys: Iterable<Uint8Array>;
  /** Takes what the connections carry. */
  readonly sink: FlowSink;
  /**
   * Told what is wrong: with the capture itself, the offset counting from its start; or with one of its
   * connections, the offset counting from the first byte of that side.
   */
  readonly trouble: (trouble: Malformed, flow?: FlowEnds) => void;
}

/** What a capture held. */
export interface CaptureSummary extends FlowCount {
  /** Whether something was wrong with the capture itself. */
  readonly damaged: boolean;
}

/**
 * Decodes a capture from beginning to end. What came before an error of the source has been told when
 * it is thrown.
 *
 * @param options The capture, the keys, and who takes what is in it.
 * @returns What it held.
 */
export async function decodeCapture(
  { source, keys, sink, trouble }: CaptureOptions,
): Promise<CaptureSummary> {
  let damaged = false;
  sink.keys(joinBytes([...keys])); // Its parts may end within a line.
  const ends = new WeakMap<Flow, FlowEnds>();
  const endsOf = (flow: Flow) => {
    let known = ends.get(flow);
    if (!known) {
      const { id, client, server, startedMidway: midway } = flow;
      ends.set(flow, known = { id, client, server, midway });
    }
    return known;
  };
  const capture = new TcpCapture({
    data: (flow, from, bytes, time) => sink.data(endsOf(flow), from, bytes, time),
    gap: (flow, from, length, time) => sink.gap(endsOf(flow), from, length, time),
    closed: (flow) => sink.closed(endsOf(flow)),
    secrets: (keyLog) => sink.keys(keyLog),
    trouble(found, flow) {
      if (!flow) damaged = true;
      trouble(found, flow && endsOf(flow));
    },
  });
  let count: FlowCount;
  try {
    for await (const chunk of source) {
      capture.push(chunk);
      await sink.settle();
    }
    capture.end();
  } finally {
    count = await sink.end(); // What came before is worth seeing, whatever went wrong.
  }
  return { ...count, damaged };
}
