/**
 * Messages put together by hand, for what no program at hand sends.
 *
 * @module
 */
import type { ExtendedMessage } from "../../../tls/registry/extensions.ts";

/** Bytes of hex in which spaces do not count, and of further bytes. */
export function bytes(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const all = parts.map((part) =>
    typeof part === "string" ? Uint8Array.fromHex(part.replaceAll(" ", "")) : part
  );
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes of a text. */
export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** A vector: a length of so many bytes, and the content. */
export function vector(width: 1 | 2 | 3, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const content = bytes(...parts);
  const length = content.length.toString(16).padStart(2 * width, "0");
  return bytes(length, content);
}

/** A handshake message. */
export function message(type: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return bytes(type.toString(16).padStart(2, "0"), vector(3, ...parts));
}

/** An extension. */
export function extension(code: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return bytes(code.toString(16).padStart(4, "0"), vector(2, ...parts));
}

const RANDOM = "5a".repeat(32);
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** A message of TLS 1.3 that carries these extensions and as little else as it can. */
export function carrying(
  inMessage: ExtendedMessage,
  ...extensions: readonly Uint8Array[]
): Uint8Array {
  const list = vector(2, ...extensions);
  switch (inMessage) {
    case "CH":
      return message(1, "0303", RANDOM, "00", "0002 1301", "01 00", list);
    case "SH":
      return message(2, "0303", RANDOM, "00", "1301", "00", list);
    case "HRR":
      return message(2, "0303", RETRY, "00", "1301", "00", list);
    case "EE":
      return message(8, list);
    case "CT":
      return message(11, "00", vector(3, vector(3, "3000"), list));
    case "CR":
      return message(13, "00", list);
    case "NST":
      return message(4, "00000e10", "00000000", "00", "0001 aa", list);
  }
}
