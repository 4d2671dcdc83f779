/**
 * Connecting to a server.
 *
 * @module
 */
import { connectTrouble } from "./client_trouble.ts";
import { closeQuietly, formatAddress, within } from "./connection.ts";

/**
 * Makes a TCP connection, in time or not at all.
 *
 * @param hostname The host: a name or an IP address.
 * @param port Its port.
 * @param seconds How long it may take.
 * @returns The connection.
 * @throws {UserError} If there is none, in words.
 * @throws {Deno.errors.NotCapable} If the sandbox does not allow it.
 */
export async function dialTcp(
  hostname: string,
  port: number,
  seconds: number,
): Promise<Deno.TcpConn> {
  const connecting = Deno.connect({ hostname, port });
  return await within(seconds, connecting).catch((error) => {
    connecting.then(closeQuietly, () => {}); // Should it come after all, nobody wants it any more.
    throw connectTrouble(error, formatAddress({ hostname, port }));
  });
}
