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
import {
  bitsOf,
  booleanOf,
  type Der,
  DerError,
  DerReader,
  integerOf,
  oidOf,
  stringOf,
  Tag,
  timeOf,
  toHex,
} from "./der.ts";
import type { Extension } from "./extension.ts";
import { escapeBytes, escapeControls, formatName, readName } from "./name.ts";
import { longName, Oid, shortName } from "./oids.ts";

/** Writes a value with `pad` before each line; undefined where OpenSSL falls back to the dump. */
type Printer = (value: Der, pad: string) => string | undefined;

const PRINTERS: Readonly<Record<string, Printer>> = {
  [Oid.basicConstraints]: inline(basicConstraints),
  [Oid.keyUsage]: inline((value) => bitNames(value, KEY_USAGES)),
  [Oid.extKeyUsage]: inline((value) => members(value).map(oidName)),
  [Oid.subjectKeyIdentifier]: inline((value) => [upperHex(expect(value, Tag.octetString))]),
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
  "2.16.840.1.113730.1.1": inline((value) => bitNames(value, NETSCAPE_TYPES)),
  ...Object.fromEntries( // Netscape's addresses and its comment
    [2, 3, 4, 7, 8, 12, 13].map((n) => [`2.16.840.1.113730.1.${n}`, inline(netscapeText)]),
  ),
};

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
 * import { extensionText } from "./extension_text.ts";
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

// Reading: small steps over der.ts, all of them throwing DerError.

function expect(value: Der, tag: number): Der {
  if (value.tag === tag) return value;
  throw new DerError("An extension holds a value of the wrong type", value.offset);
}

/** Reads what is inside a value, which must be all used up. */
function inside<T>(value: Der, read: (reader: DerReader) => T, tag: number = Tag.sequence): T {
  const reader = new DerReader(expect(value, tag));
  const found = read(reader);
  reader.end("extension");
  return found;
}

function members(value: Der, tag: number = Tag.sequence): Der[] {
  return inside(value, (reader) => {
    const found: Der[] = [];
    while (!reader.done) found.push(reader.any("extension"));
    return found;
  }, tag);
}

/** What an explicit tag wraps. */
function unwrap(value: Der): Der {
  return inside(value, (reader) => reader.any("extension"), value.tag);
}

function oidName(value: Der): string {
  return longName(oidOf(expect(value, Tag.oid)));
}

/** The names of the bits that are set, the first bit being the most significant. */
function bitNames(value: Der, names: readonly string[]): string[] {
  const { bytes } = bitsOf(value);
  return names.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

/** Decimal, but hex from 128 bits on, which is quicker and as good to read. */
function integerText(value: Der): string {
  const number = integerOf(value);
  if (BigInt.asIntN(128, number) === number) return `${number}`;
  return `${number < 0n ? "-" : ""}0x${magnitudeHex(number).toUpperCase()}`;
}

// Text from a certificate, made harmless.

/** Printable ASCII as it is, any other byte as `other` says. */
function perByte(bytes: Uint8Array, other: (byte: number) => string): string {
  return Array.from(
    bytes,
    (byte) => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : other(byte),
  ).join("");
}

function twoDigits(byte: number): string {
  return toHex(Uint8Array.of(byte)).toUpperCase();
}

/** A dump, as OpenSSL's ASN1_STRING_print makes it but for line breaks. */
function dotted(bytes: Uint8Array): string {
  return perByte(bytes, () => ".");
}

function upperHex(value: Der): string {
  return toHex(value.content, ":").toUpperCase();
}

/**
 * The text of a string from outside, with nothing in it that a terminal would obey.
 *
 * @param value The string; its tag is not looked at, as it may be implicit.
 * @returns The text if it is UTF-8, else its ASCII. Control and direction-changing characters, and
 * bytes that are no text, are shown in hex after a backslash.
 */
export function visibleText(value: Der): string {
  const text = stringOf({ ...value, tag: Tag.utf8String });
  return text === undefined
    ? perByte(value.content, (byte) => `\\${twoDigits(byte)}`)
    : escapeControls(text);
}

/**
 * A moment as OpenSSL writes it.
 *
 * @param date The moment, in the years 0 to 9999.
 * @param fraction What stands after the seconds; nothing by default.
 * @returns Such as `Nov  3 14:29:24 2026 GMT`.
 */
export function dateText(date: Date, fraction = ""): string {
  const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[date.getUTCMonth()];
  const day = `${date.getUTCDate()}`.padStart(2);
  const time = date.toISOString().slice(11, 19);
  return `${month} ${day} ${time}${fraction} ${date.getUTCFullYear()} GMT`;
}

/**
 * A number without its sign in hex.
 *
 * @param number The number.
 * @returns Two lower-case digits a byte, as few bytes as it takes.
 */
export function magnitudeHex(number: bigint): string {
  const digits = (number < 0n ? -number : number).toString(16);
  return digits.padStart(digits.length + digits.length % 2, "0");
}

/**
 * Bytes as lines of hex: `0a:1b:` and so on, as OpenSSL shows keys and signatures.
 *
 * @param bytes The bytes.
 * @param perLine How many of them stand on a line.
 * @param pad What each line begins with.
 * @returns The lines without a newline at the end; nothing for no bytes.
 */
export function hexLines(bytes: Uint8Array, perLine: number, pad: string): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    lines.push(pad + toHex(bytes.subarray(at, at + perLine), ":"));
  }
  return lines.join(":\n");
}

// General names (RFC 5280 section 4.2.1.6), which OpenSSL prints in two ways.

/** The parts of a general name that differ between the two. */
interface NameStyle {
  readonly text: (value: Der) => string;
  readonly directory: (name: Der) => string;
  readonly other: (type: string, value: Der) => string;
}

/** As in alternative names: `DirName:/CN=a`. */
const LISTED: NameStyle = { text: unbrokenText, directory: slashedName, other: listedOtherName };

/** As in constraints and distribution points: `DirName:CN = a`. */
const DRAWN: NameStyle = {
  text: ({ content }) => dotted(content),
  directory: asciiName,
  other: drawnOtherName,
};

const TEXT_NAMES: Readonly<Record<number, string>> = {
  [Tag.context(1)]: "email",
  [Tag.context(2)]: "DNS",
  [Tag.context(6)]: "URI",
};

function generalName(name: Der, style: NameStyle): string {
  const label = TEXT_NAMES[name.tag];
  if (label) return `${label}:${style.text(name)}`;
  switch (name.tag) {
    case Tag.contextConstructed(0):
      return inside(name, (reader) => {
        const type = oidOf(reader.take(Tag.oid, "otherName type"));
        return style.other(type, unwrap(reader.take(Tag.contextConstructed(0), "otherName value")));
      }, name.tag);
    case Tag.contextConstructed(3):
      return "X400Name:<unsupported>";
    case Tag.contextConstructed(4):
      return `DirName:${style.directory(unwrap(name))}`;
    case Tag.contextConstructed(5):
      return "EdiPartyName:<unsupported>";
    case Tag.context(7):
      return `IP Address:${address(name.content)}`;
    case Tag.context(8):
      return `Registered ID:${longName(oidOf(name))}`;
    default:
      throw new DerError("A general name is of no known kind", name.offset);
  }
}

/** Text in which a zero byte, the mark of a forged host name, makes OpenSSL dump the extension. */
function unbrokenText(value: Der): string {
  if (value.content.includes(0)) throw new DerError("A name holds a zero byte", value.offset);
  return visibleText(value);
}

/** IPv6 addresses (RFC 4291 section 2.2) stay uncompressed, as OpenSSL leaves them. */
function address(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return `<invalid length=${bytes.length}>`;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i).toString(16)).join(":")
    .toUpperCase();
}

/** `/C=CN/CN=a`, bytes beyond ASCII as `\xE4`. OpenSSL cuts this form off after 255 characters. */
function slashedName(name: Der): string {
  return members(name).map((rdn) => "/" + members(rdn, Tag.set).map(slashedAttribute).join("+"))
    .join("");
}

function slashedAttribute(attribute: Der): string {
  return inside(attribute, (reader) => {
    const type = shortName(oidOf(reader.take(Tag.oid, "attribute type")));
    const { content } = reader.any("attribute value");
    const text = perByte(content, (byte) => `\\x${twoDigits(byte)}`);
    return `${type}=${text.replace(/[/+]/g, "\\$&")}`;
  });
}

/** `C = CN, CN = a`, characters beyond ASCII as the hex of their UTF-8. */
function asciiName(name: Der): string {
  return formatName(readName(expect(name, Tag.sequence), "name")).replace(
    /[^\x20-\x7e]/gu,
    escapeBytes,
  );
}

/** The other names OpenSSL knows, and the string type each must have. */
const OTHER_NAMES: Readonly<Record<string, readonly [label: string, tag: number]>> = {
  "1.3.6.1.4.1.311.20.2.3": ["UPN", Tag.utf8String],
  "1.3.6.1.5.5.7.8.5": ["XmppAddr", Tag.utf8String], // RFC 6120 section 13.7.1.4
  "1.3.6.1.5.5.7.8.7": ["SRVName", Tag.ia5String], // RFC 4985
  "1.3.6.1.5.5.7.8.8": ["NAIRealm", Tag.utf8String], // RFC 7585 section 2.2
  "1.3.6.1.5.5.7.8.9": ["SmtpUTF8Mailbox", Tag.utf8String], // RFC 9598
};

function listedOtherName(type: string, value: Der): string {
  const known = OTHER_NAMES[type];
  if (known) return `othername: ${known[0]}::${unbrokenText(expect(value, known[1]))}`;
  const readable = value.tag === Tag.utf8String || value.tag === Tag.ia5String;
  return `othername: ${longName(type)}::${
    readable && !value.content.includes(0) ? visibleText(value) : "<unsupported>"
  }`;
}

function drawnOtherName(type: string, value: Der): string {
  const [label, tag] = OTHER_NAMES[type] ?? [];
  return `othername:${
    label && value.tag === tag ? `${label}:${visibleText(value)}` : "<unsupported>"
  }`;
}

function alternativeNames(value: Der): string[] {
  const names = members(value).map((name) => generalName(name, LISTED));
  return names.length > 0 ? names : ["<EMPTY>\n"];
}

/** authorityInfoAccess and subjectInfoAccess (RFC 5280 sections 4.2.2.1 and 4.2.2.2). */
function infoAccess(value: Der): string[] {
  const lines = members(value).map((description) =>
    inside(description, (reader) => {
      const method = oidName(reader.any("accessMethod"));
      return `${method} - ${generalName(reader.any("accessLocation"), LISTED)}`;
    })
  );
  return lines.length > 0 ? lines : ["<EMPTY>\n"];
}

// Constraints and identifiers.

/** RFC 5280 section 4.2.1.9. */
function basicConstraints(value: Der): string[] {
  return inside(value, (reader) => {
    const ca = reader.maybe(Tag.boolean, "cA");
    const length = reader.maybe(Tag.integer, "pathLenConstraint");
    const flag = `CA:${ca && booleanOf(ca) ? "TRUE" : "FALSE"}`;
    return length ? [flag, `pathlen:${integerText(length)}`] : [flag];
  });
}

/** RFC 5280 section 4.2.1.3. */
const KEY_USAGES = [
  "Digital Signature",
  "Non Repudiation",
  "Key Encipherment",
  "Data Encipherment",
  "Key Agreement",
  "Certificate Sign",
  "CRL Sign",
  "Encipher Only",
  "Decipher Only",
];

const NETSCAPE_TYPES = [
  "SSL Client",
  "SSL Server",
  "S/MIME",
  "Object Signing",
  "Unused",
  "SSL CA",
  "S/MIME CA",
  "Object Signing CA",
];

function netscapeText(value: Der): string[] {
  return expect(value, Tag.ia5String).content.length > 0 ? [visibleText(value)] : [];
}

/** RFC 5280 section 4.2.1.1. */
function authorityKeyId(value: Der): string[] {
  return inside(value, (reader) => {
    const keyId = reader.maybe(Tag.context(0), "keyIdentifier");
    const issuer = reader.maybe(Tag.contextConstructed(1), "authorityCertIssuer");
    const serial = reader.maybe(Tag.context(2), "authorityCertSerialNumber");
    const names = issuer ? members(issuer, issuer.tag) : [];
    return [
      ...(keyId ? [(issuer || serial ? "keyid:" : "") + upperHex(keyId)] : []),
      ...names.map((name) => generalName(name, LISTED)),
      ...(serial
        ? [`serial:${magnitudeHex(integerOf(serial)).toUpperCase().replace(/..(?=.)/g, "$&:")}`]
        : []),
    ];
  });
}

/** RFC 5280 section 4.2.1.10. */
function nameConstraints(value: Der, pad: string): string {
  return inside(value, (reader) => {
    const permitted = reader.maybe(Tag.contextConstructed(0), "permittedSubtrees");
    const excluded = reader.maybe(Tag.contextConstructed(1), "excludedSubtrees");
    return [
      ...(permitted ? [subtrees("Permitted", permitted, pad)] : []),
      ...(excluded ? [subtrees("Excluded", excluded, pad)] : []),
    ].join("\n");
  });
}

function subtrees(title: string, value: Der, pad: string): string {
  const lines = members(value, value.tag).map((tree) => `${pad}  ${inside(tree, subtree)}`);
  return lines.length > 0 ? [`${pad}${title}:`, ...lines].join("\n") : "";
}

/** OpenSSL leaves out the distances, which RFC 5280 does not allow anyway. */
function subtree(reader: DerReader): string {
  const base = reader.any("base");
  reader.maybe(Tag.context(0), "minimum");
  reader.maybe(Tag.context(1), "maximum");
  return base.tag === Tag.context(7) ? addressRange(base.content) : generalName(base, DRAWN);
}

/** An address and its mask, each half of the bytes. */
function addressRange(bytes: Uint8Array): string {
  const width = [16, 4].find((length) => bytes.length >= length) ?? bytes.length;
  return `IP:${address(bytes.subarray(0, width))}/${address(bytes.subarray(width))}`;
}

/** RFC 5280 section 4.2.1.11. */
function policyConstraints(value: Der): string[] {
  return inside(value, (reader) => {
    const explicit = reader.maybe(Tag.context(0), "requireExplicitPolicy");
    const mapping = reader.maybe(Tag.context(1), "inhibitPolicyMapping");
    return [
      ...(explicit ? [`Require Explicit Policy:${integerText(explicit)}`] : []),
      ...(mapping ? [`Inhibit Policy Mapping:${integerText(mapping)}`] : []),
    ];
  });
}

/** RFC 5280 section 4.2.1.5. */
function policyMappings(value: Der): string[] {
  return members(value).map((mapping) => members(mapping).map(oidName).join(":"));
}

/** RFC 3280 section 4.2.1.4; RFC 5280 dropped it. */
function privateKeyUsagePeriod(value: Der): string[] {
  return inside(value, (reader) => {
    const from = reader.maybe(Tag.context(0), "notBefore");
    const to = reader.maybe(Tag.context(1), "notAfter");
    const date = (time: Der) => dateText(timeOf({ ...time, tag: Tag.generalizedTime }));
    return [
      ...(from ? [`Not Before: ${date(from)}`] : []),
      ...(to ? [`Not After: ${date(to)}`] : []),
    ];
  });
}

/** RFC 7633: what a server must offer in its handshake. */
function tlsFeature(value: Der): string {
  const number = integerText(expect(value, Tag.integer));
  return { 5: "status_request", 17: "status_request_v2" }[number] ?? number;
}

// Certificate policies (RFC 5280 section 4.2.1.4).

function certificatePolicies(value: Der, pad: string): string {
  return members(value).map((policy) =>
    inside(policy, (reader) => {
      const title = `${pad}Policy: ${oidName(reader.any("policyIdentifier"))}`;
      const qualifiers = reader.maybe(Tag.sequence, "policyQualifiers");
      if (!qualifiers) return title;
      return `${title}\n${members(qualifiers).map((one) => qualifier(one, `${pad}  `)).join("\n")}`;
    })
  ).join("\n");
}

function qualifier(value: Der, pad: string): string {
  return inside(value, (reader) => {
    const id = oidOf(reader.take(Tag.oid, "policyQualifierId"));
    const content = reader.any("qualifier");
    switch (id) {
      case "1.3.6.1.5.5.7.2.1":
        return `${pad}CPS: ${visibleText(expect(content, Tag.ia5String))}`;
      case "1.3.6.1.5.5.7.2.2":
        return `${pad}User Notice:\n${
          userNotice(content).map((line) => `${pad}  ${line}`).join("\n")
        }`;
      default:
        return `${pad}  Unknown Qualifier: ${longName(id)}`;
    }
  });
}

function userNotice(value: Der): string[] {
  return inside(value, (reader) => {
    const reference = reader.maybe(Tag.sequence, "noticeRef");
    const lines = reference ? noticeReference(reference) : [];
    return reader.done ? lines : [...lines, `Explicit Text: ${displayText(reader.any("text"))}`];
  });
}

function noticeReference(value: Der): string[] {
  return inside(value, (reader) => {
    const organization = displayText(reader.any("organization"));
    const numbers = members(reader.any("noticeNumbers")).map(integerText);
    const label = numbers.length > 1 ? "Numbers" : "Number";
    return [`Organization: ${organization}`, `${label}: ${numbers.join(", ")}`];
  });
}

/** A DisplayText. One in BMPString is decoded, where OpenSSL prints bytes up to the first zero. */
function displayText(value: Der): string {
  const wide = value.tag === Tag.bmpString ? stringOf(value) : undefined;
  if (wide !== undefined) return escapeControls(wide);
  if ([Tag.utf8String, Tag.ia5String, Tag.visibleString].some((tag) => tag === value.tag)) {
    return visibleText(value);
  }
  throw new DerError("A policy text is no string", value.offset);
}

// CRL distribution points (RFC 5280 section 4.2.1.13).

const REASONS = [
  "Unused",
  "Key Compromise",
  "CA Compromise",
  "Affiliation Changed",
  "Superseded",
  "Cessation Of Operation",
  "Certificate Hold",
  "Privilege Withdrawn",
  "AA Compromise",
];

function distributionPoints(value: Der, pad: string): string {
  return members(value).map((point) => distributionPoint(point, pad)).join("\n");
}

/** OpenSSL 3.0 breaks the line after a relative name and after reasons, but not after full names. */
function distributionPoint(point: Der, pad: string): string {
  return inside(point, (reader) => {
    const name = reader.maybe(Tag.contextConstructed(0), "distributionPoint");
    const reasons = reader.maybe(Tag.context(1), "reasons");
    const issuer = reader.maybe(Tag.contextConstructed(2), "cRLIssuer");
    const why = reasons && (bitNames(reasons, REASONS).join(", ") || "<EMPTY>");
    return [
      name ? distributionPointName(unwrap(name), pad) : "",
      reasons ? `${pad}Reasons:\n${pad}  ${why}\n` : "",
      issuer ? `${pad}CRL Issuer:\n${drawnNames(issuer, pad)}` : "",
    ].join("");
  });
}

function distributionPointName(value: Der, pad: string): string {
  if (value.tag === Tag.contextConstructed(0)) {
    return `${pad}Full Name:\n${drawnNames(value, pad)}`;
  }
  const rdn = Uint8Array.from(expect(value, Tag.contextConstructed(1)).bytes);
  rdn[0] = Tag.set;
  const name = asciiName({ ...value, tag: Tag.sequence, bytes: rdn, content: rdn });
  return `${pad}Relative Name:\n${pad}  ${name}\n`;
}

function drawnNames(value: Der, pad: string): string {
  return members(value, value.tag).map((name) => `${pad}  ${generalName(name, DRAWN)}`).join("\n");
}

// Signed certificate timestamps (RFC 6962 section 3.3): a TLS structure inside an OCTET STRING.

/** The two algorithms a log may use, by hash and signature number (RFC 6962 section 2.1.4). */
const LOG_ALGORITHMS: Readonly<Record<string, string>> = {
  "0401": "sha256WithRSAEncryption",
  "0403": "ecdsa-with-SHA256",
};

function certificateTimestamps(value: Der, pad: string): string {
  const { content } = expect(value, Tag.octetString);
  const list = vector(content, 0);
  if (list.length + 2 !== content.length) throw new DerError("An SCT list is cut off", 0);
  const timestamps: string[] = [];
  for (let at = 0; at < list.length;) {
    const one = vector(list, at);
    timestamps.push(certificateTimestamp(one, pad));
    at += 2 + one.length;
  }
  return timestamps.join("\n");
}

function certificateTimestamp(sct: Uint8Array, pad: string): string {
  const inner = `${pad}    `;
  const hex = (bytes: Uint8Array) => hexLines(bytes, 16, `${inner}            `).toUpperCase();
  const title = `${pad}Signed Certificate Timestamp:\n${inner}Version   : `;
  if (sct[0] !== 0) return `${title}unknown\n${hex(sct)}`;
  const extensions = vector(sct, 41);
  const rest = sct.subarray(43 + extensions.length);
  const algorithm = LOG_ALGORITHMS[toHex(rest.subarray(0, 2))];
  const signature = vector(rest, 2);
  if (!algorithm || signature.length === 0) throw new DerError("An SCT has no known signature", 0);
  return [
    `${title}v1 (0x0)`,
    `${inner}Log ID    : ${hex(sct.subarray(1, 33)).trimStart()}`,
    `${inner}Timestamp : ${timestampText(sct.subarray(33, 41))}`,
    `${inner}Extensions: ${hex(extensions).trimStart() || "none"}`,
    `${inner}Signature : ${algorithm}`,
    hex(signature),
  ].join("\n");
}

/** Milliseconds since 1970; nothing, as OpenSSL prints it, for a moment after the year 9999. */
function timestampText(bytes: Uint8Array): string {
  const date = new Date(Number(`0x${toHex(bytes)}`));
  return date.getUTCFullYear() <= 9999 ? dateText(date, date.toISOString().slice(19, 23)) : "";
}

/** The bytes after a length of two bytes. */
function vector(bytes: Uint8Array, at: number): Uint8Array {
  const [high, low] = bytes.subarray(at, at + 2);
  const end = at + 2 + ((high ?? 0) << 8 | (low ?? 0));
  if (low === undefined || end > bytes.length) throw new DerError("An SCT is cut off", 0);
  return bytes.subarray(at + 2, end);
}
