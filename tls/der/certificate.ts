/**
 * The schema of a certificate.
 *
 * @module
 */
import { Tag } from "../../x509/der.ts";
import { EXTENSIONS } from "./extension.ts";
import { ALGORITHM_IDENTIFIER, PUBLIC_KEY_INFO, signedWith } from "./key.ts";
import { NAME } from "./name.ts";
import { numberNamed } from "./primitive.ts";
import { ANY, BIT_STRING, explicit, implicit, INTEGER, primitive, sequence } from "./schema.ts";
import type { Schema } from "./walk.ts";

/** Version (RFC 5280 section 4.1.2.1). */
export const VERSION: Schema = primitive(
  Tag.integer,
  numberNamed((number) => number < 3 ? `v${number + 1}` : undefined),
);

/** Validity (RFC 5280 section 4.1.2.5). */
const VALIDITY: Schema = sequence([["notBefore", ANY], ["notAfter", ANY]]);

/** TBSCertificate (RFC 5280 section 4.1.2). */
const TBS_CERTIFICATE: Schema = sequence([
  ["version", explicit(0, "Version", VERSION)],
  ["serialNumber", INTEGER],
  ["signature", ALGORITHM_IDENTIFIER],
  ["issuer", NAME],
  ["validity", VALIDITY],
  ["subject", NAME],
  ["subjectPublicKeyInfo", PUBLIC_KEY_INFO],
  ["issuerUniqueID", implicit(1, BIT_STRING)],
  ["subjectUniqueID", implicit(2, BIT_STRING)],
  ["extensions", explicit(3, "Extensions", EXTENSIONS)],
], (_, { subject }) => subject);

/** Certificate (RFC 5280 section 4.1.1). */
export const CERTIFICATE: Schema = sequence(
  [["tbsCertificate", TBS_CERTIFICATE], ...signedWith("signatureValue")],
  (_, { tbsCertificate }) => tbsCertificate,
);
