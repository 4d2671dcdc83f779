import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { errorLines, report, UserError } from "../../cli/error.ts";
import { setLanguage } from "../../cli/language.ts";
import { captured, plain } from "../support/captured.ts";

const PROBLEM = { en: "a.key is missing", zh: "缺少 a.key" };
const REMEDY = { en: "Put it back", zh: "请放回原处" };

/** What is reported of an error, in English. */
async function reported(error: unknown, debug = false) {
  setLanguage("en");
  return await captured(() => report(error, debug));
}

Deno.test("UserError has the problem as its message, in English", () => {
  const cause = new Error("why");
  const error = new UserError(PROBLEM, REMEDY, { cause });
  assertEquals([error.name, error.message, error.cause], ["UserError", "a.key is missing", cause]);
});

Deno.test("UserError says that something failed unless it is wrong usage", () => {
  const errors = [new UserError(PROBLEM, REMEDY), new UserError(PROBLEM, REMEDY, { status: 2 })];
  assertEquals(errors.map(({ status }) => status), [1, 2]);
});

Deno.test("errorLines() says what is wrong and what to do", () => {
  setLanguage("en");
  assertEquals(errorLines(new UserError(PROBLEM, REMEDY)), [
    "error: a.key is missing",
    "what to do: Put it back",
  ]);
});

Deno.test("errorLines() says it in Chinese", () => {
  setLanguage("zh");
  assertEquals(errorLines(new UserError(PROBLEM, REMEDY)), [
    "错误：缺少 a.key",
    "怎么办：请放回原处",
  ]);
});

Deno.test("report() prints both lines on stderr and nothing on stdout", async () => {
  const { stdout, stderr } = await reported(new UserError(PROBLEM, REMEDY));
  assertEquals([stdout, stderr], ["", "error: a.key is missing\nwhat to do: Put it back\n"]);
});

Deno.test("report() gives the exit status", async () => {
  const { value } = await reported(new UserError(PROBLEM, REMEDY, { status: 2 }));
  assertEquals(value, 2);
});

Deno.test("report() shows no stack trace", async () => {
  assertNotMatch((await reported(new UserError(PROBLEM, REMEDY))).stderr, /error_test/);
});

Deno.test("report() shows the stack traces of an error and of what is behind it when debugging", async () => {
  const cause = new RangeError("behind it");
  const { stderr } = await reported(new UserError(PROBLEM, REMEDY, { cause }), true);
  assertMatch(stderr, /UserError: a\.key is missing\n.*error_test\.ts/);
  assertMatch(stderr, /RangeError: behind it\n.*error_test\.ts/);
});

Deno.test("report() calls an error nobody foresaw a defect", async () => {
  const { value, stderr } = await reported(new TypeError("x is undefined"));
  assertEquals(value, 1);
  assertMatch(
    stderr,
    /^error: Unexpected: x is undefined\nwhat to do: This is a defect of tls-lab/,
  );
});

Deno.test("report() takes what is thrown and is no error", async () => {
  assertStringIncludes((await reported("a string")).stderr, "error: Unexpected: a string\n");
});

for (
  const [access, flag, word] of [
    ['read access to "/etc/passwd"', "--allow-read", "--allow-read=/etc/passwd"],
    ['write access to "a b.key"', "--allow-write", "'--allow-write=a b.key'"],
    ['net access to "192.0.2.1:443"', "--allow-net", "--allow-net=192.0.2.1:443"],
  ] as const
) {
  Deno.test(`report() says how to allow ${access}`, async () => {
    const message = `Requires ${access}, run again with the ${flag} flag`;
    const { stderr } = await reported(new Deno.errors.NotCapable(message));
    assertEquals(
      stderr,
      `error: Deno does not allow ${access}\n` +
        "what to do: This task may use only what deno.json names. To allow more, run the file " +
        `itself: deno run ${word} …\n`,
    );
  });
}

Deno.test("report() understands how this Deno words a refusal of its sandbox", async () => {
  const script = `import { report } from "${new URL("../../cli/error.ts", import.meta.url)}";
    try { Deno.readTextFileSync("/not/allowed") } catch (error) { Deno.exit(report(error)) }`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-"],
    cwd: new URL("../../", import.meta.url),
    env: { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8", NO_COLOR: "1" },
    stdin: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { code, stderr } = await child.output();
  const said = plain(new TextDecoder().decode(stderr));
  assertEquals(code, 1);
  assertMatch(said, /^error: Deno does not allow read access to "\/not\/allowed"$/m);
  assertMatch(said, /: deno run --allow-read=\/not\/allowed …$/m);
});

Deno.test("errorLines() keeps what a stranger put into an error from the terminal and on its line", () => {
  const hostile = "a\x1b[2Jb\nc\u202e";
  const text = { en: hostile, zh: hostile };
  const safe = "a\\x1b[2Jb\\x0ac\\u202e";
  assertEquals(errorLines(new UserError(text, text)).map((line) => line.endsWith(safe)), [
    true,
    true,
  ]);
});
