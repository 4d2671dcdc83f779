/**
 * The relay: bytes pass in both directions, untouched but for what a meddler changes, and whoever listens
 * is told what passed.
 *
 * Half-closes, resets and backpressure pass as well: a side that stops sending may still receive, a
 * reset is answered with a reset, and whoever reads slowly slows down whoever sends. `node:net` is used
 * because `Deno.Conn` cannot send a reset.
 *
 * @module
 */
import net from "node:net";
import { formatAddress } from "../talk/connection.ts";
import { otherSide, type Side } from "../tls/event.ts";
import { now } from "./clock.ts";
import type { Meddler } from "./meddler.ts";

/** Where somebody is. */
export interface Place {
  /** A name or an address. */
  readonly hostname: string;
  /** The port. */
  readonly port: number;
}

/** Who is told what passes. All times are in seconds since 1970. */
export interface RelaySink {
  /**
   * A client has connected, and the server has taken the connection.
   *
   * @param via The relay's own end of the connection to the server, by which the server knows the client.
   */
  opened(id: number, client: Place, server: Place, time: number, via: Place): void;
  /** Bytes passed; they are the sink's to keep. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void;
  /** What passes next has been changed, as the meddler wanted. */
  tampered(id: number, from: Side, time: number): void;
  /** The connection is over, and what the meddler was to change never passed. */
  untampered(id: number): void;
  /** A side sends nothing more. */
  ended(id: number, from: Side, time: number): void;
  /** A side broke the connection off. */
  reset(id: number, from: Side, time: number): void;
  /** Both sides are done. */
  closed(id: number, time: number): void;
  /** The server did not take the connection of a client, which was reset. */
  refused(client: Place, error: Error): void;
}

/** How to relay. */
export interface RelayOptions {
  /** Where to listen; port 0 picks a free one. */
  readonly listen: Place;
  /** Where to connect each client to. */
  readonly connect: Place;
  /** Makes a meddler for each connection; everything passes untouched by default. */
  readonly meddle?: (() => Meddler) | undefined;
  /** Told what passes; left out, the relay only copies. */
  readonly sink?: RelaySink | undefined;
}

/** A relay that is listening. */
export interface Relay {
  /** Where it listens, such as `127.0.0.1:9998`. */
  readonly address: string;
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening, breaks off what is open, and resolves when all is closed. */
  stop(): Promise<void>;
}

/**
 * Listens and relays until stopped.
 *
 * @param options Where, to whom, and who is told.
 * @returns The relay, already listening.
 * @throws {Deno.errors.NotCapable} If the sandbox does not allow to listen, or to connect, there.
 * @throws {Error} If it cannot listen there, with the `code` that `node:net` gives, such as `EADDRINUSE`.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  for (const place of [options.listen, options.connect]) requireNet(place);
  const open = new Set<net.Socket>();
  let count = 0;
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.on("connection", (client) => {
    // It has broken off already: there is nobody to relay for.
    if (client.remoteAddress === undefined) return client.destroy();
    open.add(client);
    client.on("close", () => open.delete(client));
    relay(client, open, options, () => ++count);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(options.listen.port, options.listen.hostname, resolve);
  await promise;
  server.removeAllListeners("error");
  server.on("error", () => {}); // Accepting failed, out of file descriptors say: the next may succeed.
  const { port } = server.address() as net.AddressInfo;
  return {
    address: formatAddress({ hostname: options.listen.hostname, port }),
    port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.resetAndDestroy();
      await closed;
    },
  };
}

function relay(
  client: net.Socket,
  open: Set<net.Socket>,
  { connect, sink, meddle }: RelayOptions,
  nextId: () => number,
): void {
  const from = remoteEnd(client);
  const server = net.connect({
    host: connect.hostname,
    port: connect.port,
    allowHalfOpen: true,
    noDelay: true,
  });
  open.add(server);
  server.on("close", () => open.delete(server));
  const refuse = (error: Error) => {
    client.resetAndDestroy();
    sink?.refused(from, error);
  };
  const hangUp = () => server.destroy();
  client.on("error", hangUp); // Before the server has answered.
  server.once("error", refuse);
  server.once("connect", () => {
    server.off("error", refuse);
    client.off("error", hangUp);
    const id = nextId();
    sink?.opened(id, from, remoteEnd(server), now(), localEnd(server));
    const sockets = { client, server };
    const meddler = meddle?.();
    let closed = 0;
    for (const side of ["client", "server"] as const) {
      const [socket, other] = [sockets[side], sockets[otherSide(side)]];
      socket.on("data", (chunk: Uint8Array) => {
        const bytes = meddler && !meddler.done ? passThrough(meddler, side, chunk) : chunk;
        if (!other.write(bytes)) socket.pause();
        sink?.data(id, side, bytes, now());
      });
      other.on("drain", () => socket.resume());
      socket.on("end", () => {
        sink?.ended(id, side, now());
        other.end();
      });
      socket.on("error", () => {
        if (!socket.destroyed || !other.destroyed) sink?.reset(id, side, now());
        other.resetAndDestroy();
      });
      socket.on("close", () => {
        if (++closed === 2) {
          if (meddler && !meddler.done) sink?.untampered(id);
          sink?.closed(id, now());
        } else if (!other.writableEnded) other.destroy();
      });
    }
    client.resume();
    function passThrough(meddler: Meddler, side: Side, chunk: Uint8Array): Uint8Array {
      const bytes = meddler.pass(side, chunk);
      if (meddler.done) sink?.tampered(id, side, now());
      return bytes;
    }
  });
}

/** Refuses what the sandbox does not allow: `node:net` would throw it where nobody can catch it. */
function requireNet(place: Place): void {
  const host = formatAddress(place);
  if (Deno.permissions.querySync({ name: "net", host }).state === "granted") return;
  throw new Deno.errors.NotCapable(
    `Requires net access to "${host}", run again with the --allow-net flag`,
  );
}

function remoteEnd({ remoteAddress, remotePort }: net.Socket): Place {
  return placeOf(remoteAddress, remotePort);
}

function localEnd({ localAddress, localPort }: net.Socket): Place {
  return placeOf(localAddress, localPort);
}

/** Whoever has broken off already has no address any more. */
function placeOf(hostname = "0.0.0.0", port = 0): Place {
  return { hostname, port };
}
