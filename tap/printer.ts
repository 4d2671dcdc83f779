/**
 * Printing many lines quickly: they are collected, and written together.
 *
 * @module
 */
import { print } from "../cli/terminal.ts";

/** How many characters are collected before they are written. */
const ENOUGH = 64 * 1024;

/** Collects lines for stdout. */
export class Printer {
  #lines: string[] = [];
  #size = 0;

  /**
   * Takes lines, and writes them once there are enough.
   *
   * @param lines The lines.
   */
  add(...lines: readonly string[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#size += line.length;
    }
    if (this.#size >= ENOUGH) this.flush();
  }

  /** Writes what has been collected. */
  flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.join("\n");
    this.#lines = [];
    this.#size = 0;
    print(text);
  }
}
