/**
 * What code under test prints, caught instead of shown.
 *
 * @module
 */

/** What was returned and printed, colours taken out. */
export interface Captured<T> {
  readonly value: T;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a function and catches what it writes to stdout and stderr. */
export async function captured<T>(work: () => T | Promise<T>): Promise<Captured<T>> {
  const written: Record<"stdout" | "stderr", string> = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    Deno[stream].writeSync = (bytes) => {
      written[stream] += decoder.decode(bytes, { stream: true });
      return bytes.length;
    };
  }
  try {
    const value = await work();
    return { value, stdout: plain(written.stdout), stderr: plain(written.stderr) };
  } finally {
    for (const stream of ["stdout", "stderr"] as const) {
      Reflect.deleteProperty(Deno[stream], "writeSync"); // The class's own shows through again.
    }
  }
}

/** A text without its colours. */
export function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
