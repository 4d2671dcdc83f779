/**
 * The ClientHello of a client that speaks TLS 1.3 alone (RFC 8446 section 4.1.2).
 *
 * @module
 */
import { parseHostName } from "../../x509/general_name.ts";
import { joinBytes } from "../../x509/der.ts";
import { hmac } from "../hmac.ts";
import { finishedKey, suiteHash } from "../key_schedule.ts";
import { HandshakeType } from "../registry/handshake_types.ts";
import type { Transcript } from "../transcript.ts";
import { GROUP_CODES, type GroupName, type KeyPair } from "./key_exchange.ts";
import { Secrets } from "./secrets.ts";
import { obfuscatedAge, type ResumableSession } from "./session.ts";
import { extension, handshakeMessage, number, uint16s, vector } from "./write.ts";

/** The cipher suites offered, the best liked first. */
export const OFFERED_SUITES = [0x1301, 0x1302, 0x1303];

/** The signature schemes offered, by their numbers. */
export const OFFERED_SCHEMES = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0808], // ECDSA on P-256, P-384, P-521; Ed25519, Ed448.
  ...[0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b], // RSA-PSS.
  ...[0x0401, 0x0501, 0x0601], // RSA with PKCS #1 v1.5: in certificates only (section 4.2.3).
];

/** The extensions, by their numbers. */
export const ExtensionCode = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  preSharedKey: 41,
  supportedVersions: 43,
  cookie: 44,
  pskKeyExchangeModes: 45,
  keyShare: 51,
} as const;

const TLS13 = 0x0304;
const PSK_DHE_KE = 1;

/** What a ClientHello is made of. */
export interface ClientHelloParts {
  /** 32 random bytes. */
  readonly random: Uint8Array;
  /** 32 more, which look like a session of TLS 1.2 to what stands in between (appendix D.4). */
  readonly sessionId: Uint8Array;
  /** The server's name; not sent if it is an IP address. */
  readonly serverName: string;
  /** The application protocols, the best liked first; the extension is left out if there are none. */
  readonly alpn: readonly string[];
  /** The groups offered. */
  readonly groups: readonly GroupName[];
  /** The keys of those groups that are sent along. */
  readonly keys: readonly KeyPair[];
  /** What a HelloRetryRequest asked to be sent back. */
  readonly cookie: Uint8Array | undefined;
  /** The session to take up. */
  readonly session: ResumableSession | undefined;
  /** The time, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Writes a ClientHello.
 *
 * @param parts What it is made of.
 * @param transcript What was said before: nothing, or the first ClientHello and a HelloRetryRequest.
 * @returns The message.
 * @throws {SyntaxError} If the server's name is neither a DNS name nor an address.
 */
export function clientHello(parts: ClientHelloParts, transcript: Transcript): Uint8Array {
  const { session } = parts;
  if (!session) return messageWith(parts, []);
  // Section 4.2.11.2: the binder signs all that stands before the list of binders.
  const hash = suiteHash(session.suite);
  const { length } = session.psk;
  const withBinder = (binder: Uint8Array) =>
    messageWith(parts, [preSharedKey(session, parts.now, binder)]);
  const truncated = withBinder(new Uint8Array(length)).slice(0, -(2 + 1 + length));
  const before = transcript.fork();
  before.add(truncated);
  const key = finishedKey(hash, new Secrets(hash, session.psk).derive("res binder"));
  return withBinder(hmac(hash, key)(before.digest(hash)));
}

function messageWith(parts: ClientHelloParts, last: readonly Uint8Array[]): Uint8Array {
  return handshakeMessage(
    HandshakeType.clientHello,
    number(0x0303, 2), // legacy_version: that of TLS 1.2.
    parts.random,
    vector(1, parts.sessionId),
    vector(2, uint16s(OFFERED_SUITES)),
    vector(1, Uint8Array.of(0)), // legacy_compression_methods
    vector(2, ...extensions(parts), ...last),
  );
}

function extensions(parts: ClientHelloParts): Uint8Array[] {
  const { serverName, alpn, groups, keys, cookie } = parts;
  const code = ExtensionCode;
  const name = parseHostName(serverName);
  return [
    ...(name.type === "dns" ? [extension(code.serverName, vector(2, hostName(name.value)))] : []),
    extension(code.supportedGroups, vector(2, uint16s(groups.map((name) => GROUP_CODES[name])))),
    extension(code.signatureAlgorithms, vector(2, uint16s(OFFERED_SCHEMES))),
    ...(alpn.length > 0 ? [extension(code.alpn, vector(2, ...alpn.map(protocolName)))] : []),
    extension(code.supportedVersions, vector(1, number(TLS13, 2))),
    // Without it a server gives no tickets.
    extension(code.pskKeyExchangeModes, vector(1, Uint8Array.of(PSK_DHE_KE))),
    extension(code.keyShare, vector(2, ...keys.map(keyShareEntry))),
    ...(cookie ? [extension(code.cookie, vector(2, cookie))] : []),
  ];
}

/** The one type of name there is (RFC 6066 section 3). */
function hostName(name: string): Uint8Array {
  return joinBytes([Uint8Array.of(0), vector(2, new TextEncoder().encode(name))]);
}

function protocolName(name: string): Uint8Array {
  return vector(1, new TextEncoder().encode(name));
}

function keyShareEntry({ group, share }: KeyPair): Uint8Array {
  return joinBytes([number(GROUP_CODES[group], 2), vector(2, share)]);
}

/** The last of all extensions (section 4.2.11): one ticket and one binder. */
function preSharedKey(session: ResumableSession, now: number, binder: Uint8Array): Uint8Array {
  const identity = joinBytes([
    vector(2, session.ticket),
    number(obfuscatedAge(session, now), 4),
  ]);
  return extension(ExtensionCode.preSharedKey, vector(2, identity), vector(2, vector(1, binder)));
}
