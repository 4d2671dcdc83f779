/**
 * How a session went, as far as what is told of its steps depends on it.
 *
 * @module
 */
import type { OpenedRow, SessionState } from "../../view/protocol.ts";

/** What a session's sentences depend on. */
export interface Course {
  /** The session. */
  readonly session: SessionState;
  /**
   * Who has said what, such as `server certificate_request`; `client sealed` for what stays closed;
   * `client no certificate` for an empty one; `client warning` for an alert after which the talk may go on.
   */
  readonly said: ReadonlySet<string>;
}

/**
 * Who has said what.
 *
 * @param rows What was said.
 * @returns The words that {@linkcode Course.said} holds.
 */
export function saidIn(rows: readonly OpenedRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => wordsOf(row).map((word) => `${row.from} ${word}`)));
}

/** Up to how many bytes a certificate message has that carries no certificate: its lengths alone. */
const EMPTY = 8;

function wordsOf({ kind, name, length, facts }: OpenedRow): string[] {
  if (kind === "sealed") return [kind];
  if (kind === "message" && name === "certificate" && length <= EMPTY) return ["no certificate"];
  const isWarning = kind === "alert" && facts[0] === "warning" && !facts.includes("close_notify");
  return isWarning ? [name, "warning"] : [name];
}

/**
 * The ways to prove the server and to make keys: with a certificate and fresh key shares; with a secret that
 * was encrypted to the server; with the key share in the certificate itself; from a secret known beforehand,
 * alone, with fresh key shares or with one that was encrypted; from a password, without a certificate and
 * with one; with a third party's ticket; with fresh key shares of nobody knows whom; from an earlier session.
 */
export type Way =
  | "TLS 1.3"
  | "TLS 1.2"
  | "RSA"
  | "static"
  | "shared"
  | "shared and fresh"
  | "shared and RSA"
  | "password"
  | "password and certificate"
  | "Kerberos"
  | "anonymous"
  | "resumed 1.3"
  | "resumed 1.2";

/** The suites of TLS 1.2 that go other ways than the rest, by how their names begin. */
const SUITES: readonly (readonly [RegExp, Way])[] = [
  [/^TLS_RSA_PSK_/, "shared and RSA"],
  // With GOST the secret is encrypted to the certificate's key as well (RFC 9189).
  [/^TLS_(RSA|GOSTR341112_256)_/, "RSA"],
  [/^TLS_(ECDH|DH)_(RSA|ECDSA|DSS)_/, "static"],
  [/^TLS_(ECDHE_PSK|DHE_PSK|PSK_DHE)_/, "shared and fresh"],
  [/^TLS_PSK_/, "shared"],
  [/^TLS_SRP_SHA_(RSA|DSS)_/, "password and certificate"],
  [/^TLS_(SRP_SHA|ECCPWD)_/, "password"],
  [/^TLS_KRB5_/, "Kerberos"],
  [/^TLS_(ECDH|DH)_anon_/, "anonymous"],
];

/**
 * How a session's keys are made.
 *
 * @param session The session.
 * @returns The way; as long as nothing is agreed on, the one that will most likely be taken.
 */
export function wayOf({ version, resumed, cipherSuite }: SessionState): Way {
  if (version === "TLS 1.3" || version === null) return resumed ? "resumed 1.3" : "TLS 1.3";
  if (resumed) return "resumed 1.2";
  return SUITES.find(([begins]) => begins.test(cipherSuite ?? ""))?.[1] ?? "TLS 1.2";
}

/** How much a session's cipher hides. */
export type Hiding = "all" | "little" | "nothing";

/**
 * How much a session's cipher hides: some suites only make changes noticed (RFC 4785, RFC 9150), and some
 * have keys of at most 56 bits, which can be searched for.
 *
 * @param session The session.
 * @returns How much.
 */
export function hidingOf({ cipherSuite }: SessionState): Hiding {
  const suite = cipherSuite ?? "";
  if (/_WITH_NULL_|^TLS_SHA(256|384)_/.test(suite)) return "nothing";
  return /_EXPORT_|_WITH_DES_CBC_/.test(suite) ? "little" : "all";
}
