/**
 * Tries mutations on a thread of its own.
 *
 * @module
 */
import { fuzz, type Trial } from "./fuzz.ts";

self.addEventListener("message", ({ data }: MessageEvent<Trial>) => {
  try {
    self.postMessage({ outcome: fuzz(data) });
  } catch (error) {
    self.postMessage({ failed: Deno.inspect(error) });
  }
});
