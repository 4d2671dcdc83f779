import { assertEquals, assertMatch } from "@std/assert";
import { leavesOf } from "../../../tls/field.ts";
import { decodeHandshake, type HandshakeMessage } from "../../../tls/message/message.ts";
import type { Decoded } from "../../../tls/reader.ts";
import { describeSuite } from "../../../tls/registry/cipher_suites.ts";
import { bytes, message, text, vector } from "./build.ts";

const SERVER = 12;
const CLIENT = 16;

function decode(
  type: number,
  suite: number | undefined,
  body: Uint8Array,
  version = 0x0303,
): Decoded<HandshakeMessage> {
  return decodeHandshake(message(type, body), {
    from: type === SERVER ? "server" : "client",
    version,
    suite: suite === undefined ? undefined : describeSuite(suite),
  });
}

function read(...args: Parameters<typeof decode>): HandshakeMessage | undefined {
  const { value, troubles } = decode(...args);
  assertEquals(troubles, []);
  return value;
}

const POINT = bytes("04", "33".repeat(64));
const CURVE = bytes("03 0017", vector(1, POINT));
const DH = bytes(vector(2, "17"), vector(2, "05"), vector(2, "08"));
const HINT = vector(2, text("hint"));
const SIGNATURE = bytes("0401", vector(2, "aabb"));
const SIGNED = { scheme: 0x0401, signature: bytes("aabb") };
const type = "server_key_exchange";

Deno.test("ECDHE: the curve, the public key, and the signature over exactly the parameters", () => {
  assertEquals(read(SERVER, 0xc02f, bytes(CURVE, SIGNATURE)), {
    type,
    parameters: CURVE,
    group: 0x17,
    publicKey: POINT,
    ...SIGNED,
  });
});

Deno.test("up to TLS 1.1 a signature names no scheme", () => {
  const body = bytes(CURVE, vector(2, "aabb"));
  assertEquals(read(SERVER, 0xc013, body, 0x0302), {
    type,
    parameters: CURVE,
    group: 0x17,
    publicKey: POINT,
    signature: bytes("aabb"),
  });
});

Deno.test("DHE: the signature covers all three numbers", () => {
  assertEquals(read(SERVER, 0x009e, bytes(DH, SIGNATURE)), {
    type,
    parameters: DH,
    publicKey: bytes("08"),
    ...SIGNED,
  });
});

Deno.test("anonymous key exchanges are not signed", () => {
  assertEquals(read(SERVER, 0x0034, DH), { type, parameters: DH, publicKey: bytes("08") });
  assertEquals(read(SERVER, 0xc018, CURVE), {
    type,
    parameters: CURVE,
    group: 0x17,
    publicKey: POINT,
  });
});

Deno.test("with a pre-shared key a hint comes first, and nothing is signed", () => {
  assertEquals(read(SERVER, 0x00a8, HINT), { type, parameters: HINT });
  assertEquals(read(SERVER, 0x00ac, HINT), { type, parameters: HINT });
  const dhe = bytes(HINT, DH);
  assertEquals(read(SERVER, 0x00aa, dhe), { type, parameters: dhe, publicKey: bytes("08") });
  const ecdhe = bytes(HINT, CURVE);
  assertEquals(read(SERVER, 0xc037, ecdhe), {
    type,
    parameters: ecdhe,
    group: 0x17,
    publicKey: POINT,
  });
});

Deno.test("RSA for export: a short key, signed by the long one", () => {
  const key = bytes(vector(2, "cc".repeat(64)), vector(2, "010001"));
  const body = bytes(key, vector(2, "aabb"));
  assertEquals(read(SERVER, 0x0003, body, 0x0301), {
    type,
    parameters: key,
    signature: bytes("aabb"),
  });
});

Deno.test("SRP: signed only if the suite has a certificate", () => {
  const srp = bytes(vector(2, "17"), vector(2, "05"), vector(1, "5a"), vector(2, "08"));
  assertEquals(read(SERVER, 0xc01d, srp), { type, parameters: srp, publicKey: bytes("08") });
  assertEquals(read(SERVER, 0xc01e, bytes(srp, SIGNATURE)), {
    type,
    parameters: srp,
    publicKey: bytes("08"),
    ...SIGNED,
  });
});

Deno.test("a curve spelled out is read to where the signature begins", () => {
  const one = (count: number) => bytes("01 07".repeat(count));
  const prime = bytes("01", one(6), vector(1, POINT));
  const trinomial = bytes("02 00a3 01", one(6), vector(1, POINT));
  const pentanomial = bytes("02 00a3 02", one(8), vector(1, POINT));
  for (const parameters of [prime, trinomial, pentanomial]) {
    assertEquals(read(SERVER, 0xc02f, bytes(parameters, SIGNATURE)), {
      type,
      parameters,
      publicKey: POINT,
      ...SIGNED,
    });
  }
});

Deno.test("without a suite a key exchange stays bytes", () => {
  assertEquals(read(SERVER, undefined, CURVE), { type, parameters: CURVE });
  const { fields } = decode(CLIENT, undefined, POINT);
  assertEquals([...leavesOf(fields)].map(({ name }) => name), [
    "msg_type",
    "length",
    "exchange_keys",
  ]);
});

Deno.test("a signature that is missing is noted", () => {
  const { value, troubles } = decode(SERVER, 0xc02f, CURVE);
  assertEquals(value, undefined);
  assertMatch(troubles[0]!.message, /^algorithm needs 2 bytes where 0 are left/);
});

Deno.test("the client's part has the form its suite asks for", () => {
  const of = (suite: number, body: Uint8Array, version?: number) => {
    const { type, ...said } = read(CLIENT, suite, body, version)!;
    assertEquals(type, "client_key_exchange");
    return said;
  };
  const secret = bytes("ab".repeat(256));
  const identity = text("client");
  const named = vector(2, identity);
  assertEquals(of(0x002f, vector(2, secret)), { encryptedPremasterSecret: secret });
  assertEquals(of(0x000a, secret, 0x0300), { encryptedPremasterSecret: secret });
  assertEquals(of(0x009e, vector(2, "08")), { publicKey: bytes("08") });
  assertEquals(of(0xc02f, vector(1, POINT)), { publicKey: POINT });
  assertEquals(of(0xc025, bytes("")), { publicKey: bytes("") });
  assertEquals(of(0x00a8, named), { pskIdentity: identity });
  assertEquals(of(0x00aa, bytes(named, vector(2, "08"))), {
    pskIdentity: identity,
    publicKey: bytes("08"),
  });
  assertEquals(of(0xc037, bytes(named, vector(1, POINT))), {
    pskIdentity: identity,
    publicKey: POINT,
  });
  assertEquals(of(0x00ac, bytes(named, vector(2, secret))), {
    pskIdentity: identity,
    encryptedPremasterSecret: secret,
  });
  assertEquals(of(0xc01d, vector(2, "08")), { publicKey: bytes("08") });
  assertEquals(of(0x001e, secret), {});
});
