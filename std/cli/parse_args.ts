/**
 * Reads command line words into named options and positionals.
 *
 * Three things the published package can do are left out: options that `--no-` turns off, dotted
 * names that nest (`--a.b 1` sets the key `"a.b"` here), and `boolean: true` for every option at
 * once. Lists of names are always arrays, and a name may appear in one entry of `alias` only.
 *
 * @example
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 * import { assertEquals } from "@std/assert";
 *
 * const args = parseArgs(["serve", "--port", "8443", "-v"], { boolean: ["v"] });
 * assertEquals(args, { _: ["serve"], port: 8443, v: true });
 * ```
 *
 * @module
 */

/** What {@linkcode parseArgs} found: each option by its name and by its aliases. */
export type Args = Record<string, unknown> & {
  /** The words that belong to no option, in the order they came. */
  _: (string | number)[];
  /** The words after `--`, present only when the option of that name asked for them. */
  "--"?: string[];
};

/** Which options {@linkcode parseArgs} knows, and how it treats them. */
export interface ParseOptions {
  /**
   * Keeps the words after `--` apart under that name instead of adding them to the positionals.
   *
   * @default {false}
   */
  "--"?: boolean;

  /** Other names of an option; a value given under any of them is stored under all of them. */
  alias?: Record<string, string | readonly string[]>;

  /** Options that are on or off. They take no value but `true` or `false`, and are off if absent. */
  boolean?: readonly string[];

  /** Options whose values all count: they go into an array instead of replacing each other. */
  collect?: readonly string[];

  /** Values for options that did not appear. */
  default?: Record<string, unknown>;

  /**
   * Takes everything after the first positional for a positional too.
   *
   * @default {false}
   */
  stopEarly?: boolean;

  /** Options whose value stays text even if it looks like a number; `_` means the positionals. */
  string?: readonly string[];

  /**
   * Called for every positional with that word alone, and for every option no other setting names
   * with the whole word, the option's name and its value. Returning `false` drops it.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** Name and value of a long option. A leading `no-` is kept apart because `=` makes it vanish. */
const LONG = /^--(no-)?(.+?)(?:=(.*))?$/s;

/** Assigning these would reach the result's prototype instead of an option. */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor"]);

/**
 * Sorts command line words into options and positionals.
 *
 * `--name value`, `--name=value`, `-n value`, `-n=value` and `-n5` all give a value. An option
 * without one is `true`, or `""` if it is listed as a string. Values and positionals that look like
 * numbers become numbers unless they are listed as strings. An empty word is never taken as the
 * value of the option before it (only `--name=` gives one explicitly): it stays a positional.
 *
 * @param args The words, usually `Deno.args`.
 * @param options Which options there are and how to treat them.
 * @returns The options by name, and the positionals under `_`.
 *
 * @example
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 * import { assertEquals } from "@std/assert";
 *
 * const args = parseArgs(["-H", "accept: text/html", "-H", "host: a.test", "a.test"], {
 *   string: ["header"],
 *   collect: ["header"],
 *   alias: { header: "H" },
 * });
 * assertEquals(args.header, ["accept: text/html", "host: a.test"]);
 * assertEquals(args._, ["a.test"]);
 * ```
 */
export function parseArgs(args: readonly string[], options: ParseOptions = {}): Args {
  const aliases = aliasesByName(options.alias ?? {});
  const namesOf = (key: string) => [key, ...(aliases.get(key) ?? [])];
  const withAliases = (keys: readonly string[] = []) => new Set(keys.flatMap(namesOf));
  const booleans = withAliases(options.boolean);
  const strings = withAliases(options.string);
  const collected = withAliases(options.collect);

  const result: Args = { _: [] };

  function store(name: string, value: unknown, collect: boolean): void {
    if (UNSAFE_NAMES.has(name)) return;
    const stored = result[name];
    if (!collect) result[name] = value;
    else if (Array.isArray(stored)) stored.push(value);
    else result[name] = [value];
  }

  function setOption(key: string, given: string | boolean, word: string): void {
    const known = [booleans, strings, collected, aliases].some((names) => names.has(key));
    if (!known && options.unknown?.(word, key, given) === false) return;
    const value = typeof given === "string" && !strings.has(key) ? numberIfNumeric(given) : given;
    for (const name of namesOf(key)) store(name, value, collected.has(key));
  }

  const setWithoutValue = (key: string, word: string) =>
    setOption(key, strings.has(key) ? "" : true, word);

  /** Says whether `next` was used up as the option's value. */
  function setFromNext(key: string, word: string, next = "", notAValue: RegExp): boolean {
    const isValue = booleans.has(key)
      ? next === "true" || next === "false"
      : next !== "" && !notAValue.test(next);
    if (!isValue) setWithoutValue(key, word);
    else setOption(key, booleans.has(key) ? next === "true" : next, word);
    return isValue;
  }

  function readLong(word: string, next?: string): boolean {
    const [, no = "", name = "", value] = LONG.exec(word) ?? [];
    if (value === undefined) return setFromNext(no + name, word, next, /^-/);
    setOption(name, booleans.has(name) ? value !== "false" : value, word);
    return false;
  }

  function readShort(word: string, next?: string): boolean {
    const last = word.length - 1;
    for (let at = 1; at < last; at++) {
      const letter = word.charAt(at);
      const value = attachedValue(letter, word.slice(at + 1));
      if (value !== undefined) {
        setOption(letter, value, word);
        return false;
      }
      setWithoutValue(letter, word);
    }
    // Unlike a long option, a short one takes a lone "-", the usual name of standard input.
    return setFromNext(word.charAt(last), word, next, /^--?[^-]/);
  }

  const end = args.indexOf("--");
  const words = end === -1 ? args : args.slice(0, end);
  const afterEnd = end === -1 ? [] : args.slice(end + 1);

  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word.startsWith("-") && word !== "-") {
      const read = word.startsWith("--") ? readLong : readShort;
      if (read(word, words[i + 1])) i++;
      continue;
    }
    if (options.unknown?.(word) !== false) {
      result._.push(strings.has("_") ? word : numberIfNumeric(word));
    }
    if (options.stopEarly) {
      result._.push(...words.slice(i + 1));
      break;
    }
  }

  for (const [key, value] of Object.entries(options.default ?? {})) {
    if (Object.hasOwn(result, key)) continue;
    for (const name of namesOf(key)) store(name, value, false);
  }
  for (const name of booleans) {
    if (!Object.hasOwn(result, name)) store(name, collected.has(name) ? [] : false, false);
  }
  for (const name of strings) {
    if (!Object.hasOwn(result, name) && collected.has(name)) store(name, [], false);
  }

  if (options["--"]) result["--"] = afterEnd;
  else result._.push(...afterEnd);
  return result;
}

/** Every name that has aliases, with all its other names. */
function aliasesByName(alias: Record<string, string | readonly string[]>): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const [key, others] of Object.entries(alias)) {
    const group = [key, others].flat();
    for (const name of group) aliases.set(name, group.filter((other) => other !== name));
  }
  return aliases;
}

/**
 * The value that `rest`, what follows a letter in its word, holds for that letter; `undefined` if
 * `rest` is more letters. Only what cannot be letters counts: a part after `=`, anything that ends
 * like a number, or punctuation. So `-n5` and `-f/etc` carry values but `-ofile` is five options.
 */
function attachedValue(letter: string, rest: string): string | undefined {
  if (rest === "=") return "";
  if (rest === "-") return rest;
  if (/[A-Za-z]/.test(letter)) {
    const [, afterEquals] = /=(.+)/.exec(rest) ?? [];
    if (afterEquals !== undefined) return afterEquals;
    if (/\d\.?$/.test(rest)) return rest;
  }
  return /^\W./s.test(rest) ? rest : undefined;
}

function numberIfNumeric(text: string): string | number {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : text;
}
