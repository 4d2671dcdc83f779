/**
 * How long the whole lab takes with its certificates there, beside the same exchange in Python.
 *
 * @module
 */
import { makeLab } from "../ca.ts";
import { type Contender, inTurns, printTable } from "./table.ts";

const ROUNDS = 25;
const ROOT = new URL("..", import.meta.url).pathname;

/** Runs a command to its end without input; its time in milliseconds. */
async function exchange(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const elapsed = performance.now() - start;
  const printed = new TextDecoder().decode(stdout);
  // Only a run that did the whole exchange counts.
  if (code !== 0 || (printed.match(/→/g) ?? []).length !== 2) {
    throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
  }
  return elapsed;
}

/** The interpreter itself and its version: `python3` may be a wrapper that takes longer than Python. */
async function interpreter(): Promise<[path: string, version: string]> {
  const args = ["-c", "import sys; print(sys.executable, sys.version.split()[0])"];
  const { stdout } = await new Deno.Command("python3", { args }).output();
  const [path = "", version = ""] = new TextDecoder().decode(stdout).trim().split(" ");
  return [path, version];
}

/** Measures the story and prints it. */
export async function benchStory(): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  try {
    await makeLab({ folder });
    const files = ["ca.crt", "server.crt", "server.key"].map((name) => `${folder}/${name}`);
    const script = `${ROOT}bench/python_lab.py`;
    const [python, version] = await interpreter();
    const main = ["task", "--quiet", "main", "--dir", folder];
    const contenders: Contender[] = [
      { name: "deno task main", run: () => exchange(Deno.execPath(), main) },
      { name: `Python ${version} ssl`, run: () => exchange(python, [script, ...files]) },
      {
        name: "Python ssl, TCP_NODELAY set",
        run: () => exchange(python, [script, ...files, "nodelay"]),
      },
    ];
    printTable("The whole story", await inTurns(contenders, ROUNDS), "ms");
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
