/**
 * Names of application protocols: IANA's registry "TLS Application-Layer Protocol Negotiation (ALPN)
 * Protocol IDs" (RFC 7301).
 *
 * @module
 */
import { isGrease } from "./grease.ts";

const ROWS = `
  http/0.9 | HTTP/0.9
  http/1.0 | HTTP/1.0
  http/1.1 | HTTP/1.1
  spdy/1 | SPDY/1
  spdy/2 | SPDY/2
  spdy/3 | SPDY/3
  stun.turn | Traversal Using Relays around NAT (TURN)
  stun.nat-discovery | NAT discovery using Session Traversal Utilities for NAT (STUN)
  h2 | HTTP/2 over TLS
  h2c | HTTP/2 over TCP
  webrtc | WebRTC Media and Data
  c-webrtc | Confidential WebRTC Media and Data
  ftp | FTP
  imap | IMAP
  pop3 | POP3
  managesieve | ManageSieve
  coap | CoAP (over TLS)
  co | CoAP (over DTLS)
  xmpp-client | XMPP jabber:client namespace
  xmpp-server | XMPP jabber:server namespace
  acme-tls/1 | acme-tls/1
  mqtt | OASIS Message Queuing Telemetry Transport (MQTT)
  dot | DNS-over-TLS
  ntske/1 | Network Time Security Key Establishment, version 1
  sunrpc | SunRPC
  h3 | HTTP/3
  smb | SMB2
  irc | IRC
  nntp | NNTP (reading)
  nnsp | NNTP (transit)
  doq | DoQ
  sip/2 | SIP
  tds/8.0 | TDS/8.0
  dicom | DICOM
  postgresql | PostgreSQL
  radius/1.0 | RADIUS/1.0
  radius/1.1 | RADIUS/1.1`;

let protocols: ReadonlyMap<string, string> | undefined;

/**
 * The registered protocols.
 *
 * @returns For each identifier the protocol it stands for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { alpnProtocols } from "./alpn.ts";
 *
 * assertEquals(alpnProtocols().get("dot"), "DNS-over-TLS");
 * ```
 */
export function alpnProtocols(): ReadonlyMap<string, string> {
  return protocols ??= new Map(
    ROWS.trim().split("\n").map((line) => line.trim().split(" | ") as [string, string]),
  );
}

/**
 * What an ALPN identifier stands for.
 *
 * @param id The identifier, a character a byte.
 * @returns The registered protocol; or `GREASE (0x0a0a)`, or `unregistered`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { alpnName } from "./alpn.ts";
 *
 * assertEquals(alpnName("h2"), "HTTP/2 over TLS");
 * assertEquals(alpnName("tls-lab/1"), "unregistered");
 * ```
 */
export function alpnName(id: string): string {
  const code = id.length === 2 ? id.charCodeAt(0) << 8 | id.charCodeAt(1) : 0;
  if (isGrease(code)) return `GREASE (0x${code.toString(16).padStart(4, "0")})`;
  return alpnProtocols().get(id) ?? "unregistered";
}
