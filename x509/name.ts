/**
 * Distinguished names: reading them from DER, reading them from `/C=CN/CN=example`, showing them.
 *
 * @module
 */
import { type Der, DerError, DerReader, oidOf, stringOf, Tag, toHex } from "./der.ts";
import { BilingualError } from "./bilingual_error.ts";
import { Oid, shortName } from "./oids.ts";

/** One attribute of a name, such as `CN=example` (RFC 5280 section 4.1.2.4). */
export interface Attribute {
  /** What the attribute is, in dotted form. */
  readonly oid: string;
  /** Its text; the hex of its bytes after `#` where it is no string (RFC 4514 section 2.4). */
  readonly value: string;
  /** Its string type, compare with {@linkcode Tag}. */
  readonly tag: number;
}

/** A relative distinguished name: nearly always a single attribute. */
export type Rdn = readonly Attribute[];

/** A distinguished name, from the root (the country, say) to the leaf (the common name). */
export type Name = readonly Rdn[];

/** Which attribute types a subject on the command line may name, and how long RFC 5280's appendix A
 * lets each be. The first spelling is the one shown. */
const TYPES: readonly (readonly [oid: string, bound: number, ...spellings: string[]])[] = [
  [Oid.countryName, 2, "C", "countryName"],
  ["2.5.4.8", 128, "ST", "S", "stateOrProvinceName"],
  ["2.5.4.7", 128, "L", "localityName"],
  ["2.5.4.10", 64, "O", "organizationName"],
  ["2.5.4.11", 64, "OU", "organizationalUnitName"],
  [Oid.commonName, 64, "CN", "commonName"],
  [Oid.emailAddress, 255, "emailAddress", "E", "email"],
  ["2.5.4.5", 64, "serialNumber"],
  ["2.5.4.4", 40, "SN", "surname"],
  ["2.5.4.42", 16, "GN", "givenName"],
  ["2.5.4.43", 5, "initials"],
  ["2.5.4.44", 3, "generationQualifier"],
  ["2.5.4.12", 64, "title"],
  ["2.5.4.9", 128, "street", "streetAddress"],
  ["2.5.4.17", 40, "postalCode"],
  ["2.5.4.46", 64, "dnQualifier"],
  ["2.5.4.65", 128, "pseudonym"],
  ["2.5.4.41", 32768, "name"],
  ["0.9.2342.19200300.100.1.1", 256, "UID", "userId"],
  [Oid.domainComponent, 63, "DC", "domainComponent"],
];

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * Reads a subject as OpenSSL's `-subj` takes it: `/type=value` for each attribute, `+` between the
 * attributes of one relative distinguished name, `\` before a `/`, `+` or `\` that is part of a
 * value. Values are any Unicode text. Types are case-insensitive.
 *
 * String types follow RFC 5280 section 4.1.2.4: UTF8String, but PrintableString for countries,
 * serial numbers and qualifiers and IA5String for email addresses and domain components, which are
 * defined so.
 *
 * @param text The subject.
 * @returns The name.
 * @throws {SyntaxError} If it does not begin with `/`, lacks a `=`, names an unknown type, or a
 * value is empty, too long, or not allowed for its type.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatName, parseSubject } from "./name.ts";
 *
 * assertEquals(formatName(parseSubject("/C=CN/O=A\\/B/CN=你好")), "C = CN, O = A/B, CN = 你好");
 * ```
 */
export function parseSubject(text: string): Name {
  if (!text.startsWith("/")) {
    throw new BilingualError(
      `The subject "${text}" does not begin with "/"`,
      `主体“${text}”不是以“/”开头`,
    );
  }
  return split(text.slice(1), "/").map((rdn) => split(rdn, "+").map(parseAttribute));
}

/** Splits at a character that is not escaped; escapes stay as they are. */
function split(text: string, at: string): string[] {
  const parts = [""];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === at) parts.push("");
    else parts[parts.length - 1] += text[i] === "\\" ? text[i]! + (text[++i] ?? "") : text[i]!;
  }
  return parts;
}

function parseAttribute(text: string): Attribute {
  const equals = text.indexOf("=");
  if (equals < 0) {
    throw new BilingualError(
      `The subject's part "${text}" is not of the form type=value`,
      `主体中的“${text}”不是“类型=值”的形式`,
    );
  }
  const type = text.slice(0, equals).trim();
  if (/^(?:[^\\]|\\[^])*\\$/.test(text)) {
    throw new BilingualError(
      `The subject's part "${text}" ends in a backslash that escapes nothing`,
      `主体中的“${text}”以多余的反斜杠结尾`,
    );
  }
  const row = TYPES.find(([, , ...names]) =>
    names.some((name) => name.toLowerCase() === type.toLowerCase())
  );
  if (!row) {
    throw new BilingualError(
      `The subject's attribute type "${type}" is unknown`,
      `主体中的属性类型“${type}”未知`,
    );
  }
  const [oid, bound, shown] = row;
  const value = text.slice(equals + 1).replace(/\\([\s\S]?)/g, "$1");
  const tag = stringTypeFor(oid);
  if (value === "") {
    throw new BilingualError(`The subject's ${shown} is empty`, `主体中的 ${shown} 为空`);
  }
  if (!value.isWellFormed()) {
    throw new BilingualError(
      `The subject's ${shown} is not valid Unicode`,
      `主体中的 ${shown} 不是有效的 Unicode`,
    );
  }
  if ([...value].length > bound) {
    throw new BilingualError(
      `The subject's ${shown} is longer than ${bound} characters`,
      `主体中的 ${shown} 超过 ${bound} 个字符`,
    );
  }
  if (oid === Oid.countryName && !/^[A-Za-z]{2}$/.test(value)) {
    throw new BilingualError(
      `The subject's C is "${value}" instead of two letters, such as CN`,
      `主体中的 C 是“${value}”，应为两个字母，例如 CN`,
    );
  }
  if (tag === Tag.printableString && !PRINTABLE.test(value)) {
    throw new BilingualError(
      `The subject's ${shown} "${value}" has characters not allowed there`,
      `主体中的 ${shown}“${value}”含有不允许的字符`,
    );
  }
  // deno-lint-ignore no-control-regex
  if (tag === Tag.ia5String && !/^[\x00-\x7f]*$/.test(value)) {
    throw new BilingualError(
      `The subject's ${shown} "${value}" is not ASCII`,
      `主体中的 ${shown}“${value}”不是 ASCII`,
    );
  }
  return { oid, value, tag };
}

function stringTypeFor(oid: string): number {
  switch (oid) {
    case Oid.countryName:
    case "2.5.4.5":
    case "2.5.4.46":
      return Tag.printableString;
    case Oid.emailAddress:
    case Oid.domainComponent:
      return Tag.ia5String;
    default:
      return Tag.utf8String;
  }
}

/** Every spelling of an attribute type that {@linkcode parseSubject} takes. */
export const ATTRIBUTE_TYPES: readonly string[] = TYPES.flatMap(([, , ...names]) => names);

/**
 * Reads a Name from DER (RFC 5280 section 4.1.2.4).
 *
 * @param value The SEQUENCE.
 * @param field Which name it is, for errors: `subject` or `issuer`.
 * @returns The name; empty for an empty SEQUENCE.
 * @throws {DerError} If its encoding is wrong or an RDN is empty.
 */
export function readName(value: Der, field: string): Name {
  const name: Rdn[] = [];
  const rdns = new DerReader(value);
  while (!rdns.done) {
    const set = new DerReader(rdns.take(Tag.set, `${field} RDN`));
    if (set.done) throw new DerError(`${field} has an empty RDN`, set.offset);
    const rdn: Attribute[] = [];
    while (!set.done) {
      const pair = set.sequence(`${field} attribute`);
      const oid = oidOf(pair.take(Tag.oid, `${field} attribute type`));
      const raw = pair.any(`${field} attribute value`);
      pair.end(`${field} attribute`);
      rdn.push({ oid, value: stringOf(raw) ?? hexValue(raw), tag: raw.tag });
    }
    name.push(rdn);
  }
  return name;
}

/** A value that is no string, or not what its type says, as RFC 4514 section 2.4 writes it. */
function hexValue(raw: Der): string {
  return `#${toHex(raw.bytes).toUpperCase()}`;
}

/**
 * A name on one line, as OpenSSL 3 prints it: `C = CN, O = Example, CN = localhost`.
 *
 * @param name The name.
 * @returns One line; control characters are shown as `\0A`, so that a hostile name cannot reach the
 * terminal raw, and a value with `,` `+` `"` `<` `>` `;` or outer spaces stands in quotes.
 */
export function formatName(name: Name): string {
  return name.map((rdn) =>
    rdn.map((one) => `${shortName(one.oid)} = ${escapeValue(one)}`).join(" + ")
  ).join(", ");
}

/**
 * Escapes the characters of a text that must not reach a terminal: control characters, those that
 * change the direction of writing, and line separators. Each byte of their UTF-8 form is shown as
 * `\1B`, as RFC 4514 section 2.4 does.
 *
 * @param text Text from a certificate.
 * @returns One line that is safe to print.
 */
export function escapeControls(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (char) => {
    let escaped = ESCAPED.get(char);
    if (escaped === undefined) ESCAPED.set(char, escaped = escapeBytes(char));
    return escaped;
  });
}

/** The characters that are escaped are few, and hostile text consists of them. */
const ESCAPED = new Map<string, string>();

/**
 * The bytes of a text's UTF-8 form, each as a backslash and two hex digits.
 *
 * @param text The text.
 * @returns Such as `\E4\BD\A0`.
 */
export function escapeBytes(text: string): string {
  return toHex(new TextEncoder().encode(text)).toUpperCase().replace(/../g, "\\$&");
}

/** A value as OpenSSL's one-line form has it; one that is no string is the hex it is. */
function escapeValue({ value, tag }: Attribute): string {
  if (!isString(tag)) return value;
  const escaped = escapeControls(value.replace(/["\\]/g, "\\$&"));
  return /^[# ]|[,+<>;]| $/.test(value) ? `"${escaped}"` : escaped;
}

function isString(tag: number): boolean {
  return stringOf({ tag, offset: 0, bytes: EMPTY, content: EMPTY }) !== undefined;
}

const EMPTY = new Uint8Array();

/**
 * A name in the form {@linkcode parseSubject} reads, as OpenSSL writes it into `index.txt`.
 *
 * @param name The name.
 * @returns Such as `/C=CN/CN=localhost`.
 */
export function formatSubject(name: Name): string {
  return name.map((rdn) =>
    "/" +
    rdn.map(({ oid, value }) =>
      `${shortName(oid)}=${escapeControls(value.replace(/[\\/+]/g, "\\$&"))}`
    ).join("+")
  ).join("");
}
