/**
 * Sessions that can be taken up again with a ticket (RFC 8446 sections 4.2.11 and 4.6.1).
 *
 * @module
 */
import { hkdfExpandLabel, suiteHash } from "../key_schedule.ts";
import type { NewSessionTicket } from "../message/new_session_ticket.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";

/** What a client keeps of a connection to take it up later. */
export interface ResumableSession {
  /** What the server is shown. */
  readonly ticket: Uint8Array;
  /** The key both sides know, for this ticket alone. */
  readonly psk: Uint8Array;
  /** The cipher suite; what takes the session up must use the same hash. */
  readonly suite: SuiteDescription;
  /** How long the ticket can be used, in seconds. */
  readonly lifetime: number;
  /** What is added to the ticket's age, in milliseconds, to hide it. */
  readonly ageAdd: number;
  /** When the ticket came, in milliseconds since 1970. */
  readonly received: number;
  /** The certificates the server proved itself with, leaf first, in DER. */
  readonly chain: readonly Uint8Array[];
}

/** Section 4.6.1: no ticket is used for longer than 7 days, in seconds. */
const LONGEST_LIFETIME = 604_800;

/** Tickets longer than this, in bytes, are not kept: a ClientHello has to have room for more. */
const LONGEST_TICKET = 2 ** 15;

/** What a ticket does not say itself. */
export interface TicketOrigin extends Pick<ResumableSession, "suite" | "received" | "chain"> {
  /** The resumption secret of the connection it came on. */
  readonly secret: Uint8Array;
}

/**
 * What is kept of a ticket.
 *
 * @param message The message that brought it.
 * @param origin The connection it came on.
 * @returns The session; undefined if the ticket is to be forgotten at once or is too long to be sent.
 */
export function sessionOf(
  message: NewSessionTicket,
  { secret, suite, received, chain }: TicketOrigin,
): ResumableSession | undefined {
  const { ticket, ageAdd = 0, nonce = new Uint8Array() } = message;
  const lifetime = Math.min(message.lifetime, LONGEST_LIFETIME);
  if (lifetime === 0 || ticket.length > LONGEST_TICKET) return undefined;
  const psk = hkdfExpandLabel(suiteHash(suite), secret, "resumption", nonce, secret.length);
  // The message is a view on a record, which need not be kept for it.
  return { ticket: ticket.slice(), psk, suite, lifetime, ageAdd, received, chain };
}

/**
 * Whether a session can still be taken up.
 *
 * @param session The session.
 * @param now The time, in milliseconds since 1970.
 * @returns False once its lifetime is over.
 */
export function isFresh({ received, lifetime }: ResumableSession, now: number): boolean {
  return now >= received && now - received < lifetime * 1000;
}

/**
 * The age of a ticket as it is told to the server (section 4.2.11.1).
 *
 * @param session The session.
 * @param now The time, in milliseconds since 1970.
 * @returns The age in milliseconds plus `ageAdd`, modulo 2^32.
 */
export function obfuscatedAge({ received, ageAdd }: ResumableSession, now: number): number {
  return (now - received + ageAdd) % 2 ** 32;
}
