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
 * Resolves at the first SIGINT (Ctrl-C) or SIGTERM.
 *
 * From then on the process ends by itself. A signal that follows at once is the same one: a terminal
 * sends it to all its processes, and `deno task` passes it on once more. Whoever asks again later does
 * not want to wait: the process exits.
 *
 * @param also Further signals, where the system knows them, for whoever has to clean up after those as
 * well: SIGHUP, which a terminal sends as it is closed, or SIGQUIT (Ctrl-\).
 */
export async function stopSignal(also: readonly Deno.Signal[] = []): Promise<void> {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM", ...also];
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
