import { assert, assertEquals, assertExists, assertMatch } from "@std/assert";
import { type Extension, findExtension } from "../../../tls/extension/extension.ts";
import { type Field, leavesOf, tilingFault } from "../../../tls/field.ts";
import { decodeHandshake, type HandshakeMessage } from "../../../tls/message/message.ts";
import type { Decoded } from "../../../tls/reader.ts";
import { extensionName, extensionTypes } from "../../../tls/registry/extensions.ts";
import { bytes, carrying, extension, message, text, vector } from "../message/build.ts";
import { EXTENSION_SAMPLES } from "./samples.ts";

function decode(message: Uint8Array): Decoded<HandshakeMessage> {
  const decoded = decodeHandshake(message, { from: "server", version: 0x0304 });
  assertEquals(tilingFault(decoded.fields, message.length), undefined);
  return decoded;
}

function extensionsOf(value: HandshakeMessage | undefined): readonly Extension[] {
  assertExists(value);
  if (value.type === "certificate") return value.entries[0]!.extensions;
  return "extensions" in value && value.extensions ? value.extensions : [];
}

/** The leaves of the only extension that have something to say, as `name: value (meaning)`. */
function said(...args: Parameters<typeof carrying>): string[] {
  const { fields, troubles } = decode(carrying(...args));
  assertEquals(troubles, []);
  const leaves = [...leavesOf(find(fields, "extensions")?.fields ?? [])].slice(3);
  return leaves.map(({ name, value, meaning }) =>
    name + (value === undefined ? "" : `: ${value}`) +
    (meaning === undefined ? "" : ` (${meaning})`)
  );
}

function find(fields: readonly Field[], name: string): Field | undefined {
  for (const field of fields) {
    const found = field.name === name ? field : find(field.fields ?? [], name);
    if (found) return found;
  }
}

for (const [code, inMessage, data, content] of EXTENSION_SAMPLES) {
  Deno.test(`${extensionName(code)} in ${inMessage} (${data.length} bytes) says what it says`, () => {
    const { value, troubles } = decode(carrying(inMessage, extension(code, data)));
    // The certificate around an extension of a Certificate is a stub.
    assertEquals(troubles.filter(({ message }) => !message.startsWith("Certificate ")), []);
    assertEquals(extensionsOf(value), [{ code, name: extensionName(code), data, content }]);
  });
}

Deno.test("every extension with a known format has a sample, and is named as its content", () => {
  const sampled = new Set(EXTENSION_SAMPLES.map(([code]) => code));
  const known = [...extensionTypes().keys()].filter((code) => {
    const { value } = decode(carrying("CH", extension(code)));
    const { troubles } = decode(carrying("CH", extension(code)));
    return extensionsOf(value)[0]!.content !== undefined || troubles.length > 0;
  });
  for (const code of known) {
    assert(sampled.has(code) || code === 41, `${extensionName(code)} has no sample`);
  }
  for (const [code, , , { type }] of EXTENSION_SAMPLES) assertEquals(type, extensionName(code));
});

Deno.test("an extension cut off anywhere is noted, and leaves the one behind it as it is", () => {
  const behind = extension(0x0028, "aabb");
  for (const [code, inMessage, data] of EXTENSION_SAMPLES) {
    for (let length = 0; length < data.length; length++) {
      const cut = extension(code, data.subarray(0, length));
      const { value, troubles } = decode(carrying(inMessage, cut, behind));
      const extensions = extensionsOf(value);
      // Some have no end of their own, so that less of them is whole as well.
      assert(extensions[0]!.content !== undefined || troubles.length > 0, extensionName(code));
      assertEquals(extensions.length, 2, extensionName(code));
      assertEquals(extensions[0]!.data, data.subarray(0, length));
      assertEquals(extensions[1]!.data, bytes("aabb"));
    }
  }
});

Deno.test("bytes behind what an extension has to say are noted", () => {
  for (const code of [0, 5, 10, 13, 16, 22, 23, 27, 28, 43, 45, 49, 51, 54, 58, 0xff01]) {
    const [, inMessage, data] = EXTENSION_SAMPLES.find(([number]) => number === code)!;
    const { value, troubles } = decode(carrying(inMessage, extension(code, data, "00")));
    assertMatch(troubles[0]!.message, /ends with 1 bytes that belong to nothing/);
    assertEquals(extensionsOf(value)[0]!.content, undefined);
  }
});

Deno.test("a list of extensions that is cut off keeps those before the break", () => {
  const broken = bytes(extension(43, "02 0304"), "000a 0010 00");
  const { value, troubles } = decode(
    message(1, "0303", "00".repeat(33), "0002 1301 0100", vector(2, broken)),
  );
  assertEquals(extensionsOf(value).map(({ name }) => name), ["supported_versions"]);
  assertEquals(troubles.length, 1);
  assertMatch(troubles[0]!.message, /^extension_data promises 16 bytes where 1 are left/);
});

Deno.test("unknown extensions and GREASE keep their bytes and get no content", () => {
  const { value, fields } = decode(carrying("CH", extension(0x3a3a, "00"), extension(0x1234)));
  assertEquals(extensionsOf(value), [
    { code: 0x3a3a, name: "GREASE (0x3a3a)", data: bytes("00") },
    { code: 0x1234, name: "unassigned (0x1234)", data: bytes("") },
  ]);
  assertExists(find(fields, "GREASE (0x3a3a)"));
});

Deno.test("findExtension() finds by name, and nothing that is broken or not there", () => {
  const { value } = decode(carrying("CH", extension(43, "02 0304"), extension(45)));
  const extensions = extensionsOf(value);
  assertEquals(findExtension(extensions, "supported_versions")?.versions, [0x0304]);
  assertEquals(findExtension(extensions, "psk_key_exchange_modes"), undefined);
  assertEquals(findExtension(extensions, "cookie"), undefined);
});

Deno.test("pre_shared_key says where its binders begin, which is where what they sign ends", () => {
  const identity = bytes(vector(2, text("ticket")), "00000007");
  const data = bytes(vector(2, identity), vector(2, vector(1, "ee".repeat(32))));
  const hello = carrying("CH", extension(41, data));
  const content = findExtension(extensionsOf(decode(hello).value), "pre_shared_key");
  assertEquals(content?.identities, [{ identity: text("ticket"), obfuscatedTicketAge: 7 }]);
  assertEquals(content?.binders, [bytes("ee".repeat(32))]);
  assertEquals(content?.bindersOffset, hello.length - 2 - 1 - 32);
});

Deno.test("hybrid key shares are taken apart, in the order of their group and side", () => {
  const parts = (inMessage: "CH" | "SH", group: string, ...key: Uint8Array[]) => {
    const entry = bytes(group, vector(2, ...key));
    const { fields } = decode(
      carrying(inMessage, extension(51, inMessage === "CH" ? vector(2, entry) : entry)),
    );
    const exchange = find(fields, "key_exchange")!.fields!.slice(1);
    return exchange.map(({ name, length }) => `${name} ${length}`);
  };
  const of = (length: number) => new Uint8Array(length);
  assertEquals(parts("CH", "11ec", of(1184), of(32)), [
    "mlkem_encapsulation_key 1184",
    "x25519_public_key 32",
  ]);
  assertEquals(parts("SH", "11ec", of(1088), of(32)), [
    "mlkem_ciphertext 1088",
    "x25519_public_key 32",
  ]);
  assertEquals(parts("CH", "11ed", of(97), of(1568)), [
    "ec_point 97",
    "mlkem_encapsulation_key 1568",
  ]);
  assertEquals(parts("CH", "6399", of(32), of(1184)), [
    "x25519_public_key 32",
    "mlkem_encapsulation_key 1184",
  ]);
  assertEquals(parts("SH", "0201", of(1088)), ["mlkem_ciphertext 1088"]);
  assertEquals(parts("CH", "0100", of(256)), ["dh_public_value 256"]);
  assertEquals(parts("CH", "1a1a", of(1)), ["key_exchange 1"]);
});

Deno.test("a key share of the wrong length is noted and stays whole", () => {
  const hello = carrying("CH", extension(51, vector(2, "001d", vector(2, "aabb"))));
  const { value, troubles } = decode(hello);
  assertMatch(troubles[0]!.message, /^The key exchange of x25519 has 2 bytes instead of 32/);
  const content = findExtension(extensionsOf(value), "key_share");
  assertEquals(content?.shares, [{ group: 0x001d, key: bytes("aabb") }]);
});

Deno.test("the point of a curve is taken apart into its coordinates", () => {
  const point = bytes("04", "11".repeat(32), "22".repeat(32));
  assertEquals(said("SH", extension(51, "0017", vector(2, point))), [
    "group: 23 (secp256r1)",
    "length: 65",
    "legacy_form: 4",
    "X",
    "Y",
  ]);
});

Deno.test("transport parameters of QUIC are named, and their numbers read", () => {
  assertEquals(said("EE", extension(57, "01 04 8000ea60", "40c8 00", "0b 01 19")), [
    "transport_parameter_id: 1 (max_idle_timeout)",
    "transport_parameter_length: 4 (4)",
    "transport_parameter_value: 2147543648 (60000)",
    "transport_parameter_id: 16584 (unassigned (0x00c8))",
    "transport_parameter_length: 0 (0)",
    "transport_parameter_id: 11 (max_ack_delay)",
    "transport_parameter_length: 1 (1)",
    "transport_parameter_value: 25 (25)",
  ]);
});

Deno.test("a number of QUIC may take eight bytes", () => {
  assertEquals(said("EE", extension(57, "c000000000000004 08 c000000100000000")), [
    "transport_parameter_id (initial_max_data)",
    "transport_parameter_length: 8 (8)",
    "transport_parameter_value (4294967296)",
  ]);
});

Deno.test("an encrypted ClientHello shows the algorithms of HPKE by name", () => {
  const outer = bytes("00 0001 0001 05", "0000", vector(2, "aa"));
  assertEquals(said("CH", extension(0xfe0d, outer)).slice(0, 4), [
    "type: 0 (outer)",
    "kdf_id: 1 (HKDF-SHA256)",
    "aead_id: 1 (AES-128-GCM)",
    "config_id: 5",
  ]);
});

Deno.test("numbers that stand for a length of time or a size have it as their meaning", () => {
  assertEquals(said("CH", extension(1, "04")), ["max_fragment_length: 4 (4096 bytes)"]);
  assert(
    said("EE", extension(32, "00", "0000", "00093a80")).includes("lifetime: 604800 (7 d)"),
  );
});

Deno.test("a ClientHello in the manner of Chrome is read to the last byte, GREASE and all", () => {
  const share = bytes(
    "2a2a 0001 00",
    "11ec",
    vector(2, "66".repeat(1216)),
    "001d",
    vector(2, "55".repeat(32)),
  );
  const hello = message(
    1,
    "0303",
    "aa".repeat(32),
    vector(1, "bb".repeat(32)),
    vector(2, "dada 1301 1302 1303 c02b c02f"),
    "01 00",
    vector(
      2,
      extension(0x4a4a),
      extension(51, vector(2, share)),
      extension(43, "06 8a8a 0304 0303"),
      extension(16, vector(2, vector(1, text("h2")), vector(1, text("http/1.1")))),
      extension(0xfe0d, "00 0001 0001 b2", vector(2, "cc".repeat(32)), vector(2, "dd".repeat(208))),
      extension(17613, vector(2, vector(1, text("h2")))),
      extension(27, "02 0002"),
      extension(10, vector(2, "2a2a 11ec 001d 0017 0018")),
      extension(0xff01, "00"),
      extension(23),
      extension(0x9a9a, "00"),
    ),
  );
  const { value, fields, troubles } = decode(hello);
  assertEquals(troubles, []);
  assertEquals(extensionsOf(value).filter(({ content }) => !content).map(({ name }) => name), [
    "GREASE (0x4a4a)",
    "GREASE (0x9a9a)",
  ]);
  const meanings = [...leavesOf(fields)].map(({ meaning }) => meaning);
  const grease = meanings.filter((meaning) => meaning?.startsWith("GREASE"));
  // A suite, a version and two extensions; a group among the groups and among the key shares.
  assertEquals(grease.toSorted(), [
    "GREASE (0x2a2a)",
    "GREASE (0x2a2a)",
    "GREASE (0x4a4a)",
    "GREASE (0x8a8a)",
    "GREASE (0x9a9a)",
    "GREASE (0xdada)",
  ]);
});
