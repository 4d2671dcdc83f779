/**
 * NewSessionTicket: what the client shows to take the session up later (RFC 8446 section 4.6.1,
 * RFC 5077 section 3.3).
 *
 * @module
 */
import { type Extension, readExtensions } from "../extension/extension.ts";
import type { Reader } from "../reader.ts";
import { isTls13, type MessageContext } from "./context.ts";
import { durationOf } from "./duration.ts";
import { readOpaque } from "./opaque.ts";

/** A ticket. */
export interface NewSessionTicket {
  /** `new_session_ticket`. */
  readonly type: "new_session_ticket";
  /** How long it can be used, in seconds; before TLS 1.3 a hint, and 0 if the server does not say. */
  readonly lifetime: number;
  /** TLS 1.3: what is added to the age of the ticket, in milliseconds, to hide it. */
  readonly ageAdd?: number;
  /** TLS 1.3: what tells the keys of several tickets apart. */
  readonly nonce?: Uint8Array;
  /** The ticket. */
  readonly ticket: Uint8Array;
  /** TLS 1.3: the extensions, in the order sent. */
  readonly extensions?: readonly Extension[];
}

/** Reads the body of a NewSessionTicket; {@linkcode Malformed} if it is cut off or too long. */
export function readNewSessionTicket(reader: Reader, context: MessageContext): NewSessionTicket {
  const type = "new_session_ticket";
  if (!isTls13(context)) {
    const lifetime = reader.uint32("ticket_lifetime_hint", durationOf);
    return { type, lifetime, ticket: readOpaque(reader, "ticket", 2) };
  }
  return {
    type,
    lifetime: reader.uint32("ticket_lifetime", durationOf),
    ageAdd: reader.uint32("ticket_age_add"),
    nonce: readOpaque(reader, "ticket_nonce", 1),
    ticket: readOpaque(reader, "ticket", 2, { least: 1 }),
    extensions: readExtensions(reader, "NST"),
  };
}
