/**
 * The reader every message is decoded with: reading a field and naming it are one call.
 *
 * Each call takes bytes, gives their value and adds a field to the tree. A length prefix opens a scope
 * that must be read exactly. Where the bytes break the rules, what is left of the scope becomes one
 * field named `undecoded`: the tree tiles the message whatever the message is.
 *
 * Names of fields, groups and vectors are those of the RFC that defines the structure
 * (RFC 8446 section 3 has the presentation language).
 *
 * @module
 */
import { type Field, UNDECODED } from "./field.ts";
import { Malformed } from "./malformed.ts";
import { nameOf, type Registry } from "./registry/registry.ts";

/** How a number is given a meaning: by a registry, or by a function of it. */
export type Meaning = Registry | ((code: number) => string | undefined);

/** How long the content of a vector may be, in bytes. */
export interface VectorBounds {
  /** The shortest; 0 by default. */
  readonly least?: number;
  /** The longest; what the length prefix can say by default. */
  readonly most?: number;
}

/** A field while its group is still being read. */
type Growing = { -readonly [K in keyof Field]: Field[K] };

/**
 * Reads one message, field by field.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Reader } from "./reader.ts";
 * import { versionName } from "./registry/versions.ts";
 *
 * const reader = new Reader(new Uint8Array([3, 3, 2, 7, 8]));
 * assertEquals(reader.uint16("version", versionName), 0x0303);
 * assertEquals(reader.list("codes", 1, () => reader.uint8("code")), [7, 8]);
 * reader.end();
 * assertEquals(reader.fields, [
 *   { name: "version", offset: 0, length: 2, value: 0x0303, meaning: "TLS 1.2" },
 *   { name: "codes", offset: 2, length: 3, fields: [
 *     { name: "length", offset: 2, length: 1, value: 2 },
 *     { name: "code", offset: 3, length: 1, value: 7 },
 *     { name: "code", offset: 4, length: 1, value: 8 },
 *   ] },
 * ]);
 * ```
 */
export class Reader {
  /** The message. */
  readonly message: Uint8Array;
  /** What was wrong in places that did not keep the rest from being read. */
  readonly troubles: Malformed[] = [];
  #at: number;
  #end: number;
  #into: Growing[] = [];

  /**
   * Starts at the beginning of a message.
   *
   * @param message The whole message; offsets count from its first byte.
   * @param end Where the reading has to end; the end of the message by default.
   */
  constructor(message: Uint8Array, end: number = message.length) {
    this.message = message;
    this.#at = 0;
    this.#end = end;
  }

  /** The fields read so far, in the scope being read. */
  get fields(): readonly Field[] {
    return this.#into;
  }

  /** Where the next field begins. */
  get offset(): number {
    return this.#at;
  }

  /** How many bytes are left in the scope being read. */
  get left(): number {
    return this.#end - this.#at;
  }

  /** Whether the scope has been read to its end. */
  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** Looks at a byte ahead without reading it; undefined beyond the scope. */
  peek(ahead = 0): number | undefined {
    const at = this.#at + ahead;
    return at < this.#end ? this.message[at] : undefined;
  }

  /** Reads a number of one byte. */
  uint8(name: string, meaning?: Meaning): number {
    return this.uint(name, 1, meaning);
  }

  /** Reads a number of two bytes. */
  uint16(name: string, meaning?: Meaning): number {
    return this.uint(name, 2, meaning);
  }

  /** Reads a number of three bytes. */
  uint24(name: string, meaning?: Meaning): number {
    return this.uint(name, 3, meaning);
  }

  /** Reads a number of four bytes. */
  uint32(name: string, meaning?: Meaning): number {
    return this.uint(name, 4, meaning);
  }

  /**
   * Reads a big-endian number.
   *
   * @param name The field's name.
   * @param width How many bytes, 1 to 6.
   * @param meaning What its values are called, if they have names.
   * @returns The number.
   * @throws {Malformed} If the scope ends before.
   */
  uint(name: string, width: number, meaning?: Meaning): number {
    const offset = this.#take(name, width);
    let value = 0;
    for (let i = offset; i < this.#at; i++) value = value * 256 + this.message[i]!;
    const field: Growing = { name, offset, length: width, value };
    if (meaning) {
      const said = typeof meaning === "function" ? meaning(value) : nameOf(meaning, value);
      if (said !== undefined) field.meaning = said;
    }
    this.#into.push(field);
    return value;
  }

  /**
   * Reads bytes that are one field.
   *
   * @param name The field's name.
   * @param length How many; all that is left in the scope by default.
   * @param meaning What they come to, if that can be told.
   * @returns The bytes, a view on the message.
   * @throws {Malformed} If the scope ends before.
   */
  bytes(
    name: string,
    length: number = this.left,
    meaning?: (bytes: Uint8Array) => string | undefined,
  ): Uint8Array {
    const offset = this.#take(name, length);
    const bytes = this.message.subarray(offset, this.#at);
    if (length > 0) {
      const field: Growing = { name, offset, length };
      const said = meaning?.(bytes);
      if (said !== undefined) field.meaning = said;
      this.#into.push(field);
    }
    return bytes;
  }

  /**
   * Reads text: UTF-8, with a replacement character for what is none.
   *
   * @param name The field's name.
   * @param length How many bytes; all that is left in the scope by default.
   * @returns The text.
   * @throws {Malformed} If the scope ends before.
   */
  text(name: string, length: number = this.left): string {
    const offset = this.#take(name, length);
    const value = UTF8.decode(this.message.subarray(offset, this.#at));
    if (length > 0) this.#into.push({ name, offset, length, value });
    return value;
  }

  /**
   * Takes fields that were read before from the same bytes at the same place.
   *
   * @param fields The fields, which tile the next bytes.
   * @throws {Malformed} If the scope ends before they do.
   */
  again(fields: readonly Field[]): void {
    for (const field of fields) {
      this.#take(field.name, field.length);
      this.#into.push(field);
    }
  }

  /**
   * Reads a structure: its parts become the fields of one group.
   *
   * @param name The group's name.
   * @param read Reads the parts.
   * @param meaning What the group comes to, told once it has been read.
   * @returns What `read` gives.
   */
  group<T>(name: string, read: () => T, meaning?: (value: T) => string | undefined): T {
    const group: Growing & { fields: Growing[] } = {
      name,
      offset: this.#at,
      length: 0,
      fields: [],
    };
    const outside = this.#into;
    outside.push(group);
    this.#into = group.fields;
    try {
      const value = read();
      const said = meaning?.(value);
      if (said !== undefined) group.meaning = said;
      return value;
    } finally {
      group.length = this.#at - group.offset;
      this.#into = outside;
    }
  }

  /**
   * Reads a vector: a length, and a content of that many bytes which must be read exactly. Both become
   * the parts of one group.
   *
   * @param name The group's name.
   * @param width How many bytes the length takes.
   * @param read Reads the content.
   * @param bounds How long the content may be.
   * @param meaning What the group comes to, told once it has been read.
   * @returns What `read` gives.
   * @throws {Malformed} If the content is cut off, out of bounds or longer than what `read` takes.
   */
  vector<T>(
    name: string,
    width: 1 | 2 | 3,
    read: (length: number) => T,
    bounds: VectorBounds = {},
    meaning?: (value: T) => string | undefined,
  ): T {
    return this.group(name, () => {
      const offset = this.#at;
      const length = this.uint("length", width);
      const { least = 0, most = length } = bounds;
      if (length > this.left) {
        const { left } = this;
        this.#abandon();
        throw new Malformed(
          offset,
          `${name} promises ${length} bytes where ${left} are left`,
          `${name} 声明有 ${length} 字节，但只剩 ${left} 字节`,
        );
      }
      if (length < least || length > most) {
        this.troubles.push(outOfBounds(offset, name, length, bounds));
      }
      return this.within(name, length, () => read(length));
    }, meaning);
  }

  /**
   * Reads a vector of items, one after the other to its end.
   *
   * @param name The group's name.
   * @param width How many bytes the length takes.
   * @param item Reads one item; it has to take at least a byte.
   * @param bounds How long the content may be.
   * @returns The items.
   * @throws {Malformed} As {@linkcode Reader.vector}.
   */
  list<T>(name: string, width: 1 | 2 | 3, item: () => T, bounds: VectorBounds = {}): T[] {
    return this.vector(name, width, () => this.items(item), bounds);
  }

  /**
   * Reads items to the end of the scope.
   *
   * @param item Reads one item; it has to take at least a byte.
   * @returns The items.
   * @throws {Malformed} What `item` throws.
   */
  items<T>(item: () => T): T[] {
    const items: T[] = [];
    for (let before = this.#at; !this.done; before = this.#at) {
      items.push(item());
      if (this.#at === before) throw new RangeError("An item of no bytes would repeat for ever");
    }
    return items;
  }

  /**
   * Reads a scope of a known length, which must be read exactly.
   *
   * @param name What the scope is called in errors; no field is added for it.
   * @param length How many bytes.
   * @param read Reads them.
   * @returns What `read` gives.
   * @throws {Malformed} If the scope around is shorter, or `read` leaves bytes unread.
   */
  within<T>(name: string, length: number, read: () => T): T {
    this.#need(name, length);
    const outside = this.#end;
    this.#end = this.#at + length;
    try {
      const value = read();
      this.end(name);
      return value;
    } catch (error) {
      this.#abandon();
      throw error;
    } finally {
      this.#end = outside;
    }
  }

  /**
   * Reads what may be broken without harm to what follows: bytes that break the rules are noted in
   * {@linkcode Reader.troubles}, and the reading goes on behind them.
   *
   * @param read Reads a scope of a known length, such as one {@linkcode Reader.vector}.
   * @returns What `read` gives; undefined if it was broken.
   */
  contain<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.troubles.push(error);
      return undefined;
    }
  }

  /**
   * States that the scope has been read to its end.
   *
   * @param name What the scope is called, for the error.
   * @throws {Malformed} If bytes are left.
   */
  end(name = "the message"): void {
    if (this.done) return;
    throw new Malformed(
      this.#at,
      `${name} ends with ${this.left} bytes that belong to nothing`,
      `${name} 末尾有 ${this.left} 字节不属于任何字段`,
    );
  }

  /**
   * Gives up on what is left: it becomes a field named `undecoded`, so that the tree tiles the message.
   */
  #abandon(): void {
    if (this.done) return;
    this.#into.push({ name: UNDECODED, offset: this.#at, length: this.left });
    this.#at = this.#end;
  }

  /**
   * Reads a whole message and keeps what was read when it turns out broken.
   *
   * @param message The whole message.
   * @param read Reads it to its end.
   * @returns The tree, which tiles the message; what `read` gave, undefined if the message is broken;
   * and everything that is wrong, in the order found.
   */
  static decode<T>(message: Uint8Array, read: (reader: Reader) => T): Decoded<T> {
    const reader = new Reader(message);
    const value = reader.contain(() =>
      reader.within("the message", message.length, () => read(reader))
    );
    return { fields: reader.fields, value, troubles: reader.troubles };
  }

  #take(name: string, length: number): number {
    this.#need(name, length);
    const offset = this.#at;
    this.#at += length;
    return offset;
  }

  #need(name: string, length: number): void {
    const { left, offset } = this;
    if (length <= left) return;
    this.#abandon(); // Whatever follows in this scope could only be misread.
    throw new Malformed(
      offset,
      `${name} needs ${length} bytes where ${left} are left`,
      `${name} 需要 ${length} 字节，但只剩 ${left} 字节`,
    );
  }
}

/** A message that has been read. */
export interface Decoded<T> {
  /** Its fields, which tile it. */
  readonly fields: readonly Field[];
  /** What it says; undefined if it is broken. */
  readonly value: T | undefined;
  /** What is wrong with it, in the order found. */
  readonly troubles: readonly Malformed[];
}

const UTF8 = new TextDecoder();

function outOfBounds(
  offset: number,
  name: string,
  length: number,
  { least = 0, most }: VectorBounds,
): Malformed {
  const range = most === undefined ? `${least} or more` : `${least} to ${most}`;
  const allowed = most === undefined ? `${least} 以上` : `${least} 到 ${most}`;
  return new Malformed(
    offset,
    `${name} has ${length} bytes where ${range} are allowed`,
    `${name} 有 ${length} 字节，允许的是 ${allowed} 字节`,
  );
}
