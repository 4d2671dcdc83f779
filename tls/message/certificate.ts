/**
 * Certificate: who the sender is, in certificates or as a bare key (RFC 8446 section 4.4.2, RFC 5246
 * section 7.4.2, RFC 7250 section 3).
 *
 * @module
 */
import type { Certificate } from "../../x509/certificate.ts";
import type { PublicKey } from "../../x509/public_key.ts";
import { readCertificate, readPublicKeyInfo } from "../certificate_fields.ts";
import { type Extension, readExtensions } from "../extension/extension.ts";
import type { Reader } from "../reader.ts";
import { itemsUpTo } from "./bounded.ts";
import { isTls13, type MessageContext } from "./context.ts";
import { readNested, readOpaque } from "./opaque.ts";

/** The sender's certificates. */
export interface CertificateMessage {
  /** `certificate`. */
  readonly type: "certificate";
  /** TLS 1.3: which request this answers; empty within a handshake. */
  readonly requestContext?: Uint8Array;
  /** The certificates, the sender's own first; none if a client has none. */
  readonly entries: readonly CertificateEntry[];
}

/** One certificate. */
export interface CertificateEntry {
  /** The certificate in DER; the SubjectPublicKeyInfo where the two agreed on raw public keys. */
  readonly data: Uint8Array;
  /** The certificate, where it is one and well-formed. */
  readonly certificate?: Certificate;
  /** The key that its holder must prove to have, where it could be read. */
  readonly key?: PublicKey;
  /** TLS 1.3: what is said about this certificate. */
  readonly extensions: readonly Extension[];
}

/** From IANA's registry "TLS Certificate Types". */
const X509 = 0;
const RAW_PUBLIC_KEY = 2;

/** More certificates than any chain has. */
const MOST_ENTRIES = 100;

/**
 * Reads the body of a Certificate.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @param context The version and the kind of certificate agreed on.
 * @returns What it says. A certificate that is no good DER is among the entries all the same.
 * @throws {Malformed} If a certificate is cut off, or there are more than 100.
 */
export function readCertificateMessage(
  reader: Reader,
  context: MessageContext,
): CertificateMessage {
  const type = "certificate";
  const { certificateType = X509 } = context;
  if (isTls13(context)) {
    const requestContext = readOpaque(reader, "certificate_request_context", 1);
    const entries = readList(reader, () =>
      reader.group("certificate_entry", () => ({
        ...readData(reader, certificateType),
        extensions: readExtensions(reader, "CT"),
      })));
    return { type, requestContext, entries };
  }
  const readEntry = () => ({ ...readData(reader, certificateType), extensions: [] });
  // RFC 7250 section 3: before TLS 1.3 a raw public key is not even in a list.
  const entries = certificateType === RAW_PUBLIC_KEY ? [readEntry()] : readList(reader, readEntry);
  return { type, entries };
}

function readList(reader: Reader, readEntry: () => CertificateEntry): CertificateEntry[] {
  return reader.vector(
    "certificate_list",
    3,
    () => itemsUpTo(reader, MOST_ENTRIES, "certificate_list", readEntry),
  );
}

function readData(
  reader: Reader,
  certificateType: number,
): Pick<CertificateEntry, "data" | "certificate" | "key"> {
  let certificate: Certificate | undefined;
  let key: PublicKey | undefined;
  const read = () => {
    if (certificateType === X509) key = (certificate = readCertificate(reader))?.publicKey;
    else if (certificateType === RAW_PUBLIC_KEY) key = readPublicKeyInfo(reader);
    else reader.bytes("contents");
  };
  const name = certificateType === RAW_PUBLIC_KEY ? "ASN1_subjectPublicKeyInfo" : "cert_data";
  const data = readNested(reader, name, 3, read, { least: 1 });
  return { data, ...(certificate && { certificate }), ...(key && { key }) };
}
