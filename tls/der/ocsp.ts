/**
 * The schema of an OCSP response: whether a certificate is revoked, signed by who may say so.
 *
 * @module
 */
import { Tag } from "../../x509/der.ts";
import { CERTIFICATE, VERSION } from "./certificate.ts";
import { EXTENSIONS } from "./extension.ts";
import { ALGORITHM_IDENTIFIER, signedWith } from "./key.ts";
import { NAME } from "./name.ts";
import { numberNamed } from "./primitive.ts";
import {
  choice,
  definedByOid,
  explicit,
  GENERALIZED_TIME,
  implicit,
  INTEGER,
  OCTET_STRING,
  octetsContaining,
  OID,
  primitive,
  sequence,
  sequenceOf,
} from "./schema.ts";
import type { Schema } from "./walk.ts";

/** ENUMERATED, which X.509 itself never uses. */
const ENUMERATED = 0x0a;

/** OCSPResponseStatus (RFC 6960 section 4.2.1). */
const STATUSES: readonly (string | undefined)[] = [
  "successful",
  "malformedRequest",
  "internalError",
  "tryLater",
  undefined,
  "sigRequired",
  "unauthorized",
];

/** CRLReason (RFC 5280 section 5.3.1). */
const REASONS: readonly (string | undefined)[] = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  undefined,
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
];

/** CertID (RFC 6960 section 4.1.1). */
const CERT_ID: Schema = sequence([
  ["hashAlgorithm", ALGORITHM_IDENTIFIER],
  ["issuerNameHash", OCTET_STRING],
  ["issuerKeyHash", OCTET_STRING],
  ["serialNumber", INTEGER],
], (_, { serialNumber }) => serialNumber);

/** RevokedInfo (RFC 6960 section 4.2.1). */
const REVOKED: Schema = sequence(
  [
    ["revocationTime", GENERALIZED_TIME],
    [
      "revocationReason",
      explicit(
        0,
        "CRLReason",
        primitive(ENUMERATED, numberNamed((number) => REASONS[number])),
      ),
    ],
  ],
  (_, { revocationTime, revocationReason }) =>
    `revoked ${revocationTime}` + (revocationReason ? `, ${revocationReason}` : ""),
);

/** CertStatus (RFC 6960 section 4.2.1). */
const CERT_STATUS: Schema = choice({
  good: implicit(0, { tag: Tag.null, empty: "good" }),
  revoked: implicit(1, REVOKED),
  unknown: implicit(2, { tag: Tag.null, empty: "unknown" }),
});

/** SingleResponse (RFC 6960 section 4.2.1). */
const SINGLE_RESPONSE: Schema = sequence([
  ["certID", CERT_ID],
  ["certStatus", CERT_STATUS],
  ["thisUpdate", GENERALIZED_TIME],
  ["nextUpdate", explicit(0, "GeneralizedTime", GENERALIZED_TIME)],
  ["singleExtensions", explicit(1, "Extensions", EXTENSIONS)],
], (_, { certStatus }) => certStatus);

/** ResponderID (RFC 6960 section 4.2.1). */
const RESPONDER_ID: Schema = choice({
  byName: explicit(1, "Name", NAME),
  byKey: explicit(2, "KeyHash", OCTET_STRING),
});

/** ResponseData (RFC 6960 section 4.2.1). */
const RESPONSE_DATA: Schema = sequence([
  ["version", explicit(0, "Version", VERSION)],
  ["responderID", RESPONDER_ID],
  ["producedAt", GENERALIZED_TIME],
  ["responses", sequenceOf("SingleResponse", SINGLE_RESPONSE)],
  ["responseExtensions", explicit(1, "Extensions", EXTENSIONS)],
], (_, { responses }) => responses);

/** BasicOCSPResponse (RFC 6960 section 4.2.1). */
const BASIC_RESPONSE: Schema = sequence([
  ["tbsResponseData", RESPONSE_DATA],
  ...signedWith("signature"),
  ["certs", explicit(0, "Certificates", sequenceOf("Certificate", CERTIFICATE))],
], (_, { tbsResponseData }) => tbsResponseData);

/** ResponseBytes (RFC 6960 section 4.2.1); its one type in use is id-pkix-ocsp-basic. */
const RESPONSE_BYTES: Schema = sequence([
  ["responseType", OID],
  [
    "response",
    definedByOid(
      { "1.3.6.1.5.5.7.48.1.1": octetsContaining("BasicOCSPResponse", BASIC_RESPONSE) },
      OCTET_STRING,
    ),
  ],
], (_, { response }) => response);

/** OCSPResponse (RFC 6960 section 4.2.1). */
export const OCSP_RESPONSE: Schema = sequence([
  ["responseStatus", primitive(ENUMERATED, numberNamed((number) => STATUSES[number]))],
  ["responseBytes", explicit(0, "ResponseBytes", RESPONSE_BYTES)],
], (_, { responseStatus, responseBytes }) => responseBytes ?? responseStatus);
