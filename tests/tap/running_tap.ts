/**
 * Runs `deno task tap` as a user does, and lets recorded connections pass through it.
 *
 * @module
 */
import configuration from "../../deno.json" with { type: "json" };
import type { Outcome, RunOptions } from "../support/command.ts";
import type { Sent } from "../tls/support/listen.ts";
import { until } from "./overheard.ts";
import { textOf } from "../support/text.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** A tap that listens. */
export interface RunningTap extends AsyncDisposable {
  readonly port: number;
  /** What it has printed so far. */
  stdout(): string;
  /** What it has told on stderr so far. */
  stderr(): string;
  /** Waits until what it has printed matches, five seconds at most. */
  until(pattern: RegExp): Promise<void>;
  /** Stops reading what it prints, as `| head` does. */
  close(): Promise<void>;
  /** Sends a signal and waits for the end. */
  stop(signal?: Deno.Signal): Promise<Outcome>;
}

/**
 * Starts what `deno task tap --listen 127.0.0.1:0 ARGS…` does, with the permissions of that task but
 * without the process that is the task runner, so that signals reach the tap itself.
 */
export async function startTap(args: string[], { env }: RunOptions = {}): Promise<RunningTap> {
  const [, ...task] = configuration.tasks.tap.command.split(" ");
  const child = new Deno.Command(Deno.execPath(), {
    args: [...task, "--listen", "127.0.0.1:0", ...args],
    cwd: ROOT,
    env: { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8", NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const said = { stdout: "", stderr: "" };
  const stdout = child.stdout.getReader();
  const reading = [
    readOn(stdout, (text) => said.stdout += text),
    (async () => {
      for await (const text of textOf(child.stderr)) {
        said.stderr += text;
      }
    })(),
  ];
  let code: number | undefined;
  const ended = child.status.then((status) => code = status.code);
  const address = () => /(?:Listening on|正在监听) \S+?:(\d+)[,，]/.exec(said.stdout + said.stderr);
  await until(() => address() !== null || code !== undefined, () => `listening:\n${said.stderr}`);
  if (code !== undefined) throw new Error(`The tap has ended:\n${said.stderr}`);
  return {
    port: Number(address()![1]),
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    until: (pattern) =>
      until(
        () => pattern.test(said.stdout + said.stderr),
        () => `${pattern}:\n${said.stdout}${said.stderr}`,
      ),
    close: () => stdout.cancel(),
    async stop(signal = "SIGINT") {
      if (code === undefined) child.kill(signal);
      await Promise.all([ended, ...reading]);
      return { code: code!, ...said };
    },
    async [Symbol.asyncDispose]() {
      if (code === undefined) child.kill("SIGKILL");
      await Promise.all([ended, ...reading]);
    },
  };
}

/** Like {@linkcode textOf}, of a stream that may be cancelled meanwhile. */
async function readOn(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  add: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    add(decoder.decode(value, { stream: true }));
  }
}

/** A server that does what a test makes it do. */
export interface Stage extends Disposable {
  readonly port: number;
  /** Connects through a tap; gives both ends. */
  connect(tap: { port: number }): Promise<Ends>;
}

/** Two ends of a connection with a tap in between. */
export interface Ends extends Disposable {
  readonly client: Deno.TcpConn;
  readonly server: Deno.TcpConn;
  /** Sends something from one side and waits until it has arrived; gives what has. */
  pass(sent: Sent): Promise<Uint8Array>;
  /** Sends one thing after the other. */
  passAll(sent: Iterable<Sent>): Promise<void>;
}

/** Listens on a free port. */
export function stage(hostname = "127.0.0.1"): Stage {
  const listener = Deno.listen({ hostname, port: 0 });
  return {
    port: (listener.addr as Deno.NetAddr).port,
    async connect({ port }) {
      const accepted = listener.accept();
      const client = await Deno.connect({ hostname: "127.0.0.1", port });
      return endsOf(client, await accepted);
    },
    [Symbol.dispose]: () => listener.close(),
  };
}

function endsOf(client: Deno.TcpConn, server: Deno.TcpConn): Ends {
  const ends = { client, server };
  for (const end of [client, server]) end.setNoDelay(true);
  async function pass({ from, bytes }: Sent): Promise<Uint8Array> {
    const to = ends[from === "client" ? "server" : "client"];
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await ends[from].write(rest));
    const arrived = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length;) {
      const count = await to.read(arrived.subarray(at));
      if (count === null) throw new Error("The connection ended");
      at += count;
    }
    return arrived;
  }
  return {
    ...ends,
    pass,
    async passAll(sent) {
      for (const one of sent) await pass(one);
    },
    [Symbol.dispose]() {
      for (const end of [client, server]) {
        try {
          end.close();
        } catch {
          // The test has closed it.
        }
      }
    },
  };
}
