/**
 * How long records and hellos are, and whether the connection is kept alive.
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { HEARTBEAT_MODES } from "../registry/heartbeat_modes.ts";

/** A smaller limit for the records of both sides (RFC 6066 section 4). */
export interface MaxFragmentLength {
  /** `max_fragment_length`. */
  readonly type: "max_fragment_length";
  /** 1 to 4, for 2^9 to 2^12 bytes. */
  readonly code: number;
}

/** The longest record the sender takes (RFC 8449 section 4). */
export interface RecordSizeLimit {
  /** `record_size_limit`. */
  readonly type: "record_size_limit";
  /** The limit in bytes, of what is protected; in TLS 1.3 with the content type and the padding. */
  readonly limit: number;
}

/** Zeros that make a ClientHello longer (RFC 7685). */
export interface Padding {
  /** `padding`. */
  readonly type: "padding";
  /** How many. */
  readonly length: number;
}

/** Whether the sender answers heartbeats (RFC 6520 section 2). */
export interface Heartbeat {
  /** `heartbeat`. */
  readonly type: "heartbeat";
  /** 1 it does, 2 it does not. */
  readonly mode: number;
}

/** Reads `max_fragment_length`. */
export function readMaxFragmentLength(reader: Reader): MaxFragmentLength {
  return { type: "max_fragment_length", code: reader.uint8("max_fragment_length", fragmentLength) };
}

function fragmentLength(code: number): string | undefined {
  return code >= 1 && code <= 4 ? `${256 << code} bytes` : undefined;
}

/** Reads `record_size_limit`. */
export function readRecordSizeLimit(reader: Reader): RecordSizeLimit {
  return { type: "record_size_limit", limit: reader.uint16("record_size_limit") };
}

/** Reads `padding`. */
export function readPadding(reader: Reader): Padding {
  return { type: "padding", length: reader.bytes("padding").length };
}

/** Reads `heartbeat`. */
export function readHeartbeatMode(reader: Reader): Heartbeat {
  return { type: "heartbeat", mode: reader.uint8("mode", HEARTBEAT_MODES) };
}
