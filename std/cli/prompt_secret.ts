/**
 * Asks for a secret at the terminal without showing what is typed.
 *
 * @example
 * ```ts
 * import { promptSecret } from "@std/cli/prompt-secret";
 * import { assertStrictEquals } from "@std/assert";
 *
 * // There is nobody to ask at the end of a pipe.
 * if (!Deno.stdin.isTerminal()) assertStrictEquals(promptSecret("Passphrase:"), null);
 * ```
 *
 * @module
 */

/** How {@linkcode promptSecret} shows that something is being typed. */
export type PromptSecretOptions = {
  /**
   * What stands for one typed byte; the empty string shows nothing at all.
   *
   * @default {"*"}
   */
  mask?: string;
  /**
   * Wipes the prompt from the screen afterwards instead of starting a new line.
   *
   * @default {false}
   */
  clear?: boolean;
};

const ENTER: readonly number[] = [0x0a, 0x0d];
const BACKSPACE: readonly number[] = [0x08, 0x7f];
const CLEAR_LINE = "\r\x1b[K";
const PREVIOUS_LINE = "\r\x1b[1F";

/**
 * Prints a message and reads a line of which only its length shows, one mask per byte.
 *
 * Backspace takes back one byte, not one character. Ctrl-C interrupts the program as usual (where
 * the terminal supports that, so not on Windows); Ctrl-D has no special meaning and becomes part of
 * the secret.
 *
 * @param message What to print before the typed line; a space is added to it.
 * @param options The mask, and whether to wipe the line afterwards.
 * @returns What was typed, or `null` if standard input is not a terminal.
 *
 * @example
 * ```ts
 * import { promptSecret } from "@std/cli/prompt-secret";
 * import { assertStrictEquals } from "@std/assert";
 *
 * // There is nobody to ask at the end of a pipe.
 * if (!Deno.stdin.isTerminal()) assertStrictEquals(promptSecret("Passphrase:"), null);
 * ```
 */
export function promptSecret(
  message = "Secret",
  options: PromptSecretOptions = {},
): string | null {
  if (!Deno.stdin.isTerminal()) return null;
  const { mask = "*", clear = false } = options;

  const prompt = `${message} `;
  const onTyped = mask === "" ? () => {} : lengthPainter(prompt, mask);
  print(prompt);
  // Ctrl-C keeps its meaning in this mode, which Windows does not have.
  Deno.stdin.setRaw(true, { cbreak: Deno.build.os !== "windows" });
  try {
    return new TextDecoder().decode(readLine(onTyped));
  } finally {
    print(clear ? CLEAR_LINE : "\n");
    Deno.stdin.setRaw(false);
  }
}

function readLine(onTyped: (length: number) => void): Uint8Array {
  const typed: number[] = [];
  const key = new Uint8Array(1);
  while (Deno.stdin.readSync(key)) {
    const [byte = 0] = key;
    if (ENTER.includes(byte)) break;
    if (BACKSPACE.includes(byte)) typed.pop();
    else typed.push(byte);
    onTyped(typed.length);
  }
  return Uint8Array.from(typed);
}

/** Repaints the screen line the cursor is on: a long secret flows over several of them. */
function lengthPainter(prompt: string, mask: string): (length: number) => void {
  const { columns } = Deno.consoleSize();
  let painted = 0;
  return (length) => {
    const text = prompt + mask.repeat(length);
    const overflow = text.length % columns;
    const screenLine = text.length > columns ? text.slice(-(overflow || columns)) : text;

    if (text.length < painted) {
      print(overflow === 0 ? CLEAR_LINE + PREVIOUS_LINE : CLEAR_LINE);
    } else if (overflow !== 1) {
      // The first character of a new screen line has nothing to wipe but the full line above it.
      print(CLEAR_LINE);
    }
    print(screenLine);
    painted = text.length;
  };
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
