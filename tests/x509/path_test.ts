import {
  assert,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { buildRequest, buildRoot, buildServerCertificate } from "../../x509/build.ts";
import { parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { parseHostName } from "../../x509/general_name.ts";
import { parseSubject } from "../../x509/name.ts";
import { MEANINGS, type Reason } from "../../x509/check.ts";
import { formatGeneralName, formatMoment } from "../../x509/format.ts";
import { type PathOptions, type PathResult, validatePath } from "../../x509/path.ts";
import { decodePem } from "../../x509/pem.ts";
import { generateKey, type PrivateKey, readPrivateKey } from "../../x509/private_key.ts";
import {
  AUTHORITY,
  authority,
  authorityKeyId,
  basicConstraints,
  extension,
  extKeyUsage,
  forge,
  type Forged,
  keyUsage,
  oid,
  sequence,
  SERVER,
  server,
  subjectAltName,
  subjectKeyId,
  THEN,
  Usage,
} from "../support/forged.ts";
import * as openssl from "./fixtures.ts";

const certificateIn = (pem: string) => decodePem(pem)[0]!.bytes;

/** Validates with certificates as they were forged, at a moment all of them are valid. */
async function validate(
  leaf: Forged,
  roots: readonly Forged[],
  options: Omit<PathOptions, "leaf" | "roots" | "intermediates"> & {
    intermediates?: readonly Forged[];
  } = {},
): Promise<PathResult> {
  return await validatePath({
    at: THEN,
    ...options,
    leaf: leaf.der,
    roots: roots.map(({ der }) => der),
    intermediates: options.intermediates?.map(({ der }) => der) ?? [],
  });
}

/** The reason a path was refused for, and which of its certificates; `valid` if it was not. */
function verdict(result: PathResult): string {
  return result.valid ? "valid" : `${result.reason} at ${result.failedAt}`;
}

const commonNames = ({ path }: PathResult) =>
  path.map(({ subject }) => subject.flat().at(-1)?.value);

const root = await authority("root");

// Valid paths.

Deno.test("validatePath() accepts what this CA issues", async () => {
  const validity = { notBefore: new Date("2030-01-01"), notAfter: new Date("2031-01-01") };
  const [caKey, key] = [await generateKey("ec:p256"), await generateKey("ed25519")];
  const ca = await buildRoot({ subject: parseSubject("/CN=root"), key: caKey, ...validity });
  const names = [parseHostName("localhost"), parseHostName("::1")];
  const request = await buildRequest({ subject: parseSubject("/CN=localhost"), key, names });
  const leaf = await buildServerCertificate({
    request: parseRequest(request),
    names,
    issuer: parseCertificate(ca),
    issuerKey: caKey,
    ...validity,
  });
  const results = await Promise.all(
    ["localhost", "::1"].map((host) => validatePath({ leaf, roots: [ca], at: THEN, host })),
  );
  assertEquals(results.map(verdict), ["valid", "valid"]);
});

Deno.test("validatePath() gives the path from the leaf to the root", async () => {
  const [upper, lower] = [
    await authority("upper", { by: root }),
    await authority("lower", { by: root }),
  ];
  const middle = await authority("middle", { by: upper });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [lower, upper, middle] });
  assertEquals(verdict(result), "valid");
  assertEquals(commonNames(result), ["leaf", "middle", "upper", "root"]);
});

Deno.test("validatePath() takes intermediates in any order", async () => {
  const upper = await authority("upper", { by: root });
  const lower = await authority("lower", { by: upper });
  const leaf = await server("leaf", lower);
  for (const intermediates of [[upper, lower], [lower, upper], [leaf, root, lower, upper, lower]]) {
    assertEquals(verdict(await validate(leaf, [root], { intermediates })), "valid");
  }
});

Deno.test("validatePath() does not look at intermediates it does not need", async () => {
  const expired = await authority("other", { notAfter: "200102000000Z" });
  const leaf = await server("leaf", root);
  assertEquals(verdict(await validate(leaf, [root], { intermediates: [expired] })), "valid");
});

Deno.test("validatePath() finds the right one of several roots", async () => {
  const [other, same] = [await authority("other"), await authority("root")];
  const leaf = await server("leaf", root);
  assertEquals(verdict(await validate(leaf, [other, same, root])), "valid");
});

Deno.test("validatePath() tries the next issuer of the same name when the first is wrong", async () => {
  const wrong = await authority("middle", { by: root });
  const right = await authority("middle", { by: root });
  const leaf = await server("leaf", right);
  for (const intermediates of [[wrong, right], [right, wrong]]) {
    assertEquals(verdict(await validate(leaf, [root], { intermediates })), "valid");
  }
});

Deno.test("validatePath() takes the cross-signed certificate that leads to a root", async () => {
  const stranger = await authority("stranger");
  const key = await generateKey("ec:p256");
  const astray = await authority("middle", { by: stranger, key });
  const home = await authority("middle", { by: root, key });
  const leaf = await server("leaf", home);
  for (const intermediates of [[astray, home], [home, astray], [stranger, astray, home]]) {
    const result = await validate(leaf, [root], { intermediates });
    assertEquals(commonNames(result), ["leaf", "middle", "root"]);
    assertEquals(verdict(result), "valid");
  }
});

Deno.test("validatePath() takes the root that has not expired of two with one key", async () => {
  const key = await generateKey("ec:p256");
  const old = await authority("renewed", { key, notAfter: "210101000000Z" });
  const current = await authority("renewed", { key });
  const leaf = await server("leaf", current);
  assertEquals(verdict(await validate(leaf, [old, current])), "valid");
});

Deno.test("validatePath() prefers the issuer that the key identifiers name", async () => {
  const decoys = await Promise.all(
    Array.from(
      { length: 40 },
      (_, i) => authority("named", { by: root, extensions: [...AUTHORITY, subjectKeyId(1, i)] }),
    ),
  );
  const right = await authority("named", {
    by: root,
    extensions: [...AUTHORITY, subjectKeyId(9)],
  });
  const leaf = await forge("leaf", { by: right, extensions: [...SERVER, authorityKeyId(9)] });
  const result = await validate(leaf, [root], { intermediates: [...decoys, right] });
  assertEquals(verdict(result), "valid");
});

Deno.test("validatePath() accepts a leaf that is itself trusted", async () => {
  const leaf = await forge("leaf", { extensions: SERVER });
  assertEquals(verdict(await validate(leaf, [leaf])), "valid");
});

Deno.test("validatePath() ends at a trusted intermediate without its root", async () => {
  const middle = await authority("middle", { by: root });
  const result = await validate(await server("leaf", middle), [middle]);
  assertEquals([verdict(result), commonNames(result)], ["valid", ["leaf", "middle"]]);
});

Deno.test("validatePath() accepts a version 3 certificate without extensions where no host is asked for", async () => {
  const leaf = await forge("leaf", { by: root });
  assertEquals(verdict(await validate(leaf, [root])), "valid");
});

// Who issued it.

Deno.test("validatePath() refuses an issuer it does not know", async () => {
  const leaf = await server("leaf", await authority("stranger"));
  const result = await validate(leaf, [root]);
  assertEquals(verdict(result), "unknown-issuer at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "issued by CN = stranger");
});

Deno.test("validatePath() refuses everything where no root is trusted", async () => {
  const result = await validate(await server("leaf", root), [], { intermediates: [root] });
  assertEquals(verdict(result), "unknown-issuer at 1");
});

Deno.test("validatePath() shows the longest way it got where none leads to a root", async () => {
  const stranger = await authority("stranger");
  const upper = await authority("upper", { by: stranger });
  const lower = await authority("lower", { by: upper });
  const leaf = await server("leaf", lower);
  const result = await validate(leaf, [root], { intermediates: [upper, lower] });
  assertEquals(verdict(result), "unknown-issuer at 2");
  assertEquals(commonNames(result), ["leaf", "lower", "upper"]);
});

Deno.test("validatePath() refuses another authority of the same name by its key identifier", async () => {
  const ours = await authority("same", { extensions: [...AUTHORITY, subjectKeyId(1)] });
  const theirs = await authority("same", { extensions: [...AUTHORITY, subjectKeyId(2)] });
  const leaf = await forge("leaf", { by: theirs, extensions: [...SERVER, authorityKeyId(2)] });
  const result = await validate(leaf, [ours]);
  assertEquals(verdict(result), "unknown-issuer at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "another authority");
});

Deno.test("validatePath() refuses another authority of the same name by the signature", async () => {
  const leaf = await server("leaf", await authority("root"));
  assertEquals(verdict(await validate(leaf, [root])), "bad-signature at 0");
});

Deno.test("validatePath() refuses a certificate signed by itself", async () => {
  const leaf = await forge("leaf", { extensions: SERVER });
  assertEquals(verdict(await validate(leaf, [root])), "self-signed at 0");
});

Deno.test("validatePath() does not let a self-signed leaf pass for a root of its name", async () => {
  const leaf = await forge("root", { extensions: SERVER });
  assertEquals(verdict(await validate(leaf, [root])), "bad-signature at 0");
});

// Signatures.

Deno.test("validatePath() refuses a certificate with any one bit flipped", async () => {
  const { der } = await server("leaf", root);
  const reasons = new Set<Reason | undefined>();
  for (let i = 0; i < der.length; i += 5) {
    const altered = Uint8Array.from(der);
    altered[i]! ^= 1 << (i % 8);
    const result = await validatePath({ leaf: altered, roots: [root.der], at: THEN });
    reasons.add(result.valid ? undefined : result.reason);
  }
  assert(!reasons.has(undefined));
  assert(reasons.has("bad-signature"));
});

Deno.test("validatePath() refuses a signature with its last bit flipped", async () => {
  const { der } = await server("leaf", root);
  der[der.length - 1]! ^= 1;
  const result = await validatePath({ leaf: der, roots: [root.der], at: THEN });
  assertEquals(verdict(result), "bad-signature at 0");
});

Deno.test("validatePath() refuses an intermediate whose signature is wrong", async () => {
  const middle = await authority("middle", {
    by: { name: "root", key: await generateKey("ec:p256") },
  });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [middle] });
  assertEquals(verdict(result), "bad-signature at 1");
});

Deno.test("validatePath() refuses a certificate that names two signature algorithms", async () => {
  const outerAlgorithm = sequence(oid("1.2.840.10045.4.3.4"));
  const leaf = await server("leaf", root, undefined, { outerAlgorithm });
  const result = await validate(leaf, [root]);
  assertEquals(verdict(result), "bad-signature at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "two different");
});

Deno.test("validatePath() says when it does not support a signature algorithm", async () => {
  const key: PrivateKey = { ...root.key, algorithm: "1.2.840.10045.4.3.1" }; // with SHA-224
  const result = await validate(await server("leaf", { name: "root", key }), [root]);
  assertEquals(verdict(result), "bad-signature at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "not supported");
});

Deno.test("validatePath() refuses SHA-1", async () => {
  const [leaf, ca] = [certificateIn(openssl.SHA1_SIGNED), certificateIn(openssl.ROOT)];
  const result = await validatePath({ leaf, roots: [ca], at: THEN });
  assertEquals(verdict(result), "weak-signature at 0");
});

Deno.test("validatePath() does not mind how a root signed itself", async () => {
  const rsa = await readPrivateKey(decodePem(openssl.RSA_PKCS1)[0]!);
  const secret = await crypto.subtle.importKey(
    "pkcs8",
    Uint8Array.from(rsa.pkcs8),
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" },
    false,
    ["sign"],
  );
  const key: PrivateKey = {
    ...rsa,
    algorithm: "1.2.840.113549.1.1.5", // sha1WithRSAEncryption
    sign: async (data) =>
      new Uint8Array(
        await crypto.subtle.sign("RSASSA-PKCS1-v1_5", secret, Uint8Array.from(data)),
      ),
  };
  const old = await authority("old", { key });
  const leaf = await server("leaf", { name: "old", key: rsa });
  assertEquals(verdict(await validate(leaf, [old])), "valid");
  const broken = await server("leaf", old);
  assertEquals(verdict(await validate(broken, [old])), "weak-signature at 0");
});

Deno.test("validatePath() refuses an RSA key of 1024 bits", async () => {
  const [leaf, ca] = [certificateIn(openssl.WEAK_KEY), certificateIn(openssl.ROOT)];
  const result = await validatePath({ leaf, roots: [ca], at: THEN });
  assertEquals(verdict(result), "weak-key at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "RSA 1024");
});

// Dates.

const DATES: readonly (readonly [at: string, verdict: string])[] = [
  ["2029-12-31T23:59:59.999Z", "not-yet-valid at 0"],
  ["2030-01-01T00:00:00.000Z", "valid"],
  ["2030-12-31T23:59:59.000Z", "valid"],
  ["2030-12-31T23:59:59.999Z", "valid"],
  ["2031-01-01T00:00:00.000Z", "expired at 0"],
];

for (const [at, expected] of DATES) {
  Deno.test(`validatePath() finds a certificate for 2030 ${expected} on ${at}`, async () => {
    const leaf = await server("leaf", root, undefined, {
      notBefore: "300101000000Z",
      notAfter: "301231235959Z",
    });
    assertEquals(verdict(await validate(leaf, [root], { at: new Date(at) })), expected);
  });
}

Deno.test("validatePath() refuses an expired root", async () => {
  const old = await authority("old", { notAfter: "291231235959Z" });
  assertEquals(verdict(await validate(await server("leaf", old), [old])), "expired at 1");
});

Deno.test("validatePath() refuses an intermediate that is not yet valid", async () => {
  const middle = await authority("middle", { by: root, notBefore: "400101000000Z" });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [middle] });
  assertEquals(verdict(result), "not-yet-valid at 1");
});

Deno.test("validatePath() judges by the present where no moment is given", async () => {
  const leaf = await server("leaf", root, undefined, { notAfter: "210101000000Z" });
  const result = await validatePath({ leaf: leaf.der, roots: [root.der] });
  assertEquals(verdict(result), "expired at 0");
});

// Versions and extensions.

Deno.test("validatePath() refuses version 1", async () => {
  const [leaf, ca] = [certificateIn(openssl.VERSION_1), certificateIn(openssl.ROOT)];
  assertEquals(verdict(await validatePath({ leaf, roots: [ca], at: THEN })), "version at 0");
});

Deno.test("validatePath() refuses version 2", async () => {
  const leaf = await forge("leaf", { by: root, version: 2 });
  assertEquals(verdict(await validate(leaf, [root])), "version at 0");
});

Deno.test("validatePath() refuses a critical extension it does not know", async () => {
  const unknown = extension("1.2.3.4", true, sequence());
  const leaf = await forge("leaf", { by: root, extensions: [...SERVER, unknown] });
  const result = await validate(leaf, [root]);
  assertEquals(verdict(result), "unknown-critical-extension at 0");
  assertStringIncludes(result.valid ? "" : result.detail.en, "1.2.3.4");
});

Deno.test("validatePath() refuses critical name constraints, which it cannot follow", async () => {
  const constraints = extension("2.5.29.30", true, sequence());
  const middle = await authority("middle", { by: root, extensions: [...AUTHORITY, constraints] });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [middle] });
  assertEquals(verdict(result), "unknown-critical-extension at 1");
});

Deno.test("validatePath() passes over an unknown extension that is not critical", async () => {
  const unknown = extension("1.2.3.4", false, sequence());
  const leaf = await forge("leaf", { by: root, extensions: [...SERVER, unknown] });
  assertEquals(verdict(await validate(leaf, [root])), "valid");
});

// Who may issue.

const NO_AUTHORITIES: readonly (readonly [string, readonly Uint8Array[], string])[] = [
  ["says it is none", SERVER, "issuer-not-ca at 1"],
  ["says nothing of it", [keyUsage(Usage.keyCertSign)], "issuer-not-ca at 1"],
  ["has no extensions", [], "issuer-not-ca at 1"],
  [
    "may not sign certificates",
    [basicConstraints(true), keyUsage(Usage.digitalSignature)],
    "key-usage at 1",
  ],
];

for (const [title, extensions, expected] of NO_AUTHORITIES) {
  Deno.test(`validatePath() refuses an intermediate that ${title}`, async () => {
    const middle = await forge("middle", { by: root, extensions });
    const leaf = await server("leaf", middle);
    const result = await validate(leaf, [root], { intermediates: [middle] });
    assertEquals(verdict(result), expected);
  });

  Deno.test(`validatePath() refuses a root that ${title}`, async () => {
    const ca = await forge("ca", { extensions });
    assertEquals(verdict(await validate(await server("leaf", ca), [ca])), expected);
  });
}

Deno.test("validatePath() accepts an authority without keyUsage", async () => {
  const ca = await forge("ca", { extensions: [basicConstraints(true)] });
  assertEquals(verdict(await validate(await server("leaf", ca), [ca])), "valid");
});

/** A root with a path length, and as many intermediates below it. */
async function limited(pathLength: number, intermediates: number, selfIssued = false) {
  const extensions = [basicConstraints(true, pathLength), keyUsage(Usage.keyCertSign)];
  const ca = await authority("limited", { extensions });
  const chain = [ca];
  for (let i = 0; i < intermediates; i++) {
    chain.unshift(await authority(selfIssued ? "limited" : `level ${i}`, { by: chain[0]! }));
  }
  const leaf = await server("leaf", chain[0]!);
  return await validate(leaf, [ca], { intermediates: chain });
}

Deno.test("validatePath() lets a path length of 0 issue leaves", async () => {
  assertEquals(verdict(await limited(0, 0)), "valid");
});

Deno.test("validatePath() refuses an intermediate below a path length of 0", async () => {
  assertEquals(verdict(await limited(0, 1)), "path-too-long at 2");
});

Deno.test("validatePath() accepts one intermediate below a path length of 1", async () => {
  assertEquals(verdict(await limited(1, 1)), "valid");
});

Deno.test("validatePath() refuses two intermediates below a path length of 1", async () => {
  assertEquals(verdict(await limited(1, 2)), "path-too-long at 3");
});

Deno.test("validatePath() does not count a self-issued intermediate", async () => {
  assertEquals(verdict(await limited(0, 1, true)), "valid");
});

// What the leaf is for.

Deno.test("validatePath() refuses a leaf for TLS clients where a server is asked for", async () => {
  const leaf = await forge("leaf", { by: root, extensions: [extKeyUsage("1.3.6.1.5.5.7.3.2")] });
  assertEquals(verdict(await validate(leaf, [root])), "wrong-purpose at 0");
});

Deno.test("validatePath() accepts a leaf for TLS clients where a client is asked for", async () => {
  const leaf = await forge("leaf", { by: root, extensions: [extKeyUsage("1.3.6.1.5.5.7.3.2")] });
  assertEquals(verdict(await validate(leaf, [root], { purpose: "client" })), "valid");
});

Deno.test("validatePath() refuses a leaf for TLS servers where a client is asked for", async () => {
  const result = await validate(await server("leaf", root), [root], { purpose: "client" });
  assertEquals(verdict(result), "wrong-purpose at 0");
});

Deno.test("validatePath() accepts a leaf for any purpose", async () => {
  const leaf = await forge("leaf", { by: root, extensions: [extKeyUsage("2.5.29.37.0")] });
  assertEquals(verdict(await validate(leaf, [root])), "valid");
});

Deno.test("validatePath() refuses a server below an intermediate for clients", async () => {
  const extensions = [...AUTHORITY, extKeyUsage("1.3.6.1.5.5.7.3.2")];
  const middle = await authority("middle", { by: root, extensions });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [middle] });
  assertEquals(verdict(result), "wrong-purpose at 1");
});

Deno.test("validatePath() refuses an authority's certificate as a leaf", async () => {
  const leaf = await authority("middle", { by: root });
  assertEquals(verdict(await validate(leaf, [root])), "ca-as-leaf at 0");
});

Deno.test("validatePath() refuses a root as a leaf", async () => {
  assertEquals(verdict(await validate(root, [root])), "ca-as-leaf at 0");
});

Deno.test("validatePath() refuses a leaf whose key may not sign", async () => {
  const extensions = [basicConstraints(false), keyUsage(Usage.keyEncipherment)];
  const leaf = await forge("leaf", { by: root, extensions });
  assertEquals(verdict(await validate(leaf, [root])), "key-usage at 0");
});

// Which host.

const NAMES = [
  parseHostName("a.test"),
  parseHostName("*.example.test"),
  parseHostName("192.0.2.1"),
  parseHostName("2001:db8::1"),
];
const named = await server("leaf", root, NAMES);

const HOSTS: readonly (readonly [host: string, verdict: string])[] = [
  ["a.test", "valid"],
  ["A.TEST", "valid"],
  ["www.example.test", "valid"],
  ["192.0.2.1", "valid"],
  ["[2001:DB8::1]", "valid"],
  ["b.test", "name-mismatch at 0"],
  ["example.test", "name-mismatch at 0"],
  ["a.b.example.test", "name-mismatch at 0"],
  ["*.example.test", "name-mismatch at 0"],
  ["192.0.2.2", "name-mismatch at 0"],
  ["::ffff:192.0.2.1", "name-mismatch at 0"],
  ["leaf", "name-mismatch at 0"],
  ["", "name-mismatch at 0"],
  ["no name", "name-mismatch at 0"],
];

for (const [host, expected] of HOSTS) {
  Deno.test(`validatePath() finds a certificate ${expected} for "${host}"`, async () => {
    assertEquals(verdict(await validate(named, [root], { host })), expected);
  });
}

Deno.test("validatePath() finds a host written with the dot of an absolute name", async () => {
  assertEquals(verdict(await validate(named, [root], { host: "a.test." })), "valid");
});

Deno.test("validatePath() does not count the common name", async () => {
  const leaf = await forge("a.test", { by: root, extensions: SERVER });
  const result = await validate(leaf, [root], { host: "a.test" });
  assertEquals(verdict(result), "no-subject-alt-name at 0");
});

Deno.test("validatePath() names the hosts a certificate is for instead", async () => {
  const result = await validate(named, [root], { host: "b.test" });
  const detail =
    "CN = leaf: is not for b.test, only for a.test, *.example.test, 192.0.2.1, 2001:db8::1";
  assertEquals(result.valid ? "" : result.detail.en, detail);
});

Deno.test("validatePath() does not ask for names where no host is given", async () => {
  const leaf = await forge("leaf", { by: root, extensions: SERVER });
  assertEquals(verdict(await validate(leaf, [root])), "valid");
});

// What cannot be read.

for (
  const [title, leaf] of [
    ["garbage", new Uint8Array([1, 2, 3])],
    ["nothing", new Uint8Array()],
    ["cut off", root.der.subarray(0, 100)],
    ["followed by a byte", new Uint8Array([...root.der, 0])],
  ] as const
) {
  Deno.test(`validatePath() refuses a leaf that is ${title}`, async () => {
    const result = await validatePath({ leaf, roots: [root.der], at: THEN });
    assertEquals([verdict(result), result.path], ["malformed at 0", []]);
  });
}

Deno.test("validatePath() refuses a leaf with the same extension twice", async () => {
  const leaf = await forge("leaf", { by: root, extensions: [...SERVER, ...SERVER] });
  assertEquals(verdict(await validate(leaf, [root])), "malformed at 0");
});

Deno.test("validatePath() passes over roots and intermediates that cannot be read", async () => {
  const garbage = { ...root, der: Uint8Array.of(0x30, 0x80) };
  const middle = await authority("middle", { by: root });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [garbage, root], { intermediates: [garbage, middle] });
  assertEquals(verdict(result), "valid");
});

// The checks.

Deno.test("validatePath() lists every check of a valid path in order", async () => {
  const result = await validate(named, [root], { host: "a.test" });
  assertEquals(result.checks.map(({ certificate, reason }) => `${certificate} ${reason}`), [
    "0 version",
    "0 bad-signature",
    "0 weak-signature",
    "0 weak-key",
    "0 not-yet-valid",
    "0 expired",
    "0 unknown-critical-extension",
    "0 wrong-purpose",
    "0 ca-as-leaf",
    "0 key-usage",
    "0 name-mismatch",
    "1 version",
    "1 unknown-issuer",
    "1 bad-signature",
    "1 weak-signature",
    "1 weak-key",
    "1 not-yet-valid",
    "1 expired",
    "1 unknown-critical-extension",
    "1 issuer-not-ca",
    "1 key-usage",
    "1 wrong-purpose",
  ]);
  assert(result.checks.every(({ passed }) => passed));
});

Deno.test("validatePath() goes on checking after the first failure", async () => {
  const leaf = await forge("leaf", {
    by: await authority("stranger"),
    notAfter: "210101000000Z",
    extensions: AUTHORITY,
  });
  const result = await validate(leaf, [root], { host: "a.test" });
  assertEquals(result.checks.filter(({ passed }) => !passed).map(({ reason }) => reason), [
    "unknown-issuer",
    "expired",
    "ca-as-leaf",
    "key-usage",
    "no-subject-alt-name",
  ]);
});

Deno.test("validatePath() gives the first failed check as the reason", async () => {
  const leaf = await server("leaf", root, undefined, { notAfter: "210101000000Z" });
  const result = await validate(leaf, [root], { host: "b.test" });
  const failed = result.checks.find(({ passed }) => !passed);
  assert(!result.valid && failed);
  assertEquals(
    [result.reason, result.detail, result.failedAt],
    [failed.reason, failed.text, failed.certificate],
  );
});

/** Results with every check there is, passed and failed. */
async function everyCheck(): Promise<PathResult[]> {
  const hopeless = await forge("hopeless", {
    version: 2,
    notBefore: "400101000000Z",
    notAfter: "200101000000Z",
  });
  const unsound = await forge("unsound", {
    by: await forge("no ca", { extensions: [...SERVER, extension("1.2.3", true, sequence())] }),
    extensions: [...AUTHORITY, extKeyUsage("1.2.3"), extension("1.2.3", true, sequence())],
  });
  return await Promise.all([
    validate(named, [root], { host: "a.test" }),
    validate(named, [root], { host: "b.test" }),
    validate(hopeless, [root], { host: "a.test" }),
    validate(unsound, [root], { host: "a.test", purpose: "client" }),
    validatePath({
      leaf: certificateIn(openssl.SHA1_SIGNED),
      roots: [certificateIn(openssl.ROOT)],
      at: THEN,
    }),
    validatePath({ leaf: certificateIn(openssl.WEAK_KEY), roots: [], at: THEN }),
    validatePath({ leaf: new Uint8Array(), roots: [] }),
    limited(0, 1),
    limited(1, 1),
  ]);
}

Deno.test("validatePath() says every check in both languages", async () => {
  for (const { text } of (await everyCheck()).flatMap(({ checks }) => checks)) {
    assertMatch(text.en, /^[\x20-\x7e]+$/);
    assertMatch(text.zh, /\p{Script=Han}/u);
  }
});

Deno.test("validatePath() gives every check a source", async () => {
  for (const { source } of (await everyCheck()).flatMap(({ checks }) => checks)) {
    assertMatch(
      source,
      /^(RFC \d+ \d[\d.]*( \([a-z]\)(\(\d\))?)?|CA\/B Baseline Requirements [\d.]+)$/,
    );
  }
});

Deno.test("MEANINGS has every reason in both languages", () => {
  for (const { en, zh } of Object.values(MEANINGS)) {
    assertMatch(en, /^it[s]? /);
    assertMatch(zh, /\p{Script=Han}/u);
  }
});

Deno.test("validatePath() lets no control character of a name into what it says", async () => {
  const hostile = await forge("a\x1b[2J\u202e\n", { by: { ...root, name: "b\x1b[2J\u202e\n" } });
  const result = await validate(hostile, [], { host: "c" });
  const said = result.checks.map(({ text }) => text.en + text.zh).join("");
  assertNotMatch(said, /[\p{Cc}\p{Bidi_Control}]/u);
});

Deno.test("validatePath() lets no control character of a subjectAltName into what it says", async () => {
  const leaf = await server("leaf", root, [{ type: "dns", value: "a\x1b[2J\n" }]);
  const result = await validate(leaf, [root], { host: "a.test" });
  assertNotMatch(result.valid ? "" : result.detail.en, /\p{Cc}/u);
  assertEquals(verdict(result), "name-mismatch at 0");
});

Deno.test("formatGeneralName() writes the type of what is neither a DNS name nor an address", () => {
  const names = [parseHostName("a.test"), parseHostName("::1"), {
    type: "email",
    value: "a@a.test",
  }] as const;
  assertEquals(names.map(formatGeneralName), ["a.test", "::1", "email:a@a.test"]);
});

Deno.test("formatMoment() writes UTC to the second", () => {
  assertEquals(formatMoment(new Date("2026-11-23T14:29:24.999Z")), "2026-11-23 14:29:24 UTC");
});

// Hostile chains.

/** How many signatures are verified while something is done. */
async function verifications(work: () => Promise<unknown>): Promise<number> {
  const { subtle } = crypto;
  const verify = subtle.verify;
  let count = 0;
  subtle.verify = (...args: Parameters<SubtleCrypto["verify"]>) => {
    count++;
    return verify.apply(subtle, args);
  };
  try {
    await work();
  } finally {
    Reflect.deleteProperty(subtle, "verify"); // The class's own shows through again.
  }
  return count;
}

/** A hundred authorities of one name and one key, no two of them the same certificate. */
async function clones(name: string, key: PrivateKey): Promise<Forged[]> {
  return await Promise.all(
    Array.from(
      { length: 100 },
      (_, i) =>
        authority(name, {
          key,
          notBefore: `2001010000${String(i % 60).padStart(2, "0")}Z`,
          notAfter: `4912312359${String(Math.floor(i / 60)).padStart(2, "0")}Z`,
        }),
    ),
  );
}

Deno.test("validatePath() ends for two authorities that issued each other", async () => {
  const { key } = root;
  const [a, b] = [{ name: "a", key }, { name: "b", key }];
  const one = await authority("a", { by: b, key });
  const other = await authority("b", { by: a, key });
  const leaf = await server("leaf", a);
  const result = await validate(leaf, [root], { intermediates: [one, other] });
  assertEquals(commonNames(result), ["leaf", "a", "b"]);
  assertEquals(verdict(result), "unknown-issuer at 2");
});

Deno.test("validatePath() ends for an intermediate that issued itself", async () => {
  const loop = await authority("loop");
  const leaf = await server("leaf", loop);
  const result = await validate(leaf, [root], { intermediates: [loop, loop] });
  assertEquals(verdict(result), "unknown-issuer at 1");
});

Deno.test("validatePath() ends for a hundred intermediates of one name", async () => {
  const leaf = await server("leaf", { name: "same", key: root.key });
  const result = await validate(leaf, [root], { intermediates: await clones("same", root.key) });
  assertEquals(verdict(result), "unknown-issuer at 7");
  assertEquals(result.path.length, 8);
});

Deno.test("validatePath() verifies few signatures for a hundred roots of one name", async () => {
  const leaf = await server("leaf", { name: "same", key: root.key });
  const roots = await clones("same", await generateKey("ec:p256"));
  const count = await verifications(async () => {
    assertEquals(verdict(await validate(leaf, roots)), "bad-signature at 0");
  });
  assert(count > 1);
  assertLessOrEqual(count, 32 * 2);
});

Deno.test("validatePath() verifies few signatures for a hundred intermediates below a root", async () => {
  const leaf = await server("leaf", { name: "same", key: root.key });
  const others = await clones("same", await generateKey("ec:p256"));
  const count = await verifications(async () => {
    const result = await validate(leaf, others.slice(0, 1), { intermediates: others });
    assertEquals(verdict(result), "bad-signature at 0");
  });
  assert(count > 1);
  assertLessOrEqual(count, 32 * 8);
});

Deno.test("validatePath() finds the root among a hundred intermediates of its name", async () => {
  const right = await authority("same");
  const leaf = await server("leaf", right);
  const intermediates = await clones("same", root.key);
  assertEquals(verdict(await validate(leaf, [right], { intermediates })), "valid");
});

Deno.test("validatePath() takes no path longer than it is told", async () => {
  const chain = [root];
  for (let i = 0; i < 3; i++) chain.unshift(await authority(`level ${i}`, { by: chain[0]! }));
  const leaf = await server("leaf", chain[0]!);
  const results = await Promise.all(
    [5, 4].map((maxDepth) => validate(leaf, [root], { intermediates: chain, maxDepth })),
  );
  assertEquals(results.map(({ valid }) => valid), [true, false]);
  assertLess(results[1]!.path.length, 5);
});

Deno.test("validatePath() says that the path is too long where a longer one would end at a root", async () => {
  const middle = await authority("middle", { by: root });
  const leaf = await server("leaf", middle);
  const result = await validate(leaf, [root], { intermediates: [middle], maxDepth: 2 });
  assertEquals(result.valid ? "valid" : result.reason, "path-too-long");
});

Deno.test("validatePath() accepts a subjectAltName that is critical, as with an empty subject", async () => {
  const names = extension("2.5.29.17", true, subjectAltNameValue());
  const leaf = await forge("leaf", { by: root, extensions: [...SERVER, names] });
  assertEquals(verdict(await validate(leaf, [root], { host: "a.test" })), "valid");
});

/** The value of a subjectAltName for a.test. */
function subjectAltNameValue(): Uint8Array {
  const whole = subjectAltName(parseHostName("a.test"));
  return whole.subarray(whole.indexOf(0x04, 4) + 2); // past the OCTET STRING's header
}
