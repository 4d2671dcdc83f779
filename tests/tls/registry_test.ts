import { assert, assertEquals, assertMatch } from "@std/assert";
import { ALERT_LEVELS, ALERTS, describeAlert } from "../../tls/registry/alerts.ts";
import { alpnName, alpnProtocols } from "../../tls/registry/alpn.ts";
import { CACHED_INFORMATION_TYPES } from "../../tls/registry/cached_information_types.ts";
import { CERTIFICATE_COMPRESSION } from "../../tls/registry/certificate_compression.ts";
import { CERTIFICATE_STATUS_TYPES } from "../../tls/registry/certificate_status_types.ts";
import { CERTIFICATE_TYPES } from "../../tls/registry/certificate_types.ts";
import {
  CIPHER_SUITES,
  describeSuite,
  type SuiteDescription,
} from "../../tls/registry/cipher_suites.ts";
import { CLIENT_CERTIFICATE_TYPES } from "../../tls/registry/client_certificate_types.ts";
import { COMPRESSION_METHODS } from "../../tls/registry/compression_methods.ts";
import { CONTENT_TYPES } from "../../tls/registry/content_types.ts";
import { EC_CURVE_TYPES } from "../../tls/registry/ec_curve_types.ts";
import { EC_POINT_FORMATS } from "../../tls/registry/ec_point_formats.ts";
import { extensionName, EXTENSIONS, extensionTypes } from "../../tls/registry/extensions.ts";
import { isGrease, isGreaseMode } from "../../tls/registry/grease.ts";
import { GROUPS } from "../../tls/registry/groups.ts";
import { HANDSHAKE_TYPES } from "../../tls/registry/handshake_types.ts";
import { HASH_ALGORITHMS } from "../../tls/registry/hash_algorithms.ts";
import { HEARTBEAT_MESSAGE_TYPES } from "../../tls/registry/heartbeat_message_types.ts";
import { HEARTBEAT_MODES } from "../../tls/registry/heartbeat_modes.ts";
import { PSK_KEY_EXCHANGE_MODES } from "../../tls/registry/psk_key_exchange_modes.ts";
import { nameOf, plainNameOf, type Registry } from "../../tls/registry/registry.ts";
import { SIGNATURE_ALGORITHMS } from "../../tls/registry/signature_algorithms.ts";
import { SIGNATURE_SCHEMES, signatureSchemeName } from "../../tls/registry/signature_schemes.ts";
import { USER_MAPPING_TYPES } from "../../tls/registry/user_mapping_types.ts";
import { versionName, VERSIONS } from "../../tls/registry/versions.ts";
import { ask, witnessed } from "../support/witness.ts";

/** Every registry, and how many names it has: IANA's of September 2026. */
const REGISTRIES: readonly [Registry, number][] = [
  [ALERT_LEVELS, 2],
  [ALERTS, 37],
  [CACHED_INFORMATION_TYPES, 2],
  [CERTIFICATE_COMPRESSION, 3],
  [CERTIFICATE_STATUS_TYPES, 2],
  [CERTIFICATE_TYPES, 4],
  [CIPHER_SUITES, 356],
  [CLIENT_CERTIFICATE_TYPES, 12],
  [COMPRESSION_METHODS, 3],
  [CONTENT_TYPES, 8],
  [EC_CURVE_TYPES, 3],
  [EC_POINT_FORMATS, 3],
  [EXTENSIONS, 64],
  [GROUPS, 59],
  [HANDSHAKE_TYPES, 25],
  [HASH_ALGORITHMS, 8],
  [HEARTBEAT_MESSAGE_TYPES, 2],
  [HEARTBEAT_MODES, 2],
  [PSK_KEY_EXCHANGE_MODES, 2],
  [SIGNATURE_ALGORITHMS, 8],
  [SIGNATURE_SCHEMES, 49],
  [USER_MAPPING_TYPES, 1],
  [VERSIONS, 9],
];

Deno.test("every registry has as many names as it has numbers, each within its bytes", () => {
  for (const [registry, count] of REGISTRIES) {
    const names = [...registry.names.values()];
    assertEquals(names.length, count, registry.title);
    assertEquals(new Set(names).size, count, `${registry.title} has a name twice`);
    for (const [code, name] of registry.names) {
      assert(Number.isInteger(code) && code >= 0 && code < 256 ** registry.bytes, name);
      assert(!(registry.grease && registry.bytes === 2 && isGrease(code)), name);
      assertMatch(name, /^[A-Za-z0-9]([A-Za-z0-9_.() -]*[A-Za-z0-9)])?$/);
    }
  }
});

Deno.test("a registry's rows are in order, so that none is there twice", () => {
  for (const [registry] of REGISTRIES) {
    const codes = [...registry.names.keys()];
    assertEquals(codes, codes.toSorted((a, b) => a - b), registry.title);
  }
});

Deno.test("names are spelled as registered", () => {
  assertEquals(nameOf(CIPHER_SUITES, 0xc0aa), "TLS_PSK_DHE_WITH_AES_128_CCM_8");
  assertEquals(nameOf(CIPHER_SUITES, 0x00ff), "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
  assertEquals(nameOf(CIPHER_SUITES, 0x5600), "TLS_FALLBACK_SCSV");
  assertEquals(nameOf(CIPHER_SUITES, 0x1306), "TLS_AEGIS_256_SHA512");
  assertEquals(nameOf(GROUPS, 0x11ec), "X25519MLKEM768");
  assertEquals(nameOf(GROUPS, 0x0028), "GC512C");
  assertEquals(nameOf(SIGNATURE_SCHEMES, 0x0905), "mldsa65");
  assertEquals(nameOf(EXTENSIONS, 0xfe0d), "encrypted_client_hello");
  assertEquals(nameOf(CONTENT_TYPES, 22), "handshake");
  assertEquals(nameOf(HANDSHAKE_TYPES, 1), "client_hello");
  assertEquals(nameOf(CERTIFICATE_TYPES, 2), "Raw Public Key");
});

Deno.test("plainNameOf() leaves out what IANA adds to names TLS 1.3 retired", () => {
  assertEquals(plainNameOf(HANDSHAKE_TYPES, 16), "client_key_exchange");
  assertEquals(plainNameOf(ALERTS, 100), "no_renegotiation");
  assertEquals(plainNameOf(HANDSHAKE_TYPES, 1), "client_hello");
});

Deno.test("nameOf() tells numbers without a name apart", () => {
  assertEquals(nameOf(CIPHER_SUITES, 0x1234), "unassigned (0x1234)");
  assertEquals(nameOf(CIPHER_SUITES, 0x001c), "reserved (0x001c)");
  assertEquals(nameOf(CIPHER_SUITES, 0xff12), "private use (0xff12)");
  assertEquals(nameOf(CERTIFICATE_COMPRESSION, 0x4001), "experimental use (0x4001)");
  assertEquals(nameOf(EXTENSIONS, 40), "reserved (0x0028)");
  assertEquals(nameOf(HANDSHAKE_TYPES, 7), "unassigned (0x07)");
});

Deno.test("isGrease() knows the sixteen values of RFC 8701, and no others", () => {
  const found = Array.from({ length: 65536 }, (_, code) => code).filter(isGrease);
  assertEquals(found, Array.from({ length: 16 }, (_, i) => 0x0a0a + i * 0x1010));
  for (const registry of [CIPHER_SUITES, EXTENSIONS, GROUPS, SIGNATURE_SCHEMES, VERSIONS]) {
    assertEquals(nameOf(registry, 0xfafa), "GREASE (0xfafa)");
  }
  assertEquals(signatureSchemeName(0x0a0a), "GREASE (0x0a0a)");
  assertEquals(nameOf(CONTENT_TYPES, 0x0a), "unassigned (0x0a)");
});

Deno.test("isGreaseMode() knows the eight values of RFC 8701, and no others", () => {
  const found = Array.from({ length: 256 }, (_, code) => code).filter(isGreaseMode);
  assertEquals(found, [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4]);
  assertEquals(nameOf(PSK_KEY_EXCHANGE_MODES, 0xa6), "GREASE (0xa6)");
});

Deno.test("versionName() names versions and the drafts of TLS 1.3", () => {
  assertEquals(versionName(0x0300), "SSL 3.0");
  assertEquals(versionName(0x0304), "TLS 1.3");
  assertEquals(versionName(0x7f1c), "TLS 1.3 draft 28");
  assertEquals(versionName(0x7f1d), "unassigned (0x7f1d)");
  assertEquals(versionName(0x7f00), "unassigned (0x7f00)");
  assertEquals(versionName(0x2a2a), "GREASE (0x2a2a)");
});

Deno.test("signatureSchemeName() reads what TLS 1.3 has no name for as TLS 1.2 does", () => {
  assertEquals(signatureSchemeName(0x0401), "rsa_pkcs1_sha256");
  assertEquals(signatureSchemeName(0x0402), "sha256 + dsa");
  assertEquals(signatureSchemeName(0x0303), "sha224 + ecdsa");
  assertEquals(signatureSchemeName(0x0101), "md5 + rsa");
  assertEquals(signatureSchemeName(0x0840), "Intrinsic + gostr34102012_256");
  assertEquals(signatureSchemeName(0x0409), "reserved (0x0409)");
  assertEquals(signatureSchemeName(0xfea0), "private use (0xfea0)");
});

Deno.test("every alert says what it tells, in both languages", () => {
  for (const code of ALERTS.names.keys()) {
    const { name, meaning } = describeAlert(code);
    assertEquals(name, nameOf(ALERTS, code));
    assertMatch(meaning.en, /^[A-Z].+\.$/);
    assertMatch(meaning.zh, /\p{Script=Han}.*。$/u);
  }
  assertEquals(describeAlert(255).name, "unassigned (0xff)");
});

Deno.test("an extension says in which messages of TLS 1.3 it may appear", () => {
  assertEquals(extensionTypes().get(43)?.tls13, ["CH", "SH", "HRR"]);
  assertEquals(extensionTypes().get(23)?.tls13, []);
  assertEquals(extensionTypes().get(0xfe0d)?.tls13, ["CH", "HRR", "EE"]);
  for (const { name, tls13, references } of extensionTypes().values()) {
    for (const message of tls13) assertMatch(message, /^(CH|SH|HRR|EE|CT|CR|NST)$/, name);
    assert(references.length > 0, name);
    for (const reference of references) {
      assertMatch(reference, /^(RFC\d{4,5}|draft-[a-z0-9-]+|ETSI-[A-Z0-9-]+)$/, name);
    }
  }
});

Deno.test("unregistered extensions have names but stay out of the registry", () => {
  assertEquals(extensionName(17513), "application_settings_old");
  assertEquals(extensionName(17613), "application_settings");
  assertEquals(extensionTypes().get(30032)?.registered, false);
  assertEquals(nameOf(EXTENSIONS, 13172), "unassigned (0x3374)");
  assertEquals(extensionTypes().get(0)?.registered, true);
});

Deno.test("alpnName() knows what is registered and what is GREASE", () => {
  assertEquals(alpnProtocols().size, 37);
  assertEquals(alpnName("http/1.1"), "HTTP/1.1");
  assertEquals(alpnName("\x1a\x1a"), "GREASE (0x1a1a)");
  assertEquals(alpnName("h9"), "unregistered");
});

const STREEBOG = "GOSTR341112_256";

/** A suite's number, then what the name means, in the order of `columns`. */
const MEANINGS: readonly [number, ...(string | number)[]][] = [
  // kx, authentication, cipher, construction, MAC, its length, hash, key, fixed IV, explicit IV, tag, block
  [0x1301, "any", "any", "AES_128_GCM", "aead", "AEAD", 0, "SHA256", 16, 12, 0, 16, 0],
  [0x1302, "any", "any", "AES_256_GCM", "aead", "AEAD", 0, "SHA384", 32, 12, 0, 16, 0],
  [0x1303, "any", "any", "CHACHA20_POLY1305", "aead", "AEAD", 0, "SHA256", 32, 12, 0, 16, 0],
  [0x1304, "any", "any", "AES_128_CCM", "aead", "AEAD", 0, "SHA256", 16, 12, 0, 16, 0],
  [0x1305, "any", "any", "AES_128_CCM_8", "aead", "AEAD", 0, "SHA256", 16, 12, 0, 8, 0],
  [0x1306, "any", "any", "AEGIS_256", "aead", "AEAD", 0, "SHA512", 32, 32, 0, 16, 0],
  [0x006e, "any", "any", "ASCONAEAD128", "aead", "AEAD", 0, "ASCONHASH256", 16, 16, 0, 16, 0],
  [0x00c6, "any", "any", "SM4_GCM", "aead", "AEAD", 0, "SM3", 16, 12, 0, 16, 0],
  [0xc0b5, "any", "any", "NULL", "null", "SHA384", 48, "SHA384", 48, 48, 0, 48, 0],
  [0xc02f, "ECDHE", "RSA", "AES_128_GCM", "aead", "AEAD", 0, "SHA256", 16, 4, 8, 16, 0],
  [0xc02c, "ECDHE", "ECDSA", "AES_256_GCM", "aead", "AEAD", 0, "SHA384", 32, 4, 8, 16, 0],
  [0xcca9, "ECDHE", "ECDSA", "CHACHA20_POLY1305", "aead", "AEAD", 0, "SHA256", 32, 12, 0, 16, 0],
  [0xc0ad, "ECDHE", "ECDSA", "AES_256_CCM", "aead", "AEAD", 0, "SHA256", 32, 4, 8, 16, 0],
  [0xc0ab, "DHE", "PSK", "AES_256_CCM_8", "aead", "AEAD", 0, "SHA256", 32, 4, 8, 8, 0],
  [0xc0b3, "ECCPWD", "ECCPWD", "AES_256_CCM", "aead", "AEAD", 0, "SHA384", 32, 4, 8, 16, 0],
  [0xc05b, "DH", "anon", "ARIA_256_GCM", "aead", "AEAD", 0, "SHA384", 32, 4, 8, 16, 0],
  [0xc014, "ECDHE", "RSA", "AES_256_CBC", "cbc", "SHA", 20, "SHA256", 32, 16, 16, 0, 16],
  [0xc028, "ECDHE", "RSA", "AES_256_CBC", "cbc", "SHA384", 48, "SHA384", 32, 16, 16, 0, 16],
  [0x003c, "RSA", "RSA", "AES_128_CBC", "cbc", "SHA256", 32, "SHA256", 16, 16, 16, 0, 16],
  [0x000a, "RSA", "RSA", "3DES_EDE_CBC", "cbc", "SHA", 20, "SHA256", 24, 8, 8, 0, 8],
  [0x0016, "DHE", "RSA", "3DES_EDE_CBC", "cbc", "SHA", 20, "SHA256", 24, 8, 8, 0, 8],
  [0x0007, "RSA", "RSA", "IDEA_CBC", "cbc", "SHA", 20, "SHA256", 16, 8, 8, 0, 8],
  [0x0099, "DHE", "DSS", "SEED_CBC", "cbc", "SHA", 20, "SHA256", 16, 16, 16, 0, 16],
  [0x0088, "DHE", "RSA", "CAMELLIA_256_CBC", "cbc", "SHA", 20, "SHA256", 32, 16, 16, 0, 16],
  [0x0004, "RSA", "RSA", "RC4_128", "stream", "MD5", 16, "SHA256", 16, 0, 0, 0, 0],
  [0x0018, "DH", "anon", "RC4_128", "stream", "MD5", 16, "SHA256", 16, 0, 0, 0, 0],
  [0x0003, "RSA", "RSA", "RC4_40", "stream", "MD5", 16, "SHA256", 16, 0, 0, 0, 0],
  [0x0008, "RSA", "RSA", "DES40_CBC", "cbc", "SHA", 20, "SHA256", 8, 8, 8, 0, 8],
  [0x002a, "KRB5", "KRB5", "RC2_CBC_40", "cbc", "MD5", 16, "SHA256", 16, 8, 8, 0, 8],
  [0x003b, "RSA", "RSA", "NULL", "null", "SHA256", 32, "SHA256", 0, 0, 0, 0, 0],
  [0x0000, "NULL", "NULL", "NULL", "null", "NULL", 0, "SHA256", 0, 0, 0, 0, 0],
  [0x0095, "RSA", "RSA+PSK", "AES_256_CBC", "cbc", "SHA", 20, "SHA256", 32, 16, 16, 0, 16],
  [0x00af, "PSK", "PSK", "AES_256_CBC", "cbc", "SHA384", 48, "SHA384", 32, 16, 16, 0, 16],
  [0xc021, "SRP", "RSA", "AES_256_CBC", "cbc", "SHA", 20, "SHA256", 32, 16, 16, 0, 16],
  [0xc01d, "SRP", "SRP", "AES_128_CBC", "cbc", "SHA", 20, "SHA256", 16, 16, 16, 0, 16],
  [0xc100, STREEBOG, "GOST", "KUZNYECHIK_CTR", "stream", "OMAC", 16, STREEBOG, 32, 8, 0, 0, 0],
  [0xc102, STREEBOG, "GOST", "28147_CNT", "stream", "IMIT", 4, STREEBOG, 32, 8, 0, 0, 0],
  [0xc104, "any", "any", "MAGMA_MGM_L", "aead", "AEAD", 0, STREEBOG, 32, 8, 0, 8, 0],
];

function columns(suite: SuiteDescription): [number, ...(string | number)[]] {
  return [
    suite.code,
    suite.keyExchange,
    suite.authentication,
    suite.cipher,
    suite.construction,
    suite.mac,
    suite.macLength,
    suite.hash,
    suite.keyLength,
    suite.fixedIvLength,
    suite.explicitIvLength,
    suite.tagLength,
    suite.blockLength,
  ];
}

Deno.test("describeSuite() reads from a name what a decryptor needs", () => {
  for (const meaning of MEANINGS) {
    assertEquals(columns(describeSuite(meaning[0])!), meaning, nameOf(CIPHER_SUITES, meaning[0]));
  }
});

Deno.test("describeSuite() leaves no suite without a key exchange, a cipher or a length", () => {
  for (const code of CIPHER_SUITES.names.keys()) {
    const suite = describeSuite(code);
    if (code === 0x00ff || code === 0x5600) {
      assertEquals(suite, undefined);
      continue;
    }
    for (const [field, value] of Object.entries(suite!)) {
      const fine = typeof value === "number" ? Number.isInteger(value) : value !== undefined;
      assert(fine, `${suite!.name} has no ${field}`);
    }
    const { cipher, construction, keyLength, blockLength, tagLength, name } = suite!;
    assertEquals(keyLength > 0, cipher !== "NULL" || suite!.tls13Only, name);
    assertEquals(blockLength > 0, construction === "cbc", name);
    assertEquals(construction === "cbc", cipher.includes("CBC"), name);
    assertEquals(tagLength > 0, construction === "aead" || suite!.tls13Only, name);
  }
});

Deno.test("describeSuite() tells the suites of TLS 1.3 and the export suites from the others", () => {
  const chosen = (by: (suite: SuiteDescription) => boolean) =>
    [...CIPHER_SUITES.names.keys()].filter((code) => {
      const suite = describeSuite(code);
      return suite !== undefined && by(suite);
    });
  assertEquals(
    chosen((suite) => suite.tls13Only),
    [
      ...[0x006e, 0x006f, 0x0070, 0x0071, 0x00c6, 0x00c7],
      ...[0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0x1306, 0x1307],
      ...[0xc0b4, 0xc0b5, 0xc103, 0xc104, 0xc105, 0xc106],
    ],
  );
  assertEquals(
    chosen((suite) => suite.exportGrade),
    chosen((suite) => suite.keyMaterialLength === 5),
  );
  assertEquals(chosen((suite) => suite.exportGrade).length, 15);
});

Deno.test("describeSuite() knows nothing of numbers that are no suites", () => {
  for (const code of [0x0a0a, 0x001c, 0x1234, 0xffff]) assertEquals(describeSuite(code), undefined);
});

/** OpenSSL's word, and ours for the same. */
const OPENSSL: Readonly<Record<string, string>> = {
  "Au=None": "anon",
  "Mac=SHA1": "SHA",
};

witnessed(["openssl"], "every suite OpenSSL lists has the same name and meaning here", async () => {
  const list = await ask("openssl", [
    ...["ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"],
  ]);
  assertEquals(list.code, 0, list.stderr);
  const lines = list.stdout.trim().split("\n");
  assert(lines.length > 50, list.stdout);
  for (const line of lines) {
    const [, high, low, name, kx, au, enc, mac] =
      /0x(..),0x(..) - (\S+) .* (Kx=\S+) +(Au=\S+) +Enc=(\S+) +(Mac=\S+)/.exec(line)!;
    const code = parseInt(high! + low!, 16);
    const suite = describeSuite(code)!;
    assertEquals(nameOf(CIPHER_SUITES, code), name);
    // OpenSSL says DH of DH and DHE, and DHEPSK of DHE with a pre-shared key.
    const agreement = kx!.slice(3).replace(/(.)PSK$/, "$1");
    assertEquals(
      suite.keyExchange.replace(/^(EC)?DHE$/, "$1DH"),
      agreement.replace("DHE", "DH"),
      name,
    );
    assertEquals(suite.authentication.replace("RSA+", ""), authentication(kx!, au!), name);
    assertEquals(suite.mac, OPENSSL[mac!] ?? mac!.slice(4), name);
    const bits = Number(/\((\d+)\)/.exec(enc!)?.[1] ?? 0);
    // OpenSSL counts 168 of 3DES's 192 bits: each eighth is parity.
    assertEquals(suite.keyLength * 8, bits === 168 ? 192 : bits, name);
  }
});

function authentication(kx: string, au: string): string {
  return kx.endsWith("PSK") ? "PSK" : OPENSSL[au] ?? au.slice(3);
}

/** Where Wireshark spells a name differently; ours is IANA's (or for ALPS, the browsers'). */
const WIRESHARK: Readonly<Record<string, string>> = {
  extended_master_secret: "extended_main_secret", // Its name before RFC 9846.
  delegated_credentials: "delegated_credential",
  "quic_transport_parameters (drafts version)": "quic_transport_parameters (draft)",
  TLS_AEGIS_256_SHA384: "TLS_AEGIS_256_SHA512", // Its name before the draft changed the hash.
};

let values: Promise<string[][]> | undefined;

/** The rows of Wireshark's value tables: the field, the number, the name. */
function wireshark(): Promise<string[][]> {
  return values ??= ask("tshark", ["-G", "values"]).then(({ code, stdout, stderr }) => {
    assertEquals(code, 0, stderr);
    return stdout.split("\n").map((line) => line.split("\t"))
      .filter(([kind]) => kind === "V").map((row) => row.slice(1));
  });
}

witnessed(["tshark"], "Wireshark's names are ours, or are not registered", async () => {
  const rows = await wireshark();
  const tables: [string, (code: number) => string, ReadonlyMap<number, unknown>, number][] = [
    ["ciphersuite", (code) => nameOf(CIPHER_SUITES, code), CIPHER_SUITES.names, 340],
    ["extensions_supported_group", (code) => nameOf(GROUPS, code), GROUPS.names, 35],
    ["sig_hash_alg", (code) => nameOf(SIGNATURE_SCHEMES, code), SIGNATURE_SCHEMES.names, 15],
    ["extension.type", extensionName, extensionTypes(), 50],
  ];
  for (const [field, name, ours, least] of tables) {
    let same = 0;
    for (const [, number, said = ""] of rows.filter(([of]) => of === `tls.handshake.${field}`)) {
      const code = Number(number);
      if (isGrease(code)) {
        assertMatch(said, /GREASE/);
      } else if (ours.has(code) && !experimental(field, code, said)) {
        assertEquals(name(code), WIRESHARK[said] ?? said, field);
        same++;
      }
    }
    assert(same >= least, `Only ${same} of ${field} could be compared`);
  }
});

/** Numbers Wireshark names after experiments: post-quantum groups before 0x0200 was assigned, ALPS. */
function experimental(field: string, code: number, said: string): boolean {
  if (field === "extensions_supported_group") return /^frodo/.test(said) && code <= 0x0202;
  return field === "extension.type" && /^application_settings/.test(said);
}

witnessed(["tshark"], "Wireshark's one-byte names are ours in other words", async () => {
  const plain = (name: string) => name.replace(/_RESERVED$/, "").toLowerCase().replace(/\W|_/g, "");
  const tables: [string, Registry, readonly string[]][] = [
    ["tls.alert_message.desc", ALERTS, ["End of Early Data"]],
    ["tls.record.content_type", CONTENT_TYPES, ["Connection ID"]],
    // SSL 2.0's messages share the field; the URL message has two names.
    ["tls.handshake.type", HANDSHAKE_TYPES, ["Client Certificate URL"]],
    ["tls.compress_certificate.algorithm", CERTIFICATE_COMPRESSION, []],
    ["tls.handshake.comp_method", COMPRESSION_METHODS, []],
    ["tls.handshake.extensions_ec_point_format", EC_POINT_FORMATS, []],
    ["tls.handshake.server_curve_type", EC_CURVE_TYPES, []],
    ["tls.handshake.sig_hash_hash", HASH_ALGORITHMS, []],
  ];
  const rows = await wireshark();
  for (const [field, registry, otherwise] of tables) {
    const theirs = rows.filter(([of]) => of === field);
    assert(theirs.length > 2, field);
    const told = new Set(theirs.map((row) => `${Number(row[1])} ${plain(row[2]!)}`));
    for (const [, number, said] of theirs) {
      const code = Number(number);
      const ours = registry.names.get(code);
      if (ours === undefined || otherwise.includes(said!)) continue;
      assert(told.has(`${code} ${plain(ours)}`), `${field} ${code}: ${said}, here ${ours}`);
    }
  }
});
