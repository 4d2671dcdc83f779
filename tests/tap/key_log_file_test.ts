import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { KeyLogFile } from "../../tap/key_log_file.ts";
import { temporaryFolder } from "../support/folder.ts";

/** What a reader finds now, as text. */
function found(log: KeyLogFile): string {
  return [...log.read()].map((part) => new TextDecoder().decode(part)).join("");
}

Deno.test("KeyLogFile.read() gives nothing as long as the file is not there", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const log = new KeyLogFile(path);
  assertEquals([found(log), found(log)], ["", ""]);
  Deno.writeTextFileSync(path, "first\n");
  assertEquals(found(log), "first\n");
});

Deno.test("KeyLogFile.read() gives only what was appended since", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const log = new KeyLogFile(path);
  const parts: string[] = [];
  for (const text of ["first\nsec", "ond\n", "", "third\n"]) {
    Deno.writeTextFileSync(path, text, { append: true });
    parts.push(found(log));
  }
  assertEquals(parts, ["first\nsec", "ond\n", "", "third\n"]);
});

Deno.test("KeyLogFile.read() begins again where the file has become shorter", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const log = new KeyLogFile(path);
  Deno.writeTextFileSync(path, "one connection\n");
  found(log);
  Deno.writeTextFileSync(path, "another\n");
  assertEquals([found(log), found(log)], ["another\n", ""]);
});

Deno.test("KeyLogFile.read() gives a large file in parts that are not overwritten", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const text = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join("");
  Deno.writeTextFileSync(path, text);
  const parts = [...new KeyLogFile(path).read()];
  assertEquals(parts.length > 1, true);
  assertEquals(parts.map((part) => new TextDecoder().decode(part)).join("") === text, true);
});

Deno.test("KeyLogFile.read() says why a file cannot be read", () => {
  using folder = temporaryFolder();
  const error = assertThrows(() => found(new KeyLogFile(folder.path)), UserError);
  assertMatch(error.problem.en, /cannot be read: Is a directory/);
  assertMatch(error.remedy.en, /SSLKEYLOGFILE/);
});

Deno.test({
  name: "KeyLogFile.read() leaves a refusal by the sandbox as it is",
  permissions: { read: false },
  fn() {
    assertThrows(() => found(new KeyLogFile("keys.log")), Deno.errors.NotCapable);
  },
});

Deno.test("KeyLogFile.skip() leaves out what is there, whether the file is there or not", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const log = new KeyLogFile(path);
  log.skip();
  Deno.writeTextFileSync(path, "first\n");
  log.skip();
  Deno.writeTextFileSync(path, "second\n", { append: true });
  assertEquals(found(log), "second\n");
});
