/**
 * A client of TLS 1.3 (RFC 8446): bytes in, bytes out, no sockets.
 *
 * It is here for what the TLS library of Deno cannot be made to do: leave out its key shares, so that
 * the server asks for one with a HelloRetryRequest, and take up a session with a ticket. It speaks
 * TLS 1.3 alone, has no certificate of its own, and sends no early data.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { asBytes } from "../hmac.ts";
import { HandshakeAssembler } from "../handshake_assembler.ts";
import { Malformed } from "../malformed.ts";
import { decodeAlert } from "../message/alert.ts";
import { ContentType } from "../registry/content_types.ts";
import { Handshake } from "./handshake.ts";
import type { GroupName, RandomBytes } from "./key_exchange.ts";
import { OpenConnection } from "./open_connection.ts";
import { RecordLayer } from "./record_layer.ts";
import { isFresh, type ResumableSession } from "./session.ts";
import { ALERT_CODES, type AlertName, alertOf, TlsError, violation } from "./tls_error.ts";

/** How a client is to behave. */
export interface TlsClientOptions {
  /** The server's name or IP address; an address is not sent. */
  readonly serverName: string;
  /** The application protocols offered, the best liked first; none by default. */
  readonly alpn?: readonly string[];
  /** The groups offered, the best liked first; all that are known here by default. */
  readonly groups?: readonly GroupName[];
  /**
   * The groups a key is sent of at once; the first of `groups` by default. Where it is none, the server
   * has to ask for one (section 4.2.8).
   */
  readonly keyShares?: readonly GroupName[];
  /** A session to take up, if its lifetime is not over and the server agrees. */
  readonly resume?: ResumableSession;
  /** Where random bytes come from; for tests, which want the same ones again. */
  readonly random?: RandomBytes;
  /** The time in milliseconds since 1970; that of this machine by default. */
  readonly now?: () => number;
}

/** Who is told what happens, and sends what the client says. */
export interface TlsClientSink {
  /** Bytes for the server. */
  send(bytes: Uint8Array): void;
  /**
   * The server has proved that it holds the key of the first of these certificates. Nothing goes on
   * until {@linkcode TlsClient.accept} or {@linkcode TlsClient.refuse} is called. Of a session taken up
   * they are those of its first connection.
   *
   * @param chain The certificates in DER, as the server ordered them.
   */
  certificate(chain: readonly Uint8Array[]): void;
  /** What the server said. */
  data(bytes: Uint8Array): void;
  /** A ticket has come, with which this session can be taken up once. */
  session(session: ResumableSession): void;
  /** The server has nothing more to say (close_notify). */
  closed(): void;
  /** A secret, as a line of a key log in the format of NSS. */
  secret?(line: string): void;
}

/** What the two sides agreed on. */
export type Agreement = Pick<Handshake, "alpn" | "resumed" | "retried" | "group">;

/** One connection. */
export class TlsClient {
  readonly #sink: TlsClientSink;
  readonly #records: RecordLayer;
  readonly #handshake: Handshake;
  readonly #messages = new HandshakeAssembler();
  readonly #now: () => number;
  #state: "handshake" | "judging" | "open" | "over" = "handshake";
  #connection: OpenConnection | undefined;
  /** Whether the server has said close_notify: what comes behind is not looked at. */
  #deaf = false;

  /**
   * Prepares a connection; {@linkcode TlsClient.start} begins it.
   *
   * @param options How to behave.
   * @param sink Who is told.
   */
  constructor(options: TlsClientOptions, sink: TlsClientSink) {
    const { groups = ["x25519", "secp256r1", "secp384r1"], random = randomOfSystem } = options;
    this.#now = options.now ?? Date.now;
    this.#sink = sink;
    this.#records = new RecordLayer({
      send: (bytes) => sink.send(bytes),
      content: (contentType, content) => this.#take(contentType, content),
    });
    const { resume } = options;
    this.#handshake = new Handshake(
      {
        serverName: options.serverName,
        alpn: options.alpn ?? [],
        groups,
        keyShares: options.keyShares ?? groups.slice(0, 1),
        session: resume && isFresh(resume, this.#now()) ? resume : undefined,
        random,
        now: this.#now,
      },
      this.#records,
      {
        certificate: (chain) => {
          this.#state = "judging";
          sink.certificate(chain);
        },
        secret: (label, secret) =>
          sink.secret?.(`${label} ${this.#handshake.random.toHex()} ${secret.toHex()}\n`),
      },
    );
  }

  /** What has been agreed on so far. */
  get agreement(): Agreement {
    const { alpn, resumed, retried, group } = this.#handshake;
    return { alpn, resumed, retried, group };
  }

  /** Whether data may be sent. */
  get open(): boolean {
    return this.#state === "open";
  }

  /**
   * Sends the ClientHello.
   *
   * @throws {SyntaxError} If the server's name is neither a DNS name nor an address.
   */
  start(): void {
    this.#handshake.start();
  }

  /**
   * Takes what the server sent next. Read on only once a certificate has been accepted.
   *
   * @param bytes The bytes; they are kept and must not change afterwards.
   * @throws {TlsError} If the server broke a rule, of which it has been told with an alert, or sent an
   * alert itself. The connection is over then.
   */
  receive(bytes: Uint8Array): void {
    this.#guard(() => this.#records.receive(bytes));
  }

  /**
   * Trusts the server's certificate: completes the handshake and looks at what came meanwhile.
   *
   * @throws {TlsError} As {@linkcode TlsClient.receive}.
   */
  accept(): void {
    if (this.#state !== "judging") throw new TypeError("There is no certificate to accept");
    this.#state = "open";
    const established = this.#handshake.finish();
    const { chain } = this.#handshake;
    this.#connection = new OpenConnection(established, chain, this.#records, this.#sink, this.#now);
    this.#guard(() => this.#records.release());
  }

  /**
   * Does not trust the server's certificate: tells why and gives the connection up.
   *
   * @param alert The reason.
   */
  refuse(alert: AlertName): void {
    if (this.#state !== "judging") throw new TypeError("There is no certificate to refuse");
    this.#sendAlert(alert);
  }

  /**
   * Says something to the server.
   *
   * @param data The bytes, however many.
   * @throws {TypeError} If the handshake is not done, or this side has closed.
   */
  send(data: Uint8Array): void {
    if (this.#state !== "open") throw new TypeError("The connection is not open");
    this.#records.send(ContentType.applicationData, data);
  }

  /** Says close_notify, if nothing worse has been said. */
  close(): void {
    if (this.#state !== "over") this.#sendAlert("close_notify");
  }

  #sendAlert(alert: AlertName): void {
    this.#state = "over";
    const level = alert === "close_notify" ? 1 : 2;
    this.#records.send(ContentType.alert, Uint8Array.of(level, ALERT_CODES[alert]));
  }

  /** Does what may find fault with the server, and tells it. */
  #guard(act: () => void): void {
    if (this.#deaf) return;
    try {
      act();
      if (this.#state === "open") this.#connection?.answer(); // Nothing follows close_notify.
    } catch (error) {
      const wrong = error instanceof Malformed
        ? violation("decode_error", error.reason.en, error.reason.zh)
        : error;
      this.#deaf = true;
      const tell = wrong instanceof TlsError && wrong.from === "client" && this.#state !== "over";
      if (tell) this.#sendAlert(wrong.alert as AlertName);
      this.#state = "over";
      throw wrong;
    }
  }

  #take(contentType: number, content: Uint8Array): void {
    if (this.#deaf) return;
    if (contentType === ContentType.handshake) return this.#takeHandshake(content);
    if (this.#messages.unfinished > 0) throw outOfPlace(); // Section 5.1.
    if (contentType === ContentType.alert) return this.#takeAlert(content);
    if (contentType !== ContentType.applicationData || !this.#connection) throw outOfPlace();
    if (content.length > 0) this.#sink.data(content);
  }

  #takeHandshake(content: Uint8Array): void {
    const messages = [...this.#messages.push(content, 0)];
    messages.forEach(({ bytes }, i) => {
      const last = i === messages.length - 1 && this.#messages.unfinished === 0;
      (this.#connection ?? this.#handshake).receive(bytes, last);
    });
  }

  #takeAlert(content: Uint8Array): void {
    const { value } = decodeAlert(content);
    if (!value) throw violation("decode_error", "An alert cannot be read", "无法解析一条警报");
    if (value.description === USER_CANCELED) return; // A close_notify follows (section 6.1).
    if (value.description !== ALERT_CODES.close_notify) throw alertOf(value.description);
    this.#deaf = true;
    this.#sink.closed();
  }
}

const USER_CANCELED = 90;

function randomOfSystem(length: number): Uint8Array {
  return asBytes(randomBytes(length));
}

function outOfPlace(): TlsError {
  return violation(
    "unexpected_message",
    "The server sent a record of a kind that has no place here",
    "服务器发送了此时不该出现的记录类型",
  );
}
