/**
 * How a session went, as far as what is told of its steps depends on it.
 *
 * @module
 */
import type { SessionState } from "../../view/protocol.ts";

/** What a session's sentences depend on. */
export interface Course {
  /** The session. */
  readonly session: SessionState;
  /** Who has said what, such as `server certificate_request`; `client sealed` for what stays closed. */
  readonly said: ReadonlySet<string>;
}

/** The ways to make keys: with fresh key shares, from an earlier session, or encrypted to the server. */
export type Way = "TLS 1.3" | "TLS 1.2" | "RSA" | "resumed 1.3" | "resumed 1.2";

/**
 * How a session's keys are made.
 *
 * @param course How the session went.
 * @returns The way; as long as nothing is agreed on, the one that will most likely be taken.
 */
export function wayOf({ session: { version, resumed, cipherSuite } }: Course): Way {
  if (version === "TLS 1.3" || version === null) return resumed ? "resumed 1.3" : "TLS 1.3";
  if (resumed) return "resumed 1.2";
  return cipherSuite?.startsWith("TLS_RSA_") ? "RSA" : "TLS 1.2";
}
