/**
 * Where in a certificate something is wrong.
 *
 * `x509/` reads the public key and the value of each extension as inputs of their own, so that its
 * errors count from the start of those.
 *
 * @module
 */
import { DerError, DerReader, readDer, Tag } from "../../x509/der.ts";
import { decodeExtensions, readExtensions } from "../../x509/extension.ts";
import { readPublicKey } from "../../x509/public_key.ts";
import { unlessBroken } from "./primitive.ts";

/**
 * Finds the place of an error.
 *
 * @param der The certificate.
 * @param error What `parseCertificate` threw for it.
 * @returns Where, in bytes from the start of the certificate.
 */
export function faultOffset(der: Uint8Array, error: DerError): number {
  const inside = unlessBroken(() => faultInside(der, error.message));
  return inside ?? error.offset;
}

/** The place of an error with this message in one of the parts; undefined if it is in none of them. */
function faultInside(der: Uint8Array, message: string): number | undefined {
  const tbs = new DerReader(new DerReader(readDer(der, "Certificate")).any("tbsCertificate"));
  tbs.maybe(Tag.contextConstructed(0), "version");
  for (const field of ["serialNumber", "signature", "issuer", "validity", "subject"]) {
    tbs.any(field);
  }
  const key = tbs.any("subjectPublicKeyInfo");
  const inKey = offsetThrown(() => readPublicKey(key.bytes), message);
  if (inKey !== undefined) return key.offset + inKey;
  tbs.maybe(Tag.context(1), "issuerUniqueID");
  tbs.maybe(Tag.context(2), "subjectUniqueID");
  for (const one of readExtensions(new DerReader(tbs.any("extensions")).any("extensions"))) {
    const inValue = offsetThrown(() => decodeExtensions([one]), message);
    if (inValue !== undefined) return one.value.byteOffset - der.byteOffset + inValue;
  }
  return undefined;
}

function offsetThrown(read: () => unknown, message: string): number | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof DerError && error.message === message) return error.offset;
    throw error;
  }
  return undefined;
}
