/**
 * Captures what passes on the loopback interface while something happens.
 *
 * @module
 */
import { textOf } from "../../support/text.ts";

/** Longer than dumpcap takes to write what it has seen. */
const LIMIT = 10_000;

/**
 * Captures the TCP traffic of one address of this machine.
 *
 * @param host The address.
 * @param path Where the capture goes, as pcapng.
 * @param happen What happens meanwhile.
 * @returns What `happen` gives.
 * @throws {Error} If the capture cannot be made or is not complete.
 */
export async function captured<T>(
  host: string,
  path: string,
  happen: () => Promise<T>,
): Promise<T> {
  using marker = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = marker.addr as Deno.NetAddr;
  const filter = `tcp and (host ${host} or port ${port})`;
  const dumpcap = new Deno.Command("dumpcap", {
    args: ["-q", "-i", "lo", "-B", "32", "-f", filter, "-w", path],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const [told, rest] = dumpcap.stderr.tee();
  const said = new Response(rest).text();
  try {
    if (!await mentions(told, "File: ")) {
      throw new Error(`dumpcap does not capture:\n${await said}`);
    }
    const result = await happen();
    await mark(marker, path);
    dumpcap.kill("SIGINT");
    const [, dropped] = /received\/dropped on interface .*: \d+\/(\d+)/.exec(await said) ?? [];
    if (dropped !== "0") throw new Error(`dumpcap lost packets:\n${await said}`);
    return result;
  } finally {
    await stop(dumpcap);
    await said;
  }
}

/** Whether dumpcap may capture here: it takes more than its being installed. */
export async function mayCapture(): Promise<boolean> {
  try {
    const { stdout } = await new Deno.Command("dumpcap", { args: ["-D"] }).output();
    return /\blo\b/.test(new TextDecoder().decode(stdout));
  } catch {
    return false;
  }
}

async function mentions(stream: ReadableStream<Uint8Array>, text: string): Promise<boolean> {
  let output = "";
  for await (const chunk of textOf(stream)) {
    output += chunk;
    if (output.includes(text)) return true;
  }
  return false;
}

/**
 * Sends something after everything else and waits until it is in the file: whatever passed before it is
 * in there then.
 */
async function mark(marker: Deno.TcpListener, path: string): Promise<void> {
  const words = crypto.randomUUID();
  const { hostname, port } = marker.addr as Deno.NetAddr;
  using sender = await Deno.connect({ hostname, port });
  using _receiver = await marker.accept();
  await sender.write(new TextEncoder().encode(words));
  for (const end = Date.now() + LIMIT; Date.now() < end;) {
    if (new TextDecoder("latin1").decode(await Deno.readFile(path)).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("What was sent last never arrived in the capture");
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGINT");
  } catch {
    // It has ended.
  }
  await child.status;
}
