import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  readCertificate,
  readName,
  readOcspResponse,
  readPublicKeyInfo,
} from "../../tls/certificate_fields.ts";
import { type Field, leavesOf, tilingFault } from "../../tls/field.ts";
import { type Decoded, Reader } from "../../tls/reader.ts";
import { buildRoot } from "../../x509/build.ts";
import { Tag, writeDer } from "../../x509/der.ts";
import { formatName, parseSubject } from "../../x509/name.ts";
import { decodePem, encodePem } from "../../x509/pem.ts";
import { generateKey, KEY_KINDS } from "../../x509/private_key.ts";
import { describeKey } from "../../x509/public_key.ts";
import { extension, forge, keyUsage, oid, sequence } from "../support/forged.ts";
import { Random } from "../support/random.ts";
import { ask, witnessed } from "../support/witness.ts";
import { RSA_PUBLIC, VERSION_1 } from "../x509/fixtures.ts";

/** What `openssl req -x509` makes of this has every extension a certificate can have. */
const EVERYTHING = `
[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
utf8 = yes
[dn]
C = CN
O = Example, Ltd
OU = 实验室
CN = localhost
[ext]
basicConstraints = critical, CA:TRUE, pathlen:3
keyUsage = critical, keyCertSign, cRLSign
extendedKeyUsage = serverAuth, 1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always
subjectAltName = @names
issuerAltName = DNS:issuer.test
crlDistributionPoints = full, relative
freshestCRL = URI:http://fresh.test/
authorityInfoAccess = OCSP;URI:http://ocsp.test/, caIssuers;URI:http://ca.test/
subjectInfoAccess = caRepository;URI:http://ca.test/repository
certificatePolicies = 1.2.3.5, @policy
policyMappings = 1.2.3:1.2.4
policyConstraints = requireExplicitPolicy:3
inhibitAnyPolicy = 2
nameConstraints = permitted;IP:10.0.0.0/255.0.0.0, excluded;DNS:bad.test
tlsfeature = status_request
nsComment = a comment
1.2.3.98 = DER:0102ff
1.2.3.99 = ASN1:SEQUENCE:unknown
[names]
DNS = localhost
IP.1 = 127.0.0.1
IP.2 = ::1
email = a@example.test
URI = https://example.test/
RID = 1.2.3.4
dirName = other
otherName = 1.3.6.1.4.1.311.20.2.3;UTF8:a@example.test
[other]
CN = other
[full]
fullname = URI:http://crl.test/
CRLissuer = dirName:other
reasons = keyCompromise, CACompromise
[relative]
relativename = other
[policy]
policyIdentifier = 1.2.3.6
CPS = http://cps.test/
userNotice = @notice
[notice]
explicitText = UTF8:a notice
organization = an organization
noticeNumbers = 1, 2
[unknown]
text = UTF8:hello
number = INT:-300
wrapped = EXPLICIT:5, NULL
`;

async function everything(): Promise<Uint8Array> {
  const made = await ask("openssl", [
    ...["req", "-x509", "-config", "/dev/stdin", "-set_serial", "0xabcdef0123456789abcdef"],
    ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null"],
  ], { stdin: EVERYTHING });
  return fromPem(made.stdout);
}

function fromPem(text: string): Uint8Array {
  return decodePem(text)[0]!.bytes;
}

/** Decodes, and insists that the fields tile the bytes. */
function decode<T>(bytes: Uint8Array, read: (reader: Reader) => T): Decoded<T> {
  const decoded = Reader.decode(bytes, read);
  assertEquals(tilingFault(decoded.fields, bytes.length), undefined);
  return decoded;
}

/** The field at the end of a path, such as `Certificate tbsCertificate serialNumber`. */
function at(fields: readonly Field[], path: string): Field | undefined {
  let found: Field | undefined;
  for (const name of path.split(" ")) {
    found = (found?.fields ?? fields).find((field) => field.name === name);
    if (!found) return undefined;
  }
  return found;
}

function inTbs(fields: readonly Field[], path: string): Field | undefined {
  return at(fields, `Certificate tbsCertificate ${path}`);
}

function* groupsOf(fields: readonly Field[]): Generator<Field> {
  for (const field of fields) {
    if (!field.fields) continue;
    yield field;
    yield* groupsOf(field.fields);
  }
}

function namesIn(field: Field | undefined): string[] {
  return field?.fields?.map(({ name }) => name) ?? [];
}

Deno.test("readCertificate() names the parts of a certificate as RFC 5280 does", () => {
  const { fields, value, troubles } = decode(fromPem(VERSION_1), readCertificate);
  assertEquals(troubles, []);
  assertEquals(value?.version, 1);
  assertEquals(namesIn(at(fields, "Certificate")), [
    "tag",
    "length",
    "tbsCertificate",
    "signatureAlgorithm",
    "signatureValue",
  ]);
  assertEquals(namesIn(inTbs(fields, "validity")), ["tag", "length", "notBefore", "notAfter"]);
  assertEquals(inTbs(fields, "version"), undefined);
});

Deno.test("readCertificate() gives each value a tag, a length and a content", async () => {
  const { der } = await forge("a.test");
  const { fields } = decode(der, readCertificate);
  const serial = inTbs(fields, "serialNumber")!;
  const { offset } = serial;
  assertEquals(serial, {
    name: "serialNumber",
    offset,
    length: 3,
    meaning: "7",
    fields: [
      { name: "tag", offset, length: 1, value: Tag.integer, meaning: "INTEGER" },
      { name: "length", offset: offset + 1, length: 1, value: 1 },
      { name: "value", offset: offset + 2, length: 1, value: 7 },
    ],
  });
});

Deno.test("readCertificate() tells a length in the long form in words", async () => {
  const { der } = await forge("a.test");
  const length = at(decode(der, readCertificate).fields, "Certificate length");
  assertEquals(length, { name: "length", offset: 1, length: 3, meaning: `${der.length - 4}` });
});

Deno.test("readCertificate() counts offsets from the start of the message", async () => {
  const { der } = await forge("a.test");
  const message = Uint8Array.of(0, 0, der.length, ...der);
  message.set([0, der.length >> 8, der.length & 0xff]);
  const { fields, value } = decode(
    message,
    (reader) => reader.vector("cert_data", 3, () => readCertificate(reader)),
  );
  assertEquals(value?.subject.length, 1);
  assertEquals(at(fields, "cert_data Certificate tag")?.offset, 3);
});

for (const kind of KEY_KINDS) {
  Deno.test(`readCertificate() names the parts of a key and signature of kind ${kind}`, async () => {
    const key = await generateKey(kind);
    const subject = parseSubject("/CN=a.test");
    const notBefore = new Date("2026-01-01T00:00:00Z");
    const notAfter = new Date("2060-01-01T00:00:00Z");
    const der = await buildRoot({ key, subject, notBefore, notAfter });
    const { fields, value, troubles } = decode(der, readCertificate);
    assertEquals(troubles, []);
    const info = inTbs(fields, "subjectPublicKeyInfo");
    assertEquals(info?.meaning, describeKey(value!.publicKey));
    const [, , algorithm, bits] = info!.fields!;
    assertEquals(algorithm!.name, "algorithm");
    const family = kind.split(":")[0]!;
    const inside: Record<string, [key: string[], signature: string[]]> = {
      rsa: [["tag", "length", "modulus", "publicExponent"], []],
      ec: [["form", "x", "y"], ["tag", "length", "r", "s"]],
      ed25519: [[], []],
    };
    assertEquals(
      [bits!, at(fields, "Certificate signatureValue")!].map(({ fields }) => namesIn(fields![3])),
      inside[family]!,
    );
    assertEquals(inTbs(fields, "validity notAfter")?.meaning, "2060-01-01 00:00:00 UTC");
    assertEquals(inTbs(fields, "validity notAfter value")?.value, "20600101000000Z");
  });
}

witnessed(
  ["openssl"],
  "readCertificate() names every extension and says what is in it",
  async () => {
    const { fields, troubles } = decode(await everything(), readCertificate);
    assertEquals(troubles, []);
    assert([...leavesOf(fields)].every(({ name }) => name !== "undecoded"));
    const extensions = inTbs(fields, "extensions Extensions")!.fields!.slice(2);
    const meanings = extensions.map(({ name, meaning }) => [name, meaning]);
    const keyId = extensions[3]!.meaning!;
    assertMatch(keyId, /^([0-9a-f]{2}:){19}[0-9a-f]{2}$/);
    assertEquals(meanings, [
      ["basicConstraints", "cA TRUE, pathLenConstraint 3"],
      ["keyUsage", "keyCertSign, cRLSign"],
      ["extendedKeyUsage", "serverAuth (1.3.6.1.5.5.7.3.1), 1.2.3.4"],
      ["subjectKeyIdentifier", keyId],
      ["authorityKeyIdentifier", keyId],
      [
        "subjectAltName",
        "localhost, 127.0.0.1, ::1, a@example.test, https://example.test/, 1.2.3.4, CN = other, " +
        "a@example.test",
      ],
      ["issuerAltName", "issuer.test"],
      ["crlDistributionPoints", "http://crl.test/, CN = other"],
      ["freshestCRL", "http://fresh.test/"],
      ["authorityInfoAccess", "http://ocsp.test/, http://ca.test/"],
      ["subjectInfoAccess", "http://ca.test/repository"],
      ["certificatePolicies", "1.2.3.5, 1.2.3.6"],
      ["policyMappings", "1.2.3 = 1.2.4"],
      ["policyConstraints", "requireExplicitPolicy 3"],
      ["inhibitAnyPolicy", "2"],
      ["nameConstraints", "permitted 10.0.0.0/255.0.0.0, excluded bad.test"],
      ["tlsfeature", "status_request"],
      ["nsComment", "a comment"],
      ["Extension", undefined],
      ["Extension", undefined],
    ]);
  },
);

witnessed(
  ["openssl"],
  "readCertificate() takes the extensions apart to the last value",
  async () => {
    const { fields } = decode(await everything(), readCertificate);
    const said = (path: string) => inTbs(fields, `extensions Extensions ${path}`)?.meaning;
    assertEquals(said("basicConstraints critical"), "TRUE");
    assertEquals(said("keyUsage extnValue KeyUsage value"), "keyCertSign, cRLSign");
    const names = inTbs(fields, "extensions Extensions subjectAltName extnValue SubjectAltName");
    assertEquals(namesIn(names).slice(2), [
      "dNSName",
      "iPAddress",
      "iPAddress",
      "rfc822Name",
      "uniformResourceIdentifier",
      "registeredID",
      "directoryName",
      "otherName",
    ]);
    assertEquals(
      at(names!.fields!, "otherName type-id")?.meaning,
      "msUPN (1.3.6.1.4.1.311.20.2.3)",
    );
    const point = "crlDistributionPoints extnValue CRLDistributionPoints DistributionPoint";
    assertEquals(said(`${point} distributionPoint fullName`), "http://crl.test/");
    assertEquals(said(`${point} reasons`), "keyCompromise, cACompromise");
    assertEquals(said(`${point} cRLIssuer directoryName`), "CN = other");
    const access = "authorityInfoAccess extnValue AuthorityInfoAccessSyntax AccessDescription";
    assertEquals(said(`${access} accessMethod`), "OCSP (1.3.6.1.5.5.7.48.1)");
    assertEquals(said(`${access} accessLocation tag`), "[6] uniformResourceIdentifier");
    const policies = inTbs(fields, "extensions Extensions certificatePolicies extnValue")!
      .fields![2]!;
    const notice = at(policies.fields!.slice(3), "PolicyInformation policyQualifiers")!.fields![3]!;
    assertEquals(at(notice.fields!, "qualifier explicitText")?.meaning, "a notice");
    assertEquals(at(notice.fields!, "qualifier noticeRef noticeNumbers")?.meaning, "1, 2");
    const authority = "authorityKeyIdentifier extnValue AuthorityKeyIdentifier";
    assertEquals(
      said(`${authority} authorityCertSerialNumber`),
      inTbs(fields, "serialNumber")?.meaning,
    );
  },
);

witnessed(["openssl"], "readCertificate() names unknown values by their types", async () => {
  const { fields } = decode(await everything(), readCertificate);
  const [bytes, values] = inTbs(fields, "extensions Extensions")!.fields!.slice(-2);
  assertEquals(namesIn(at(bytes!.fields!, "extnValue")), ["tag", "length", "value"]);
  const sequence = at(values!.fields!, "extnValue SEQUENCE");
  assertEquals(sequence?.fields?.slice(2).map(({ name, meaning }) => [name, meaning]), [
    ["UTF8String", "hello"],
    ["INTEGER", "-300 (-0x12c)"],
    ["[5]", undefined],
  ]);
});

witnessed(["openssl"], "readCertificate() and openssl asn1parse see the same values", async () => {
  const der = await everything();
  const { fields } = decode(der, readCertificate);
  const { stdout } = await ask("openssl", ["asn1parse"], { stdin: encodePem("CERTIFICATE", der) });
  const groups = new Map([...groupsOf(fields)].map((field) => [field.offset, field]));
  const lines = [...stdout.matchAll(/^ *(\d+):d=\d+ +hl=(\d+) +l= *(\d+) (?:prim|cons): (.+)$/gm)];
  assert(lines.length > 100);
  for (const [line, offset, header, content, shown] of lines) {
    const { fields, length } = groups.get(Number(offset))!;
    const [tag, size] = fields!;
    const type = tag!.meaning!.replace("OBJECT IDENTIFIER", "OBJECT").toUpperCase();
    assert(shown!.replace(/^cont \[ (\d+) \]/, "[$1]").startsWith(type), line);
    assertEquals(tag!.length + size!.length, Number(header), line);
    assertEquals(length, Number(header) + Number(content), line);
  }
});

witnessed(["openssl"], "readCertificate() and openssl x509 say the same", async () => {
  const der = await everything();
  const { fields, value } = decode(der, readCertificate);
  const stdin = encodePem("CERTIFICATE", der);
  const asked = ["-serial", "-dates", "-dateopt", "iso_8601", "-subject"];
  const form = ["-nameopt", "oneline,utf8,-esc_msb"];
  const { stdout } = await ask("openssl", ["x509", "-noout", ...asked, ...form], { stdin });
  const serial = inTbs(fields, "serialNumber")!.meaning!.replaceAll(":", "").toUpperCase();
  const moment = (path: string) => inTbs(fields, `validity ${path}`)?.meaning?.replace(" UTC", "Z");
  const subject = inTbs(fields, "subject")?.meaning;
  assertEquals(subject, formatName(value!.subject));
  assertEquals(stdout.replace(/\s*=\s*/g, "=").split("\n").toSorted(), [
    "",
    `notAfter=${moment("notAfter")}`,
    `notBefore=${moment("notBefore")}`,
    `serial=${serial.replace(/^00/, "")}`,
    `subject=${subject!.replace(/\s*=\s*/g, "=")}`,
  ]);
});

Deno.test("readCertificate() reads the timestamps of transparency logs", async () => {
  const sct = "00" + "11".repeat(32) + "00000193596d6da0" + "0000" + "0403" + "0002abcd";
  const list = Uint8Array.fromHex("0033" + "0031" + sct);
  const value = extension("1.3.6.1.4.1.11129.2.4.2", false, writeDer(Tag.octetString, list));
  const { der } = await forge("a.test", { extensions: [value] });
  const { fields, troubles } = decode(der, readCertificate);
  assertEquals(troubles, []);
  const whole = inTbs(fields, "extensions Extensions ct_precert_scts extnValue")!.fields![2]!;
  assertEquals(whole.meaning, "1 SCT");
  assertEquals(
    at(whole.fields!, "sct_list serialized_sct timestamp")?.meaning,
    "2024-11-23 14:29:24 UTC",
  );
});

Deno.test("readCertificate() says where the value of an extension is wrong", async () => {
  const broken = extension("2.5.29.19", true, sequence(writeDer(Tag.boolean, Uint8Array.of(1))));
  const { der } = await forge("a.test", { extensions: [keyUsage(0x80), broken] });
  const { fields, value, troubles } = decode(der, readCertificate);
  assertEquals(value, undefined);
  const place = inTbs(
    fields,
    "extensions Extensions basicConstraints extnValue BasicConstraints cA",
  );
  assertEquals(troubles.map(({ offset }) => offset), [place!.offset]);
  assertMatch(troubles[0]!.reason.en, /^Certificate is not well-formed: A BOOLEAN/);
});

Deno.test("readCertificate() names what it can of a certificate that is cut off", async () => {
  const { der } = await forge("a.test", { extensions: [keyUsage(0x80)] });
  const { fields, value, troubles } = decode(der.subarray(0, -10), readCertificate);
  assertEquals(value, undefined);
  assertEquals(troubles.length, 1);
  assertEquals(inTbs(fields, "subject")?.meaning, "CN = a.test");
  assertEquals(namesIn(at(fields, "Certificate signatureValue")), ["tag", "length", "undecoded"]);
});

Deno.test("readCertificate() leaves bytes behind the certificate undecoded", async () => {
  const { der } = await forge("a.test");
  const { fields, value, troubles } = decode(Uint8Array.of(...der, 1, 2), readCertificate);
  assertEquals(value, undefined);
  assertEquals(troubles.map(({ offset }) => offset), [der.length]);
  assertEquals(fields.map(({ name }) => name), ["Certificate", "undecoded"]);
});

Deno.test("readCertificate() shows no character that a terminal would obey", async () => {
  const { der } = await forge("a\u001b[2J\u202eb");
  const { fields } = decode(der, readCertificate);
  assertEquals(inTbs(fields, "subject")?.meaning, "CN = a\\1B[2J\\E2\\80\\AEb");
});

Deno.test("readCertificate() puts the beginning of a long text in words", async () => {
  const { der } = await forge("\0".repeat(100_000));
  const { fields, value } = decode(der, readCertificate);
  assertEquals(inTbs(fields, "subject")?.meaning, `commonName (2.5.4.3) = ${"\\00".repeat(255)}…`);
  assertEquals(value?.subject[0]?.[0]?.value.length, 100_000);
});

Deno.test("readCertificate() drops no name it cannot put in words", async () => {
  const dns = (text: string) => writeDer(Tag.context(2), new TextEncoder().encode(text));
  const unknown = writeDer(0xa0, oid("1.2.3"), writeDer(0xa0, sequence()));
  const names = extension("2.5.29.17", false, sequence(dns("a.test"), unknown, dns("b.test")));
  const { der } = await forge("a.test", { extensions: [names] });
  const { fields } = decode(der, readCertificate);
  const path = "extensions Extensions subjectAltName";
  assertEquals(inTbs(fields, path)?.meaning, "a.test, …, b.test");
});

Deno.test("readCertificate() goes no deeper than 16 values and names no more than 2000", () => {
  let deep: Uint8Array = new Uint8Array([5, 0]);
  for (let i = 0; i < 1000; i++) deep = writeDer(Tag.sequence, deep);
  const depths = [...groupsOf(decode(deep, readCertificate).fields)];
  assertEquals(depths.length, 16);
  assertEquals(depths.at(-1)?.fields?.at(-1)?.name, "contents");
  const wide = writeDer(Tag.sequence, ...Array.from({ length: 5000 }, () => Uint8Array.of(5, 0)));
  const { fields } = decode(wide, readCertificate);
  assertEquals([...groupsOf(fields)].length, 2000);
  assertEquals(fields[0]?.fields?.at(-1)?.name, "contents");
});

witnessed(["openssl"], "readCertificate() tiles a certificate cut off anywhere", async () => {
  const der = await everything();
  for (let end = 0; end < der.length; end++) {
    const { value, troubles } = decode(der.subarray(0, end), readCertificate);
    assertEquals(value, undefined);
    assert(troubles.length > 0);
  }
});

witnessed(
  ["openssl"],
  "readCertificate() tiles whatever a certificate is turned into",
  async () => {
    const der = await everything();
    const random = new Random(1);
    for (let i = 0; i < 2000; i++) {
      const flipped = Uint8Array.from(der);
      flipped[random.below(der.length)]! ^= 1 << random.below(8);
      decode(flipped, readCertificate);
      const { value, troubles } = decode(random.mutate(der), readCertificate);
      assert(value !== undefined || troubles.length > 0);
    }
  },
);

Deno.test("readPublicKeyInfo() reads a raw public key", () => {
  const { fields, value, troubles } = decode(fromPem(RSA_PUBLIC), readPublicKeyInfo);
  assertEquals(troubles, []);
  assertEquals(value?.kind, "rsa");
  const path = "SubjectPublicKeyInfo subjectPublicKey RSAPublicKey";
  assertEquals(at(fields, `${path} modulus`)?.meaning, "2048 bits");
  assertEquals(at(fields, `${path} publicExponent`)?.meaning, "65537 (0x10001)");
});

Deno.test("readPublicKeyInfo() notes that a key is malformed", () => {
  const point = writeDer(Tag.bitString, Uint8Array.of(0, 4, 1, 2, 3, 4));
  const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"));
  const { fields, value, troubles } = decode(sequence(algorithm, point), readPublicKeyInfo);
  assertEquals(value, undefined);
  assertEquals(troubles.length, 1);
  assertEquals(
    namesIn(at(fields, "SubjectPublicKeyInfo subjectPublicKey ECPoint")),
    ["form", "x", "y"],
  );
});

Deno.test("readName() reads the name of an authority", async () => {
  const { der } = await forge("a.test");
  const certificate = decode(der, readCertificate).value!;
  const { fields, value } = decode(certificate.subjectDer, readName);
  assertEquals(value, certificate.subject);
  assertEquals(at(fields, "Name")?.meaning, "CN = a.test");
  const type = at(fields, "Name RelativeDistinguishedName AttributeTypeAndValue type");
  assertEquals(type?.meaning, "commonName (2.5.4.3)");
});

Deno.test("readName() notes that a name is none", () => {
  const { value, troubles } = decode(Uint8Array.of(0x30, 2, 0x31, 0), readName);
  assertEquals(value, undefined);
  assertEquals(troubles.map(({ offset }) => offset), [4]);
});

Deno.test("readOcspResponse() tells a refusal", () => {
  const { fields } = decode(Uint8Array.of(0x30, 3, 0x0a, 1, 6), readOcspResponse);
  assertEquals(at(fields, "OCSPResponse")?.meaning, "unauthorized");
});

Deno.test("readOcspResponse() tells the state of a certificate", async () => {
  const { der } = await forge("a.test");
  const { subjectDer, signatureAlgorithm } = decode(der, readCertificate).value!;
  const time = writeDer(Tag.generalizedTime, new TextEncoder().encode("20261101000000Z"));
  const hash = writeDer(Tag.octetString, new Uint8Array(20));
  const certID = sequence(
    sequence(oid("1.3.14.3.2.26")),
    hash,
    hash,
    writeDer(Tag.integer, Uint8Array.of(7)),
  );
  const states = [
    [writeDer(0x80), "good"],
    [writeDer(0xa1, time, writeDer(0xa0, Uint8Array.of(0x0a, 1, 1))), "revoked"],
    [writeDer(0x82), "unknown"],
  ] as const;
  const responses = sequence(...states.map(([state]) => sequence(certID, state, time)));
  const data = sequence(writeDer(0xa1, subjectDer), time, responses);
  const signature = writeDer(Tag.bitString, new Uint8Array(9));
  const basic = sequence(data, signatureAlgorithm.bytes, signature);
  const bytes = sequence(oid("1.3.6.1.5.5.7.48.1.1"), writeDer(Tag.octetString, basic));
  const response = sequence(Uint8Array.of(0x0a, 1, 0), writeDer(0xa0, bytes));
  const { fields } = decode(response, readOcspResponse);
  assertEquals(
    at(fields, "OCSPResponse")?.meaning,
    "good, revoked 2026-11-01 00:00:00 UTC, keyCompromise, unknown",
  );
  const path = "OCSPResponse responseBytes ResponseBytes response BasicOCSPResponse";
  assertEquals(at(fields, `${path} tbsResponseData responderID`)?.meaning, "CN = a.test");
  const random = new Random(2);
  for (let i = 0; i < 500; i++) decode(random.mutate(response), readOcspResponse);
});
