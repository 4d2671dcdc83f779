/**
 * Runs the project's commands as a user does: through `deno task`, in a process of its own.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { textOf } from "./text.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What a command printed and how it ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** How a command is run. */
export interface RunOptions {
  /** What it reads from stdin; nothing by default. */
  stdin?: string | Uint8Array;
  /** Variables added to its environment. */
  env?: Record<string, string>;
}

/** Runs `deno task ROLE ARGS…` to its end, in English unless `--lang` says otherwise. */
export async function task(
  role: string,
  args: string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(role, args, options);
  const writer = child.stdin.getWriter();
  const input = options.stdin ?? "";
  await writer.write(typeof input === "string" ? new TextEncoder().encode(input) : input)
    .catch(() => {}); // It may end without reading.
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  return { code, stdout: decode(stdout), stderr: ownLines(decode(stderr)) };
}

function spawn(role: string, args: string[], options: RunOptions): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", role, ...args],
    cwd: ROOT,
    env: { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8", NO_COLOR: "1", ...options.env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What the role itself wrote, without what Deno says while it downloads a dependency. */
function ownLines(stderr: string): string {
  return stderr.replace(/^(Download|Initialize) .*\n/gm, "");
}

/** A server that was started by a test. */
export interface Running extends AsyncDisposable {
  port: number;
  /** Everything printed to stdout and stderr so far. */
  output(): string;
  /** Waits until the output matches, ten seconds at most. */
  until(pattern: RegExp): Promise<string>;
  /** Sends a signal and waits for the end. */
  stop(signal?: Deno.Signal): Promise<Outcome>;
}

/** Starts `deno task server --port 0 ARGS…` and waits until it listens. */
export async function startServerTask(args: string[], options: RunOptions = {}): Promise<Running> {
  const child = spawn("server", ["--port", "0", ...args], options);
  let [stdout, stderr] = ["", ""];
  const reading = Promise.all([
    collect(child.stdout, (text) => stdout += text),
    collect(child.stderr, (text) => stderr += text),
  ]);
  let ended = false;
  const status = child.status.then((status) => {
    ended = true;
    return status;
  });
  const running: Running = {
    port: 0,
    output: () => stdout + stderr,
    async until(pattern) {
      for (let i = 0; i < 1000; i++) {
        if (pattern.test(running.output())) return running.output();
        if (ended) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`The server never printed ${pattern}; it printed:\n${running.output()}`);
    },
    async stop(signal = "SIGTERM") {
      if (!ended) child.kill(signal);
      const { code } = await status;
      await reading;
      return { code, stdout, stderr };
    },
    async [Symbol.asyncDispose]() {
      await child.stdin.close().catch(() => {});
      await running.stop();
    },
  };
  const output = await running.until(/(Listening on|正在监听) \S+:\d+/);
  running.port = Number(/(?:Listening on|正在监听) \S+:(\d+)/.exec(output)![1]);
  return running;
}

async function collect(stream: ReadableStream<Uint8Array>, add: (text: string) => void) {
  for await (const text of textOf(stream)) add(text);
}

/** Asserts DESIGN's two lines on stderr: what is wrong, what to do; nothing on stdout, no trace. */
export function assertTwoLines(
  { code, stdout, stderr }: Outcome,
  status: number,
  problem: RegExp,
  remedy: RegExp,
): void {
  const lines = stderr.trimEnd().split("\n");
  assertEquals([code, stdout, lines.length], [status, "", 2], stderr);
  assertMatch(lines[0]!, /^error: /);
  assertMatch(lines[0]!, problem);
  assertMatch(lines[1]!, /^what to do: /);
  assertMatch(lines[1]!, remedy);
}
