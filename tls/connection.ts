/**
 * One connection: bytes of both sides in, events out.
 *
 * Each side's bytes are cut into records; records are opened as soon as their keys are known; what was
 * in them becomes messages, data and alerts. A record whose key is not known yet waits, and with it
 * everything behind it on its side, for as long as the key log may still grow.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { Content } from "./content.ts";
import { type ConnectionEvent, otherSide, type Side, type TlsEvent } from "./event.ts";
import { type ArrivedRecord, Half, lengthOf } from "./half.ts";
import type { Handshake, Known } from "./handshake.ts";
import { Malformed } from "./malformed.ts";
import { NO_HELLO, NO_KEY, Opening } from "./opening.ts";
import type { Ahead } from "./protection/ahead.ts";
import type { Opened } from "./protection/protection.ts";
import { RecordStream, type WireRecord } from "./record_stream.ts";
import { ContentType } from "./registry/content_types.ts";
import { versionName } from "./registry/versions.ts";
import { Teller } from "./teller.ts";

/** Who talks to whom, what is known of the keys, and where events go. */
export interface ConnectionOptions extends Known {
  /** The connection's number in its events. */
  readonly id: number;
  /** The client's address and port. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
  /** When it began, in seconds since 1970, if that is to be told. */
  readonly time?: number;
  /** Whether it had begun before anyone listened; it had not by default. */
  readonly midway?: boolean;
  /** Whether the key log may still grow: then records wait for their keys. */
  readonly keysMayCome: boolean;
  /**
   * Whether large records wait to be opened on other threads: {@linkcode Connection.settle} is to be
   * called for it. They do not by default.
   */
  readonly aside?: boolean;
  /** Told everything that happens. */
  readonly emit: (event: TlsEvent) => void;
}

/** How many bytes of records may wait for their keys on one side. */
const MOST_WAITING = 8 << 20;

/**
 * From how many bytes on a record of application data may be left closed in a hurry, or is worth being
 * opened on another thread.
 */
const LARGE = 4096;

/** How many records are worth other threads, how many wait for those at most, how many go in one part. */
const LEAST_ASIDE = 2;
const MOST_ASIDE = 256;
const AT_ONCE = 16;

/** The longest content of a record, and what TLS 1.3 may add to it (RFC 8446 sections 5.1 and 5.2). */
const LONGEST_CONTENT = 2 ** 14;
const LONGEST_ADDED = 256;

const SIDES: readonly Side[] = ["client", "server"];

/** One connection. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #halves: Readonly<Record<Side, Half>>;
  readonly #opening: Opening;
  readonly #teller: Teller;
  readonly #content: Content;
  #arrived = 0;
  #time = 0;
  /** Whether what waits is told as sealed at once. */
  #impatient = false;
  /** Whether large records wait for {@linkcode Connection.settle}. */
  #aside: boolean;
  /** Whether large records are left closed. */
  #hurried = false;
  /** Whether something stayed closed. */
  #sealed = false;
  #closed = false;

  /**
   * Starts before the first byte.
   *
   * @param options Who talks to whom, the secrets, and where events go.
   */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#teller = new Teller(options.id, options.emit);
    this.#opening = new Opening(options.keysMayCome);
    this.#aside = options.aside ?? false;
    this.#halves = { client: this.#half("client"), server: this.#half("server") };
    this.#content = new Content(options, this.#teller, this.#halves);
    const { id: connection, client, server, time, emit } = options;
    if (time !== undefined) emit({ type: "opened", connection, time, client, server });
  }

  #half(side: Side): Half {
    const stream = new RecordStream({
      record: (record) => this.#arrive(side, record),
      plain: (bytes, time) => {
        this.#halves[side].data += bytes.length;
        this.#teller.data({ from: side, bytes, time, encrypted: false });
      },
      trouble: (trouble, time) => this.#teller.malformed(side, time, "stream", trouble),
    }, this.#options.midway);
    return new Half(stream);
  }

  /** The connection's number. */
  get id(): number {
    return this.#options.id;
  }

  /** Whether either side has been seen to speak TLS. */
  get speaksTls(): boolean {
    return SIDES.some((side) => this.#halves[side].stream.speaksTls);
  }

  get #handshake(): Handshake {
    return this.#content.handshake;
  }

  /** What the key log names the connection by: the client's random value in each of its handshakes. */
  get clientRandoms(): readonly Uint8Array[] {
    const { clientRandom } = this.#handshake;
    return clientRandom ? [...this.#content.earlierRandoms, clientRandom] : [];
  }

  /** Whether records wait for their keys. */
  get waiting(): boolean {
    return SIDES.some((side) => this.#halves[side].first !== undefined);
  }

  /**
   * How many bytes of memory are held, about: by records that wait for their keys, by records and messages
   * that are not whole, and by the messages of a handshake that is not over.
   */
  get held(): number {
    return SIDES.reduce((sum, side) => {
      const { assembler, stream, waitingBytes } = this.#halves[side];
      return sum + waitingBytes + assembler.unfinished + stream.unfinished;
    }, this.#handshake.held);
  }

  /**
   * Takes what one side sent next.
   *
   * @param from Who sent it.
   * @param bytes What; it is kept and must not change afterwards.
   * @param time When it passed, in seconds since 1970.
   */
  push(from: Side, bytes: Uint8Array, time: number): void {
    this.#time = time;
    this.#halves[from].stream.push(bytes, time);
  }

  /**
   * Notes that bytes of one side are missing.
   *
   * @param from Whose.
   * @param length How many; undefined if nobody can tell.
   * @param time When they would have passed.
   */
  gap(from: Side, length: number | undefined, time: number): void {
    this.#time = time;
    const half = this.#halves[from];
    half.stream.gap(length);
    half.miss(length ?? 0);
    this.#handshake.miss();
    this.#teller.gap(from, length, time);
  }

  /**
   * Notes that one side sends nothing more.
   *
   * @param from Which.
   * @param time When.
   */
  end(from: Side, time: number): void {
    const half = this.#halves[from];
    if (half.ended) return;
    this.#time = time;
    half.ended = true;
    half.stream.end(time);
  }

  /** Tries again what waits, after the key log has grown. */
  keysCame(): void {
    this.#drain();
  }

  /** Tells what waits as sealed, from now on at once; should its key come, it is opened all the same. */
  stopWaiting(): void {
    this.#impatient = true;
    for (const side of SIDES) this.#tellSealed(side);
  }

  /**
   * Whether large records of application data are left closed, as more passes than can be opened in
   * time. They are counted; what comes after them is decoded as ever.
   *
   * @param hurry Whether to hurry from now on.
   */
  hurry(hurry: boolean): void {
    if (hurry === this.#hurried) return;
    this.#hurried = hurry;
    if (!hurry) { for (const side of SIDES) this.#teller.skipped(side, this.#halves[side]); }
  }

  /** Opens large records on other threads, and deals with them and what is behind them. */
  async settle(): Promise<void> {
    for (let side; (side = this.#oldest(SIDES));) {
      if (!await this.#settleRun(this.#halves[side])) return;
    }
  }

  /**
   * Settles the data that waits at the front of a side: while some of it is being opened, what has been
   * opened before is dealt with.
   *
   * @returns Whether there may be more.
   */
  async #settleRun(half: Half): Promise<boolean> {
    const { protection, sequence, first } = half;
    const run = half.run(MOST_ASIDE, isData);
    if (run.length === 0 || !protection || !("openAhead" in protection)) return false;
    if (run.filter(isLarge).length < LEAST_ASIDE) this.#drainAll();
    else {
      const opening: Promise<void>[] = [];
      for (let at = 0; at < run.length; at += AT_ONCE) {
        const part = run.slice(at, at + AT_ONCE);
        opening.push((protection as Ahead).openAhead(part, sequence + at));
      }
      for (const part of opening) {
        await part;
        this.#drain();
      }
    }
    return half.first !== first; // Else it waits for something else.
  }

  #drainAll(): void {
    const aside = this.#aside;
    this.#aside = false;
    this.#drain();
    this.#aside = aside;
  }

  /** Seals what waits for good, and gives up messages that are not whole, to make room. */
  letGo(): void {
    this.#giveUp(SIDES);
    for (const side of SIDES) {
      this.#content.dropRest(side, this.#time, {
        en: "bytes of a handshake message whose rest never came",
        zh: "字节属于一条不完整的握手消息",
      });
    }
    if (this.#handshake.held > 0) this.#handshake.miss();
  }

  /**
   * Ends the connection; what waits stays sealed.
   *
   * @returns What came of it; undefined if it has been closed before.
   */
  close(): ConnectionEvent | undefined {
    if (this.#closed) return undefined;
    this.hurry(false);
    for (const side of SIDES) this.end(side, this.#time);
    this.letGo();
    this.#closed = true;
    const { summary } = this;
    this.#options.emit(summary);
    return summary;
  }

  /** What has come of it by now; the `connection` event tells the same at the end. */
  get summary(): ConnectionEvent {
    const { id, client, server } = this.#options;
    const handshake = this.#handshake.version === undefined
      ? this.#content.agreed ?? this.#handshake
      : this.#handshake;
    const { version, earlyOffered, earlyAccepted } = handshake;
    return {
      type: "connection",
      connection: id,
      time: this.#time,
      client,
      server,
      version: version === undefined ? null : versionName(version),
      cipherSuite: handshake.suite?.name ?? null,
      group: handshake.group ?? null,
      alpn: handshake.alpn ?? null,
      serverName: handshake.serverName ?? null,
      resumed: handshake.resumed,
      completed: handshake.over,
      earlyData: earlyOffered && earlyAccepted !== undefined
        ? (earlyAccepted ? "accepted" : "rejected")
        : null,
      decrypted: !this.#sealed,
      proofs: Object.fromEntries(
        [...handshake.proofs].map(([what, { result }]) => [what, VERDICTS[result]]),
      ),
      data: { client: this.#halves.client.data, server: this.#halves.server.data },
    };
  }

  /** Whether the order in which the two sides' records are read still matters. */
  get #inHandshake(): boolean {
    return !this.#handshake.over;
  }

  #arrive(from: Side, record: WireRecord): void {
    const half = this.#halves[from];
    this.#teller.record(from, half.arrive(record, this.#arrived++));
    this.#drain();
    if (half.waitingBytes > MOST_WAITING) this.#giveUp([from]);
    else if (this.#impatient) this.#tellSealed(from);
  }

  /** Deals with every record that can be dealt with, oldest first. */
  #drain(): void {
    for (;;) {
      const first = this.#oldest(SIDES);
      if (!first) return;
      const waits = this.#deal(first);
      if (!waits) continue;
      // What is told is told in order. But a record whose hello was captured late waits for the other
      // side; and after the handshake nobody waits for ever for the other side's keys.
      if (waits === "aside") return;
      if (waits === "key" && (this.#inHandshake || !this.#impatient)) return;
      const other = otherSide(first);
      if (!this.#halves[other].first || this.#deal(other)) return;
    }
  }

  /** Which of some sides has the oldest record that has not been dealt with. */
  #oldest(sides: readonly Side[]): Side | undefined {
    let oldest: Side | undefined;
    let least = Infinity;
    for (const side of sides) {
      const order = this.#halves[side].first?.order ?? Infinity;
      if (order >= least) continue;
      oldest = side;
      least = order;
    }
    return oldest;
  }

  /**
   * Deals with the oldest record of a side.
   *
   * @returns What it has to wait for; undefined if it has been dealt with.
   */
  #deal(from: Side): "hello" | "key" | "aside" | undefined {
    const half = this.#halves[from];
    const record = half.first!;
    if (record.missing !== undefined) this.#meetGap(half, record);
    this.#meetMissedChange(from, half, record);
    if (this.#aside && isLarge(record) && this.#waitsAside(half, record)) return "aside";
    if (!this.#isProtected(half, record)) {
      half.shift();
      this.#isWithinLimit(from, record, 0);
      const { contentType, fragment: content } = record;
      this.#content.take(from, record, { contentType, content, padding: 0 }, false);
      return undefined;
    }
    if (half.epoch === "clear" && this.#handshake.earlyOffered && from === "client") {
      half.turn("early");
    }
    if (this.#hurried && this.#maySkip(half, record)) {
      this.#skip(half, record);
      return undefined;
    }
    this.#teller.skipped(from, half);
    const { epoch } = half;
    const opened = this.#opening.open(from, half, this.#handshake, record);
    if (opened === "hello" || opened === "key") return opened;
    if (epoch === "early" && this.#hasSkipped(half)) this.#handshake.miss();
    const told = half.firstTold;
    half.shift();
    const within = this.#isWithinLimit(from, record, LONGEST_ADDED);
    if (opened === "broken") {
      this.#missRecord(half);
      this.#teller.malformed(
        from,
        record.time,
        "record",
        new Malformed(
          0,
          `Record ${record.number} fails its integrity check: it was changed, or the key is another`,
          `记录 ${record.number} 未通过完整性校验：数据被改动过，或密钥不对`,
        ),
      );
    } else if ("content" in opened) {
      if (within) this.#checkContent(from, record, opened);
      this.#content.take(from, record, opened, true);
    } else {
      this.#missRecord(half);
      if (!told) this.#teller.sealed(from, record, opened);
    }
    return undefined;
  }

  /** In the handshake nothing waits: there everything rests on the order of what was said. */
  #waitsAside({ protection }: Half, record: ArrivedRecord): boolean {
    return protection !== undefined && !this.#inHandshake && "openAhead" in protection &&
      !(protection as Ahead).has(record);
  }

  /** Only what nothing later depends on: data under a key that does not change from record to record. */
  #maySkip({ protection }: Half, record: ArrivedRecord): boolean {
    return isLarge(record) && protection !== undefined && !protection.chained && !this.#inHandshake;
  }

  #skip(half: Half, record: ArrivedRecord): void {
    half.shift();
    half.sequence++;
    half.skipped.records++;
    half.skipped.length += lengthOf(record);
    half.skipped.time = record.time;
    this.#sealed = true;
  }

  /** Whether a side has left early data behind without its messages of the handshake having been read. */
  #hasSkipped({ epoch }: Half): boolean {
    return epoch === "application" ||
      epoch === "handshake" && this.#handshake.earlyAccepted === true; // No end_of_early_data.
  }

  /** What stayed closed may have been part of the handshake; early data is none. */
  #missRecord(half: Half): void {
    this.#sealed = true;
    half.assembler.drop();
    if (half.epoch !== "early") this.#handshake.miss();
  }

  /** Deals with bytes that are missing before a record. */
  #meetGap(half: Half, record: ArrivedRecord): void {
    half.missing = (half.missing ?? 0) + record.missing!;
    record.missing = undefined;
    half.protection?.miss?.();
    half.assembler.drop();
    this.#handshake.miss();
  }

  /** Up to TLS 1.2, a change_cipher_spec may be among what is missing. */
  #meetMissedChange(from: Side, half: Half, record: ArrivedRecord): void {
    const { isTls13, version } = this.#handshake;
    if (half.missing === undefined || half.epoch !== "clear") return;
    if (isTls13 || version === undefined) return;
    const changed = record.contentType === ContentType.applicationData ||
      this.#opening.isFirstChanged(from, this.#handshake, record);
    if (!changed) return;
    half.turn("changed");
    half.agreed = this.#handshake;
    half.missing = 0;
  }

  #isProtected({ epoch }: Half, { contentType }: WireRecord): boolean {
    if (epoch === "changed") return true;
    // TLS 1.3 calls whatever it protects application data; the rest is in the clear.
    return contentType === ContentType.applicationData;
  }

  /** Whether a record keeps to the limit; if not, that is told. */
  #isWithinLimit(from: Side, { fragment, time }: ArrivedRecord, added: number): boolean {
    const { length } = fragment;
    const most = LONGEST_CONTENT + added;
    const limited = added === 0 || this.#handshake.isTls13;
    if (!limited || length <= most) return true;
    this.#teller.malformed(
      from,
      time,
      "record",
      new Malformed(
        3,
        `A record of ${length} bytes is over the limit of ${most}`,
        `记录长 ${length} 字节，超过上限 ${most}`,
      ),
    );
    return false;
  }

  #checkContent(from: Side, { time }: ArrivedRecord, { content, padding }: Opened): void {
    // What TLS 1.3 pads with counts, what CBC mode pads with does not.
    const length = content.length + (this.#handshake.isTls13 ? padding : 0);
    if (length <= LONGEST_CONTENT) return;
    this.#teller.malformed(
      from,
      time,
      "record",
      new Malformed(
        0,
        `A record with a content of ${length} bytes is over the limit of ${LONGEST_CONTENT}`,
        `记录内容长 ${length} 字节，超过上限 ${LONGEST_CONTENT}`,
      ),
    );
  }

  #tellSealed(side: Side): void {
    const half = this.#halves[side];
    for (const record of half.untold()) {
      // What is in the clear only waits for its turn.
      if (this.#isProtected(half, record)) this.#teller.sealed(side, record, this.#whyClosed);
    }
  }

  get #whyClosed(): Text {
    return this.#handshake.version === undefined ? NO_HELLO : NO_KEY;
  }

  /** What waits on some sides stays closed; what only waits behind it is read. */
  #giveUp(sides: readonly Side[]): void {
    const aside = this.#aside;
    this.#aside = false;
    for (let side; (side = this.#oldest(sides));) if (this.#deal(side)) this.#sealFirst(side);
    this.#aside = aside;
  }

  #sealFirst(side: Side): void {
    const half = this.#halves[side];
    const record = half.first!;
    if (!half.firstTold) this.#teller.sealed(side, record, this.#whyClosed);
    half.shift();
    half.sequence++;
    half.missing ??= 0;
    this.#missRecord(half);
  }
}

function isData({ contentType }: ArrivedRecord): boolean {
  return contentType === ContentType.applicationData;
}

function isLarge(record: ArrivedRecord): boolean {
  return isData(record) && record.fragment.length >= LARGE;
}

const VERDICTS = { proved: true, failed: false, uncheckable: null } as const;
