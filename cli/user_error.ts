/**
 * An error a person can put right.
 *
 * @module
 */
import type { Text } from "./language.ts";

/** What else is known of an error. */
export interface UserErrorOptions {
  /** The exit status: 1 it failed (the default), 2 wrong usage. */
  readonly status?: 1 | 2;
  /** The error behind it. */
  readonly cause?: unknown;
}

/** Something a person can put right. */
export class UserError extends Error {
  /** `UserError`. */
  override readonly name = "UserError";
  /** What is wrong, with the file, address or option named. */
  readonly problem: Text;
  /** What to do about it. */
  readonly remedy: Text;
  /** The exit status: 1 it failed, 2 wrong usage. */
  readonly status: 1 | 2;

  /**
   * Makes an error of its two lines.
   *
   * @param problem What is wrong, with the file, address or option named.
   * @param remedy What to do about it.
   * @param options The exit status and the error behind it.
   */
  constructor(problem: Text, remedy: Text, options: UserErrorOptions = {}) {
    super(problem.en, { cause: options.cause });
    this.problem = problem;
    this.remedy = remedy;
    this.status = options.status ?? 1;
  }
}
