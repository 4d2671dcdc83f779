/**
 * A client's talk with a server: a message, its answer, the next.
 *
 * @module
 */
import type { Certificate } from "../x509/certificate.ts";
import { messageTooLarge, talkTrouble } from "./client_trouble.ts";
import { closeQuietly, type Connection, Timeout, within, writeAll } from "./connection.ts";
import { EXIT, type Protocol } from "./protocol.ts";

/** A talk with a server that has proved itself. */
export interface Session {
  /** The server's address, such as `127.0.0.1:9999`. */
  readonly address: string;
  /** Whether both sides speak `tls-lab/1`; plain text otherwise. */
  readonly framed: boolean;
  /** From the server's certificate, as this connection presented it, to the trusted root. */
  readonly path: readonly Certificate[];
  /**
   * Sends a message and waits for the answer.
   *
   * @param text The message.
   * @returns The answer; undefined if a server that speaks plain text gives none in time.
   * @throws {UserError} If the message is too large, or the server leaves or does not answer.
   */
  send(text: string): Promise<string | undefined>;
  /** Says `exit` and closes. */
  end(): Promise<void>;
  /** Closes at once. */
  close(): void;
}

/** A talk over a connection, mostly one of TLS. */
export class TlsSession implements Session {
  /** Whether both sides speak `tls-lab/1`; plain text otherwise. */
  readonly framed: boolean;
  readonly #connection: Connection;
  readonly #protocol: Protocol;
  readonly #timeout: number;
  readonly #maxMessage: number;
  readonly #buffer = new Uint8Array(64 * 1024);
  /** A read that outlived the patience for its answer; the next answer is still its. */
  #reading: Promise<number | null> | undefined;
  /** Answers that arrived together with one before them. */
  readonly #answers: string[] = [];

  /**
   * Begins a talk on a connection whose server has proved itself.
   *
   * @param connection The connection.
   * @param protocol What is spoken on it.
   * @param address The server's address.
   * @param path The certificates from the server's to the root.
   * @param limits How long an answer may take, in seconds; the largest message, in bytes.
   */
  constructor(
    connection: Connection,
    protocol: Protocol,
    readonly address: string,
    readonly path: readonly Certificate[],
    { timeout, maxMessage }: { timeout: number; maxMessage: number },
  ) {
    this.#maxMessage = maxMessage;
    this.#connection = connection;
    this.#protocol = protocol;
    this.#timeout = timeout;
    this.framed = protocol.framed;
  }

  /** Sends a message and waits for its answer; see {@linkcode Session.send}. */
  async send(text: string): Promise<string | undefined> {
    // A plain server may read by lines, so every plain message is one.
    const bytes = this.#protocol.encode(text, true);
    const size = new TextEncoder().encode(text).length;
    if (size > this.#maxMessage) throw messageTooLarge(size, this.#maxMessage);
    try {
      await within(this.#timeout, writeAll(this.#connection, bytes));
      return await this.#answer();
    } catch (error) {
      if (error instanceof Timeout && !this.framed) return undefined;
      throw talkTrouble(error, this.address, this.#maxMessage);
    }
  }

  async #answer(): Promise<string> {
    while (this.#answers.length === 0) {
      const count = await this.#read(this.#timeout);
      if (count === null) throw new Deno.errors.UnexpectedEof("closed");
      for (const { text } of this.#protocol.receive(this.#buffer.subarray(0, count))) {
        this.#answers.push(text);
      }
    }
    return this.#answers.shift()!;
  }

  async #read(patience: number): Promise<number | null> {
    this.#reading ??= this.#connection.read(this.#buffer);
    const count = await within(patience, this.#reading);
    this.#reading = undefined;
    return count;
  }

  /** Says `exit` and closes. */
  async end(): Promise<void> {
    try {
      await within(this.#timeout, writeAll(this.#connection, this.#protocol.encode(EXIT, true)));
      // The server answers nothing to it and closes; a plain one may do as it likes.
      const patience = this.framed ? this.#timeout : 0.5;
      while (await this.#read(patience) !== null);
    } catch {
      // It has left already, which is what was wanted.
    } finally {
      this.close();
    }
  }

  /** Closes at once. */
  close(): void {
    closeQuietly(this.#connection);
  }
}
