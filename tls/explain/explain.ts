/**
 * What every message and every field is for, in one plain sentence, and where that is defined.
 *
 * The tables beside this file are glossaries. The key of a field is the end of its path, as much of it
 * as tells it apart: `cipher_suite` holds wherever the name means the same, and
 * `server_hello/cipher_suite` where it means something else. They are read when first asked.
 *
 * @module
 */
import { type Explanation, readTables } from "./table.ts";
import { ASN1_FIELDS, FIELDS, MESSAGES } from "./tables.ts";

export type { Explanation };

type Explanations = ReadonlyMap<string, Explanation>;

let messages: Explanations | undefined;
let fields: Explanations | undefined;
let asn1Fields: Explanations | undefined;

/**
 * What a message is for.
 *
 * @param name Such as `client_hello`, `alert`, `data` or `record`.
 * @returns The explanation; undefined for a name that is no message's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { explainMessage } from "./explain.ts";
 *
 * assertEquals(explainMessage("client_hello")?.source, "RFC 8446 section 4.1.2");
 * ```
 */
export function explainMessage(name: string): Explanation | undefined {
  messages ??= readTables(MESSAGES);
  return messages.get(kindOf(name));
}

/**
 * What a field is for.
 *
 * @param path The names from the message's down to the field's, such as `server_hello`, `extensions`,
 * `key_share`, `extension_data`, `server_share`, `group`.
 * @returns The explanation; undefined for a name nobody has explained.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { explainField } from "./explain.ts";
 *
 * const random = explainField(["server_hello", "random"]);
 * assertEquals(random?.source, "RFC 8446 section 4.1.3");
 * assertEquals(explainField(["client_hello", "random"])?.source, "RFC 8446 section 4.1.2");
 * ```
 */
export function explainField(path: readonly string[]): Explanation | undefined {
  if (isAsn1(path)) {
    asn1Fields ??= readTables(ASN1_FIELDS);
    return find(asn1Fields, path);
  }
  fields ??= readTables(FIELDS);
  return find(fields, path);
}

/**
 * Where a source can be read.
 *
 * @param source The source of an explanation.
 * @returns The address of the section of an RFC, or of an Internet-Draft; undefined for anything else.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linkTo } from "./explain.ts";
 *
 * assertEquals(
 *   linkTo("RFC 8446 section 4.1.2"),
 *   "https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2",
 * );
 * ```
 */
export function linkTo(source: string): string | undefined {
  const [, number, section] = /^RFC (\d+) section ([\d.]+)$/.exec(source) ?? [];
  if (number) return `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
  return source.startsWith("draft-") ? `https://datatracker.ietf.org/doc/${source}/` : undefined;
}

/** The groups that hold ASN.1, whose names mean something else than in TLS. */
const ASN1: ReadonlySet<string> = new Set([
  "Certificate",
  "Name",
  "OCSPResponse",
  "SubjectPublicKeyInfo",
]);

/** The structure of TLS that certificates hold in turn. */
const TLS_WITHIN = "sct_list";

function isAsn1(path: readonly string[]): boolean {
  return path.some((name) => ASN1.has(name)) && !path.includes(TLS_WITHIN);
}

/** Looks up the longest end of a path; `*` holds for a last name that has no row. */
function find(explanations: Explanations, path: readonly string[]): Explanation | undefined {
  const names = path.map(kindOf);
  // The RFCs give a vector and what it holds one name, and one explanation does for both.
  if (names.at(-1) === names.at(-2)) names.pop();
  return findEnd(explanations, names) ?? findEnd(explanations, [...names.slice(0, -1), "*"]);
}

function findEnd(explanations: Explanations, names: readonly string[]): Explanation | undefined {
  for (let start = 0; start < names.length; start++) {
    const explanation = explanations.get(names.slice(start).join("/"));
    if (explanation) return explanation;
  }
  return undefined;
}

/** A name without the number that makes it one of many, such as `GREASE (0x3a3a)` or `[3]`. */
function kindOf(name: string): string {
  return name.replace(/ \(0x[0-9a-f]+\)$/, "").replace(/^\[\D*\d+\]$/, "[n]");
}
