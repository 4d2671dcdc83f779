/**
 * What a client checks of a ServerHello and of a HelloRetryRequest (RFC 8446 sections 4.1.3 and 4.1.4).
 *
 * @module
 */
import { sameBytes } from "../../x509/der.ts";
import { findExtension } from "../extension/extension.ts";
import type { ServerHello } from "../message/server_hello.ts";
import { suiteHash } from "../key_schedule.ts";
import { describeSuite, type SuiteDescription } from "../registry/cipher_suites.ts";
import { GROUPS } from "../registry/groups.ts";
import { nameOf } from "../registry/registry.ts";
import { versionName } from "../registry/versions.ts";
import { ExtensionCode, OFFERED_SUITES } from "./client_hello.ts";
import { checkExtensions } from "./expect.ts";
import { GROUP_CODES, type GroupName, type KeyPair } from "./key_exchange.ts";
import type { ResumableSession } from "./session.ts";
import { violation } from "./tls_error.ts";

/** What the ClientHello before it offered. */
export interface Offer {
  /** The numbers of its extensions. */
  readonly extensions: readonly number[];
  /** Its legacy_session_id. */
  readonly sessionId: Uint8Array;
  /** The groups offered. */
  readonly groups: readonly GroupName[];
  /** The keys sent along. */
  readonly keys: readonly KeyPair[];
  /** The session it would take up. */
  readonly session: ResumableSession | undefined;
  /** The cipher suite a HelloRetryRequest settled. */
  readonly settled: SuiteDescription | undefined;
}

/** What the server chose. */
export interface Choice {
  /** The cipher suite. */
  readonly suite: SuiteDescription;
  /** The client's key it answers. */
  readonly key: KeyPair;
  /** The server's own public key. */
  readonly share: Uint8Array;
  /** Whether it takes up the session offered. */
  readonly resumed: boolean;
}

/** What the server wants to be different in a second ClientHello. */
export interface Retry {
  /** The cipher suite. */
  readonly suite: SuiteDescription;
  /** The group of the one key to send; undefined if the keys sent will do. */
  readonly group: GroupName | undefined;
  /** What to send back. */
  readonly cookie: Uint8Array | undefined;
}

const TLS13 = 0x0304;

/** The longest cookie sent back, in bytes: a ClientHello has to have room for a ticket too. */
const LONGEST_COOKIE = 2 ** 14;

/**
 * Reads what a ServerHello chooses.
 *
 * @param hello The message.
 * @param offer What it answers.
 * @returns The choice.
 * @throws {TlsError} If it chooses what it may not.
 */
export function readChoice(hello: ServerHello, offer: Offer): Choice {
  const suite = agreedSuite(hello, offer);
  const { supportedVersions, keyShare, preSharedKey } = ExtensionCode;
  const allowed = [supportedVersions, keyShare, ...(offer.session ? [preSharedKey] : [])];
  checkExtensions(hello.extensions, allowed, offer.extensions);

  const entry = findExtension(hello.extensions, "key_share")?.shares[0];
  if (!entry) {
    throw violation(
      "missing_extension",
      "The server's hello has no key_share",
      "服务器的 hello 中没有 key_share",
    );
  }
  const key = offer.keys.find(({ group }) => GROUP_CODES[group] === entry.group);
  if (!key) throw notOffered(`the group ${nameOf(GROUPS, entry.group)}`, "密钥交换组");

  const selected = findExtension(hello.extensions, "pre_shared_key")?.selectedIdentity;
  const resumed = selected !== undefined;
  if (resumed && (selected !== 0 || suiteHash(offer.session!.suite) !== suiteHash(suite))) {
    throw notOffered("a session", "会话");
  }
  return { suite, key, share: entry.key, resumed };
}

/**
 * Reads what a HelloRetryRequest asks for.
 *
 * @param request The message.
 * @param offer What it answers.
 * @returns What to do differently.
 * @throws {TlsError} If it asks for nothing new, or for what was not offered.
 */
export function readRetry(request: ServerHello, offer: Offer): Retry {
  const suite = agreedSuite(request, offer);
  const { supportedVersions, keyShare, cookie } = ExtensionCode;
  checkExtensions(request.extensions, [supportedVersions, keyShare, cookie], offer.extensions);
  const code = findExtension(request.extensions, "key_share")?.selectedGroup;
  const back = findExtension(request.extensions, "cookie")?.cookie;
  const group = offer.groups.find((name) => GROUP_CODES[name] === code);
  if (code !== undefined && !group) {
    throw notOffered(`the group ${nameOf(GROUPS, code)}`, "密钥交换组");
  }
  if (back && back.length > LONGEST_COOKIE) {
    throw violation(
      "illegal_parameter",
      `The server wants a cookie of ${back.length} bytes back, which is too long for a hello`,
      `服务器要求送回长 ${back.length} 字节的 cookie，hello 消息放不下`,
    );
  }
  const sent = offer.keys.some((key) => key.group === group);
  if (sent || (!group && !back)) {
    throw violation(
      "illegal_parameter",
      "The server's hello_retry_request asks for nothing that was not sent",
      "服务器的 hello_retry_request 没有要求任何新的内容",
    );
  }
  return { suite, group, cookie: back?.slice() };
}

/** What both messages have in common; the version comes first, as an older one differs in all else. */
function agreedSuite(hello: ServerHello, offer: Offer): SuiteDescription {
  const selected = findExtension(hello.extensions, "supported_versions")?.selected;
  if (selected === undefined) {
    throw violation(
      "protocol_version",
      `The server chose ${versionName(hello.version)}, and this client speaks TLS 1.3 only`,
      `服务器选择了 ${versionName(hello.version)}，而本客户端只支持 TLS 1.3`,
    );
  }
  if (selected !== TLS13) throw notOffered(`the version ${versionName(selected)}`, "版本");
  if (hello.version !== 0x0303) throw notOffered("another legacy_version", "legacy_version");
  if (!sameBytes(hello.sessionId, offer.sessionId)) throw notOffered("a session_id", "session_id");
  if (hello.compressionMethod !== 0) throw notOffered("compression", "压缩方法");
  const suite = describeSuite(hello.cipherSuite);
  const offered = OFFERED_SUITES.includes(hello.cipherSuite) &&
    (!offer.settled || offer.settled.code === hello.cipherSuite);
  if (!suite || !offered) throw notOffered("a cipher suite", "密码套件");
  return suite;
}

function notOffered(en: string, zh: string) {
  return violation(
    "illegal_parameter",
    `The server chose ${en} that was not offered`,
    `服务器选择了客户端没有提供的${zh}`,
  );
}
