/**
 * One handshake, from its ClientHello to both Finished: what was agreed on, which secrets follow from
 * it, and what is proved.
 *
 * It knows messages, not records: it is handed every handshake message of both sides in order and tells
 * what each says and proves. `connection.ts` owns the records and changes their keys.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { joinBytes, sameBytes } from "../x509/der.ts";
import type { InnerMessage, Proof, ProofName, Side } from "./event.ts";
import { type Extension, findExtension } from "./extension/extension.ts";
import type { Field } from "./field.ts";
import { proveFinished, proveSignature, signedInTls13 } from "./handshake_proof.ts";
import type { KeyLog, Secrets } from "./key_log.ts";
import { suiteHash } from "./key_schedule.ts";
import { Malformed } from "./malformed.ts";
import type { CertificateEntry, CertificateMessage } from "./message/certificate.ts";
import type { ClientHello } from "./message/client_hello.ts";
import {
  type CompressedCertificate,
  decompressCertificate,
} from "./message/compressed_certificate.ts";
import { decodeHandshake, type HandshakeMessage, handshakeName } from "./message/message.ts";
import type { ServerHello } from "./message/server_hello.ts";
import {
  extendedMasterSecret,
  handshakeHash,
  type KeyBlock,
  keyBlock,
  masterSecret,
} from "./prf.ts";
import { whyNot } from "./protection/why_not.ts";
import { describeSuite, type SuiteDescription } from "./registry/cipher_suites.ts";
import { GROUPS } from "./registry/groups.ts";
import { HandshakeType } from "./registry/handshake_types.ts";
import { nameOf } from "./registry/registry.ts";
import type { SessionStore } from "./session_store.ts";
import { Transcript } from "./transcript.ts";

/** TLS 1.3, as `supported_versions` has it. */
export const TLS13 = 0x0304;

/** What is known beyond the connection itself. */
export interface Known {
  /** The secrets. */
  readonly keys: KeyLog;
  /** The sessions of earlier connections. */
  readonly sessions: SessionStore;
  /** Whether signatures and Finished values are checked. */
  readonly proofs: boolean;
}

/** A handshake message that has been taken. */
export interface Taken {
  /** Such as `client_hello`. */
  readonly name: string;
  /** Its fields, which tile it. */
  readonly fields: readonly Field[];
  /** What it says; undefined if it is broken. */
  readonly value: HandshakeMessage | undefined;
  /** What is wrong with it. */
  readonly troubles: readonly Malformed[];
  /** Whether it is out of place, so that nothing follows from it. */
  readonly stray: boolean;
  /** What it proves, if it is of that kind. */
  readonly proof?: Proof;
  /** What it unpacks to, if it is compressed. */
  readonly inner?: InnerMessage;
}

/** One handshake. */
export class Handshake {
  /** What was agreed on as version; undefined before the ServerHello. */
  version: number | undefined;
  /** What was agreed on as cipher suite; undefined before the ServerHello, and if it is not known. */
  suite: SuiteDescription | undefined;
  /** The suite's number, known or not. */
  suiteCode: number | undefined;
  /** The client's random value, which the key log names the connection by. */
  clientRandom: Uint8Array | undefined;
  /** The server's random value. */
  serverRandom: Uint8Array | undefined;
  /** The suites the client offers. */
  offeredSuites: readonly number[] = [];
  /** Whether the client said that early data follows its first ClientHello. */
  earlyOffered = false;
  /** Whether the server takes the early data; undefined before it has said so. */
  earlyAccepted: boolean | undefined;
  /** Whether the server has asked for another ClientHello, which has not come. */
  retrying = false;
  /** Whether an earlier session was taken up, or a pre-shared key used. */
  resumed = false;
  /** The application protocol agreed on. */
  alpn: string | undefined;
  /** The name the client asks for. */
  serverName: string | undefined;
  /** The group of the key exchange. */
  group: string | undefined;
  /** What has been proved so far. */
  readonly proofs = new Map<ProofName, Proof>();
  /** Which Finished have come. */
  readonly finished: Record<Side, boolean> = { client: false, server: false };

  readonly #known: Known;
  readonly #transcript = new Transcript();
  /** What the server asked after the handshake (RFC 8446 section 4.6.2), by request context. */
  readonly #requests = new Map<string, Transcript>();
  /** The transcript of the request that is being answered. */
  #answer: Transcript | undefined;
  readonly #presented: Partial<Record<Side, CertificateEntry>> = {};
  readonly #certificateTypes: Record<Side, number> = { client: 0, server: 0 };
  #sessionId: Uint8Array = NOTHING;
  #offeredTicket: Uint8Array = NOTHING;
  #encryptThenMac = false;
  #extendedMaster = false;
  /** Up to TLS 1.2: what an extended master secret rests on. */
  #sessionHash: Uint8Array | undefined;
  #keysExchanged = false;
  #encryptedPremaster: Uint8Array | undefined;
  #master: Uint8Array | undefined;
  #block: KeyBlock | undefined;

  /**
   * Starts before the ClientHello.
   *
   * @param known The secrets and the earlier sessions.
   * @param before The handshake that this one renegotiates, if it does.
   */
  constructor(known: Known, before?: Handshake) {
    this.#known = known;
    // What has failed once stays so.
    for (const proof of before?.proofs.values() ?? []) {
      if (proof.result === "failed") this.proofs.set(proof.what, proof);
    }
  }

  /** Whether TLS 1.3 was agreed on. */
  get isTls13(): boolean {
    return (this.version ?? 0) >= TLS13;
  }

  /** Whether both sides said `encrypt_then_mac`. */
  get encryptThenMac(): boolean {
    return this.#encryptThenMac;
  }

  /** The secrets the key log has for this connection. */
  get secrets(): Secrets | undefined {
    return this.clientRandom && this.#known.keys.secretsOf(this.clientRandom);
  }

  /**
   * Why records of the suite agreed on cannot be opened here, whatever is known of the keys.
   *
   * @returns The reason; undefined if they can.
   */
  get whyNot(): Text | undefined {
    if (this.suiteCode === undefined || this.version === undefined) return NO_HELLO;
    if (!this.suite) return UNKNOWN_SUITE;
    return whyNot(this.suite, this.version);
  }

  /** Whether both Finished have come. */
  get over(): boolean {
    return this.finished.client && this.finished.server;
  }

  /** How many bytes of messages are held. */
  get held(): number {
    const answer = this.#answer?.held ?? 0;
    return [...this.#requests.values()].reduce(
      (sum, { held }) => sum + held,
      this.#transcript.held + answer,
    );
  }

  /** Notes that messages could not be read, which may be some of the handshake. */
  miss(): void {
    if (!this.over) this.#transcript.miss();
    this.#requests.clear();
    this.#answer = undefined;
  }

  /**
   * Takes the next handshake message.
   *
   * @param from Who sends it.
   * @param bytes The whole message.
   * @param secret TLS 1.3: the traffic secret it came under, if it is known.
   * @returns What it says and proves.
   */
  take(from: Side, bytes: Uint8Array, secret: Uint8Array | undefined): Taken {
    const { version, suite } = this;
    const decoded = decodeHandshake(bytes, {
      from,
      version,
      suite,
      certificateType: this.#certificateTypes[from],
    });
    const { value, fields } = decoded;
    const troubles = [...decoded.troubles];
    let inner: InnerMessage | undefined;
    let unpackedContext: Uint8Array | undefined;
    if (value?.type === "compressed_certificate") {
      const unpacked = this.#unpack(from, value);
      if ("inner" in unpacked) {
        inner = unpacked.inner;
        unpackedContext = unpacked.message?.requestContext;
        if (unpacked.message) this.#present(from, unpacked.message);
      } else troubles.push(unpacked);
    }
    const agreed = this.serverRandom !== undefined;
    const stray = agreed &&
      (value?.type === "server_hello" || value?.type === "hello_retry_request");
    if (stray) troubles.push(strayHello());
    const proof = value && this.#known.proofs ? this.#prove(from, value, secret) : undefined;
    if (proof) this.#note(proof);
    const context = value?.type === "certificate" || value?.type === "certificate_request"
      ? value.requestContext
      : unpackedContext;
    this.#add(from, bytes, context);
    if (value && !stray) this.#follow(from, value);
    return {
      name: handshakeName(bytes),
      fields,
      value,
      troubles,
      stray,
      ...(proof && { proof }),
      ...(inner && { inner }),
    };
  }

  /** Keeps the worst that was found where something is proved twice. */
  #note(proof: Proof): void {
    const before = this.proofs.get(proof.what);
    const worse = before && RANK[before.result] > RANK[proof.result];
    if (!worse) this.proofs.set(proof.what, proof);
  }

  /** Which transcript a message counts in, and puts it there. */
  #add(from: Side, bytes: Uint8Array, requestContext: Uint8Array | undefined): void {
    const type = bytes[0]!;
    if (type === HandshakeType.helloRequest || type === HandshakeType.keyUpdate) return;
    if (!this.isTls13) return this.#transcript.add(bytes);
    if (type === HandshakeType.newSessionTicket) return;
    if (!this.finished.client) return this.#transcript.add(bytes);
    this.#addLater(from, type, bytes, requestContext?.toHex() ?? "");
  }

  /** Authentication after the handshake: each request has a transcript of its own. */
  #addLater(from: Side, type: number, bytes: Uint8Array, context: string): void {
    if (from === "server") {
      if (type !== HandshakeType.certificateRequest) return;
      const transcript = this.#transcript.fork();
      transcript.add(bytes);
      if (this.#requests.size < MOST_REQUESTS) this.#requests.set(context, transcript);
      return;
    }
    if (type === HandshakeType.certificate || type === HandshakeType.compressedCertificate) {
      this.#answer = this.#requests.get(context);
      this.#requests.delete(context);
    }
    this.#answer?.add(bytes);
    if (type === HandshakeType.finished) this.#answer = undefined;
  }

  #follow(from: Side, message: HandshakeMessage): void {
    switch (message.type) {
      case "client_hello":
        return this.#offer(message);
      case "hello_retry_request":
        return this.#retry(message);
      case "server_hello":
        return this.#agree(message);
      case "encrypted_extensions":
        this.#chooseAlpn(message.extensions);
        this.#chooseCertificateTypes(message.extensions);
        this.earlyAccepted = findExtension(message.extensions, "early_data") !== undefined;
        return;
      case "certificate":
        return this.#present(from, message);
      case "server_key_exchange":
        if (message.group !== undefined) this.group = nameOf(GROUPS, message.group);
        return;
      case "client_key_exchange":
        this.#keysExchanged = true;
        this.#encryptedPremaster = message.encryptedPremasterSecret;
        if (this.#extendedMaster && this.suite && this.#transcript.complete) {
          this.#sessionHash = this.#digest(handshakeHash(this.version!, this.suite));
        }
        return;
      case "server_hello_done":
        this.resumed = false; // Some servers echo a session id that they do not take up.
        return;
      case "new_session_ticket":
        if (!this.isTls13 && this.masterSecret) {
          this.#known.sessions.add(message.ticket, this.masterSecret);
        }
        return;
      case "finished":
        this.finished[from] = true;
        if (this.over) this.#complete();
        return;
    }
  }

  #offer(hello: ClientHello): void {
    const { extensions } = hello;
    // TLS 1.3 has no second handshake: whatever this is, the keys are those of the first.
    if (this.finished.server) return;
    this.clientRandom = hello.random;
    this.offeredSuites = hello.cipherSuites;
    this.#sessionId = hello.sessionId;
    this.serverName = findExtension(extensions, "server_name")?.names[0] ?? this.serverName;
    this.#offeredTicket = findExtension(extensions, "session_ticket")?.ticket ?? NOTHING;
    if (!this.retrying) this.earlyOffered = findExtension(extensions, "early_data") !== undefined;
    this.retrying = false;
  }

  #retry(retry: ServerHello): void {
    this.#settle(retry);
    this.retrying = true;
    this.earlyAccepted = false;
    // The retry is in the transcript already, behind the hello that is to be replaced.
    this.#transcript.retry(this.#hashKnown ? suiteHash(this.suite!) : undefined);
  }

  #agree(hello: ServerHello): void {
    const { extensions } = hello;
    this.#settle(hello);
    this.serverRandom = hello.random;
    if (this.isTls13) {
      this.resumed = findExtension(extensions, "pre_shared_key") !== undefined;
      const share = findExtension(extensions, "key_share")?.shares[0];
      this.group = share && nameOf(GROUPS, share.group);
      return;
    }
    this.#encryptThenMac = findExtension(extensions, "encrypt_then_mac") !== undefined;
    this.#extendedMaster = findExtension(extensions, "extended_main_secret") !== undefined;
    this.#chooseAlpn(extensions);
    this.#chooseCertificateTypes(extensions);
    this.resumed = this.#sessionId.length > 0 && sameBytes(hello.sessionId, this.#sessionId);
    this.#sessionId = hello.sessionId;
  }

  #settle(hello: ServerHello): void {
    const selected = findExtension(hello.extensions, "supported_versions")?.selected;
    this.version = selected ?? hello.version;
    this.suiteCode = hello.cipherSuite;
    this.suite = describeSuite(hello.cipherSuite);
  }

  #chooseAlpn(extensions: readonly Extension[]): void {
    this.alpn = findExtension(extensions, "application_layer_protocol_negotiation")
      ?.protocols[0] ?? this.alpn;
  }

  #chooseCertificateTypes(extensions: readonly Extension[]): void {
    for (const side of ["client", "server"] as const) {
      const chosen = findExtension(extensions, `${side}_certificate_type`)?.certificateTypes[0];
      this.#certificateTypes[side] = chosen ?? 0;
    }
  }

  #present(from: Side, { entries }: CertificateMessage): void {
    const leaf = entries[0];
    if (leaf) this.#presented[from] = leaf;
  }

  #unpack(
    from: Side,
    compressed: CompressedCertificate,
  ): { inner: InnerMessage; message: CertificateMessage | undefined } | Malformed {
    const body = decompressCertificate(compressed);
    if (!(body instanceof Uint8Array)) return body;
    const bytes = new Uint8Array(4 + body.length);
    bytes.set([HandshakeType.certificate, body.length >> 16, body.length >> 8, body.length]);
    bytes.set(body, 4);
    const { version, suite } = this;
    const certificateType = this.#certificateTypes[from];
    const { fields, value } = decodeHandshake(bytes, { from, version, suite, certificateType });
    return {
      inner: { name: "certificate", bytes, fields, ...(value && { message: value }) },
      message: value?.type === "certificate" ? value : undefined,
    };
  }

  /** What the message proves; called before it is in the transcript. */
  #prove(from: Side, message: HandshakeMessage, secret: Uint8Array | undefined): Proof | undefined {
    const { version, suite } = this;
    if (version === undefined || !suite) return undefined;
    const transcript = this.isTls13 && this.finished.client
      ? this.#answer ?? NOT_SEEN
      : this.#seenBefore(from)
      ? this.#transcript
      : NOT_SEEN;
    switch (message.type) {
      case "server_key_exchange": {
        if (!message.signature) return undefined;
        const { clientRandom, serverRandom } = this;
        const data = clientRandom && serverRandom &&
          joinBytes([clientRandom, serverRandom, message.parameters]);
        return proveSignature({
          what: "serverKeyExchange",
          presented: this.#presented.server,
          version,
          scheme: message.scheme,
          data,
          signature: message.signature,
        });
      }
      case "certificate_verify":
        return proveSignature({
          what: from === "server" ? "serverCertificateVerify" : "clientCertificateVerify",
          presented: this.#presented[from],
          version,
          scheme: message.scheme,
          data: this.isTls13
            ? (this.#hashKnown ? signedInTls13(from, suite, transcript) : undefined)
            : (transcript.complete ? transcript.bytes() : undefined),
          signature: message.signature,
        });
      case "finished":
        return proveFinished({
          side: from,
          version,
          suite: this.#hashKnown ? suite : undefined,
          secret: this.isTls13 ? secret : this.masterSecret,
          transcript,
          verifyData: message.verifyData,
        });
      default:
        return undefined;
    }
  }

  /**
   * Whether what must have been said before a side's signature or Finished has been seen. A packet that
   * was lost may be told of only later, and the two sides' packets may have been captured out of order:
   * then nothing has failed.
   */
  #seenBefore(from: Side): boolean {
    if (!this.clientRandom || this.retrying) return false;
    if (this.isTls13 || this.resumed) return from === "server" || this.finished.server;
    return this.#keysExchanged && (from === "client" || this.finished.client);
  }

  /** Whether the hash of the suite is one that can be computed here. */
  get #hashKnown(): boolean {
    return this.suite !== undefined && HASHES.has(suiteHash(this.suite));
  }

  #digest(hash: string): Uint8Array | undefined {
    return this.#hashKnown ? this.#transcript.digest(hash) : undefined;
  }

  #complete(): void {
    const master = this.isTls13 ? undefined : this.masterSecret;
    if (master) this.#known.sessions.add(this.#sessionId, master);
    if (!this.#hashKnown) return;
    const { suite, version } = this;
    this.#transcript.condense(
      this.isTls13 ? suiteHash(suite!) : handshakeHash(version!, suite!),
    );
  }

  /** Up to TLS 1.2: the secret everything is derived from; undefined if it is not known. */
  get masterSecret(): Uint8Array | undefined {
    return this.#master ??= this.#findMaster();
  }

  #findMaster(): Uint8Array | undefined {
    const { keys, sessions } = this.#known;
    const logged = this.secrets?.get("CLIENT_RANDOM");
    if (logged) return logged;
    const { version, suite, clientRandom, serverRandom } = this;
    if (version === undefined || !suite || !clientRandom || !serverRandom) return undefined;
    if (this.resumed) return sessions.find(this.#sessionId) ?? sessions.find(this.#offeredTicket);
    const premaster = this.secrets?.get("PMS_CLIENT_RANDOM") ??
      (this.#encryptedPremaster && keys.premasterOf(this.#encryptedPremaster));
    if (!premaster || !this.#hashKnown) return undefined;
    const hash = suiteHash(suite);
    if (!this.#extendedMaster) {
      return masterSecret(version, hash, premaster, clientRandom, serverRandom);
    }
    return this.#sessionHash &&
      extendedMasterSecret(version, hash, premaster, this.#sessionHash);
  }

  /** Up to TLS 1.2: the keys of both sides; undefined if the master secret is not known. */
  get keyBlock(): KeyBlock | undefined {
    if (this.#block) return this.#block;
    const { version, suite, clientRandom, serverRandom, masterSecret } = this;
    if (version === undefined || !suite || !clientRandom || !serverRandom || !masterSecret) {
      return undefined;
    }
    return this.#block = keyBlock(version, suite, masterSecret, clientRandom, serverRandom);
  }
}

const NOTHING = new Uint8Array(0);

/** How many requests after the handshake may be without an answer. */
const MOST_REQUESTS = 16;

/** Stands for the transcript of an answer to a request that was not seen. */
const NOT_SEEN = new Transcript();
NOT_SEEN.miss();

const HASHES: ReadonlySet<string> = new Set(["md5", "sha1", "sha256", "sha384", "sha512"]);

const RANK: Readonly<Record<Proof["result"], number>> = { proved: 0, uncheckable: 1, failed: 2 };

const NO_HELLO: Text = {
  en: "The hello that names the cipher suite was not seen",
  zh: "没有看到指明密码套件的 hello 消息",
};

const UNKNOWN_SUITE: Text = {
  en: "The cipher suite is not a registered one",
  zh: "密码套件不是已注册的套件",
};

function strayHello(): Malformed {
  return new Malformed(
    0,
    "A second answer to the same ClientHello: nothing follows from it",
    "对同一个 ClientHello 的第二次应答：不产生任何影响",
  );
}
