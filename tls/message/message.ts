/**
 * The messages of the handshake: what each says, as named fields and as values (RFC 8446 section 4).
 *
 * The table below has a row for every message whose format is known.
 *
 * @module
 */
import { type Decoded, Reader } from "../reader.ts";
import { HANDSHAKE_TYPES, HandshakeType } from "../registry/handshake_types.ts";
import { plainNameOf } from "../registry/registry.ts";
import { type CertificateMessage, readCertificateMessage } from "./certificate.ts";
import { type CertificateRequest, readCertificateRequest } from "./certificate_request.ts";
import { type CertificateStatus, readCertificateStatus } from "./certificate_status.ts";
import { type CertificateVerify, readCertificateVerify } from "./certificate_verify.ts";
import { type ClientHello, readClientHello } from "./client_hello.ts";
import { type ClientKeyExchange, readClientKeyExchange } from "./client_key_exchange.ts";
import { type CompressedCertificate, readCompressedCertificate } from "./compressed_certificate.ts";
import type { MessageContext } from "./context.ts";
import { type EmptyMessage, readEmpty } from "./empty.ts";
import { type EncryptedExtensions, readEncryptedExtensions } from "./encrypted_extensions.ts";
import { type Finished, readFinished } from "./finished.ts";
import { type KeyUpdate, readKeyUpdate } from "./key_update.ts";
import { type NewSessionTicket, readNewSessionTicket } from "./new_session_ticket.ts";
import {
  type CertificateUrl,
  type HelloVerifyRequest,
  type MessageHash,
  type NextProtocol,
  readCertificateUrl,
  readHelloVerifyRequest,
  readMessageHash,
  readNextProtocol,
  readSupplementalData,
  type SupplementalData,
  type UnknownMessage,
} from "./rare.ts";
import { isRetryRandom, readServerHello, type ServerHello } from "./server_hello.ts";
import { readServerKeyExchange, type ServerKeyExchange } from "./server_key_exchange.ts";

/** Any message of the handshake: `type` is its name. */
export type HandshakeMessage =
  | CertificateMessage
  | CertificateRequest
  | CertificateStatus
  | CertificateUrl
  | CertificateVerify
  | ClientHello
  | ClientKeyExchange
  | CompressedCertificate
  | EmptyMessage
  | EncryptedExtensions
  | Finished
  | HelloVerifyRequest
  | KeyUpdate
  | MessageHash
  | NewSessionTicket
  | NextProtocol
  | ServerHello
  | ServerKeyExchange
  | SupplementalData
  | UnknownMessage;

/** Reads the body of a message, to the end of the scope. */
type ReadBody = (reader: Reader, context: MessageContext) => HandshakeMessage;

/** Never registered (draft-agl-tls-nextprotoneg), but met on the wire. */
const NEXT_PROTOCOL = 67;

const FORMATS: ReadonlyMap<number, ReadBody> = new Map<number, ReadBody>([
  [HandshakeType.helloRequest, readEmpty("hello_request")],
  [HandshakeType.clientHello, readClientHello],
  [HandshakeType.serverHello, readServerHello],
  [3, readHelloVerifyRequest],
  [HandshakeType.newSessionTicket, readNewSessionTicket],
  [HandshakeType.endOfEarlyData, readEmpty("end_of_early_data")],
  [HandshakeType.encryptedExtensions, readEncryptedExtensions],
  [HandshakeType.certificate, readCertificateMessage],
  [HandshakeType.serverKeyExchange, readServerKeyExchange],
  [HandshakeType.certificateRequest, readCertificateRequest],
  [HandshakeType.serverHelloDone, readEmpty("server_hello_done")],
  [HandshakeType.certificateVerify, readCertificateVerify],
  [HandshakeType.clientKeyExchange, readClientKeyExchange],
  [HandshakeType.finished, readFinished],
  [21, readCertificateUrl],
  [HandshakeType.certificateStatus, readCertificateStatus],
  [23, readSupplementalData],
  [HandshakeType.keyUpdate, readKeyUpdate],
  [HandshakeType.compressedCertificate, readCompressedCertificate],
  [NEXT_PROTOCOL, readNextProtocol],
  [HandshakeType.messageHash, readMessageHash],
]);

/**
 * Decodes a message of the handshake.
 *
 * @param bytes The whole message: its type, its length and its body.
 * @param context What its form depends on besides.
 * @returns What it says, undefined if it is broken; its fields, which tile it in any case; and
 * everything that is wrong with it. A broken extension or certificate leaves the rest as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeHandshake } from "./message.ts";
 *
 * const bytes = new Uint8Array([24, 0, 0, 1, 1]);
 * const { value, fields } = decodeHandshake(bytes, { from: "client", version: 0x0304 });
 * assertEquals(value, { type: "key_update", requestUpdate: 1 });
 * assertEquals(fields.map(({ name, meaning }) => [name, meaning]), [
 *   ["msg_type", "key_update"],
 *   ["length", undefined],
 *   ["request_update", "update_requested"],
 * ]);
 * ```
 */
export function decodeHandshake(
  bytes: Uint8Array,
  context: MessageContext,
): Decoded<HandshakeMessage> {
  return Reader.decode(bytes, (reader) => {
    const code = reader.uint8("msg_type", typeName);
    const length = reader.uint24("length");
    return reader.within("the message", length, () => {
      const read = FORMATS.get(code);
      return read ? read(reader, context) : { type: "unknown", code, body: reader.bytes("body") };
    });
  });
}

/**
 * What to call a message of the handshake.
 *
 * @param bytes The message, or as much of it as there is.
 * @returns Its registered name, such as `client_hello`; `hello_retry_request` for the ServerHello that
 * is one; what {@linkcode plainNameOf} says of a number without a name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { handshakeName } from "./message.ts";
 *
 * assertEquals(handshakeName(new Uint8Array([14, 0, 0, 0])), "server_hello_done");
 * ```
 */
export function handshakeName(bytes: Uint8Array): string {
  const code = bytes[0] ?? 0;
  if (code === HandshakeType.serverHello && isRetryRandom(bytes.subarray(6, 38))) {
    return "hello_retry_request";
  }
  return typeName(code);
}

function typeName(code: number): string {
  return code === NEXT_PROTOCOL ? "next_protocol" : plainNameOf(HANDSHAKE_TYPES, code);
}
