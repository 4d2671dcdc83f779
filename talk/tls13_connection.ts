/**
 * A TCP connection on which our own client of TLS 1.3 speaks.
 *
 * @module
 */
import { type Agreement, TlsClient, type TlsClientOptions } from "../tls/client/client.ts";
import type { ResumableSession } from "../tls/client/session.ts";
import type { AlertName } from "../tls/client/tls_error.ts";
import { joinBytes } from "../x509/der.ts";
import { closeQuietly, type Connection, writeAll } from "./connection.ts";

/** So many tickets are kept at most: the last ones. */
const MOST_SESSIONS = 8;

/** A connection with a server. */
export class Tls13Connection implements Connection {
  /** The sessions that can be taken up later, the newest last. */
  readonly sessions: ResumableSession[] = [];
  readonly #tcp: Deno.TcpConn;
  readonly #client: TlsClient;
  readonly #buffer = new Uint8Array(64 * 1024);
  /** What is to be sent. */
  #outgoing: Uint8Array[] = [];
  /** The sending under way; each waits for the one before. */
  #sending: Promise<void> = Promise.resolve();
  /** What came and has not been read. */
  #incoming: Uint8Array[] = [];
  #chain: readonly Uint8Array[] | undefined;
  #ended = false;

  /**
   * Begins on a TCP connection.
   *
   * @param tcp The connection.
   * @param options How the client is to behave.
   * @param onSecret Told each secret, as a line of a key log.
   */
  constructor(tcp: Deno.TcpConn, options: TlsClientOptions, onSecret?: (line: string) => void) {
    this.#tcp = tcp;
    this.#client = new TlsClient(options, {
      send: (bytes) => this.#outgoing.push(bytes),
      certificate: (chain) => this.#chain = chain,
      data: (bytes) => this.#incoming.push(bytes),
      session: (session) => {
        this.sessions.push(session);
        if (this.sessions.length > MOST_SESSIONS) this.sessions.shift();
      },
      closed: () => this.#ended = true,
      ...(onSecret && { secret: onSecret }),
    });
  }

  /** What the two sides agreed on. */
  get agreement(): Agreement {
    return this.#client.agreement;
  }

  /**
   * Goes through the handshake up to the point where the server's certificate is to be judged; then
   * {@linkcode Tls13Connection.accept} or {@linkcode Tls13Connection.refuse} is to be called.
   *
   * @returns The server's certificates, leaf first, in DER.
   * @throws {TlsError} If the server breaks a rule or sends an alert.
   * @throws {Deno.errors.UnexpectedEof} If it leaves.
   */
  async handshake(): Promise<readonly Uint8Array[]> {
    this.#client.start();
    await this.#flush();
    while (!this.#chain) await this.#receive();
    return this.#chain;
  }

  /** Trusts the certificate and completes the handshake. */
  async accept(): Promise<void> {
    await this.#telling(() => this.#client.accept());
  }

  /**
   * Refuses the certificate and closes.
   *
   * @param alert What the server is told.
   */
  async refuse(alert: AlertName): Promise<void> {
    this.#client.refuse(alert);
    await this.#flush().catch(() => {}); // It may have left; it is refused all the same.
    closeQuietly(this.#tcp);
  }

  /** Reads what comes next; see {@linkcode Connection.read}. */
  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#incoming.length === 0) {
      if (this.#ended) return null;
      await this.#receive();
    }
    const [first] = this.#incoming as [Uint8Array];
    const taken = first.subarray(0, buffer.length);
    buffer.set(taken);
    if (taken.length === first.length) this.#incoming.shift();
    else this.#incoming[0] = first.subarray(taken.length);
    return taken.length;
  }

  /** Writes; see {@linkcode Connection.write}. */
  async write(bytes: Uint8Array): Promise<number> {
    if (!this.#client.open) throw new Deno.errors.BrokenPipe("The connection is closed");
    this.#client.send(bytes);
    await this.#flush();
    return bytes.length;
  }

  /** Sends close_notify and closes. */
  close(): void {
    this.#client.close();
    this.#flush().catch(() => {}).finally(() => closeQuietly(this.#tcp));
  }

  async #receive(): Promise<void> {
    const count = await this.#tcp.read(this.#buffer);
    if (count === null) {
      throw new Deno.errors.UnexpectedEof("The server closed without close_notify");
    }
    await this.#telling(() => this.#client.receive(this.#buffer.slice(0, count)));
  }

  /** What the client has to say to it goes out, also where it throws. */
  async #telling(act: () => void): Promise<void> {
    try {
      act();
    } finally {
      await this.#flush().catch(() => {}); // If the server has left, reading on will tell.
    }
  }

  #flush(): Promise<void> {
    const bytes = joinBytes(this.#outgoing.splice(0));
    this.#sending = this.#sending.then(() => writeAll(this.#tcp, bytes));
    return this.#sending;
  }
}
