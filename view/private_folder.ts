/**
 * The private folder the page's key log is in.
 *
 * The TLS library reads SSLKEYLOGFILE once, when the process starts, so the folder has to be there before:
 * the task runs this module first, which makes the folder and prints the key log's path. `view.ts` keeps
 * the folder as long as it runs, and removes it when it ends. Where it could not, because it was killed,
 * the next start does.
 *
 * @module
 */

const PARENT = "/tmp";
const PREFIX = "tls-lab-view-";
const KEY_LOG = "keys.log";

/** As long as a folder is this young, in milliseconds, whoever it is made for may not have kept it yet. */
const YOUNG = 60_000;

/**
 * Makes a folder that nobody else may enter: the system gives it mode 0700 (mkdtemp).
 *
 * @returns The path of the key log in it, which is not there yet.
 */
export function makePrivateFolder(): string {
  return `${Deno.makeTempDirSync({ dir: PARENT, prefix: PREFIX })}/${KEY_LOG}`;
}

/**
 * The folder of a key log.
 *
 * @param keyLog The path of the key log.
 * @returns The folder; undefined if it is none that {@linkcode makePrivateFolder} has made.
 */
export function privateFolderOf(keyLog: string): string | undefined {
  const folder = keyLog.slice(0, -KEY_LOG.length - 1);
  const isOurs = new RegExp(`^${PARENT}/${PREFIX}[^/]+$`).test(folder);
  return isOurs && keyLog === `${folder}/${KEY_LOG}` ? folder : undefined;
}

/**
 * Keeps a folder from being swept as long as this process runs.
 *
 * @param folder The folder.
 */
export function keepFolder(folder: string): void {
  // Never closed: the lock is gone when the process is, however it ends.
  const file = Deno.openSync(`${folder}/lock`, { create: true, write: true, mode: 0o600 });
  file.lockSync(true);
}

/**
 * Removes a folder and the secrets in it, if it is there.
 *
 * @param folder The folder.
 */
export function removeFolder(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Removes the folders that were left behind by pages of the same user that have not been able to.
 *
 * @param own The folder of whoever sweeps, which is left alone; the others are beside it.
 * @param now The time, in milliseconds since 1970.
 */
export async function sweepFolders(own: string, now = Date.now()): Promise<void> {
  const [, parent, ownName] = /^(.*)\/([^/]+)$/.exec(own)!;
  const user = Deno.lstatSync(own).uid;
  for (const { name, isDirectory } of Deno.readDirSync(parent!)) {
    if (!isDirectory || !name.startsWith(PREFIX) || name === ownName) continue;
    const folder = `${parent}/${name}`;
    try {
      const { mtime, uid } = Deno.lstatSync(folder);
      if (uid === user && now - mtime!.getTime() > YOUNG && await isAbandoned(folder)) {
        removeFolder(folder);
      }
    } catch {
      // It has gone meanwhile.
    }
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  try {
    if (!Deno.lstatSync(`${folder}/lock`).isFile) return false;
    using file = await Deno.open(`${folder}/lock`, { write: true });
    return await file.tryLock(true);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true; // Nobody has ever kept it.
    throw error;
  }
}

if (import.meta.main) {
  const keyLog = makePrivateFolder();
  await sweepFolders(privateFolderOf(keyLog)!);
  console.log(keyLog);
}
