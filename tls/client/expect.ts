/**
 * What a client asks of any message before it looks at what it says.
 *
 * @module
 */
import type { Extension } from "../extension/extension.ts";
import { decodeHandshake, type HandshakeMessage } from "../message/message.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { violation } from "./tls_error.ts";

const TLS13 = 0x0304;

/**
 * Decodes a message of the server's.
 *
 * @param bytes The whole message.
 * @param suite The cipher suite, once there is one.
 * @returns What it says.
 * @throws {TlsError} With `decode_error` if it breaks the rules of its format. What is wrong inside a
 * certificate is left to whoever judges that.
 */
export function decodeSound(
  bytes: Uint8Array,
  suite: SuiteDescription | undefined,
): HandshakeMessage {
  const { value, troubles } = decodeHandshake(bytes, { from: "server", version: TLS13, suite });
  const certificates = value?.type === "certificate" ? value.entries.map(({ data }) => data) : [];
  const wrong = troubles.find(({ offset }) =>
    !certificates.some((data) => {
      const start = data.byteOffset - bytes.byteOffset;
      return start <= offset && offset < start + data.length;
    })
  );
  if (value && !wrong) return value;
  const { en, zh } = (wrong ?? troubles[0])!.reason;
  throw violation(
    "decode_error",
    `A message of the server cannot be read: ${en}`,
    `无法解析服务器的一条消息：${zh}`,
  );
}

/**
 * Checks that every extension has been asked for and may be where it is (RFC 8446 section 4.2).
 *
 * @param extensions The extensions of a message.
 * @param allowed The numbers of those that may be in it.
 * @param offered The numbers of those the client has sent.
 * @throws {TlsError} With `unsupported_extension` or `illegal_parameter`.
 */
export function checkExtensions(
  extensions: readonly Extension[],
  allowed: readonly number[],
  offered: readonly number[],
): void {
  const seen = new Set<number>();
  for (const { code, name } of extensions) {
    if (seen.has(code)) {
      throw violation(
        "illegal_parameter",
        `The server sent the extension ${name} twice`,
        `服务器重复发送了扩展 ${name}`,
      );
    }
    seen.add(code);
    if (allowed.includes(code)) continue;
    throw violation(
      offered.includes(code) ? "illegal_parameter" : "unsupported_extension",
      `The server sent the extension ${name} where it has no place`,
      `服务器在不该出现的位置发送了扩展 ${name}`,
    );
  }
}
