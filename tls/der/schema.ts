/**
 * The words schemas are written in, after those of ASN.1.
 *
 * @module
 */
import { type Der, DerReader, oidOf, Tag } from "../../x509/der.ts";
import { contentOf, type ReadContent, readUnusedBits, unlessBroken } from "./primitive.ts";
import { isConstructed } from "./tag.ts";
import { ANY, byType, type Schema, type ValueName, type Walk } from "./walk.ts";

export { ANY, byType };

/** A component of a SEQUENCE: its name, and its schema or how to tell it from the SEQUENCE. */
export type Component = readonly [name: ValueName, schema: Schema | ((whole: Der) => Schema)];

/** What the components of a SEQUENCE come to, by name. */
export type Parts = Readonly<Record<string, string | undefined>>;

/** BOOLEAN. */
export const BOOLEAN: Schema = { tag: Tag.boolean };
/** INTEGER. */
export const INTEGER: Schema = { tag: Tag.integer };
/** BIT STRING of which only the bytes are known. */
export const BIT_STRING: Schema = { tag: Tag.bitString };
/** OCTET STRING of which only the bytes are known. */
export const OCTET_STRING: Schema = { tag: Tag.octetString };
/** OBJECT IDENTIFIER. */
export const OID: Schema = { tag: Tag.oid };
/** IA5String. */
export const IA5_STRING: Schema = { tag: Tag.ia5String };
/** GeneralizedTime. */
export const GENERALIZED_TIME: Schema = { tag: Tag.generalizedTime };
/** SEQUENCE of which nothing is known. */
export const SEQUENCE: Schema = { tag: Tag.sequence };

/**
 * A primitive type with a content of its own.
 *
 * @param tag The identifier octet.
 * @param read Reads the content.
 * @returns The schema.
 */
export function primitive(tag: number, read: ReadContent): Schema {
  return { tag, read: ({ reader }, value) => read(reader, value) };
}

/**
 * SEQUENCE. A value is the first component, of those not passed yet, that its tag allows; one that is
 * none of them is named by its type.
 *
 * @param components The components in their order, any of which may be absent.
 * @param say What the whole comes to; nothing by default.
 * @returns The schema.
 */
export function sequence(
  components: readonly Component[],
  say?: (value: Der, parts: Parts) => string | undefined,
): Schema {
  return {
    tag: Tag.sequence,
    read: (walk, value) => {
      const parts: Record<string, string | undefined> = {};
      let next = 0;
      while (!walk.reader.done) {
        const tag = walk.reader.peek()!;
        let at = next;
        let schema: Schema | undefined;
        for (; at < components.length; at++) {
          const given = components[at]![1];
          schema = typeof given === "function" ? given(value) : given;
          if (allows(schema, tag)) break;
        }
        const component = components[at];
        if (!component) {
          walk.value(byType, ANY);
          continue;
        }
        const [name] = component;
        const said = walk.value(name, schema!);
        if (typeof name === "string") parts[name] = said;
        next = at + 1;
      }
      return say && unlessBroken(() => say(value, parts));
    },
  };
}

function allows({ tag, alternatives }: Schema, found: number): boolean {
  return alternatives ? alternatives.has(found) : tag === undefined || tag === found;
}

/** How what values come to is put together. */
export type Join = (all: readonly string[]) => string | undefined;

/**
 * SEQUENCE OF.
 *
 * @param name What each value is called.
 * @param schema What each value is.
 * @param join What the whole comes to; by default what the values do, with commas between them. An
 * ellipsis stands for a value that is not put in words.
 * @returns The schema.
 */
export function sequenceOf(name: ValueName, schema: Schema, join: Join = withCommas): Schema {
  return {
    tag: Tag.sequence,
    read: (walk) => {
      const all: string[] = [];
      let anything = false;
      while (!walk.reader.done) {
        const said = walk.value(name, schema);
        anything ||= said !== undefined;
        all.push(said ?? "…");
      }
      return anything ? join(all) : undefined;
    },
  };
}

function withCommas(all: readonly string[]): string {
  return all.join(", ");
}

/**
 * SET OF.
 *
 * @param name What each value is called.
 * @param schema What each value is.
 * @param join What the whole comes to; by default what the values do, with commas between them.
 * @returns The schema.
 */
export function setOf(name: ValueName, schema: Schema, join?: Join): Schema {
  return { ...sequenceOf(name, schema, join), tag: Tag.set };
}

/**
 * CHOICE.
 *
 * @param alternatives The alternatives: what each is called, and its schema.
 * @returns The schema.
 */
export function choice(alternatives: Readonly<Record<string, Schema>>): Schema {
  return {
    alternatives: new Map(
      Object.entries(alternatives).map(([name, schema]) => [schema.tag!, { name, schema }]),
    ),
  };
}

/**
 * How to name the values of a SEQUENCE OF CHOICE: by the alternative taken.
 *
 * @param schema The CHOICE.
 * @returns Tells the name.
 */
export function alternativeOf({ alternatives }: Schema): ValueName {
  return ({ tag }) => alternatives?.get(tag)?.name;
}

/**
 * `[n] EXPLICIT`: a value that wraps another.
 *
 * @param n The tag number.
 * @param name The type of the value inside.
 * @param schema Its schema.
 * @returns The schema. It comes to what the value inside does.
 */
export function explicit(n: number, name: ValueName, schema: Schema): Schema {
  return { tag: Tag.contextConstructed(n), read: (walk) => walk.value(name, schema) };
}

/**
 * `[n] IMPLICIT`: a tag in the place of another.
 *
 * @param n The tag number.
 * @param schema The type, which has a tag.
 * @returns The schema.
 */
export function implicit(n: number, schema: Schema): Schema {
  const meant = schema.tag!;
  if (isConstructed(meant)) {
    const { read } = schema;
    const tag = Tag.contextConstructed(n);
    if (!read) return { ...schema, tag };
    return { ...schema, tag, read: (walk, value) => read(walk, { ...value, tag: meant }) };
  }
  const read = schema.read ?? plain(meant);
  return {
    ...schema,
    tag: Tag.context(n),
    read: (walk, value) => read(walk, { ...value, tag: meant }),
  };
}

function plain(tag: number): NonNullable<Schema["read"]> {
  const read = contentOf(tag);
  return ({ reader }, value) => read(reader, value);
}

/**
 * OCTET STRING that contains the encoding of another value.
 *
 * @param name The type of the value inside.
 * @param schema Its schema.
 * @returns The schema. It comes to what the value inside does.
 */
export function octetsContaining(name: string, schema: Schema): Schema {
  return { tag: Tag.octetString, read: (walk) => walk.value(name, schema) };
}

/**
 * BIT STRING that contains whole bytes with a structure.
 *
 * @param read Reads them.
 * @returns The schema. It comes to what `read` says.
 */
export function bitsContaining(read: (walk: Walk) => string | undefined): Schema {
  return {
    tag: Tag.bitString,
    read: (walk) => {
      readUnusedBits(walk.reader);
      return walk.reader.done ? undefined : read(walk);
    },
  };
}

/** How deep the OBJECT IDENTIFIER stands: in a SubjectPublicKeyInfo it is in the first SEQUENCE. */
const DEEPEST_OID = 2;

/**
 * The OBJECT IDENTIFIER a value begins with, or its first part does: what tells the type of the rest.
 *
 * @param value The value.
 * @returns Dotted form; undefined if it begins with something else or is malformed.
 */
export function leadingOid(value: Der): string | undefined {
  return unlessBroken(() => {
    let first = value;
    for (let depth = 0; depth < DEEPEST_OID && isConstructed(first.tag); depth++) {
      first = new DerReader(first).any("first");
    }
    return first.tag === Tag.oid ? oidOf(first) : undefined;
  });
}

/**
 * ANY DEFINED BY the OBJECT IDENTIFIER the whole begins with.
 *
 * @param known The schemas, by dotted form.
 * @param otherwise What to expect for any other.
 * @returns Tells the schema.
 */
export function definedByOid(
  known: Readonly<Record<string, Schema>>,
  otherwise: Schema = ANY,
): (whole: Der) => Schema {
  return (whole) => known[leadingOid(whole) ?? ""] ?? otherwise;
}
