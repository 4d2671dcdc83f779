/**
 * The frames of the talk (`talk/protocol.ts`) within application data.
 *
 * @module
 */
import type { Field } from "../../tls/field.ts";
import type { Explained } from "../protocol.ts";

/** A frame and where it is. */
export interface Frame {
  /** Where its length stands, in bytes. */
  readonly offset: number;
  /** How many bytes its text takes. */
  readonly length: number;
  /** Its text. */
  readonly text: string;
}

const HEADER = 4;

/**
 * Reads data as whole frames.
 *
 * @param bytes The data of one record.
 * @returns Its frames; undefined if it is anything else than whole frames of UTF-8.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readFrames } from "./frames.ts";
 *
 * const bytes = new Uint8Array([0, 0, 0, 2, 104, 105]);
 * assertEquals(readFrames(bytes), [{ offset: 0, length: 2, text: "hi" }]);
 * assertEquals(readFrames(bytes.subarray(1)), undefined);
 * ```
 */
export function readFrames(bytes: Uint8Array): Frame[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: Frame[] = [];
  for (let offset = 0; offset < bytes.length;) {
    if (offset + HEADER > bytes.length) return undefined;
    const length = view.getUint32(offset);
    const end = offset + HEADER + length;
    if (end > bytes.length) return undefined;
    const text = decode(bytes.subarray(offset + HEADER, end));
    if (text === undefined) return undefined;
    frames.push({ offset, length, text });
    offset = end;
  }
  return frames;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Frames as fields that tile the data.
 *
 * @param frames The frames.
 * @returns Their fields.
 */
export function frameFields(frames: readonly Frame[]): Field[] {
  return frames.map(({ offset, length, text }) => ({
    name: "frame",
    offset,
    length: HEADER + length,
    fields: [
      { name: "frame_length", offset, length: HEADER, value: length },
      { name: "message", offset: offset + HEADER, length, value: text },
    ],
  }));
}

const SOURCE = "tls-lab/1";

/** What the fields of a frame are for. */
export const FRAME_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  frame: {
    text: {
      en:
        "One message of the talk. TLS carries a stream of bytes and knows no messages, so client " +
        "and server agree on where one ends.",
      zh: "会话中的一条消息。TLS 只传输字节流，不区分消息，因此由客户端和服务器约定消息的边界。",
    },
    source: SOURCE,
    link: null,
  },
  frame_length: {
    text: {
      en: "How many bytes of text follow, so that the receiver knows where the message ends.",
      zh: "其后有多少字节的文本，接收方据此知道消息在哪里结束。",
    },
    source: SOURCE,
    link: null,
  },
  message: {
    text: {
      en: "What was written, as UTF-8. Only the two who have the keys can read it.",
      zh: "所写的内容，编码为 UTF-8。只有持有密钥的双方才能读到。",
    },
    source: SOURCE,
    link: null,
  },
};
