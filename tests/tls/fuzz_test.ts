import { assertEquals, assertLess } from "@std/assert";
import type { Kind, Outcome, Trial } from "./support/fuzz.ts";

/** How many mutations there are of each kind: 200,000 of real connections, and random bytes. */
const COUNTS: readonly [Kind, number][] = [
  ["changed", 90_000],
  ["rearranged", 80_000],
  ["misspoken", 30_000],
  ["random", 20_000],
];

/** How many mutations are tried side by side. */
const THREADS = 2;

/** A thread that tries mutations. */
class Thread {
  readonly #worker = new Worker(new URL("./support/fuzz_worker.ts", import.meta.url), {
    type: "module",
  });

  attempt(trial: Trial): Promise<Outcome> {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    this.#worker.onerror = ({ message }) => reject(new Error(message));
    this.#worker.onmessage = ({ data }: MessageEvent<{ outcome?: Outcome; failed?: string }>) => {
      if (data.outcome) resolve(data.outcome);
      else reject(new Error(data.failed));
    };
    this.#worker.postMessage(trial);
    return promise;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

Deno.test("any mutation of real connections gives events, no exception, and takes no time", async () => {
  using threads = new DisposableStack();
  const running = Array.from({ length: THREADS }, () => threads.use(new Thread()));
  for (const [kind, times] of COUNTS) {
    const outcomes = await Promise.all(
      running.map((thread, seed) => thread.attempt({ kind, seed, times: times / THREADS })),
    );
    const count = outcomes.reduce((sum, { count }) => sum + count, 0);
    const slowest = Math.max(...outcomes.map(({ slowest }) => slowest));
    console.log(`${kind}: ${count} connections decoded, the slowest in ${slowest.toFixed(0)} ms`);
    assertEquals(count, times);
    assertLess(slowest, 1000, kind);
    for (const { grown } of outcomes) assertLess(grown, 64 << 20, kind);
  }
});
