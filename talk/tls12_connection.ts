/**
 * A connection of `node:tls`, in the form of those that `Deno.listenTls` accepts.
 *
 * @module
 */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { TlsConnection } from "./tls_listener.ts";

/**
 * A client's connection. Other than one of Deno's, it does not tell a client that leaves with
 * close_notify from one that leaves without: `node:tls` does not say.
 */
export class Tls12Connection implements TlsConnection {
  readonly #socket: TLSSocket;
  readonly #flow: Flow;
  readonly #secured: Promise<{ alpnProtocol: string | null }>;
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What was read and has not been asked for. */
  #rest = new Uint8Array();
  #closed = false;

  /**
   * Begins the handshake.
   *
   * @param socket The socket, of the server's side.
   * @param tcp What it runs on.
   * @param remoteAddr The client's address and port.
   */
  constructor(socket: TLSSocket, tcp: Socket, readonly remoteAddr: Deno.NetAddr) {
    this.#socket = socket;
    this.#flow = new Flow(tcp);
    this.#chunks = socket.iterator({ destroyOnReturn: false });
    const { promise, resolve, reject } = Promise.withResolvers<{ alpnProtocol: string | null }>();
    const gone = () => reject(new Deno.errors.UnexpectedEof("tls handshake eof"));
    socket.on("secure", () => {
      this.#flow.stop();
      resolve({ alpnProtocol: socket.alpnProtocol || null });
    });
    socket.on("error", reject); // Stays on: an error that nobody listens for would end the program.
    socket.once("end", gone);
    socket.once("close", gone);
    promise.catch(() => {}); // Nobody may be waiting yet.
    this.#secured = promise;
  }

  /** Waits until the handshake is done; see {@linkcode TlsConnection.handshake}. */
  handshake(): Promise<{ alpnProtocol: string | null }> {
    return this.#secured;
  }

  /** Reads what comes next; see {@linkcode TlsConnection.read}. */
  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#rest.length === 0) {
      this.#flow.start();
      const { done, value } = await this.#unlessClosed(this.#chunks.next());
      this.#flow.stop();
      if (done) return null;
      this.#rest = new Uint8Array(value);
    }
    const taken = this.#rest.subarray(0, buffer.length);
    buffer.set(taken);
    this.#rest = this.#rest.subarray(taken.length);
    return taken.length;
  }

  /** Writes, and waits until it may be followed by more; see {@linkcode TlsConnection.write}. */
  async write(bytes: Uint8Array): Promise<number> {
    await this.#unlessClosed(
      new Promise<void>((resolve, reject) => {
        this.#socket.write(bytes, (error) => error ? reject(error) : resolve());
      }),
    );
    return bytes.length;
  }

  /** Sends close_notify and closes. */
  close(): void {
    this.#closed = true;
    this.#socket.destroySoon();
  }

  /** What `node:tls` throws because this side has closed says no more than that. */
  async #unlessClosed<T>(result: Promise<T>): Promise<T> {
    try {
      const value = await result;
      if (!this.#closed) return value;
    } catch (error) {
      if (!this.#closed) throw error;
    }
    throw new Deno.errors.BadResource("The connection is closed");
  }
}

/** The handle under a socket of `node:net`. */
interface Handle {
  readStart(): void;
  readStop(): void;
}

/**
 * What comes in on a TCP socket under one of `node:tls`, which reads on whether or not anybody takes what
 * it has read: a client could fill the memory. `pause` and `resume` of the TCP socket no longer do
 * anything of use once TLS has taken it over; those of its handle do.
 */
class Flow {
  readonly #handle: Partial<Handle> | undefined;

  constructor(tcp: Socket) {
    this.#handle = Reflect.get(tcp, "_handle");
  }

  start(): void {
    this.#handle?.readStart?.();
  }

  stop(): void {
    this.#handle?.readStop?.();
  }
}
