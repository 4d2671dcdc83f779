/**
 * DER, the encoding every certificate is written in: a strict, bounded reader.
 *
 * A DER value is an identifier octet, a length and that many bytes of content. The reader accepts
 * only what X.690 section 10 allows (definite lengths in their shortest form, minimal integers,
 * booleans of 00 or FF), says at which byte of the input something is wrong, and never copies: every
 * value is a view on the bytes it was read from, so that what is signed can be verified as it
 * arrived and every field can be shown at its place.
 *
 * Certificates are built with pkijs and asn1js (`build.ts`), which are loaded only when something is
 * signed: reading a certificate costs no library start-up.
 *
 * @module
 */

/** The identifier octets X.509 uses (X.690 section 8.1.2; class and form included). */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** `[n]` in primitive form, as in `[2] IMPLICIT IA5String`. */
  context: (n: number): number => 0x80 | n,
  /** `[n]` in constructed form, as in `[0] EXPLICIT Version`. */
  contextConstructed: (n: number): number => 0xa0 | n,
} as const;

/** One DER value: what it is, where it stands, and its bytes. */
export interface Der {
  /** The identifier octet; compare with {@linkcode Tag}. */
  readonly tag: number;
  /** Where the identifier octet stands, counted from the start of the outermost input. */
  readonly offset: number;
  /** The whole value: identifier, length and content. */
  readonly bytes: Uint8Array;
  /** The content alone. */
  readonly content: Uint8Array;
}

/** What is wrong with an encoding, and at which byte. */
export class DerError extends SyntaxError {
  /** `DerError`. */
  override readonly name = "DerError";
  /** Offset in bytes from the start of the outermost input. */
  readonly offset: number;

  /**
   * Makes an error that names its place.
   *
   * @param message What is wrong, without the place.
   * @param offset Offset in bytes from the start of the outermost input.
   */
  constructor(message: string, offset: number) {
    super(`${message} (at byte ${offset})`);
    this.offset = offset;
  }
}

/**
 * Reads the values of a SEQUENCE, a SET or a whole input, one after the other.
 *
 * Each call names the field it reads, so that an error says which field was wrong.
 *
 * @example Reading a SEQUENCE of two integers
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DerReader, integerOf, Tag } from "./der.ts";
 *
 * const input = new Uint8Array([0x30, 6, 2, 1, 5, 2, 1, 7]);
 * const pair = new DerReader(input).sequence("pair");
 * assertEquals(integerOf(pair.take(Tag.integer, "first")), 5n);
 * assertEquals(integerOf(pair.take(Tag.integer, "second")), 7n);
 * pair.end("pair");
 * ```
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #base: number;
  #at = 0;

  /**
   * Starts at the first value of an input.
   *
   * @param input The bytes, or a value whose content is to be read.
   */
  constructor(input: Uint8Array | Der) {
    if (input instanceof Uint8Array) {
      this.#bytes = input;
      this.#base = 0;
    } else {
      this.#bytes = input.content;
      this.#base = input.offset + input.bytes.length - input.content.length;
    }
  }

  /** Where the next value starts, counted from the start of the outermost input. */
  get offset(): number {
    return this.#base + this.#at;
  }

  /** Whether everything has been read. */
  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The identifier octet of the next value, undefined at the end. */
  get next(): number | undefined {
    return this.#bytes[this.#at];
  }

  /**
   * Reads the next value, whatever it is.
   *
   * @param field The field's name, for the error.
   * @returns The value.
   * @throws {DerError} If there is none, or its header breaks DER or promises more than there is.
   */
  any(field: string): Der {
    const bytes = this.#bytes;
    const start = this.#at;
    const tag = bytes[start];
    if (tag === undefined) throw new DerError(`${field} is missing`, this.offset);
    if ((tag & 0x1f) === 0x1f) {
      throw new DerError(`${field} has a tag number above 30, which X.509 never uses`, this.offset);
    }
    let length = bytes[start + 1];
    let header = 2;
    if (length === undefined) throw new DerError(`${field} is cut off`, this.offset);
    if (length === 0x80) throw new DerError(`${field} has an indefinite length`, this.offset);
    if (length > 0x80) {
      const octets = length & 0x7f;
      if (octets > 4) throw new DerError(`${field} is longer than 4 GiB`, this.offset);
      header += octets;
      if (start + header > bytes.length) throw new DerError(`${field} is cut off`, this.offset);
      length = 0;
      for (let i = start + 2; i < start + header; i++) length = length * 256 + bytes[i]!;
      if (length < 0x80 || length < 256 ** (octets - 1)) {
        throw new DerError(`${field} has a length not in its shortest form`, this.offset);
      }
    }
    const end = start + header + length;
    if (end > bytes.length) {
      throw new DerError(
        `${field} is cut off: ${length} bytes promised, ${bytes.length - start - header} there`,
        this.offset,
      );
    }
    const offset = this.offset;
    this.#at = end;
    return {
      tag,
      offset,
      bytes: bytes.subarray(start, end),
      content: bytes.subarray(start + header, end),
    };
  }

  /**
   * Reads the next value, which must carry the given tag.
   *
   * @param tag The identifier octet expected.
   * @param field The field's name, for the error.
   * @returns The value.
   * @throws {DerError} If it is missing, broken or carries another tag.
   */
  take(tag: number, field: string): Der {
    const found = this.next;
    if (found !== undefined && found !== tag) {
      throw new DerError(`${field} has tag ${hex(found)} instead of ${hex(tag)}`, this.offset);
    }
    return this.any(field);
  }

  /**
   * Reads the next value if it carries the given tag.
   *
   * @param tag The identifier octet of the optional value.
   * @param field The field's name, for the error.
   * @returns The value, or undefined if something else or nothing follows.
   * @throws {DerError} If it is there but broken.
   */
  maybe(tag: number, field: string): Der | undefined {
    return this.next === tag ? this.any(field) : undefined;
  }

  /**
   * Reads a SEQUENCE and gives a reader of its content.
   *
   * @param field The field's name, for the error.
   * @returns A reader of what is inside.
   * @throws {DerError} If the next value is no well-formed SEQUENCE.
   */
  sequence(field: string): DerReader {
    return new DerReader(this.take(Tag.sequence, field));
  }

  /**
   * States that everything has been read.
   *
   * @param field The name of what was read, for the error.
   * @throws {DerError} If bytes are left.
   */
  end(field: string): void {
    if (!this.done) {
      const left = this.#bytes.length - this.#at;
      throw new DerError(
        `${field} is followed by ${left} bytes that belong to nothing`,
        this.offset,
      );
    }
  }
}

/**
 * Reads an input that must be exactly one value.
 *
 * @param bytes The input.
 * @param field Its name, for the error.
 * @returns The value.
 * @throws {DerError} If it is not one whole value, or something follows it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readDer, Tag } from "./der.ts";
 *
 * assertEquals(readDer(new Uint8Array([5, 0]), "parameters").tag, Tag.null);
 * ```
 */
export function readDer(bytes: Uint8Array, field: string): Der {
  const reader = new DerReader(bytes);
  const value = reader.any(field);
  reader.end(field);
  return value;
}

/**
 * The value of an INTEGER.
 *
 * @param value The DER value; its tag may be implicit.
 * @returns The number.
 * @throws {DerError} If it is empty or not in its shortest form (X.690 section 8.3.2).
 */
export function integerOf(value: Der): bigint {
  const [first, second] = value.content;
  if (first === undefined) throw new DerError("An INTEGER is empty", value.offset);
  if (
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  ) {
    throw new DerError("An INTEGER is not in its shortest form", value.offset);
  }
  const magnitude = BigInt(`0x${toHex(value.content)}`);
  return first < 0x80 ? magnitude : magnitude - (1n << BigInt(8 * value.content.length));
}

/**
 * The value of an INTEGER that must be small, such as a version or a path length.
 *
 * @param value The DER value.
 * @returns The number, exact.
 * @throws {DerError} If it breaks DER or is beyond ±2^31.
 */
export function smallIntegerOf(value: Der): number {
  const number = value.content.length <= 8 ? integerOf(value) : 1n << 64n;
  if (number > 0x7fffffffn || number < -0x80000000n) {
    throw new DerError("An INTEGER is too large for this field", value.offset);
  }
  return Number(number);
}

/**
 * The value of a BOOLEAN.
 *
 * @param value The DER value.
 * @returns The truth value.
 * @throws {DerError} If it is not one octet of 00 or FF (X.690 section 11.1).
 */
export function booleanOf(value: Der): boolean {
  const [octet] = value.content;
  if (value.content.length !== 1 || (octet !== 0 && octet !== 0xff)) {
    throw new DerError("A BOOLEAN is neither 00 nor FF", value.offset);
  }
  return octet === 0xff;
}

/**
 * The dotted form of an OBJECT IDENTIFIER.
 *
 * @param value The DER value.
 * @returns Such as `2.5.4.3`.
 * @throws {DerError} If it is empty, cut off, padded, or longer than 64 octets.
 */
export function oidOf(value: Der): string {
  const { content, offset } = value;
  if (content.length === 0 || content.length > 64 || content.at(-1)! >= 0x80) {
    throw new DerError("An OBJECT IDENTIFIER is empty, too long or cut off", offset);
  }
  let text = "";
  let arc: number | bigint = 0;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) {
      throw new DerError("An OBJECT IDENTIFIER has an arc not in its shortest form", offset);
    }
    // UUIDs make arcs of 128 bits; plain numbers are quicker for all others.
    if (typeof arc === "number" && arc > LARGEST_QUICK_ARC) arc = BigInt(arc);
    arc = typeof arc === "number" ? arc * 128 + (octet & 0x7f) : arc << 7n | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (fresh) {
      text += text === "" ? firstArcs(arc) : `.${arc}`;
      arc = 0;
    }
  }
  return text;
}

/** Beyond this an arc times 128 is no longer exact as a number. */
const LARGEST_QUICK_ARC = 2 ** 45;

/** The first two arcs share one number (X.690 section 8.19.4). */
function firstArcs(joint: number | bigint): string {
  if (joint >= 80) return typeof joint === "number" ? `2.${joint - 80}` : `2.${joint - 80n}`;
  const small = Number(joint);
  return `${Math.floor(small / 40)}.${small % 40}`;
}

/** The bits of a BIT STRING. */
export interface Bits {
  /** How many bits at the end of the last byte do not count, 0 to 7. */
  readonly unused: number;
  /** The bits, packed from the most significant down. */
  readonly bytes: Uint8Array;
}

/**
 * The bits of a BIT STRING.
 *
 * @param value The DER value.
 * @returns The bits.
 * @throws {DerError} If the count of unused bits is wrong or those bits are not zero.
 */
export function bitsOf(value: Der): Bits {
  const unused = value.content[0];
  const bytes = value.content.subarray(1);
  if (unused === undefined || unused > 7 || (bytes.length === 0 && unused > 0)) {
    throw new DerError("A BIT STRING has a wrong count of unused bits", value.offset);
  }
  if (unused > 0 && (bytes.at(-1)! & ((1 << unused) - 1)) !== 0) {
    throw new DerError("A BIT STRING has unused bits that are not zero", value.offset);
  }
  return { unused, bytes };
}

/**
 * The bytes of a BIT STRING that must hold whole bytes, as keys and signatures do.
 *
 * @param value The DER value.
 * @returns The bytes.
 * @throws {DerError} If it is no BIT STRING of whole bytes.
 */
export function wholeBitsOf(value: Der): Uint8Array {
  const { unused, bytes } = bitsOf(value);
  if (unused !== 0) throw new DerError("A BIT STRING does not hold whole bytes", value.offset);
  return bytes;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text of any of the ASN.1 string types names use (RFC 5280 section 4.1.2.4).
 *
 * @param value The DER value.
 * @returns The text, or undefined if it is no string type or its bytes do not fit the type.
 */
export function stringOf(value: Der): string | undefined {
  const { content, tag } = value;
  switch (tag) {
    case Tag.utf8String:
      try {
        return UTF8.decode(content);
      } catch {
        return undefined;
      }
    case Tag.numericString:
    case Tag.printableString:
    case Tag.ia5String:
    case Tag.visibleString:
      return content.every((octet) => octet < 0x80) ? latin1(content) : undefined;
    case Tag.teletexString: // T.61 on paper, Latin-1 in every certificate that has it.
      return latin1(content);
    case Tag.bmpString:
      return content.length % 2 === 0 ? wide(content, 2) : undefined;
    case Tag.universalString:
      return content.length % 4 === 0 ? wide(content, 4) : undefined;
    default:
      return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
}

function wide(bytes: Uint8Array, width: 2 | 4): string | undefined {
  let text = "";
  for (let i = 0; i < bytes.length; i += width) {
    let code = 0;
    for (let j = i; j < i + width; j++) code = code * 256 + bytes[j]!;
    if (code > 0x10ffff || (width === 4 && code >= 0xd800 && code < 0xe000)) return undefined;
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return text.isWellFormed() ? text : undefined;
}

/**
 * The moment a UTCTime or GeneralizedTime names, under RFC 5280 section 4.1.2.5: seconds given, in
 * UTC with `Z`, no fraction; a UTCTime's two-digit year of 50 or more is in the 20th century.
 *
 * @param value The DER value.
 * @returns The moment.
 * @throws {DerError} If it is neither type, not in that form, or no date of the calendar.
 */
export function timeOf(value: Der): Date {
  const text = latin1(value.content);
  const form = value.tag === Tag.utcTime
    ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
    : value.tag === Tag.generalizedTime
    ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
    : undefined;
  const match = form?.exec(text);
  if (!match) throw new DerError("A time is not in the form RFC 5280 asks for", value.offset);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const full = value.tag === Tag.utcTime ? year + (year >= 50 ? 1900 : 2000) : year;
  const date = new Date(0);
  date.setUTCFullYear(full, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day &&
    date.getUTCHours() === hour && date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!same) throw new DerError("A time names no moment of the calendar", value.offset);
  return date;
}

/**
 * Puts an identifier and a length before a content: enough to wrap a key or a signature.
 *
 * @param tag The identifier octet.
 * @param parts The content, in parts.
 * @returns The DER value.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Tag, toHex, writeDer } from "./der.ts";
 *
 * assertEquals(toHex(writeDer(Tag.octetString, new Uint8Array([1, 2]))), "04020102");
 * ```
 */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | octets.length, ...octets];
  return joinBytes([Uint8Array.from(header), ...parts]);
}

/**
 * Bytes as lower-case hexadecimal digits.
 *
 * @param bytes The bytes.
 * @param separator What stands between two bytes; nothing by default.
 * @returns Two digits a byte.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toHex } from "./der.ts";
 *
 * assertEquals(toHex(new Uint8Array([1, 0xab]), ":"), "01:ab");
 * ```
 */
export function toHex(bytes: Uint8Array, separator = ""): string {
  const digits = bytes.toHex();
  return separator === "" ? digits : digits.replace(/..(?!$)/g, `$&${separator}`);
}

/**
 * Byte strings one behind the other.
 *
 * @param parts The byte strings.
 * @returns All their bytes, in order; a copy.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { joinBytes } from "./der.ts";
 *
 * assertEquals(joinBytes([Uint8Array.of(1, 2), Uint8Array.of(3)]), Uint8Array.of(1, 2, 3));
 * ```
 */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Whether two byte strings are the same.
 *
 * @param a One.
 * @param b The other.
 * @returns True if they have the same length and the same bytes. Not for secrets: the time it takes
 * tells where they differ.
 */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function hex(octet: number): string {
  return `0x${octet.toString(16).padStart(2, "0")}`;
}
