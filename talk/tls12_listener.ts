/**
 * A listener that speaks nothing newer than TLS 1.2.
 *
 * `Deno.listenTls` cannot be held to a version; `node:tls` can. Its module is looked up when the first
 * such listener is asked for, so that a server without one does not wait for it. It writes no key log.
 *
 * @module
 */
import type { Server, Socket } from "node:net";
import { Tls12Connection } from "./tls12_connection.ts";
import type { TlsConnection, TlsListener } from "./tls_listener.ts";

/** Where to listen, and what to prove oneself with. */
export interface Tls12ListenerOptions {
  /** The name or address to listen on. */
  readonly hostname: string;
  /** The port; 0 picks a free one. */
  readonly port: number;
  /** The certificate chain in PEM, leaf first. */
  readonly cert: string;
  /** The leaf's private key in PEM. */
  readonly key: string;
  /** The application protocols, the best liked first. */
  readonly alpnProtocols: string[];
}

/** How many clients may wait to be accepted, as `node:net` has it by default. */
const BACKLOG = 511;

/**
 * Listens.
 *
 * @param options Where, and with which certificate.
 * @returns The listener, already listening.
 * @throws {Error} Whatever `Deno.listenTls` throws where it cannot listen or use the certificate.
 */
export function listenTls12(options: Tls12ListenerOptions): TlsListener {
  const { getBuiltinModule } = globalThis.process;
  const net = getBuiltinModule("node:net");
  const tls = getBuiltinModule("node:tls");
  const { cert, key, alpnProtocols } = options;
  const secureContext = tls.createSecureContext({ cert, key, maxVersion: "TLSv1.2" });
  const server = net.createServer({ allowHalfOpen: true, noDelay: true });
  const addr = listen(server, options);
  const waiting = new Waiting<TlsConnection>();
  server.on("connection", (raw: Socket) => {
    // It has broken off already: there is nobody to talk to.
    if (raw.remoteAddress === undefined || raw.remotePort === undefined) return raw.destroy();
    const socket = new tls.TLSSocket(raw, {
      isServer: true,
      secureContext,
      ALPNProtocols: alpnProtocols,
    });
    waiting.add(
      new Tls12Connection(socket, raw, {
        transport: "tcp",
        hostname: raw.remoteAddress,
        port: raw.remotePort,
      }),
    );
  });
  server.on("error", (error) => waiting.fail(error));
  return {
    addr,
    accept: () => waiting.next(),
    close() {
      server.close();
      waiting.close();
    },
  };
}

/**
 * Makes a server listen at once. `node:net` does so a few turns later and reports what went wrong as an
 * event; whoever starts a server wants its port and its errors now. So `Deno.listenTls` says whether the
 * address and the certificate will do, and which port and address they come to; in the same turn the
 * address is handed over.
 */
function listen(server: Server, options: Tls12ListenerOptions): Deno.NetAddr {
  const trial = Deno.listenTls({ ...options });
  const addr = trial.addr as Deno.NetAddr;
  trial.close();
  const family = addr.hostname.includes(":") ? 6 : 4;
  // An old name that Node keeps for the step of `listen` behind the look-up of the host's name.
  const bind: unknown = Reflect.get(server, "_listen2");
  if (typeof bind !== "function") {
    throw new Error(`Deno ${Deno.version.deno} cannot listen with node:net at once`);
  }
  bind.call(server, addr.hostname, addr.port, family, BACKLOG);
  if (server.address() === null) throw new Deno.errors.AddrInUse("Address already in use");
  return addr;
}

/** Things that come, and those who wait for them. */
class Waiting<T extends { close(): void }> {
  #come: T[] = [];
  #asking: { resolve(thing: T): void; reject(error: unknown): void }[] = [];
  #closed = false;

  add(thing: T): void {
    if (this.#closed) return thing.close();
    const first = this.#asking.shift();
    if (first) first.resolve(thing);
    else this.#come.push(thing);
  }

  next(): Promise<T> {
    const thing = this.#come.shift();
    if (thing) return Promise.resolve(thing);
    if (this.#closed) return Promise.reject(new Deno.errors.BadResource("The listener is closed"));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#asking.push({ resolve, reject });
    return promise;
  }

  fail(error: unknown): void {
    for (const { reject } of this.#asking.splice(0)) reject(error);
  }

  close(): void {
    this.#closed = true;
    for (const thing of this.#come.splice(0)) thing.close();
    this.fail(new Deno.errors.BadResource("The listener is closed"));
  }
}
