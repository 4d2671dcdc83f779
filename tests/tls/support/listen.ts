/**
 * Listening to a connection: what the decoder tells of it, and that in a few words.
 *
 * @module
 */
import { fail } from "@std/assert";
import type { Connection } from "../../../tls/connection.ts";
import { Decoder } from "../../../tls/decoder.ts";
import type { ConnectionEvent, Side, TlsEvent } from "../../../tls/event.ts";
import { tilingFault } from "../../../tls/field.ts";

/** Bytes that a side sent at once. */
export interface Sent {
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** What the listener knows and is told to do. */
export interface Situation {
  /** The key log that is there from the beginning. */
  readonly keyLog?: string;
  /** Whether more of it may come. */
  readonly keysMayCome?: boolean;
  /** Whether the connection had begun before. */
  readonly midway?: boolean;
  /** Whether large records are opened on other threads; then somebody has to settle. */
  readonly aside?: boolean;
  /** Whether proofs are computed; they are by default. */
  readonly proofs?: boolean;
}

/** Somebody who listens to one connection. */
export interface Listener {
  readonly decoder: Decoder;
  readonly connection: Connection;
  /** What has been told so far. */
  readonly events: TlsEvent[];
  /** Takes what was sent; every push is a second later than the one before. */
  hear(sent: Iterable<Sent>): void;
  /** Ends the connection, and gives its summary. */
  close(): ConnectionEvent;
}

/** Begins to listen. Whatever is told as message or alert has to be tiled by its fields. */
export function listen({ keyLog = "", midway = false, ...options }: Situation = {}): Listener {
  const events: TlsEvent[] = [];
  const decoder = new Decoder({
    ...options,
    emit(event) {
      assertTiled(event);
      events.push(event);
    },
  });
  decoder.addKeys(keyLog);
  const connection = decoder.open({ client: "192.0.2.1:50000", server: "192.0.2.2:443", midway });
  let time = 0;
  return {
    decoder,
    connection,
    events,
    hear(sent) {
      for (const { from, bytes } of sent) connection.push(from, bytes, ++time);
    },
    close() {
      decoder.close(connection);
      return events.at(-1) as ConnectionEvent;
    },
  };
}

/** Listens to a connection from its beginning to its end. */
export function decode(sent: Iterable<Sent>, situation: Situation = {}): TlsEvent[] {
  const listener = listen(situation);
  listener.hear(sent);
  listener.close();
  return listener.events;
}

/** Requires the fields of an event, if it has any, to tile its bytes. */
export function assertTiled(event: TlsEvent): void {
  if (event.type !== "message" && event.type !== "alert") return;
  const fault = tilingFault(event.fields, event.bytes.length);
  if (fault !== undefined) fail(fault);
  if (event.type === "alert" || !event.inner) return;
  const within = tilingFault(event.inner.fields, event.inner.bytes.length);
  if (within !== undefined) fail(within);
}

/** How a connection ended. */
export function summaryOf(events: readonly TlsEvent[]): ConnectionEvent {
  const last = events.at(-1);
  if (last?.type !== "connection") throw new Error("The connection has not ended");
  return last;
}

/** All events of a type. */
export function only<T extends TlsEvent["type"]>(
  events: readonly TlsEvent[],
  type: T,
): Extract<TlsEvent, { type: T }>[] {
  return events.filter((event) => event.type === type) as Extract<TlsEvent, { type: T }>[];
}

/** What an event tells besides records and the end, in a few words; undefined for those two. */
function wordsFor(event: TlsEvent): string | undefined {
  const star = "encrypted" in event && event.encrypted ? "*" : "";
  switch (event.type) {
    case "message":
      return `${event.name}${star}`;
    case "data": {
      const text = new TextDecoder().decode(event.bytes).trim();
      return `${event.early ? "early " : ""}data${star} ${text}`.trim();
    }
    case "alert":
      return `alert${star} ${event.description}`;
    case "sealed":
      return `sealed ${event.record}`;
    case "malformed":
      return `malformed ${event.within}`;
    case "gap":
      return `gap ${event.length}`;
    default:
      return undefined;
  }
}

/**
 * What was told, an event a line: `>` from the client or `<` from the server, what it is, with a star if
 * it came encrypted.
 */
export function outline(events: readonly TlsEvent[]): string[] {
  return events.flatMap((event) => {
    const words = wordsFor(event);
    if (words === undefined || !("from" in event)) return [];
    return [`${event.from === "client" ? ">" : "<"} ${words}`];
  });
}

/** All application data of a side, as text. */
export function dataOf(events: readonly TlsEvent[], side: Side): string {
  return only(events, "data").filter(({ from }) => from === side)
    .map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
}

/** Pushes the same bytes in pieces of a length, or less at the end of each. */
export function* inPieces(sent: Iterable<Sent>, length: number): Generator<Sent> {
  for (const { from, bytes } of sent) {
    for (let at = 0; at < bytes.length; at += length) {
      yield { from, bytes: bytes.subarray(at, at + length) };
    }
  }
}
