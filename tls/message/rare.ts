/**
 * Messages hardly ever met: of drafts, of DTLS, and of extensions nobody adopted.
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { type Registry, registry } from "../registry/registry.ts";
import { versionName } from "../registry/versions.ts";
import { itemsUpTo } from "./bounded.ts";
import { readOpaque, readText } from "./opaque.ts";

/** Where the client's certificates can be fetched (RFC 6066 section 5). */
export interface CertificateUrl {
  /** `certificate_url`. */
  readonly type: "certificate_url";
  /** The addresses. */
  readonly urls: readonly string[];
}

/** Anything else an application wants to be in the handshake (RFC 4680 section 2). */
export interface SupplementalData {
  /** `supplemental_data`. */
  readonly type: "supplemental_data";
  /** Each item and what kind it is. */
  readonly items: readonly { readonly dataType: number; readonly data: Uint8Array }[];
}

/** DTLS: the client shall prove that it gets what is sent to its address (RFC 6347 section 4.2.1). */
export interface HelloVerifyRequest {
  /** `hello_verify_request`. */
  readonly type: "hello_verify_request";
  /** The version. */
  readonly version: number;
  /** What the client shall send back. */
  readonly cookie: Uint8Array;
}

/** Stands in a transcript for the first ClientHello; it is never sent (RFC 8446 section 4.4.1). */
export interface MessageHash {
  /** `message_hash`. */
  readonly type: "message_hash";
  /** The hash of the message it stands for. */
  readonly hash: Uint8Array;
}

/** The application protocol, which here the client chooses (draft-agl-tls-nextprotoneg). */
export interface NextProtocol {
  /** `next_protocol`. */
  readonly type: "next_protocol";
  /** The identifier. */
  readonly protocol: string;
}

/** A message whose format is not known. */
export interface UnknownMessage {
  /** `unknown`. */
  readonly type: "unknown";
  /** Its number. */
  readonly code: number;
  /** What it carries. */
  readonly body: Uint8Array;
}

const CHAIN_TYPES: Registry = registry({
  title: "CertChainType",
  bytes: 1,
  rows: `
    0 individual_certs
    1 pkipath`,
});

/** More items than anybody sends. */
const MOST_ITEMS = 1000;

/** Reads the body of a CertificateURL; {@linkcode Malformed} if it is cut off or too long. */
export function readCertificateUrl(reader: Reader): CertificateUrl {
  reader.uint8("type", CHAIN_TYPES);
  const urls = reader.list("url_and_hash_list", 2, () =>
    reader.group("url_and_hash", () => {
      const url = readText(reader, "url", 2, { least: 1 });
      reader.uint8("padding");
      reader.bytes("SHA1Hash", 20);
      return url;
    }), { least: 1 });
  return { type: "certificate_url", urls };
}

/** Reads the body of a SupplementalData; {@linkcode Malformed} if it is cut off or too long. */
export function readSupplementalData(reader: Reader): SupplementalData {
  const readItem = () =>
    reader.group("supplemental_data_entry", () => ({
      dataType: reader.uint16("supp_data_type"),
      data: readOpaque(reader, "supp_data", 2),
    }));
  const items = reader.vector(
    "supp_data",
    3,
    () => itemsUpTo(reader, MOST_ITEMS, "supp_data", readItem),
    { least: 1 },
  );
  return { type: "supplemental_data", items };
}

/** Reads the body of a HelloVerifyRequest; {@linkcode Malformed} if it is cut off or too long. */
export function readHelloVerifyRequest(reader: Reader): HelloVerifyRequest {
  return {
    type: "hello_verify_request",
    version: reader.uint16("server_version", versionName),
    cookie: readOpaque(reader, "cookie", 1),
  };
}

/** Reads the body of a message_hash. */
export function readMessageHash(reader: Reader): MessageHash {
  return { type: "message_hash", hash: reader.bytes("hash") };
}

/** Reads the body of a NextProtocol; {@linkcode Malformed} if it is cut off or too long. */
export function readNextProtocol(reader: Reader): NextProtocol {
  const protocol = readText(reader, "selected_protocol", 1);
  readOpaque(reader, "padding", 1);
  return { type: "next_protocol", protocol };
}
