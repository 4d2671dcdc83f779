/**
 * ServerKeyExchange: the server's part of the secret, before TLS 1.3, where its certificate alone does
 * not do (RFC 5246 section 7.4.3, RFC 8422 section 5.4, RFC 4279, RFC 5489, RFC 5054).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import { EC_CURVE_TYPES } from "../registry/ec_curve_types.ts";
import { GROUPS } from "../registry/groups.ts";
import { type Registry, registry } from "../registry/registry.ts";
import type { MessageContext } from "./context.ts";
import { readOpaque, textIn } from "./opaque.ts";
import { readSignature } from "./signature.ts";

/** The server's part of the secret; what the cipher suite has no use for is undefined. */
export interface ServerKeyExchange {
  /** `server_key_exchange`. */
  readonly type: "server_key_exchange";
  /** The parameters: exactly the bytes that are signed, behind the two random values. */
  readonly parameters: Uint8Array;
  /** The curve, if it has a name. */
  readonly group?: number;
  /** The server's public key. */
  readonly publicKey?: Uint8Array;
  /** TLS 1.2: how it is signed. */
  readonly scheme?: number;
  /** The signature by the key of the certificate; undefined if nothing proves the server's identity. */
  readonly signature?: Uint8Array;
}

/** What the parameters say. */
type Parameters = Pick<ServerKeyExchange, "group" | "publicKey">;

/**
 * Reads the body of a ServerKeyExchange.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @param context The cipher suite, which decides on the form; without one the body stays bytes.
 * @returns What it says.
 * @throws {Malformed} If it is cut off, or something follows it.
 */
export function readServerKeyExchange(reader: Reader, context: MessageContext): ServerKeyExchange {
  const { suite } = context;
  const start = reader.offset;
  const said = reader.group("params", () => readParameters(reader, suite));
  const parameters = reader.message.subarray(start, reader.offset);
  const signed = suite && SIGNED.has(suite.authentication) ? readSignature(reader, context) : {};
  return { type: "server_key_exchange", parameters, ...said, ...signed };
}

/** What proves an identity by a signature; the others have a secret in common, or nothing. */
const SIGNED: ReadonlySet<SuiteDescription["authentication"]> = new Set(["RSA", "DSS", "ECDSA"]);

function readParameters(reader: Reader, suite: SuiteDescription | undefined): Parameters {
  if (suite?.authentication === "PSK" || suite?.authentication === "RSA+PSK") {
    readOpaque(reader, "psk_identity_hint", 2, {}, textIn);
    if (suite.keyExchange === "RSA") return {};
  }
  switch (suite?.keyExchange) {
    case "PSK":
      return {};
    case "RSA": // Export suites alone, whose RSA keys were too short for certificates.
      readOpaque(reader, "rsa_modulus", 2, { least: 1 });
      readOpaque(reader, "rsa_exponent", 2, { least: 1 });
      return {};
    case "DH":
    case "DHE":
      readOpaque(reader, "dh_p", 2, { least: 1 });
      readOpaque(reader, "dh_g", 2, { least: 1 });
      return { publicKey: readOpaque(reader, "dh_Ys", 2, { least: 1 }) };
    case "ECDH":
    case "ECDHE":
      return readCurve(reader);
    case "SRP":
      readOpaque(reader, "srp_N", 2, { least: 1 });
      readOpaque(reader, "srp_g", 2, { least: 1 });
      readOpaque(reader, "srp_s", 1, { least: 1 });
      return { publicKey: readOpaque(reader, "srp_B", 2, { least: 1 }) };
    default:
      reader.bytes("params");
      return {};
  }
}

function readCurve(reader: Reader): Parameters {
  const curve = reader.uint8("curve_type", EC_CURVE_TYPES);
  if (curve === NAMED_CURVE) {
    const group = reader.uint16("named_curve", GROUPS);
    return { group, publicKey: readOpaque(reader, "public", 1, { least: 1 }) };
  }
  if (curve === EXPLICIT_PRIME) readOpaque(reader, "prime_p", 1, { least: 1 });
  else if (curve === EXPLICIT_CHAR2) readBasis(reader);
  else {
    reader.bytes("params");
    return {};
  }
  reader.group("curve", () => {
    readOpaque(reader, "a", 1, { least: 1 });
    readOpaque(reader, "b", 1, { least: 1 });
  });
  for (const name of ["base", "order", "cofactor"]) readOpaque(reader, name, 1, { least: 1 });
  return { publicKey: readOpaque(reader, "public", 1, { least: 1 }) };
}

const EXPLICIT_PRIME = 1;
const EXPLICIT_CHAR2 = 2;
const NAMED_CURVE = 3;

/** RFC 4492 section 5.4; RFC 8422 forbids curves that are spelled out. */
const BASES: Registry = registry({
  title: "ECBasisType",
  bytes: 1,
  rows: `
    1 ec_basis_trinomial
    2 ec_basis_pentanomial`,
});

function readBasis(reader: Reader): void {
  reader.uint16("m");
  const terms = reader.uint8("basis", BASES) === 1 ? ["k"] : ["k1", "k2", "k3"];
  for (const name of terms) readOpaque(reader, name, 1, { least: 1 });
}
