/**
 * The handshake of TLS 1.3 from the client's side (RFC 8446 section 4 and appendix A.1).
 *
 * @module
 */
import type { PublicKey } from "../../x509/public_key.ts";
import { suiteHash } from "../key_schedule.ts";
import { decodeHandshake, type HandshakeMessage, handshakeName } from "../message/message.ts";
import type { ServerHello } from "../message/server_hello.ts";
import { finishedMac13 } from "../proof.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { ContentType } from "../registry/content_types.ts";
import { HandshakeType } from "../registry/handshake_types.ts";
import { Transcript } from "../transcript.ts";
import { clientHello } from "./client_hello.ts";
import { decodeSound } from "./expect.ts";
import { type GroupName, type KeyPair, makeKeyPair, type RandomBytes } from "./key_exchange.ts";
import type { RecordLayer } from "./record_layer.ts";
import { Secrets } from "./secrets.ts";
import { readChoice, readRetry } from "./server_hello.ts";
import {
  checkFinished,
  checkRequest,
  checkSignature,
  readChain,
  readEncryptedExtensions,
} from "./server_proof.ts";
import type { ResumableSession } from "./session.ts";
import { unexpected, violation } from "./tls_error.ts";
import { handshakeMessage, vector } from "./write.ts";

/** What is offered to the server. */
export interface HandshakeOffer {
  /** The server's name or IP address. */
  readonly serverName: string;
  /** The application protocols, the best liked first. */
  readonly alpn: readonly string[];
  /** The groups, the best liked first. */
  readonly groups: readonly GroupName[];
  /** The groups a key is sent of at once. */
  readonly keyShares: readonly GroupName[];
  /** The session to take up. */
  readonly session: ResumableSession | undefined;
  /** Where random bytes come from. */
  readonly random: RandomBytes;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Who is told of the handshake. */
export interface HandshakeSink {
  /** The server has proved to hold the key of this chain, and waits for the answer. */
  certificate(chain: readonly Uint8Array[]): void;
  /** A secret has been derived. */
  secret(label: string, secret: Uint8Array): void;
}

/** The secrets that a finished handshake leaves behind. */
export interface Established {
  /** The cipher suite. */
  readonly suite: SuiteDescription;
  /** What the client's records are sealed under now. */
  readonly clientSecret: Uint8Array;
  /** What the server's records are sealed under now. */
  readonly serverSecret: Uint8Array;
  /** What the keys of tickets are made from. */
  readonly resumptionSecret: Uint8Array;
}

/** Messages behind which the keys change, or the client speaks: nothing may follow in their record. */
const LAST_IN_RECORD = ["hello_retry_request", "server_hello", "finished"];

/** One handshake. */
export class Handshake {
  /** 32 random bytes, by which key logs know the connection. */
  readonly random: Uint8Array;
  /** The application protocol agreed on. */
  alpn: string | null = null;
  /** Whether the session offered was taken up. */
  resumed = false;
  /** The group keys were agreed on in. */
  group: GroupName | undefined;
  /** Whether the server asked for another ClientHello. */
  retried = false;
  /** The server's certificates, leaf first, in DER. */
  chain: readonly Uint8Array[] = [];
  readonly #sessionId: Uint8Array;
  readonly #offer: HandshakeOffer;
  readonly #records: RecordLayer;
  readonly #sink: HandshakeSink;
  readonly #transcript = new Transcript();
  /** The numbers of the extensions in the last ClientHello. */
  #extensions: readonly number[] = [];
  #session: ResumableSession | undefined;
  #keys: readonly KeyPair[];
  #changeSent = false;
  /** The messages that may come next. */
  #awaited: readonly string[] = ["server_hello", "hello_retry_request"];
  #suite: SuiteDescription | undefined;
  #secrets: Secrets | undefined;
  #clientSecret: Uint8Array = NOTHING;
  #serverSecret: Uint8Array = NOTHING;
  #peerKey: PublicKey | undefined;
  #requested = false;

  /**
   * Prepares a handshake.
   *
   * @param offer What is offered to the server.
   * @param records What sends and what keys are given to.
   * @param sink Who is told.
   */
  constructor(offer: HandshakeOffer, records: RecordLayer, sink: HandshakeSink) {
    this.random = offer.random(32);
    this.#sessionId = offer.random(32);
    this.#offer = offer;
    this.#records = records;
    this.#sink = sink;
    this.#session = offer.session;
    this.#keys = offer.keyShares.map((group) => makeKeyPair(group, offer.random));
  }

  /** Sends the ClientHello. */
  start(): void {
    this.#sendHello(undefined, 0x0301); // Section 5.1: some old servers look at the version here.
  }

  #sendHello(cookie: Uint8Array | undefined, version?: number): void {
    const { serverName, alpn, groups, now } = this.#offer;
    const hello = clientHello({
      random: this.random,
      sessionId: this.#sessionId,
      serverName,
      alpn,
      groups,
      keys: this.#keys,
      cookie,
      session: this.#session,
      now: now(),
    }, this.#transcript);
    const { value } = decodeHandshake(hello, { from: "client" });
    if (value?.type === "client_hello") this.#extensions = value.extensions.map(({ code }) => code);
    this.#transcript.add(hello);
    this.#records.send(ContentType.handshake, hello, version);
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
    if (!this.#awaited.includes(name)) throw unexpected(name);
    if (!last && LAST_IN_RECORD.includes(name)) {
      throw violation(
        "unexpected_message",
        `Something follows ${name} in the same record`,
        `同一条记录中 ${name} 之后还有其他内容`,
      );
    }
    this.#awaited = this.#take(decodeSound(bytes, this.#suite), bytes);
  }

  /** Acts on a message, and tells which may follow. */
  #take(message: HandshakeMessage, bytes: Uint8Array): readonly string[] {
    switch (message.type) {
      case "hello_retry_request":
        this.#retry(message, bytes);
        return ["server_hello"];
      case "server_hello":
        this.#agree(message, bytes);
        return ["encrypted_extensions"];
      case "encrypted_extensions":
        this.alpn = readEncryptedExtensions(message, this.#offered());
        this.#transcript.add(bytes);
        return this.resumed ? ["finished"] : ["certificate_request", "certificate"];
      case "certificate_request":
        checkRequest(message);
        this.#requested = true;
        this.#transcript.add(bytes);
        return ["certificate"];
      case "certificate":
        ({ key: this.#peerKey, chain: this.chain } = readChain(message, this.#extensions));
        this.#transcript.add(bytes);
        return ["certificate_verify"];
      case "certificate_verify":
        checkSignature(message, this.#peerKey!, this.#hash());
        this.#transcript.add(bytes);
        return ["finished"];
      case "finished":
        checkFinished(message, suiteHash(this.#suite!), this.#serverSecret, this.#hash());
        this.#transcript.add(bytes);
        this.#judge();
        return [];
      default:
        throw unexpected(message.type);
    }
  }

  #retry(request: ServerHello, bytes: Uint8Array): void {
    const { suite, group, cookie } = readRetry(request, this.#offered());
    this.#suite = suite;
    this.retried = true;
    this.#transcript.add(bytes);
    this.#transcript.retry(suiteHash(suite));
    if (group) this.#keys = [makeKeyPair(group, this.#offer.random)];
    // Section 4.1.4: a session whose hash is another can no longer be taken up.
    if (this.#session && suiteHash(this.#session.suite) !== suiteHash(suite)) {
      this.#session = undefined;
    }
    this.#sendChange();
    this.#sendHello(cookie);
  }

  #offered() {
    return {
      extensions: this.#extensions,
      alpn: this.#offer.alpn,
      sessionId: this.#sessionId,
      groups: this.#offer.groups,
      keys: this.#keys,
      session: this.#session,
      settled: this.#suite,
    };
  }

  #agree(hello: ServerHello, bytes: Uint8Array): void {
    const { suite, key, share, resumed } = readChoice(hello, this.#offered());
    this.#suite = suite;
    this.group = key.group;
    this.resumed = resumed;
    if (resumed) this.chain = this.#session!.chain;
    this.#secrets = new Secrets(suiteHash(suite), resumed ? this.#session!.psk : undefined);
    this.#secrets.exchange(key.agree(share));
    this.#transcript.add(bytes);
    this.#clientSecret = this.#derive("c hs traffic", "CLIENT_HANDSHAKE_TRAFFIC_SECRET");
    this.#serverSecret = this.#derive("s hs traffic", "SERVER_HANDSHAKE_TRAFFIC_SECRET");
    this.#records.openUnder(suite, this.#serverSecret);
    this.#records.sealUnder(suite, this.#clientSecret);
  }

  #derive(label: string, logged: string): Uint8Array {
    const secret = this.#secrets!.derive(label, this.#hash());
    this.#sink.secret(logged, secret);
    return secret;
  }

  /** The hash of everything so far. */
  #hash(): Uint8Array {
    if (!this.#transcript.complete) {
      throw violation("decode_error", "The handshake has no end", "握手消息过长");
    }
    return this.#transcript.digest(suiteHash(this.#suite!));
  }

  /** The server has proved all it has to: the rest is for whoever trusts it or not. */
  #judge(): void {
    // Whatever comes behind waits until the certificate has been judged.
    this.#records.hold();
    this.#records.endHandshake();
    this.#sink.certificate(this.chain);
  }

  /**
   * Answers the server, once its certificate has been found good.
   *
   * @returns The secrets from here on, which the record layer has been given.
   */
  finish(): Established {
    const suite = this.#suite!;
    const secrets = this.#secrets!;
    secrets.finish();
    const serverSecret = this.#derive("s ap traffic", "SERVER_TRAFFIC_SECRET_0");
    const clientSecret = this.#derive("c ap traffic", "CLIENT_TRAFFIC_SECRET_0");
    this.#sendChange();
    if (this.#requested) this.#sendEmptyCertificate();
    const mac = finishedMac13(suiteHash(suite), this.#clientSecret, this.#hash());
    this.#send(handshakeMessage(HandshakeType.finished, mac));
    const resumptionSecret = secrets.derive("res master", this.#hash());
    this.#records.openUnder(suite, serverSecret);
    this.#records.sealUnder(suite, clientSecret);
    return { suite, clientSecret, serverSecret, resumptionSecret };
  }

  /** This client has none; a server that wants one says so with an alert (section 4.4.2). */
  #sendEmptyCertificate(): void {
    this.#send(handshakeMessage(HandshakeType.certificate, vector(1), vector(3)));
  }

  #send(message: Uint8Array): void {
    this.#transcript.add(message);
    this.#records.send(ContentType.handshake, message);
  }

  #sendChange(): void {
    if (!this.#changeSent) this.#records.sendChange();
    this.#changeSent = true;
  }
}

const NOTHING = new Uint8Array();
