/**
 * How many bytes per second pass through the tap, beside the same relay that only copies.
 *
 * @module
 */
import { makeLab } from "../ca.ts";
import { inTurns, printTable } from "./table.ts";

const ROUNDS = 7;
const ROOT = new URL("..", import.meta.url).pathname;

/** A process that has said on which port it listens. */
interface Listening extends AsyncDisposable {
  readonly port: number;
}

async function listening(
  args: readonly string[],
  { env = {}, read = true }: { env?: Record<string, string>; read?: boolean } = {},
): Promise<Listening> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  let said = "";
  while (!/\d+\D*\n/.test(said)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`${args.join(" ")} ended: ${said}`);
    said += new TextDecoder().decode(value);
  }
  const port = Number(/^(?:\D.*?:)?(\d+)\b/.exec(said)?.[1]);
  // Whatever else it says is read and thrown away; or the pipe is closed, and nobody is looking.
  const emptied = read ? emptyOut(reader) : reader.cancel();
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await emptied.catch(() => {});
    },
  };
}

async function emptyOut(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}

async function rate(port: number, ca: string): Promise<number> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-net=127.0.0.1",
      "--allow-read",
      "bench/relay_end.ts",
      "client",
      `${port}`,
      ca,
    ],
    cwd: ROOT,
  }).output();
  const value = Number(new TextDecoder().decode(stdout));
  if (value > 0) return value;
  throw new Error(`Nothing came through: ${new TextDecoder().decode(stderr)}`);
}

/** Measures the relay and prints it. */
export async function benchRelay(): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  try {
    await makeLab({ folder });
    const [ca, cert, key] = ["ca.crt", "server.crt", "server.key"].map((name) =>
      `${folder}/${name}`
    );
    const keyLog = `${folder}/keys.log`;
    const run = ["run", "--allow-net=127.0.0.1", `--allow-read`];
    await using server = await listening(
      [...run, "bench/relay_end.ts", "server", "0", cert!, key!],
      { env: { SSLKEYLOGFILE: keyLog } },
    );
    const tap = [
      ...run,
      "tap.ts",
      "--listen",
      "127.0.0.1:0",
      "--connect",
      `127.0.0.1:${server.port}`,
      "--keylog",
      keyLog,
    ];
    await using copy = await listening([...run, "bench/relay_copy.ts", `${server.port}`]);
    await using looking = await listening(tap);
    await using unseen = await listening(tap, { read: false });
    const measured = await inTurns([
      { name: "relay that only copies", run: () => rate(copy.port, ca!) },
      { name: "tap, decoding", run: () => rate(looking.port, ca!) },
      { name: "tap, nobody looking", run: () => rate(unseen.port, ca!) },
      { name: "no relay in between", run: () => rate(server.port, ca!) },
    ], ROUNDS);
    printTable("One TLS connection, one way", measured, "MB/s");
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
