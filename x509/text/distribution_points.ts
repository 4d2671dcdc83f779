/**
 * CRL distribution points (RFC 5280 section 4.2.1.13): where revocations are published.
 *
 * @module
 */
import { type Der, Tag } from "../der.ts";
import { asciiName, drawnName } from "./general_name.ts";
import { bitNames, expect, inside, members, unwrap } from "./reading.ts";

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

/**
 * cRLDistributionPoints or freshestCRL.
 *
 * @param value The CRLDistributionPoints.
 * @param pad What each line begins with.
 * @returns The points one below the other.
 * @throws {DerError} If it is malformed.
 */
export function distributionPoints(value: Der, pad: string): string {
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
  rdn[0] = Tag.set; // The tag the implicit one stands for.
  const name = asciiName({ ...value, tag: Tag.sequence, bytes: rdn, content: rdn });
  return `${pad}Relative Name:\n${pad}  ${name}\n`;
}

function drawnNames(value: Der, pad: string): string {
  return members(value, value.tag).map((name) => `${pad}  ${drawnName(name)}`).join("\n");
}
