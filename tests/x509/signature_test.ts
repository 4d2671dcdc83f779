import { assertEquals, assertThrows } from "@std/assert";
import { DerError, readDer, Tag, toHex, writeDer } from "../../x509/der.ts";
import { Oid } from "../../x509/oids.ts";
import { decodePem } from "../../x509/pem.ts";
import { readPublicKey } from "../../x509/public_key.ts";
import { ecdsaDer, hashOf, readAlgorithm, verifySignature } from "../../x509/signature.ts";
import { oid, sequence } from "../support/forged.ts";
import { Random } from "../support/random.ts";
import * as openssl from "./fixtures.ts";

const HELLO = new TextEncoder().encode("hello");
const NULL = writeDer(Tag.null);

const keyIn = (pem: string) => readPublicKey(decodePem(pem)[0]!.bytes);
const RSA = keyIn(openssl.RSA_PUBLIC);
const P256 = keyIn(openssl.P256_PUBLIC);
const P384 = keyIn(openssl.P384_PUBLIC);
const P521 = keyIn(openssl.P521_PUBLIC);
const ED25519 = keyIn(openssl.ED25519_PUBLIC);

const algorithm = (id: string, ...parameters: Uint8Array[]) =>
  readAlgorithm(readDer(sequence(oid(id), ...parameters), "algorithm"), "algorithm");

const HASHES = ["SHA-1", "SHA-256", "SHA-384", "SHA-512"] as const;
type Hash = typeof HASHES[number];
const HASH_IDS = [Oid.sha1, Oid.sha256, Oid.sha384, Oid.sha512];
const RSA_IDS = [Oid.sha1WithRsa, Oid.sha256WithRsa, Oid.sha384WithRsa, Oid.sha512WithRsa];
const ECDSA_IDS = [
  Oid.ecdsaWithSha1,
  Oid.ecdsaWithSha256,
  Oid.ecdsaWithSha384,
  Oid.ecdsaWithSha512,
];

const rsa = (hash: Hash) => algorithm(RSA_IDS[HASHES.indexOf(hash)]!, NULL);
const ecdsa = (hash: Hash) => algorithm(ECDSA_IDS[HASHES.indexOf(hash)]!);
const ed25519 = algorithm(Oid.ed25519);

const wrapped = (n: number, ...parts: Uint8Array[]) =>
  writeDer(Tag.contextConstructed(n), ...parts);
const number = (value: number) => writeDer(Tag.integer, Uint8Array.of(value));
const hashId = (hash: Hash) => sequence(oid(HASH_IDS[HASHES.indexOf(hash)]!), NULL);
const maskOf = (hash: Hash) => sequence(oid(Oid.mgf1), hashId(hash));

/** PSS as it is mostly used: one hash for both purposes. */
const pss = (hash: Hash, salt: number) =>
  algorithm(
    Oid.rsassaPss,
    sequence(wrapped(0, hashId(hash)), wrapped(1, maskOf(hash)), wrapped(2, number(salt))),
  );

const decode = (base64: string) => Uint8Array.fromBase64(base64);
const RSA_SIGNATURE = decode(openssl.RSA_SIGNATURES["SHA-256"]);
const PSS_SIGNATURE = decode(openssl.PSS_SIGNATURES["SHA-256 32"]);
const P256_SIGNATURE = decode(openssl.P256_SIGNATURES["SHA-256"]);
const ED25519_SIGNATURE = decode(openssl.ED25519_SIGNATURE);

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= 1;
  return copy;
}

// Valid ones.

for (const hash of HASHES) {
  Deno.test(`verifySignature() verifies RSA PKCS#1 v1.5 with ${hash}`, async () => {
    const signature = decode(openssl.RSA_SIGNATURES[hash]);
    assertEquals(await verifySignature(RSA, rsa(hash), HELLO, signature), "valid");
  });
}

for (const hash of HASHES) {
  Deno.test(`verifySignature() verifies RSA PSS with ${hash}`, async () => {
    const signature = decode(openssl.PSS_SIGNATURES[`${hash} 32`]);
    assertEquals(await verifySignature(RSA, pss(hash, 32), HELLO, signature), "valid");
  });
}

Deno.test("verifySignature() takes a PSS salt of 20 bytes where none is named", async () => {
  const parameters = sequence(wrapped(0, hashId("SHA-256")), wrapped(1, maskOf("SHA-256")));
  const signature = decode(openssl.PSS_SIGNATURES["SHA-256 20"]);
  const named = algorithm(Oid.rsassaPss, parameters);
  assertEquals(await verifySignature(RSA, named, HELLO, signature), "valid");
});

const CURVES = [
  ["P-256", P256, openssl.P256_SIGNATURES],
  ["P-384", P384, openssl.P384_SIGNATURES],
  ["P-521", P521, openssl.P521_SIGNATURES],
] as const;

for (const [curve, key, signatures] of CURVES) {
  for (const hash of HASHES) {
    if (curve === "P-384" && hash === "SHA-1") continue; // See below.
    Deno.test(`verifySignature() verifies ECDSA over ${curve} with ${hash}`, async () => {
      const signature = decode(signatures[hash]);
      assertEquals(await verifySignature(key, ecdsa(hash), HELLO, signature), "valid");
    });
  }
}

Deno.test("verifySignature() does not support ECDSA over P-384 with SHA-1", async () => {
  // Deno's WebCrypto calls every such signature false, so nothing is known about it.
  const signature = decode(openssl.P384_SIGNATURES["SHA-1"]);
  assertEquals(await verifySignature(P384, ecdsa("SHA-1"), HELLO, signature), "unsupported");
});

Deno.test("verifySignature() verifies Ed25519", async () => {
  assertEquals(await verifySignature(ED25519, ed25519, HELLO, ED25519_SIGNATURE), "valid");
});

// Invalid ones.

const KINDS = [
  ["RSA PKCS#1 v1.5", RSA, rsa("SHA-256"), RSA_SIGNATURE],
  ["RSA PSS", RSA, pss("SHA-256", 32), PSS_SIGNATURE],
  ["ECDSA", P256, ecdsa("SHA-256"), P256_SIGNATURE],
  ["Ed25519", ED25519, ed25519, ED25519_SIGNATURE],
] as const;

for (const [title, key, named, signature] of KINDS) {
  Deno.test(`verifySignature() refuses an ${title} signature over other bytes`, async () => {
    assertEquals(await verifySignature(key, named, HELLO.subarray(1), signature), "invalid");
  });

  Deno.test(`verifySignature() refuses an ${title} signature with a bit flipped`, async () => {
    const altered = flipped(signature, signature.length - 1);
    assertEquals(await verifySignature(key, named, HELLO, altered), "invalid");
  });

  Deno.test(`verifySignature() refuses an ${title} signature that is cut off`, async () => {
    const cut = signature.subarray(0, -1);
    assertEquals(await verifySignature(key, named, HELLO, cut), "invalid");
  });

  Deno.test(`verifySignature() refuses an ${title} signature of no bytes`, async () => {
    assertEquals(await verifySignature(key, named, HELLO, new Uint8Array()), "invalid");
  });
}

Deno.test("verifySignature() refuses a signature made with another hash", async () => {
  assertEquals(await verifySignature(RSA, rsa("SHA-512"), HELLO, RSA_SIGNATURE), "invalid");
});

Deno.test("verifySignature() refuses a PSS signature with a salt of another length", async () => {
  assertEquals(await verifySignature(RSA, pss("SHA-256", 20), HELLO, PSS_SIGNATURE), "invalid");
});

Deno.test("verifySignature() does not take PKCS#1 v1.5 for PSS", async () => {
  assertEquals(await verifySignature(RSA, pss("SHA-256", 32), HELLO, RSA_SIGNATURE), "invalid");
});

const ones = new Uint8Array(32).fill(0xff);
const ECDSA_OUTSIDE: readonly (readonly [title: string, signature: Uint8Array])[] = [
  ["zero", sequence(number(0), number(0))],
  ["negative", sequence(number(0xff), number(1))],
  ["too wide", sequence(writeDer(Tag.integer, Uint8Array.of(1), ones), number(1))],
  ["beyond the order", sequence(writeDer(Tag.integer, Uint8Array.of(0), ones), number(1))],
  ["missing", sequence(number(1))],
  ["followed by a third", sequence(number(1), number(1), number(1))],
  ["padded", sequence(writeDer(Tag.integer, Uint8Array.of(0, 1)), number(1))],
];

for (const [title, signature] of ECDSA_OUTSIDE) {
  Deno.test(`verifySignature() refuses an ECDSA signature with a number that is ${title}`, async () => {
    assertEquals(await verifySignature(P256, ecdsa("SHA-256"), HELLO, signature), "invalid");
  });
}

Deno.test("verifySignature() refuses the raw form of an ECDSA signature", async () => {
  assertEquals(
    await verifySignature(P256, ecdsa("SHA-256"), HELLO, new Uint8Array(64).fill(1)),
    "invalid",
  );
});

Deno.test("verifySignature() refuses a key whose point is not on its curve", async () => {
  const off = readPublicKey(flipped(P256.spki, P256.spki.length - 1));
  assertEquals(await verifySignature(off, ecdsa("SHA-256"), HELLO, P256_SIGNATURE), "invalid");
});

// Algorithms and keys that do not go together.

const MISMATCHES = [
  ["RSA with an EC key", P256, rsa("SHA-256")],
  ["PSS with an EC key", P256, pss("SHA-256", 32)],
  ["ECDSA with an RSA key", RSA, ecdsa("SHA-256")],
  ["ECDSA with an Ed25519 key", ED25519, ecdsa("SHA-256")],
  ["Ed25519 with an RSA key", RSA, ed25519],
] as const;

for (const [title, key, named] of MISMATCHES) {
  Deno.test(`verifySignature() finds a mismatch in ${title}`, async () => {
    assertEquals(await verifySignature(key, named, HELLO, RSA_SIGNATURE), "mismatch");
  });
}

Deno.test("verifySignature() finds a mismatch in PKCS#1 v1.5 with a key for PSS alone", async () => {
  const bits = writeDer(Tag.bitString, new Uint8Array(1), RSA.key);
  const key = readPublicKey(sequence(sequence(oid(Oid.rsassaPss)), bits));
  assertEquals(await verifySignature(key, rsa("SHA-256"), HELLO, RSA_SIGNATURE), "mismatch");
});

Deno.test("verifySignature() does not support a curve it does not know", async () => {
  const spki = sequence(
    sequence(oid(Oid.ecPublicKey), oid("1.3.132.0.10")), // secp256k1
    writeDer(Tag.bitString, Uint8Array.of(0, 4), new Uint8Array(64)),
  );
  const verdict = verifySignature(readPublicKey(spki), ecdsa("SHA-256"), HELLO, P256_SIGNATURE);
  assertEquals(await verdict, "unsupported");
});

for (const id of ["1.2.840.113549.1.1.4", "1.2.840.10045.4.3.1", "1.3.101.113", "1.2.3"]) {
  Deno.test(`verifySignature() does not support the algorithm ${id}`, async () => {
    assertEquals(await verifySignature(RSA, algorithm(id), HELLO, RSA_SIGNATURE), "unsupported");
  });
}

const PSS_PARAMETERS: readonly (readonly [title: string, parameters: readonly Uint8Array[]])[] = [
  ["none at all", []],
  ["all left to their defaults", [sequence()]],
  ["a NULL", [NULL]],
  ["two different hashes", [
    sequence(wrapped(0, hashId("SHA-256")), wrapped(1, maskOf("SHA-384"))),
  ]],
  ["an unknown hash", [
    sequence(wrapped(0, sequence(oid("1.2.3"))), wrapped(1, maskOf("SHA-256"))),
  ]],
  ["an unknown mask", [sequence(wrapped(0, hashId("SHA-256")), wrapped(1, hashId("SHA-256")))]],
  ["a negative salt length", [
    sequence(
      wrapped(0, hashId("SHA-256")),
      wrapped(1, maskOf("SHA-256")),
      wrapped(2, number(0xff)),
    ),
  ]],
  ["an empty hash", [sequence(wrapped(0), wrapped(1, maskOf("SHA-256")))]],
];

for (const [title, parameters] of PSS_PARAMETERS) {
  Deno.test(`verifySignature() does not support PSS whose parameters are ${title}`, async () => {
    const named = algorithm(Oid.rsassaPss, ...parameters);
    assertEquals(await verifySignature(RSA, named, HELLO, PSS_SIGNATURE), "unsupported");
  });
}

// Which hash an algorithm uses.

Deno.test("hashOf() knows the hash of RSA, PSS and ECDSA", () => {
  const hashes = [rsa("SHA-1"), pss("SHA-384", 48), ecdsa("SHA-512")].map(hashOf);
  assertEquals(hashes, ["SHA-1", "SHA-384", "SHA-512"]);
});

Deno.test("hashOf() gives none for Ed25519, which has its own", () => {
  assertEquals(hashOf(ed25519), undefined);
});

Deno.test("readAlgorithm() refuses what follows the parameters", () => {
  assertThrows(() => algorithm(Oid.sha256WithRsa, NULL, NULL), DerError, "followed by 2 bytes");
});

// ECDSA's two forms.

const ECDSA_FORMS: readonly (readonly [raw: string, der: string])[] = [
  ["01 02", "30 06 02 01 01 02 01 02"],
  ["0001 0002", "30 06 02 01 01 02 01 02"],
  ["7fff 8000", "30 09 02 02 7f ff 02 03 00 80 00"],
  ["0080 00ff", "30 08 02 02 00 80 02 02 00 ff"],
  ["0000 0001", "30 06 02 01 00 02 01 01"],
];

for (const [raw, der] of ECDSA_FORMS) {
  Deno.test(`ecdsaDer() writes ${raw} as ${der}`, () => {
    const bytes = Uint8Array.fromHex(raw.replaceAll(" ", ""));
    assertEquals(toHex(ecdsaDer(bytes), " "), der);
  });
}

Deno.test("ecdsaDer() writes a P-521 signature, whose length takes two octets", () => {
  const der = ecdsaDer(new Uint8Array(132).fill(0xff));
  assertEquals(toHex(der.subarray(0, 7)), "30818a024300ff");
});

Deno.test("verifySignature() gives a verdict on any of 2,000 altered signatures", async () => {
  const random = new Random(3);
  const verdicts = new Set<string>();
  for (let i = 0; i < 2000; i++) {
    const [, key, named, signature] = random.of(KINDS.slice(2));
    verdicts.add(await verifySignature(key!, named!, HELLO, random.mutate(signature!)));
  }
  verdicts.delete("valid"); // Where nothing was altered after all.
  assertEquals([...verdicts], ["invalid"]);
});
