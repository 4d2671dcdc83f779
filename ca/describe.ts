/**
 * What was made or found, in a few words.
 *
 * @module
 */
import { pick, type Text } from "../cli/language.ts";
import { green, print, table } from "../cli/terminal.ts";
import type { Certificate } from "../x509/certificate.ts";
import { formatMoment } from "../x509/format.ts";
import type { PrivateKey } from "../x509/private_key.ts";
import { describeKey } from "../x509/public_key.ts";
import { summaryRows } from "../x509/summary.ts";

/**
 * A text that is the same in both languages.
 *
 * @param text The text.
 * @returns The pair.
 */
export function same(text: string): Text {
  return { en: text, zh: text };
}

/**
 * A private key: its kind, and the public exponent of an RSA key.
 *
 * @param key The key.
 * @returns Such as `RSA 2048, e = 65537`.
 */
export function describePrivateKey({ publicKey }: PrivateKey): Text {
  return same(
    describeKey(publicKey) + (publicKey.kind === "rsa" ? `, e = ${publicKey.exponent}` : ""),
  );
}

/**
 * Until when a certificate is valid.
 *
 * @param certificate The certificate.
 * @returns The date in a phrase.
 */
export function untilWhen({ notAfter }: Certificate): Text {
  const moment = formatMoment(notAfter);
  return { en: `valid until ${moment}`, zh: `有效期至 ${moment}` };
}

/**
 * The facts of a certificate, as lines.
 *
 * @param certificate The certificate.
 * @returns The lines, in the language in force.
 */
export async function facts(certificate: Certificate): Promise<string[]> {
  return table(await summaryRows(certificate), { indent: "", width: 77 });
}

/**
 * Prints what a command made.
 *
 * @param file Its file.
 * @param result What it is.
 */
export function printMade(file: string, result: Text): void {
  print(`${green(file)}  ${pick(result)}`);
}
