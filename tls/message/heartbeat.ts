/**
 * Heartbeats: whether the other side is still there (RFC 6520 section 4).
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { type Decoded, Reader } from "../reader.ts";
import { HEARTBEAT_MESSAGE_TYPES } from "../registry/heartbeat_message_types.ts";

/** A heartbeat. */
export interface HeartbeatMessage {
  /** 1 request, 2 response. */
  readonly messageType: number;
  /** What the response has to repeat. */
  readonly payload: Uint8Array;
  /** Random bytes that are to be ignored. */
  readonly padding: Uint8Array;
}

/** How much padding a heartbeat must have. */
const LEAST_PADDING = 16;

/**
 * Decodes a heartbeat.
 *
 * @param bytes The whole message, as a record carries it once it is opened.
 * @returns The heartbeat and its fields. One that promises more payload than it has is broken: it is
 * how Heartbleed had servers hand out their memory.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeHeartbeat } from "./heartbeat.ts";
 *
 * const heartbleed = decodeHeartbeat(new Uint8Array([1, 0x40, 0]));
 * assertEquals(heartbleed.value, undefined);
 * assertEquals(
 *   heartbleed.troubles[0]?.message,
 *   "payload needs 16384 bytes where 0 are left (at byte 3)",
 * );
 * ```
 */
export function decodeHeartbeat(bytes: Uint8Array): Decoded<HeartbeatMessage> {
  return Reader.decode(bytes, (reader) => {
    const messageType = reader.uint8("type", HEARTBEAT_MESSAGE_TYPES);
    const payload = reader.bytes("payload", reader.uint16("payload_length"));
    const { offset } = reader;
    const padding = reader.bytes("padding");
    if (padding.length < LEAST_PADDING) {
      const trouble = new Malformed(
        offset,
        `The padding has ${padding.length} bytes instead of at least ${LEAST_PADDING}`,
        `填充有 ${padding.length} 字节，应至少为 ${LEAST_PADDING} 字节`,
      );
      reader.troubles.push(trouble);
    }
    return { messageType, payload, padding };
  });
}
