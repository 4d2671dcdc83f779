import {
  assert,
  assertEquals,
  assertLessOrEqual,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import configuration from "../../deno.json" with { type: "json" };
import { command, help, nearest, type Role, runRole, wholeNumber } from "../../cli/command.ts";
import { UserError } from "../../cli/error.ts";
import { LANGUAGES, setLanguage } from "../../cli/language.ts";
import { columns } from "../../cli/terminal.ts";
import { captured, plain } from "../support/captured.ts";

/** What the sample role's commands were last given. */
let given: { command: string; values: unknown; operands: readonly string[] } | undefined;

const note = (name: string, status?: number) => (values: unknown, operands: readonly string[]) => {
  given = { command: name, values, operands };
  return Promise.resolve(status);
};

const LONG = {
  en: "a rather long explanation, so that it has to be broken into several lines to be shown whole",
  zh:
    "一段相当长的说明文字，必须折成好几行才能在八十列宽的终端里完整地显示出来，不能超出右边界，也不能漏字",
};

const bare = command({
  name: "",
  summary: { en: "Does what it does without a command.", zh: "不带命令时所做的事。" },
  options: {},
  run: note(""),
});

const make = command({
  name: "make",
  operand: "[FILE]",
  summary: { en: "Makes it.", zh: "制作。" },
  options: {
    name: { value: "NAME", many: true, help: LONG },
    "a-rather-long-option-name": { value: "SOMETHING", help: LONG },
    days: { value: "DAYS", help: { en: "how long", zh: "天数" } },
    force: { help: { en: "replace", zh: "覆盖" } },
  },
  run: note("make"),
});

const check = command({
  name: "check",
  summary: LONG,
  options: {},
  run: note("check", 1),
});

const broken = command({
  name: "broken",
  summary: { en: "Fails.", zh: "失败。" },
  options: {},
  run: () => Promise.reject(new UserError({ en: "Bad", zh: "坏" }, { en: "Mend it", zh: "修" })),
});

const role: Role = { name: "sample", summary: LONG, commands: [bare, make, check, broken] };
const onlyNamed: Role = { ...role, commands: [make, check] };
const onlyBare: Role = { ...role, commands: [{ ...bare, operand: "[FILE]" }] };

const lettered: Role = {
  ...role,
  commands: [command({
    name: "",
    summary: LONG,
    options: {
      verbose: { short: "v", help: { en: "say more", zh: "多说" } },
      output: { short: "o", value: "FILE", help: { en: "where to", zh: "去处" } },
      plain: { help: { en: "no letter", zh: "无字母" } },
    },
    run: note(""),
  })],
};

/** Runs the role in English unless the arguments say otherwise. */
async function run(args: string[], of: Role = role) {
  setLanguage("en");
  given = undefined;
  return await captured(() => runRole(of, args));
}

/** What a wrong usage is answered with; nothing may have been done. */
async function refused(args: string[], of: Role = role): Promise<string> {
  const { value, stdout, stderr } = await run(args, of);
  assertEquals([value, stdout, given], [2, "", undefined]);
  return stderr;
}

// Doing.

Deno.test("runRole() does what the role does without a command", async () => {
  assertEquals([(await run([])).value, given?.command], [0, ""]);
});

Deno.test("runRole() does the command that is named", async () => {
  assertEquals([(await run(["make"])).value, given?.command], [0, "make"]);
});

Deno.test("runRole() gives the exit status a command returns", async () => {
  assertEquals((await run(["check"])).value, 1);
});

Deno.test("runRole() gives the exit status 1 for an error and tells it on stderr", async () => {
  const { value, stdout, stderr } = await run(["broken"]);
  assertEquals([value, stdout, stderr], [1, "", "error: Bad\nwhat to do: Mend it\n"]);
});

Deno.test("runRole() hands over options and operands", async () => {
  await run(["make", "--days", "3", "--name=a", "file", "--name", "b", "--force"]);
  assertEquals(given?.operands, ["file"]);
  const { days, name, force } = given?.values as Record<string, unknown>;
  assertEquals({ days, name, force }, { days: "3", name: ["a", "b"], force: true });
});

Deno.test("runRole() hands over nothing, false and an empty list where nothing is given", async () => {
  await run(["make"]);
  const { days, name, force } = given?.values as Record<string, unknown>;
  assertEquals({ days, name, force }, { days: undefined, name: [], force: false });
});

Deno.test("runRole() keeps numbers as they were written", async () => {
  await run(["make", "007", "--days", "08"]);
  assertEquals([given?.operands, (given?.values as { days: string }).days], [["007"], "08"]);
});

Deno.test("runRole() takes a value that begins with a dash after an equals sign", async () => {
  await run(["make", "--days=-1"]);
  assertEquals((given?.values as { days: string }).days, "-1");
});

Deno.test("runRole() takes what follows -- for operands", async () => {
  await run(["make", "--", "--force"]);
  assertEquals([given?.operands, (given?.values as { force: boolean }).force], [
    ["--force"],
    false,
  ]);
});

Deno.test("runRole() takes even --_ for an operand after --", async () => {
  await run(["make", "--", "--_=a"]);
  assertEquals(given?.operands, ["--_=a"]);
});

Deno.test("runRole() gives a role without named commands its first operand", async () => {
  await run(["make"], onlyBare);
  assertEquals(given, { ...given!, command: "", operands: ["make"] });
});

// Letters.

for (
  const [args, verbose, output] of [
    [[], false, undefined],
    [["-v"], true, undefined],
    [["--verbose"], true, undefined],
    [["-v", "--verbose"], true, undefined],
    [["-o", "file"], false, "file"],
    [["-vo", "file"], true, "file"],
    [["-o", "file", "-v"], true, "file"],
  ] as const
) {
  Deno.test(`runRole() understands the letters of ${args.join(" ") || "nothing"}`, async () => {
    const { value } = await run([...args], lettered);
    const values = given?.values as Record<string, unknown>;
    assertEquals([value, values["verbose"], values["output"]], [0, verbose, output]);
  });
}

for (const arg of ["-p", "-vq", "-V"]) {
  Deno.test(`runRole() refuses ${arg}, which has a letter nobody knows`, async () => {
    assertStringIncludes(await refused([arg], lettered), `Unknown option "${arg}"`);
  });
}

Deno.test("runRole() names an option in full when its letter lacks a value", async () => {
  assertMatch(
    await refused(["-o"], lettered),
    /^error: --output needs a value\nwhat to do: Write --o/,
  );
});

Deno.test("help() shows a letter before the name of its option", () => {
  setLanguage("en");
  const lines = plain(help(lettered, lettered.commands[0])).split("\n");
  for (const line of ["  -v, --verbose ", "  -o, --output FILE ", "  --plain ", "  -h, --help "]) {
    assertEquals(lines.filter((shown) => shown.startsWith(line)).length, 1, line);
  }
});

// Help and version.

for (const flag of ["--help", "-h"]) {
  Deno.test(`runRole() prints the role's help for ${flag}`, async () => {
    const { value, stdout, stderr } = await run([flag]);
    assertEquals([value, stderr, given], [0, "", undefined]);
    assertMatch(stdout, /^deno task sample \[COMMAND\] \[options\]\n/);
  });
}

Deno.test("runRole() prints a command's help", async () => {
  const { value, stdout } = await run(["make", "--help"]);
  assertEquals([value, given], [0, undefined]);
  assertMatch(stdout, /^deno task sample make \[FILE\] \[options\]\n\nMakes it\.\n/);
});

Deno.test("runRole() prints the help and fails where a role needs a command and has none", async () => {
  const { value, stdout } = await run([], onlyNamed);
  assertEquals(value, 2);
  assertMatch(stdout, /^deno task sample COMMAND \[options\]\n/);
});

Deno.test("runRole() prints the version", async () => {
  const { value, stdout, stderr } = await run(["--version"]);
  assertEquals([value, stdout, stderr], [0, `tls-lab ${configuration.version}\n`, ""]);
});

Deno.test("runRole() prints the version for a command too", async () => {
  assertEquals((await run(["make", "--version"])).stdout, `tls-lab ${configuration.version}\n`);
  assertEquals(given, undefined);
});

// Wrong usage.

Deno.test("runRole() suggests the command that was probably meant", async () => {
  assertEquals(
    await refused(["mkae"]),
    'error: Unknown command "mkae"\n' +
      "what to do: Did you mean deno task sample make? See deno task sample --help\n",
  );
});

Deno.test("runRole() points to the help where no command is near", async () => {
  assertEquals(
    await refused(["something"]),
    'error: Unknown command "something"\nwhat to do: See deno task sample --help\n',
  );
});

Deno.test("runRole() suggests the option that was probably meant", async () => {
  assertEquals(
    await refused(["make", "--forse"]),
    'error: Unknown option "--forse"\n' +
      "what to do: Did you mean --force? See deno task sample make --help\n",
  );
});

Deno.test("runRole() names an unknown option without its value", async () => {
  assertStringIncludes(await refused(["make", "--dayz=secret"]), '"--dayz"');
  assertNotMatch(await refused(["make", "--dayz=secret"]), /secret/);
});

Deno.test("runRole() does not take another command's option", async () => {
  assertStringIncludes(await refused(["check", "--force"]), 'Unknown option "--force"');
});

for (
  const arg of [
    "-x",
    "-f",
    "--no-force",
    "--_",
    "--_=a",
    "--no-_=a",
    "-_",
    "-h_",
    "--__proto__",
    "--constructor",
  ]
) {
  Deno.test(`runRole() refuses the option ${arg}`, async () => {
    assertStringIncludes(await refused(["make", arg]), `Unknown option "${arg.split("=")[0]}"`);
  });
}

for (
  const args of [["--days"], ["--days="], ["--days", "--force"], ["--name"], [
    "--name",
    "a",
    "--name",
  ]]
) {
  Deno.test(`runRole() says that the last option of ${args.join(" ")} needs a value`, async () => {
    const stderr = await refused(["make", ...args]);
    assertMatch(
      stderr,
      /^error: --(days|name) needs a value\nwhat to do: Write --(days DAYS|name NAME)/,
    );
  });
}

Deno.test("runRole() refuses an operand where none is taken", async () => {
  assertEquals(
    await refused(["check", "file"]),
    'error: Unexpected argument "file"\nwhat to do: Usage: deno task sample check [options]\n',
  );
});

Deno.test("runRole() refuses a second operand where one is taken", async () => {
  assertStringIncludes(await refused(["make", "one", "two"]), 'Unexpected argument "two"');
});

Deno.test("runRole() says that the command comes first", async () => {
  assertStringIncludes(
    await refused(["--debug", "make"]),
    "Put the command first: deno task sample make …",
  );
});

// Language.

Deno.test("runRole() speaks Chinese when told to", async () => {
  const { stdout } = await run(["make", "--help", "--lang", "zh"]);
  assertStringIncludes(stdout, "制作。");
});

Deno.test("runRole() reports wrong usage in the language asked for, wherever it is asked", async () => {
  assertMatch(
    await refused(["mkae", "--lang=zh"]),
    /^错误：未知的命令“mkae”\n怎么办：.*deno task sample make.*deno task sample --help\n$/,
  );
});

for (const args of [["--lang", "fr"], ["--lang=fr"], ["--lang"], ["--lang="], ["--lang", "EN"]]) {
  Deno.test(`runRole() refuses ${args.join(" ")}`, async () => {
    assertMatch(await refused(args), /^error: --lang takes en or zh, not ".*"\n.*--lang en or/);
  });
}

// Debugging.

Deno.test("runRole() shows no stack trace", async () => {
  assertNotMatch((await run(["broken"])).stderr, /command_test/);
});

Deno.test("runRole() shows the stack trace with --debug", async () => {
  assertMatch((await run(["broken", "--debug"])).stderr, /^error: Bad\n.*\n.*\n.*command_test\.ts/);
});

Deno.test("runRole() says that an error nobody foresaw is a defect", async () => {
  const faulty = { ...bare, run: () => Promise.reject(new Error("boom")) };
  const { value, stderr } = await run([], { ...role, commands: [faulty] });
  assertEquals(value, 1);
  assertMatch(stderr, /^error: Unexpected: boom\nwhat to do: This is a defect of tls-lab/);
});

// Help.

for (const lang of LANGUAGES) {
  for (const chosen of [undefined, bare, make, check]) {
    Deno.test(`help() of ${chosen?.name ?? "the role"} stays within 80 columns (${lang})`, () => {
      setLanguage(lang);
      const lines = plain(help(role, chosen)).split("\n");
      assert(lines.length > 8);
      assertLessOrEqual(Math.max(...lines.map(columns)), 80);
    });
  }
}

Deno.test("help() of the role lists every command with its operand and summary", () => {
  setLanguage("en");
  assertMatch(
    plain(help(role, bare)),
    /\nCommands\n {2}make \[FILE\]\s+Makes it\.\n {2}check +a rather/,
  );
});

Deno.test("help() of the role says what it does without a command", () => {
  setLanguage("en");
  assertMatch(
    plain(help(role, bare)),
    /\nWithout a command\n {2}Does what it does without a command\./,
  );
});

Deno.test("help() of a command lists its options, then those of every command", () => {
  setLanguage("en");
  const terms = plain(help(role, make)).split("\n").flatMap((line) =>
    line.match(/^ {2}(-\S.*?)(?: {2}|$)/)?.[1] ?? []
  );
  assertEquals(terms, [
    "--name NAME",
    "--a-rather-long-option-name SOMETHING",
    "--days DAYS",
    "--force",
    "-h, --help",
    "--version",
    "--lang en|zh",
    "--debug",
  ]);
});

Deno.test("help() says which option may be repeated", () => {
  setLanguage("en");
  const text = plain(help(role, make)).replace(/\s+/g, " ");
  assertStringIncludes(text, `${LONG.en} (repeatable)`);
  assertEquals(text.split("(repeatable)").length, 2);
});

// Suggestions.

const NEAR:
  readonly (readonly [word: string, names: readonly string[], near: string | undefined])[] = [
    ["verfiy", ["show", "verify"], "verify"],
    ["veri", ["show", "verify"], "verify"],
    ["showing", ["show", "verify"], "show"],
    ["Show", ["show"], "show"],
    ["shwo", ["show"], "show"],
    ["ab", ["show", "verify"], undefined],
    ["completely", ["show", "verify"], undefined],
    ["show", [], undefined],
    ["maxmessage", ["max-message", "message"], "max-message"],
  ];

for (const [word, names, near] of NEAR) {
  Deno.test(`nearest() finds ${near ?? "nothing"} for ${word} among ${names.join(" ") || "nothing"}`, () => {
    assertEquals(nearest(word, names), near);
  });
}

// Numbers.

for (const [value, number] of [["0", 0], ["9999", 9999], ["007", 7], ["65535", 65535]] as const) {
  Deno.test(`wholeNumber() reads ${value}`, () => {
    assertEquals(wholeNumber("port", value, 0, 65535), number);
  });
}

for (const value of ["", "-1", "65536", "1.5", "1e3", "0x10", " 1", "１", "9".repeat(16), "many"]) {
  Deno.test(`wholeNumber() refuses "${value}"`, () => {
    const error = assertThrows(() => wholeNumber("port", value, 0, 65535), UserError);
    assertEquals([error.status, error.problem.en, error.remedy.en], [
      2,
      `--port "${value}" is not a whole number in range`,
      "Give a number from 0 to 65535",
    ]);
  });
}
