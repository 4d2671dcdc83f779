/**
 * A relay's sink that keeps everything it is told, for tests to look at.
 *
 * @module
 */
import type { Place, RelaySink } from "../../tap/relay.ts";
import type { Side } from "../../tls/event.ts";

/** What a relay told, and ways to wait for it. */
export interface Overheard extends RelaySink {
  /** A word for everything but data, such as `1 client ended`. */
  readonly words: string[];
  /** How many bytes each side sent, over all connections. */
  readonly count: Record<Side, number>;
  /** Waits until that was told, five seconds at most. */
  until(word: string): Promise<void>;
}

/** Begins to listen. */
export function overhear(): Overheard {
  const words: string[] = [];
  const count = { client: 0, server: 0 };
  return {
    words,
    count,
    opened: (id) => words.push(`${id} opened`),
    data: (_, from, bytes) => count[from] += bytes.length,
    tampered: (id, from) => words.push(`${id} ${from} tampered`),
    untampered: (id) => words.push(`${id} untampered`),
    ended: (id, from) => words.push(`${id} ${from} ended`),
    reset: (id, from) => words.push(`${id} ${from} reset`),
    closed: (id) => words.push(`${id} closed`),
    refused: (_: Place, error: Error) => words.push(`refused ${(error as { code?: string }).code}`),
    until: (word) => until(() => words.includes(word), () => `${word}, only ${words.join(", ")}`),
  };
}

/** Waits until something holds, five seconds at most. */
export async function until(
  holds: () => boolean,
  what: () => string = () => holds.toString(),
): Promise<void> {
  for (const end = Date.now() + 5000; !holds();) {
    if (Date.now() > end) throw new Error(`It never came to ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
