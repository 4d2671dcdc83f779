/**
 * One writer at a time in a CA's folder.
 *
 * @module
 */
/**
 * Waits until no other process writes in a folder and keeps others waiting until disposed of. The lock
 * is the system's, on the file `.lock`: a process that dies loses it.
 *
 * @param folder The CA's folder; where there is none, there is nothing to lock.
 * @returns What to dispose of when all is written.
 *
 * @example
 * ```ts
 * import { lockFolder } from "./lock.ts";
 *
 * const folder = Deno.makeTempDirSync();
 * {
 *   using _lock = lockFolder(folder);
 *   // Nobody else writes here now.
 * }
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export function lockFolder(folder: string): Disposable {
  const file = openLock(`${folder}/.lock`);
  file?.lockSync(true);
  return {
    [Symbol.dispose]() {
      file?.close();
    },
  };
}

/** Where the lock cannot be made nothing else can: whatever is written next says so better. */
function openLock(path: string): Deno.FsFile | undefined {
  try {
    return Deno.openSync(path, { create: true, write: true, mode: 0o600 });
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return undefined;
  }
}
