/**
 * How explanations are written down: as text, one row a line, so that a table reads like a glossary.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";

/** What something is for. */
export interface Explanation {
  /** One sentence for a person who has never read about TLS. */
  readonly text: Text;
  /** What defines it: `RFC 8446 section 4.1.2`, or the name of an Internet-Draft. */
  readonly source: string;
}

/**
 * Reads tables.
 *
 * @param tables The tables. A line is a row of four columns with ` | ` between them: the key, the
 * source, the sentence in English, the sentence in Chinese.
 * @returns The explanations by key.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTables } from "./table.ts";
 *
 * const explanations = readTables(["alert | RFC 8446 section 6 | It ends. | 结束。"]);
 * assertEquals(explanations.get("alert"), {
 *   text: { en: "It ends.", zh: "结束。" },
 *   source: "RFC 8446 section 6",
 * });
 * ```
 */
export function readTables(tables: readonly string[]): ReadonlyMap<string, Explanation> {
  const explanations = new Map<string, Explanation>();
  for (const line of tables.flatMap((table) => table.trim().split("\n"))) {
    const [key = "", source = "", en = "", zh = ""] = line.trim().split(" | ");
    explanations.set(key, { text: { en, zh }, source });
  }
  return explanations;
}
