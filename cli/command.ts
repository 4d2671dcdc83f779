/**
 * Commands: what a role can be told on its command line, its help, and running it.
 *
 * A role lists its commands as data; parsing, `--help`, `--version`, `--lang`, `--debug`, wrong usage
 * and exit statuses are the same for all of them and live here.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import configuration from "../deno.json" with { type: "json" };
import { report, UserError } from "./error.ts";
import { type Language, LANGUAGES, pick, say, setLanguage, type Text } from "./language.ts";
import { bold, chooseColour, columns, dim, pad, print, wrap } from "./terminal.ts";

/** An option a command takes. */
export interface Option {
  /** What it does, in a few words. */
  readonly help: Text;
  /** What its value is called in the help, such as `FILE`; a flag without a value if left out. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly many?: boolean;
  /** A letter that stands for it after a single dash. */
  readonly short?: string;
}

/** The options of a command by name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What was given for each option. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { value: string; many: true } ? readonly string[]
    : O[K] extends { value: string } ? string | undefined
    : boolean;
};

/** One thing a role can be told to do. */
export interface Command {
  /** The word for it; empty for what the role does without one. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: Text;
  /** The operands after the command, such as `FILE`; none are taken if left out. */
  readonly operand?: string;
  /** What can be set. */
  readonly options: Options;
  /** Does it; a number returned is the exit status, 0 otherwise. */
  run(values: Record<string, unknown>, operands: readonly string[]): Promise<number | void>;
}

/** A role: one file at the top of the project. */
export interface Role {
  /** As in `deno task NAME`. */
  readonly name: string;
  /** What it is for, in a sentence or two. */
  readonly summary: Text;
  /** The one with an empty name, if any, is done when no command is given. */
  readonly commands: readonly Command[];
}

/**
 * Ties a command's options to the values its `run` receives, for the type checker.
 *
 * @param spec The command.
 * @returns The same command.
 */
export function command<const O extends Options>(
  spec: Omit<Command, "options" | "run"> & {
    readonly options: O;
    run(values: Values<O>, operands: readonly string[]): Promise<number | void>;
  },
): Command {
  return spec as unknown as Command;
}

const COMMON: Options = {
  help: { short: "h", help: { en: "print this help", zh: "显示本帮助" } },
  version: { help: { en: "print the version", zh: "显示版本" } },
  lang: {
    value: LANGUAGES.join("|"),
    help: { en: "language of all output", zh: "输出所用的语言" },
  },
  debug: { help: { en: "show stack traces with errors", zh: "出错时显示调用栈" } },
};

/**
 * Runs a role as the command line asks and reports what goes wrong.
 *
 * @param role The role.
 * @param args The arguments after the role's name.
 * @returns The exit status: 0 done, 1 it failed, 2 wrong usage.
 */
export async function runRole(role: Role, args: readonly string[]): Promise<number> {
  chooseColour();
  let debug = args.includes("--debug");
  try {
    chooseLanguage(args);
    const named = role.commands.some(({ name }) => name !== "");
    const [first] = args;
    const word = named && first !== undefined && !first.startsWith("-") ? first : "";
    const chosen = role.commands.find(({ name }) => name === word);
    if (!chosen && word !== "") throw unknownWord(role, word);
    const rest = word === "" ? args : args.slice(1);
    const { values, operands } = parse(role, chosen, rest);
    debug = values["debug"] === true;
    if (values["version"]) {
      print(`tls-lab ${configuration.version}`);
      return 0;
    }
    if (values["help"] || !chosen) {
      print(help(role, chosen));
      return values["help"] ? 0 : 2;
    }
    return await chosen.run(values, operands) ?? 0;
  } catch (error) {
    return report(error, debug);
  }
}

/** Looked for before anything else, so that wrong usage is reported in the language asked for. */
function chooseLanguage(args: readonly string[]): void {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  if (at < 0) return;
  const asked = args[at]!.startsWith("--lang=") ? args[at]!.slice(7) : args[at + 1];
  if (!LANGUAGES.includes(asked as Language)) {
    throw usage(
      {
        en: `--lang takes en or zh, not "${asked ?? ""}"`,
        zh: `--lang 只接受 en 或 zh，不接受“${asked ?? ""}”`,
      },
      { en: "Write --lang en or --lang zh", zh: "请写 --lang en 或 --lang zh" },
    );
  }
  setLanguage(asked as Language);
}

/** Wrong usage: exit status 2. */
export function usage(problem: Text, remedy: Text): UserError {
  return new UserError(problem, remedy, { status: 2 });
}

function parse(
  role: Role,
  chosen: Command | undefined,
  args: readonly string[],
): { values: Record<string, unknown>; operands: string[] } {
  const options: Options = { ...chosen?.options, ...COMMON };
  const names = Object.keys(options);
  const unknown: string[] = [];
  const end = args.indexOf("--");
  const before = end < 0 ? args : args.slice(0, end);
  // "_" is where parseArgs keeps the operands: as an option it would replace them.
  const underscore = before.find((arg) => /^--(no-)?_(=|$)|^-(?!-).*_/s.test(arg));
  if (underscore !== undefined) throw unknownOption(role, chosen, names, underscore);
  refuseFlagValues(options, before);
  const parsed = parseArgs([...args], {
    string: ["_", ...names.filter((name) => options[name]!.value)],
    boolean: names.filter((name) => !options[name]!.value),
    collect: names.filter((name) => options[name]!.many),
    alias: Object.fromEntries(
      names.flatMap((name) =>
        options[name]!.short === undefined ? [] : [[name, options[name]!.short]]
      ),
    ),
    unknown: (arg: string, key?: string) => {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  }) as Record<string, unknown> & { _: (string | number)[] };
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const given = parsed[name];
    if ((Array.isArray(given) ? given : [given]).includes("")) {
      const shown = `--${name} ${options[name]!.value}`;
      throw usage(
        { en: `--${name} needs a value`, zh: `--${name} 需要一个值` },
        {
          en: `Write ${shown}, or --${name}=… for a value that begins with "-"`,
          zh: `请写 ${shown}；值以“-”开头时写 --${name}=…`,
        },
      );
    }
    values[name] = given;
  }
  const [stranger] = unknown;
  if (stranger !== undefined) throw unknownOption(role, chosen, names, stranger);
  const operands = parsed._.map(String);
  const [extra] = chosen?.operand ? operands.slice(1) : operands;
  if (extra !== undefined) throw unexpectedOperand(role, chosen, extra);
  return { values, operands };
}

/** `--force=no` must not be taken for yes, nor `-v=no`. */
function refuseFlagValues(options: Options, args: readonly string[]): void {
  const letters = new Map(Object.entries(options).map(([name, { short }]) => [short, name]));
  for (const arg of args) {
    const [, long, short] = /^(?:--([^=]+)|-([a-z]+))=/is.exec(arg) ?? [];
    const name = short === undefined ? long : letters.get(short.at(-1)!);
    if (name === undefined || !Object.hasOwn(options, name) || options[name]!.value) continue;
    const shown = short === undefined ? `--${name}` : `-${short}`;
    throw usage(
      { en: `${shown} takes no value`, zh: `${shown} 不带值` },
      { en: `Write ${shown} for yes, leave it out for no`, zh: `需要时写 ${shown}，不需要时去掉` },
    );
  }
}

function unexpectedOperand(role: Role, chosen: Command | undefined, extra: string): UserError {
  const problem = { en: `Unexpected argument "${extra}"`, zh: `多余的参数“${extra}”` };
  if (role.commands.some(({ name }) => name === extra)) {
    return usage(problem, {
      en: `Put the command first: deno task ${role.name} ${extra} …`,
      zh: `请把命令放在最前面：deno task ${role.name} ${extra} …`,
    });
  }
  const line = synopsis(role, chosen);
  return usage(problem, { en: `Usage: ${line}`, zh: `用法：${line}` });
}

function unknownWord(role: Role, word: string): UserError {
  const names = role.commands.map(({ name }) => name).filter((name) => name !== "");
  return usage(
    { en: `Unknown command "${word}"`, zh: `未知的命令“${word}”` },
    suggestion(word, names, (name) => `deno task ${role.name} ${name}`, role),
  );
}

function unknownOption(
  role: Role,
  chosen: Command | undefined,
  names: readonly string[],
  arg: string,
): UserError {
  const option = arg.replace(/=.*$/s, "");
  return usage(
    { en: `Unknown option "${option}"`, zh: `未知的选项“${option}”` },
    suggestion(option.replace(/^-+/, ""), names, (name) => `--${name}`, role, chosen),
  );
}

function suggestion(
  word: string,
  names: readonly string[],
  show: (name: string) => string,
  role: Role,
  chosen?: Command,
): Text {
  const near = nearest(word, names);
  const help = ["deno task", role.name, chosen?.name, "--help"].filter(Boolean).join(" ");
  return near === undefined ? { en: `See ${help}`, zh: `请参阅 ${help}` } : {
    en: `Did you mean ${show(near)}? See ${help}`,
    zh: `是否想输入 ${show(near)}？请参阅 ${help}`,
  };
}

/**
 * The name most like a word that was meant to be one of them.
 *
 * @param word What was written.
 * @param names What there is.
 * @returns The nearest by edit distance, or undefined if none is near.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nearest } from "./command.ts";
 *
 * assertEquals(nearest("verfiy", ["show", "verify"]), "verify");
 * ```
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const scored = names.map((name) => ({
    name,
    distance: name.startsWith(word) || word.startsWith(name) ? 1 : editDistance(word, name),
  }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance, two rows at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}

function synopsis(role: Role, chosen: Command | undefined): string {
  const named = role.commands.some(({ name }) => name !== "");
  const word = chosen?.name || (named ? (chosen ? "[COMMAND]" : "COMMAND") : "");
  const parts = ["deno task", role.name, word, chosen?.operand ?? "", "[options]"];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * The help of a role or one of its commands.
 *
 * @param role The role.
 * @param chosen The command; the whole role's if it is the nameless one or undefined.
 * @returns Lines of at most 80 columns.
 */
export function help(role: Role, chosen: Command | undefined): string {
  const lines = [bold(synopsis(role, chosen)), ""];
  const whole = !chosen || chosen.name === "";
  lines.push(...wrap(pick(whole ? role.summary : chosen.summary), 80), "");
  const named = role.commands.filter(({ name }) => name !== "");
  if (whole && named.length > 0) {
    if (chosen) {
      lines.push(bold(say("Without a command", "不带命令时")));
      lines.push(...wrap(pick(chosen.summary), 78).map((line) => `  ${line}`), "");
    }
    lines.push(bold(say("Commands", "命令")));
    lines.push(...rows(named.map(({ name, operand, summary }) => [
      [name, operand].filter(Boolean).join(" "),
      pick(summary),
    ])));
    lines.push("");
  }
  lines.push(bold(say("Options", "选项")));
  lines.push(...rows(
    Object.entries({ ...chosen?.options, ...COMMON }).map(([name, option]) => [
      `${option.short === undefined ? "" : `-${option.short}, `}--${name}${
        option.value ? ` ${option.value}` : ""
      }`,
      pick(option.help) + (option.many ? say(" (repeatable)", "（可重复）") : ""),
    ]),
  ));
  return lines.join("\n");
}

/** Two columns: terms, and explanations wrapped within 80 columns; a long term has its own line. */
function rows(entries: readonly (readonly [string, string])[]): string[] {
  const widths = entries.map(([term]) => columns(term)).filter((width) => width <= 24);
  const width = Math.max(0, ...widths);
  return entries.flatMap(([term, text]) => {
    const lines = wrap(text, 80 - width - 4);
    const head = columns(term) > width ? [`  ${term}`] : [];
    return [
      ...head,
      ...lines.map((line, i) => {
        const label = i === 0 && head.length === 0 ? term : "";
        return `  ${pad(label, width)}  ${dim(line)}`;
      }),
    ];
  });
}

/**
 * A whole number given as an option's value.
 *
 * @param name The option's name, for the error.
 * @param value The value.
 * @param least The smallest allowed.
 * @param most The largest allowed.
 * @returns The number.
 * @throws {UserError} If it is no whole number or out of range.
 */
export function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw usage(
    {
      en: `--${name} "${value}" is not a whole number in range`,
      zh: `--${name} 的值“${value}”不是范围内的整数`,
    },
    { en: `Give a number from ${least} to ${most}`, zh: `请给出 ${least} 到 ${most} 之间的整数` },
  );
}

/**
 * Refuses texts of white space alone.
 *
 * @param name The option's name, for the error.
 * @param values What was given.
 * @throws {UserError} If one of them is blank.
 */
export function refuseBlank(name: string, values: readonly string[]): void {
  if (values.every((value) => value.trim() !== "")) return;
  throw usage(
    { en: `--${name} is empty`, zh: `--${name} 为空` },
    { en: "Give it a text", zh: "请给出文本" },
  );
}
