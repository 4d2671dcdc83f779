/**
 * Signed certificate timestamps (RFC 6962 section 3.3): a TLS structure inside an OCTET STRING, so
 * what is read here is no DER.
 *
 * @module
 */
import { type Der, DerError, Tag, toHex } from "../der.ts";
import { hexLines } from "./bytes.ts";
import { dateText, unsigned } from "./number.ts";
import { expect } from "./reading.ts";

/** The two algorithms a log may use, by hash and signature number (RFC 6962 section 2.1.4). */
const LOG_ALGORITHMS: Readonly<Record<string, string>> = {
  "0401": "sha256WithRSAEncryption",
  "0403": "ecdsa-with-SHA256",
};

/**
 * The timestamps that logs gave a certificate.
 *
 * @param value The OCTET STRING.
 * @param pad What each line begins with.
 * @returns A block `Signed Certificate Timestamp:` each.
 * @throws {DerError} If it is malformed, or signed with an algorithm no log may use.
 */
export function certificateTimestamps(value: Der, pad: string): string {
  const { content } = expect(value, Tag.octetString);
  const list = vector(content, 0);
  if (list.length + 2 !== content.length) throw new DerError("An SCT list is cut off", 0);
  const timestamps: string[] = [];
  for (let at = 0; at < list.length;) {
    const one = vector(list, at);
    timestamps.push(certificateTimestamp(one, pad));
    at += 2 + one.length;
  }
  return timestamps.join("\n");
}

function certificateTimestamp(sct: Uint8Array, pad: string): string {
  const inner = `${pad}    `;
  const hex = (bytes: Uint8Array) => hexLines(bytes, 16, `${inner}            `).toUpperCase();
  const title = `${pad}Signed Certificate Timestamp:\n${inner}Version   : `;
  if (sct[0] !== 0) return `${title}unknown\n${hex(sct)}`;
  const extensions = vector(sct, 41);
  const rest = sct.subarray(43 + extensions.length);
  const algorithm = LOG_ALGORITHMS[toHex(rest.subarray(0, 2))];
  const signature = vector(rest, 2);
  if (!algorithm || signature.length === 0) throw new DerError("An SCT has no known signature", 0);
  return [
    `${title}v1 (0x0)`,
    `${inner}Log ID    : ${hex(sct.subarray(1, 33)).trimStart()}`,
    `${inner}Timestamp : ${timestampText(sct.subarray(33, 41))}`,
    `${inner}Extensions: ${hex(extensions).trimStart() || "none"}`,
    `${inner}Signature : ${algorithm}`,
    hex(signature),
  ].join("\n");
}

/** Milliseconds since 1970; nothing, as OpenSSL prints it, for a moment after the year 9999. */
function timestampText(bytes: Uint8Array): string {
  const date = new Date(Number(unsigned(bytes)));
  return date.getUTCFullYear() <= 9999 ? dateText(date, date.toISOString().slice(19, 23)) : "";
}

/** The bytes after a length of two bytes. */
function vector(bytes: Uint8Array, at: number): Uint8Array {
  const [high, low] = bytes.subarray(at, at + 2);
  const end = at + 2 + ((high ?? 0) << 8 | (low ?? 0));
  if (low === undefined || end > bytes.length) throw new DerError("An SCT is cut off", 0);
  return bytes.subarray(at + 2, end);
}
