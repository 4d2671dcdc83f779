/**
 * What a server presents, whether or not it can be trusted.
 *
 * @module
 */
import { within } from "./connection.ts";

/** Which server, and as whom to address it. */
export interface PresentedCertificateOptions {
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
 * The certificate a server presents, taken without trusting it, on a connection used for nothing else:
 * Deno does not hand over one it refused.
 *
 * @param options Which server.
 * @returns The certificate in DER; undefined if it cannot be had.
 */
export async function presentedCertificate(
  options: PresentedCertificateOptions,
): Promise<Uint8Array | undefined> {
  const { host, port, servername, timeout } = options;
  const { default: tls } = await import("node:tls");
  const { promise, resolve } = Promise.withResolvers<Uint8Array | undefined>();
  const named = /^[\d.]+$|:/.test(servername) ? {} : { servername };
  const socket = tls.connect({ host, port, rejectUnauthorized: false, ...named }, () => {
    const { raw } = socket.getPeerCertificate();
    resolve(raw && new Uint8Array(raw));
  });
  socket.on("error", () => resolve(undefined));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  try {
    const certificate = await within(timeout, promise);
    socket.end(); // With close_notify, so that the server does not take it for a broken talk.
    await within(1, closed).catch(() => {});
    return certificate;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
