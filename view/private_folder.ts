/**
 * Makes the private folder the page's key log goes into, and prints the file's path.
 *
 * The TLS library reads SSLKEYLOGFILE once, when the process starts, so the folder has to be there before:
 * the task runs this first. `view.ts` removes the folder when it ends.
 *
 * @module
 */

/** What the folder's name begins with: `view.ts` removes no other. */
export const PREFIX = "tls-lab-view-";

/** The key log's name in it. */
export const KEY_LOG = "keys.log";

if (import.meta.main) {
  // Closed to all but its owner by the system (mkdtemp), and so is what is in it.
  console.log(`${Deno.makeTempDirSync({ dir: "/tmp", prefix: PREFIX })}/${KEY_LOG}`);
}
