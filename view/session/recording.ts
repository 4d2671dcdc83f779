/**
 * One session as it is kept: everything that passed, was said and was told, as lists that only grow.
 *
 * @module
 */
import type { Passage } from "../../tap/session_capture.ts";
import type {
  ConnectionEvent,
  MessageEvent,
  RecordEvent,
  Side,
  TlsEvent,
} from "../../tls/event.ts";
import type { CertificateMessage } from "../../tls/message/certificate.ts";
import { ContentType } from "../../tls/registry/content_types.ts";
import { formatAddress } from "../../talk/connection.ts";
import { ALPN } from "../../talk/protocol.ts";
import { now } from "../../tap/clock.ts";
import type { Place } from "../../tap/relay.ts";
import type {
  Chain,
  Detail,
  ListName,
  Lists,
  LogRow,
  OpenedRow,
  Outcome,
  PassedRow,
  SessionState,
} from "../protocol.ts";
import { judgeChain, type Trust } from "./chain.ts";
import { openedDetail, passedDetail } from "./detail.ts";
import { outcomeOf, type PassedAlert } from "./outcome.ts";
import { openedRow, passedRow, plainRow, type SaidEvent } from "./rows.ts";
import type { Talk } from "./talk.ts";

/** What is known of a session from the start. */
export interface SessionBasics
  extends Pick<SessionState, "origin" | "scenario" | "run" | "title" | "via" | "began"> {
  /** Where its ends are; null if it never came to a connection. */
  readonly ends: { readonly client: Place; readonly server: Place } | null;
  /** What its certificates are judged by. */
  readonly trust: Trust;
}

/** Whoever decodes the connection, as long as it goes on. */
export interface Overheard {
  /** What is known of it by now. */
  readonly summary: ConnectionEvent;
  /** Whether it speaks TLS. */
  readonly speaksTls: boolean;
  /** The lines of its key log. */
  readonly secrets: string;
}

/** How many events a session keeps, and how much memory they take; what is beyond is counted only. */
const MOST_EVENTS = 50_000;
const MOST_BYTES = 32 << 20;

/** What a row or a piece costs besides its bytes, about. */
const COST = 400;

/** How many rows are given at once. */
const AT_ONCE = 500;

interface Kept<Row, Event> {
  readonly row: Row;
  readonly event: Event;
}

/** One session. */
export class Recording {
  /** Its number. */
  readonly id: number;
  /** What is known of it from the start. */
  readonly basics: SessionBasics;
  readonly #changed: () => void;
  readonly #opened: Kept<OpenedRow, SaidEvent>[] = [];
  readonly #passed: Kept<PassedRow, RecordEvent | Extract<TlsEvent, { type: "data" }>>[] = [];
  readonly #log: LogRow[] = [];
  /** Where in `#passed` the records of each side are. */
  readonly #places = { client: new Map<number, number>(), server: new Map<number, number>() };
  readonly #certificates: Partial<Record<Side, MessageEvent>> = {};
  /** The sides that have sent change_cipher_spec: up to TLS 1.2 all behind it is encrypted. */
  readonly #changedCipher = new Set<Side>();
  readonly #passages: Passage[] = [];
  #overheard: Overheard | undefined;
  #bytes = 0;
  #left = 0;
  #ended: number | null = null;
  #alert: PassedAlert | undefined;
  #outcome: Outcome | undefined;
  #talk: Talk | undefined;
  readonly #whenEnded = Promise.withResolvers<void>();

  /**
   * Begins a session.
   *
   * @param id Its number.
   * @param basics What is known of it from the start.
   * @param changed Called whenever something has been added.
   */
  constructor(id: number, basics: SessionBasics, changed: () => void) {
    this.id = id;
    this.basics = basics;
    this.#changed = changed;
  }

  /** Whether it is over. */
  get ended(): boolean {
    return this.#ended !== null;
  }

  /** Resolves when it is over. */
  get over(): Promise<void> {
    return this.#whenEnded.promise;
  }

  /** The lab's own client, as long as its talk is open. */
  get talk(): Talk | undefined {
    return this.#talk;
  }

  /**
   * Notes that the lab's own client holds a talk open on it, or no longer does.
   *
   * @param talk The talk; undefined if it is over.
   */
  holdTalk(talk: Talk | undefined): void {
    this.#talk = talk;
    this.#changed();
  }

  /** How many bytes it keeps, about. */
  get size(): number {
    return this.#bytes;
  }

  /** The first alert that was more than a farewell. */
  get alert(): PassedAlert | undefined {
    return this.#alert;
  }

  /**
   * Says who decodes it.
   *
   * @param overheard Asked for what is known, until the session ends.
   */
  follow(overheard: Overheard): void {
    this.#overheard = overheard;
  }

  /**
   * Keeps bytes as they passed.
   *
   * @param from Who sent them.
   * @param bytes The bytes, which must not change afterwards.
   * @param time When they passed, in seconds since 1970.
   */
  data(from: Side, bytes: Uint8Array, time: number): void {
    if (this.#full) return;
    this.#bytes += COST + bytes.length;
    this.#passages.push({ what: "data", from, bytes, time });
  }

  /**
   * Keeps that a side sends nothing more.
   *
   * @param what Whether it ended in peace or broke off.
   * @param from Which side.
   * @param time When, in seconds since 1970.
   */
  stopped(what: "ended" | "reset", from: Side, time: number): void {
    this.#passages.push({ what, from, time });
  }

  /**
   * Keeps what the decoder tells.
   *
   * @param event What happened.
   */
  take(event: TlsEvent): void {
    switch (event.type) {
      case "opened":
      case "connection": // Asked for, not waited for.
        return;
      case "record":
        this.#pass(event, (began) => passedRow(event, began, this.#isSealed(event)));
        break;
      case "data":
        if (event.record === undefined) this.#pass(event, (began) => plainRow(event, began));
        this.#say(event);
        break;
      default:
        if (event.type === "alert" && this.#ends(event)) {
          this.#alert ??= { from: event.from, description: event.description };
        }
        if (event.type === "message") this.#noteCertificate(event);
        this.#say(event);
    }
    this.#changed();
  }

  /**
   * Notes that it is over.
   *
   * @param time When, in seconds since 1970.
   */
  end(time: number): void {
    if (this.ended) return;
    this.#ended = time;
    if (this.#overheard) {
      const { summary, speaksTls, secrets } = this.#overheard;
      this.#overheard = { summary, speaksTls, secrets };
    }
    this.#whenEnded.resolve();
    this.#changed();
  }

  /**
   * Adds to the log.
   *
   * @param row What was told, and by whom.
   */
  tell(row: Omit<LogRow, "index" | "time">): void {
    if (this.#full || this.#log.length >= MOST_EVENTS) return;
    this.#bytes += COST + (typeof row.text === "string" ? 2 * row.text.length : 0);
    this.#log.push({
      ...row,
      index: this.#log.length,
      time: now() - this.basics.began,
    });
    this.#changed();
  }

  /**
   * Says what came of it, in place of what can be concluded from what passed.
   *
   * @param outcome What came of it.
   */
  conclude(outcome: Outcome): void {
    this.#outcome = outcome;
    this.#changed();
  }

  /** What the page is told of it. */
  get state(): SessionState {
    const { trust: _, ends, ...basics } = this.basics;
    const summary = this.#overheard?.summary ?? NOTHING;
    const tls = this.#tls;
    return {
      ...basics,
      id: this.id,
      client: ends ? formatAddress(ends.client) : "–",
      server: ends ? formatAddress(ends.server) : "–",
      ended: this.#ended,
      tls,
      version: summary.version,
      cipherSuite: summary.cipherSuite,
      group: summary.group,
      alpn: summary.alpn,
      serverName: summary.serverName,
      resumed: summary.resumed,
      completed: summary.completed,
      decrypted: summary.decrypted,
      proofs: summary.proofs,
      data: summary.data,
      rows: {
        opened: this.#opened.length,
        passed: this.#passed.length,
        log: this.#log.length,
      },
      left: this.#left,
      certificates: Object.keys(this.#certificates).length > 0,
      connected: ends !== null,
      talking: this.#talk !== undefined,
      outcome: this.#outcome ?? (this.ended ? outcomeOf(summary, tls, this.#alert) : null),
    };
  }

  /**
   * Rows of a list.
   *
   * @param list Which list.
   * @param from The first row.
   * @returns At most 500 rows.
   */
  rows<Name extends ListName>(list: Name, from: number): readonly Lists[Name][] {
    const lists: { readonly [Each in ListName]: (from: number, to: number) => Lists[Each][] } = {
      opened: (from, to) => this.#opened.slice(from, to).map(({ row }) => row),
      passed: (from, to) => this.#passed.slice(from, to).map(({ row }) => row),
      log: (from, to) => this.#log.slice(from, to),
    };
    return lists[list](from, from + AT_ONCE);
  }

  /**
   * Everything there is to know of a row.
   *
   * @param list Which list it is in.
   * @param index Its place in the list.
   * @returns The detail; undefined if there is no such row.
   */
  detail(list: "opened" | "passed", index: number): Detail | undefined {
    if (list === "passed") {
      const kept = this.#passed[index];
      return kept && passedDetail(kept.event, kept.row.sealed);
    }
    const kept = this.#opened[index];
    if (!kept) return undefined;
    const { row, event } = kept;
    const records = row.records.flatMap((number) => {
      const record = this.#passed[this.#places[row.from].get(number) ?? -1]?.event;
      return record?.type === "record" ? [record] : [];
    });
    return openedDetail(event, records, this.#framed);
  }

  /** The certificates that were seen, judged. */
  async chains(): Promise<Chain[]> {
    const chains: Chain[] = [];
    for (const side of ["server", "client"] as const) {
      const event = this.#certificates[side];
      const message = event && certificateIn(event);
      if (!message) continue;
      const chain = await judgeChain(side, message, this.basics.trust, new Date(event.time * 1000));
      if (chain) chains.push(chain);
    }
    return chains;
  }

  /** The bytes as they passed, in order. */
  get passages(): readonly Passage[] {
    return this.#passages;
  }

  /** The lines of its key log that are known by now. */
  get secrets(): string {
    return this.#overheard?.secrets ?? "";
  }

  /** Everything the decoder told, in the order of the lists. */
  *events(): Generator<TlsEvent> {
    for (const { event } of this.#passed) if (event.type === "record") yield event;
    for (const { event } of this.#opened) yield event;
    if (this.#overheard) yield this.#overheard.summary;
  }

  get #tls(): boolean {
    return this.#overheard?.speaksTls ?? false;
  }

  get #framed(): boolean {
    return this.#overheard?.summary.alpn === ALPN;
  }

  get #full(): boolean {
    return this.#bytes > MOST_BYTES || this.#passages.length >= MOST_EVENTS;
  }

  #say(event: SaidEvent): void {
    if (this.#full || this.#opened.length >= MOST_EVENTS) {
      this.#left++;
      return;
    }
    this.#bytes += COST + ("bytes" in event ? event.bytes.length : 0);
    const row = openedRow(event, this.basics.began);
    this.#opened.push({ row: { ...row, index: this.#opened.length }, event });
  }

  #pass(
    event: RecordEvent | Extract<TlsEvent, { type: "data" }>,
    rowSince: (began: number) => Omit<PassedRow, "index">,
  ): void {
    if (this.#full || this.#passed.length >= MOST_EVENTS) {
      this.#left++;
      return;
    }
    this.#bytes += COST + event.bytes.length;
    if (event.type === "record") {
      this.#places[event.from].set(event.record, this.#passed.length);
    }
    const row = rowSince(this.basics.began);
    this.#passed.push({ row: { ...row, index: this.#passed.length }, event });
  }

  /** Whether a record is encrypted: TLS 1.3 says so in its type, earlier versions by what came before. */
  #isSealed({ from, contentType }: RecordEvent): boolean {
    if (contentType === ContentType.changeCipherSpec) {
      this.#changedCipher.add(from);
      return false;
    }
    if (contentType === ContentType.applicationData) return true;
    return this.#changedCipher.has(from) && this.#overheard?.summary.version !== "TLS 1.3";
  }

  /** Whether an alert broke the connection off: up to TLS 1.2 its level says so (RFC 8446 section 6). */
  #ends({ level, description }: Extract<TlsEvent, { type: "alert" }>): boolean {
    if (this.#overheard?.summary.version !== "TLS 1.3") return level === "fatal";
    return description !== "close_notify" && description !== "user_canceled";
  }

  #noteCertificate(event: MessageEvent): void {
    const message = certificateIn(event);
    if (message && message.entries.length > 0) this.#certificates[event.from] = event;
  }
}

function certificateIn({ message, inner }: MessageEvent): CertificateMessage | undefined {
  for (const one of [message, inner?.message]) if (one?.type === "certificate") return one;
  return undefined;
}

/** What is known of a connection that never was one. */
const NOTHING = {
  version: null,
  cipherSuite: null,
  group: null,
  alpn: null,
  serverName: null,
  resumed: false,
  completed: false,
  decrypted: true,
  proofs: {},
  data: { client: 0, server: 0 },
} as const;
