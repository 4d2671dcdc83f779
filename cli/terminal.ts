/**
 * What people see: where output goes, when it is coloured, how text from strangers is made safe, and
 * how columns line up. The rules of the terminal are written here once.
 *
 * Results go to stdout, everything else to stderr. Colour only where both are shown to a person: the
 * stream is a terminal and `NO_COLOR` is not set. Where a reader stops reading (`| head`), the work goes
 * on in silence, so that the exit status tells the truth.
 *
 * @module
 */
import {
  bold,
  cyan,
  dim,
  getColorEnabled,
  green,
  red,
  setColorEnabled,
  stripAnsiCode,
  yellow,
} from "@std/fmt/colors";
import { UserError } from "./user_error.ts";

export { bold, cyan, dim, green, red, yellow };

/** Turns colour off unless stdout is a terminal; `NO_COLOR` has been respected already. */
export function chooseColour(): void {
  setColorEnabled(getColorEnabled() && Deno.stdout.isTerminal());
}

/**
 * Prints a line of result to stdout.
 *
 * @param line The line, without its newline.
 */
export function print(line = ""): void {
  write(Deno.stdout, line);
}

/**
 * Prints a line about the work to stderr.
 *
 * @param line The line, without its newline.
 */
export function tell(line: string): void {
  write(Deno.stderr, line);
}

function write(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  if (unread.has(stream)) return;
  let bytes = new TextEncoder().encode(`${line}\n`);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw cannotPrint(error);
    unread.add(stream);
  }
}

/** Streams whose reader has stopped reading. */
const unread = new Set<unknown>();

/**
 * Whether anybody still reads what is printed.
 *
 * @returns False once stdout has been found closed.
 */
export function isRead(): boolean {
  return !unread.has(Deno.stdout);
}

function cannotPrint(cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    { en: `The output cannot be written: ${why}`, zh: `无法写出输出：${why}` },
    {
      en: "Check where it goes, and whether its disk is full",
      zh: "请检查输出的去向以及磁盘是否已满",
    },
    { cause },
  );
}

/**
 * Text from a stranger, made safe to print: control characters, which could move the cursor or
 * recolour the terminal, and characters that change the direction of writing are shown as `\x1b` or
 * `\u202e`.
 *
 * @param text What a peer, a file or a certificate said.
 * @returns One line without such characters.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { printable } from "./terminal.ts";
 *
 * assertEquals(printable("a\x1b[31mb\n"), "a\\x1b[31mb\\x0a");
 * ```
 */
export function printable(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (char) => {
      const code = char.charCodeAt(0).toString(16);
      return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, "0")}`;
    },
  );
}

/**
 * How many columns a text takes: East Asian characters take two, accents and colours none.
 *
 * @param text One line.
 * @returns The number of columns.
 */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of stripAnsiCode(text)) {
    if (/\p{Mn}|\p{Cf}/u.test(char)) continue;
    width += WIDE.test(char) ? 2 : 1;
  }
  return width;
}

/** The blocks whose characters are wide in Unicode's East Asian Width (UAX 11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * Pads a text with spaces to a width in columns.
 *
 * @param text The text.
 * @param width The width.
 * @returns The text, longer if it was shorter.
 */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/**
 * Breaks a text into lines no wider than asked: at spaces, and between Chinese characters.
 *
 * @param text The text.
 * @param width The width in columns.
 * @param pieces What may not be broken: words by default.
 * @returns The lines; a piece wider than the width stays whole.
 */
export function wrap(text: string, width: number, pieces = WORDS): string[] {
  const lines = [""];
  for (const piece of text.match(pieces) ?? []) {
    const last = lines.at(-1)!;
    if (last !== "" && columns(last + piece.trimEnd()) > width) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.map((line) => line.trimEnd());
}

/** Words, and Chinese characters one by one, with the punctuation that belongs to them. */
const WORDS =
  /[（《「“]*(?:[^\s\u3000-\u9fff\uff00-\uffef]+|[\u3000-\u9fff\uff00-\uffef])[，。、；：？！）》」”]*\s*|\s+/g;
/** The items of a list, so that `CN = a` is not torn apart. */
const ITEMS = /[^,]+(?:,\s*|$)|,\s*/g;

/**
 * Labels and values in two columns, long lists wrapped.
 *
 * @param rows The labels with their values.
 * @param options What stands before each line, two spaces by default; how wide a line may be, 80
 * columns by default.
 * @returns The lines.
 */
export function table(
  rows: readonly (readonly [string, string])[],
  { indent = "  ", width = 80 }: { indent?: string; width?: number } = {},
): string[] {
  const labels = Math.max(...rows.map(([label]) => columns(label)));
  return rows.flatMap(([label, value]) =>
    wrap(value, width - indent.length - labels - 2, ITEMS).map((line, i) =>
      `${indent}${dim(pad(i === 0 ? label : "", labels))}  ${line}`
    )
  );
}

/**
 * A length of time in a unit that suits it.
 *
 * @param milliseconds The time.
 * @returns Such as `0.4 ms`, `153 ms`, `2.1 s`.
 */
export function duration(milliseconds: number): string {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
