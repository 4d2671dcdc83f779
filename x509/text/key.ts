/**
 * Public keys in words.
 *
 * @module
 */
import { DerReader, Tag } from "../der.ts";
import { longName, shortName } from "../oids.ts";
import { CURVE_NAMES, type PublicKey } from "../public_key.ts";
import { type AlgorithmIdentifier, readAlgorithm } from "../signature.ts";
import { hexLines } from "./bytes.ts";
import { decimalAndHex, magnitude, unsigned } from "./number.ts";
import { pssRestrictionsText } from "./pss.ts";

/**
 * A public key as `openssl pkey -pubin -noout -text_pub` prints it.
 *
 * @param key The key.
 * @returns Such as `Public-Key: (2048 bit)`, the numbers, and the curve's or padding's details. Of
 * elliptic keys the point is shown as encoded; whether it is on the curve is not looked into.
 */
export function publicKeyText(key: PublicKey): string {
  const point = () => `pub:\n${hexLines(key.key, 15, "    ")}\n`;
  switch (key.kind) {
    case "rsa":
      return `Public-Key: (${key.bits} bit)\n` +
        numberText("Modulus:", unsigned(key.modulus)) +
        numberText("Exponent:", key.exponent) +
        (key.pss ? pssRestrictionsText(algorithmOf(key).parameters) : "");
    case "ec": {
      const nist = CURVE_NAMES[key.curve];
      return `Public-Key: (${key.bits} bit)\n${point()}ASN1 OID: ${shortName(key.curve)}\n` +
        (nist ? `NIST CURVE: ${nist}\n` : "");
    }
    case "unknown":
      return "Unable to load Public Key\n";
    default:
      return `${key.kind.toUpperCase()} Public-Key:\n${point()}`;
  }
}

/**
 * The block `Subject Public Key Info:` of a certificate or request (RFC 5280 section 4.1.2.7).
 *
 * @param key The key.
 * @returns The lines, indented as they stand there.
 */
export function publicKeyInfoText(key: PublicKey): string {
  const pad = " ".repeat(key.kind === "unknown" ? 12 : 16);
  return "        Subject Public Key Info:\n" +
    `            Public Key Algorithm: ${longName(algorithmOf(key).oid)}\n` +
    publicKeyText(key).replace(/^(?=.)/gm, pad);
}

/** Lines of hex, with a zero in front of a first bit that is set, from 65 bits on. */
function numberText(label: string, number: bigint): string {
  const bytes = magnitude(number);
  if (bytes.length <= 8) return `${label} ${decimalAndHex(number)}\n`;
  const padded = bytes[0]! < 0x80 ? bytes : Uint8Array.of(0, ...bytes);
  return `${label}\n${hexLines(padded, 15, "    ")}\n`;
}

function algorithmOf({ spki }: PublicKey): AlgorithmIdentifier {
  const fields = new DerReader(spki).sequence("subjectPublicKeyInfo");
  return readAlgorithm(fields.take(Tag.sequence, "algorithm"), "algorithm");
}
