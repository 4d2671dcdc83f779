/**
 * A key log file that grows while it is read.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";

/** How much is read at once, in bytes. */
const CHUNK = 64 * 1024;

/** Reads what others append to a key log. */
export class KeyLogFile {
  readonly #path: string;
  #at = 0;

  /**
   * Starts at the beginning of the file, which need not be there yet.
   *
   * @param path The file.
   */
  constructor(path: string) {
    this.#path = path;
  }

  /** Leaves out what is in the file by now. */
  skip(): void {
    try {
      this.#at = Deno.statSync(this.#path).size;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  /**
   * Reads what has been appended since the last call.
   *
   * @returns The parts; none if nothing was. A file that has become shorter was begun anew, and is read
   * from its beginning.
   * @throws {UserError} If the file is there and cannot be read.
   */
  *read(): Generator<Uint8Array> {
    try {
      using file = Deno.openSync(this.#path, { read: true });
      const { size, isFile } = file.statSync();
      if (isFile && size < this.#at) this.#at = 0;
      if (isFile && size === this.#at) return;
      if (isFile) file.seekSync(this.#at, Deno.SeekMode.Start);
      for (;;) {
        const chunk = new Uint8Array(CHUNK);
        const count = file.readSync(chunk);
        if (count === null) return;
        this.#at += count;
        yield chunk.subarray(0, count);
      }
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      if (error instanceof Deno.errors.NotCapable) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError(
        { en: `${this.#path} cannot be read: ${why}`, zh: `无法读取 ${this.#path}：${why}` },
        {
          en: "Name the file that SSLKEYLOGFILE names where the server or the client runs",
          zh: "请给出运行服务器或客户端时 SSLKEYLOGFILE 所指的文件",
        },
        { cause: error },
      );
    }
  }
}
