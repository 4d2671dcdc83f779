/**
 * ClientKeyExchange: the client's part of the secret, before TLS 1.3 (RFC 5246 section 7.4.7, RFC 8422
 * section 5.7, RFC 4279, RFC 5489, RFC 5054).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import type { SuiteDescription } from "../registry/cipher_suites.ts";
import type { MessageContext } from "./context.ts";
import { readOpaque, textIn } from "./opaque.ts";

/** The client's part of the secret; what the cipher suite has no use for is undefined. */
export interface ClientKeyExchange {
  /** `client_key_exchange`. */
  readonly type: "client_key_exchange";
  /** The secret, encrypted with the RSA key of the server. */
  readonly encryptedPremasterSecret?: Uint8Array;
  /** The client's public key; empty if it is the one of its certificate. */
  readonly publicKey?: Uint8Array;
  /** Which pre-shared key the client uses. */
  readonly pskIdentity?: Uint8Array;
}

const SSL30 = 0x0300;

/**
 * Reads the body of a ClientKeyExchange.
 *
 * @param reader Where it is read from, to the end of the scope.
 * @param context The cipher suite, which decides on the form; without one the body stays bytes.
 * @returns What it says.
 * @throws {Malformed} If it is cut off, or something follows it.
 */
export function readClientKeyExchange(reader: Reader, context: MessageContext): ClientKeyExchange {
  const { suite } = context;
  return {
    type: "client_key_exchange",
    ...(suite && usesPsk(suite) && {
      pskIdentity: readOpaque(reader, "psk_identity", 2, {}, textIn),
    }),
    ...readExchangeKeys(reader, context),
  };
}

function usesPsk({ authentication }: SuiteDescription): boolean {
  return authentication === "PSK" || authentication === "RSA+PSK";
}

function readExchangeKeys(
  reader: Reader,
  { suite, version }: MessageContext,
): Pick<ClientKeyExchange, "encryptedPremasterSecret" | "publicKey"> {
  const name = "encrypted_premaster_secret";
  switch (suite?.keyExchange) {
    case "PSK":
      return {};
    case "RSA": // RFC 5246 section 7.4.7.1: SSL 3.0 left out the length.
      if (version === SSL30) return { encryptedPremasterSecret: reader.bytes(name) };
      return { encryptedPremasterSecret: readOpaque(reader, name, 2) };
    case "DH":
    case "DHE":
      return { publicKey: readPublic(reader, "dh_Yc", 2) };
    case "ECDH":
    case "ECDHE":
      return { publicKey: readPublic(reader, "ecdh_Yc", 1) };
    case "SRP":
      return { publicKey: readOpaque(reader, "srp_A", 2, { least: 1 }) };
    default:
      reader.bytes("exchange_keys");
      return {};
  }
}

/** Nothing at all stands for the key in the client's certificate. */
function readPublic(reader: Reader, name: string, width: 1 | 2): Uint8Array {
  return reader.done ? reader.bytes(name, 0) : readOpaque(reader, name, width, { least: 1 });
}
