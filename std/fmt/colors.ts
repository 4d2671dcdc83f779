/**
 * Styles text for terminals. All styles turn into no-ops when colours are off, as they are from
 * the start if the environment sets `NO_COLOR`.
 *
 * @example
 * ```ts
 * import { bold, red, stripAnsiCode } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * const text = `${bold(red("expired"))} since yesterday`;
 * assertEquals(stripAnsiCode(text), "expired since yesterday");
 * ```
 *
 * @module
 */

let enabled = !Deno.noColor;

/**
 * Turns all styles on or off. Does nothing if the environment sets `NO_COLOR`: the user's wish
 * comes first.
 *
 * @param value Whether text is to be styled from now on.
 *
 * @example
 * ```ts
 * import { green, setColorEnabled } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * setColorEnabled(false);
 * assertEquals(green("valid"), "valid");
 * ```
 */
export function setColorEnabled(value: boolean): void {
  if (!Deno.noColor) enabled = value;
}

/**
 * Says whether styles have an effect at the moment.
 *
 * @returns `true` if they do.
 *
 * @example
 * ```ts
 * import { getColorEnabled, setColorEnabled } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * setColorEnabled(false);
 * assertEquals(getColorEnabled(), false);
 * ```
 */
export function getColorEnabled(): boolean {
  return enabled;
}

/**
 * Puts `text` between the codes that start and end a style. Where `text` ends that style itself,
 * because a part of it wears one of the same kind, the outer style starts again.
 */
function styled(text: string, start: number, end: number): string {
  if (!enabled) return text;
  const on = `\x1b[${start}m`;
  const off = `\x1b[${end}m`;
  return on + text.replaceAll(off, on) + off;
}

/**
 * Shows text without any of the styles around it.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, reset } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(reset("text"), getColorEnabled() ? "\x1b[0mtext\x1b[0m" : "text");
 * ```
 */
export function reset(text: string): string {
  return styled(text, 0, 0);
}

/**
 * Makes text bold.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, bold } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bold("text"), getColorEnabled() ? "\x1b[1mtext\x1b[22m" : "text");
 * ```
 */
export function bold(text: string): string {
  return styled(text, 1, 22);
}

/**
 * Makes text fainter.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, dim } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dim("text"), getColorEnabled() ? "\x1b[2mtext\x1b[22m" : "text");
 * ```
 */
export function dim(text: string): string {
  return styled(text, 2, 22);
}

/**
 * Slants text.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, italic } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(italic("text"), getColorEnabled() ? "\x1b[3mtext\x1b[23m" : "text");
 * ```
 */
export function italic(text: string): string {
  return styled(text, 3, 23);
}

/**
 * Draws a line under text.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, underline } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(underline("text"), getColorEnabled() ? "\x1b[4mtext\x1b[24m" : "text");
 * ```
 */
export function underline(text: string): string {
  return styled(text, 4, 24);
}

/**
 * Swaps the colours of text and background.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, inverse } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(inverse("text"), getColorEnabled() ? "\x1b[7mtext\x1b[27m" : "text");
 * ```
 */
export function inverse(text: string): string {
  return styled(text, 7, 27);
}

/**
 * Colours text red.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, red } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(red("text"), getColorEnabled() ? "\x1b[31mtext\x1b[39m" : "text");
 * ```
 */
export function red(text: string): string {
  return styled(text, 31, 39);
}

/**
 * Colours text green.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, green } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(green("text"), getColorEnabled() ? "\x1b[32mtext\x1b[39m" : "text");
 * ```
 */
export function green(text: string): string {
  return styled(text, 32, 39);
}

/**
 * Colours text yellow.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, yellow } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(yellow("text"), getColorEnabled() ? "\x1b[33mtext\x1b[39m" : "text");
 * ```
 */
export function yellow(text: string): string {
  return styled(text, 33, 39);
}

/**
 * Colours text blue.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, blue } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(blue("text"), getColorEnabled() ? "\x1b[34mtext\x1b[39m" : "text");
 * ```
 */
export function blue(text: string): string {
  return styled(text, 34, 39);
}

/**
 * Colours text magenta.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, magenta } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(magenta("text"), getColorEnabled() ? "\x1b[35mtext\x1b[39m" : "text");
 * ```
 */
export function magenta(text: string): string {
  return styled(text, 35, 39);
}

/**
 * Colours text cyan.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, cyan } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cyan("text"), getColorEnabled() ? "\x1b[36mtext\x1b[39m" : "text");
 * ```
 */
export function cyan(text: string): string {
  return styled(text, 36, 39);
}

/**
 * Colours text white.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, white } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(white("text"), getColorEnabled() ? "\x1b[37mtext\x1b[39m" : "text");
 * ```
 */
export function white(text: string): string {
  return styled(text, 37, 39);
}

/**
 * Colours text gray, which terminals call bright black.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, gray } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gray("text"), getColorEnabled() ? "\x1b[90mtext\x1b[39m" : "text");
 * ```
 */
export function gray(text: string): string {
  return styled(text, 90, 39);
}

/**
 * Colours text in a lighter red.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightRed } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightRed("text"), getColorEnabled() ? "\x1b[91mtext\x1b[39m" : "text");
 * ```
 */
export function brightRed(text: string): string {
  return styled(text, 91, 39);
}

/**
 * Colours text in a lighter green.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightGreen } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightGreen("text"), getColorEnabled() ? "\x1b[92mtext\x1b[39m" : "text");
 * ```
 */
export function brightGreen(text: string): string {
  return styled(text, 92, 39);
}

/**
 * Colours text in a lighter yellow.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightYellow } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightYellow("text"), getColorEnabled() ? "\x1b[93mtext\x1b[39m" : "text");
 * ```
 */
export function brightYellow(text: string): string {
  return styled(text, 93, 39);
}

/**
 * Colours text in a lighter blue.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightBlue } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightBlue("text"), getColorEnabled() ? "\x1b[94mtext\x1b[39m" : "text");
 * ```
 */
export function brightBlue(text: string): string {
  return styled(text, 94, 39);
}

/**
 * Colours text in a lighter magenta.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightMagenta } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightMagenta("text"), getColorEnabled() ? "\x1b[95mtext\x1b[39m" : "text");
 * ```
 */
export function brightMagenta(text: string): string {
  return styled(text, 95, 39);
}

/**
 * Colours text in a lighter cyan.
 *
 * @param text The text to style.
 * @returns The text between the codes that start and end the style.
 *
 * @example
 * ```ts
 * import { getColorEnabled, brightCyan } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brightCyan("text"), getColorEnabled() ? "\x1b[96mtext\x1b[39m" : "text");
 * ```
 */
export function brightCyan(text: string): string {
  return styled(text, 96, 39);
}

/**
 * Escape sequences that start with `ESC [` (styles, cursor movement, clearing), and those that
 * start with `ESC ]` and end in a bell (window titles, links).
 */
// deno-lint-ignore no-control-regex -- control characters are what it is for
const ANSI_CODE = /(?:\x1b\[|\x9b)[\d;?]*[@-~]|\x1b\][^\x07]*\x07/g;

/**
 * Takes styles and other terminal codes out of text, whether colours are on or off.
 *
 * @param text The text that may hold such codes.
 * @returns The text as a person would read it.
 *
 * @example
 * ```ts
 * import { cyan, stripAnsiCode, underline } from "@std/fmt/colors";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(stripAnsiCode(underline(cyan("a.test"))), "a.test");
 * ```
 */
export function stripAnsiCode(text: string): string {
  return text.replace(ANSI_CODE, "");
}
