/**
 * A CA's folder with everything in it, made once for all tests of a file.
 *
 * @module
 */
import { makeLab } from "../../ca.ts";
import { parseSubject } from "../../x509/name.ts";
import type { KeyKind } from "../../x509/private_key.ts";
import { type ClientOptions, connect, type Session } from "../../client.ts";
import {
  loadIdentity,
  type Server,
  type ServerEvent,
  type ServerOptions,
  startServer,
} from "../../server.ts";

/** A CA's folder and the options that name its files. */
export interface LabFolder extends Disposable {
  path: string;
  ca: string;
  cert: string;
  key: string;
  /** `--cert` and `--key` for a server. */
  serverArgs: string[];
}

/** Makes a lab in a temporary folder, its authority named and its keys of the kind as asked. */
export async function labFolder(
  subject?: string,
  kind: KeyKind = "ec:p256",
): Promise<LabFolder> {
  const path = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  await makeLab({
    folder: path,
    kind,
    ...(subject !== undefined && { subject: parseSubject(subject) }),
  });
  const [cert, key] = [`${path}/server.crt`, `${path}/server.key`];
  return {
    path,
    ca: `${path}/ca.crt`,
    cert,
    key,
    serverArgs: ["--cert", cert, "--key", key],
    [Symbol.dispose]() {
      Deno.removeSync(path, { recursive: true });
    },
  };
}

/** A server in this process, with everything that happened at it. */
export interface LocalServer extends AsyncDisposable {
  server: Server;
  port: number;
  events: ServerEvent[];
  /** Waits until something has happened, ten seconds at most. */
  until(test: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** Connects a client of this project to it. */
  connect(options?: Partial<ClientOptions>): Promise<Session>;
}

/** Starts a server on a free port with a lab's certificate. */
export async function localServer(
  lab: LabFolder,
  options: Partial<ServerOptions> = {},
): Promise<LocalServer> {
  const events: ServerEvent[] = [];
  const server = startServer({
    host: "127.0.0.1",
    port: 0,
    ...await loadIdentity(lab.cert, lab.key),
    log: (event) => events.push(event),
    ...options,
  });
  return {
    server,
    port: server.port,
    events,
    async until(test) {
      for (let i = 0; i < 1000; i++) {
        const event = events.find(test);
        if (event) return event;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`It never happened; what did: ${Deno.inspect(events)}`);
    },
    connect: (more = {}) => connect({ host: "127.0.0.1", port: server.port, ca: lab.ca, ...more }),
    async [Symbol.asyncDispose]() {
      await server.stop();
    },
  };
}
