/**
 * What a connection comes to by what tshark says of it, in the words of the registries.
 *
 * @module
 */
import type { Side } from "../../../tls/event.ts";
import { ALERTS } from "../../../tls/registry/alerts.ts";
import { CIPHER_SUITES } from "../../../tls/registry/cipher_suites.ts";
import { extensionName } from "../../../tls/registry/extensions.ts";
import { GROUPS } from "../../../tls/registry/groups.ts";
import { HANDSHAKE_TYPES } from "../../../tls/registry/handshake_types.ts";
import { nameOf, plainNameOf } from "../../../tls/registry/registry.ts";
import { versionName } from "../../../tls/registry/versions.ts";
import { numbersOf, textsOf } from "./tree.ts";
import type { Reading, Seen, SeenMessage } from "./tshark.ts";

/** What was agreed on. */
export interface Facts {
  readonly version: string | null;
  readonly cipherSuite: string | null;
  /** Undefined if tshark does not read the message that says it. */
  readonly group: string | null | undefined;
  readonly alpn: string | null;
  readonly serverName: string | null;
  /** Whether the handshake took up a session, or a key from outside. */
  readonly resumed: boolean;
}

/** What the last handshake of a connection agreed on; of an encrypted one as far as tshark sees it. */
export function factsOf(reading: Reading): Facts {
  const client = messagesOf(reading, "client");
  const server = messagesOf(reading, "server");
  const hellos = server.filter((message) => nameOfMessage(message) === "server_hello");
  const hello = hellos.at(-1);
  const after = hello ? server.slice(server.indexOf(hello)) : [];
  const names = after.map(nameOfMessage);
  const number = (field: string, from: readonly SeenMessage[]) =>
    from.flatMap(({ tree }) => numbersOf(tree, field)).at(-1);
  const text = (field: string, from: readonly SeenMessage[]) =>
    from.flatMap(({ tree }) => textsOf(tree, field)).at(-1) ?? null;
  const own = hello ? [hello] : [];
  const version = number("tls.handshake.extensions.supported_version", own) ??
    number("tls.handshake.version", own);
  const suite = number("tls.handshake.ciphersuite", own);
  const group = version === 0x0304
    ? number("tls.handshake.extensions_key_share_group", own)
    : number("tls.handshake.server_named_curve", after);
  const unread = names.includes("server_key_exchange") && !after.some(readsExchange);
  return {
    version: version === undefined ? null : versionName(version),
    cipherSuite: suite === undefined ? null : nameOf(CIPHER_SUITES, suite),
    group: group !== undefined ? nameOf(GROUPS, group) : unread ? undefined : null,
    alpn: text("tls.handshake.extensions_alpn_str", after),
    serverName: text("tls.handshake.extensions_server_name", client),
    resumed: version === 0x0304
      ? extensionsOf(hello!).includes("pre_shared_key")
      : hello !== undefined && !names.includes("server_hello_done") &&
        reading.sent.server.some(({ kind }) => kind === "change_cipher_spec"),
  };
}

/** Whether tshark has found parameters in a server_key_exchange; it does not for every suite. */
function readsExchange({ tree }: SeenMessage): boolean {
  return ["server_curve_type", "p"].some((name) =>
    textsOf(tree, `tls.handshake.${name}`).length > 0
  );
}

/** The messages of a side, in order. */
export function messagesOf(reading: Reading, from: Side): SeenMessage[] {
  return reading.sent[from].filter((seen) => seen.kind === "message");
}

/** The random of a ServerHello that is a HelloRetryRequest (RFC 8446 section 4.1.3). */
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** What a message is called. */
export function nameOfMessage({ bytes }: SeenMessage): string {
  const type = parseInt(bytes.slice(0, 2), 16);
  if (type === 67) return "next_protocol"; // Of a draft that came to nothing, and so not registered.
  if (type === 2 && bytes.slice(12, 76) === RETRY) return "hello_retry_request";
  return plainNameOf(HANDSHAKE_TYPES, type);
}

/** The extensions of a message, in order. */
export function extensionsOf({ tree }: SeenMessage): string[] {
  return numbersOf(tree, "tls.handshake.extension.type").map(extensionName);
}

/**
 * What was sent, in words: such as `client_hello` and, for each of its extensions,
 * `client_hello+key_share`; `alert close_notify`; `change_cipher_spec`; `data`; `sealed`.
 */
export function wordsOf(seen: Seen): string[] {
  if (seen.kind === "alert") {
    return [`alert ${plainNameOf(ALERTS, parseInt(seen.bytes.slice(2), 16))}`];
  }
  if (seen.kind !== "message") return [seen.kind];
  const name = nameOfMessage(seen);
  return [name, ...extensionsOf(seen).map((extension) => `${name}+${extension}`)];
}
