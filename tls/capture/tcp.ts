/**
 * TCP connections put together from captured segments.
 *
 * @module
 */
import type { FlowEnd, TcpSink } from "./flow.ts";
import type { Datagram } from "./ip.ts";
import { type Connection, Direction, NamedFlow } from "./tcp_connection.ts";
import { ClosedConnections } from "./closed_connections.ts";
import { endpointsOf, type Path, pathOf } from "./tcp_endpoint.ts";
import { advance, Flag, readSegment, type Segment } from "./tcp_segment.ts";
import type { StreamLimits } from "./tcp_stream.ts";

export type { Flow, FlowEnd, TcpSink } from "./flow.ts";

/** How much is remembered. */
export interface TcpLimits {
  /** The most connections at once; the oldest one gives way, as `capture ended`. */
  readonly flows: number;
  /** The most that may wait for missing segments in one direction, in bytes. */
  readonly streamBytes: number;
  /** The most that may wait in all, in bytes. */
  readonly bytes: number;
}

const LIMITS: TcpLimits = { flows: 100_000, streamBytes: 4 << 20, bytes: 256 << 20 };

/** The most segments that may wait in one direction. */
const MOST_PIECES = 4096;

/**
 * Puts TCP connections together: bytes in the order they were sent, each once.
 *
 * Segments may come twice, overlap, come in any order or be missing. Nothing missing is guessed: a gap
 * is told once the receiver has acknowledged the bytes and later ones are there (they arrived, but
 * were not captured), once too much waits for them, or at the end of the connection.
 *
 * A connection that has ended on both sides is forgotten but for its name and initial sequence number:
 * segments that come late are dropped, a SYN with another number begins a new connection.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TcpReassembler } from "./tcp.ts";
 *
 * // deno-fmt-ignore
 * const segment = (sequence: number, text: string) => ({
 *   addresses: new Uint8Array([127, 0, 0, 1, 127, 0, 0, 1]),
 *   protocol: 6,
 *   payload: new Uint8Array([
 *     0x80, 0, 0x01, 0xbb, 0, 0, 0, sequence, 0, 0, 0, 0, 0x50, 8, 255, 255, 0, 0, 0, 0,
 *     ...new TextEncoder().encode(text),
 *   ]),
 *   missing: 0,
 * });
 * const told: string[] = [];
 * const reassembler = new TcpReassembler({
 *   data: ({ client }, _, bytes) => told.push(`${client} ${new TextDecoder().decode(bytes)}`),
 *   gap: () => {},
 *   closed: () => {},
 * });
 * reassembler.push(segment(1, "one"), 0);
 * reassembler.push(segment(7, "three"), 1);
 * reassembler.push(segment(4, "two"), 2);
 * assertEquals(told, ["127.0.0.1:32768 one", "127.0.0.1:32768 two", "127.0.0.1:32768 three"]);
 * ```
 */
export class TcpReassembler {
  readonly #sink: TcpSink;
  readonly #limits: TcpLimits;
  readonly #streamLimits: StreamLimits;
  readonly #open = new Map<string, Connection>();
  /** Goes through the open connections, oldest first; each one it gives is closed at once. */
  readonly #oldest = this.#open.values();
  readonly #closed = new ClosedConnections();
  /** Directions in which something waits. */
  readonly #waiting = new Set<Direction>();
  /** Goes through them, longest waiting first; each one it gives is taken out, or has to queue anew. */
  readonly #longest = this.#waiting.values();
  #waitingBytes = 0;
  #count = 0;

  /**
   * Starts with no connections.
   *
   * @param sink Who is told.
   * @param limits How much is remembered: by default 100,000 connections, 4 MiB that wait in a
   * direction, and 256 MiB in all.
   */
  constructor(sink: TcpSink, limits: Partial<TcpLimits> = {}) {
    this.#sink = sink;
    this.#limits = { ...LIMITS, ...limits };
    this.#streamLimits = { bytes: this.#limits.streamBytes, pieces: MOST_PIECES };
  }

  /**
   * Takes a segment.
   *
   * @param datagram What an IP packet carries; its protocol has to be TCP.
   * @param time When it passed, in seconds since 1970.
   */
  push(datagram: Datagram, time: number): void {
    const segment = readSegment(datagram);
    if (!segment) return;
    const path = pathOf(datagram);
    const connection = segment.flags & Flag.syn
      ? this.#synchronized(path, segment, datagram, time)
      : this.#open.get(path.key) ?? this.#midway(path, segment, datagram, time);
    if (connection) this.#receive(connection, path, segment, time);
  }

  /**
   * Ends: what waits is told, and every connection is closed.
   *
   * @param time When, in seconds since 1970.
   */
  end(time: number): void {
    for (const connection of this.#open.values()) this.#close(connection, time, "capture ended");
  }

  #receive(connection: Connection, path: Path, segment: Segment, time: number): void {
    const { client, server, clientIsFirst } = connection;
    const [sender, receiver] = path.fromFirst === clientIsFirst
      ? [client, server]
      : [server, client];
    const { flags, data, missing } = segment;
    const sequence = flags & Flag.syn ? advance(segment.sequence, 1) : segment.sequence;
    if (flags & Flag.syn) sender.stream.start(sequence);
    if (flags & Flag.ack) receiver.stream.acknowledge(segment.acknowledgment, time);
    if (flags & Flag.rst) return this.#close(connection, time, "reset");
    const length = data.length + missing;
    if (length > 0) sender.stream.receive(sequence, data, missing, time);
    if (flags & Flag.fin) sender.stream.finish(advance(sequence, length), time);
    if (sender.stream.ended && receiver.stream.ended) return this.#close(connection, time, "fin");
    this.#account(sender);
    this.#account(receiver);
    while (this.#waitingBytes > this.#limits.bytes) {
      const longest = this.#longest.next().value!;
      longest.stream.giveUp(time);
      this.#waiting.delete(longest);
      this.#waitingBytes -= longest.cost;
      longest.cost = 0;
      this.#account(longest);
    }
  }

  /** The connection of a SYN or of the answer to one: both tell the client's initial number. */
  #synchronized(
    path: Path,
    { flags, sequence, acknowledgment }: Segment,
    datagram: Datagram,
    time: number,
  ): Connection | undefined {
    const answer = (flags & Flag.ack) !== 0;
    const isn = answer ? advance(acknowledgment, -1) : sequence;
    const known = this.#open.get(path.key);
    if (known?.isn === isn) return known;
    if (flags & Flag.rst || this.#closed.has(path.key, isn)) return undefined;
    // The ports are used again, and how the connection before ended was not captured.
    if (known) this.#close(known, time, "capture ended");
    return this.#begin(path, datagram, !answer, isn, time);
  }

  /** A connection whose beginning was not captured: of interest from its first data on. */
  #midway(
    path: Path,
    { flags, data, missing }: Segment,
    datagram: Datagram,
    time: number,
  ): Connection | undefined {
    if (data.length + missing === 0 || flags & Flag.rst || this.#closed.has(path.key)) return;
    return this.#begin(path, datagram, isOfClient(data, datagram), undefined, time);
  }

  #begin(
    { key, fromFirst }: Path,
    datagram: Datagram,
    fromClient: boolean,
    isn: number | undefined,
    time: number,
  ): Connection {
    if (this.#open.size >= this.#limits.flows) {
      this.#close(this.#oldest.next().value!, time, "capture ended");
    }
    const [source, destination] = endpointsOf(datagram);
    const [client, server] = fromClient ? [source, destination] : [destination, source];
    const flow = new NamedFlow(++this.#count, client, server, isn === undefined);
    const connection: Connection = {
      key,
      isn,
      flow,
      client: new Direction(flow, "client", this.#sink, this.#streamLimits),
      server: new Direction(flow, "server", this.#sink, this.#streamLimits),
      clientIsFirst: fromFirst === fromClient,
    };
    this.#open.set(key, connection);
    this.#sink.opened?.(flow, time);
    return connection;
  }

  #close({ key, isn, flow, client, server }: Connection, time: number, how: FlowEnd): void {
    for (const direction of [client, server]) {
      direction.stream.flush(time);
      this.#account(direction);
    }
    this.#open.delete(key);
    this.#closed.add(key, isn);
    this.#sink.closed(flow, time, how);
  }

  /** Keeps count of what waits. */
  #account(direction: Direction): void {
    const { cost } = direction.stream;
    if (cost === direction.cost) return;
    this.#waitingBytes += cost - direction.cost;
    direction.cost = cost;
    if (cost === 0) this.#waiting.delete(direction);
    else this.#waiting.add(direction);
  }
}

/** Guesses whether data in the middle of a connection was sent by the client. */
function isOfClient(data: Uint8Array, datagram: Datagram): boolean {
  const handshakeType = data[0] === 22 && data[1] === 3 ? data[5] : undefined;
  if (handshakeType === CLIENT_HELLO) return true;
  if (handshakeType === SERVER_HELLO) return false;
  const [source, destination] = endpointsOf(datagram);
  return source.port >= destination.port;
}

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
