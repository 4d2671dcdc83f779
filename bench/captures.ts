/**
 * The captures that decoding is measured on: real connections of OpenSSL's, made anew in every run.
 *
 * @module
 */
import { makeLab } from "../ca.ts";
import { KeyLogFile } from "../tap/key_log_file.ts";
import { LiveCapture } from "../tap/live_capture.ts";
import { startRelay } from "../tap/relay.ts";
import type { KeyKind } from "../x509/private_key.ts";

/** A capture with what decrypts it. */
export interface MeasuredCapture {
  /** The file. */
  readonly path: string;
  /** The key log; undefined if the secrets are in the capture. */
  readonly keyLog?: string;
  /** The server's port. */
  readonly port: number;
  /** How many connections are in it. */
  readonly connections: number;
}

/** An `openssl s_server` that has been started. */
interface OpensslServer extends AsyncDisposable {
  readonly port: number;
  readonly stdin: WritableStream<Uint8Array>;
}

async function opensslServer(
  folder: string,
  keyLog: string,
  args: readonly string[],
): Promise<OpensslServer> {
  const port = freePort();
  const files = ["-cert", `${folder}/server.crt`, "-key", `${folder}/server.key`];
  const child = new Deno.Command("openssl", {
    args: ["s_server", "-accept", `127.0.0.1:${port}`, ...files, "-keylogfile", keyLog, ...args],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  await until(() => inUse(port)); // A connection to find that out would be served as one of those.
  return {
    port,
    stdin: child.stdin,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended by itself.
      }
      await child.status;
      await child.stdin.close().catch(() => {});
    },
  };
}

/**
 * Many full handshakes of TLS 1.3, captured with dumpcap on the loopback interface.
 *
 * @param folder Where the files go.
 * @param kind The kind of the server's key.
 * @param least How many handshakes at the least.
 * @returns The capture.
 */
export async function manyHandshakes(
  folder: string,
  kind: KeyKind,
  least: number,
): Promise<MeasuredCapture> {
  await makeLab({ folder, kind });
  const [path, keyLog] = [`${folder}/handshakes.pcapng`, `${folder}/handshakes.keys`];
  await using server = await opensslServer(folder, keyLog, ["-quiet"]);
  const dumpcap = new Deno.Command("dumpcap", {
    args: ["-q", "-i", "lo", "-B", "256", "-f", `tcp port ${server.port}`, "-w", path],
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await until(() => Deno.stat(path));
    const address = `127.0.0.1:${server.port}`;
    while (countHandshakes(keyLog) < least) {
      await new Deno.Command("openssl", {
        args: ["s_time", "-connect", address, "-new", "-tls1_3", "-time", "4"],
        stdout: "null",
        stderr: "null",
      }).output();
    }
    await new Promise((resolve) => setTimeout(resolve, 1000)); // What the kernel still holds.
  } finally {
    dumpcap.kill("SIGINT");
    await dumpcap.status;
  }
  return { path, keyLog, port: server.port, connections: countHandshakes(keyLog) };
}

/**
 * One connection that carries much data, captured by this project's own relay.
 *
 * @param folder Where the files go.
 * @param megabytes How many millions of bytes.
 * @param suite The cipher suite of TLS 1.3.
 * @returns The capture; its secrets are inside.
 */
export async function muchData(
  folder: string,
  megabytes: number,
  suite: string,
): Promise<MeasuredCapture> {
  await makeLab({ folder });
  const [path, keyLog] = [`${folder}/data.pcapng`, `${folder}/data.keys`];
  await using server = await opensslServer(folder, keyLog, [
    ...["-quiet", "-naccept", "1"],
    ...["-ciphersuites", suite],
    "-nbio", // Else it may wait for data from the client before it sends any.
  ]);
  const log = new KeyLogFile(keyLog);
  let lines = "";
  const capture = new LiveCapture(path, {
    force: true,
    secretsOf() {
      for (const part of log.read()) lines += new TextDecoder().decode(part);
      return { lines, enough: lines.includes("CLIENT_TRAFFIC_SECRET_0") };
    },
  });
  const ended = Promise.withResolvers<void>();
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port: server.port },
    sink: {
      opened: (id, client, to, time) => capture.opened(id, client, to, time),
      data(id, from, bytes, time) {
        capture.data(id, from, bytes, time);
        capture.pump(time);
      },
      tampered() {},
      untampered() {},
      ended: (id, from, time) => capture.ended(id, from, time),
      reset: (id, from, time) => capture.reset(id, from, time),
      closed(id) {
        capture.closed(id);
        ended.resolve();
      },
      refused: (_, error) => ended.reject(error),
    },
  });
  const client = new Deno.Command("openssl", {
    args: ["s_client", "-connect", relay.address, "-quiet"],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const late = () => ended.reject(new Error("The connection did not end with the client"));
  client.status.then(() => setTimeout(late, 2000));
  const writer = server.stdin.getWriter();
  ended.promise.catch(() => writer.abort()); // Else writing would wait for ever.
  const piece = crypto.getRandomValues(new Uint8Array(50_000));
  for (let sent = 0; sent < megabytes * 1e6; sent += piece.length) await writer.write(piece);
  await writer.close();
  await ended.promise;
  await client.status;
  await client.stdin.close().catch(() => {});
  capture.close();
  await relay.stop();
  return { path, port: server.port, connections: 1 };
}

function countHandshakes(keyLog: string): number {
  try {
    return Deno.readTextFileSync(keyLog).match(/^SERVER_HANDSHAKE_TRAFFIC_SECRET/gm)?.length ?? 0;
  } catch {
    return 0;
  }
}

/** A port that was free a moment ago. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

/** Succeeds once somebody listens on a port. */
function inUse(port: number): Promise<void> {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return Promise.resolve();
  }
  return Promise.reject(new Error(`Nobody listens on port ${port}`));
}

/** Tries until it does not fail, ten seconds at the most. */
async function until(attempt: () => Promise<unknown>): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (tries === 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
