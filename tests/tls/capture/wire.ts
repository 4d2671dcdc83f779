/**
 * Packets and capture files made by hand, and a sink that writes down what it is told.
 *
 * @module
 */
import { TcpCapture, type TcpCaptureSink } from "../../../tls/capture/capture.ts";
import { CaptureReader } from "../../../tls/capture/capture_reader.ts";

/** Bytes one after the other; a text stands for its UTF-8, a number for one byte. */
export function bytes(...parts: (string | number | readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => {
    if (typeof part === "number") return [part];
    return [...typeof part === "string" ? new TextEncoder().encode(part) : part];
  }));
}

/** A number as bytes: so many, in the byte order given. */
export function number(value: number, width: number, little = false): number[] {
  const big = Array.from(
    { length: width },
    (_, i) => Math.floor(value / 256 ** (width - 1 - i)) & 255,
  );
  return little ? big.reverse() : big;
}

/** A TCP segment; its checksum is left out. */
export interface SegmentParts {
  from?: number;
  to?: number;
  sequence?: number;
  acknowledgment?: number;
  flags?: string;
  options?: Uint8Array;
  data?: string | Uint8Array;
}

/** A TCP segment of client port 50000 and server port 443; `flags` has the letters of "FSRPA". */
export function tcp(parts: SegmentParts = {}): Uint8Array {
  const { from = 50000, to = 443, sequence = 0, acknowledgment, flags = "", data = "" } = parts;
  const options = parts.options ?? new Uint8Array(0);
  let bits = acknowledgment === undefined ? 0 : 16;
  for (const flag of flags) bits |= 1 << "FSRPA".indexOf(flag);
  return bytes(
    number(from, 2),
    number(to, 2),
    number(sequence >>> 0, 4),
    number((acknowledgment ?? 0) >>> 0, 4),
    (20 + options.length) / 4 << 4,
    bits,
    number(65535, 2),
    [0, 0, 0, 0],
    options,
    data,
  );
}

/** An IPv4 packet from 10.0.0.1 to 10.0.0.2, or with the fields given. */
export function ipv4(payload: Uint8Array, fields: {
  source?: number[];
  destination?: number[];
  protocol?: number;
  identification?: number;
  /** Offset in bytes, and whether there is more. */
  fragment?: [offset: number, more: boolean];
  options?: Uint8Array;
  total?: number;
} = {}): Uint8Array {
  const options = fields.options ?? new Uint8Array(0);
  const header = 20 + options.length;
  const [offset, more] = fields.fragment ?? [0, false];
  return bytes(
    0x40 | header / 4,
    0,
    number(fields.total ?? header + payload.length, 2),
    number(fields.identification ?? 0, 2),
    number((more ? 0x2000 : 0) | offset / 8, 2),
    64,
    fields.protocol ?? 6,
    [0, 0],
    fields.source ?? [10, 0, 0, 1],
    fields.destination ?? [10, 0, 0, 2],
    options,
    payload,
  );
}

/** An IPv6 packet from fd00::1 to fd00::2; `next` is what its payload begins with. */
export function ipv6(payload: Uint8Array, next = 6, length = payload.length): Uint8Array {
  const address = (last: number) => [0xfd, ...Array(14).fill(0), last];
  return bytes(
    [0x60, 0, 0, 0],
    number(length, 2),
    next,
    64,
    address(1),
    address(2),
    payload,
  );
}

/** A pcap file. */
export function pcap(packets: readonly Uint8Array[], options: {
  linkType?: number;
  magic?: number;
  little?: boolean;
  /** What a packet header has behind the usual 16 bytes. */
  extra?: number[];
  /** How long the packets were on the wire, if longer. */
  originalLength?: number;
} = {}): Uint8Array {
  const { linkType = 101, magic = 0xa1b2c3d4, little = false, extra = [], originalLength } =
    options;
  const n = (value: number, width: number) => number(value, width, little);
  return bytes(
    [n(magic, 4), n(2, 2), n(4, 2), n(0, 4), n(0, 4), n(65535, 4), n(linkType, 4)].flat(),
    ...packets.map((packet, i) =>
      bytes(
        n(1_700_000_000 + i, 4),
        n(250_000, 4),
        n(packet.length, 4),
        n(originalLength ?? packet.length, 4),
        extra,
        packet,
      )
    ),
  );
}

/** A pcapng block of any type. */
export function block(type: number, body: Uint8Array, little = false): Uint8Array {
  const padding = Array((4 - body.length % 4) % 4).fill(0);
  const length = number(12 + body.length + padding.length, 4, little);
  return bytes(number(type, 4, little), length, body, padding, length);
}

/** A Section Header Block. */
export function section(little = false): Uint8Array {
  const n = (value: number, width: number) => number(value, width, little);
  return block(0x0a0d0d0a, bytes(n(0x1a2b3c4d, 4), n(1, 2), n(0, 2), Array(8).fill(255)), little);
}

/** An Interface Description Block. */
export function device(linkType: number, options: {
  little?: boolean;
  snapLength?: number;
  options?: [code: number, value: number[]][];
} = {}): Uint8Array {
  const { little = false, snapLength = 0 } = options;
  const n = (value: number, width: number) => number(value, width, little);
  const written = (options.options ?? []).map(([code, value]) =>
    bytes(n(code, 2), n(value.length, 2), value, Array((4 - value.length % 4) % 4).fill(0))
  );
  return block(1, bytes(n(linkType, 2), n(0, 2), n(snapLength, 4), ...written), little);
}

/** An Enhanced Packet Block; the time stamp in units of the interface. */
export function enhanced(packet: Uint8Array, options: {
  little?: boolean;
  device?: number;
  stamp?: number;
  captured?: number;
} = {}): Uint8Array {
  const { little = false, stamp = 0 } = options;
  const n = (value: number, width: number) => number(value, width, little);
  const fields = [
    n(options.device ?? 0, 4),
    n(Math.floor(stamp / 2 ** 32), 4),
    n(stamp % 2 ** 32, 4),
    n(options.captured ?? packet.length, 4),
    n(packet.length, 4),
  ];
  return block(6, bytes(fields.flat(), packet), little);
}

/** What a capture file holds, a line each; data as text. */
export function readCapture(file: Uint8Array, chunk = file.length): string[] {
  const told: string[] = [];
  const reader = new CaptureReader({
    packet: ({ time, linkType, data, originalLength }) => {
      const cut = originalLength > data.length ? ` of ${originalLength}` : "";
      told.push(`${time} ${linkType}: ${[...data].join()}${cut}`);
    },
    secrets: (keyLog) => told.push(`secrets: ${new TextDecoder().decode(keyLog)}`),
    trouble: (trouble) => told.push(trouble.message),
  });
  for (let at = 0; at < file.length; at += chunk) reader.push(file.slice(at, at + chunk));
  reader.end();
  return told;
}

/** Writes down what a TCP sink is told: data as text. */
export function writeDown(told: string[]): TcpCaptureSink {
  const decoder = new TextDecoder();
  return {
    opened: ({ id, client, server, startedMidway }) => {
      told.push(`${id} ${client} -> ${server}${startedMidway ? " (midway)" : ""}`);
    },
    data: ({ id }, from, data) => told.push(`${id} ${from}: ${decoder.decode(data)}`),
    gap: ({ id }, from, length) => told.push(`${id} ${from}: ${length} missing`),
    closed: ({ id }, _, how) => told.push(`${id} ${how}`),
    secrets: (keyLog) => told.push(`secrets: ${decoder.decode(keyLog)}`),
    trouble: (trouble, flow) => told.push(`${flow ? `${flow.id} ` : ""}${trouble.message}`),
  };
}

/** What the connections in a capture file carry, a line for everything told. */
export function readConnections(file: Uint8Array): string[] {
  const told: string[] = [];
  const capture = new TcpCapture(writeDown(told));
  capture.push(file);
  capture.end();
  return told;
}
