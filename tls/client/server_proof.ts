/**
 * What a server says of itself under the first keys, and how it proves it (RFC 8446 sections 4.3 and
 * 4.4). That it may be trusted is not decided here.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import type { PublicKey } from "../../x509/public_key.ts";
import { findExtension } from "../extension/extension.ts";
import type { CertificateMessage } from "../message/certificate.ts";
import type { CertificateRequest } from "../message/certificate_request.ts";
import type { CertificateVerify } from "../message/certificate_verify.ts";
import type { EncryptedExtensions } from "../message/encrypted_extensions.ts";
import type { Finished } from "../message/finished.ts";
import { finishedMac13, signedContent13, verifyHandshakeSignature } from "../proof.ts";
import { ExtensionCode, OFFERED_SCHEMES } from "./client_hello.ts";
import { checkExtensions } from "./expect.ts";
import { violation } from "./tls_error.ts";

const TLS13 = 0x0304;

/**
 * Reads which application protocol the server chose.
 *
 * @param message The message.
 * @param offered The protocols and the numbers of the extensions offered.
 * @returns The protocol; null if there is none.
 * @throws {TlsError} If it was not offered, or an extension was not.
 */
export function readEncryptedExtensions(
  { extensions }: EncryptedExtensions,
  offered: { readonly alpn: readonly string[]; readonly extensions: readonly number[] },
): string | null {
  const { serverName, supportedGroups, alpn } = ExtensionCode;
  const allowed = [serverName, supportedGroups, alpn]
    .filter((code) => offered.extensions.includes(code));
  checkExtensions(extensions, allowed, offered.extensions);
  const chosen = findExtension(extensions, "application_layer_protocol_negotiation")?.protocols;
  if (!chosen) return null;
  const [protocol] = chosen;
  if (protocol !== undefined && chosen.length === 1 && offered.alpn.includes(protocol)) {
    return protocol;
  }
  throw violation(
    "illegal_parameter",
    "The server chose an application protocol that was not offered",
    "服务器选择了客户端没有提供的应用层协议",
  );
}

/**
 * Checks that the server may ask for a certificate like that.
 *
 * @param message The message.
 * @throws {TlsError} If it may not.
 */
export function checkRequest({ requestContext, extensions = [] }: CertificateRequest): void {
  checkContext(requestContext);
  if (findExtension(extensions, "signature_algorithms")) return;
  throw violation(
    "missing_extension",
    "The server asks for a certificate without signature_algorithms",
    "服务器要求客户端证书，却没有给出 signature_algorithms",
  );
}

/** The server's certificates, and the key it has to prove to hold. */
export interface PresentedChain {
  /** The key of the first. */
  readonly key: PublicKey;
  /** The certificates in DER, as the server ordered them. */
  readonly chain: readonly Uint8Array[];
}

/**
 * Reads the server's certificates.
 *
 * @param message The message.
 * @param offered The numbers of the extensions offered.
 * @returns The certificates.
 * @throws {TlsError} If there are none, or the key of the first cannot be read.
 */
export function readChain(
  { requestContext, entries }: CertificateMessage,
  offered: readonly number[],
): PresentedChain {
  checkContext(requestContext);
  const [leaf] = entries;
  if (!leaf) {
    throw violation(
      "decode_error",
      "The server's certificate message is empty",
      "服务器的 certificate 消息为空",
    );
  }
  for (const { extensions } of entries) checkExtensions(extensions, [], offered);
  if (!leaf.key) {
    throw violation(
      "bad_certificate",
      "The server's certificate cannot be read",
      "无法读取服务器的证书",
    );
  }
  return { key: leaf.key, chain: entries.map(({ data }) => data.slice()) };
}

/** Section 4.3.2: a context is for requests after the handshake. */
function checkContext(context: Uint8Array | undefined): void {
  if (context?.length === 0) return;
  throw violation(
    "illegal_parameter",
    "The server's certificate message names a request that nobody made",
    "服务器的证书消息引用了不存在的请求",
  );
}

/**
 * Checks that the server holds the key of its certificate.
 *
 * @param message Its certificate_verify.
 * @param key The key.
 * @param transcriptHash The hash of everything before the message.
 * @throws {TlsError} If the signature is wrong, or was made in a way that was not offered.
 */
export function checkSignature(
  { scheme, signature }: CertificateVerify,
  key: PublicKey,
  transcriptHash: Uint8Array,
): void {
  const data = signedContent13("server", transcriptHash);
  const verdict = scheme !== undefined && OFFERED_SCHEMES.includes(scheme)
    ? verifyHandshakeSignature({ key, scheme, version: TLS13, data, signature })
    : "mismatch";
  if (verdict === "valid") return;
  throw verdict === "invalid"
    ? violation(
      "decrypt_error",
      "The server's signature is wrong: it does not hold the key of its certificate",
      "服务器的签名不正确：它并不持有证书对应的私钥",
    )
    : violation(
      "illegal_parameter",
      "The server signed in a way that was not offered or does not fit its key",
      "服务器使用的签名算法未经客户端提供，或与其密钥不符",
    );
}

/**
 * Checks that the server saw the same handshake.
 *
 * @param message Its finished.
 * @param hash The hash of the cipher suite, as `node:crypto` calls it.
 * @param secret The server's handshake traffic secret.
 * @param transcriptHash The hash of everything before the message.
 * @throws {TlsError} If it did not.
 */
export function checkFinished(
  { verifyData }: Finished,
  hash: string,
  secret: Uint8Array,
  transcriptHash: Uint8Array,
): void {
  const expected = finishedMac13(hash, secret, transcriptHash);
  if (expected.length === verifyData.length && timingSafeEqual(expected, verifyData)) return;
  throw violation(
    "decrypt_error",
    "The server's Finished is wrong: the two sides did not see the same handshake",
    "服务器的 Finished 不正确：双方看到的握手内容不一致",
  );
}
