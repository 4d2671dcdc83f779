import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { DerError, readDer, Tag, toHex, writeDer } from "../../x509/der.ts";
import { decodePem, encodePem } from "../../x509/pem.ts";
import {
  generateKey,
  isPair,
  KEY_KINDS,
  type KeyKind,
  type PrivateKey,
  readPrivateKey,
} from "../../x509/private_key.ts";
import { describeKey, readPublicKey } from "../../x509/public_key.ts";
import { readAlgorithm, verifySignature } from "../../x509/signature.ts";
import { oid, sequence } from "../support/forged.ts";
import { Random } from "../support/random.ts";
import * as openssl from "./fixtures.ts";

const HELLO = new TextEncoder().encode("hello");

const readKey = async (pem: string) => await readPrivateKey(decodePem(pem).at(-1)!);

/** What the public half says to a signature the key makes. */
async function verdictOn(key: PrivateKey, signature?: Uint8Array) {
  const algorithm = readAlgorithm(readDer(sequence(oid(key.algorithm)), "algorithm"), "algorithm");
  return await verifySignature(
    key.publicKey,
    algorithm,
    HELLO,
    signature ?? await key.sign(HELLO),
  );
}

const DESCRIPTIONS: Readonly<Record<KeyKind, string>> = {
  "rsa:2048": "RSA 2048",
  "rsa:3072": "RSA 3072",
  "rsa:4096": "RSA 4096",
  "ec:p256": "EC P-256",
  "ec:p384": "EC P-384",
  "ed25519": "Ed25519",
};

// One of each kind is enough, and the larger ones take long to make.
const keys = new Map<KeyKind, Promise<PrivateKey>>();
function keyOf(kind: KeyKind): Promise<PrivateKey> {
  if (!keys.has(kind)) keys.set(kind, generateKey(kind));
  return keys.get(kind)!;
}

for (const kind of KEY_KINDS) {
  Deno.test(`generateKey() makes a key of the kind ${kind}`, async () => {
    assertEquals(describeKey((await keyOf(kind)).publicKey), DESCRIPTIONS[kind]);
  });

  Deno.test(`A key of the kind ${kind} makes signatures that verify`, async () => {
    assertEquals(await verdictOn(await keyOf(kind)), "valid");
  });

  Deno.test(`A key of the kind ${kind} is the same after PKCS#8 in PEM`, async () => {
    const key = await keyOf(kind);
    const read = await readKey(encodePem("PRIVATE KEY", key.pkcs8));
    assertEquals(
      [toHex(read.pkcs8), toHex(read.publicKey.spki), read.algorithm],
      [toHex(key.pkcs8), toHex(key.publicKey.spki), key.algorithm],
    );
    assertEquals(await verdictOn(key, await read.sign(HELLO)), "valid");
  });
}

Deno.test("generateKey() makes RSA keys with the exponent 65537", async () => {
  const { publicKey } = await keyOf("rsa:2048");
  assertEquals(publicKey.kind === "rsa" && publicKey.exponent, 65537n);
});

Deno.test("generateKey() makes another key every time", async () => {
  const [one, other] = [await generateKey("ed25519"), await generateKey("ed25519")];
  assertNotEquals(toHex(one.publicKey.key), toHex(other.publicKey.key));
});

const WRITTEN_BY_OPENSSL = [
  ["a PKCS#1 key, RSA 2048", openssl.RSA_PKCS1, openssl.RSA_PUBLIC],
  ["a PKCS#8 key, RSA 2048", openssl.RSA_PKCS8, openssl.RSA_PUBLIC],
  ["a SEC 1 key, P-256", openssl.P256_SEC1, openssl.P256_PUBLIC],
  ["a SEC 1 key, P-384", openssl.P384_SEC1, openssl.P384_PUBLIC],
  ["a SEC 1 key, P-521", openssl.P521_SEC1, openssl.P521_PUBLIC],
  ["a SEC 1 key without its public half", openssl.P256_WITHOUT_PUBLIC, openssl.P256_PUBLIC],
  ["a PKCS#8 key, P-256", openssl.P256_PKCS8, openssl.P256_PUBLIC],
  ["a PKCS#8 key, P-384", openssl.P384_PKCS8, openssl.P384_PUBLIC],
  ["a PKCS#8 key, P-521", openssl.P521_PKCS8, openssl.P521_PUBLIC],
  ["a PKCS#8 key, Ed25519", openssl.ED25519_PKCS8, openssl.ED25519_PUBLIC],
] as const;

for (const [title, pem, half] of WRITTEN_BY_OPENSSL) {
  Deno.test(`readPrivateKey() finds the public half of ${title}`, async () => {
    const { publicKey } = await readKey(pem);
    assertEquals(toHex(publicKey.spki), toHex(decodePem(half)[0]!.bytes));
  });

  Deno.test(`readPrivateKey() reads ${title}, ready to sign`, async () => {
    assertEquals(await verdictOn(await readKey(pem)), "valid");
  });
}

Deno.test("readPrivateKey() gives a PKCS#1 key as PKCS#8", async () => {
  const { pkcs8 } = await readKey(openssl.RSA_PKCS1);
  assertEquals(encodePem("PRIVATE KEY", pkcs8), openssl.RSA_PKCS8);
});

Deno.test("readPrivateKey() gives a SEC 1 key as PKCS#8 that it reads again", async () => {
  const { pkcs8, publicKey } = await readKey(openssl.P384_SEC1);
  const again = await readPrivateKey({ label: "PRIVATE KEY", bytes: pkcs8 });
  assert(isPair(again, publicKey));
});

for (
  const [form, pem] of [["PKCS#8", openssl.ENCRYPTED_PKCS8], ["SEC 1", openssl.ENCRYPTED_SEC1]]
) {
  Deno.test(`readPrivateKey() says that a ${form} key is encrypted`, async () => {
    await assertRejects(() => readKey(pem!), SyntaxError, "encrypted with a passphrase");
  });
}

Deno.test("readPrivateKey() refuses a block that is no key, naming it", async () => {
  await assertRejects(
    () => readKey(openssl.ROOT),
    SyntaxError,
    "labelled CERTIFICATE is neither",
  );
});

Deno.test("readPrivateKey() refuses a key that cannot sign", async () => {
  await assertRejects(() => readKey(openssl.X25519_PKCS8), SyntaxError, "not supported");
});

Deno.test("readPrivateKey() refuses a curve written out in numbers", async () => {
  await assertRejects(() => readKey(openssl.P256_EXPLICIT), SyntaxError, "namedCurve");
});

Deno.test("readPrivateKey() names the curve it does not support", async () => {
  const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.3.132.0.10")); // secp256k1
  const version = writeDer(Tag.integer, new Uint8Array(1));
  const bytes = sequence(version, algorithm, writeDer(Tag.octetString, new Uint8Array(3)));
  const pem = { label: "PRIVATE KEY", bytes };
  await assertRejects(() => readPrivateKey(pem), SyntaxError, "secp256k1 are not supported");
});

Deno.test("readPrivateKey() refuses a version of PKCS#8 that does not exist", async () => {
  const bytes = decodePem(openssl.P256_PKCS8)[0]!.bytes;
  bytes[bytes.indexOf(Tag.integer) + 2] = 2;
  const pem = { label: "PRIVATE KEY", bytes };
  await assertRejects(() => readPrivateKey(pem), SyntaxError, "version of PKCS#8");
});

Deno.test("readPrivateKey() refuses a number that is no key of its curve", async () => {
  const bytes = decodePem(openssl.P256_WITHOUT_PUBLIC)[0]!.bytes;
  bytes.fill(0xff, 7, 7 + 32);
  const pem = { label: "EC PRIVATE KEY", bytes };
  await assertRejects(() => readPrivateKey(pem), SyntaxError, "do not make a private key");
});

Deno.test("readPrivateKey() refuses an Ed25519 key of the wrong length", async () => {
  const secret = writeDer(Tag.octetString, new Uint8Array(31));
  const version = writeDer(Tag.integer, new Uint8Array(1));
  const bytes = sequence(
    version,
    sequence(oid("1.3.101.112")),
    writeDer(Tag.octetString, secret),
  );
  const pem = { label: "PRIVATE KEY", bytes };
  await assertRejects(() => readPrivateKey(pem), SyntaxError, "do not make a private key");
});

for (const label of ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"]) {
  Deno.test(`readPrivateKey() refuses an empty ${label}`, async () => {
    const pem = { label, bytes: new Uint8Array() };
    await assertRejects(() => readPrivateKey(pem), SyntaxError);
  });
}

Deno.test("readPrivateKey() refuses a key cut off in the middle", async () => {
  const { label, bytes } = decodePem(openssl.RSA_PKCS1)[0]!;
  await assertRejects(
    () => readPrivateKey({ label, bytes: bytes.subarray(0, 400) }),
    DerError,
    "cut off",
  );
});

Deno.test("readPrivateKey() reads any of 600 altered keys or throws a SyntaxError", async () => {
  const random = new Random(2);
  const blocks = [openssl.P256_SEC1, openssl.P256_PKCS8, openssl.ED25519_PKCS8]
    .map((pem) => decodePem(pem)[0]!);
  let refused = 0;
  for (let i = 0; i < 600; i++) {
    const { label, bytes } = random.of(blocks);
    try {
      await readPrivateKey({ label, bytes: random.mutate(bytes) });
    } catch (error) {
      assertInstanceOf(error, SyntaxError);
      refused++;
    }
  }
  assert(refused > 100, `refused ${refused}`);
});

Deno.test("isPair() finds the public half of a key", async () => {
  const half = readPublicKey(decodePem(openssl.P256_PUBLIC)[0]!.bytes);
  assertEquals(isPair(await readKey(openssl.P256_SEC1), half), true);
});

Deno.test("isPair() does not take another key of the same kind", async () => {
  const { publicKey } = await keyOf("ec:p256");
  assertEquals(isPair(await readKey(openssl.P256_SEC1), publicKey), false);
});

Deno.test("isPair() does not take a key of another kind", async () => {
  const half = readPublicKey(decodePem(openssl.P384_PUBLIC)[0]!.bytes);
  assertEquals(isPair(await readKey(openssl.P256_SEC1), half), false);
});

Deno.test("isPair() does not take the same bytes under another algorithm", async () => {
  const key = await readKey(openssl.ED25519_PKCS8);
  const bits = writeDer(Tag.bitString, new Uint8Array(1), key.publicKey.key);
  const x25519 = readPublicKey(sequence(sequence(oid("1.3.101.110")), bits));
  assertEquals(isPair(key, x25519), false);
});
