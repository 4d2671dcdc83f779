/**
 * Sessions that may be resumed: up to TLS 1.2 a later handshake takes up the master secret of an earlier
 * one, named by its session id (RFC 5246 section 7.3) or by a ticket (RFC 5077). A key log need not name
 * it again.
 *
 * @module
 */

/** How many sessions are remembered; the oldest are forgotten first. */
const MOST = 10_000;

/** Master secrets by what a client names to resume them. */
export class SessionStore {
  readonly #secrets = new Map<string, Uint8Array>();

  /**
   * Remembers a session.
   *
   * @param name Its session id or its ticket; an empty one names nothing.
   * @param masterSecret Its master secret.
   */
  add(name: Uint8Array, masterSecret: Uint8Array): void {
    if (name.length === 0) return;
    this.#secrets.set(keyOf(name), masterSecret);
    if (this.#secrets.size <= MOST) return;
    const [oldest] = this.#secrets.keys();
    this.#secrets.delete(oldest!);
  }

  /**
   * The master secret of a session.
   *
   * @param name The session id or the ticket.
   * @returns The secret, if the session was seen with it.
   */
  find(name: Uint8Array): Uint8Array | undefined {
    return this.#secrets.get(keyOf(name));
  }
}

/** Tickets are opaque and long: what they begin with, key name and IV in most servers, names them. */
function keyOf(name: Uint8Array): string {
  return `${name.length} ${name.subarray(0, 64).toHex()}`;
}
