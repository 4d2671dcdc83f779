/**
 * The distinguished names of certification authorities, as lists of them are sent.
 *
 * @module
 */
import { readName } from "../certificate_fields.ts";
import { readNested } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";

/**
 * Reads `opaque DistinguishedName<1..2^16-1>` (RFC 5246 section 7.4.4, RFC 8446 section 4.2.4).
 *
 * @param reader Where it is read from.
 * @returns The name in DER, a view on the message.
 * @throws {Malformed} If it is cut off; that a name is no good DER is only noted.
 */
export function readDistinguishedName(reader: Reader): Uint8Array {
  return readNested(reader, "distinguished_name", 2, readName, { least: 1 });
}
