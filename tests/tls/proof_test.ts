import { assert, assertEquals } from "@std/assert";
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { parseCertificate } from "../../x509/certificate.ts";
import { type PublicKey, readPublicKey } from "../../x509/public_key.ts";
import { signedContent13, verifyHandshakeSignature } from "../../tls/proof.ts";
import { SIGNATURE_SCHEMES } from "../../tls/registry/signature_schemes.ts";
import { CAPTURES } from "./protection/captured.ts";
import { follow } from "./protection/follow.ts";
import { TRACES } from "./rfc8448.ts";
import { SIGNATURES } from "./signature/vectors.ts";

const TLS10 = 0x0301;
const TLS12 = 0x0303;
const TLS13 = 0x0304;
const DATA = new TextEncoder().encode("what was signed");

function publicKeyOf(key: KeyObject): PublicKey {
  return readPublicKey(new Uint8Array(key.export({ format: "der", type: "spki" })));
}

for (const { name, ...vector } of SIGNATURES) {
  const key = readPublicKey(vector.spki);
  Deno.test(`verifyHandshakeSignature() knows OpenSSL's: ${name}`, () => {
    assertEquals(verifyHandshakeSignature({ ...vector, key }), "valid");
  });

  Deno.test(`verifyHandshakeSignature() refuses a flipped bit: ${name}`, () => {
    for (const at of [0, 1, vector.signature.length >> 1, vector.signature.length - 1]) {
      const signature = vector.signature.slice();
      signature[at]! ^= 1;
      assertEquals(verifyHandshakeSignature({ ...vector, key, signature }), "invalid");
    }
    const data = vector.data.slice();
    data[data.length - 1]! ^= 1;
    assertEquals(verifyHandshakeSignature({ ...vector, key, data }), "invalid");
  });

  Deno.test(`verifyHandshakeSignature() refuses a signature cut off or drawn out: ${name}`, () => {
    for (const signature of [new Uint8Array(), vector.signature.subarray(1)]) {
      assertEquals(verifyHandshakeSignature({ ...vector, key, signature }), "invalid");
    }
    const signature = new Uint8Array([...vector.signature, 0]);
    assertEquals(verifyHandshakeSignature({ ...vector, key, signature }), "invalid");
  });
}

const RSA = generateKeyPairSync("rsa", { modulusLength: 1024 });
const EC = ["P-256", "P-384", "P-521"].map((namedCurve) =>
  generateKeyPairSync("ec", { namedCurve })
);
const ED25519 = generateKeyPairSync("ed25519");

/** Signs with `node:crypto` and verifies. */
function signedBy(
  pair: { publicKey: KeyObject; privateKey: KeyObject },
  hash: string | null,
  scheme: number | undefined,
  version: number,
  how: { padding?: number; saltLength?: number } = {},
): string {
  const signature = new Uint8Array(sign(hash, DATA, { key: pair.privateKey, ...how }));
  const key = publicKeyOf(pair.publicKey);
  return verifyHandshakeSignature({ key, scheme, version, data: DATA, signature });
}

Deno.test("verifyHandshakeSignature() knows RSA with PKCS#1 and every hash of TLS 1.2", () => {
  for (const [i, hash] of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"].entries()) {
    assertEquals(signedBy(RSA, hash, (i + 1) << 8 | 1, TLS12), "valid", hash);
    assertEquals(signedBy(RSA, hash, (i + 1 ^ 1) << 8 | 1, TLS12) === "valid", false, hash);
  }
});

Deno.test("verifyHandshakeSignature() knows RSA with both hashes of TLS 1.0 and 1.1", () => {
  assertEquals(signedBy(RSA, "md5-sha1", undefined, TLS10), "valid");
  assertEquals(signedBy(RSA, "md5-sha1", undefined, 0x0302), "valid");
  assertEquals(signedBy(RSA, "sha1", undefined, TLS10), "invalid");
});

Deno.test("verifyHandshakeSignature() knows RSA-PSS with a salt as long as the hash, no other", () => {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  for (const [scheme, hash, length] of [[0x0804, "sha256", 32], [0x0805, "sha384", 48]] as const) {
    const saltLength = length;
    assertEquals(signedBy(RSA, hash, scheme, TLS13, { padding, saltLength }), "valid", hash);
    assertEquals(signedBy(RSA, hash, scheme, TLS12, { padding, saltLength }), "valid", hash);
    assertEquals(signedBy(RSA, hash, scheme, TLS13, { padding, saltLength: 20 }), "invalid", hash);
  }
});

Deno.test("verifyHandshakeSignature() knows ECDSA over the curves of NIST", () => {
  const schemes = [[0x0403, "sha256"], [0x0503, "sha384"], [0x0603, "sha512"]] as const;
  for (const [i, [scheme, hash]] of schemes.entries()) {
    assertEquals(signedBy(EC[i]!, hash, scheme, TLS13), "valid", hash);
  }
});

Deno.test("verifyHandshakeSignature() holds the curve to the scheme in TLS 1.3, not in TLS 1.2", () => {
  const [p256, p384] = EC;
  assertEquals(signedBy(p384!, "sha256", 0x0403, TLS12), "valid");
  assertEquals(signedBy(p384!, "sha256", 0x0403, TLS13), "mismatch");
  assertEquals(signedBy(p256!, "sha384", 0x0503, TLS12), "valid");
});

Deno.test("verifyHandshakeSignature() tells a scheme that is for another kind of key", () => {
  const keys = [RSA, EC[0]!, ED25519].map(({ publicKey }) => publicKeyOf(publicKey));
  const fits: Record<number, number> = { 0x0804: 0, 0x0403: 1, 0x0807: 2 };
  for (const scheme of [0x0804, 0x0809, 0x0403, 0x081a, 0x0807, 0x0808]) {
    for (const [i, key] of keys.entries()) {
      if (fits[scheme] === i) continue;
      const signature = new Uint8Array(64);
      const verdict = verifyHandshakeSignature({
        key,
        scheme,
        version: TLS13,
        data: DATA,
        signature,
      });
      assertEquals(verdict, "mismatch", `0x${scheme.toString(16)} with ${key.kind}`);
    }
  }
});

Deno.test("verifyHandshakeSignature() holds what TLS 1.3 leaves to certificates for a mismatch", () => {
  assertEquals(signedBy(RSA, "sha256", 0x0401, TLS13), "mismatch");
  assertEquals(signedBy(EC[0]!, "sha1", 0x0203, TLS13), "mismatch");
  assertEquals(signedBy(RSA, "sha256", 0x0420, TLS13), "valid"); // The exception for old clients.
});

Deno.test("verifyHandshakeSignature() names what it does not know", () => {
  const key = publicKeyOf(RSA.publicKey);
  const unknown = [...SIGNATURE_SCHEMES.names]
    .filter(([, name]) => /^(mldsa|slhdsa|sm2|gost|eccsi|iso)/.test(name)).map(([code]) => code);
  assert(unknown.length > 20);
  for (const scheme of [...unknown, 0x0000, 0x1a1a, 0xffff]) {
    for (const version of [TLS12, TLS13]) {
      const verdict = verifyHandshakeSignature({
        key,
        scheme,
        version,
        data: DATA,
        signature: new Uint8Array(128),
      });
      assertEquals(verdict, "unsupported", `0x${scheme.toString(16)}`);
    }
  }
});

Deno.test("verifyHandshakeSignature() takes whatever for a key and a signature, and soon ends", () => {
  const huge = new Uint8Array(100_000).fill(0xff);
  const spki = new Uint8Array(1);
  const rsa = (modulus: Uint8Array, exponent: bigint): PublicKey => ({
    spki,
    key: spki,
    kind: "rsa",
    bits: 8 * modulus.length,
    modulus,
    exponent,
    pss: false,
  });
  const keys: PublicKey[] = [
    rsa(new Uint8Array([1]), 3n),
    rsa(new Uint8Array(128).fill(0xfe), 2n),
    rsa(huge.subarray(0, 40), 3n),
    rsa(huge, 65537n),
    rsa(huge.subarray(0, 256), BigInt(`0x${huge.subarray(0, 256).toHex()}`)),
    { spki, key: spki, kind: "ec", bits: 256, curve: "1.2.840.10045.3.1.7" },
    { spki, key: spki, kind: "ec", bits: 384, curve: "1.3.132.0.34" },
    { spki, key: spki, kind: "ed25519", bits: 256 },
    { spki, key: spki, kind: "ed448", bits: 456 },
    { spki, key: spki, kind: "x25519", bits: 253 },
    { spki, key: spki, kind: "unknown", algorithm: "1.2.840.10040.4.1" },
    { spki, key: spki, kind: "unknown", algorithm: "1.3.36.3.3.2.8.1.1.7" },
    { spki, key: spki, kind: "unknown", algorithm: "1.2.3" },
  ];
  const signatures = [
    new Uint8Array(),
    new Uint8Array(40),
    huge,
    huge.subarray(0, 64),
    huge.subarray(0, 256),
  ];
  for (const key of keys) {
    for (const version of [TLS10, TLS12, TLS13]) {
      for (const scheme of [undefined, 0x0202, 0x0203, 0x0401, 0x0403, 0x0804, 0x0807, 0x0808]) {
        for (const signature of signatures) {
          const said = verifyHandshakeSignature({ key, scheme, version, data: DATA, signature });
          assert(said !== "valid", key.kind);
        }
      }
    }
  }
});

Deno.test("a CertificateVerify of OpenSSL proves the server's key", () => {
  const capture = CAPTURES.find(({ name }) => name.includes("Ed25519"))!;
  const { messages } = follow(capture);
  const certificate = messages.find(({ type }) => type === 11)!.bytes;
  const length = certificate[8]! << 16 | certificate[9]! << 8 | certificate[10]!;
  const { publicKey } = parseCertificate(certificate.subarray(11, 11 + length));
  const { bytes, from, hashBefore } = messages.find(({ type }) => type === 15)!;
  const signed = {
    key: publicKey,
    scheme: bytes[4]! << 8 | bytes[5]!,
    version: TLS13,
    signature: bytes.subarray(8),
  };
  const content = signedContent13(from, hashBefore);
  assertEquals(verifyHandshakeSignature({ ...signed, data: content }), "valid");
  const forTheOther = signedContent13("client", hashBefore);
  assertEquals(verifyHandshakeSignature({ ...signed, data: forTheOther }), "invalid");
});

Deno.test("both CertificateVerify of RFC 8448 section 6 prove the keys of their side", () => {
  const { messages } = TRACES.find(({ section }) => section === "6")!;
  const transcript = createHash("sha256");
  const verdicts: string[] = [];
  let key: PublicKey | undefined;
  for (const { from, hex, name } of messages) {
    const bytes = Uint8Array.fromHex(hex);
    if (name === "certificate") {
      const at = 5 + bytes[4]!;
      const length = bytes[at + 3]! << 16 | bytes[at + 4]! << 8 | bytes[at + 5]!;
      key = parseCertificate(bytes.subarray(at + 6, at + 6 + length)).publicKey;
    }
    if (name === "certificate_verify") {
      const data = signedContent13(from, new Uint8Array(transcript.copy().digest()));
      const scheme = bytes[4]! << 8 | bytes[5]!;
      const signature = bytes.subarray(8);
      verdicts.push(
        `${from}: ${
          verifyHandshakeSignature({ key: key!, scheme, version: TLS13, data, signature })
        }`,
      );
    }
    transcript.update(bytes);
  }
  assertEquals(verdicts, ["server: valid", "client: valid"]);
});
