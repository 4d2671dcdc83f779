/**
 * One TCP segment (RFC 9293 section 3.1).
 *
 * @module
 */
import type { Datagram } from "./ip.ts";

/** The bits of {@linkcode Segment.flags} that are read or written. */
export const Flag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

/**
 * The largest window there is, in bytes (RFC 7323 section 2.3): what lies further ahead is not of the
 * same connection, and no segment is longer.
 */
export const WINDOW = 2 ** 30;

/** A TCP segment. Sequence numbers are unsigned numbers of 32 bits. */
export interface Segment {
  /** The sequence number: of the SYN, if there is one, else of the first byte of data. */
  readonly sequence: number;
  /** The acknowledgment number; it says something only if {@linkcode Flag.ack} is set. */
  readonly acknowledgment: number;
  /** {@linkcode Flag}s. */
  readonly flags: number;
  /** The data, as far as it was captured; a view. */
  readonly data: Uint8Array;
  /** How many bytes at the end of the data were not captured. */
  readonly missing: number;
}

/**
 * Reads a segment. Its checksum is not checked: network cards may compute it only after the capture.
 *
 * @param datagram The IP packet's content.
 * @returns The segment; undefined if its header is broken or was not captured.
 */
export function readSegment({ payload, missing }: Datagram): Segment | undefined {
  if (payload.length < 20) return undefined;
  const header = (payload[12]! >> 4) * 4;
  const length = payload.length + missing - header;
  if (header < 20 || length < 0 || length > WINDOW) return undefined;
  return {
    sequence: uint32(payload, 4),
    acknowledgment: uint32(payload, 8),
    flags: payload[13]!,
    data: payload.subarray(header),
    missing: Math.min(missing, length),
  };
}

/**
 * How far one sequence number lies behind another (RFC 9293 section 3.4: they wrap around).
 *
 * @param to The one.
 * @param from The other.
 * @returns From -2^31 to 2^31 - 1; negative if `to` comes before `from`.
 */
export function distance(to: number, from: number): number {
  return (to - from) | 0;
}

/**
 * The sequence number some bytes further on.
 *
 * @param sequence A sequence number.
 * @param bytes How many bytes, at most 2^52.
 * @returns A sequence number.
 */
export function advance(sequence: number, bytes: number): number {
  return (sequence + bytes) >>> 0;
}

function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!) >>> 0;
}
