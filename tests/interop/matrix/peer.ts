/**
 * One run of a server or a client, typed at and listened to.
 *
 * @module
 */
import { textOf } from "../../support/text.ts";

/** Longer than any scenario takes, so that one that hangs ends as a failure. */
const LIMIT = 20_000;

/** A running program. */
export class Peer implements AsyncDisposable {
  /** What it printed so far, both streams as they came. */
  output = "";
  readonly #name: string;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ended: Promise<void>;
  #over = false;
  #news = Promise.withResolvers<void>();

  /**
   * Starts it.
   *
   * @param program The program.
   * @param args What follows its name.
   * @param env What is added to its environment.
   */
  constructor(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ) {
    this.#name = `${program} ${args[0]}`;
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    this.#child = new Deno.Command(program, { args: [...args], env, ...pipes }).spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#ended = this.#listen();
  }

  /** Types something; nothing happens if it is no longer there. */
  async type(text: string): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(text)).catch(() => {});
  }

  /**
   * Waits until what it prints matches.
   *
   * @param pattern What it has to match.
   * @param from How much of the output to pass over: none by default.
   * @throws {Error} If it ends without.
   */
  async until(pattern: RegExp, from = 0): Promise<RegExpExecArray> {
    for (;;) {
      const news = this.#news.promise;
      const match = pattern.exec(this.output.slice(from));
      if (match) return match;
      if (this.#over) {
        throw new Error(`${this.#name} never printed ${pattern}; it printed:\n${this.output}`);
      }
      await news;
    }
  }

  /** Ends its input and waits until it ends. */
  async finish(): Promise<void> {
    await this.#stdin.close().catch(() => {});
    await this.#ended;
  }

  /** Ends it, whatever it is doing. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#over) this.#child.kill();
    await this.finish();
  }

  async #listen(): Promise<void> {
    const alarm = setTimeout(() => this.#child.kill(), LIMIT);
    const reading = [this.#child.stdout, this.#child.stderr].map(async (stream) => {
      for await (const text of textOf(stream)) {
        this.output += text;
        this.#tell();
      }
    });
    await Promise.all([...reading, this.#child.status]);
    clearTimeout(alarm);
    this.#over = true;
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
