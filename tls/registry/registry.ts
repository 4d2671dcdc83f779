/**
 * What the IANA registries of TLS have in common: numbers, the names registered for them, and ranges
 * set aside.
 *
 * A registry is written down as text, one value a line, and read when a name is first asked for: a
 * program that decodes nothing pays nothing for it.
 *
 * @module
 */
import { isGrease, isGreaseMode } from "./grease.ts";

/** Numbers and their registered names. */
export interface Registry {
  /** What IANA calls the registry. */
  readonly title: string;
  /** How many bytes a number takes on the wire. */
  readonly bytes: 1 | 2;
  /** The name of each registered number, spelled as registered. */
  readonly names: ReadonlyMap<number, string>;
  /** The ranges with a purpose but no names. */
  readonly ranges: readonly RegistryRange[];
  /** Whether the GREASE values of this width are reserved in it (RFC 8701). */
  readonly grease: boolean;
}

/** A range of a registry that is not for names. */
export interface RegistryRange {
  /** The first number. */
  readonly first: number;
  /** The last number. */
  readonly last: number;
  /** What the range is for. */
  readonly purpose: "private use" | "experimental use" | "reserved";
}

/** How a registry is written down. */
export interface RegistryText {
  /** What IANA calls the registry. */
  readonly title: string;
  /** How many bytes a number takes on the wire. */
  readonly bytes: 1 | 2;
  /** A line a value: the number, a space, the name; then, after ` | ` each, what else is known. */
  readonly rows: string;
  /** The ranges with a purpose but no names; none by default. */
  readonly ranges?: readonly RegistryRange[];
  /** Whether the GREASE values are reserved in it; they are not by default. */
  readonly grease?: boolean;
}

/**
 * Makes a registry of its text.
 *
 * @param text The registry, written down.
 * @returns The registry; its names are read from the text when first used.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { registry } from "./registry.ts";
 *
 * const modes = registry({ title: "Modes", bytes: 1, rows: "0 psk_ke\n1 psk_dhe_ke" });
 * assertEquals(modes.names.get(1), "psk_dhe_ke");
 * ```
 */
export function registry(text: RegistryText): Registry {
  let names: ReadonlyMap<number, string> | undefined;
  return {
    title: text.title,
    bytes: text.bytes,
    ranges: text.ranges ?? [],
    grease: text.grease ?? false,
    get names() {
      return names ??= new Map(readRows(text.rows).map(([code, name]) => [code, name]));
    },
  };
}

/**
 * Reads the rows of a registry's text.
 *
 * @param rows A line a value.
 * @returns For each line the number, the name, and the further columns.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readRows } from "./registry.ts";
 *
 * assertEquals(readRows("0xff01 renegotiation_info | - | RFC5746"), [
 *   [0xff01, "renegotiation_info", "-", "RFC5746"],
 * ]);
 * ```
 */
export function readRows(rows: string): [code: number, name: string, ...columns: string[]][] {
  return rows.trim().split("\n").map((line) => {
    const [head, ...columns] = line.trim().split(" | ") as [string, ...string[]];
    const space = head.indexOf(" ");
    return [Number(head.slice(0, space)), head.slice(space + 1), ...columns];
  });
}

/**
 * What to call a number.
 *
 * @param registry The registry it is from.
 * @param code The number.
 * @returns The registered name; or `GREASE (0x0a0a)`, or what the range it is in is for, such as
 * `private use (0xff12)`, or `unassigned (0x1234)`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { CIPHER_SUITES } from "./cipher_suites.ts";
 * import { nameOf } from "./registry.ts";
 *
 * assertEquals(nameOf(CIPHER_SUITES, 0x1301), "TLS_AES_128_GCM_SHA256");
 * assertEquals(nameOf(CIPHER_SUITES, 0x0a0a), "GREASE (0x0a0a)");
 * assertEquals(nameOf(CIPHER_SUITES, 0x1234), "unassigned (0x1234)");
 * ```
 */
export function nameOf(registry: Registry, code: number): string {
  return registry.names.get(code) ?? `${purposeOf(registry, code)} (${hex(registry, code)})`;
}

/**
 * What to call a number in a TLS version that uses it: IANA adds `_RESERVED` to what TLS 1.3 retired,
 * although TLS 1.2 still sends it.
 *
 * @param registry The registry it is from.
 * @param code The number.
 * @returns As {@linkcode nameOf}, without `_RESERVED`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { HANDSHAKE_TYPES } from "./handshake_types.ts";
 * import { nameOf, plainNameOf } from "./registry.ts";
 *
 * assertEquals(nameOf(HANDSHAKE_TYPES, 12), "server_key_exchange_RESERVED");
 * assertEquals(plainNameOf(HANDSHAKE_TYPES, 12), "server_key_exchange");
 * ```
 */
export function plainNameOf(registry: Registry, code: number): string {
  return nameOf(registry, code).replace(/_RESERVED$/, "");
}

function purposeOf(registry: Registry, code: number): string {
  if (registry.grease && (registry.bytes === 1 ? isGreaseMode : isGrease)(code)) return "GREASE";
  const range = registry.ranges.find(({ first, last }) => first <= code && code <= last);
  return range?.purpose ?? "unassigned";
}

function hex(registry: Registry, code: number): string {
  return `0x${code.toString(16).padStart(2 * registry.bytes, "0")}`;
}
