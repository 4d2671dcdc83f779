/**
 * What a server needs of whatever accepts TLS connections for it. `Deno.listenTls` gives just that.
 *
 * @module
 */
import type { Connection } from "./connection.ts";

/** Accepts TLS connections. */
export interface TlsListener {
  /** Where it listens. */
  readonly addr: Deno.NetAddr;
  /**
   * Waits for the next client.
   *
   * @returns Its connection, before the handshake.
   * @throws {Deno.errors.BadResource | Deno.errors.Interrupted} If the listener was closed.
   */
  accept(): Promise<TlsConnection>;
  /** Accepts no more; connections go on. */
  close(): void;
}

/** A connection with a client. */
export interface TlsConnection extends Connection {
  /** The client's address and port. */
  readonly remoteAddr: Deno.NetAddr;
  /**
   * Waits until the handshake is done.
   *
   * @returns The ALPN id agreed on.
   * @throws {Error} If it fails; the message is that of the TLS library.
   */
  handshake(): Promise<{ readonly alpnProtocol: string | null }>;
}
