/**
 * Bytes as characters: dumps, hex, and text from a certificate with nothing in it that a terminal
 * would obey.
 *
 * @module
 */
import { type Der, stringOf, Tag, toHex } from "../der.ts";
import { escapeControls } from "../name.ts";

/**
 * The text of a string from outside, with nothing in it that a terminal would obey.
 *
 * @param value The string; its tag is not looked at, as it may be implicit.
 * @returns The text if it is UTF-8, else its ASCII. Control and direction-changing characters, and
 * bytes that are no text, are shown in hex after a backslash.
 */
export function visibleText(value: Der): string {
  const text = stringOf({ ...value, tag: Tag.utf8String });
  return text === undefined ? escapedAscii(value.content, "\\") : escapeControls(text);
}

/**
 * Bytes as ASCII, those that are no printable character in hex.
 *
 * @param bytes The bytes.
 * @param mark What stands before the two hex digits of such a byte.
 * @returns Such as `a\1B`, with a backslash as the mark.
 */
export function escapedAscii(bytes: Uint8Array, mark: string): string {
  return perByte(bytes, (byte) => mark + upperHex(Uint8Array.of(byte)));
}

/**
 * A dump, as OpenSSL's ASN1_STRING_print makes it but for line breaks.
 *
 * @param bytes The bytes.
 * @returns One character a byte: itself if it is printable ASCII, else a dot.
 */
export function dotted(bytes: Uint8Array): string {
  return perByte(bytes, () => ".");
}

/** Printable ASCII as it is, any other byte as `other` says. */
function perByte(bytes: Uint8Array, other: (byte: number) => string): string {
  return Array.from(
    bytes,
    (byte) => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : other(byte),
  ).join("");
}

/**
 * Bytes as upper-case hexadecimal digits, as OpenSSL shows identifiers.
 *
 * @param bytes The bytes.
 * @param separator What stands between two bytes; nothing by default.
 * @returns Two digits a byte.
 */
export function upperHex(bytes: Uint8Array, separator = ""): string {
  return toHex(bytes, separator).toUpperCase();
}

/**
 * Bytes as lines of hex: `0a:1b:` and so on, as OpenSSL shows keys and signatures.
 *
 * @param bytes The bytes.
 * @param perLine How many of them stand on a line.
 * @param pad What each line begins with.
 * @returns The lines without a newline at the end; nothing for no bytes.
 */
export function hexLines(bytes: Uint8Array, perLine: number, pad: string): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    lines.push(pad + toHex(bytes.subarray(at, at + perLine), ":"));
  }
  return lines.join(":\n");
}
