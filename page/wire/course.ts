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

/**
 * The ways to prove the server and to make keys: with a certificate and fresh key shares; with a secret that
 * was encrypted to the server; from a secret known beforehand, alone or with fresh key shares; with fresh key
 * shares of nobody knows whom; from an earlier session.
 */
export type Way =
  | "TLS 1.3"
  | "TLS 1.2"
  | "RSA"
  | "shared"
  | "shared and fresh"
  | "anonymous"
  | "resumed 1.3"
  | "resumed 1.2";

/** The suites of TLS 1.2 that go other ways than the rest, by how their names begin. */
const SUITES: readonly (readonly [RegExp, Way])[] = [
  [/^TLS_RSA_/, "RSA"],
  [/^TLS_PSK_/, "shared"],
  [/^TLS_(ECDHE|DHE)_PSK_/, "shared and fresh"],
  [/^TLS_(ECDH|DH)_anon_/, "anonymous"],
];

/**
 * How a session's keys are made.
 *
 * @param course How the session went.
 * @returns The way; as long as nothing is agreed on, the one that will most likely be taken.
 */
export function wayOf({ session: { version, resumed, cipherSuite } }: Course): Way {
  if (version === "TLS 1.3" || version === null) return resumed ? "resumed 1.3" : "TLS 1.3";
  if (resumed) return "resumed 1.2";
  return SUITES.find(([begins]) => begins.test(cipherSuite ?? ""))?.[1] ?? "TLS 1.2";
}
