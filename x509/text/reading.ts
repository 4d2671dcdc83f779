/**
 * The steps in which extensions are read: small ones over `der.ts`, all of them throwing
 * {@linkcode DerError}, which the caller answers with a dump.
 *
 * @module
 */
import { bitsOf, type Der, DerError, DerReader, oidOf, Tag } from "../der.ts";
import { longName } from "../oids.ts";

/**
 * Insists on a type.
 *
 * @param value The value.
 * @param tag The identifier octet it must have.
 * @returns The value itself.
 * @throws {DerError} If it has another one.
 */
export function expect(value: Der, tag: number): Der {
  if (value.tag === tag) return value;
  throw new DerError("An extension holds a value of the wrong type", value.offset);
}

/**
 * Reads what is inside a value, which must be all used up.
 *
 * @param value The value.
 * @param read Reads its content.
 * @param tag The identifier octet it must have; that of a SEQUENCE by default.
 * @returns What `read` returns.
 * @throws {DerError} If the type is another one, or something is left.
 */
export function inside<T>(
  value: Der,
  read: (reader: DerReader) => T,
  tag: number = Tag.sequence,
): T {
  const reader = new DerReader(expect(value, tag));
  const found = read(reader);
  reader.end("extension");
  return found;
}

/**
 * The values inside a value.
 *
 * @param value The value.
 * @param tag The identifier octet it must have; that of a SEQUENCE by default.
 * @returns The values in their order.
 * @throws {DerError} If the type is another one, or the encoding is wrong.
 */
export function members(value: Der, tag: number = Tag.sequence): Der[] {
  return inside(value, (reader) => {
    const found: Der[] = [];
    while (!reader.done) found.push(reader.any("extension"));
    return found;
  }, tag);
}

/**
 * What an explicit tag wraps.
 *
 * @param value The tagged value.
 * @returns The one value in it.
 * @throws {DerError} If there is none, or more than one.
 */
export function unwrap(value: Der): Der {
  return inside(value, (reader) => reader.any("extension"), value.tag);
}

/**
 * The long name of an OBJECT IDENTIFIER.
 *
 * @param value The OBJECT IDENTIFIER.
 * @returns OpenSSL's name, or the dotted form.
 * @throws {DerError} If it is something else, or malformed.
 */
export function oidName(value: Der): string {
  return longName(oidOf(expect(value, Tag.oid)));
}

/**
 * The names of the bits that are set.
 *
 * @param value The BIT STRING; its tag is not looked at, as it may be implicit.
 * @param names The name of each bit, the first being the most significant.
 * @returns The names in their order; bits beyond them have none.
 * @throws {DerError} If it is malformed.
 */
export function bitNames(value: Der, names: readonly string[]): string[] {
  const { bytes } = bitsOf(value);
  return names.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}
