import { assertEquals, assertMatch } from "@std/assert";
import { assertTwoLines, task } from "../support/command.ts";
import { temporaryFolder } from "../support/folder.ts";

const CAPTURES = new URL("../../captures/", import.meta.url).pathname;
const UNIX = Deno.build.os !== "windows";

/** Starts a role that fails for want of files right after it has seen to its key log. */
async function start(role: "server" | "client" | "main", keyLog?: string, ...more: string[]) {
  using folder = temporaryFolder();
  const missing = `${folder.path}/missing`;
  const args = {
    server: ["--cert", missing, "--key", missing],
    client: ["--ca", missing, "--message", "hi"],
    main: ["--dir", "/dev/null"],
  }[role];
  const env: Record<string, string> = keyLog === undefined ? {} : { SSLKEYLOGFILE: keyLog };
  const outcome = await task(role, [...args, ...more], { env });
  // Deno has its say as well where the file cannot be made.
  return { ...outcome, stderr: outcome.stderr.replace(/^SSLKEYLOGFILE is set but .*\n/, "") };
}

/** A name in captures/ that is free, and free again afterwards. */
function freeName(): Disposable & { path: string } {
  const path = `${CAPTURES}test-${crypto.randomUUID()}.log`;
  return {
    path,
    [Symbol.dispose]() {
      Deno.removeSync(path);
    },
  };
}

for (const role of ["server", "client", "main"] as const) {
  Deno.test(`${role} says that it writes a key log, and closes it to other users`, async () => {
    using log = freeName();
    const { stderr } = await start(role, log.path);
    assertEquals(
      stderr.split("\n")[0],
      `The secrets of every connection go to ${log.path}: whoever has it can decrypt them`,
    );
    if (UNIX) assertEquals(Deno.statSync(log.path).mode! & 0o777, 0o600);
  });
}

Deno.test("a key log that was open to all is closed to them", async () => {
  using log = freeName();
  Deno.writeTextFileSync(log.path, "# older\n", { mode: 0o644 });
  await start("client", log.path);
  if (UNIX) assertEquals(Deno.statSync(log.path).mode! & 0o777, 0o600);
  assertEquals(Deno.readTextFileSync(log.path), "# older\n");
});

Deno.test("a key log that the task may not close is warned of in two lines, and the role goes on", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const { stderr } = await start("client", path);
  const lines = stderr.split("\n");
  assertEquals(lines.slice(0, 2), [
    `error: The key log ${path} may be readable by other users of this machine`,
    `what to do: Close it, or name a file in captures/: chmod 600 ${path}`,
  ]);
  assertMatch(lines[2]!, /^error: .*missing/);
});

Deno.test("a key log that cannot be made is refused", async () => {
  const path = `${CAPTURES}no-such-folder/keys.log`;
  const outcome = await start("client", path);
  assertTwoLines(
    outcome,
    1,
    /The key log .*no-such-folder\/keys\.log cannot be written/,
    /captures/,
  );
});

Deno.test("a key log is told of in Chinese too", async () => {
  using log = freeName();
  const { stderr } = await start("client", log.path, "--lang", "zh");
  assertMatch(stderr, /^每个连接的密钥都会写入 .*：持有该文件者即可解密这些连接\n/);
});

Deno.test("nothing is said of key logs where none is asked for", async () => {
  const { stderr } = await start("client");
  assertMatch(stderr, /^error: .*missing.*\nwhat to do: .*\n$/);
});
