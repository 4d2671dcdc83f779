/**
 * From the bytes of a capture file to the bytes of the TCP connections in it.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { CaptureReader } from "./capture_reader.ts";
import { IpReader } from "./ip.ts";
import { linkPayload, linkTypeProblem } from "./link.ts";
import type { Packet } from "./packet.ts";
import { type Flow, TcpReassembler, type TcpSink } from "./tcp.ts";

/** Who is told what a capture file holds. */
export interface TcpCaptureSink extends TcpSink {
  /** A key log in the NSS format that the file carries; a view on what was pushed. */
  secrets(keyLog: Uint8Array): void;
  /**
   * Something is wrong with the file, and the offset counts from its start; or, with a flow, with a
   * connection in it, see {@linkcode TcpSink.trouble}.
   */
  trouble(trouble: Malformed, flow?: Flow): void;
}

/** The protocol number of TCP. */
const TCP = 6;

/**
 * Reads a capture file, pcap or pcapng, and tells what its TCP connections carry.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TcpCapture } from "./capture.ts";
 * import { CaptureWriter } from "./capture_writer.ts";
 *
 * const writer = new CaptureWriter();
 * const connection = writer.connection(
 *   { address: "127.0.0.1", port: 50000 },
 *   { address: "127.0.0.1", port: 443 },
 * );
 * const told: string[] = [];
 * const capture = new TcpCapture({
 *   data: (flow, from, bytes) => told.push(`${from} of ${flow.server}: ${bytes.length} bytes`),
 *   gap: (_, from, length) => told.push(`${length} bytes of the ${from} are missing`),
 *   closed: (_, __, how) => told.push(how),
 *   secrets: () => {},
 *   trouble: (trouble) => told.push(trouble.message),
 * });
 * capture.push(writer.header());
 * capture.push(connection.open(0));
 * capture.push(connection.data("client", new Uint8Array(5), 1));
 * capture.push(connection.reset("server", 2));
 * capture.end();
 * assertEquals(told, ["client of 127.0.0.1:443: 5 bytes", "reset"]);
 * ```
 */
export class TcpCapture {
  readonly #sink: TcpCaptureSink;
  readonly #reader: CaptureReader;
  readonly #ip: IpReader;
  readonly #tcp: TcpReassembler;
  readonly #unread = new Set<number>();
  /** When the last packet passed. */
  #time = 0;

  /** Starts at the beginning of a file. */
  constructor(sink: TcpCaptureSink) {
    this.#sink = sink;
    this.#tcp = new TcpReassembler(sink);
    this.#ip = new IpReader({
      datagram: (datagram, time) => {
        if (datagram.protocol === TCP) this.#tcp.push(datagram, time);
      },
      trouble: (trouble) => sink.trouble(trouble),
    });
    this.#reader = new CaptureReader({
      packet: (packet) => this.#packet(packet),
      secrets: (keyLog) => sink.secrets(keyLog),
      trouble: (trouble) => sink.trouble(trouble),
    });
  }

  /** What the file is; undefined as long as that is not known. */
  get format(): "pcap" | "pcapng" | undefined {
    return this.#reader.format;
  }

  /**
   * Reads on.
   *
   * @param chunk The next bytes of the file; what is told are views on them, so they must not change.
   */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** Ends: what waits is told, and every connection is closed. */
  end(): void {
    this.#reader.end();
    this.#tcp.end(this.#time);
  }

  #packet({ time, linkType, data, originalLength, offset }: Packet): void {
    this.#time = time;
    const place = linkPayload(linkType, data);
    if (place) {
      this.#ip.push({
        data: data.subarray(place.offset),
        originalLength: originalLength - place.offset,
        time,
        offset,
      });
    } else this.#tellUnread(linkType, offset);
  }

  /** Says once of each link type that its packets are not read. */
  #tellUnread(linkType: number, offset: number): void {
    if (this.#unread.has(linkType)) return;
    this.#unread.add(linkType);
    const problem = linkTypeProblem(linkType);
    if (problem) this.#sink.trouble(new Malformed(offset, problem.en, problem.zh));
  }
}
