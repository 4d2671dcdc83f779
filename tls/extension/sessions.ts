/**
 * Taking up an earlier session, and sending data at once when doing so.
 *
 * @module
 */
import { durationOf } from "../message/duration.ts";
import { readOpaque } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { PSK_KEY_EXCHANGE_MODES } from "../registry/psk_key_exchange_modes.ts";

/** A ticket of a TLS 1.2 session (RFC 5077 section 3.2). */
export interface SessionTicket {
  /** `session_ticket`. */
  readonly type: "session_ticket";
  /** The ticket; empty if the client has none yet, or the server will send one. */
  readonly ticket: Uint8Array;
}

/** Keys the two sides share already: tickets, or keys from elsewhere (RFC 8446 section 4.2.11). */
export interface PreSharedKey {
  /** `pre_shared_key`. */
  readonly type: "pre_shared_key";
  /** The keys the client offers. */
  readonly identities?: readonly PskIdentity[];
  /** For each identity the proof that the client knows the key. */
  readonly binders?: readonly Uint8Array[];
  /** Where in the message the vector of binders begins: what stands before is what they sign. */
  readonly bindersOffset?: number;
  /** Which identity the server chose, counted from 0. */
  readonly selectedIdentity?: number;
}

/** A key the client offers. */
export interface PskIdentity {
  /** The ticket, or the name of the key. */
  readonly identity: Uint8Array;
  /** The age of the ticket in milliseconds plus the ticket's ticket_age_add, modulo 2^32; else 0. */
  readonly obfuscatedTicketAge: number;
}

/** How a pre-shared key may be used (RFC 8446 section 4.2.9). */
export interface PskKeyExchangeModes {
  /** `psk_key_exchange_modes`. */
  readonly type: "psk_key_exchange_modes";
  /** The modes. */
  readonly modes: readonly number[];
}

/** Data sent before the handshake is done (RFC 8446 section 4.2.10). */
export interface EarlyData {
  /** `early_data`. */
  readonly type: "early_data";
  /** How many bytes of it the server takes; only in a NewSessionTicket. */
  readonly maxEarlyDataSize?: number;
}

/** How many tickets the client would like, or will get (RFC 9149 section 3). */
export interface TicketRequest {
  /** `ticket_request`. */
  readonly type: "ticket_request";
  /** How many the client wants if the session is new. */
  readonly newSessionCount?: number;
  /** How many the client wants if the session is taken up. */
  readonly resumptionCount?: number;
  /** How many the server expects to send. */
  readonly expectedCount?: number;
}

/** A ticket that pins the server's identity (RFC 8672 section 4). */
export interface TicketPinning {
  /** `ticket_pinning`. */
  readonly type: "ticket_pinning";
  /** The ticket; undefined if the client has none yet. */
  readonly ticket?: Uint8Array;
  /** The server's proof that it made the ticket the client sent. */
  readonly proof?: Uint8Array;
  /** How long the server will honour the ticket, in seconds. */
  readonly lifetime?: number;
}

/** Reads `session_ticket`, whose ticket has no length of its own. */
export function readSessionTicket(reader: Reader): SessionTicket {
  return { type: "session_ticket", ticket: reader.bytes("ticket") };
}

/** Reads `pre_shared_key`. */
export function readPreSharedKey(reader: Reader, inMessage: ExtendedMessage): PreSharedKey {
  const type = "pre_shared_key";
  if (inMessage !== "CH") return { type, selectedIdentity: reader.uint16("selected_identity") };
  const identities = reader.list("identities", 2, () =>
    reader.group("psk_identity", () => ({
      identity: readOpaque(reader, "identity", 2, { least: 1 }),
      obfuscatedTicketAge: reader.uint32("obfuscated_ticket_age"),
    })), { least: 7 });
  const bindersOffset = reader.offset;
  const readBinder = () => readOpaque(reader, "psk_binder_entry", 1, { least: 32 });
  const binders = reader.list("binders", 2, readBinder, { least: 33 });
  return { type, identities, binders, bindersOffset };
}

/** Reads `psk_key_exchange_modes`. */
export function readPskKeyExchangeModes(reader: Reader): PskKeyExchangeModes {
  const read = () => reader.uint8("psk_key_exchange_mode", PSK_KEY_EXCHANGE_MODES);
  return { type: "psk_key_exchange_modes", modes: reader.list("ke_modes", 1, read, { least: 1 }) };
}

/** Reads `early_data`: a size in a NewSessionTicket, nothing elsewhere. */
export function readEarlyData(reader: Reader, inMessage: ExtendedMessage): EarlyData {
  if (inMessage !== "NST") return { type: "early_data" };
  return { type: "early_data", maxEarlyDataSize: reader.uint32("max_early_data_size") };
}

/** Reads `ticket_request`: two counts from the client, one from the server. */
export function readTicketRequest(reader: Reader, inMessage: ExtendedMessage): TicketRequest {
  const type = "ticket_request";
  if (inMessage !== "CH") return { type, expectedCount: reader.uint8("expected_count") };
  return {
    type,
    newSessionCount: reader.uint8("new_session_count"),
    resumptionCount: reader.uint8("resumption_count"),
  };
}

/** Reads `ticket_pinning`: the first ClientHello has no ticket, and then the extension is empty. */
export function readTicketPinning(reader: Reader, inMessage: ExtendedMessage): TicketPinning {
  const type = "ticket_pinning";
  const readTicket = () => readOpaque(reader, "pinning_ticket", 2);
  if (inMessage === "CH") return reader.done ? { type } : { type, ticket: readTicket() };
  return {
    type,
    proof: readOpaque(reader, "pinning_proof", 1),
    ticket: readTicket(),
    lifetime: reader.uint32("lifetime", durationOf),
  };
}
