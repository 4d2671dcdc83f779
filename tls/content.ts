/**
 * What was in the records of a connection: handshake messages, data, alerts, and the changes of keys
 * that follow from them.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Carried, Side } from "./event.ts";
import type { ArrivedRecord, Half } from "./half.ts";
import { Handshake, type Known } from "./handshake.ts";
import type { AssembledMessage } from "./handshake_assembler.ts";
import { nextTrafficSecret, suiteHash } from "./key_schedule.ts";
import { Malformed } from "./malformed.ts";
import { decodeChangeCipherSpec } from "./message/change_cipher_spec.ts";
import { decodeHeartbeat } from "./message/heartbeat.ts";
import type { HandshakeMessage } from "./message/message.ts";
import type { Opened } from "./protection/protection.ts";
import { CONTENT_TYPES, ContentType } from "./registry/content_types.ts";
import { HandshakeType } from "./registry/handshake_types.ts";
import { nameOf } from "./registry/registry.ts";
import type { Teller } from "./teller.ts";

/** Deals with what was in the records of one connection. */
export class Content {
  /** The handshake that is going on, or the last one. */
  handshake: Handshake;
  /** The handshake before it in which something was agreed on, after a renegotiation. */
  agreed: Handshake | undefined;
  /** What the key log names its handshakes by, but the present one, oldest first. */
  readonly earlierRandoms: Uint8Array[] = [];
  readonly #known: Known;
  readonly #teller: Teller;
  readonly #halves: Readonly<Record<Side, Half>>;

  /**
   * Starts before the first record.
   *
   * @param known The secrets and the earlier sessions.
   * @param teller Tells what there is.
   * @param halves The two sides, whose keys change.
   */
  constructor(known: Known, teller: Teller, halves: Readonly<Record<Side, Half>>) {
    this.handshake = new Handshake(known);
    this.#known = known;
    this.#teller = teller;
    this.#halves = halves;
  }

  /**
   * Deals with what was in a record.
   *
   * @param from Who sent it.
   * @param record The record.
   * @param opened What was in it.
   * @param encrypted Whether it came encrypted.
   */
  take(
    from: Side,
    record: ArrivedRecord,
    { contentType, content, padding }: Opened,
    encrypted: boolean,
  ): void {
    const half = this.#halves[from];
    const carried: Carried = { encrypted, ...(padding > 0 && { padding }) };
    switch (contentType) {
      case ContentType.handshake:
        return this.#handshakeContent(from, half, record, content, carried);
      case ContentType.applicationData: {
        const early = half.epoch === "early";
        half.data += content.length;
        return this.#teller.data({
          from,
          bytes: content,
          time: record.time,
          record: record.number,
          ...carried,
          ...(early && { early }),
        });
      }
      case ContentType.alert:
        return this.#teller.alerts(from, record, content, carried);
      case ContentType.changeCipherSpec:
        return this.#changeCipherSpec(from, half, record, content, carried);
      case ContentType.heartbeat:
        return this.#lesserMessage("heartbeat", from, record, content, carried);
      default:
        this.#teller.malformed(
          from,
          record.time,
          "record",
          new Malformed(
            0,
            `Nothing is known of content type ${nameOf(CONTENT_TYPES, contentType)}`,
            `未知的内容类型 ${nameOf(CONTENT_TYPES, contentType)}`,
          ),
        );
    }
  }

  /** A message that is a record by itself. */
  #lesserMessage(
    name: keyof typeof LESSER_MESSAGES,
    from: Side,
    { time, number }: ArrivedRecord,
    bytes: Uint8Array,
    carried: Carried,
  ): void {
    const { fields, troubles } = LESSER_MESSAGES[name](bytes);
    this.#teller.message(
      { from, time, name, bytes, fields, records: [number], ...carried },
      troubles,
    );
  }

  #changeCipherSpec(
    from: Side,
    half: Half,
    record: ArrivedRecord,
    content: Uint8Array,
    carried: Carried,
  ): void {
    this.#lesserMessage("change_cipher_spec", from, record, content, carried);
    // In TLS 1.3 it means nothing; a client that sends early data sends it before anyone knows the
    // version.
    const { isTls13, version, clientRandom } = this.handshake;
    const helloMissed = this.#halves.server.incomplete || !clientRandom;
    if (isTls13 || version === undefined && !helloMissed) return;
    this.#turn(from, record.time, "changed");
    half.agreed = this.handshake;
  }

  #handshakeContent(
    from: Side,
    half: Half,
    record: ArrivedRecord,
    content: Uint8Array,
    carried: Carried,
  ): void {
    if (content.length === 0) {
      return this.#teller.malformed(
        from,
        record.time,
        "record",
        new Malformed(0, "A record of the handshake has no content", "握手记录没有内容"),
      );
    }
    try {
      for (const message of half.assembler.push(content, record.number)) {
        this.#handshakeMessage(from, half, record, message, carried);
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.handshake.miss();
      this.#teller.malformed(from, record.time, "record", error);
    }
  }

  #handshakeMessage(
    from: Side,
    half: Half,
    record: ArrivedRecord,
    { bytes, records }: AssembledMessage,
    carried: Carried,
  ): void {
    const { clientRandom, retrying, isTls13 } = this.handshake;
    const again = bytes[0] === HandshakeType.clientHello && clientRandom && !retrying && !isTls13;
    if (again) {
      if (this.handshake.version !== undefined) this.agreed = this.handshake;
      if (this.earlierRandoms.length < MOST_REMEMBERED) this.earlierRandoms.push(clientRandom);
      this.handshake = new Handshake(this.#known, this.handshake);
    }
    const taken = this.handshake.take(from, bytes, half.secret);
    const { name, fields, value, troubles, proof, inner } = taken;
    this.#teller.message({
      from,
      time: record.time,
      name,
      bytes,
      fields,
      records,
      ...carried,
      ...(value && { message: value }),
      ...(proof && { proof }),
      ...(inner && { inner }),
    }, troubles);
    if (value && !taken.stray) this.#changeKeys(from, record.time, value);
  }

  /** After which messages of TLS 1.3 a side goes on under another key (RFC 8446 section 4). */
  #changeKeys(from: Side, time: number, message: HandshakeMessage): void {
    if (!this.handshake.isTls13) return;
    const half = this.#halves[from];
    switch (message.type) {
      case "server_hello":
        this.#turn("server", time, "handshake");
        if (!this.handshake.earlyOffered || this.handshake.earlyAccepted === false) {
          this.#turn("client", time, "handshake");
        }
        return;
      case "end_of_early_data":
        return this.#turn(from, time, "handshake");
      case "finished":
        if (half.epoch === "handshake") this.#turn(from, time, "application");
        return;
      case "key_update": {
        const { secret } = half;
        const { suite } = this.handshake;
        if (!secret || !suite) return;
        this.#turn(from, time, "application");
        half.secret = nextTrafficSecret(suiteHash(suite), secret);
        return;
      }
    }
  }

  #turn(from: Side, time: number, epoch: Half["epoch"]): void {
    this.#halves[from].turn(epoch);
    this.dropRest(from, time, {
      en: "bytes of a handshake message are left where the keys change",
      zh: "字节握手消息在更换密钥处尚未完成",
    });
  }

  /**
   * Gives up a message of which only the beginning is there.
   *
   * @param from Who began it.
   * @param time When it is given up.
   * @param reason Why, to be said after the number of bytes.
   */
  dropRest(from: Side, time: number, { en, zh }: Text): void {
    const left = this.#halves[from].assembler.drop();
    if (left === 0) return;
    this.#teller.malformed(
      from,
      time,
      "record",
      new Malformed(0, `${left} ${en}`, `${left} ${zh}`),
    );
  }
}

/** How many handshakes of one connection are remembered by their random values. */
const MOST_REMEMBERED = 16;

/** What is a message without being one of the handshake. */
const LESSER_MESSAGES = {
  change_cipher_spec: decodeChangeCipherSpec,
  heartbeat: decodeHeartbeat,
} as const;
