/**
 * The parameters of RSASSA-PSS (RFC 4055), which OpenSSL prints in one way for a signature and in
 * another for a key.
 *
 * @module
 */
import { type Der, DerError, smallIntegerOf, Tag } from "../der.ts";
import { longName, Oid, shortName } from "../oids.ts";
import { readAlgorithm } from "../signature.ts";
import { upperHex } from "./bytes.ts";
import { magnitude } from "./number.ts";
import { expect, inside, unwrap } from "./reading.ts";

const INVALID = "(INVALID PSS PARAMETERS)\n";

/**
 * With which parameters a signature was made (RFC 4055 section 3.1).
 *
 * @param parameters The parameters, if any are given.
 * @returns The rest of the line that names the algorithm, and the lines below it.
 */
export function pssParametersText(parameters: Der | undefined): string {
  const pss = readPss(parameters);
  if (!pss) return `        ${INVALID}`;
  const { hash, maskHash, salt, trailer } = pss;
  return [
    "        ",
    `        Hash Algorithm: ${hash ? longName(hash) : "sha1 (default)"}`,
    `        Mask Algorithm: mgf1 with ${maskHash ? longName(maskHash) : "sha1 (default)"}`,
    `         Salt Length: 0x${salt === undefined ? "14 (default)" : hexNumber(salt)}`,
    `        Trailer Field: 0x${trailer === undefined ? "01 (default)" : hexNumber(trailer)}\n`,
  ].join("\n");
}

/** OpenSSL writes the `0x` first, so that the sign comes after it. */
function hexNumber(number: number): string {
  return `${number < 0 ? "-" : ""}${upperHex(magnitude(BigInt(number)))}`;
}

/** How OpenSSL calls the hashes a key may be restricted to. */
const HASH_NAMES: Readonly<Record<string, string>> = {
  [Oid.sha1]: "SHA1",
  [Oid.sha256]: "SHA2-256",
  [Oid.sha384]: "SHA2-384",
  [Oid.sha512]: "SHA2-512",
  "2.16.840.1.101.3.4.2.4": "SHA2-224",
  "2.16.840.1.101.3.4.2.5": "SHA2-512/224",
  "2.16.840.1.101.3.4.2.6": "SHA2-512/256",
};

/**
 * With which parameters alone a key is to be used (RFC 4055 section 1.2).
 *
 * @param parameters The parameters; a key without any may be used with all.
 * @returns The lines.
 */
export function pssRestrictionsText(parameters: Der | undefined): string {
  if (!parameters) return "No PSS parameter restrictions\n";
  const pss = readPss(parameters);
  if (!pss) return INVALID;
  const { hash = Oid.sha1, maskHash = Oid.sha1, salt = 20, trailer = 1 } = pss;
  const marked = (text: string, isDefault: boolean) => text + (isDefault ? " (default)" : "");
  const hashName = (oid: string) => marked(HASH_NAMES[oid] ?? shortName(oid), oid === Oid.sha1);
  return [
    "PSS parameter restrictions:",
    `  Hash Algorithm: ${hashName(hash)}`,
    `  Mask Algorithm: MGF1 with ${hashName(maskHash)}`,
    `  Minimum Salt Length: ${marked(`${salt}`, salt === 20)}`,
    `  Trailer Field: ${marked(`0x${trailer.toString(16)}`, trailer === 1)}\n`,
  ].join("\n");
}

/** RSASSA-PSS-params (RFC 4055 section 3.1); what is absent has its default. */
interface PssParameters {
  readonly hash: string | undefined;
  readonly maskHash: string | undefined;
  readonly salt: number | undefined;
  readonly trailer: number | undefined;
}

function readPss(parameters: Der | undefined): PssParameters | undefined {
  if (!parameters) return undefined;
  try {
    return inside(parameters, (reader) => {
      const field = (n: number, tag: number): Der | undefined => {
        const wrapped = reader.maybe(Tag.contextConstructed(n), "PSS parameter");
        return wrapped && expect(unwrap(wrapped), tag);
      };
      const hash = field(0, Tag.sequence);
      const mask = field(1, Tag.sequence);
      const salt = field(2, Tag.integer);
      const trailer = field(3, Tag.integer);
      return {
        hash: hash && readAlgorithm(hash, "PSS hash").oid,
        maskHash: mask && readMaskHash(mask),
        salt: salt && smallIntegerOf(salt),
        trailer: trailer && smallIntegerOf(trailer),
      };
    });
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** The mask generation function must be MGF1, whose parameter is its hash. */
function readMaskHash(value: Der): string {
  const { oid, parameters } = readAlgorithm(value, "PSS mask");
  if (oid === Oid.mgf1 && parameters?.tag === Tag.sequence) {
    return readAlgorithm(parameters, "PSS mask hash").oid;
  }
  throw new DerError("The mask generation function is not MGF1", value.offset);
}
