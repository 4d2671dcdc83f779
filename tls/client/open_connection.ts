/**
 * What a server may say of the connection itself once the handshake is done: tickets and new keys
 * (RFC 8446 section 4.6).
 *
 * @module
 */
import { nextTrafficSecret, suiteHash } from "../key_schedule.ts";
import { handshakeName } from "../message/message.ts";
import { ContentType } from "../registry/content_types.ts";
import { HandshakeType } from "../registry/handshake_types.ts";
import { decodeSound } from "./expect.ts";
import type { Established } from "./handshake.ts";
import type { RecordLayer } from "./record_layer.ts";
import { type ResumableSession, sessionOf } from "./session.ts";
import { unexpected, violation } from "./tls_error.ts";
import { handshakeMessage } from "./write.ts";

/** A connection after its handshake. */
export class OpenConnection {
  readonly #established: Established;
  readonly #chain: readonly Uint8Array[];
  readonly #records: RecordLayer;
  readonly #sink: { session(session: ResumableSession): void };
  readonly #now: () => number;
  #clientSecret: Uint8Array;
  #serverSecret: Uint8Array;
  /** Whether the server waits for new keys of the client. */
  #owesUpdate = false;

  /**
   * Goes on where the handshake ended.
   *
   * @param established The secrets it left.
   * @param chain The server's certificates.
   * @param records What sends and what keys are given to.
   * @param sink Who is told of sessions.
   * @param now The time, in milliseconds since 1970.
   */
  constructor(
    established: Established,
    chain: readonly Uint8Array[],
    records: RecordLayer,
    sink: { session(session: ResumableSession): void },
    now: () => number,
  ) {
    this.#established = established;
    this.#chain = chain;
    this.#records = records;
    this.#sink = sink;
    this.#now = now;
    this.#clientSecret = established.clientSecret;
    this.#serverSecret = established.serverSecret;
  }

  /**
   * Takes a message.
   *
   * @param bytes The whole message.
   * @param last Whether it is the last in its record.
   * @throws {TlsError} If it breaks a rule.
   */
  receive(bytes: Uint8Array, last: boolean): void {
    const name = handshakeName(bytes);
    if (!["new_session_ticket", "key_update"].includes(name)) throw unexpected(name);
    const { suite, resumptionSecret: secret } = this.#established;
    const message = decodeSound(bytes, suite);
    if (message.type === "key_update") return this.#update(message.requestUpdate, last);
    if (message.type !== "new_session_ticket") throw unexpected(name);
    const origin = { secret, suite, received: this.#now(), chain: this.#chain };
    const session = sessionOf(message, origin);
    if (session) this.#sink.session(session);
  }

  #update(requested: number, last: boolean): void {
    if (requested > 1) {
      throw violation(
        "illegal_parameter",
        "The server's key_update has a value that means nothing",
        "服务器的 key_update 含有无意义的值",
      );
    }
    if (!last) {
      throw violation(
        "unexpected_message",
        "Something follows key_update in the same record",
        "同一条记录中 key_update 之后还有其他内容",
      );
    }
    const { suite } = this.#established;
    this.#serverSecret = nextTrafficSecret(suiteHash(suite), this.#serverSecret);
    this.#records.openUnder(suite, this.#serverSecret);
    if (requested === 1) this.#owesUpdate = true;
  }

  /** Gives the server the new keys it asked for: once, however often it did. */
  answer(): void {
    if (!this.#owesUpdate) return;
    this.#owesUpdate = false;
    const { suite } = this.#established;
    const message = handshakeMessage(HandshakeType.keyUpdate, Uint8Array.of(0));
    this.#records.send(ContentType.handshake, message);
    this.#clientSecret = nextTrafficSecret(suiteHash(suite), this.#clientSecret);
    this.#records.sealUnder(suite, this.#clientSecret);
  }
}
