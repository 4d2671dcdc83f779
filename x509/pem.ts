/**
 * PEM, the textual form of keys and certificates (RFC 7468).
 *
 * @module
 */

/** One PEM block. */
export interface Pem {
  /** What the block says it holds, such as `CERTIFICATE`. */
  readonly label: string;
  /** The bytes, usually DER. */
  readonly bytes: Uint8Array;
}

const BEGIN = "-----BEGIN ";
const END = "-----END ";
const DASHES = "-----";
const HEADERS = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\n/;

/**
 * Reads every block of a PEM text. Text around the blocks is skipped, as RFC 7468 section 2 allows;
 * so are the headers of the older form (RFC 1421), except that an encrypted key in that form is
 * labelled `ENCRYPTED PRIVATE KEY`, like one in PKCS#8.
 *
 * @param text The text.
 * @returns The blocks in their order; none if the text holds none.
 * @throws {SyntaxError} If a block has no end, ends under another label, or is no base64.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodePem, encodePem } from "./pem.ts";
 *
 * const [block] = decodePem(encodePem("CERTIFICATE", new Uint8Array([5, 0])));
 * assertEquals(block, { label: "CERTIFICATE", bytes: new Uint8Array([5, 0]) });
 * ```
 */
export function decodePem(text: string): Pem[] {
  const blocks: Pem[] = [];
  let at = 0;
  while ((at = text.indexOf(BEGIN, at)) >= 0) {
    const label = labelAt(text, at + BEGIN.length);
    const end = text.indexOf(END, at);
    if (end < 0) throw new SyntaxError("A PEM block has no end: the text is cut off");
    const endLabel = labelAt(text, end + END.length);
    if (label !== endLabel) {
      throw new SyntaxError(`A PEM block begins as ${label} and ends as ${endLabel}`);
    }
    const body = text.slice(at + BEGIN.length + label.length + DASHES.length, end);
    blocks.push(decodeBody(label, body.replaceAll("\r\n", "\n").replace(/^\s*\n/, "")));
    at = end + END.length;
  }
  return blocks;
}

function labelAt(text: string, start: number): string {
  const end = text.indexOf(DASHES, start);
  const label = text.slice(start, end);
  if (end < 0 || label.length > 64 || label.includes("\n")) {
    throw new SyntaxError("A PEM boundary does not end in -----");
  }
  return label;
}

function decodeBody(label: string, body: string): Pem {
  const headers = HEADERS.exec(body)?.[0] ?? "";
  const encrypted = /^Proc-Type: *4, *ENCRYPTED/m.test(headers);
  try {
    const bytes = Uint8Array.fromBase64(body.slice(headers.length).replace(/\s+/g, ""));
    return { label: encrypted ? "ENCRYPTED PRIVATE KEY" : label, bytes };
  } catch {
    throw new SyntaxError(`A PEM block labelled ${label} is not base64`);
  }
}

/**
 * Writes one PEM block: 64 characters a line, a newline at the end (RFC 7468 section 2).
 *
 * @param label What the block holds, such as `PRIVATE KEY`.
 * @param bytes The bytes.
 * @returns The text.
 */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = bytes.toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
