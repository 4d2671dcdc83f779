/**
 * What the decoder tells: one event for everything that happens on a connection, in order.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Field } from "./field.ts";
import type { HandshakeMessage } from "./message/message.ts";

/** One of the two ends of a connection. */
export type Side = "client" | "server";

/**
 * The other end.
 *
 * @param side One end.
 * @returns The other.
 */
export function otherSide(side: Side): Side {
  return side === "client" ? "server" : "client";
}

/** What every event says. */
export interface EventBase {
  /** Which connection, counted from 1. */
  readonly connection: number;
  /** Who sent it. */
  readonly from: Side;
  /** When the last byte of it passed, in seconds since 1970. */
  readonly time: number;
}

/** A connection begins. */
export interface OpenedEvent {
  /** `opened`. */
  readonly type: "opened";
  /** Which connection, counted from 1. */
  readonly connection: number;
  /** When, in seconds since 1970. */
  readonly time: number;
  /** The client's address and port. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
}

/** A record arrived; what is in it shows as soon as it can be opened. */
export interface RecordEvent extends EventBase {
  /** `record`. */
  readonly type: "record";
  /** Its number, counted from 1 on each side. */
  readonly record: number;
  /** What its header says it carries, as in the registry. */
  readonly contentType: number;
  /** The version in its header. */
  readonly version: number;
  /** The whole record, its header included. */
  readonly bytes: Uint8Array;
}

/** How something reached the other side. */
export interface Carried {
  /** Whether it came encrypted. */
  readonly encrypted: boolean;
  /** How many bytes of padding were in its record, if any. */
  readonly padding?: number;
}

/** What is said of something that can be proved. */
export interface Proof {
  /** What was checked. */
  readonly what: ProofName;
  /** `proved`; `failed`; or `uncheckable`, see {@linkcode Proof.why}. */
  readonly result: "proved" | "failed" | "uncheckable";
  /** What the result rests on, or why it could not be checked. */
  readonly why: Text;
}

/** What can be proved of a connection. */
export type ProofName =
  | "serverCertificateVerify"
  | "clientCertificateVerify"
  | "serverKeyExchange"
  | "serverFinished"
  | "clientFinished";

/** A message of the handshake, a change_cipher_spec, or a heartbeat. */
export interface MessageEvent extends EventBase, Carried {
  /** `message`. */
  readonly type: "message";
  /** Such as `client_hello`; `hello_retry_request` for the ServerHello that is one. */
  readonly name: string;
  /** The whole message, its header included. */
  readonly bytes: Uint8Array;
  /** Its fields, which tile it. */
  readonly fields: readonly Field[];
  /** The records it came in. */
  readonly records: readonly number[];
  /** What a message of the handshake says; undefined if it is broken. */
  readonly message?: HandshakeMessage;
  /** What it proves, if it is of that kind. */
  readonly proof?: Proof;
  /** What it unpacks to, if it is compressed. */
  readonly inner?: InnerMessage;
}

/** A message that was packed in another. */
export interface InnerMessage {
  /** Such as `certificate`. */
  readonly name: string;
  /** The whole message, with the header it would have had. */
  readonly bytes: Uint8Array;
  /** Its fields, which tile it. */
  readonly fields: readonly Field[];
  /** What it says; undefined if it is broken. */
  readonly message?: HandshakeMessage;
}

/** Application data; on a connection that is no TLS, whatever was sent. */
export interface DataEvent extends EventBase, Carried {
  /** `data`. */
  readonly type: "data";
  /** The data. */
  readonly bytes: Uint8Array;
  /** Set if it was sent as early data (0-RTT). */
  readonly early?: true;
  /** The record it came in; none on a connection that is no TLS. */
  readonly record?: number;
}

/** An alert. */
export interface AlertEvent extends EventBase, Carried {
  /** `alert`. */
  readonly type: "alert";
  /** Such as `fatal`. */
  readonly level: string;
  /** Such as `bad_record_mac`. */
  readonly description: string;
  /** The two bytes. */
  readonly bytes: Uint8Array;
  /** Its fields, which tile it. */
  readonly fields: readonly Field[];
  /** The record it came in. */
  readonly record: number;
}

/** A record that cannot be opened, and why; should its key come later, it is opened all the same. */
export interface SealedEvent extends EventBase {
  /** `sealed`. */
  readonly type: "sealed";
  /** Its number. */
  readonly record: number;
  /** What its header says it carries. */
  readonly contentType: number;
  /** How many bytes it takes, header included. */
  readonly length: number;
  /** Why it is not opened. */
  readonly reason: Text;
}

/** Records of application data that were left closed, as more passed than could be opened in time. */
export interface SkippedEvent extends EventBase {
  /** `skipped`. */
  readonly type: "skipped";
  /** How many records. */
  readonly records: number;
  /** How many bytes they take, headers included. */
  readonly length: number;
}

/** Bytes that break the protocol. */
export interface MalformedEvent extends EventBase {
  /** `malformed`. */
  readonly type: "malformed";
  /** In what: the name of a message, `record`, or `stream`. */
  readonly within: string;
  /** Where in it, in bytes; for `stream` from the first byte of that side. */
  readonly offset: number;
  /** What is wrong. */
  readonly reason: Text;
}

/** Bytes that are missing from the capture. */
export interface GapEvent extends EventBase {
  /** `gap`. */
  readonly type: "gap";
  /** How many bytes are missing; undefined if nobody can tell. */
  readonly length: number | undefined;
}

/** What came of a connection, told at its end. */
export interface ConnectionEvent {
  /** `connection`. */
  readonly type: "connection";
  /** Which connection, counted from 1. */
  readonly connection: number;
  /** When it ended, in seconds since 1970. */
  readonly time: number;
  /** The client's address and port. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
  /** Such as `TLS 1.3`; null if the two never agreed on one. */
  readonly version: string | null;
  /** Such as `TLS_AES_256_GCM_SHA384`; null if none was agreed on. */
  readonly cipherSuite: string | null;
  /** The group of the key exchange, such as `x25519`; null if there was none or it is not known. */
  readonly group: string | null;
  /** The application protocol agreed on. */
  readonly alpn: string | null;
  /** The name the client asked for. */
  readonly serverName: string | null;
  /** Whether an earlier session was taken up. */
  readonly resumed: boolean;
  /** Whether the handshake was seen to its end. */
  readonly completed: boolean;
  /** What became of early data (0-RTT); null if none was offered or nobody can tell. */
  readonly earlyData: "accepted" | "rejected" | null;
  /** Whether everything that was encrypted could be decrypted. */
  readonly decrypted: boolean;
  /**
   * What was proved: true it was, false it failed, null it could not be checked. Only what the
   * handshake had is named.
   */
  readonly proofs: Readonly<Partial<Record<ProofName, boolean | null>>>;
  /** How many bytes of application data each side sent, as far as they could be decrypted. */
  readonly data: Readonly<Record<Side, number>>;
}

/** Anything the decoder tells. */
export type TlsEvent =
  | OpenedEvent
  | RecordEvent
  | MessageEvent
  | DataEvent
  | AlertEvent
  | SealedEvent
  | SkippedEvent
  | MalformedEvent
  | GapEvent
  | ConnectionEvent;
