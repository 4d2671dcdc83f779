/**
 * The record layer of a client of TLS 1.3 (RFC 8446 section 5): cuts the server's bytes into records,
 * opens them, and seals what the client says.
 *
 * @module
 */
import type { Malformed } from "../malformed.ts";
import type { Fragment, Protection } from "../protection/protection.ts";
import { protect13 } from "../protection/tls13.ts";
import { RecordStream, type WireRecord } from "../record_stream.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { ContentType } from "../registry/content_types.ts";
import { joinBytes } from "../../x509/der.ts";
import { type Sealer, sealer } from "./sealer.ts";
import { violation } from "./tls_error.ts";
import { number } from "./write.ts";

/** Where records go. */
export interface RecordLayerSink {
  /** The bytes of a record for the server. */
  send(bytes: Uint8Array): void;
  /** The content of a record of the server's. */
  content(contentType: number, content: Uint8Array): void;
}

/** The longest content of a record, and what protection may add to it (sections 5.1 and 5.2). */
const LONGEST_CONTENT = 2 ** 14;
const LONGEST_ADDED = 256;

/** The records of both sides. */
export class RecordLayer {
  readonly #sink: RecordLayerSink;
  readonly #stream: RecordStream;
  #protection: Protection | undefined;
  #sequence = 0;
  #seal: Sealer | undefined;
  /** Records that came while nobody may look at them. */
  #held: WireRecord[] | undefined;
  /** Whether a change_cipher_spec, which says nothing in TLS 1.3, may come (section 5). */
  #toleratesChange = true;

  /**
   * Starts in the clear.
   *
   * @param sink Where records go.
   */
  constructor(sink: RecordLayerSink) {
    this.#sink = sink;
    this.#stream = new RecordStream({
      record: (record) => this.#held ? this.#held.push(record) : this.#take(record),
      plain: notTls,
      trouble: brokenRecord,
    });
  }

  /** Whether what is sent now is sealed. */
  get seals(): boolean {
    return this.#seal !== undefined;
  }

  /**
   * Takes what the server sent next.
   *
   * @param bytes The bytes; they are kept and must not change afterwards.
   * @throws {TlsError} If a record is not as it has to be, or what the sink throws.
   */
  receive(bytes: Uint8Array): void {
    this.#stream.push(bytes, 0);
  }

  /** Lets records wait, those included that the bytes taken last still hold. */
  hold(): void {
    this.#held = [];
  }

  /** Looks at what waited, and at what comes from now on. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const record of held) this.#take(record);
  }

  /** From now on the server's records are opened under a traffic secret. */
  openUnder(suite: SuiteDescription, secret: Uint8Array): void {
    this.#protection = protect13(suite, secret);
    this.#sequence = 0;
  }

  /** From now on the client's records are sealed under a traffic secret. */
  sealUnder(suite: SuiteDescription, secret: Uint8Array): void {
    this.#seal = sealer(suite, secret);
  }

  /** The handshake is over: a change_cipher_spec has no place any more. */
  endHandshake(): void {
    this.#toleratesChange = false;
  }

  /**
   * Sends something, in as many records as it takes.
   *
   * @param contentType What it is.
   * @param content The bytes.
   * @param version The version in the header of a record in the clear.
   */
  send(contentType: number, content: Uint8Array, version = 0x0303): void {
    for (let at = 0; at < content.length; at += LONGEST_CONTENT) {
      const part = content.subarray(at, at + LONGEST_CONTENT);
      this.#sink.send(
        this.#seal?.(contentType, part) ?? recordInTheClear(contentType, part, version),
      );
    }
  }

  /** Sends the change_cipher_spec that makes it look like TLS 1.2 (appendix D.4). */
  sendChange(): void {
    this.#sink.send(recordInTheClear(ContentType.changeCipherSpec, Uint8Array.of(1), 0x0303));
  }

  #take(record: WireRecord): void {
    const { contentType, fragment } = record;
    if (contentType === ContentType.changeCipherSpec) return this.#takeChange(fragment);
    if (this.#protection) return this.#open(this.#protection, record);
    if (fragment.length > LONGEST_CONTENT) throw overflow(fragment.length);
    if (contentType === ContentType.applicationData) {
      throw violation(
        "unexpected_message",
        "The server sent a protected record before its server_hello",
        "服务器在 server_hello 之前发送了受保护的记录",
      );
    }
    this.#pass(contentType, fragment);
  }

  #takeChange(fragment: Uint8Array): void {
    if (this.#toleratesChange && fragment.length === 1 && fragment[0] === 1) return;
    throw violation(
      "unexpected_message",
      "The server sent a change_cipher_spec that has no place in TLS 1.3",
      "服务器发送了 TLS 1.3 中不该出现的 change_cipher_spec",
    );
  }

  #open(protection: Protection, record: Fragment): void {
    const { contentType, fragment } = record;
    if (contentType !== ContentType.applicationData) {
      throw violation(
        "unexpected_message",
        "The server sent a record in the clear after its server_hello",
        "服务器在 server_hello 之后发送了未加密的记录",
      );
    }
    if (fragment.length > LONGEST_CONTENT + LONGEST_ADDED) throw overflow(fragment.length);
    const opened = protection.open(record, this.#sequence++);
    if (!opened) {
      throw violation(
        "bad_record_mac",
        "A record of the server failed its integrity check: its bytes were changed on the way",
        "服务器的一条记录未通过完整性校验：数据在途中被改动",
      );
    }
    const { content, padding } = opened;
    if (content.length + padding > LONGEST_CONTENT) throw overflow(content.length + padding);
    this.#pass(opened.contentType, content);
  }

  /** Section 5.4: only application data may be of no bytes. */
  #pass(contentType: number, content: Uint8Array): void {
    if (content.length === 0 && contentType !== ContentType.applicationData) {
      throw violation(
        "unexpected_message",
        "The server sent an empty record of another kind than application data",
        "服务器发送了不属于应用数据的空记录",
      );
    }
    this.#sink.content(contentType, content);
  }
}

function recordInTheClear(contentType: number, content: Uint8Array, version: number): Uint8Array {
  return joinBytes([
    number(contentType, 1),
    number(version, 2),
    number(content.length, 2),
    content,
  ]);
}

function overflow(length: number) {
  return violation(
    "record_overflow",
    `The server sent a record of ${length} bytes, more than TLS 1.3 allows`,
    `服务器发送的记录长 ${length} 字节，超过 TLS 1.3 的上限`,
  );
}

function notTls(): never {
  throw violation("decode_error", "The server does not speak TLS", "服务器没有使用 TLS");
}

function brokenRecord({ reason }: Malformed): never {
  throw violation(
    "decode_error",
    `The server's records break off: ${reason.en}`,
    `服务器的记录有误：${reason.zh}`,
  );
}
