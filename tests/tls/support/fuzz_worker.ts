/**
 * Tries mutations on a thread of its own.
 *
 * @module
 */
import { fuzz, type Trial } from "./fuzz.ts";

/** What a worker may use of its global scope. */
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Trial>) => void;
  postMessage(answer: unknown): void;
};

thread.onmessage = ({ data }) => {
  try {
    thread.postMessage({ outcome: fuzz(data) });
  } catch (error) {
    thread.postMessage({ failed: Deno.inspect(error) });
  }
};
