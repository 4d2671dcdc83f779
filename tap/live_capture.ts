/**
 * Saving what passes as a capture that Wireshark opens decrypted.
 *
 * Wireshark uses secrets only for packets that come after them in the file, and a key log gets its
 * lines while the handshake passes. So packets are held back until the secrets of their connection are
 * there, or it is clear that none will come.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import { CaptureWriter } from "../tls/capture/capture_writer.ts";
import type { SyntheticTcp } from "../tls/capture/synthetic_tcp.ts";
import type { Side } from "../tls/event.ts";
import type { Place } from "./relay.ts";
import type { Secrets } from "./watch.ts";

/** How long secrets are waited for, in seconds. */
const PATIENCE = 2;

/** How many bytes of packets are held back at most. */
const MOST_HELD = 8 << 20;

/** How a capture finds the secrets of a connection. */
export type SecretsOf = (id: number) => Secrets;

interface Recorded {
  readonly tcp: SyntheticTcp;
  readonly since: number;
  /** The lines that are in the file. */
  lines: string;
  /** Whether nothing is waited for any longer. */
  ready: boolean;
  /** What was known of its secrets when it was over. */
  final?: Secrets;
}

/** A capture file that is being written. */
export class LiveCapture {
  readonly #file: Deno.FsFile;
  readonly #path: string;
  readonly #writer = new CaptureWriter();
  readonly #secretsOf: SecretsOf;
  readonly #connections = new Map<number, Recorded>();
  #held: { readonly id: number; readonly bytes: Uint8Array; readonly last: boolean }[] = [];
  #heldBytes = 0;

  /**
   * Begins the file. It is for its owner alone: it holds what was said and the secrets to read it.
   *
   * @param path The file.
   * @param options Whether it may replace another, and where the secrets of a connection are found.
   * @throws {UserError} If it is there and may not be replaced, or cannot be written.
   */
  constructor(
    path: string,
    { force, secretsOf }: { readonly force: boolean; readonly secretsOf: SecretsOf },
  ) {
    this.#path = path;
    this.#secretsOf = secretsOf;
    try {
      this.#file = begin(path, force);
    } catch (error) {
      throw explain(error, path);
    }
    this.#write(this.#writer.header());
  }

  /** A connection begins. */
  opened(id: number, client: Place, server: Place, time: number): void {
    const tcp = this.#writer.connection(
      { address: client.hostname, port: client.port },
      { address: server.hostname, port: server.port },
    );
    this.#connections.set(id, { tcp, since: time, lines: "", ready: false });
    this.#hold(id, tcp.open(time));
  }

  /** Bytes pass. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void {
    const connection = this.#connections.get(id);
    if (connection) this.#hold(id, connection.tcp.data(from, bytes, time));
  }

  /** A side sends nothing more. */
  ended(id: number, from: Side, time: number): void {
    const connection = this.#connections.get(id);
    if (connection) this.#hold(id, connection.tcp.end(from, time));
  }

  /** A side breaks off. */
  reset(id: number, from: Side, time: number): void {
    const connection = this.#connections.get(id);
    if (connection) this.#hold(id, connection.tcp.reset(from, time));
  }

  /** The connection is over. */
  closed(id: number): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    connection.ready = true;
    connection.final = this.#secretsOf(id); // Nobody will know them later.
    this.#hold(id, new Uint8Array(0), true);
  }

  /**
   * Writes what has not to be held back any longer.
   *
   * @param time The time, in seconds since 1970.
   * @param force Whether everything is to be written.
   * @throws {UserError} If the file cannot be written, for want of space say.
   */
  pump(time: number, force = false): void {
    let count = 0;
    for (const { id, bytes, last } of this.#held) {
      const connection = this.#connections.get(id)!;
      const { lines, enough } = connection.final ?? this.#secretsOf(id);
      connection.ready ||= time - connection.since > PATIENCE;
      const ready = enough || connection.ready;
      if (!ready && !force && this.#heldBytes <= MOST_HELD) break;
      if (lines !== connection.lines) {
        this.#write(this.#writer.secrets(lines));
        connection.lines = lines;
      }
      this.#write(bytes);
      this.#heldBytes -= bytes.length;
      if (last) this.#connections.delete(id);
      count++;
    }
    this.#held = this.#held.slice(count);
  }

  /** Writes what is left, and ends the file; connections that are open are over. */
  close(): void {
    try {
      for (const [id, { final }] of this.#connections) if (!final) this.closed(id);
      this.pump(Infinity, true);
      if (this.#file.statSync().isFile) this.#file.syncSync();
    } catch (error) {
      throw explain(error, this.#path);
    } finally {
      this.#file.close();
    }
  }

  #hold(id: number, bytes: Uint8Array, last = false): void {
    this.#held.push({ id, bytes, last });
    this.#heldBytes += bytes.length;
  }

  #write(bytes: Uint8Array): void {
    try {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(this.#file.writeSync(rest));
    } catch (error) {
      throw explain(error, this.#path);
    }
  }
}

/** A file is begun anew, for else its mode would stay what it is; a pipe or a device is written to. */
function begin(path: string, force: boolean): Deno.FsFile {
  const there = force ? lookAt(path) : undefined;
  if (there && !there.isFile && !there.isSymlink) return Deno.openSync(path, { write: true });
  if (there) Deno.removeSync(path);
  return Deno.openSync(path, { createNew: true, write: true, mode: 0o600 });
}

function lookAt(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function explain(error: unknown, path: string): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  if (error instanceof Deno.errors.IsADirectory || isFolder(path)) {
    return new UserError(
      { en: `${path} is a folder`, zh: `${path} 是文件夹` },
      { en: "Name a file in it", zh: "请给出其中的文件" },
      { cause: error },
    );
  }
  if (error instanceof Deno.errors.AlreadyExists) {
    return new UserError(
      { en: `${path} already exists`, zh: `${path} 已经存在` },
      {
        en: "Nothing was changed. Use --force to replace it",
        zh: "未作任何改动。要覆盖它，请加 --force",
      },
      { cause: error },
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    { en: `${path} cannot be written: ${why}`, zh: `无法写入 ${path}：${why}` },
    { en: "Check the disk, the folder and its permissions", zh: "请检查磁盘、文件夹及其权限" },
    { cause: error },
  );
}
