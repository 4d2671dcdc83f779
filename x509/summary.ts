/**
 * A certificate in a few lines for people: the facts one looks for first.
 *
 * @module
 */
import { pick, type Text } from "../cli/language.ts";
import { type Certificate, fingerprint } from "./certificate.ts";
import { toHex } from "./der.ts";
import { formatName } from "./name.ts";
import { longName } from "./oids.ts";
import { formatGeneralName, formatMoment } from "./format.ts";
import { describeKey } from "./public_key.ts";

/** One fact: its label and its value, the same in both languages unless given as a pair. */
export interface Fact {
  /** What it is called. */
  readonly label: Text;
  /** What it is. */
  readonly value: string | Text;
}

/**
 * The facts of a certificate: subject, issuer, validity, names, serial, fingerprint, key, signature.
 *
 * @param certificate The certificate.
 * @param at The moment days left are counted from; now by default.
 * @returns The facts in order. Text from the certificate holds no control characters.
 */
export async function summary(certificate: Certificate, at = new Date()): Promise<Fact[]> {
  const { known, notAfter, notBefore } = certificate;
  const names = known.subjectAltName?.map(formatGeneralName).join(", ");
  const digest = toHex(await fingerprint(certificate.der), ":").toUpperCase();
  return [
    { label: { en: "subject", zh: "主体" }, value: formatName(certificate.subject) || "-" },
    { label: { en: "issuer", zh: "颁发者" }, value: formatName(certificate.issuer) || "-" },
    { label: { en: "valid from", zh: "生效时间" }, value: formatMoment(notBefore) },
    { label: { en: "valid until", zh: "到期时间" }, value: withDaysLeft(notAfter, at) },
    { label: { en: "names", zh: "名称" }, value: names ?? "-" },
    { label: { en: "serial", zh: "序列号" }, value: toHex(certificate.serial, ":") },
    { label: { en: "SHA-256", zh: "SHA-256" }, value: digest.slice(0, 47) },
    { label: { en: "", zh: "" }, value: digest.slice(48) },
    { label: { en: "public key", zh: "公钥" }, value: describeKey(certificate.publicKey) },
    {
      label: { en: "signature", zh: "签名算法" },
      value: longName(certificate.signatureAlgorithm.oid),
    },
  ];
}

/** A date with how far away it is. */
function withDaysLeft(notAfter: Date, at: Date): Text {
  const days = Math.round((notAfter.getTime() - at.getTime()) / 86_400_000);
  const moment = formatMoment(notAfter);
  return days >= 0
    ? { en: `${moment} (${days} days left)`, zh: `${moment}（还有 ${days} 天）` }
    : { en: `${moment} (expired ${-days} days ago)`, zh: `${moment}（已过期 ${-days} 天）` };
}

/**
 * The facts of a certificate as labels and values in the language in force.
 *
 * @param certificate The certificate.
 * @returns The rows of a table.
 */
export async function summaryRows(certificate: Certificate): Promise<[string, string][]> {
  const facts = await summary(certificate);
  return facts.map(({ label, value }) => [
    pick(label),
    typeof value === "string" ? value : pick(value),
  ]);
}
