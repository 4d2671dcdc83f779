import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import {
  exists,
  folderOf,
  makeFolder,
  readFile,
  refuseExisting,
  writeFile,
} from "../../cli/file.ts";
import { temporaryFolder } from "../support/folder.ts";

const MIB = 1024 * 1024;
const OPTIONS = { mode: 0o644, replace: false };
const REPLACE = { mode: 0o644, replace: true };

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** What a person is told. */
function problem(work: () => unknown): string {
  const error = assertThrows(work, UserError);
  assert(error.problem.zh !== "" && error.remedy.en !== "" && error.remedy.zh !== "");
  return error.problem.en;
}

/** Requires permission bits, where the system has them. */
function assertMode(path: string, mode: number) {
  const { mode: found, isFile, isDirectory } = Deno.statSync(path);
  assert(isFile || isDirectory);
  if (Deno.build.os !== "windows") assertEquals((found! & 0o777).toString(8), mode.toString(8));
}

// Reading.

Deno.test("readFile() reads a file", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/a`, "你好");
  assertEquals(new TextDecoder().decode(readFile(`${folder.path}/a`)), "你好");
});

Deno.test("readFile() reads an empty file", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/a`, "");
  assertEquals(readFile(`${folder.path}/a`).length, 0);
});

Deno.test("readFile() reads a file that takes several reads", () => {
  using folder = temporaryFolder();
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  Deno.writeFileSync(`${folder.path}/a`, bytes);
  assertEquals(readFile(`${folder.path}/a`), bytes);
});

Deno.test("readFile() reads a file of 16 MiB", () => {
  using folder = temporaryFolder();
  Deno.writeFileSync(`${folder.path}/a`, new Uint8Array());
  Deno.truncateSync(`${folder.path}/a`, 16 * MIB);
  assertEquals(readFile(`${folder.path}/a`).length, 16 * MIB);
});

Deno.test("readFile() refuses a file of a byte more", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  Deno.writeFileSync(path, new Uint8Array());
  Deno.truncateSync(path, 16 * MIB + 1);
  assertEquals(problem(() => readFile(path)), `${path} is larger than 16 MiB`);
});

Deno.test("readFile() says that a file is missing", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  assertEquals(problem(() => readFile(path)), `${path} does not exist`);
});

Deno.test("readFile() says that a path is a folder", () => {
  using folder = temporaryFolder();
  assertEquals(problem(() => readFile(folder.path)), `${folder.path} is a folder`);
});

Deno.test("readFile() says that a path leads through a file", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/a`, "");
  const path = `${folder.path}/a/b`;
  assertEquals(problem(() => readFile(path)), `Part of ${path} is a file, not a folder`);
});

Deno.test("readFile() says that a link leads nowhere", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  Deno.symlinkSync(`${folder.path}/gone`, path);
  assertEquals(problem(() => readFile(path)), `${path} does not exist`);
});

Deno.test("readFile() lets a refusal by the sandbox through as it is", () => {
  const refusal = new Deno.errors.NotCapable("Requires read access");
  const open = Deno.openSync;
  Deno.openSync = () => {
    throw refusal;
  };
  try {
    assertStrictEquals(assertThrows(() => readFile("a")), refusal);
  } finally {
    Deno.openSync = open;
  }
});

Deno.test("readFile() says that a file may not be read", () => {
  const open = Deno.openSync;
  Deno.openSync = () => {
    throw new Deno.errors.PermissionDenied("Permission denied"); // Root never meets one.
  };
  try {
    const error = assertThrows(() => readFile("certs/ca.key"), UserError);
    assertEquals([error.problem.en, error.remedy.en], [
      "certs/ca.key may not be read",
      "Check the permissions of the file and its folder: ls -ld certs/ca.key certs",
    ]);
  } finally {
    Deno.openSync = open;
  }
});

// Looking.

Deno.test("exists() finds files, folders and links that lead nowhere", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/file`, "");
  Deno.symlinkSync(`${folder.path}/gone`, `${folder.path}/link`);
  const found = ["", "/file", "/link"].map((name) => exists(folder.path + name));
  assertEquals(found, [true, true, true]);
});

Deno.test("exists() finds nothing where nothing is, nor below a file", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/file`, "");
  const found = ["/none", "/none/none", "/file/none"].map((name) => exists(folder.path + name));
  assertEquals(found, [false, false, false]);
});

Deno.test("refuseExisting() refuses what is there", () => {
  using folder = temporaryFolder();
  assertEquals(problem(() => refuseExisting(folder.path)), `${folder.path} already exists`);
});

Deno.test("refuseExisting() lets pass what is not there", () => {
  using folder = temporaryFolder();
  assertEquals(refuseExisting(`${folder.path}/none`), undefined);
});

// Writing.

for (const [title, content] of [["text", "你好\n"], ["bytes", new Uint8Array(100_000)]] as const) {
  Deno.test(`writeFile() writes ${title}`, () => {
    using folder = temporaryFolder();
    writeFile(`${folder.path}/a`, content, OPTIONS);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    assertEquals(Deno.readFileSync(`${folder.path}/a`), bytes);
  });
}

Deno.test("writeFile() writes an empty file", () => {
  using folder = temporaryFolder();
  writeFile(`${folder.path}/a`, "", OPTIONS);
  assertEquals(Deno.statSync(`${folder.path}/a`).size, 0);
});

Deno.test("writeFile() gives a file its mode", () => {
  using folder = temporaryFolder();
  writeFile(`${folder.path}/a`, "a", { mode: 0o600, replace: false });
  assertMode(`${folder.path}/a`, 0o600);
});

Deno.test("writeFile() gives the mode to a file that replaces another", () => {
  using folder = temporaryFolder();
  writeFile(`${folder.path}/a`, "a", OPTIONS);
  writeFile(`${folder.path}/a`, "b", { mode: 0o600, replace: true });
  assertMode(`${folder.path}/a`, 0o600);
});

Deno.test("writeFile() leaves nothing but the file", () => {
  using folder = temporaryFolder();
  writeFile(`${folder.path}/a`, "a", OPTIONS);
  writeFile(`${folder.path}/a`, "b", REPLACE);
  assertEquals([namesIn(folder.path), Deno.readTextFileSync(`${folder.path}/a`)], [["a"], "b"]);
});

Deno.test("writeFile() does not replace unless told to, and leaves nothing behind", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  writeFile(path, "a", OPTIONS);
  assertEquals(problem(() => writeFile(path, "b", OPTIONS)), `${path} already exists`);
  assertEquals([namesIn(folder.path), Deno.readTextFileSync(path)], [["a"], "a"]);
});

Deno.test("writeFile() does not write through a link that leads nowhere", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  Deno.symlinkSync(`${folder.path}/gone`, path);
  assertEquals(problem(() => writeFile(path, "b", OPTIONS)), `${path} already exists`);
  assertEquals(namesIn(folder.path), ["a"]);
});

Deno.test("writeFile() replaces a link, not what it leads to", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/target`, "kept");
  Deno.symlinkSync(`${folder.path}/target`, `${folder.path}/a`);
  writeFile(`${folder.path}/a`, "new", REPLACE);
  assertEquals(Deno.readTextFileSync(`${folder.path}/target`), "kept");
  assertEquals(Deno.readTextFileSync(`${folder.path}/a`), "new");
});

Deno.test("writeFile() does not replace a folder, and leaves nothing behind", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/a`);
  assertEquals(
    problem(() => writeFile(`${folder.path}/a`, "b", REPLACE)),
    `${folder.path}/a is a folder`,
  );
  assertEquals(namesIn(folder.path), ["a"]);
});

Deno.test("writeFile() says that a path leads through a file", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/a`, "");
  const path = `${folder.path}/a/b`;
  assertEquals(
    problem(() => writeFile(path, "", OPTIONS)),
    `Part of ${path} is a file, not a folder`,
  );
});

Deno.test("writeFile() says that the folder is missing, not the file it was to make", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/none/a`;
  const told = problem(() => writeFile(path, "", OPTIONS));
  assertEquals(told.includes(`${folder.path}/none does not exist`), true, told);
});

Deno.test("writeFile() leaves the old file and nothing else when the disk is full", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a`;
  writeFile(path, "old", OPTIONS);
  const { prototype } = Deno.FsFile;
  const write = prototype.writeSync;
  prototype.writeSync = () => {
    throw new Error("No space left on device (os error 28)");
  };
  try {
    assertEquals(
      problem(() => writeFile(path, "new", REPLACE)),
      `${path} cannot be written: No space left on device (os error 28)`,
    );
  } finally {
    prototype.writeSync = write;
  }
  assertEquals([namesIn(folder.path), Deno.readTextFileSync(path)], [["a"], "old"]);
});

Deno.test("writeFile() goes on where the system writes only part", () => {
  using folder = temporaryFolder();
  const { prototype } = Deno.FsFile;
  const write = prototype.writeSync;
  prototype.writeSync = function (bytes) {
    return write.call(this, bytes.subarray(0, 2));
  };
  try {
    writeFile(`${folder.path}/a`, "abcde", OPTIONS);
  } finally {
    prototype.writeSync = write;
  }
  assertEquals(Deno.readTextFileSync(`${folder.path}/a`), "abcde");
});

// Folders.

Deno.test("makeFolder() makes a folder and those above it for their owner alone", () => {
  using folder = temporaryFolder();
  makeFolder(`${folder.path}/a/b`);
  for (const path of [`${folder.path}/a`, `${folder.path}/a/b`]) assertMode(path, 0o700);
});

Deno.test("makeFolder() leaves a folder as it is", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/a`);
  if (Deno.build.os !== "windows") Deno.chmodSync(`${folder.path}/a`, 0o755);
  makeFolder(`${folder.path}/a`);
  assertMode(`${folder.path}/a`, 0o755);
});

Deno.test("makeFolder() takes a link to a folder for a folder", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/a`);
  Deno.symlinkSync(`${folder.path}/a`, `${folder.path}/b`);
  makeFolder(`${folder.path}/b`);
  assertEquals(Deno.lstatSync(`${folder.path}/b`).isSymlink, true);
});

for (const name of ["a", "a/b"]) {
  Deno.test(`makeFolder() refuses ${name} where a is a file`, () => {
    using folder = temporaryFolder();
    Deno.writeTextFileSync(`${folder.path}/a`, "");
    const path = `${folder.path}/${name}`;
    assertEquals(problem(() => makeFolder(path)), `Part of ${path} is a file, not a folder`);
  });
}

const FOLDERS: readonly (readonly [path: string, folder: string])[] = [
  ["certs/ca.key", "certs"],
  ["/tmp/a/b", "/tmp/a"],
  ["/a", "/"],
  ["a", "."],
  ["./a", "."],
  ["a\\b", Deno.build.os === "windows" ? "a" : "."],
];

for (const [path, folder] of FOLDERS) {
  Deno.test(`folderOf() finds ${folder} for ${path}`, () => {
    assertEquals(folderOf(path), folder);
  });
}
