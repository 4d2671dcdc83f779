/**
 * What this project relies on in `@std/cli`, `@std/fmt` and `@std/assert`.
 *
 * The packages under `std/` stand in for the registry's where that cannot be reached. Everything
 * here holds for both, so taking `links` out of `deno.json` must leave this file green.
 */

import { parseArgs, type ParseOptions } from "@std/cli/parse-args";
import { stripAnsiCode } from "@std/fmt/colors";
import {
  assert,
  assertEquals,
  assertExists,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertNotMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";

const PROJECT = `${import.meta.dirname}/..`;

/** Runs a module in a process of its own, where the project's imports resolve as they do here. */
function denoEval(code: string): string[] {
  const config = `${PROJECT}/deno.json`;
  return [Deno.execPath(), "eval", "--quiet", "--no-lock", "--config", config, code];
}

async function outputOf(command: string[], env: Record<string, string> = {}): Promise<string> {
  const [program = "", ...args] = command;
  const { success, code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd: PROJECT,
    env: { DENO_NO_UPDATE_CHECK: "1", ...env },
    stdin: "null",
  }).output();
  if (!success) {
    throw new Error(`${program} ended with code ${code}: ${new TextDecoder().decode(stderr)}`);
  }
  return new TextDecoder().decode(stdout);
}

// --- parseArgs() -------------------------------------------------------------------------------

function parses(words: string[], options: ParseOptions, expected: unknown): void {
  assertEquals<unknown>(parseArgs(words, options), expected);
}

Deno.test("parseArgs() accepts names that are only known at run time", () => {
  const names: string[] = ["sni"];
  const flags: string[] = ["verbose"];
  const lists: string[] = ["alpn"];
  const aliases: Record<string, string> = { verbose: "v" };
  const args = parseArgs(["a.test", "-v", "--sni=b.test", "--alpn", "h2", "--", "-x"], {
    string: [...names, ...lists, "_"],
    boolean: flags,
    collect: lists,
    alias: aliases,
    unknown: (word, key, value) => word !== "" && key === undefined && value === undefined,
    "--": true,
    stopEarly: false,
  }) as Record<string, unknown> & { _: (string | number)[] };
  const positionals: (string | number)[] = args._;
  assertEquals(positionals, ["a.test"]);
  assertEquals<unknown>(args, {
    _: ["a.test"],
    v: true,
    verbose: true,
    sni: "b.test",
    alpn: ["h2"],
    "--": ["-x"],
  });
});

Deno.test("parseArgs() takes a long option's value from behind = or from the next word", () => {
  parses(["--x=a", "--y", "b"], { string: ["x", "y"] }, { _: [], x: "a", y: "b" });
  parses(["--x", "a"], {}, { _: [], x: "a" });
  parses(["--x=a=b=", "--y=a\nb"], {}, { _: [], x: "a=b=", y: "a\nb" });
});

Deno.test("parseArgs() gives an empty string to a string option without a value", () => {
  parses(["--x"], { string: ["x"] }, { _: [], x: "" });
  parses(["-x"], { string: ["x"] }, { _: [], x: "" });
  parses(["--x", "--y"], { string: ["x", "y"] }, { _: [], x: "", y: "" });
  parses(["--x="], { string: ["x"] }, { _: [], x: "" });
});

Deno.test("parseArgs() leaves out a string option that is absent", () => {
  parses([], { string: ["x"] }, { _: [] });
});

Deno.test("parseArgs() gives true to an option of no declared kind without a value", () => {
  parses(["--x", "--y="], {}, { _: [], x: true, y: "" });
});

Deno.test("parseArgs() leaves an empty word after an option to the positionals", () => {
  parses(["--x", "", "--y"], { string: ["x"] }, { _: [""], x: "", y: true });
  parses(["-x", ""], { string: ["x"] }, { _: [""], x: "" });
});

Deno.test("parseArgs() does not take a word that starts with - for a long option's value", () => {
  parses(["--x", "-5"], { string: ["x"] }, { _: [], x: "", 5: true });
  parses(["--x", "-"], { string: ["x"] }, { _: ["-"], x: "" });
  parses(["--x=-5"], { string: ["x"] }, { _: [], x: "-5" });
});

Deno.test("parseArgs() takes a lone - for a short option's value", () => {
  parses(["-x", "-", "-y", "-z"], { string: ["x", "y"] }, { _: [], x: "-", y: "", z: true });
});

Deno.test("parseArgs() turns a boolean option on without taking the next word", () => {
  parses(["--on", "word", "-v", "5"], { boolean: ["on", "v"] }, {
    _: ["word", 5],
    on: true,
    v: true,
  });
});

Deno.test("parseArgs() turns off a boolean option that is absent", () => {
  parses([], { boolean: ["on"] }, { _: [], on: false });
});

Deno.test("parseArgs() takes true or false after a boolean option", () => {
  parses(["--a", "false", "--b", "true", "-c", "false"], { boolean: ["a", "b", "c"] }, {
    _: [],
    a: false,
    b: true,
    c: false,
  });
  parses(["--text", "false"], {}, { _: [], text: "false" });
});

Deno.test("parseArgs() turns a boolean option off only with =false", () => {
  parses(["--a=false", "--b=true", "--c=0", "--d="], { boolean: ["a", "b", "c", "d"] }, {
    _: [],
    a: false,
    b: true,
    c: true,
    d: true,
  });
});

Deno.test("parseArgs() gives --no-x a name of its own unless it has a value", () => {
  parses(["--no-x"], { boolean: ["x"] }, { _: [], x: false, "no-x": true });
  parses(["--no-x=y"], { string: ["x"] }, { _: [], x: "y" });
});

Deno.test("parseArgs() reads short options", () => {
  parses(["-h"], { boolean: ["h"] }, { _: [], h: true });
  parses(["-n", "5", "-m", "text"], {}, { _: [], n: 5, m: "text" });
});

Deno.test("parseArgs() reads a value attached to a short option", () => {
  parses(["-n5", "-m=5", "-p-1"], {}, { _: [], n: 5, m: 5, p: -1 });
  parses(["-n=5", "-f/etc/a", "-o="], { string: ["n", "f"] }, {
    _: [],
    n: "5",
    f: "/etc/a",
    o: "",
  });
});

Deno.test("parseArgs() reads a cluster of short options", () => {
  parses(["-abc"], {}, { _: [], a: true, b: true, c: true });
  parses(["-abc", "last"], { string: ["a"] }, { _: [], a: "", b: true, c: "last" });
  parses(["-ab-"], {}, { _: [], a: true, b: "-" });
});

Deno.test("parseArgs() gives the first letter of a cluster all that looks like a value", () => {
  parses(["-abc=5"], {}, { _: [], a: 5 });
  parses(["-abc5"], {}, { _: [], a: "bc5" });
});

Deno.test("parseArgs() adds what follows -- to the positionals as it is", () => {
  parses(["1", "--", "2", "--x", "--"], {}, { _: [1, "2", "--x", "--"] });
  parses(["--x", "--", "a"], { string: ["x"] }, { _: ["a"], x: "" });
});

Deno.test("parseArgs() keeps what follows -- apart on request", () => {
  parses(["a", "--", "b", "-c"], { "--": true }, { _: ["a"], "--": ["b", "-c"] });
  parses(["a"], { "--": true }, { _: ["a"], "--": [] });
});

Deno.test("parseArgs() keeps the last value of a repeated option", () => {
  parses(["--x=1", "--x=2"], {}, { _: [], x: 2 });
  parses(["--x=a", "--x"], { string: ["x"] }, { _: [], x: "" });
});

Deno.test("parseArgs() collects the values of a repeated option on request", () => {
  parses(["--x", "a", "-x", "b", "--x"], { string: ["x"], collect: ["x"] }, {
    _: [],
    x: ["a", "b", ""],
  });
  parses(["--x", "1"], { collect: ["x"] }, { _: [], x: [1] });
  parses(["-vvv"], { boolean: ["v"], collect: ["v"] }, { _: [], v: [true, true, true] });
});

Deno.test("parseArgs() gives an empty array to a collected option that is absent", () => {
  parses([], { string: ["x"], boolean: ["y"], collect: ["x", "y"] }, { _: [], x: [], y: [] });
  parses([], { collect: ["z"] }, { _: [] });
});

Deno.test("parseArgs() stores an option under all its names", () => {
  const options = { string: ["name"], alias: { name: "n", number: ["N", "num"] } };
  parses(["-n", "5", "--num", "5"], options, {
    _: [],
    n: "5",
    name: "5",
    N: 5,
    num: 5,
    number: 5,
  });
  parses(["-l", "a", "--list=b"], {
    string: ["list"],
    collect: ["list"],
    alias: { list: "l" },
  }, { _: [], l: ["a", "b"], list: ["a", "b"] });
  parses([], { boolean: ["help"], alias: { help: "h" } }, { _: [], h: false, help: false });
});

Deno.test("parseArgs() fills in defaults for options that are absent", () => {
  const options = { string: ["a", "b"], alias: { a: "A" }, default: { a: "x", b: "y", c: 1 } };
  parses(["--b=z"], options, { _: [], a: "x", A: "x", b: "z", c: 1 });
  parses(["-A", "w"], options, { _: [], a: "w", A: "w", b: "y", c: 1 });
});

Deno.test("parseArgs() turns values that look like numbers into numbers", () => {
  parses(["--a", "5", "--b=0x10", "--c=1e3", "--d=-2.5", "7"], {}, {
    _: [7],
    a: 5,
    b: 16,
    c: 1000,
    d: -2.5,
  });
  parses(["--a=", "--b= ", "--c=Infinity", "--d=5x", "1.2.3.4"], {}, {
    _: ["1.2.3.4"],
    a: "",
    b: " ",
    c: "Infinity",
    d: "5x",
  });
});

Deno.test("parseArgs() keeps strings and positionals as text on request", () => {
  parses(["--a", "05", "007"], { string: ["a", "_"] }, { _: ["007"], a: "05" });
});

Deno.test("parseArgs() passes unknown options to the callback", () => {
  const calls: unknown[][] = [];
  parseArgs(["--known", "a", "-k", "--x=5", "--y", "z", "-abc", "-n5", "--no-t"], {
    string: ["known"],
    alias: { key: "k" },
    unknown: (...call: unknown[]) => calls.push(call),
  });
  assertEquals<unknown>(calls, [
    ["--x=5", "x", "5"],
    ["--y", "y", "z"],
    ["-abc", "a", true],
    ["-abc", "b", true],
    ["-abc", "c", true],
    ["-n5", "n", "5"],
    ["--no-t", "no-t", true],
  ]);
});

Deno.test("parseArgs() passes positionals to the callback without a name", () => {
  const calls: unknown[][] = [];
  parseArgs(["a", "5", "", "-", "--", "c"], {
    string: ["_"],
    unknown: (...call: unknown[]) => calls.push(call),
  });
  assertEquals<unknown>(calls, [["a"], ["5"], [""], ["-"]]);
});

Deno.test("parseArgs() drops what the callback returns false for", () => {
  parses(["a", "--x", "b", "-y", "c"], { unknown: () => false }, { _: [] });
  parses(["a", "--x=1"], { unknown: () => undefined }, { _: ["a"], x: 1 });
});

Deno.test("parseArgs() stops at the first positional on request", () => {
  parses(["--x=1", "run", "--y", "2"], { stopEarly: true }, { _: ["run", "--y", "2"], x: 1 });
});

Deno.test("parseArgs() never touches a prototype", () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const args: object = parseArgs([
    ...["--__proto__=x", "--__proto__", "y", "--constructor=x"],
    ...["--__proto__.polluted=x", "--constructor.prototype.polluted=x"],
  ]);
  assertStrictEquals(Object.getPrototypeOf(args), Object.prototype);
  assertStrictEquals(args.constructor, Object);
  assert(!Object.hasOwn(args, "__proto__") && !Object.hasOwn(args, "constructor"));
  assertEquals(Object.getOwnPropertyNames(Object.prototype), before);
});

// --- promptSecret() ----------------------------------------------------------------------------

/** Runs a program on a terminal of its own, presses keys once it listens, and tells what it saw. */
const TERMINAL = `
import fcntl, json, os, pty, signal, struct, sys, termios, time

columns, keys, command = int(sys.argv[1]), bytes(json.loads(sys.argv[2])), sys.argv[3:]
signal.alarm(60)
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execv(command[0], command)

# Keys pressed while the terminal still echoes would show up on it.
ended = 0
while not ended and termios.tcgetattr(terminal)[3] & termios.ICANON:
    time.sleep(0.01)
    ended, status = os.waitpid(pid, os.WNOHANG)
if not ended:
    os.write(terminal, keys)

screen = b""
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    screen += piece
if not ended:
    status = os.waitpid(pid, 0)[1]
killed_by = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None
print(json.dumps({"screen": screen.decode(), "killedBy": killed_by}))
`;

interface TerminalSession {
  screen: string;
  killedBy: string | null;
}

async function promptOnTerminal(
  keys: string | number[],
  { args = `"Pass:"`, columns = 80 } = {},
): Promise<TerminalSession> {
  const code = `
    import { promptSecret } from "@std/cli/prompt-secret";
    console.log(JSON.stringify(promptSecret(${args})));
  `;
  const bytes = typeof keys === "string" ? [...new TextEncoder().encode(keys)] : keys;
  const command = ["-c", TERMINAL, `${columns}`, JSON.stringify(bytes), ...denoEval(code)];
  const { screen, killedBy } = JSON.parse(await outputOf(["python3", ...command]));
  return { screen: screen.replaceAll("\r\n", "\n"), killedBy };
}

const NO_TERMINAL = whyNoTerminal();

function whyNoTerminal(): string | undefined {
  try {
    const args = ["-c", "import fcntl, pty, termios"];
    const { success } = new Deno.Command("python3", { args, stderr: "null" }).outputSync();
    return success ? undefined : "python3 has no terminals here";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "python3 is missing";
    throw error;
  }
}

function terminalTest(name: string, fn: () => Promise<void>): void {
  if (!NO_TERMINAL) Deno.test(name, fn);
  else if (Deno.env.get("CI")) Deno.test(name, () => fail(NO_TERMINAL));
  else Deno.test({ name: `${name} (not tested: ${NO_TERMINAL})`, ignore: true, fn });
}

const WIPE = "\r\x1b[K";

Deno.test("promptSecret() returns null and prints nothing without a terminal", async () => {
  const code = `
    import { promptSecret } from "@std/cli/prompt-secret";
    console.log(promptSecret("Pass:") === null);
  `;
  assertEquals(await outputOf(denoEval(code)), "true\n");
});

terminalTest("promptSecret() shows a mask for what is typed until Enter", async () => {
  const { screen } = await promptOnTerminal("ab\rc");
  assertEquals(screen, `Pass: ${WIPE}Pass: *${WIPE}Pass: **\n"ab"\n`);
});

terminalTest("promptSecret() asks for a secret if there is no message", async () => {
  const { screen } = await promptOnTerminal("\n", { args: "" });
  assertEquals(screen, `Secret \n""\n`);
});

terminalTest("promptSecret() shows another mask on request", async () => {
  const { screen } = await promptOnTerminal("ab\n", { args: `"Pass:", { mask: "<>" }` });
  assertEquals(screen, `Pass: ${WIPE}Pass: <>${WIPE}Pass: <><>\n"ab"\n`);
});

terminalTest("promptSecret() shows nothing if the mask is empty", async () => {
  const { screen } = await promptOnTerminal("ab\x7f\n", { args: `"Pass:", { mask: "" }` });
  assertEquals(screen, `Pass: \n"a"\n`);
});

terminalTest("promptSecret() wipes the line afterwards on request", async () => {
  const { screen } = await promptOnTerminal("a\n", { args: `"Pass:", { clear: true }` });
  assertEquals(screen, `Pass: ${WIPE}Pass: *${WIPE}"a"\n`);
});

terminalTest("promptSecret() takes back what was typed with either backspace", async () => {
  const { screen } = await promptOnTerminal("ab\x7f\b\bc\n");
  const lengths = [1, 2, 1, 0, 0, 1].map((length) => `${WIPE}Pass: ${"*".repeat(length)}`);
  assertEquals(screen, `Pass: ${lengths.join("")}\n"c"\n`);
});

terminalTest("promptSecret() reads characters of several bytes, with a mask for each", async () => {
  const { screen } = await promptOnTerminal("é✓\n");
  const lengths = [1, 2, 3, 4, 5].map((length) => `${WIPE}Pass: ${"*".repeat(length)}`);
  assertEquals(screen, `Pass: ${lengths.join("")}\n"é✓"\n`);
});

terminalTest("promptSecret() takes back one byte, not one character", async () => {
  const { screen } = await promptOnTerminal("aé\x7f\n");
  assertStringIncludes(screen, `\n"a\ufffd"\n`);
});

terminalTest("promptSecret() moves on to the next screen line and back", async () => {
  const { screen } = await promptOnTerminal("abc\x7f\x7f\n", { columns: 8 });
  const steps = ["*", "**"].map((mask) => `${WIPE}Pass: ${mask}`);
  const back = [`${WIPE}\r\x1b[1FPass: **`, `${WIPE}Pass: *`];
  assertEquals(screen, `Pass: ${steps.join("")}*${back.join("")}\n"a"\n`);
});

terminalTest("promptSecret() lets Ctrl-C interrupt the program", async () => {
  const { screen, killedBy } = await promptOnTerminal("\x03");
  assertEquals({ screen, killedBy }, { screen: "Pass: ", killedBy: "SIGINT" });
});

terminalTest("promptSecret() makes Ctrl-D a part of the secret", async () => {
  const { screen } = await promptOnTerminal("a\x04\n");
  assertStringIncludes(screen, `Pass: **\n"a\\u0004"\n`);
});

// --- colors ------------------------------------------------------------------------------------

/** The value of an expression over the module's exports, where NO_COLOR has the given value. */
async function colors(expression: string, noColor = ""): Promise<unknown> {
  const code = `
    import * as colors from "@std/fmt/colors";
    console.log(JSON.stringify(${expression}));
  `;
  return JSON.parse(await outputOf(denoEval(code), { NO_COLOR: noColor }));
}

Deno.test("colors wrap text in the codes of a style", async () => {
  const styles = {
    ...{ reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24] },
    ...{ inverse: [7, 27], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39] },
    ...{ magenta: [35, 39], cyan: [36, 39], white: [37, 39], gray: [90, 39] },
    ...{ brightRed: [91, 39], brightGreen: [92, 39], brightYellow: [93, 39] },
    ...{ brightBlue: [94, 39], brightMagenta: [95, 39], brightCyan: [96, 39] },
  };
  const names = Object.keys(styles);
  assertEquals(
    await colors(`${JSON.stringify(names)}.map((name) => colors[name]("text"))`),
    Object.values(styles).map(([start, end]) => `\x1b[${start}mtext\x1b[${end}m`),
  );
});

Deno.test("colors start an outer style again after an inner one of its kind", async () => {
  assertEquals(
    await colors(`colors.red("a" + colors.green("b") + "c")`),
    "\x1b[31ma\x1b[32mb\x1b[31mc\x1b[39m",
  );
  assertEquals(
    await colors(`colors.bold(colors.red(colors.dim("a") + "b") + "c")`),
    "\x1b[1m\x1b[31m\x1b[2ma\x1b[1mb\x1b[39mc\x1b[22m",
  );
});

Deno.test("setColorEnabled() turns colors off and on", async () => {
  assertEquals(await colors(`colors.getColorEnabled()`), true);
  assertEquals(
    await colors(
      `[false, true].map((on) => (colors.setColorEnabled(on), [colors.getColorEnabled(), colors.red("a")]))`,
    ),
    [[false, "a"], [true, "\x1b[31ma\x1b[39m"]],
  );
});

Deno.test("setColorEnabled() does nothing if NO_COLOR is set", async () => {
  assertEquals(
    await colors(
      `(colors.setColorEnabled(true), [colors.getColorEnabled(), colors.red("a")])`,
      "1",
    ),
    [false, "a"],
  );
});

Deno.test("stripAnsiCode() takes out styles, cursor movement, titles and links", () => {
  assertEquals(stripAnsiCode("\x1b[1m\x1b[38;5;208ma\x1b[39m\x1b[22m b"), "a b");
  assertEquals(stripAnsiCode("\r\x1b[K\x1b[1Fa\x1b[?25l"), "\ra");
  assertEquals(stripAnsiCode("\x1b]0;title\x07a"), "a");
  assertEquals(stripAnsiCode("\x1b]8;;https://a.test/b?c=d\x07e\x1b]8;;\x07"), "e");
  assertEquals(stripAnsiCode("[31m plain\n"), "[31m plain\n");
});

// --- assertions --------------------------------------------------------------------------------

/** Checks by hand that an assertion fails, and that its message says all it should. */
function fails(assertion: () => void, ...said: string[]): void {
  try {
    assertion();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    checkSaid(error, said);
    return;
  }
  throw new Error("the assertion should have failed");
}

async function failsLater(assertion: () => Promise<unknown>, ...said: string[]): Promise<void> {
  const outcome = await assertion().catch((error: unknown) => error);
  if (!(outcome instanceof AssertionError)) throw new Error("the assertion should have failed");
  checkSaid(outcome, said);
}

function checkSaid(error: Error, said: string[]): void {
  const message = stripAnsiCode(error.message);
  for (const part of said) {
    if (!message.includes(part)) throw new Error(`"${part}" is not in "${message}"`);
  }
}

Deno.test("AssertionError has a name, a message and a cause", () => {
  const error = new AssertionError("message", { cause: "cause" });
  assert(error instanceof Error);
  assertEquals([error.name, error.message, error.cause], ["AssertionError", "message", "cause"]);
});

Deno.test("assert() accepts what is truthy and narrows it", () => {
  const value = ["text"].at(0);
  assert(value);
  const text: string = value;
  assert([text]);
});

Deno.test("assert() rejects what is falsy, with the very message given", () => {
  for (const falsy of [false, 0, "", null, undefined, NaN]) fails(() => assert(falsy));
  const error = assertThrows(() => assert(false, "the message"), AssertionError);
  assertEquals(error.message, "the message");
});

Deno.test("fail() fails with its message", () => {
  fails(() => fail());
  fails(() => fail("the message"), "the message");
});

Deno.test("assertExists() accepts all but null and undefined, and narrows", () => {
  for (const value of [0, "", false, NaN, {}]) assertExists(value);
  fails(() => assertExists(null, "the message"), "null", "the message");
  fails(() => assertExists(undefined), "undefined");
  const value = ["text"].at(0);
  assertExists(value);
  const text: string = value;
  assertEquals(text, "text");
});

Deno.test("assertInstanceOf() accepts instances and narrows", () => {
  abstract class Base {}
  class Derived extends Base {
    name = "derived";
    private constructor() {
      super();
    }
    static make(): unknown {
      return new Derived();
    }
  }
  const value = Derived.make();
  assertInstanceOf(value, Base);
  assertInstanceOf<typeof Base>(value, Base);
  assert(value instanceof Derived);
  const date: unknown = new Date(0);
  assertInstanceOf(date, Date);
  assertEquals(date.getTime(), 0);
});

Deno.test("assertInstanceOf() rejects everything else", () => {
  fails(() => assertInstanceOf(new Date(), Error, "the message"), "Error", "Date", "the message");
  for (const value of [null, undefined, 5, "text", {}, Error, Object.create(null)]) {
    fails(() => assertInstanceOf(value, Error), "Error");
  }
});

/** Checks that values are equal, or not, in either order and also deep inside of others. */
function equal(a: unknown, b: unknown): void {
  compared(a, b, (x, y) => {
    assertEquals(x, y);
    fails(() => assertNotEquals(x, y));
  });
}

function different(a: unknown, b: unknown): void {
  compared(a, b, (x, y) => {
    assertNotEquals(x, y);
    fails(() => assertEquals(x, y));
  });
}

function compared(a: unknown, b: unknown, compare: (x: unknown, y: unknown) => void): void {
  for (const [x, y] of [[a, b], [b, a]]) {
    compare(x, y);
    compare([0, { key: x }], [0, { key: y }]);
    compare(new Map([["key", x]]), new Map([["key", y]]));
    compare(new Map([[[x], "value"]]), new Map([[[y], "value"]]));
    compare(new Set([[x]]), new Set([[y]]));
  }
}

Deno.test("assertEquals() compares a deep tree in a time that grows with its size alone", () => {
  const tree = (depth: number): unknown => depth === 0 ? "leaf" : { branch: tree(depth - 1) };
  assertEquals(tree(60), tree(60)); // Looking at every level twice, it would not end.
});

Deno.test("assertEquals() compares primitives, with NaN equal to itself and 0 to -0", () => {
  for (const value of [0, "", "a", true, null, undefined, NaN, 1n, Symbol.iterator]) {
    equal(value, value);
  }
  equal(0, -0);
  different(1, 2);
  different(1, "1");
  different(1, 1n);
  different(null, undefined);
  different("a", "A");
  different(0, false);
  different(Symbol("a"), Symbol("a"));
});

Deno.test("assertEquals() compares plain objects by their properties", () => {
  const symbol = Symbol("key");
  equal({}, {});
  equal({ a: 1, b: { c: [2] } }, { b: { c: [2] }, a: 1 });
  equal({ [symbol]: 1 }, { [symbol]: 1 });
  different({ a: 1 }, { a: 2 });
  different({ a: 1 }, { b: 1 });
  different({ a: 1 }, {});
  different({ [symbol]: 1 }, { [symbol]: 2 });
  different({}, null);
  different({}, []);
});

Deno.test("assertEquals() tells an undefined property from a missing one", () => {
  different({ a: undefined }, {});
  different({ a: undefined }, { b: undefined });
  equal({ a: undefined }, { a: undefined });
});

Deno.test("assertEquals() ignores properties of plain objects that cannot be listed", () => {
  equal(Object.defineProperty({}, "hidden", { value: 1 }), {});
});

Deno.test("assertEquals() takes an object without a prototype for a plain one", () => {
  equal(Object.create(null), {});
  equal(Object.assign(Object.create(null), { a: 1 }), { a: 1 });
  different(Object.assign(Object.create(null), { a: 1 }), { a: 2 });
});

Deno.test("assertEquals() compares arrays by their elements", () => {
  equal([], []);
  equal([1, [2, NaN]], [1, [2, NaN]]);
  different([1, 2], [2, 1]);
  different([1], [1, 2]);
  different([1], ["1"]);
  different([1], { 0: 1 });
});

Deno.test("assertEquals() tells a hole from undefined but ignores holes at the end", () => {
  different(new Array(1), [undefined]);
  equal(new Array(1), new Array(3));
  equal(new Array(3), []);
});

Deno.test("assertEquals() compares maps and sets in any order", () => {
  equal(new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]]));
  equal(new Set([1, 2]), new Set([2, 1]));
  equal(new Set([NaN, 0]), new Set([-0, NaN]));
  different(new Map([["a", 1]]), new Map([["a", 2]]));
  different(new Map([["a", 1]]), new Map([["b", 1]]));
  different(new Map([["a", undefined]]), new Map([["b", undefined]]));
  different(new Map(), new Map([["a", 1]]));
  different(new Set([1]), new Set([2]));
  different(new Set([1]), new Set([1, 2]));
  different(new Set(), new Map());
  different(new Set(["a"]), ["a"]);
  different(new Map(), Object.assign(new Map(), { property: 1 }));
});

Deno.test("assertEquals() compares the content of keys and members", () => {
  equal(new Map([[{ a: 1 }, [1]], [{ a: 2 }, [2]]]), new Map([[{ a: 2 }, [2]], [{ a: 1 }, [1]]]));
  equal(new Set([[1], [2]]), new Set([[2], [1]]));
  different(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 2]]));
  different(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 2 }, 1]]));
  different(new Set([[1]]), new Set([[2]]));
});

Deno.test("assertEquals() compares dates by their time", () => {
  equal(new Date(5), new Date(5));
  equal(new Date(NaN), new Date(NaN));
  different(new Date(5), new Date(6));
  different(new Date(5), new Date(NaN));
  different(new Date(5), 5);
  different(new Date(5), {});
});

Deno.test("assertEquals() compares patterns by source and flags", () => {
  equal(/a/g, /a/g);
  equal(/a/g, Object.assign(/a/g, { lastIndex: 1 }));
  different(/a/g, /a/i);
  different(/a/, /b/);
  different(/a/, "/a/");
});

Deno.test("assertEquals() compares addresses by their text", () => {
  equal(new URL("https://a.test"), new URL("https://a.test/"));
  equal(new URLSearchParams("a=1"), new URLSearchParams({ a: "1" }));
  different(new URL("https://a.test"), new URL("https://b.test"));
  equal(new URLSearchParams("a=1"), new URL("https://a.test?a=1").searchParams);
  different(new URLSearchParams("a=1"), new URLSearchParams("a=2"));
});

Deno.test("assertEquals() compares errors by class, message, cause and origin", () => {
  const make = (Class: ErrorConstructor, message: string, cause?: unknown) =>
    Object.assign(new Class(message, cause ? { cause } : {}), { stack: "origin" });
  equal(make(Error, "a"), make(Error, "a"));
  equal(make(Error, "a", [1]), make(Error, "a", [1]));
  different(make(Error, "a"), make(Error, "b"));
  different(make(Error, "a"), make(TypeError, "a"));
  different(make(Error, "a", [1]), make(Error, "a", [2]));
  different(make(Error, "a", [1]), make(Error, "a"));
  different(Object.assign(make(Error, "a"), { stack: "elsewhere" }), make(Error, "a"));
});

Deno.test("assertEquals() compares typed arrays and buffers by content and class", () => {
  equal(new Uint8Array([1, 2]), new Uint8Array([0, 1, 2]).subarray(1));
  equal(new Float64Array([NaN, 0]), new Float64Array([NaN, -0]));
  equal(new BigInt64Array([1n]), new BigInt64Array([1n]));
  equal(new Uint8Array([1]).buffer, new Uint8Array([1]).buffer);
  equal(new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2)));
  different(new Uint8Array([1]), new Uint8Array([2]));
  different(new Uint8Array(1), new Uint8Array(2));
  different(new Uint8Array([1]), new Int8Array([1]));
  different(new Uint8Array([1]), [1]);
  different(new Uint8Array([1]), new Uint8Array([1]).buffer);
  different(new Uint8Array([1]).buffer, new Uint8Array([2]).buffer);
  different(new ArrayBuffer(1), new ArrayBuffer(2));
  different(new ArrayBuffer(1), new SharedArrayBuffer(1));
  different(new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2), 1));
});

Deno.test("assertEquals() compares instances by class, fields and getters", () => {
  class Point {
    #hidden: number;
    constructor(public x: number, hidden = 0) {
      this.#hidden = hidden;
    }
    get shown(): number {
      return this.#hidden;
    }
  }
  class Pixel extends Point {}
  equal(new Point(1), new Point(1));
  different(new Point(1), new Point(2));
  different(new Point(1, 1), new Point(1, 2));
  different(new Point(1), new Pixel(1));
  different(new Point(1), { x: 1 });
});

Deno.test("assertEquals() tells a text from an object that holds it", () => {
  equal(new String("a"), new String("a"));
  different(new String("a"), new String("b"));
  different(new String("a"), "a");
});

Deno.test("assertEquals() compares functions by identity", () => {
  const fn = () => 1;
  equal(fn, fn);
  different(fn, () => 1);
});

Deno.test("assertEquals() copes with values that contain themselves", () => {
  const loop = (value: number) => {
    const object: Record<string, unknown> = { value };
    object["self"] = [object];
    return object;
  };
  equal(loop(1), loop(1));
  different(loop(1), loop(2));
});

Deno.test("assertEquals() compares what weak references lead to", () => {
  const [a, same, other] = [{ key: [1] }, { key: [1] }, { key: [2] }];
  equal(new WeakRef(a), new WeakRef(same));
  different(new WeakRef(a), new WeakRef(other));
});

Deno.test("assertEquals() refuses to compare what nobody can see into", () => {
  const refused = (a: unknown, b: unknown) => assertThrows(() => assertEquals(a, b), TypeError);
  refused(new WeakMap(), new WeakMap());
  refused([new WeakSet()], [new WeakSet()]);
});

Deno.test("assertEquals() shows both values and the message", () => {
  fails(() => assertEquals(1, 2, "the message"), "1", "2", "the message");
  fails(() => assertEquals({ a: "left" }, { a: "right" }), `"left"`, `"right"`);
  fails(() => assertEquals("left", "right"), "left", "right");
  const deep = (value: string) => [[[[[[[[value]]]]]]]];
  fails(() => assertEquals(deep("left"), deep("right")), `"left"`, `"right"`);
  const long = "x".repeat(20_000);
  fails(() => assertEquals([long, "left"], [long, "right"]), `"left"`, `"right"`);
});

Deno.test("assertNotEquals() shows the value and the message", () => {
  fails(() => assertNotEquals({ a: "same" }, { a: "same" }, "the message"), "same", "the message");
});

Deno.test("assertStrictEquals() compares by identity, tells 0 from -0 and narrows", () => {
  const object = {};
  assertStrictEquals(object, object);
  assertStrictEquals(NaN, NaN);
  fails(() => assertStrictEquals({}, {}));
  fails(() => assertStrictEquals(0, -0));
  fails(() => assertStrictEquals(1, 2, "the message"), "1", "2", "the message");
  const value: unknown = "text";
  assertStrictEquals(value, "text" as string);
  assertEquals(value.length, 4);
});

Deno.test("assertMatch() and assertNotMatch() tell whether a pattern matches", () => {
  assertMatch("cipher", /^ciph/);
  assertNotMatch("cipher", /^iph/);
  fails(() => assertMatch("cipher", /x+/, "the message"), "cipher", "/x+/", "the message");
  fails(() => assertNotMatch("cipher", /i+/, "the message"), "cipher", "/i+/", "the message");
});

Deno.test("assertStringIncludes() looks for a part of a text", () => {
  assertStringIncludes("cipher", "phe");
  assertStringIncludes("cipher", "");
  fails(() => assertStringIncludes("cipher", "PHE", "the message"), "cipher", "PHE", "the message");
});

Deno.test("assertGreater() and its kin compare by order", () => {
  assertGreater(2, 1);
  assertGreaterOrEqual(2, 2);
  assertLess(1, 2);
  assertLessOrEqual(2, 2);
  assertLess("a", "b");
  assertLess(new Date(1), new Date(2));
  fails(() => assertGreater(7, 7), "7 > 7");
  fails(() => assertGreaterOrEqual(7, 8), "7 >= 8");
  fails(() => assertLess(7, 7), "7 < 7");
  fails(() => assertLessOrEqual(8, 7), "8 <= 7");
  for (const inOrder of [assertGreater, assertGreaterOrEqual, assertLess, assertLessOrEqual]) {
    fails(() => inOrder(NaN, NaN));
    const order = inOrder === assertGreater || inOrder === assertGreaterOrEqual ? [1, 2] : [2, 1];
    const error = assertThrows(() => inOrder(order[0], order[1], "the message"), AssertionError);
    assertEquals(error.message, "the message");
  }
});

class CodedError extends Error {
  constructor(message: string, readonly code: number) {
    super(message);
  }
}

Deno.test("assertThrows() returns what was thrown, whatever it is", () => {
  for (const thrown of [new CodedError("broken", 5), "text", undefined, null]) {
    const raise = () => {
      throw thrown;
    };
    assertStrictEquals(assertThrows(raise), thrown);
    assertStrictEquals(assertThrows(raise, "the message"), thrown);
  }
});

Deno.test("assertThrows() accepts an error of the class or of one that extends it", () => {
  const raise = () => {
    throw new CodedError("broken pipe", 5);
  };
  assertEquals(assertThrows(raise, CodedError).code, 5);
  assertEquals(assertThrows(raise, CodedError, "pipe", "the message").code, 5);
  assertEquals(assertThrows(raise, Error, "").message, "broken pipe");
});

Deno.test("assertThrows() rejects an error of another class", () => {
  const raise = () => {
    throw new CodedError("broken", 5);
  };
  fails(
    () => assertThrows(raise, TypeError, "", "the message"),
    "TypeError",
    "CodedError",
    "the message",
  );
});

Deno.test("assertThrows() rejects an error with another message", () => {
  const raise = () => {
    throw new CodedError("broken pipe", 5);
  };
  fails(
    () => assertThrows(raise, CodedError, "Pipe", "the message"),
    "broken pipe",
    "Pipe",
    "the message",
  );
});

Deno.test("assertThrows() rejects what is no error if a class is given", () => {
  const raise = () => {
    throw "text";
  };
  fails(() => assertThrows(raise, Error, "text", "the message"), "the message");
});

Deno.test("assertThrows() rejects a function that does not throw", () => {
  fails(() => assertThrows(() => {}, "the message"), "the message");
  fails(() => assertThrows(() => {}, Error, "", "the message"), "the message");
  fails(() => assertThrows(() => Promise.reject(new Error()).catch(() => {})));
});

Deno.test("assertRejects() returns the reason, whatever it is", async () => {
  for (const reason of [new CodedError("broken", 5), "text", undefined, null]) {
    assertStrictEquals(await assertRejects(() => Promise.reject(reason)), reason);
    assertStrictEquals(await assertRejects(() => Promise.reject(reason), "the message"), reason);
  }
});

Deno.test("assertRejects() accepts an error of the class or of one that extends it", async () => {
  const raise = () => Promise.reject(new CodedError("broken pipe", 5));
  assertEquals((await assertRejects(raise, CodedError)).code, 5);
  assertEquals((await assertRejects(raise, CodedError, "pipe", "the message")).code, 5);
  assertEquals((await assertRejects(raise, Error, "")).message, "broken pipe");
});

Deno.test("assertRejects() rejects an error of another class or message, or none", async () => {
  const raise = () => Promise.reject(new CodedError("broken pipe", 5));
  await failsLater(
    () => assertRejects(raise, TypeError, "", "the message"),
    "TypeError",
    "CodedError",
    "the message",
  );
  await failsLater(
    () => assertRejects(raise, CodedError, "Pipe", "the message"),
    "broken pipe",
    "Pipe",
    "the message",
  );
  await failsLater(
    () => assertRejects(() => Promise.reject("text"), Error, "text", "the message"),
    "the message",
  );
});

Deno.test("assertRejects() rejects a promise that resolves", async () => {
  await failsLater(() => assertRejects(() => Promise.resolve(1), "the message"), "the message");
  await failsLater(
    () => assertRejects(() => Promise.resolve(1), Error, "", "the message"),
    "the message",
  );
});

Deno.test("assertRejects() rejects a function that throws at once", async () => {
  const raise = () => {
    throw new CodedError("broken", 5);
  };
  await failsLater(() => assertRejects(raise, "the message"), "the message");
  await failsLater(() => assertRejects(raise, CodedError, "broken", "the message"), "the message");
});

Deno.test("assertRejects() rejects a function that returns no promise", async () => {
  const nothing = () => undefined as unknown as Promise<void>;
  await failsLater(() => assertRejects(nothing, "the message"), "the message");
});
