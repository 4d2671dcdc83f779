/**
 * Reading and writing files so that nothing is lost and every failure names the file.
 *
 * @module
 */
import { UserError } from "./error.ts";
import type { Text } from "./language.ts";
import { quote } from "./shell.ts";

/** No key, certificate or request is near this size; what is larger is refused, not read. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Reads a whole file of at most 16 MiB.
 *
 * @param path The file; a pipe will do.
 * @returns Its bytes.
 * @throws {UserError} If it is missing, a folder, not readable, or too large.
 */
export function readFile(path: string): Uint8Array {
  try {
    using file = Deno.openSync(path, { read: true });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const chunk = new Uint8Array(64 * 1024);
      const count = file.readSync(chunk);
      if (count === null) break;
      size += count;
      if (size > LARGEST) {
        throw new UserError(
          { en: `${path} is larger than 16 MiB`, zh: `${path} 超过 16 MiB` },
          { en: "Name a file that holds a key or a certificate", zh: "请给出存放密钥或证书的文件" },
        );
      }
      chunks.push(chunk.subarray(0, count));
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  } catch (error) {
    throw explain(error, path, READING);
  }
}

/**
 * Whether something is at a path.
 *
 * @param path The path.
 * @returns True if there is a file, folder or anything else there.
 * @throws {UserError} If the folder may not be looked into.
 */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw explain(error, path, READING);
  }
}

/** How a file is to be written. */
export interface WriteOptions {
  /** Permission bits; 0600 for a private key. */
  readonly mode: number;
  /** Whether a file already there may be replaced. */
  readonly replace: boolean;
}

/**
 * Writes a file whole or not at all: to a temporary name in the same folder, synced to the disk, then
 * moved into place. A crash leaves the old file or the new one, never part of one.
 *
 * @param path The file.
 * @param content What it shall hold.
 * @param options Its mode, and whether it may replace another.
 * @throws {UserError} If it exists and may not be replaced, or the folder cannot be written.
 */
export function writeFile(path: string, content: string | Uint8Array, options: WriteOptions): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    {
      using file = Deno.openSync(temporary, { createNew: true, write: true, mode: options.mode });
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(file.writeSync(rest));
      file.syncSync();
    }
    if (options.replace) Deno.renameSync(temporary, path);
    else Deno.linkSync(temporary, path); // Unlike a rename, a link never replaces.
    syncFolder(path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) throw alreadyExists(path);
    const missing = error instanceof Deno.errors.NotFound;
    throw explain(error, missing ? folderOf(path) : path, WRITING);
  } finally {
    removeQuietly(temporary);
  }
}

function alreadyExists(path: string): UserError {
  return new UserError(
    { en: `${path} already exists`, zh: `${path} 已经存在` },
    {
      en: "Nothing was changed. Use --force to replace it",
      zh: "未作任何改动。要覆盖它，请加 --force",
    },
  );
}

/**
 * Stops early where {@linkcode writeFile} would refuse later, after more has been done.
 *
 * @param path A file about to be written.
 * @throws {UserError} If something is there already.
 */
export function refuseExisting(path: string): void {
  if (exists(path)) throw alreadyExists(path);
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was renamed, or never made.
  }
}

/** Makes the new name itself durable; where a folder cannot be opened (Windows), the system does it. */
function syncFolder(path: string): void {
  try {
    using folder = Deno.openSync(folderOf(path));
    folder.syncSync();
  } catch {
    // Not supported here.
  }
}

/**
 * The folder a path is in.
 *
 * @param path A file's path.
 * @returns The part before the last separator, `.` if there is none.
 */
export function folderOf(path: string): string {
  const separator = Deno.build.os === "windows" ? /^(.*)[/\\]/s : /^(.*)\//s;
  return separator.exec(path)?.[1] || (path.startsWith("/") ? "/" : ".");
}

/**
 * Makes a folder only its owner can enter, with those above it, unless it is there.
 *
 * @param path The folder.
 * @throws {UserError} If it cannot be made, or something else has its name.
 */
export function makeFolder(path: string): void {
  try {
    if (exists(path)) {
      // Following a link is right here: the folder may live elsewhere.
      if (!Deno.statSync(path).isDirectory) throw new Deno.errors.NotADirectory();
      return;
    }
    Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explain(error, path, WRITING);
  }
}

/**
 * Closes a folder to everyone but its owner; one that comes with a checkout is open to all.
 *
 * @param path The folder, one made for keys.
 * @throws {UserError} If its permissions may not be changed.
 */
export function closeFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  try {
    if ((Deno.statSync(path).mode! & 0o077) !== 0) Deno.chmodSync(path, 0o700);
  } catch (error) {
    throw explain(error, path, WRITING);
  }
}

interface Deed {
  readonly denied: (path: string) => Text;
  readonly other: (path: string, why: string) => Text;
}

const READING: Deed = {
  denied: (path) => ({ en: `${path} may not be read`, zh: `没有读取 ${path} 的权限` }),
  other: (path, why) => ({ en: `${path} cannot be read: ${why}`, zh: `无法读取 ${path}：${why}` }),
};

const WRITING: Deed = {
  denied: (path) => ({ en: `${path} may not be written`, zh: `没有写入 ${path} 的权限` }),
  other: (path, why) => ({
    en: `${path} cannot be written: ${why}`,
    zh: `无法写入 ${path}：${why}`,
  }),
};

/** A file system error in words; errors meant for people and the sandbox's pass through. */
function explain(error: unknown, path: string, deed: Deed): unknown {
  if (error instanceof UserError || error instanceof Deno.errors.NotCapable) return error;
  const options = { cause: error };
  if (error instanceof Deno.errors.NotFound) {
    return new UserError(
      { en: `${path} does not exist`, zh: `${path} 不存在` },
      {
        en: `Check the name; "deno task ca" makes the files of the lab`,
        zh: `请检查文件名；“deno task ca”会生成实验所需的文件`,
      },
      options,
    );
  }
  if (error instanceof Deno.errors.IsADirectory) {
    return new UserError(
      { en: `${path} is a folder`, zh: `${path} 是文件夹` },
      { en: "Name a file in it", zh: "请给出其中的文件" },
      options,
    );
  }
  if (error instanceof Deno.errors.NotADirectory) {
    return new UserError(
      {
        en: `Part of ${path} is a file, not a folder`,
        zh: `${path} 路径中有一部分是文件而不是文件夹`,
      },
      { en: "Name another place", zh: "请换一个位置" },
      options,
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    const both = `${quote(path)} ${quote(folderOf(path))}`;
    return new UserError(
      deed.denied(path),
      {
        en: `Check the permissions of the file and its folder: ls -ld ${both}`,
        zh: `请检查该文件及其文件夹的权限：ls -ld ${both}`,
      },
      options,
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    deed.other(path, why),
    { en: "Check the disk and the path", zh: "请检查磁盘和路径" },
    options,
  );
}
