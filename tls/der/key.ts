/**
 * Algorithms, public keys and signatures.
 *
 * @module
 */
import { type Der, DerReader, Tag } from "../../x509/der.ts";
import { Oid } from "../../x509/oids.ts";
import { describeKey, readPublicKey } from "../../x509/public_key.ts";
import { unlessBroken } from "./primitive.ts";
import {
  ANY,
  BIT_STRING,
  bitsContaining,
  type Component,
  definedByOid,
  explicit,
  INTEGER,
  leadingOid,
  OID,
  sequence,
} from "./schema.ts";
import type { Schema, Walk } from "./walk.ts";

/** id-dsa (RFC 3279 section 2.3.2). */
const DSA = "1.2.840.10040.4.1";

/** The AlgorithmIdentifier of a hash (RFC 4055 section 2.1). */
const HASH_ALGORITHM: Schema = sequence(
  [["algorithm", OID], ["parameters", ANY]],
  (_, { algorithm }) => algorithm,
);

/** MaskGenAlgorithm (RFC 4055 section 2.2): MGF1, whose parameter is its hash. */
const MASK_ALGORITHM: Schema = sequence(
  [["algorithm", OID], ["parameters", HASH_ALGORITHM]],
  (_, { algorithm }) => algorithm,
);

/** RSASSA-PSS-params (RFC 4055 section 3.1). */
const PSS_PARAMETERS: Schema = sequence([
  ["hashAlgorithm", explicit(0, "HashAlgorithm", HASH_ALGORITHM)],
  ["maskGenAlgorithm", explicit(1, "MaskGenAlgorithm", MASK_ALGORITHM)],
  ["saltLength", explicit(2, "INTEGER", INTEGER)],
  ["trailerField", explicit(3, "TrailerField", INTEGER)],
]);

/** Dss-Parms (RFC 3279 section 2.3.2). */
const DSA_PARAMETERS: Schema = sequence([["p", INTEGER], ["q", INTEGER], ["g", INTEGER]]);

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export const ALGORITHM_IDENTIFIER: Schema = sequence(
  [
    ["algorithm", OID],
    ["parameters", definedByOid({ [Oid.rsassaPss]: PSS_PARAMETERS, [DSA]: DSA_PARAMETERS })],
  ],
  (_, { algorithm, parameters }) => parameters ? `${algorithm}, ${parameters}` : algorithm,
);

/** RSAPublicKey (RFC 3279 section 2.3.1). */
const RSA_PUBLIC_KEY: Schema = sequence([["modulus", INTEGER], ["publicExponent", INTEGER]]);

const RSA_KEY: Schema = bitsContaining((walk) => walk.value("RSAPublicKey", RSA_PUBLIC_KEY));
const DSA_KEY: Schema = bitsContaining((walk) => walk.value("DSAPublicKey", INTEGER));
const EC_KEY: Schema = bitsContaining(readPoint);

/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export const PUBLIC_KEY_INFO: Schema = sequence(
  [
    ["algorithm", ALGORITHM_IDENTIFIER],
    [
      "subjectPublicKey",
      definedByOid({
        [Oid.rsaEncryption]: RSA_KEY,
        [Oid.rsassaPss]: RSA_KEY,
        [Oid.ecPublicKey]: EC_KEY,
        [DSA]: DSA_KEY,
      }, BIT_STRING),
    ],
  ],
  ({ bytes }) => describeKey(readPublicKey(bytes)),
);

const POINT_FORMS: Readonly<Record<number, string>> = {
  2: "compressed, y is even",
  3: "compressed, y is odd",
  4: "uncompressed",
};

/** An elliptic curve's point (SEC 1 section 2.3.3, RFC 5480 section 2.2). */
function readPoint({ reader }: Walk): string | undefined {
  return reader.group("ECPoint", () => {
    const form = reader.uint8("form", (number) => POINT_FORMS[number]);
    const { left } = reader;
    if (form === 4 && left % 2 === 0) {
      reader.bytes("x", left / 2);
      reader.bytes("y");
    } else {
      reader.bytes(form === 2 || form === 3 ? "x" : "value");
    }
    return POINT_FORMS[form];
  }, (form) => form);
}

/** Ecdsa-Sig-Value and Dss-Sig-Value (RFC 3279 sections 2.2.2 and 2.2.3). */
const PAIR: Schema = sequence([["r", INTEGER], ["s", INTEGER]]);
const ECDSA_SIGNATURE: Schema = bitsContaining((walk) => walk.value("Ecdsa-Sig-Value", PAIR));
const DSA_SIGNATURE: Schema = bitsContaining((walk) => walk.value("Dss-Sig-Value", PAIR));

/**
 * The two components that follow what is signed (RFC 5280 section 4.1.1).
 *
 * @param name What the signature is called.
 * @returns The algorithm, and the signature as that algorithm writes it.
 */
export function signedWith(name: string): readonly Component[] {
  return [["signatureAlgorithm", ALGORITHM_IDENTIFIER], [name, signatureOf]];
}

function signatureOf(whole: Der): Schema {
  const algorithm = unlessBroken(() => {
    const reader = new DerReader(whole);
    reader.any("what is signed");
    return leadingOid(reader.take(Tag.sequence, "signatureAlgorithm"));
  });
  if (algorithm?.startsWith("1.2.840.10045.4.")) return ECDSA_SIGNATURE;
  return algorithm?.startsWith("1.2.840.10040.4.") ? DSA_SIGNATURE : BIT_STRING;
}
