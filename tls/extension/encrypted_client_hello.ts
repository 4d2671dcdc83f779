/**
 * Encrypted Client Hello (RFC 9849): a ClientHello inside a ClientHello, for the server alone.
 *
 * @module
 */
import { readOpaque, readText } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import { type ExtendedMessage, extensionName } from "../registry/extensions.ts";
import { nameOf, type Registry, registry } from "../registry/registry.ts";

/** What either side says about an encrypted ClientHello (RFC 9849 sections 5 and 7). */
export interface EncryptedClientHello {
  /** `encrypted_client_hello`. */
  readonly type: "encrypted_client_hello";
  /** What the outer ClientHello carries; GREASE looks the same. */
  readonly outer?: OuterClientHello;
  /** Whether this is the inner ClientHello itself. */
  readonly inner: boolean;
  /** From the server, if it could not decrypt: what to try next time. */
  readonly retryConfigs?: readonly EchConfig[];
  /** From the server in a HelloRetryRequest: that it could decrypt. */
  readonly confirmation?: Uint8Array;
}

/** An encrypted ClientHello and how it was encrypted. */
export interface OuterClientHello {
  /** The key derivation of HPKE. */
  readonly kdf: number;
  /** The cipher of HPKE. */
  readonly aead: number;
  /** Which of the server's keys it is for. */
  readonly configId: number;
  /** The encapsulated key; empty in a second ClientHello. */
  readonly enc: Uint8Array;
  /** The encrypted ClientHello. */
  readonly payload: Uint8Array;
}

/** A key to encrypt a ClientHello for (RFC 9849 section 4); what is undefined is of a version unknown here. */
export interface EchConfig {
  /** The version, which is the number of the extension. */
  readonly version: number;
  /** The number the client names the key by. */
  readonly configId?: number;
  /** The key encapsulation of HPKE. */
  readonly kem?: number;
  /** The key. */
  readonly publicKey?: Uint8Array;
  /** The name everybody may see. */
  readonly publicName?: string;
}

/** Which extensions the inner ClientHello takes from the outer (RFC 9849 section 5.1). */
export interface EchOuterExtensions {
  /** `ech_outer_extensions`. */
  readonly type: "ech_outer_extensions";
  /** Their numbers. */
  readonly extensions: readonly number[];
}

const KEMS: Registry = registry({
  title: "HPKE KEM Identifiers",
  bytes: 2,
  rows: `
    0x0010 DHKEM(P-256, HKDF-SHA256)
    0x0011 DHKEM(P-384, HKDF-SHA384)
    0x0012 DHKEM(P-521, HKDF-SHA512)
    0x0020 DHKEM(X25519, HKDF-SHA256)
    0x0021 DHKEM(X448, HKDF-SHA512)
    0x0040 ML-KEM-512
    0x0041 ML-KEM-768
    0x0042 ML-KEM-1024
    0x647a X-Wing`,
});

const KDFS: Registry = registry({
  title: "HPKE KDF Identifiers",
  bytes: 2,
  rows: `
    0x0001 HKDF-SHA256
    0x0002 HKDF-SHA384
    0x0003 HKDF-SHA512`,
});

const AEADS: Registry = registry({
  title: "HPKE AEAD Identifiers",
  bytes: 2,
  rows: `
    0x0001 AES-128-GCM
    0x0002 AES-256-GCM
    0x0003 ChaCha20Poly1305
    0xffff Export-only`,
});

const HELLO_TYPES: Registry = registry({
  title: "ECHClientHelloType",
  bytes: 1,
  rows: `
    0 outer
    1 inner`,
});

/** The only version of a configuration, which is the number of the extension. */
const CONFIG_VERSION = 0xfe0d;

/** Reads `encrypted_client_hello`. */
export function readEncryptedClientHello(
  reader: Reader,
  inMessage: ExtendedMessage,
): EncryptedClientHello {
  const type = "encrypted_client_hello";
  switch (inMessage) {
    case "CH":
      if (reader.uint8("type", HELLO_TYPES) !== 0) return { type, inner: true };
      return { type, inner: false, outer: readOuter(reader) };
    case "HRR":
      return { type, inner: false, confirmation: reader.bytes("confirmation", 8) };
    default: {
      const read = () => readConfig(reader);
      return {
        type,
        inner: false,
        retryConfigs: reader.list("retry_configs", 2, read, { least: 4 }),
      };
    }
  }
}

function readOuter(reader: Reader): OuterClientHello {
  return {
    ...reader.group("cipher_suite", () => readCipherSuite(reader), suiteName),
    configId: reader.uint8("config_id"),
    enc: readOpaque(reader, "enc", 2),
    payload: readOpaque(reader, "payload", 2, { least: 1 }),
  };
}

/** A key derivation and a cipher of HPKE (RFC 9180). */
type HpkeSuite = Pick<OuterClientHello, "kdf" | "aead">;

function readCipherSuite(reader: Reader): HpkeSuite {
  return { kdf: reader.uint16("kdf_id", KDFS), aead: reader.uint16("aead_id", AEADS) };
}

function suiteName({ kdf, aead }: HpkeSuite): string {
  return `${nameOf(KDFS, kdf)}, ${nameOf(AEADS, aead)}`;
}

function readConfig(reader: Reader): EchConfig {
  return reader.group("ech_config", () => {
    const version = reader.uint16("version", extensionName);
    return reader.vector("contents", 2, () => {
      if (version === CONFIG_VERSION) return { version, ...readContents(reader) };
      reader.bytes("contents");
      return { version };
    });
  });
}

function readContents(reader: Reader): Omit<EchConfig, "version"> {
  const key = reader.group("key_config", () => {
    const configId = reader.uint8("config_id");
    const kem = reader.uint16("kem_id", KEMS);
    const publicKey = readOpaque(reader, "public_key", 2, { least: 1 });
    const readSuite = () => reader.group("cipher_suite", () => readCipherSuite(reader), suiteName);
    reader.list("cipher_suites", 2, readSuite, { least: 4 });
    return { configId, kem, publicKey };
  });
  reader.uint8("maximum_name_length");
  const publicName = readText(reader, "public_name", 1, { least: 1 });
  reader.list("extensions", 2, () =>
    reader.group("ech_config_extension", () => {
      reader.uint16("type");
      readOpaque(reader, "data", 2);
    }));
  return { ...key, publicName };
}

/** Reads `ech_outer_extensions`. */
export function readEchOuterExtensions(reader: Reader): EchOuterExtensions {
  const read = () => reader.uint16("extension_type", extensionName);
  const extensions = reader.list("outer_extensions", 1, read, { least: 2, most: 254 });
  return { type: "ech_outer_extensions", extensions };
}
