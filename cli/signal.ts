/**
 * Waiting to be stopped.
 *
 * @module
 */

/** Resolves at the first SIGINT (Ctrl-C), SIGTERM, or SIGHUP, which a terminal sends as it is closed. */
export async function stopSignal(): Promise<void> {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of signals) Deno.addSignalListener(signal, resolve);
  await promise;
  for (const signal of signals) Deno.removeSignalListener(signal, resolve);
}
