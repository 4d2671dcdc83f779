/**
 * Measuring side by side, and showing it.
 *
 * @module
 */

/** Something that can be measured again and again. */
export interface Contender {
  /** What it is called in the table. */
  readonly name: string;
  /** Does it once; gives what it took, in milliseconds or in another unit where less is not better. */
  readonly run: () => Promise<number>;
}

/** What was measured of a contender. */
export interface Measured {
  readonly name: string;
  readonly values: readonly number[];
}

/**
 * Runs contenders in turns, so that what disturbs the machine disturbs all alike.
 *
 * @param contenders Who.
 * @param rounds How often each counts; one more round before them fills the caches.
 * @returns What each took.
 */
export async function inTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Measured[]> {
  const values = contenders.map(() => [] as number[]);
  for (let round = -1; round < rounds; round++) {
    for (const [i, { run }] of contenders.entries()) {
      const value = await run();
      if (round >= 0) values[i]!.push(value);
    }
  }
  return contenders.map(({ name }, i) => ({ name, values: values[i]! }));
}

/**
 * The middle one of several values.
 *
 * @param values The values, at least one.
 * @returns The median.
 */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/**
 * Prints what was measured: medians, extremes, and each median as a ratio to that of the first.
 *
 * @param title What was measured.
 * @param measured What each took.
 * @param unit The unit of the values.
 */
export function printTable(title: string, measured: readonly Measured[], unit: string): void {
  const width = Math.max(title.length, ...measured.map(({ name }) => name.length));
  console.log(`${title.padEnd(width)}    median       least        most  ratio to the first`);
  const first = median(measured[0]!.values);
  for (const { name, values } of measured) {
    const cells = [median(values), Math.min(...values), Math.max(...values)]
      .map((value) => `${value.toFixed(0)} ${unit}`.padStart(10));
    console.log(`${name.padEnd(width)}${cells.join("  ")}  ${(median(values) / first).toFixed(2)}`);
  }
  console.log();
}

/** What a command left behind. */
export interface Finished {
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
  /** The most memory it had, in MiB, as far as Linux tells. */
  readonly memory: number;
}

/**
 * Runs a command to its end, its output thrown away.
 *
 * @param command The program.
 * @param args Its arguments.
 * @returns What it took.
 * @throws {Error} If it fails.
 */
export async function timed(command: string, args: readonly string[]): Promise<Finished> {
  const start = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, peakOf(child.pid));
  }, 200);
  const { code, stderr } = await child.output();
  const milliseconds = performance.now() - start;
  clearInterval(watch);
  if (code === 0) return { milliseconds, memory };
  throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
}

/** Deno reads nothing in /proc without all permissions; `cat` may. */
function peakOf(pid: number): number {
  const { stdout } = new Deno.Command("cat", { args: [`/proc/${pid}/status`], stderr: "null" })
    .outputSync();
  // Nothing is there once it has ended, or where this is not Linux.
  return Number(/VmHWM:\s+(\d+) kB/.exec(new TextDecoder().decode(stdout))?.[1] ?? 0) / 1024;
}
