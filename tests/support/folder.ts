/**
 * Folders that are gone when a test ends.
 *
 * @module
 */

/** A temporary folder, removed when the `using` block ends. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  return {
    path,
    [Symbol.dispose]() {
      Deno.removeSync(path, { recursive: true });
    },
  };
}
