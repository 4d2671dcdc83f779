/**
 * Certificate extensions (RFC 5280 section 4.2): the schemas of those in use.
 *
 * @module
 */
import { readDer, Tag, toHex } from "../../x509/der.ts";
import { KEY_USAGES } from "../../x509/extension.ts";
import { Oid } from "../../x509/oids.ts";
import { EXTENSIONS as EXTENSION_TYPES } from "../registry/extensions.ts";
import { GENERAL_NAME, GENERAL_NAMES, RDN } from "./name.ts";
import { bitsNamed, identifier, leafOf, numberNamed, unlessBroken } from "./primitive.ts";
import {
  alternativeOf,
  ANY,
  BOOLEAN,
  byType,
  choice,
  definedByOid,
  explicit,
  GENERALIZED_TIME,
  IA5_STRING,
  implicit,
  INTEGER,
  leadingOid,
  octetsContaining,
  OID,
  type Parts,
  primitive,
  sequence,
  sequenceOf,
} from "./schema.ts";
import { readTimestampList } from "./timestamps.ts";
import type { Schema } from "./walk.ts";

/** KeyIdentifier (RFC 5280 section 4.2.1.1). */
const KEY_IDENTIFIER: Schema = primitive(
  Tag.octetString,
  leafOf(({ content }) => toHex(content, ":")),
);

/** AuthorityKeyIdentifier (RFC 5280 section 4.2.1.1). */
const AUTHORITY_KEY_IDENTIFIER: Schema = sequence([
  ["keyIdentifier", implicit(0, KEY_IDENTIFIER)],
  ["authorityCertIssuer", implicit(1, GENERAL_NAMES)],
  ["authorityCertSerialNumber", implicit(2, INTEGER)],
], (_, { keyIdentifier }) => keyIdentifier);

/** BasicConstraints (RFC 5280 section 4.2.1.9). */
const BASIC_CONSTRAINTS: Schema = {
  ...sequence(
    [["cA", BOOLEAN], ["pathLenConstraint", INTEGER]],
    (_, { cA = "FALSE", pathLenConstraint }) =>
      `cA ${cA}` + (pathLenConstraint ? `, pathLenConstraint ${pathLenConstraint}` : ""),
  ),
  empty: "cA FALSE",
};

/** PolicyQualifierInfo and its two qualifiers (RFC 5280 section 4.2.1.4). */
const NOTICE_REFERENCE: Schema = sequence([
  ["organization", ANY],
  ["noticeNumbers", sequenceOf("noticeNumber", INTEGER)],
]);
const USER_NOTICE: Schema = sequence([
  ["noticeRef", NOTICE_REFERENCE],
  ["explicitText", ANY],
], (_, { explicitText }) => explicitText);
const QUALIFIER: Schema = sequence([
  ["policyQualifierId", OID],
  [
    "qualifier",
    definedByOid({ "1.3.6.1.5.5.7.2.1": IA5_STRING, "1.3.6.1.5.5.7.2.2": USER_NOTICE }),
  ],
], (_, { qualifier }) => qualifier);

/** CertificatePolicies (RFC 5280 section 4.2.1.4). */
const POLICIES: Schema = sequenceOf(
  "PolicyInformation",
  sequence([
    ["policyIdentifier", OID],
    ["policyQualifiers", sequenceOf("PolicyQualifierInfo", QUALIFIER)],
  ], (_, { policyIdentifier }) => policyIdentifier),
);

/** PolicyMappings (RFC 5280 section 4.2.1.5). */
const POLICY_MAPPINGS: Schema = sequenceOf(
  "PolicyMapping",
  sequence(
    [["issuerDomainPolicy", OID], ["subjectDomainPolicy", OID]],
    (_, { issuerDomainPolicy, subjectDomainPolicy }) =>
      `${issuerDomainPolicy} = ${subjectDomainPolicy}`,
  ),
);

/** Those of some parts that are there, each behind its name. */
function listed(parts: Parts): string | undefined {
  const there = Object.entries(parts).filter(([, said]) => said !== undefined);
  return there.map(([name, said]) => `${name} ${said}`).join(", ") || undefined;
}

/** PolicyConstraints (RFC 5280 section 4.2.1.11). */
const POLICY_CONSTRAINTS: Schema = sequence([
  ["requireExplicitPolicy", implicit(0, INTEGER)],
  ["inhibitPolicyMapping", implicit(1, INTEGER)],
], (_, parts) => listed(parts));

/** NameConstraints (RFC 5280 section 4.2.1.10). */
const SUBTREE: Schema = sequence([
  ["base", GENERAL_NAME],
  ["minimum", implicit(0, INTEGER)],
  ["maximum", implicit(1, INTEGER)],
], (_, { base }) => base);
const SUBTREES: Schema = sequenceOf("GeneralSubtree", SUBTREE);
const NAME_CONSTRAINTS: Schema = sequence(
  [
    ["permittedSubtrees", implicit(0, SUBTREES)],
    ["excludedSubtrees", implicit(1, SUBTREES)],
  ],
  (_, { permittedSubtrees, excludedSubtrees }) =>
    listed({ permitted: permittedSubtrees, excluded: excludedSubtrees }),
);

/** CRLDistributionPoints (RFC 5280 section 4.2.1.13). */
const DISTRIBUTION_POINT_NAME: Schema = choice({
  fullName: implicit(0, GENERAL_NAMES),
  nameRelativeToCRLIssuer: implicit(1, RDN),
});
const REASONS: Schema = primitive(
  Tag.bitString,
  bitsNamed([
    "unused",
    "keyCompromise",
    "cACompromise",
    "affiliationChanged",
    "superseded",
    "cessationOfOperation",
    "certificateHold",
    "privilegeWithdrawn",
    "aACompromise",
  ]),
);
const DISTRIBUTION_POINTS: Schema = sequenceOf(
  "DistributionPoint",
  sequence([
    [
      "distributionPoint",
      explicit(0, alternativeOf(DISTRIBUTION_POINT_NAME), DISTRIBUTION_POINT_NAME),
    ],
    ["reasons", implicit(1, REASONS)],
    ["cRLIssuer", implicit(2, GENERAL_NAMES)],
  ], (_, { distributionPoint }) => distributionPoint),
);

/** AuthorityInfoAccessSyntax and SubjectInfoAccessSyntax (RFC 5280 section 4.2.2). */
const INFO_ACCESS: Schema = sequenceOf(
  "AccessDescription",
  sequence(
    [["accessMethod", OID], ["accessLocation", GENERAL_NAME]],
    (_, { accessLocation }) => accessLocation,
  ),
);

/** PrivateKeyUsagePeriod (RFC 3280 section 4.2.1.4). */
const KEY_USAGE_PERIOD: Schema = sequence([
  ["notBefore", implicit(0, GENERALIZED_TIME)],
  ["notAfter", implicit(1, GENERALIZED_TIME)],
]);

/** TLS features (RFC 7633): extensions of the hello that the server must answer. */
const FEATURES: Schema = sequenceOf(
  "Feature",
  primitive(Tag.integer, numberNamed((code) => EXTENSION_TYPES.names.get(code))),
);

/** SignedCertificateTimestampList (RFC 6962 section 3.3). */
const TIMESTAMPS: Schema = {
  tag: Tag.octetString,
  read: ({ reader }) => {
    const count = reader.contain(() => readTimestampList(reader));
    return count === undefined ? undefined : `${count} SCT`;
  },
};

/** The type and the schema of each extension's value, by the extension's object identifier. */
const VALUES: Readonly<Record<string, readonly [type: string, schema: Schema]>> = {
  [Oid.authorityKeyIdentifier]: ["AuthorityKeyIdentifier", AUTHORITY_KEY_IDENTIFIER],
  [Oid.subjectKeyIdentifier]: ["SubjectKeyIdentifier", KEY_IDENTIFIER],
  [Oid.keyUsage]: ["KeyUsage", primitive(Tag.bitString, bitsNamed(KEY_USAGES))],
  [Oid.certificatePolicies]: ["CertificatePolicies", POLICIES],
  [Oid.policyMappings]: ["PolicyMappings", POLICY_MAPPINGS],
  [Oid.subjectAltName]: ["SubjectAltName", GENERAL_NAMES],
  [Oid.issuerAltName]: ["IssuerAltName", GENERAL_NAMES],
  [Oid.basicConstraints]: ["BasicConstraints", BASIC_CONSTRAINTS],
  [Oid.nameConstraints]: ["NameConstraints", NAME_CONSTRAINTS],
  [Oid.policyConstraints]: ["PolicyConstraints", POLICY_CONSTRAINTS],
  [Oid.extKeyUsage]: ["ExtKeyUsageSyntax", sequenceOf("KeyPurposeId", OID)],
  [Oid.crlDistributionPoints]: ["CRLDistributionPoints", DISTRIBUTION_POINTS],
  [Oid.inhibitAnyPolicy]: ["InhibitAnyPolicy", INTEGER],
  [Oid.authorityInfoAccess]: ["AuthorityInfoAccessSyntax", INFO_ACCESS],
  [Oid.tlsFeature]: ["Features", FEATURES],
  "2.5.29.16": ["PrivateKeyUsagePeriod", KEY_USAGE_PERIOD],
  "2.5.29.46": ["FreshestCRL", DISTRIBUTION_POINTS],
  "1.3.6.1.5.5.7.1.11": ["SubjectInfoAccessSyntax", INFO_ACCESS],
  "1.3.6.1.4.1.11129.2.4.2": ["SignedCertificateTimestampList", TIMESTAMPS],
};

/** The value of an extension nobody here knows: DER by definition, and bytes if it breaks that. */
const UNKNOWN_VALUE: Schema = {
  tag: Tag.octetString,
  read: (walk, value) => {
    if (unlessBroken(() => readDer(value.content, "extnValue"))) {
      return walk.value(byType, ANY);
    }
    walk.reader.bytes("value");
    return undefined;
  },
};

const EXTENSION: Schema = sequence([
  ["extnID", OID],
  ["critical", BOOLEAN],
  [
    "extnValue",
    definedByOid(
      Object.fromEntries(
        Object.entries(VALUES).map(([oid, value]) => [oid, octetsContaining(...value)]),
      ),
      UNKNOWN_VALUE,
    ),
  ],
], (_, { extnValue }) => extnValue);

/** Extensions (RFC 5280 section 4.1), each under the name of its object identifier. */
export const EXTENSIONS: Schema = sequenceOf(
  (value) => {
    const oid = leadingOid(value);
    const name = oid && identifier(oid);
    return name === oid ? "Extension" : name;
  },
  EXTENSION,
  () => undefined,
);
