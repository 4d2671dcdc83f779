/**
 * Certificates of any shape, sound or not, put together byte by byte: those this project's own
 * builder would never make.
 *
 * @module
 */
import { Tag, writeDer } from "../../x509/der.ts";
import type { GeneralName } from "../../x509/general_name.ts";
import { generateKey, type PrivateKey } from "../../x509/private_key.ts";

/** A certificate and the key it is for. */
export interface Forged {
  /** Its subject's common name. */
  readonly name: string;
  readonly key: PrivateKey;
  readonly der: Uint8Array;
}

/** What a certificate is to say; sound in every point left out. */
export interface Forgery {
  /** The issuer; the certificate itself if left out. */
  readonly by?: Pick<Forged, "name" | "key">;
  /** The key it is for; a fresh one if left out. */
  readonly key?: PrivateKey;
  readonly version?: 1 | 2 | 3;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** In their order; no extensions field at all if empty. */
  readonly extensions?: readonly Uint8Array[];
  /** The algorithm named outside the signed part, where it is to differ from the one inside. */
  readonly outerAlgorithm?: Uint8Array;
}

/** A moment at which everything forged is valid unless told otherwise. */
export const THEN = new Date("2030-06-01T00:00:00Z");

/** Makes a certificate with a common name and nothing more as its subject. */
export async function forge(name: string, forgery: Forgery = {}): Promise<Forged> {
  const key = forgery.key ?? await generateKey("ec:p256");
  const by = forgery.by ?? { name, key };
  const algorithm = sequence(oid(by.key.algorithm));
  const { version = 3, extensions = [], outerAlgorithm = algorithm } = forgery;
  const signed = sequence(
    ...(version > 1 ? [writeDer(0xa0, integer(version - 1))] : []),
    integer(7),
    algorithm,
    nameDer(by.name),
    sequence(time(forgery.notBefore ?? "200101000000Z"), time(forgery.notAfter ?? "491231235959Z")),
    nameDer(name),
    key.publicKey.spki,
    ...(extensions.length > 0 ? [writeDer(0xa3, sequence(...extensions))] : []),
  );
  const signature = await by.key.sign(signed);
  const bits = writeDer(Tag.bitString, new Uint8Array(1), signature);
  return { name, key, der: sequence(signed, outerAlgorithm, bits) };
}

/** A certificate authority: a root, or an intermediate if issued by another. */
export async function authority(name: string, forgery: Forgery = {}): Promise<Forged> {
  return await forge(name, { extensions: AUTHORITY, ...forgery });
}

/** A TLS server's certificate. */
export async function server(
  name: string,
  by: Forgery["by"] & object,
  names: readonly GeneralName[] = [{ type: "dns", value: "a.test" }],
  forgery: Forgery = {},
): Promise<Forged> {
  return await forge(name, { by, extensions: [...SERVER, subjectAltName(...names)], ...forgery });
}

/** The bits of keyUsage's first octet. */
export const Usage = { digitalSignature: 0x80, keyEncipherment: 0x20, keyCertSign: 0x04 } as const;

/** A DER SEQUENCE. */
export function sequence(...parts: Uint8Array[]): Uint8Array {
  return writeDer(Tag.sequence, ...parts);
}

/** An OBJECT IDENTIFIER from its dotted form, whose second arc is below 40. */
export function oid(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const octets = [root * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift(left % 128 | 0x80);
    return groups;
  });
  return writeDer(Tag.oid, Uint8Array.from(octets));
}

/** An extension. */
export function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [writeDer(Tag.boolean, Uint8Array.of(0xff))] : [];
  return sequence(oid(id), ...flag, writeDer(Tag.octetString, value));
}

/** basicConstraints, critical. */
export function basicConstraints(ca: boolean, pathLength?: number): Uint8Array {
  const flag = ca ? [writeDer(Tag.boolean, Uint8Array.of(0xff))] : [];
  const limit = pathLength === undefined ? [] : [integer(pathLength)];
  return extension("2.5.29.19", true, sequence(...flag, ...limit));
}

/** keyUsage, critical. */
export function keyUsage(octet: number): Uint8Array {
  const unused = Math.log2(octet & -octet); // A named bit list ends at its last set bit.
  return extension("2.5.29.15", true, writeDer(Tag.bitString, Uint8Array.of(unused, octet)));
}

/** extKeyUsage. */
export function extKeyUsage(...purposes: string[]): Uint8Array {
  return extension("2.5.29.37", false, sequence(...purposes.map(oid)));
}

/** subjectAltName of DNS names and addresses. */
export function subjectAltName(...names: GeneralName[]): Uint8Array {
  const values = names.map((name) =>
    name.type === "ip" ? writeDer(Tag.context(7), name.bytes) : writeDer(
      Tag.context(2),
      new TextEncoder().encode(name.value),
    )
  );
  return extension("2.5.29.17", false, sequence(...values));
}

/** subjectKeyIdentifier. */
export function subjectKeyId(...octets: number[]): Uint8Array {
  return extension("2.5.29.14", false, writeDer(Tag.octetString, Uint8Array.from(octets)));
}

/** authorityKeyIdentifier. */
export function authorityKeyId(...octets: number[]): Uint8Array {
  const value = writeDer(Tag.context(0), Uint8Array.from(octets));
  return extension("2.5.29.35", false, sequence(value));
}

/** What an authority's certificate says of itself. */
export const AUTHORITY = [basicConstraints(true), keyUsage(Usage.keyCertSign)];

/** What a server's certificate says of itself, its names aside. */
export const SERVER = [
  basicConstraints(false),
  keyUsage(Usage.digitalSignature),
  extKeyUsage("1.3.6.1.5.5.7.3.1"),
];

function integer(value: number): Uint8Array {
  return writeDer(Tag.integer, Uint8Array.of(value));
}

function time(text: string): Uint8Array {
  return writeDer(Tag.utcTime, new TextEncoder().encode(text));
}

function nameDer(commonName: string): Uint8Array {
  const value = writeDer(Tag.utf8String, new TextEncoder().encode(commonName));
  return sequence(writeDer(Tag.set, sequence(oid("2.5.4.3"), value)));
}
