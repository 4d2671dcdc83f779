/**
 * Certificate extensions in words: what `openssl x509 -text` prints below each extension's name.
 *
 * There is one printer an extension, in a table by object identifier. What has no printer, and what
 * its printer finds malformed, is shown as OpenSSL shows it: byte by byte, with a dot for each one
 * that is no printable ASCII character.
 *
 * A certificate says what its writer wants, so nothing in it reaches a terminal raw. OpenSSL prints
 * the control characters of host names, addresses and policy texts as they are, and the line breaks
 * of a dump. Here those, and the characters that turn the direction of writing around, are shown in
 * hex (`\1B`), and every byte of a dump that is not printable is a dot.
 *
 * @module
 */
import { type Der, DerError, DerReader, Tag } from "../der.ts";
import type { Extension } from "../extension.ts";
import { longName, Oid } from "../oids.ts";
import { dotted, upperHex, visibleText } from "./bytes.ts";
import { basicConstraints, nameConstraints } from "./constraints.ts";
import { distributionPoints } from "./distribution_points.ts";
import { alternativeNames, infoAccess } from "./general_name.ts";
import { authorityKeyId, keyUsage, netscapeType, privateKeyUsagePeriod } from "./key_extensions.ts";
import { integerText } from "./number.ts";
import { certificatePolicies, policyConstraints, policyMappings } from "./policies.ts";
import { expect, members, oidName } from "./reading.ts";
import { certificateTimestamps } from "./timestamps.ts";

/** Writes a value with `pad` before each line; undefined where OpenSSL falls back to the dump. */
type Printer = (value: Der, pad: string) => string | undefined;

const PRINTERS: Readonly<Record<string, Printer>> = {
  [Oid.basicConstraints]: inline(basicConstraints),
  [Oid.keyUsage]: inline(keyUsage),
  [Oid.extKeyUsage]: inline((value) => members(value).map(oidName)),
  [Oid.subjectKeyIdentifier]: inline(subjectKeyId),
  [Oid.authorityKeyIdentifier]: multiline(authorityKeyId),
  [Oid.subjectAltName]: inline(alternativeNames),
  [Oid.issuerAltName]: inline(alternativeNames),
  [Oid.nameConstraints]: nameConstraints,
  [Oid.certificatePolicies]: certificatePolicies,
  [Oid.policyMappings]: inline(policyMappings),
  [Oid.policyConstraints]: inline(policyConstraints),
  [Oid.inhibitAnyPolicy]: inline((value) => [integerText(expect(value, Tag.integer))]),
  [Oid.crlDistributionPoints]: distributionPoints,
  "2.5.29.46": distributionPoints, // freshestCRL
  "2.5.29.16": inline(privateKeyUsagePeriod),
  [Oid.authorityInfoAccess]: multiline(infoAccess),
  "1.3.6.1.5.5.7.1.11": multiline(infoAccess), // subjectInfoAccess
  [Oid.tlsFeature]: inline((value) => members(value).map(tlsFeature)),
  "1.3.6.1.5.5.7.48.1.5": (value) => expect(value, Tag.null) && "", // OCSP no check
  "1.3.6.1.4.1.11129.2.4.2": certificateTimestamps,
  "1.3.6.1.4.1.11129.2.4.3": inline((value) => expect(value, Tag.null) && ["NULL"]), // CT poison
  "2.16.840.1.113730.1.1": inline(netscapeType),
  ...Object.fromEntries( // Netscape's addresses and its comment
    [2, 3, 4, 7, 8, 12, 13].map((n) => [`2.16.840.1.113730.1.${n}`, inline(netscapeText)]),
  ),
};

/**
 * Extensions, each below the line that names it.
 *
 * @param extensions The extensions.
 * @param indent How many spaces that line begins with.
 * @returns The lines, with a newline at the end if there are any.
 */
export function extensionsText(extensions: readonly Extension[], indent: number): string {
  const pad = " ".repeat(indent);
  return extensions.map((extension) =>
    `${pad}${longName(extension.oid)}: ${extension.critical ? "critical" : ""}\n` +
    `${extensionText(extension, indent + 4)}\n`
  ).join("");
}

/**
 * An extension's value as OpenSSL 3.0 prints it, without the line that names the extension.
 *
 * @param extension The extension.
 * @param indent How many spaces each line begins with.
 * @returns One or more lines without a newline at the end; the dump for what is unknown or malformed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { extensionText } from "./extensions.ts";
 *
 * const value = Uint8Array.fromHex("30030101ff");
 * assertEquals(extensionText({ oid: "2.5.29.19", critical: true, value }, 4), "    CA:TRUE");
 * assertEquals(extensionText({ oid: "1.2.3", critical: true, value }, 4), "    0....");
 * ```
 */
export function extensionText(extension: Extension, indent: number): string {
  const { oid, value } = extension;
  const pad = " ".repeat(indent);
  const dump = () => pad + dotted(value);
  try {
    return PRINTERS[oid]?.(new DerReader(value).any("extension"), pad) ?? dump();
  } catch (error) {
    if (error instanceof DerError) return dump();
    throw error;
  }
}

/** The parts on one line. */
function inline(parts: (value: Der) => string[]): Printer {
  return (value, pad) => {
    const found = parts(value);
    return found.length > 0 ? pad + found.join(", ") : undefined;
  };
}

/** Each part on a line of its own. */
function multiline(parts: (value: Der) => string[]): Printer {
  return (value, pad) => parts(value).map((part) => pad + part).join("\n") || undefined;
}

// Extensions of one value, for which a file would be too much.

function subjectKeyId(value: Der): string[] {
  return [upperHex(expect(value, Tag.octetString).content, ":")];
}

/** RFC 7633: what a server must offer in its handshake. */
function tlsFeature(value: Der): string {
  const number = integerText(expect(value, Tag.integer));
  return { 5: "status_request", 17: "status_request_v2" }[number] ?? number;
}

function netscapeText(value: Der): string[] {
  return expect(value, Tag.ia5String).content.length > 0 ? [visibleText(value)] : [];
}
