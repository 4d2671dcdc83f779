/**
 * General names (RFC 5280 section 4.2.1.6), which OpenSSL prints in two ways: listed one beside the
 * other, as alternative names are, and drawn one below the other, as in distribution points.
 *
 * @module
 */
import { type Der, DerError, oidOf, Tag } from "../der.ts";
import { escapeBytes, formatName, readName } from "../name.ts";
import { longName, shortName } from "../oids.ts";
import { dotted, escapedAscii, visibleText } from "./bytes.ts";
import { expect, inside, members, oidName, unwrap } from "./reading.ts";

/** The parts of a general name that differ between the two. */
interface NameStyle {
  readonly text: (value: Der) => string;
  readonly directory: (name: Der) => string;
  readonly other: (type: string, value: Der) => string;
}

const LISTED: NameStyle = { text: unbrokenText, directory: slashedName, other: listedOtherName };

const DRAWN: NameStyle = {
  text: ({ content }) => dotted(content),
  directory: asciiName,
  other: drawnOtherName,
};

/**
 * A general name as it stands among alternative names.
 *
 * @param name The GeneralName.
 * @returns Such as `DNS:localhost` or `DirName:/CN=a`.
 * @throws {DerError} If it is malformed, or holds a zero byte, the mark of a forged host name.
 */
export function listedName(name: Der): string {
  return generalName(name, LISTED);
}

/**
 * A general name as it stands in constraints and distribution points.
 *
 * @param name The GeneralName.
 * @returns Such as `DNS:localhost` or `DirName:CN = a`.
 * @throws {DerError} If it is malformed.
 */
export function drawnName(name: Der): string {
  return generalName(name, DRAWN);
}

/**
 * The names of subjectAltName or issuerAltName.
 *
 * @param value The GeneralNames.
 * @returns One text a name; for none, the line OpenSSL prints then.
 * @throws {DerError} If one of them is malformed.
 */
export function alternativeNames(value: Der): string[] {
  return orEmpty(members(value).map(listedName));
}

/**
 * The descriptions of authorityInfoAccess or subjectInfoAccess (RFC 5280 sections 4.2.2.1 and
 * 4.2.2.2).
 *
 * @param value The SEQUENCE of AccessDescription.
 * @returns One line each, such as `OCSP - URI:http://a.test`; for none, what OpenSSL prints then.
 * @throws {DerError} If one of them is malformed.
 */
export function infoAccess(value: Der): string[] {
  return orEmpty(
    members(value).map((description) =>
      inside(description, (reader) => {
        const method = oidName(reader.any("accessMethod"));
        return `${method} - ${listedName(reader.any("accessLocation"))}`;
      })
    ),
  );
}

function orEmpty(texts: string[]): string[] {
  return texts.length > 0 ? texts : ["<EMPTY>\n"];
}

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
      return `IP Address:${addressText(name.content)}`;
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

/**
 * An IP address. IPv6 (RFC 4291 section 2.2) stays uncompressed, as OpenSSL leaves it.
 *
 * @param bytes The address, 4 or 16 bytes.
 * @returns Such as `127.0.0.1` or `0:0:0:0:0:0:0:1`; a remark for any other length.
 */
export function addressText(bytes: Uint8Array): string {
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
    return `${type}=${escapedAscii(content, "\\x").replace(/[/+]/g, "\\$&")}`;
  });
}

/**
 * A directory name on one line, characters beyond ASCII as the hex of their UTF-8.
 *
 * @param name The Name.
 * @returns Such as `C = CN, CN = a`.
 * @throws {DerError} If it is malformed.
 */
export function asciiName(name: Der): string {
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
