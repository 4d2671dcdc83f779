/**
 * A client that speaks TLS 1.3 by our own hand: it can make a server ask for another ClientHello, and
 * take up a session. It trusts, refuses and talks as `client.ts` does with Deno's TLS library.
 *
 * @module
 */
import type { GroupName } from "../tls/client/key_exchange.ts";
import type { ResumableSession } from "../tls/client/session.ts";
import type { AlertName } from "../tls/client/tls_error.ts";
import type { Reason } from "../x509/check.ts";
import { validatePath } from "../x509/path.ts";
import { readCertificates } from "../x509/store/file.ts";
import { handshakeTrouble, refusal } from "./client_trouble.ts";
import { closeQuietly, formatAddress, within } from "./connection.ts";
import { dialTcp } from "./dial.ts";
import { ALPN, MAX_MESSAGE, protocolFor } from "./protocol.ts";
import type { ClientOptions } from "./roles.ts";
import { type Session, TlsSession } from "./session.ts";
import { Tls13Connection } from "./tls13_connection.ts";

/** What such a client needs. */
export interface Tls13ClientOptions extends ClientOptions {
  /** The groups offered, the best liked first; `x25519`, `secp256r1`, `secp384r1` by default. */
  readonly groups?: readonly GroupName[];
  /** The groups a key is sent of at once; none makes the server ask for one. The first by default. */
  readonly keyShares?: readonly GroupName[];
  /** The session to take up. */
  readonly resume?: ResumableSession;
  /** Told each secret, as a line of a key log in the format of NSS. */
  readonly onSecret?: (line: string) => void;
}

/** A talk, and what is known of its connection. */
export interface Tls13Session extends Session {
  /** Whether the session asked for was taken up. */
  readonly resumed: boolean;
  /** Whether the server asked for another ClientHello. */
  readonly retried: boolean;
  /** The sessions that can be taken up later, the newest last; there once the server has sent tickets. */
  readonly sessions: readonly ResumableSession[];
}

/**
 * Connects and lets the server prove itself.
 *
 * @param options Where, whom to trust, and what is special.
 * @returns The talk, once the certificate has been verified; of a session taken up, that of its first
 * connection is verified again.
 * @throws {UserError} If there is no connection, no TLS 1.3, or the certificate is refused.
 */
export async function connectTls13(options: Tls13ClientOptions): Promise<Tls13Session> {
  const { host, port, ca, serverName = host, maxMessage = MAX_MESSAGE, timeout = 10 } = options;
  const where = formatAddress({ hostname: host, port });
  const roots = (await readCertificates(ca)).map(({ der }) => der);
  const tcp = await dialTcp(host, port, timeout);
  tcp.setNoDelay(true);
  try {
    const { groups, keyShares, resume } = options;
    const connection = new Tls13Connection(tcp, {
      serverName,
      alpn: [ALPN],
      ...(groups && { groups }),
      ...(keyShares && { keyShares }),
      ...(resume && { resume }),
    }, options.onSecret);
    const presented = connection.handshake();
    const [leaf, ...intermediates] = await within(timeout, presented).catch((error) => {
      throw handshakeTrouble(error, where);
    });
    const result = await validatePath({ leaf: leaf!, intermediates, roots, host: serverName });
    if (!result.valid) {
      await within(timeout, connection.refuse(ALERTS[result.reason])).catch(() => {});
      throw refusal(result, { where, ca, host: serverName });
    }
    await within(timeout, connection.accept()).catch((error) => {
      throw handshakeTrouble(error, where);
    });
    const { alpn, resumed, retried } = connection.agreement;
    const limits = { timeout, maxMessage };
    const talk = new TlsSession(
      connection,
      protocolFor(alpn, maxMessage),
      where,
      result.path,
      limits,
    );
    return Object.assign(talk, { resumed, retried, sessions: connection.sessions });
  } catch (error) {
    closeQuietly(tcp);
    throw error;
  }
}

/** What a server is told of each reason to refuse its certificate (RFC 8446 section 6.2). */
const ALERTS: Readonly<Record<Reason, AlertName>> = {
  "unknown-issuer": "unknown_ca",
  "self-signed": "unknown_ca",
  "issuer-not-ca": "unknown_ca",
  "path-too-long": "unknown_ca",
  "expired": "certificate_expired",
  "not-yet-valid": "certificate_expired",
  "version": "unsupported_certificate",
  "wrong-purpose": "unsupported_certificate",
  "unknown-critical-extension": "unsupported_certificate",
  "malformed": "bad_certificate",
  "bad-signature": "bad_certificate",
  "weak-signature": "bad_certificate",
  "weak-key": "bad_certificate",
  "key-usage": "bad_certificate",
  "ca-as-leaf": "bad_certificate",
  "no-subject-alt-name": "bad_certificate",
  "name-mismatch": "bad_certificate",
};
