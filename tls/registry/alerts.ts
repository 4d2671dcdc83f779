/**
 * What one side tells the other when something ends or goes wrong: IANA's registry "TLS Alerts"
 * (RFC 8446, RFC 9846), and the two levels of RFC 5246 section 7.2.
 *
 * Names that end in `_RESERVED` belong to TLS 1.2 and earlier.
 *
 * @module
 */
import { nameOf, readRows, type Registry, registry } from "./registry.ts";

/** The alert levels. TLS 1.3 still sends one but goes by the description alone. */
export const ALERT_LEVELS: Registry = registry({
  title: "AlertLevel",
  bytes: 1,
  rows: `
    1 warning
    2 fatal`,
});

const ROWS = `
  0 close_notify | The sender has nothing more to send and closes its side in good order. | 发送方已无数据要发送，正常关闭自己这一侧。
  10 unexpected_message | A message came that has no place at this point. | 收到了此时不该出现的消息。
  20 bad_record_mac | A record failed its integrity check: the keys differ, or the bytes were changed on the way. | 记录未通过完整性校验：双方密钥不同，或数据在途中被改动。
  21 decryption_failed_RESERVED | A record could not be decrypted; only TLS 1.0 said so, as it helps attackers. | 记录无法解密；仅 TLS 1.0 使用，因为它会帮助攻击者。
  22 record_overflow | A record was longer than allowed. | 记录超过了允许的长度。
  30 decompression_failure_RESERVED | A compressed record could not be unpacked. | 压缩的记录无法解压。
  40 handshake_failure | The two sides found no parameters that both accept. | 双方找不到都能接受的参数。
  41 no_certificate_RESERVED | The client has no suitable certificate; only SSL 3.0 said so. | 客户端没有合适的证书；仅 SSL 3.0 使用。
  42 bad_certificate | The certificate is broken: it cannot be read, or a signature in it is wrong. | 证书有问题：无法读取，或其中的签名不正确。
  43 unsupported_certificate | The certificate is of a type the receiver cannot use. | 证书的类型不受支持。
  44 certificate_revoked | The authority has revoked the certificate. | 证书已被颁发机构吊销。
  45 certificate_expired | The certificate has expired or is not valid now. | 证书已过期，或当前不在有效期内。
  46 certificate_unknown | The certificate was refused for a reason not listed. | 证书因未列出的原因被拒绝。
  47 illegal_parameter | A field of the handshake has a value it must not have. | 握手中某个字段的值不合规定。
  48 unknown_ca | No trusted authority vouches for the certificate. | 没有受信任的颁发机构为该证书担保。
  49 access_denied | The certificate is valid, but its holder may not come in. | 证书有效，但其持有者无权访问。
  50 decode_error | A message could not be read: a length or a field is out of bounds. | 消息无法解析：长度或字段超出范围。
  51 decrypt_error | A signature, a Finished message or a PSK binder is wrong. | 签名、Finished 消息或 PSK binder 校验失败。
  52 too_many_cids_requested | The peer asked for more connection IDs than it may. | 对方请求的连接 ID 过多。
  60 export_restriction_RESERVED | The negotiation broke the old export rules. | 协商违反了旧时的出口限制。
  70 protocol_version | The sender does not support the protocol version offered. | 发送方不支持对方提出的协议版本。
  71 insufficient_security | The sender demands stronger parameters than the peer offers. | 发送方要求比对方所提供的更强的参数。
  80 internal_error | The sender failed for a reason of its own, such as lack of memory. | 发送方自身出错，例如内存不足。
  86 inappropriate_fallback | The client retried with an older version although the server supports a newer one. | 服务器支持更新的版本，客户端却降级重试。
  90 user_canceled | The sender gives up the handshake without there being a fault. | 发送方主动放弃握手，并非出错。
  100 no_renegotiation_RESERVED | The sender does not want to renegotiate. | 发送方不愿重新协商。
  109 missing_extension | An extension that the handshake needs is missing. | 缺少握手所必需的扩展。
  110 unsupported_extension | A message has an extension that was not offered or may not be there. | 消息中含有未曾提出或不允许出现的扩展。
  111 certificate_unobtainable_RESERVED | The certificate could not be fetched from the URL the client gave. | 无法从客户端给出的网址取得证书。
  112 unrecognized_name | The server does not know the name the client asked for. | 服务器不认识客户端请求的名称。
  113 bad_certificate_status_response | The OCSP response sent with the certificate is missing or wrong. | 随证书发送的 OCSP 响应缺失或无效。
  114 bad_certificate_hash_value_RESERVED | The certificate fetched from a URL does not match its hash. | 从网址取得的证书与其哈希值不符。
  115 unknown_psk_identity | The server does not know the pre-shared key the client named. | 服务器不认识客户端所指的预共享密钥。
  116 certificate_required | The server demands a client certificate and got none. | 服务器要求客户端证书，但没有收到。
  117 general_error | Something went wrong that no other alert describes. | 发生了其他警报都无法描述的错误。
  120 no_application_protocol | The server speaks none of the application protocols offered. | 服务器不支持客户端提出的任何应用层协议。
  121 ech_required | The server did not accept encrypted ClientHello, which the client requires. | 客户端要求加密的 ClientHello，而服务器没有接受。`;

/** The alert descriptions. */
export const ALERTS: Registry = registry({ title: "TLS Alerts", bytes: 1, rows: ROWS });

/** An alert's description, explained. */
export interface AlertDescription {
  /** The number on the wire. */
  readonly code: number;
  /** The registered name, or what {@linkcode nameOf} says of a number without one. */
  readonly name: string;
  /** What it tells, in a sentence of each language. */
  readonly meaning: { readonly en: string; readonly zh: string };
}

let meanings: ReadonlyMap<number, AlertDescription["meaning"]> | undefined;

/**
 * What an alert tells.
 *
 * @param code The alert's description, the second of its two bytes.
 * @returns Its name and meaning.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeAlert } from "./alerts.ts";
 *
 * const alert = describeAlert(48);
 * assertEquals(alert.name, "unknown_ca");
 * assertEquals(alert.meaning.en, "No trusted authority vouches for the certificate.");
 * ```
 */
export function describeAlert(code: number): AlertDescription {
  meanings ??= new Map(readRows(ROWS).map(([code, , en = "", zh = ""]) => [code, { en, zh }]));
  return {
    code,
    name: nameOf(ALERTS, code),
    meaning: meanings.get(code) ??
      { en: "No RFC gives this alert a meaning.", zh: "没有 RFC 规定此警报的含义。" },
  };
}
