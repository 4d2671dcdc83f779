import { assert, assertEquals } from "@std/assert";
import {
  keepFolder,
  makePrivateFolder,
  privateFolderOf,
  removeFolder,
  sweepFolders,
} from "../../view/private_folder.ts";

const HOUR = 3_600_000;

Deno.test("makePrivateFolder() makes a folder for its owner alone, and knows it again", () => {
  const keyLog = makePrivateFolder();
  const folder = privateFolderOf(keyLog)!;
  try {
    assertEquals(Deno.statSync(folder).mode! & 0o777, 0o700);
    assertEquals(keyLog, `${folder}/keys.log`);
  } finally {
    removeFolder(folder);
  }
  removeFolder(folder); // That it is gone is no trouble.
});

Deno.test("privateFolderOf() knows no folder that was made by others", () => {
  for (
    const path of ["", "keys.log", "/tmp/keys.log", "/tmp/other/keys.log", "/tmp/tls-lab-view-1"]
  ) {
    assertEquals(privateFolderOf(path), undefined, path);
  }
});

Deno.test("sweepFolders() removes what was left behind, and nothing that is young, kept or not its own", async () => {
  const parent = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  const names = ["left", "unkept", "kept", "pipe", "own"].map((name) => `tls-lab-view-${name}`);
  names.push("other");
  for (const name of names) {
    Deno.mkdirSync(`${parent}/${name}`);
    Deno.writeTextFileSync(`${parent}/${name}/keys.log`, "CLIENT_RANDOM 00 00\n");
  }
  Deno.writeTextFileSync(`${parent}/tls-lab-view-left/lock`, "");
  // Another user's could be made so that opening it takes for ever.
  new Deno.Command("mkfifo", { args: [`${parent}/tls-lab-view-pipe/lock`] }).outputSync();
  const own = `${parent}/tls-lab-view-own`;
  const { stdout, kept } = keeper(`${parent}/tls-lab-view-kept`);
  try {
    await stdout.read(); // It has kept its folder.
    await sweepFolders(own);
    assertEquals(there(parent), names.toSorted());
    await sweepFolders(own, Date.now() + HOUR);
    assertEquals(there(parent), [
      "other",
      "tls-lab-view-kept",
      "tls-lab-view-own",
      "tls-lab-view-pipe",
    ]);
  } finally {
    kept.kill("SIGKILL");
    await kept.status;
    await stdout.cancel();
  }
  await sweepFolders(own, Date.now() + HOUR);
  assertEquals(there(parent), ["other", "tls-lab-view-own", "tls-lab-view-pipe"]);
  assert(Deno.statSync(`${parent}/other/keys.log`).isFile);
  Deno.removeSync(parent, { recursive: true });
});

Deno.test("keepFolder() leaves a lock that only its owner can read", () => {
  const folder = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  keepFolder(folder);
  assertEquals(Deno.statSync(`${folder}/lock`).mode! & 0o777, 0o600);
  removeFolder(folder);
});

function there(parent: string): string[] {
  return [...Deno.readDirSync(parent)].map(({ name }) => name).sort();
}

/** A process that keeps a folder until it is killed. */
function keeper(folder: string) {
  const module = new URL("../../view/private_folder.ts", import.meta.url).href;
  const code = `import { keepFolder } from ${JSON.stringify(module)};` +
    `keepFolder(${JSON.stringify(folder)}); console.log("kept"); setTimeout(() => {}, 60_000);`;
  const kept = new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  return { kept, stdout: kept.stdout.getReader() };
}
