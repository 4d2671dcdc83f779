/**
 * A server of TLS 1.3 that says what a test wants, right or wrong, each message sealed as it is then.
 *
 * @module
 */
import { createPrivateKey, sign } from "node:crypto";
import { Buffer } from "node:buffer";
import { findExtension } from "../../../tls/extension/extension.ts";
import { suiteHash } from "../../../tls/key_schedule.ts";
import { decodeHandshake } from "../../../tls/message/message.ts";
import type { ClientHello } from "../../../tls/message/client_hello.ts";
import { finishedMac13, signedContent13 } from "../../../tls/proof.ts";
import type { Protection } from "../../../tls/protection/protection.ts";
import { protect13 } from "../../../tls/protection/tls13.ts";
import { describeSuite, type SuiteDescription } from "../../../tls/registry/cipher_suites.ts";
import { Transcript } from "../../../tls/transcript.ts";
import { GROUP_CODES, type GroupName, makeKeyPair } from "../../../tls/client/key_exchange.ts";
import { type Sealer, sealer } from "../../../tls/client/sealer.ts";
import { Secrets } from "../../../tls/client/secrets.ts";
import { extension, handshakeMessage, number, uint16s, vector } from "../../../tls/client/write.ts";
import { joinBytes } from "../../../x509/der.ts";
import type { Forged } from "../../support/forged.ts";
import { Random } from "../../support/random.ts";

/** What the server does differently. */
export interface Script {
  readonly suite?: number;
  readonly group?: GroupName;
  /** Asks for another ClientHello first. */
  readonly retry?: { readonly group?: GroupName; readonly cookie?: Uint8Array };
  /** Asks for a certificate. */
  readonly request?: boolean;
  /** Takes up a session with this key. */
  readonly psk?: Uint8Array;
  /** The application protocol chosen. */
  readonly alpn?: string;
  /** Says something else instead of a message, or nothing; both sides hash what is said. */
  readonly say?: (name: string, message: Uint8Array) => Uint8Array | undefined;
  /** Carries a message in other records. */
  readonly carry?: (name: string, message: Uint8Array, seal: Sealer) => Uint8Array;
}

/** A record of the client's, opened. */
export interface Heard {
  readonly contentType: number;
  readonly content: Uint8Array;
}

/** The random value that makes a ServerHello a HelloRetryRequest. */
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** A record in the clear. */
export function clear(contentType: number, content: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(contentType, 3, 3), number(content.length, 2), content]);
}

/** One connection at the server. */
export class ScriptedServer {
  /** The ClientHellos that came, in order. */
  readonly hellos: ClientHello[] = [];
  /** The secret that tickets are made from, once the client has finished. */
  resumption: Uint8Array = new Uint8Array();
  readonly #identity: Forged;
  readonly #script: Script;
  readonly #suite: SuiteDescription;
  readonly #hash: string;
  readonly #transcript = new Transcript();
  readonly #random = new Random(7);
  #seal: Sealer = clear;
  #secrets: Secrets | undefined;
  #opening: Protection | undefined;
  #opened = 0;
  #application: Uint8Array[] = [];

  constructor(identity: Forged, script: Script = {}) {
    this.#identity = identity;
    this.#script = script;
    this.#suite = describeSuite(script.suite ?? 0x1301)!;
    this.#hash = suiteHash(this.#suite);
  }

  /** Answers the records of a client: its hello with a flight; the rest is what the client said. */
  hear(bytes: Uint8Array): { answer: Uint8Array; heard: Heard[] } {
    const answers: Uint8Array[] = [];
    const heard: Heard[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 5 + (bytes[at + 3]! << 8 | bytes[at + 4]!);
      const record = bytes.slice(at, end);
      at = end;
      const said = this.#open(record);
      if (said.contentType === 22 && said.content[0] === 1) {
        answers.push(this.#answer(said.content));
      } else heard.push(said);
      if (said.contentType === 22 && said.content[0] === 11) this.#transcript.add(said.content);
      if (said.contentType === 22 && said.content[0] === 20) this.#finish(said.content);
    }
    return { answer: joinBytes(answers), heard };
  }

  /** Something under the application keys. */
  seal(contentType: number, content: Uint8Array): Uint8Array {
    return this.#seal(contentType, content);
  }

  /** A ticket whose nonce is one byte. */
  ticket(lifetime: number, ticket: Uint8Array = Uint8Array.of(1, 2, 3)): Uint8Array {
    return handshakeMessage(
      4,
      number(lifetime, 4),
      number(0xfffffff0, 4), // ticket_age_add: the age goes over 2^32.
      vector(1, Uint8Array.of(5)),
      vector(2, ticket),
      vector(2),
    );
  }

  #open(record: Uint8Array): Heard {
    const [contentType = 0] = record;
    const fragment = record.subarray(5);
    if (contentType !== 23) return { contentType, content: fragment };
    const header = record.subarray(0, 5);
    const opened = this.#opening?.open(
      { contentType, version: 0x0303, header, fragment },
      this.#opened++,
    );
    if (!opened) throw new Error("A record of the client cannot be opened");
    return opened;
  }

  #answer(hello: Uint8Array): Uint8Array {
    const decoded = decodeHandshake(hello, { from: "client" });
    if (decoded.value?.type !== "client_hello" || decoded.troubles.length > 0) {
      throw new Error("The ClientHello is broken");
    }
    this.hellos.push(decoded.value);
    this.#transcript.add(hello);
    const { retry } = this.#script;
    return retry && this.hellos.length === 1 ? this.#retry(retry) : this.#flight(decoded.value);
  }

  #retry({ group, cookie }: Script["retry"] & object): Uint8Array {
    const request = this.#helloOf(Uint8Array.fromHex(RETRY), [
      ...(group ? [extension(51, number(GROUP_CODES[group], 2))] : []),
      ...(cookie ? [extension(44, vector(2, cookie))] : []),
    ]);
    const sent = this.#say("hello_retry_request", request);
    this.#transcript.retry(this.#hash);
    return sent;
  }

  #helloOf(random: Uint8Array, extensions: Uint8Array[]): Uint8Array {
    return handshakeMessage(
      2,
      number(0x0303, 2),
      random,
      vector(1, this.hellos.at(-1)!.sessionId),
      number(this.#suite.code, 2),
      Uint8Array.of(0),
      vector(2, extension(43, number(0x0304, 2)), ...extensions),
    );
  }

  #flight(hello: ClientHello): Uint8Array {
    const { group = "x25519", psk, request, alpn } = this.#script;
    const keys = makeKeyPair(group, (length) => this.#random.bytes(length));
    const shares = findExtension(hello.extensions, "key_share")?.shares ?? [];
    const theirs = shares.find((share) => share.group === GROUP_CODES[group]);
    const share = joinBytes([number(GROUP_CODES[group], 2), vector(2, keys.share)]);
    const said = [this.#say(
      "server_hello",
      this.#helloOf(this.#random.bytes(32), [
        extension(51, share),
        ...(psk ? [extension(41, number(0, 2))] : []),
      ]),
    )];
    this.#secrets = new Secrets(this.#hash, psk);
    this.#secrets.exchange(theirs ? keys.agree(theirs.key) : new Uint8Array(32));
    const clientSecret = this.#secrets.derive("c hs traffic", this.#digest());
    const serverSecret = this.#secrets.derive("s hs traffic", this.#digest());
    this.#seal = sealer(this.#suite, serverSecret);
    this.#opening = protect13(this.#suite, clientSecret);

    const chosen = alpn === undefined
      ? []
      : [extension(16, vector(2, vector(1, new TextEncoder().encode(alpn))))];
    said.push(this.#say("encrypted_extensions", handshakeMessage(8, vector(2, ...chosen))));
    if (request) said.push(this.#say("certificate_request", certificateRequest()));
    if (!psk) said.push(...this.#proof());
    const mac = finishedMac13(this.#hash, serverSecret, this.#digest());
    said.push(this.#say("finished", handshakeMessage(20, mac)));
    this.#secrets.finish();
    this.#application = ["c ap traffic", "s ap traffic"]
      .map((label) => this.#secrets!.derive(label, this.#digest()));
    this.#seal = sealer(this.#suite, this.#application[1]!);
    return joinBytes(said);
  }

  *#proof(): Generator<Uint8Array> {
    const { der, key } = this.#identity;
    const entry = joinBytes([vector(3, der), vector(2)]);
    yield this.#say("certificate", handshakeMessage(11, vector(1), vector(3, entry)));
    const pkcs8 = createPrivateKey({ key: Buffer.from(key.pkcs8), format: "der", type: "pkcs8" });
    const signature = sign("sha256", signedContent13("server", this.#digest()), pkcs8);
    const verify = handshakeMessage(15, number(0x0403, 2), vector(2, new Uint8Array(signature)));
    yield this.#say("certificate_verify", verify);
  }

  #say(name: string, message: Uint8Array): Uint8Array {
    const { say, carry } = this.#script;
    const said = say ? say(name, message) : message;
    if (!said) return new Uint8Array();
    this.#transcript.add(said);
    return carry ? carry(name, said, this.#seal) : this.#seal(22, said);
  }

  #finish(finished: Uint8Array): void {
    this.#transcript.add(finished);
    this.resumption = this.#secrets!.derive("res master", this.#digest());
    this.#opening = protect13(this.#suite, this.#application[0]!);
    this.#opened = 0;
  }

  #digest(): Uint8Array {
    return this.#transcript.digest(this.#hash);
  }
}

function certificateRequest(): Uint8Array {
  return handshakeMessage(13, vector(1), vector(2, extension(13, vector(2, uint16s([0x0403])))));
}
