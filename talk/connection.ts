/**
 * What server and client both need of a connection: its address in words, waiting no longer than
 * agreed, writing everything.
 *
 * @module
 */

/** Bytes in both directions, whatever carries and protects them. */
export interface Connection {
  /**
   * Reads what comes next.
   *
   * @param buffer Where it is put.
   * @returns How many bytes; null once the other side has nothing more to send.
   */
  read(buffer: Uint8Array): Promise<number | null>;
  /**
   * Writes, and waits until it may be followed by more.
   *
   * @param bytes What.
   * @returns How many bytes of it were taken.
   */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes in good order, as far as the other side lets it. */
  close(): void;
}

/** Something did not happen in time. */
export class Timeout extends Error {
  /** `Timeout`. */
  override readonly name = "Timeout";
  /** How long was waited, in seconds. */
  readonly seconds: number;

  /**
   * Makes an error that says how long was waited.
   *
   * @param seconds How long.
   */
  constructor(seconds: number) {
    super(`Nothing happened for ${seconds} s`);
    this.seconds = seconds;
  }
}

/**
 * Waits for something, but not forever. What was waited for goes on; close what it hangs on.
 *
 * @param seconds How long to wait.
 * @param promise What to wait for.
 * @returns Its value.
 * @throws {Timeout} If it took longer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { within } from "./connection.ts";
 *
 * assertEquals(await within(1, Promise.resolve(42)), 42);
 * ```
 */
export async function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Timeout(seconds)), seconds * 1000);
  });
  promise.catch(() => {}); // When it fails later, nobody listens any more.
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Writes everything.
 *
 * @param connection Where to.
 * @param bytes What.
 */
export async function writeAll(
  connection: Pick<Connection, "write">,
  bytes: Uint8Array,
): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}

/**
 * An address as it is written in URLs.
 *
 * @param address The host and port.
 * @returns Such as `127.0.0.1:9999` or `[::1]:9999`.
 */
export function formatAddress({ hostname, port }: { hostname: string; port: number }): string {
  return hostname.includes(":") && !hostname.startsWith("[")
    ? `[${hostname}]:${port}`
    : `${hostname}:${port}`;
}

/**
 * Closes something that may be closed already.
 *
 * @param closable What to close.
 */
export function closeQuietly(closable: { close(): void }): void {
  try {
    closable.close();
  } catch {
    // It was closed by the other side of the race.
  }
}
