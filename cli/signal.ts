/**
 * Waiting to be stopped.
 *
 * @module
 */

/** How long after the first signal another is taken for the same, in milliseconds. */
const ONE_PRESS = 1000;

/** The status of a program that a person interrupts: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/**
 * Resolves at the first SIGINT (Ctrl-C), SIGTERM, SIGQUIT (Ctrl-\), or SIGHUP, which a terminal sends as it is
 * closed.
 *
 * From then on the process ends by itself. A signal that follows at once is the same one: a terminal
 * sends it to all its processes, and `deno task` passes it on once more. Whoever asks again later does
 * not want to wait: the process exits.
 */
export async function stopSignal(): Promise<void> {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
  const { promise, resolve } = Promise.withResolvers<void>();
  let first: number | undefined;
  for (const signal of signals) {
    Deno.addSignalListener(signal, () => {
      first ??= performance.now();
      if (performance.now() - first > ONE_PRESS) Deno.exit(INTERRUPTED);
      resolve();
    });
  }
  await promise;
}
