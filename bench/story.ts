/**
 * How long the whole lab takes with its certificates there, beside the same exchange in Python; both
 * in one run, in turns.
 *
 * `deno task bench` makes the certificates in a temporary folder and prints medians and ratios.
 *
 * @module
 */
import { makeLab } from "../ca.ts";

const ROUNDS = 25;
const ROOT = new URL("..", import.meta.url).pathname;

interface Contender {
  name: string;
  command: string;
  args: string[];
}

/** Runs a command to its end without input; its time in milliseconds. */
async function time({ name, command, args }: Contender): Promise<number> {
  const start = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const elapsed = performance.now() - start;
  const printed = new TextDecoder().decode(stdout);
  // Only a run that did the whole exchange counts.
  if (code !== 0 || (printed.match(/→/g) ?? []).length !== 2) {
    throw new Error(`${name} failed: ${new TextDecoder().decode(stderr)}`);
  }
  return elapsed;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

/** The interpreter itself and its version: `python3` may be a wrapper that takes longer than Python. */
async function interpreter(): Promise<[path: string, version: string]> {
  const args = ["-c", "import sys; print(sys.executable, sys.version.split()[0])"];
  const { stdout } = await new Deno.Command("python3", { args }).output();
  const [path = "", version = ""] = new TextDecoder().decode(stdout).trim().split(" ");
  return [path, version];
}

const folder = Deno.makeTempDirSync({ prefix: "tls-lab-" });
try {
  await makeLab({ folder });
  const files = ["ca.crt", "server.crt", "server.key"].map((name) => `${folder}/${name}`);
  const script = `${ROOT}bench/python_lab.py`;
  const [python, version] = await interpreter();
  const contenders: Contender[] = [
    {
      name: "deno task main",
      command: Deno.execPath(),
      args: ["task", "--quiet", "main", "--dir", folder],
    },
    { name: "Python ssl", command: python, args: [script, ...files] },
    {
      name: "Python ssl, TCP_NODELAY set",
      command: python,
      args: [script, ...files, "nodelay"],
    },
  ];
  const times = contenders.map(() => [] as number[]);
  for (let round = -2; round < ROUNDS; round++) {
    for (const [i, contender] of contenders.entries()) {
      const elapsed = await time(contender);
      if (round >= 0) times[i]!.push(elapsed); // The first two rounds fill the caches.
    }
  }
  const own = median(times[0]!);
  console.log(`${"".padEnd(28)}  median      fastest  slowest  ratio to ours`);
  for (const [i, { name }] of contenders.entries()) {
    const [fastest, slowest] = [Math.min(...times[i]!), Math.max(...times[i]!)];
    const cells = [median(times[i]!), fastest, slowest].map((t) =>
      `${t.toFixed(0)} ms`.padStart(7)
    );
    const ratio = (median(times[i]!) / own).toFixed(2);
    console.log(`${name.padEnd(28)}  ${cells[0]}     ${cells[1]}  ${cells[2]}  ${ratio}`);
  }
  console.log(
    `\n${ROUNDS} rounds, in turns; ${navigator.hardwareConcurrency} processors, Deno ${Deno.version.deno}, Python ${version}`,
  );
} finally {
  Deno.removeSync(folder, { recursive: true });
}
