/**
 * What tshark and the decoder say of the same connection, side by side.
 *
 * @module
 */
import type {
  AlertEvent,
  ConnectionEvent,
  DataEvent,
  MessageEvent,
  RecordEvent,
  SealedEvent,
  Side,
  TlsEvent,
} from "../../../tls/event.ts";
import { tilingFault } from "../../../tls/field.ts";
import { ALERT_LEVELS, ALERTS } from "../../../tls/registry/alerts.ts";
import { nameOf, plainNameOf } from "../../../tls/registry/registry.ts";
import { factsOf, nameOfMessage } from "./facts.ts";
import { fieldDisagreements } from "./fields.ts";
import { failedProofs, proofDisagreements } from "./proofs.ts";
import type { Reading, Seen } from "./tshark.ts";

/** An event of the kinds that tshark tells too. */
type Told = MessageEvent | AlertEvent | DataEvent | SealedEvent;

/** The suites that the decoder names and does not open: nothing here computes their ciphers. */
const UNOPENED = /_(CAMELLIA|ARIA)_/;

/**
 * Compares a connection.
 *
 * @param events What the decoder tells.
 * @param reading What tshark says.
 * @returns How they disagree; nothing if they do not.
 */
export function disagreements(events: readonly TlsEvent[], reading: Reading): string[] {
  const closed = events.at(-1);
  if (closed?.type !== "connection") return ["the connection is never closed"];
  const unopened = UNOPENED.test(closed.cipherSuite ?? "");
  const sealed = events.some(({ type }) => type === "sealed");
  return [
    ...events.filter(({ type }) => type === "malformed" || type === "gap")
      .map((event) => `there is ${Deno.inspect(event)}`),
    ...(["client", "server"] as const).flatMap((from) => {
      const side = new ComparedSide(events, reading, from, closed);
      return side.disagreements(unopened).map((what) => `${from}: ${what}`);
    }),
    ...factDisagreements(closed, reading),
    ...different("decrypted", closed.decrypted, !sealed),
    ...(sealed ? failedProofs(closed) : proofDisagreements(closed, reading)),
  ];
}

/** What one side sent, as both say. */
class ComparedSide {
  readonly #records: readonly RecordEvent[];
  readonly #told: readonly Told[];
  readonly #reading: Reading;
  readonly #from: Side;
  readonly #closed: ConnectionEvent;
  readonly #isTls13: boolean;

  constructor(events: readonly TlsEvent[], reading: Reading, from: Side, closed: ConnectionEvent) {
    const mine = events.filter((event) => "from" in event && event.from === from);
    this.#records = mine.filter((event) => event.type === "record");
    this.#told = mine.filter((event) =>
      event.type === "message" || event.type === "alert" || event.type === "data" ||
      event.type === "sealed"
    );
    this.#reading = reading;
    this.#from = from;
    this.#closed = closed;
    this.#isTls13 = factsOf(reading).version === "TLS 1.3";
  }

  disagreements(unopened: boolean): string[] {
    const seen = this.#reading.sent[this.#from];
    return [
      ...this.#recordDisagreements(),
      ...different("the number of events", this.#told.length, seen.length),
      ...this.#told.flatMap((event, i) => {
        if (seen[i] === undefined) return [];
        return this.#eventDisagreements(event, seen[i], unopened)
          .map((how) => `event ${i + 1}, ${nameOfEvent(event)}: ${how}`);
      }),
      ...(unopened ? [] : this.#dataDisagreements(seen)),
    ];
  }

  #recordDisagreements(): string[] {
    const word = (type: number, version: number, bytes: string) => `${type}/${version}/${bytes}`;
    const told = this.#records.map((event) =>
      word(event.contentType, event.version, event.bytes.toHex())
    );
    const seen = this.#reading.records[this.#from].map((record) =>
      word(record.contentType, record.version, record.bytes)
    );
    return different("the records", told.join(" "), seen.join(" "));
  }

  #eventDisagreements(event: Told, seen: Seen, unopened: boolean): string[] {
    const place = different("the record", recordsOf(event).at(-1), seen.record);
    if (place.length > 0) return place;
    // Each of the two may know a key or a cipher that the other does not.
    if (seen.kind === "sealed") return [];
    if (event.type === "sealed") {
      const closed = unopened && this.#isEncrypted(seen);
      return closed ? [] : [`it is sealed: ${event.reason.en}`];
    }
    return [
      ...different("it", nameOfEvent(event), nameOfSeen(seen)),
      ...different("encrypted", event.encrypted, this.#isEncrypted(seen)),
      ...this.#paddingDisagreements(event, seen),
      ...(event.type === "data" ? this.#earlyDisagreements(event, seen) : tilingFaults(event)),
      ...("bytes" in seen ? different("it", event.bytes.toHex(), seen.bytes) : []),
      ...(event.type === "message" && seen.kind === "message"
        ? fieldDisagreements(event, seen.tree)
        : []),
    ];
  }

  /** Whether something was sent protected: as the record says or, up to TLS 1.2, by what came before. */
  #isEncrypted(seen: Seen): boolean {
    if (this.#isTls13) return this.#reading.records[this.#from][seen.record - 1]!.opaque;
    const sent = this.#reading.sent[this.#from];
    return sent.slice(0, sent.indexOf(seen)).some(({ kind }) => kind === "change_cipher_spec");
  }

  /** In TLS 1.3 a record's content, its type, the padding and the tag fill it (RFC 8446 section 5.2). */
  #paddingDisagreements(event: Exclude<Told, SealedEvent>, seen: Seen): string[] {
    const { bytes, opaque } = this.#reading.records[this.#from][seen.record - 1]!;
    const inside = this.#told.filter((one) => recordsOf(one).includes(seen.record));
    if (!opaque || inside.some((one) => recordsOf(one).length > 1)) return [];
    const content = inside.reduce((sum, one) => sum + ("bytes" in one ? one.bytes.length : 0), 0);
    const tag = this.#closed.cipherSuite?.endsWith("CCM_8_SHA256") ? 8 : 16;
    return different("the padding", event.padding ?? 0, bytes.length / 2 - 5 - content - 1 - tag);
  }

  /** Early data is what a client of TLS 1.3 sends before it has finished. */
  #earlyDisagreements(event: DataEvent, seen: Seen): string[] {
    const sent = this.#reading.sent[this.#from];
    const finished = sent.findIndex((one) =>
      one.kind === "message" && nameOfMessage(one) === "finished"
    );
    return different("early", event.early ?? false, sent.indexOf(seen) < finished);
  }

  #dataDisagreements(seen: readonly Seen[]): string[] {
    if (seen.some(({ kind }) => kind === "sealed")) return [];
    const told = this.#told.map((event) => event.type === "data" ? event.bytes.toHex() : "").join(
      "",
    );
    return [
      ...different("the data", told, this.#reading.data[this.#from]),
      ...different("the amount of data", this.#closed.data[this.#from], told.length / 2),
    ];
  }
}

function recordsOf(event: Told): readonly (number | undefined)[] {
  return event.type === "message" ? event.records : [event.record];
}

function tilingFaults({ fields, bytes }: MessageEvent | AlertEvent): string[] {
  const fault = tilingFault(fields, bytes.length);
  return fault === undefined ? [] : [`its fields do not tile it: ${fault}`];
}

function nameOfEvent(event: Told): string {
  if (event.type === "message") return event.name;
  return event.type === "alert" ? `${event.level} ${event.description}` : event.type;
}

function nameOfSeen(seen: Seen): string {
  if (seen.kind === "message") return nameOfMessage(seen);
  if (seen.kind !== "alert") return seen.kind;
  const [level, description] = Uint8Array.fromHex(seen.bytes);
  return `${nameOf(ALERT_LEVELS, level!)} ${plainNameOf(ALERTS, description!)}`;
}

function factDisagreements(told: ConnectionEvent, reading: Reading): string[] {
  const facts = factsOf(reading);
  return (Object.keys(facts) as (keyof typeof facts)[]).flatMap((name) =>
    facts[name] === undefined ? [] : different(name, told[name], facts[name])
  );
}

function different(what: string, told: unknown, seen: unknown): string[] {
  if (told === seen) return [];
  const [left, right] = [String(told), String(seen)];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  const start = Math.max(same - 20, 0);
  const part = (text: string) => (start > 0 ? "…" : "") + text.slice(start, start + 100);
  return [`${what} is ${part(left)} and not ${part(right)}`];
}
