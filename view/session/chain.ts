/**
 * The certificates a side presented, as cards, with every check that decides whether they prove
 * anything.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Side } from "../../tls/event.ts";
import type { CertificateMessage } from "../../tls/message/certificate.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { sameBytes } from "../../x509/der.ts";
import { formatGeneralName } from "../../x509/format.ts";
import { formatName, type Name } from "../../x509/name.ts";
import { longName, Oid } from "../../x509/oids.ts";
import { validatePath } from "../../x509/path.ts";
import { encodePem } from "../../x509/pem.ts";
import { describeKey } from "../../x509/public_key.ts";
import { summary } from "../../x509/summary.ts";
import { certificateText } from "../../x509/text.ts";
import type { CertificateCard, Chain } from "../protocol.ts";

/** What certificates are judged by. */
export interface Trust {
  /** The roots, in DER. */
  readonly roots: readonly Uint8Array[];
  /** Whose roots they are. */
  readonly trusted: Text;
  /** The name the server's certificate has to cover; null if nobody asked for one. */
  readonly host: string | null;
}

/**
 * Judges the certificates of one side.
 *
 * @param side Whose they are.
 * @param message What was presented.
 * @param trust What they are judged by.
 * @param at The moment their dates are judged by.
 * @returns The cards and the checks; undefined if nothing was presented that is a certificate.
 */
export async function judgeChain(
  side: Side,
  { entries }: CertificateMessage,
  { roots, trusted, host }: Trust,
  at: Date,
): Promise<Chain | undefined> {
  const [leaf, ...rest] = entries.filter(({ certificate }) => certificate);
  if (!leaf) return undefined;
  const result = await validatePath({
    leaf: leaf.data,
    intermediates: rest.map(({ data }) => data),
    roots,
    at,
    purpose: side,
    ...(side === "server" && host !== null && { host }),
  });
  const presented = [leaf, ...rest].map(({ certificate }) => certificate!);
  // Those of the path first, in its order; then what was presented and not used.
  const unused = presented.filter((one) => !result.path.some(({ der }) => sameBytes(der, one.der)));
  const shown = [...result.path, ...unused];
  const rooted = new Set(roots.map((der) => der.toHex()));
  return {
    side,
    cards: await Promise.all(shown.map((certificate, i) =>
      cardOf(certificate, {
        role: i === 0 ? "leaf" : rooted.has(certificate.der.toHex()) ? "root" : "intermediate",
        presented: presented.some(({ der }) => sameBytes(der, certificate.der)),
        at,
      })
    )),
    checks: result.checks,
    valid: result.valid,
    detail: result.valid ? null : result.detail,
    host: side === "server" ? host : null,
    trusted,
  };
}

async function cardOf(
  certificate: Certificate,
  { at, ...place }: Pick<CertificateCard, "role" | "presented"> & { readonly at: Date },
): Promise<CertificateCard> {
  const { subject, issuer, known, notBefore, notAfter, publicKey, signatureAlgorithm } =
    certificate;
  return {
    ...place,
    title: titleOf(subject),
    issuer: titleOf(issuer),
    names: known.subjectAltName?.map(formatGeneralName) ?? [],
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    key: describeKey(publicKey),
    signature: longName(signatureAlgorithm.oid),
    facts: await summary(certificate, at),
    text: certificateText(certificate),
    pem: encodePem("CERTIFICATE", certificate.der),
  };
}

/** The common name; the whole name where it has none. */
function titleOf(name: Name): string {
  const commonName = name.flat().findLast(({ oid }) => oid === Oid.commonName);
  return commonName?.value ?? (formatName(name) || "–");
}
