/**
 * The OpenSSL command that does the same as each step of the CA, to be read beside it and run as it
 * is (OpenSSL 3.0 or later, a POSIX shell with printf).
 *
 * @module
 */
import { quote } from "../cli/shell.ts";
import type { GeneralName } from "./general_name.ts";
import { formatSubject, type Name } from "./name.ts";
import type { KeyKind } from "./private_key.ts";

/** How `openssl genpkey` is told the kind of key. */
const KEY_OPTIONS: Readonly<Record<KeyKind, string>> = {
  "rsa:2048": "RSA -pkeyopt rsa_keygen_bits:2048",
  "rsa:3072": "RSA -pkeyopt rsa_keygen_bits:3072",
  "rsa:4096": "RSA -pkeyopt rsa_keygen_bits:4096",
  "ec:p256": "EC -pkeyopt ec_paramgen_curve:P-256",
  "ec:p384": "EC -pkeyopt ec_paramgen_curve:P-384",
  "ed25519": "ED25519",
};

/**
 * Makes a private key.
 *
 * @param kind What key.
 * @param path Its file.
 * @returns The command.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { keyCommand } from "./openssl.ts";
 *
 * assertEquals(
 *   keyCommand("ed25519", "certs/ca.key"),
 *   "openssl genpkey -algorithm ED25519 -out certs/ca.key",
 * );
 * ```
 */
export function keyCommand(kind: KeyKind, path: string): string {
  return `openssl genpkey -algorithm ${KEY_OPTIONS[kind]} -out ${quote(path)}`;
}

/**
 * Makes a self-signed root.
 *
 * @param subject Its subject.
 * @param days How long it is valid.
 * @param key Its key's file.
 * @param path Its own file.
 * @returns The command.
 */
export function rootCommand(subject: Name, days: number, key: string, path: string): string {
  return `openssl req -x509 -new -utf8 -key ${quote(key)} -days ${days} ` +
    `-subj ${quote(formatSubject(subject))} ` +
    `-addext keyUsage=critical,keyCertSign,cRLSign -out ${quote(path)}`;
}

/**
 * Makes a certification request.
 *
 * @param subject Its subject.
 * @param names The names to ask for.
 * @param key Its key's file.
 * @param path Its own file.
 * @returns The command.
 */
export function requestCommand(
  subject: Name,
  names: readonly GeneralName[],
  key: string,
  path: string,
): string {
  return `openssl req -new -utf8 -key ${quote(key)} -subj ${quote(formatSubject(subject))} ` +
    `-addext ${quote(subjectAltName(names))} -out ${quote(path)}`;
}

function subjectAltName(names: readonly GeneralName[]): string {
  const list = names.map(({ type, value }) => `${type === "ip" ? "IP" : "DNS"}:${value}`);
  return `subjectAltName=${list.join(",")}`;
}

/** Where the pieces of a signing are. */
export interface SigningFiles {
  /** The request's file. */
  readonly request: string;
  /** The authority's certificate. */
  readonly ca: string;
  /** The authority's key. */
  readonly caKey: string;
  /** Where the certificate goes. */
  readonly certificate: string;
}

/**
 * Checks a request's own signature and signs it.
 *
 * @param files Where everything is.
 * @param names The names to certify.
 * @param days How long the certificate is valid.
 * @param rsa Whether the request's key is RSA.
 * @returns The command.
 */
export function signCommand(
  files: SigningFiles,
  names: readonly GeneralName[],
  days: number,
  rsa: boolean,
): string {
  const usage = rsa ? "digitalSignature,keyEncipherment" : "digitalSignature";
  const extensions = [
    "basicConstraints=critical,CA:FALSE",
    `keyUsage=critical,${usage}`,
    "extendedKeyUsage=serverAuth",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
    subjectAltName(names),
  ];
  return `openssl req -in ${quote(files.request)} -noout -verify && ` +
    `printf '%s\\n' ${extensions.map(quote).join(" ")} | ` +
    `openssl x509 -req -in ${quote(files.request)} -CA ${quote(files.ca)} ` +
    `-CAkey ${quote(files.caKey)} -days ${days} -extfile /dev/stdin -out ${
      quote(files.certificate)
    }`;
}

/**
 * Verifies a certificate against a root.
 *
 * @param path The certificate's file.
 * @param ca The root's file.
 * @param host The name it must carry, if one is asked for.
 * @returns The command.
 */
export function verifyCommand(path: string, ca: string, host?: string): string {
  const option = host === undefined
    ? ""
    : `${/^[\d.]+$|:/.test(host) ? "-verify_ip" : "-verify_hostname"} ${quote(host)} `;
  return `openssl verify -x509_strict -purpose sslserver ${option}-CAfile ${quote(ca)} ${
    quote(path)
  }`;
}

/**
 * Shows a certificate whole.
 *
 * @param path The certificate's file.
 * @returns The command.
 */
export function showCommand(path: string): string {
  return `openssl x509 -in ${quote(path)} -noout -text`;
}

/**
 * Shows a certificate's public key.
 *
 * @param path The certificate's file.
 * @returns The command.
 */
export function publicKeyCommand(path: string): string {
  return `openssl x509 -in ${quote(path)} -noout -pubkey | openssl pkey -pubin -noout -text`;
}

/**
 * Shows a certificate's signature.
 *
 * @param path The certificate's file.
 * @returns The command.
 */
export function signatureCommand(path: string): string {
  return `openssl x509 -in ${quote(path)} -noout -text ` +
    "-certopt no_header,no_version,no_serial,no_signame " +
    "-certopt no_issuer,no_validity,no_subject,no_pubkey,no_extensions";
}

/**
 * Breaks a command into lines a terminal shows whole, each but the last ending in a backslash.
 *
 * @param line The command.
 * @param width How wide a line may be, in columns.
 * @returns The lines; a word longer than the width stays whole.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fold } from "./openssl.ts";
 *
 * assertEquals(fold("openssl verify -CAfile a b", 20), ["openssl verify \\", "  -CAfile a b"]);
 * ```
 */
export function fold(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const phrase of phrases(line)) {
    if (current !== "" && current.length + phrase.length + 3 > width) {
      lines.push(`${current} \\`);
      current = `  ${phrase}`;
    } else {
      current += current === "" ? phrase : ` ${phrase}`;
    }
  }
  return [...lines, current];
}

/** The words of a command; quoted ones whole, and an option together with its value. */
function phrases(line: string): string[] {
  const phrases: string[] = [];
  for (const word of line.match(/(?:'[^']*'|[^\s'])+/g) ?? []) {
    const last = phrases.at(-1);
    const value = last !== undefined && /^-\w+$/.test(last) && !/^(-|\||&&)/.test(word);
    if (value) phrases[phrases.length - 1] = `${last} ${word}`;
    else phrases.push(word);
  }
  return phrases;
}
