/**
 * The page's server as `deno task view` runs it, with the task's own permissions, but without the process
 * that is the task runner, so that signals reach the server itself.
 *
 * @module
 */
import configuration from "../../deno.json" with { type: "json" };
import { textOf } from "../support/text.ts";

/** A page's server that is running; killed when the `using` block ends. */
export interface RunningView extends AsyncDisposable {
  /** The page's address, with its token and a slash at its end. */
  readonly url: string;
  /** The port of the tap. */
  readonly tapPort: number;
  /** The key log's path. */
  readonly keyLog: string;
  /** The file with the root that the lab's certificates lead to. */
  readonly ca: string;
  stdout(): string;
  stderr(): string;
  /** Sends a signal. */
  signal(signal: Deno.Signal): void;
  /** Sends a signal and waits for the end. */
  stop(signal?: Deno.Signal): Promise<{ code: number; stdout: string; stderr: string }>;
}

const ROOT = new URL("../../", import.meta.url).pathname;

const [, FOLDER = "", , RUN = ""] =
  /^SSLKEYLOGFILE=\$\(deno (.*?)\) (DENO_TLS_CA_STORE=) deno (.*)$/.exec(
    configuration.tasks.view.command,
  ) ?? [];

/** Starts it on free ports with a CA's folder of its own. */
export async function startView(args: string[] = []): Promise<RunningView> {
  const keyLog = await printed(FOLDER.split(" "));
  const folder = Deno.makeTempDirSync({ prefix: "tls-lab-certs-" });
  const child = new Deno.Command(Deno.execPath(), {
    args: [...RUN.split(" "), "--port", "0", "--tap-port", "0", "--dir", folder, ...args],
    cwd: ROOT,
    env: {
      LANG: "en_US.UTF-8",
      LC_ALL: "en_US.UTF-8",
      NO_COLOR: "1",
      SSLKEYLOGFILE: keyLog,
      DENO_TLS_CA_STORE: "",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const said = { stdout: "", stderr: "" };
  let code: number | undefined;
  const reading = (["stdout", "stderr"] as const).map(async (name) => {
    for await (const text of textOf(child[name])) said[name] += text;
  });
  const ended = child.status.then((status) => code = status.code);
  for (
    let i = 0;
    i < 1500 && code === undefined && !/outside connect|外部程序/.test(said.stdout);
    i++
  ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const url = /http:\S+/.exec(said.stdout)?.[0];
  const tapPort = /(?:connect to|请连接) \S+:(\d+)/.exec(said.stdout)?.[1];
  if (url === undefined || tapPort === undefined) {
    if (code === undefined) child.kill("SIGKILL");
    throw new Error(`The page did not start:\n${said.stdout}${said.stderr}`);
  }
  const finish = async () => {
    await Promise.all([ended, ...reading]);
    Deno.removeSync(folder, { recursive: true });
  };
  return {
    url,
    tapPort: Number(tapPort),
    keyLog,
    ca: `${folder}/ca.crt`,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    signal: (signal) => child.kill(signal),
    async stop(signal = "SIGINT") {
      try {
        child.kill(signal);
      } catch {
        // It has ended already, of a signal before.
      }
      await finish();
      return { code: code!, ...said };
    },
    async [Symbol.asyncDispose]() {
      if (code !== undefined) return;
      child.kill("SIGINT"); // So that it removes its key log.
      await finish();
    },
  };
}

/** What a command of Deno prints. */
async function printed(args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
  return new TextDecoder().decode(stdout).trim();
}
