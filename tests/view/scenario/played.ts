/**
 * All scenarios, played once for all tests of a file, in a process like that of the page.
 *
 * @module
 */
import { temporaryFolder } from "../../support/folder.ts";
import type { Played } from "./player.ts";

/** Plays every scenario; gives what came of each, by its id. */
export async function playAll(language: "en" | "zh"): Promise<Record<string, Played>> {
  using folder = temporaryFolder();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-read",
      `--allow-write=${folder.path}`,
      "--allow-net=127.0.0.1",
      "--allow-env=SSLKEYLOGFILE",
      new URL("player.ts", import.meta.url).pathname,
      folder.path,
      language,
    ],
    env: { SSLKEYLOGFILE: `${folder.path}/keys`, DENO_TLS_CA_STORE: "" },
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}
