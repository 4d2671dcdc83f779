/**
 * A walk through DER that names every byte: each value becomes a group of its tag, its length and
 * what its content holds, under the name its schema gives it.
 *
 * The walk takes what it is given. What does not fit the schema is named by its type, what is no DER
 * becomes one leaf `undecoded`, and beyond the bounds the rest is one leaf `contents`. Whether the
 * whole is well-formed is for `x509/` to say.
 *
 * @module
 */
import type { Der } from "../../x509/der.ts";
import { UNDECODED } from "../field.ts";
import type { Reader } from "../reader.ts";
import { contentOf } from "./primitive.ts";
import { isConstructed, typeName } from "./tag.ts";

/** What a value is expected to be. */
export interface Schema {
  /** The identifier octet; undefined where any will do. */
  readonly tag?: number;
  /** The alternatives of a CHOICE, by identifier octet. */
  readonly alternatives?: ReadonlyMap<number, Alternative>;
  /**
   * Reads the content, which is the reader's scope and not empty, and says what the value comes to.
   * Bytes it leaves become `undecoded`. Undefined where the type alone decides.
   */
  readonly read?: (walk: Walk, value: Der) => string | undefined;
  /** What a value without content comes to. */
  readonly empty?: string;
}

/** One alternative of a CHOICE. */
export interface Alternative {
  /** What it is called there. */
  readonly name: string;
  /** What it is expected to be. */
  readonly schema: Schema;
}

/** A value's name, or how to tell it from the value. */
export type ValueName = string | ((value: Der) => string | undefined);

/** Any type at all. */
export const ANY: Schema = {};

/** Names a value by its type alone. */
export function byType(): undefined {}

/** How deep values may be nested; a certificate in use needs 14. */
const DEEPEST = 16;
/** How many values are named; a certificate in use has about a hundred. */
const MOST = 2000;

/** One walk: the reader that names the bytes, and how far it may still go. */
export class Walk {
  /** The reader of the message. */
  readonly reader: Reader;
  #depth = 0;
  #left = MOST;

  /**
   * Begins where a reader stands.
   *
   * @param reader The reader of the message.
   */
  constructor(reader: Reader) {
    this.reader = reader;
  }

  /**
   * Reads one value as a group. Content that is cut off is read as far as it goes.
   *
   * @param name What it is called; its type where that cannot be told.
   * @param schema What it is expected to be.
   * @returns What it comes to, which is the group's meaning.
   */
  value(name: ValueName, schema: Schema): string | undefined {
    const { reader } = this;
    const value = valueAt(reader);
    if (!value || this.#depth === DEEPEST || this.#left === 0) {
      reader.bytes(value ? "contents" : UNDECODED);
      return undefined;
    }
    this.#left--;
    this.#depth++;
    const alternative = schema.alternatives?.get(value.tag);
    const type = typeName(value.tag);
    const called = (typeof name === "string" ? name : name(value)) ?? type;
    const shown = alternative && alternative.name !== called ? `${type} ${alternative.name}` : type;
    try {
      return reader.group(called, () => {
        reader.uint8("tag", () => shown);
        readLength(reader);
        const { length } = value.content;
        return reader.within(
          called,
          length,
          () => this.#content(value, alternative?.schema ?? schema),
        );
      }, (said) => said);
    } finally {
      this.#depth--;
    }
  }

  /**
   * Reads the values to the end of the scope where nothing but their types is known.
   */
  rest(): void {
    while (!this.reader.done) this.value(byType, ANY);
  }

  #content(value: Value, { tag, read, empty }: Schema): string | undefined {
    const { reader } = this;
    const expected = tag === undefined || tag === value.tag;
    if (reader.done) return expected ? empty : undefined;
    const constructed = isConstructed(value.tag);
    let said: string | undefined;
    if (value.whole || constructed) {
      if (read && expected) said = read(this, value);
      else if (constructed) this.rest();
      else said = contentOf(value.tag)(reader, value);
    }
    reader.bytes(UNDECODED);
    return said;
  }
}

/** A value that may be cut off. */
interface Value extends Der {
  /** Whether all of its content is there. */
  readonly whole: boolean;
}

/** The value the reader stands before, clipped to the scope; undefined if that is no DER. */
function valueAt(reader: Reader): Value | undefined {
  const tag = reader.peek();
  let length = reader.peek(1);
  if (tag === undefined || length === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f || length === 0x80 || length > 0x84) return undefined;
  let header = 2;
  if (length > 0x80) {
    header += length & 0x7f;
    if (header > reader.left) return undefined;
    length = 0;
    for (let i = 2; i < header; i++) length = length * 256 + reader.peek(i)!;
  }
  const { message, offset, left } = reader;
  const whole = header + length <= left;
  const end = whole ? offset + header + length : offset + left;
  return {
    tag,
    offset,
    bytes: message.subarray(offset, end),
    content: message.subarray(offset + header, end),
    whole,
  };
}

function readLength(reader: Reader): void {
  const first = reader.peek()!;
  if (first < 0x80) reader.uint8("length");
  else reader.bytes("length", 1 + (first & 0x7f), longLength);
}

/** The long form: how many octets follow, and the length in them. */
function longLength(octets: Uint8Array): string {
  let length = 0;
  for (let i = 1; i < octets.length; i++) length = length * 256 + octets[i]!;
  return `${length}`;
}
