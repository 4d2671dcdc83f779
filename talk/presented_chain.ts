/**
 * What a server presents, whether or not it can be trusted.
 *
 * @module
 */
import { within } from "./connection.ts";

/** Which server, and as whom to address it. */
export interface PresentedChainOptions {
  /** The host to connect to. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** The name to ask for (server_name, RFC 6066 section 3); not sent if it is an IP address. */
  readonly servername: string;
  /** How long it may take, in seconds. */
  readonly timeout: number;
}

/**
 * The chain a server presents, taken without trusting it, on a connection used for nothing else: Deno
 * does not hand over a certificate it refused.
 *
 * @param options Which server.
 * @returns The certificates in DER, leaf first; none if they cannot be had.
 */
export async function presentedChain(options: PresentedChainOptions): Promise<Uint8Array[]> {
  const { host, port, servername, timeout } = options;
  const { default: tls } = await import("node:tls");
  const { promise, resolve } = Promise.withResolvers<Uint8Array[]>();
  const named = /^[\d.]+$|:/.test(servername) ? {} : { servername };
  const socket = tls.connect({ host, port, rejectUnauthorized: false, ...named }, () => {
    const chain = new Map<string, Uint8Array>();
    let one = socket.getPeerCertificate(true);
    while (one?.raw && !chain.has(one.fingerprint256)) {
      chain.set(one.fingerprint256, new Uint8Array(one.raw));
      one = one.issuerCertificate;
    }
    resolve([...chain.values()]);
  });
  socket.on("error", () => resolve([]));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  try {
    const chain = await within(timeout, promise);
    socket.end(); // With close_notify, so that the server does not take it for a broken talk.
    await within(1, closed).catch(() => {});
    return chain;
  } catch {
    return [];
  } finally {
    socket.destroy();
  }
}
