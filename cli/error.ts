/**
 * Errors for people: one line that says what is wrong, one that says what to do.
 *
 * @module
 */
import { pick } from "./language.ts";
import { quote } from "./shell.ts";
import { bold, dim, printable, red, tell } from "./terminal.ts";
import { UserError } from "./user_error.ts";

export { UserError, type UserErrorOptions } from "./user_error.ts";

/**
 * Prints an error in its two lines on stderr.
 *
 * @param error What was thrown; anything but a {@linkcode UserError} is a defect of this program and
 * is shown as such.
 * @param debug Whether to add the stack trace.
 * @returns The exit status.
 */
export function report(error: unknown, debug = false): number {
  const known = error instanceof UserError ? error : translate(error);
  const lines = errorLines(known);
  tell(`${red(bold(lines[0]))}\n${lines[1]}`);
  if (debug) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      tell(dim(cause.stack ?? cause.message));
    }
  }
  return known.status;
}

/**
 * An error's two lines in the language in force, not coloured; what a stranger or a file put into them
 * cannot break a line or reach the terminal raw.
 *
 * @param error The error.
 * @returns What is wrong and what to do, each with its label.
 */
export function errorLines(error: UserError): [string, string] {
  return [
    `${pick({ en: "error: ", zh: "错误：" })}${printable(pick(error.problem))}`,
    `${pick({ en: "what to do: ", zh: "怎么办：" })}${printable(pick(error.remedy))}`,
  ];
}

/** A refusal by Deno's sandbox says what to allow; anything else was not foreseen. */
function translate(error: unknown): UserError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Deno.errors.NotCapable) {
    const [, access = "", flag = ""] =
      /Requires (.*?), run again with the (--\S+) flag/.exec(message) ?? [];
    const target = /"(.*)"/.exec(access)?.[1] ?? "";
    return new UserError(
      { en: `Deno does not allow ${access || message}`, zh: `Deno 不允许：${access || message}` },
      {
        en: `This task may use only what deno.json names. To allow more, run the file itself: ` +
          `deno run ${quote(`${flag}=${target}`)} …`,
        zh: `此任务只能使用 deno.json 中列出的权限。要放宽，请直接运行该文件：` +
          `deno run ${quote(`${flag}=${target}`)} …`,
      },
      { cause: error },
    );
  }
  return new UserError(
    { en: `Unexpected: ${message}`, zh: `意外错误：${message}` },
    {
      en: "This is a defect of tls-lab. Run again with --debug and report what it prints",
      zh: "这是 tls-lab 的缺陷。请加上 --debug 再运行一次，并报告输出内容",
    },
    { cause: error },
  );
}
