/**
 * The extensions about policies (RFC 5280 sections 4.2.1.4, 4.2.1.5 and 4.2.1.11).
 *
 * @module
 */
import { type Der, DerError, oidOf, stringOf, Tag } from "../der.ts";
import { escapeControls } from "../name.ts";
import { longName } from "../oids.ts";
import { visibleText } from "./bytes.ts";
import { integerText } from "./number.ts";
import { expect, inside, members, oidName } from "./reading.ts";

/**
 * certificatePolicies (RFC 5280 section 4.2.1.4).
 *
 * @param value The SEQUENCE of PolicyInformation.
 * @param pad What each line begins with.
 * @returns A line `Policy:` each, with its qualifiers below.
 * @throws {DerError} If it is malformed.
 */
export function certificatePolicies(value: Der, pad: string): string {
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

/**
 * policyMappings (RFC 5280 section 4.2.1.5).
 *
 * @param value The PolicyMappings.
 * @returns The issuer's and the subject's policy each, with a colon between.
 * @throws {DerError} If it is malformed.
 */
export function policyMappings(value: Der): string[] {
  return members(value).map((mapping) => members(mapping).map(oidName).join(":"));
}

/**
 * policyConstraints (RFC 5280 section 4.2.1.11).
 *
 * @param value The PolicyConstraints.
 * @returns The numbers of certificates after which a constraint begins, as far as given.
 * @throws {DerError} If it is malformed.
 */
export function policyConstraints(value: Der): string[] {
  return inside(value, (reader) => {
    const explicit = reader.maybe(Tag.context(0), "requireExplicitPolicy");
    const mapping = reader.maybe(Tag.context(1), "inhibitPolicyMapping");
    return [
      ...(explicit ? [`Require Explicit Policy:${integerText(explicit)}`] : []),
      ...(mapping ? [`Inhibit Policy Mapping:${integerText(mapping)}`] : []),
    ];
  });
}
