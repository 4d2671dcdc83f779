/**
 * What is worth knowing of a message in half a line.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { formatName, type Name } from "../x509/name.ts";
import { Oid } from "../x509/oids.ts";
import { describeKey } from "../x509/public_key.ts";
import type { MessageEvent } from "../tls/event.ts";
import { type Extension, findExtension } from "../tls/extension/extension.ts";
import type { CertificateMessage } from "../tls/message/certificate.ts";
import type { HandshakeMessage } from "../tls/message/message.ts";
import { CIPHER_SUITES } from "../tls/registry/cipher_suites.ts";
import { isGrease } from "../tls/registry/grease.ts";
import { GROUPS } from "../tls/registry/groups.ts";
import { nameOf } from "../tls/registry/registry.ts";
import { signatureSchemeName } from "../tls/registry/signature_schemes.ts";
import { versionName } from "../tls/registry/versions.ts";

/** Something worth knowing; a string, such as a name, is the same in both languages. */
export type Fact = string | Text;

/**
 * What a message comes to.
 *
 * @param event The message.
 * @returns Facts, most important first; none for a message whose name says all.
 */
export function factsOf(event: MessageEvent): Fact[] {
  const { message } = event;
  return message ? factsOfHandshake(message, event).filter((fact) => fact !== "") : [];
}

function factsOfHandshake(message: HandshakeMessage, event: MessageEvent): Fact[] {
  switch (message.type) {
    case "client_hello": {
      const { extensions } = message;
      return [
        findExtension(extensions, "server_name")?.names[0] ?? "",
        offeredVersions(message.version, extensions),
        ...alpnOf(extensions),
        ...(findExtension(extensions, "pre_shared_key") ? [{ en: "resumes", zh: "恢复会话" }] : []),
        ...(findExtension(extensions, "early_data") ? [{ en: "early data", zh: "早期数据" }] : []),
      ];
    }
    case "server_hello":
    case "hello_retry_request": {
      const { extensions } = message;
      const share = findExtension(extensions, "key_share");
      const group = share?.selectedGroup ?? share?.shares?.[0]?.group;
      const selected = findExtension(extensions, "supported_versions")?.selected;
      return [
        versionName(selected ?? message.version),
        nameOf(CIPHER_SUITES, message.cipherSuite),
        group === undefined ? "" : nameOf(GROUPS, group),
        ...alpnOf(extensions),
      ];
    }
    case "encrypted_extensions":
      return [
        ...alpnOf(message.extensions),
        ...(findExtension(message.extensions, "early_data")
          ? [{ en: "early data accepted", zh: "接受早期数据" }]
          : []),
      ];
    case "certificate":
      return certificates(message);
    case "compressed_certificate":
      return event.inner?.message?.type === "certificate" ? certificates(event.inner.message) : [];
    case "server_key_exchange":
      return [
        message.group === undefined ? "" : nameOf(GROUPS, message.group),
        message.scheme === undefined ? "" : signatureSchemeName(message.scheme),
      ];
    case "certificate_verify":
      return [message.scheme === undefined ? "" : signatureSchemeName(message.scheme)];
    case "new_session_ticket":
      return [{ en: `valid for ${message.lifetime} s`, zh: `有效期 ${message.lifetime} 秒` }];
    case "key_update":
      return message.requestUpdate === 1 ? [{ en: "asks for the same", zh: "要求对方也更新" }] : [];
    default:
      return [];
  }
}

function offeredVersions(legacy: number, extensions: readonly Extension[]): string {
  const versions = findExtension(extensions, "supported_versions")?.versions ?? [legacy];
  return versions.filter((version) => !isGrease(version)).map(versionName).join(", ");
}

function alpnOf(extensions: readonly Extension[]): readonly string[] {
  return findExtension(extensions, "application_layer_protocol_negotiation")?.protocols ?? [];
}

/** Whose certificate, and how many more. */
function certificates({ entries }: CertificateMessage): Fact[] {
  const [leaf] = entries;
  if (!leaf) return [{ en: "none", zh: "无" }];
  const more = entries.length - 1;
  return [
    leaf.certificate ? whose(leaf.certificate.subject) : leaf.key ? describeKey(leaf.key) : "",
    more === 0 ? "" : { en: `and ${more} more`, zh: `另有 ${more} 张` },
  ];
}

/** The common name of a subject, the whole subject where it has none. */
function whose(subject: Name): string {
  const named = subject.filter((rdn) => rdn.some(({ oid }) => oid === Oid.commonName));
  return formatName(named.length > 0 ? named : subject);
}
