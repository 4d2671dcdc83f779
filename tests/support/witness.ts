/**
 * Outside witnesses: programs that know nothing of this project and say whether it is right.
 *
 * @module
 */
import { textOf } from "./text.ts";
const PATH = Deno.env.get("PATH") ?? "";

function found(program: string): boolean {
  return PATH.split(Deno.build.os === "windows" ? ";" : ":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });
}

/**
 * A test that needs outside programs. Where one is missing the test is shown as ignored, with the
 * program named; in CI it fails.
 */
export function witnessed(programs: string[], name: string, fn: () => void | Promise<void>): void {
  const missing = programs.filter((program) => !found(program));
  if (missing.length === 0) return Deno.test(name, fn);
  const title = `${name} (not tested: ${missing.join(" and ")} is missing)`;
  if (Deno.env.get("CI") === undefined) return Deno.test({ name: title, ignore: true, fn });
  Deno.test(title, () => {
    throw new Error(`In CI no witness may be missing: install ${missing.join(" and ")}`);
  });
}

/** Runs an outside program to its end. */
export async function ask(
  program: string,
  args: string[],
  options: { stdin?: string; cwd?: string } = {},
): Promise<{ code: number; stdout: string; stderr: string; output: string }> {
  const child = new Deno.Command(program, {
    args,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(options.stdin ?? "")).catch(() => {});
  await writer.close().catch(() => {});
  const result = await child.output();
  const [stdout, stderr] = [result.stdout, result.stderr].map((b) => new TextDecoder().decode(b));
  return { code: result.code, stdout: stdout!, stderr: stderr!, output: stdout! + stderr! };
}

/** Where `openssl s_server` says which port it took. */
export const ACCEPT = /ACCEPT 127\.0\.0\.1:(\d+)/;

/** A server written elsewhere, started by a test; stopped when the `using` block ends. */
export interface WitnessServer extends AsyncDisposable {
  port: number;
  /** Everything it printed so far. */
  output(): string;
  /** Types something at it. */
  type(text: string): Promise<void>;
  /** Waits until its output matches, ten seconds at most. */
  until(pattern: RegExp): Promise<string>;
}

/** Starts an outside server and waits until it says its port, which `pattern` captures. */
export async function witnessServer(
  program: string,
  args: string[],
  pattern: RegExp,
): Promise<WitnessServer> {
  const child = new Deno.Command(program, {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  let ended = false;
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const text of textOf(stream)) output += text;
  });
  const status = child.status.then(() => ended = true);
  const stdin = child.stdin.getWriter();
  const server: WitnessServer = {
    port: 0,
    output: () => output,
    async type(text) {
      await stdin.write(new TextEncoder().encode(text));
    },
    async until(wanted) {
      for (let i = 0; i < 1000 && !ended; i++) {
        if (wanted.test(output)) return output;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (wanted.test(output)) return output;
      throw new Error(`${program} never printed ${wanted}; it printed:\n${output}`);
    },
    async [Symbol.asyncDispose]() {
      await stdin.close().catch(() => {});
      if (!ended) child.kill();
      await status;
      await Promise.all(reading);
    },
  };
  server.port = Number(pattern.exec(await server.until(pattern))![1]);
  return server;
}
