import {
  assert,
  assertEquals,
  assertMatch,
  assertNotMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { buildRequest, buildRoot, buildServerCertificate } from "../../x509/build.ts";
import { type Certificate, parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { toHex } from "../../x509/der.ts";
import { parseHostName } from "../../x509/general_name.ts";
import { parseSubject } from "../../x509/name.ts";
import { decodePem, encodePem } from "../../x509/pem.ts";
import { generateKey } from "../../x509/private_key.ts";
import {
  readCertificates,
  readItems,
  readKey,
  readPair,
  readRequest,
  writePem,
} from "../../x509/store/file.ts";
import { labFiles, missing, readLab } from "../../x509/store/lab.ts";
import { recordIssued, startRecordAnew } from "../../x509/store/record.ts";
import { temporaryFolder } from "../support/folder.ts";
import { forge, server as forgeServer } from "../support/forged.ts";
import * as openssl from "./fixtures.ts";

/** The names of the files in a folder. */
const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** Requires permission bits, where the system has them. */
function assertMode(path: string, mode: number) {
  const { mode: found, isFile, isDirectory } = Deno.statSync(path);
  assert(isFile || isDirectory);
  if (Deno.build.os !== "windows") assertEquals((found! & 0o777).toString(8), mode.toString(8));
}

/** A folder with one file in it. */
function fileWith(content: string | Uint8Array): Disposable & { path: string } {
  const folder = temporaryFolder();
  const path = `${folder.path}/file`;
  if (typeof content === "string") Deno.writeTextFileSync(path, content);
  else Deno.writeFileSync(path, content);
  return { path, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

/** What a person is told when something is refused. */
async function refusal(work: () => Promise<unknown>): Promise<UserError> {
  return await assertRejects(work, UserError);
}

// Reading one file.

const CONTENTS = [
  ["a certificate", openssl.ROOT, ["certificate"]],
  ["a request", openssl.REQUEST, ["request"]],
  ["a PKCS#8 key", openssl.P256_PKCS8, ["private-key"]],
  ["a PKCS#1 key", openssl.RSA_PKCS1, ["private-key"]],
  ["a SEC 1 key", openssl.P384_SEC1, ["private-key"]],
  ["a key after its parameters", openssl.P256_AFTER_PARAMETERS, ["private-key"]],
  ["a public key", openssl.ED25519_PUBLIC, ["public-key"]],
  ["a chain", openssl.SHA1_SIGNED + openssl.ROOT, ["certificate", "certificate"]],
  ["a certificate and its key", openssl.VERSION_1 + openssl.P256_SEC1, [
    "certificate",
    "private-key",
  ]],
  ["a certificate with text around it", `Certificate:\n${openssl.ROOT}\nbye`, ["certificate"]],
  ["a certificate with CR LF", openssl.ROOT.replaceAll("\n", "\r\n"), ["certificate"]],
  ["a certificate with OpenSSL's trust settings", openssl.VERSION_1_TRUSTED, ["certificate"]],
] as const;

for (const [title, content, kinds] of CONTENTS) {
  Deno.test(`readItems() reads ${title}`, async () => {
    using file = fileWith(content);
    assertEquals((await readItems(file.path)).map(({ kind }) => kind), [...kinds]);
  });
}

for (
  const [kind, pem] of [
    ["certificate", openssl.ROOT],
    ["request", openssl.REQUEST],
    ["public-key", openssl.RSA_PUBLIC],
    ["private-key", openssl.P256_PKCS8],
  ] as const
) {
  Deno.test(`readItems() reads a ${kind} in DER`, async () => {
    using file = fileWith(decodePem(pem)[0]!.bytes);
    assertEquals((await readItems(file.path)).map((item) => item.kind), [kind]);
  });
}

const DAMAGED: readonly (readonly [title: string, content: string | Uint8Array, why: string])[] = [
  ["that is empty", "", "is empty"],
  ["of white space", "\n\n", "no readable certificate"],
  ["of prose", "This is no certificate.\n", "no readable certificate"],
  ["of random bytes", Uint8Array.of(0xff, 0, 0x80, 0x7f), "no readable certificate"],
  ["cut off before the end", openssl.ROOT.slice(0, 300), "no end: the text is cut off"],
  ["cut off inside the end", openssl.ROOT.slice(0, -4), "does not end in -----"],
  ["whose base64 is damaged", openssl.ROOT.replace("MII", "M!I"), "is not base64"],
  ["with a line lost", openssl.ROOT.replace(/\n\S{64}\n/, "\n"), "no readable certificate"],
  ["of DER that is cut off", decodePem(openssl.ROOT)[0]!.bytes.subarray(0, 200), "cut off"],
  [
    "of another thing in PEM",
    "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n",
    "X509 CRL",
  ],
  ["of an empty block", encodePem("CERTIFICATE", new Uint8Array()), "Certificate is missing"],
];

for (const [title, content, why] of DAMAGED) {
  Deno.test(`readItems() refuses a file ${title}, naming it`, async () => {
    using file = fileWith(content);
    const { problem, remedy } = await refusal(() => readItems(file.path));
    assertStringIncludes(problem.en, why);
    assert([problem.en, problem.zh].every((text) => text.startsWith(file.path)));
    assertStringIncludes(remedy.en, "damaged");
  });
}

Deno.test("readItems() refuses a file that holds only the parameters of a key", async () => {
  using file = fileWith(openssl.P256_AFTER_PARAMETERS.split("-----BEGIN EC PRIVATE")[0]!);
  assertStringIncludes((await refusal(() => readItems(file.path))).problem.en, file.path);
});

Deno.test("readItems() refuses a good block followed by a damaged one", async () => {
  using file = fileWith(openssl.ROOT + openssl.ROOT.slice(0, 300));
  assertStringIncludes((await refusal(() => readItems(file.path))).problem.en, "cut off");
});

for (const pem of [openssl.ENCRYPTED_PKCS8, openssl.ENCRYPTED_SEC1]) {
  Deno.test(`readItems() says how to decrypt ${pem.slice(5, 32)}`, async () => {
    using file = fileWith(pem);
    const { problem, remedy } = await refusal(() => readItems(file.path));
    assertEquals(problem.en, `${file.path} is encrypted with a passphrase`);
    assertStringIncludes(remedy.en, `openssl pkey -in ${file.path}`);
  });
}

Deno.test("readItems() says that a file is missing", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/none.crt`;
  assertEquals((await refusal(() => readItems(path))).problem.en, `${path} does not exist`);
});

Deno.test("readItems() says that a path is a folder", async () => {
  using folder = temporaryFolder();
  const { problem } = await refusal(() => readItems(folder.path));
  assertEquals(problem.en, `${folder.path} is a folder`);
});

Deno.test("readCertificates() gives the certificates in their order", async () => {
  using file = fileWith(openssl.SHA1_SIGNED + openssl.ROOT);
  const subjects = (await readCertificates(file.path)).map(({ subject }) => subject[0]![0]!.value);
  assertEquals(subjects, ["sha1.test", "Fixture root"]);
});

const WRONG_KINDS = [
  ["readCertificates", readCertificates, openssl.P256_PKCS8, "a private key, not a certificate"],
  ["readCertificates", readCertificates, openssl.REQUEST, "a certification request, not a"],
  ["readRequest", readRequest, openssl.ROOT, "a certificate, not a certification request"],
  ["readKey", readKey, openssl.P256_PUBLIC, "a public key, not a private key"],
  ["readKey", readKey, openssl.ROOT, "a certificate, not a private key"],
] as const;

for (const [name, read, pem, told] of WRONG_KINDS) {
  Deno.test(`${name}() refuses a file with ${told}`, async () => {
    using file = fileWith(pem);
    const { problem } = await refusal(() => read(file.path));
    assertStringIncludes(problem.en, `${file.path} holds ${told}`);
  });
}

Deno.test("readCertificates() refuses a file that also holds a key", async () => {
  using file = fileWith(openssl.VERSION_1 + openssl.P256_SEC1);
  assertStringIncludes(
    (await refusal(() => readCertificates(file.path))).problem.en,
    "private key",
  );
});

Deno.test("readRequest() reads a request that OpenSSL made", async () => {
  using file = fileWith(openssl.REQUEST);
  assertEquals((await readRequest(file.path)).subject[0]![0]!.value, "v1.test");
});

Deno.test("readKey() gives a key that signs", async () => {
  using file = fileWith(openssl.ED25519_PKCS8);
  assertEquals((await (await readKey(file.path)).sign(new Uint8Array(3))).length, 64);
});

Deno.test("readPair() gives the chain and the key", async () => {
  using certificate = fileWith(openssl.VERSION_1 + openssl.ROOT);
  using key = fileWith(openssl.P256_SEC1);
  const pair = await readPair(certificate.path, key.path);
  assertEquals([pair.chain.length, pair.key.publicKey.kind], [2, "ec"]);
});

Deno.test("readPair() refuses a certificate with another key, naming both", async () => {
  using certificate = fileWith(openssl.ROOT);
  using key = fileWith(openssl.P256_SEC1);
  const { problem } = await refusal(() => readPair(certificate.path, key.path));
  assertStringIncludes(problem.en, `${certificate.path} and ${key.path} do not belong together`);
});

Deno.test("readPair() refuses the key of a later certificate of the chain", async () => {
  using certificate = fileWith(openssl.ROOT + openssl.VERSION_1);
  using key = fileWith(openssl.P256_SEC1);
  const { problem } = await refusal(() => readPair(certificate.path, key.path));
  assertStringIncludes(problem.en, "do not belong together");
});

// Writing one file.

const DER = decodePem(openssl.ROOT)[0]!.bytes;

Deno.test("writePem() writes what decodePem() reads", () => {
  using folder = temporaryFolder();
  writePem(`${folder.path}/a.crt`, "CERTIFICATE", DER, false);
  assertEquals(Deno.readTextFileSync(`${folder.path}/a.crt`), openssl.ROOT);
});

Deno.test("writePem() leaves nothing but the file", () => {
  using folder = temporaryFolder();
  writePem(`${folder.path}/a.crt`, "CERTIFICATE", DER, false);
  writePem(`${folder.path}/a.crt`, "CERTIFICATE", DER, true);
  assertEquals(namesIn(folder.path), ["a.crt"]);
});

Deno.test("writePem() lets a private key be read by its owner alone", () => {
  using folder = temporaryFolder();
  writePem(`${folder.path}/a.key`, "PRIVATE KEY", DER, false);
  assertMode(`${folder.path}/a.key`, 0o600);
});

Deno.test("writePem() makes a key private that replaces one everybody could read", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.key`;
  Deno.writeTextFileSync(path, "old", { mode: 0o644 });
  writePem(path, "PRIVATE KEY", DER, true);
  assertStringIncludes(Deno.readTextFileSync(path), "PRIVATE KEY");
  assertMode(path, 0o600);
});

for (const label of ["CERTIFICATE", "CERTIFICATE REQUEST"] as const) {
  Deno.test(`writePem() lets everybody read a ${label.toLowerCase()}`, () => {
    using folder = temporaryFolder();
    writePem(`${folder.path}/a`, label, DER, false);
    // What the umask leaves of 0644 is not ours to say: a file made so shows it.
    Deno.writeTextFileSync(`${folder.path}/b`, "", { mode: 0o644 });
    assertMode(`${folder.path}/a`, Deno.statSync(`${folder.path}/b`).mode! & 0o777);
  });
}

Deno.test("writePem() does not replace a file unless told to", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.crt`;
  Deno.writeTextFileSync(path, "old");
  const error = assertThrows(() => writePem(path, "CERTIFICATE", DER, false), UserError);
  assertEquals(error.problem.en, `${path} already exists`);
  assertEquals([Deno.readTextFileSync(path), namesIn(folder.path)], ["old", ["a.crt"]]);
});

Deno.test("writePem() replaces a file when told to", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.crt`;
  Deno.writeTextFileSync(path, "old");
  writePem(path, "CERTIFICATE", DER, true);
  assertEquals(Deno.readTextFileSync(path), openssl.ROOT);
});

Deno.test("writePem() makes the folder", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/new/deeper/a.crt`;
  writePem(path, "CERTIFICATE", DER, false);
  assertEquals(Deno.readTextFileSync(path), openssl.ROOT);
});

Deno.test("writePem() leaves nothing behind where it cannot write", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/a.crt/full`, { recursive: true });
  assertThrows(() => writePem(`${folder.path}/a.crt`, "CERTIFICATE", DER, true), UserError);
  assertEquals(namesIn(folder.path), ["a.crt"]);
});

// The record of what was issued.

const ISSUED = new Date("2030-01-01T00:00:00Z");
const VALIDITY = { notBefore: ISSUED, notAfter: new Date("2031-02-03T04:05:06Z") };
const caKey = await generateKey("ec:p256");
const caDer = await buildRoot({
  subject: parseSubject("/CN=root"),
  key: caKey,
  ...VALIDITY,
});
const serverKey = await generateKey("ec:p256");

/** A certificate issued by the lab's root. */
async function issued(subject = "/C=CN/CN=a.test", notAfter = VALIDITY.notAfter) {
  const names = [parseHostName("a.test")];
  const request = await buildRequest({ subject: parseSubject(subject), key: serverKey, names });
  const der = await buildServerCertificate({
    request: parseRequest(request),
    names,
    issuer: parseCertificate(caDer),
    issuerKey: caKey,
    notBefore: ISSUED,
    notAfter,
  });
  return parseCertificate(der);
}

const serialOf = (certificate: Certificate) => toHex(certificate.serial).toUpperCase();

Deno.test("recordIssued() writes the line that openssl ca writes", async () => {
  using folder = temporaryFolder();
  const certificate = await issued();
  recordIssued(folder.path, certificate);
  assertEquals(
    Deno.readTextFileSync(`${folder.path}/index.txt`),
    `V\t310203040506Z\t\t${serialOf(certificate)}\tunknown\t/C=CN/CN=a.test\n`,
  );
});

Deno.test("recordIssued() writes dates from 2050 on with four digits of the year", async () => {
  using folder = temporaryFolder();
  recordIssued(folder.path, await issued("/CN=a", new Date("2050-01-01T00:00:00Z")));
  assertMatch(Deno.readTextFileSync(`${folder.path}/index.txt`), /^V\t20500101000000Z\t/);
});

Deno.test("recordIssued() adds a line for each certificate", async () => {
  using folder = temporaryFolder();
  for (const name of ["one", "two", "three"]) {
    recordIssued(folder.path, await issued(`/CN=${name}`));
  }
  const lines = Deno.readTextFileSync(`${folder.path}/index.txt`).split("\n");
  assertEquals(lines.map((line) => line.split("\t").at(-1)), [
    "/CN=one",
    "/CN=two",
    "/CN=three",
    "",
  ]);
});

Deno.test("recordIssued() keeps a copy under the serial number", async () => {
  using folder = temporaryFolder();
  const certificate = await issued();
  recordIssued(folder.path, certificate);
  const copy = Deno.readTextFileSync(`${folder.path}/newcerts/${serialOf(certificate)}.pem`);
  assertEquals(copy, encodePem("CERTIFICATE", certificate.der));
});

Deno.test("recordIssued() writes a serial number without the octet that keeps it positive", async () => {
  using folder = temporaryFolder();
  recordIssued(folder.path, { ...await issued(), serial: Uint8Array.of(0, 0xab, 0x01) });
  assertEquals(namesIn(`${folder.path}/newcerts`), ["AB01.pem"]);
});

Deno.test("recordIssued() makes what openssl ca needs beside the list", async () => {
  using folder = temporaryFolder();
  recordIssued(folder.path, await issued());
  assertEquals(namesIn(folder.path), [
    "crlnumber",
    "index.txt",
    "index.txt.attr",
    "newcerts",
    "serial",
  ]);
  const content = ["crlnumber", "index.txt.attr", "serial"].map((name) =>
    Deno.readTextFileSync(`${folder.path}/${name}`)
  );
  assertMatch(content.join(""), /^01\nunique_subject = no\n[0-9A-F]{30}\n$/);
});

Deno.test("recordIssued() leaves the counters of another program alone", async () => {
  using folder = temporaryFolder();
  for (const name of ["serial", "crlnumber", "index.txt.attr"]) {
    Deno.writeTextFileSync(`${folder.path}/${name}`, "kept\n");
  }
  recordIssued(folder.path, await issued());
  for (const name of ["serial", "crlnumber", "index.txt.attr"]) {
    assertEquals(Deno.readTextFileSync(`${folder.path}/${name}`), "kept\n");
  }
});

Deno.test("recordIssued() keeps the folder of copies to its owner", async () => {
  using folder = temporaryFolder();
  recordIssued(`${folder.path}/ca`, await issued());
  for (const path of [`${folder.path}/ca`, `${folder.path}/ca/newcerts`]) assertMode(path, 0o700);
});

for (
  const [title, character] of [
    ["a tab", "\t"],
    ["a newline", "\n"],
    ["a carriage return", "\r"],
    ["a zero", "\0"],
    ["an escape", "\x1b"],
  ] as const
) {
  Deno.test(`recordIssued() writes six fields on one line for a subject with ${title}`, async () => {
    using folder = temporaryFolder();
    recordIssued(folder.path, await issued(`/O=A${character}B/CN=a`));
    const record = Deno.readTextFileSync(`${folder.path}/index.txt`);
    assertEquals(record.split("\t").length, 6);
    assertNotMatch(record.replaceAll("\t", "").replace(/\n$/, ""), /\p{Cc}/u);
  });
}

Deno.test("startRecordAnew() keeps the old list under another name", async () => {
  using folder = temporaryFolder();
  recordIssued(folder.path, await issued());
  const list = Deno.readTextFileSync(`${folder.path}/index.txt`);
  startRecordAnew(folder.path);
  assert(!namesIn(folder.path).includes("index.txt"));
  assertEquals(Deno.readTextFileSync(`${folder.path}/index.txt.old`), list);
});

Deno.test("startRecordAnew() does nothing in an empty folder", () => {
  using folder = temporaryFolder();
  startRecordAnew(folder.path);
  assertEquals(namesIn(folder.path), []);
});

// The lab.

const certificateDer = (await issued()).der;
const requestDer = await buildRequest({
  subject: parseSubject("/CN=a.test"),
  key: serverKey,
  names: [],
});

/** The lab, sound. */
const LAB = {
  "ca.key": encodePem("PRIVATE KEY", caKey.pkcs8),
  "ca.crt": encodePem("CERTIFICATE", caDer),
  "server.key": encodePem("PRIVATE KEY", serverKey.pkcs8),
  "server.csr": encodePem("CERTIFICATE REQUEST", requestDer),
  "server.crt": encodePem("CERTIFICATE", certificateDer),
} as const;
type LabFile = keyof typeof LAB;

/** The lab in a folder: some of its files left out, some with other content. */
function labWith(changes: Partial<Record<LabFile, string | undefined>> = {}) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ ...LAB, ...changes })) {
    if (content !== undefined) Deno.writeTextFileSync(`${folder.path}/${name}`, content);
  }
  return Object.assign(folder, { files: labFiles(folder.path) });
}

/** What readLab() says, the folder cut out of it. */
async function labRefusal(
  changes: Partial<Record<LabFile, string | undefined>>,
  at = ISSUED,
): Promise<[problem: string, remedy: string]> {
  using lab = labWith(changes);
  const { problem, remedy } = await refusal(() => readLab(lab.files, at));
  const short = (text: string) => text.replaceAll(`${lab.path}/`, "").replaceAll(lab.path, "DIR");
  return [short(problem.en), short(remedy.en)];
}

const RENEW_ALL = "deno task ca --dir DIR --force";
const RENEW_LEAF = "deno task ca sign --dir DIR --force";

Deno.test("labFiles() names the five files in the folder", () => {
  assertEquals(Object.values(labFiles("certs")), [
    "certs",
    "certs/ca.key",
    "certs/ca.crt",
    "certs/server.key",
    "certs/server.csr",
    "certs/server.crt",
  ]);
});

Deno.test("missing() lists what is not there in the order it is made", () => {
  using lab = labWith({ "ca.crt": undefined, "server.key": undefined });
  assertEquals(missing(lab.files), [lab.files.ca, lab.files.key]);
});

Deno.test("missing() lists everything of a folder that is not there", () => {
  using folder = temporaryFolder();
  assertEquals(missing(labFiles(`${folder.path}/none`)).length, 5);
});

Deno.test("readLab() reads all five", async () => {
  using lab = labWith();
  const found = Object.keys(await readLab(lab.files, ISSUED)).sort();
  assertEquals(found, ["ca", "caKey", "certificate", "key", "request"]);
});

Deno.test("readLab() reads an empty folder as a lab with nothing in it", async () => {
  using folder = temporaryFolder();
  assertEquals(await readLab(labFiles(folder.path), ISSUED), {});
});

const PARTS: readonly (readonly [title: string, missing: readonly LabFile[]])[] = [
  ["without the authority's key, as long as nothing is to be signed", ["ca.key"]],
  ["without the request", ["server.csr"]],
  ["without the certificate", ["server.crt"]],
  ["of the authority alone", ["server.key", "server.csr", "server.crt"]],
  ["of the authority's key alone", ["ca.crt", "server.key", "server.csr", "server.crt"]],
  ["of the server's key alone", ["ca.key", "ca.crt", "server.csr", "server.crt"]],
];

for (const [title, gone] of PARTS) {
  Deno.test(`readLab() reads a lab ${title}`, async () => {
    using lab = labWith(Object.fromEntries(gone.map((name) => [name, undefined])));
    assertEquals(Object.keys(await readLab(lab.files, ISSUED)).length, 5 - gone.length);
  });
}

const ORPHANS: readonly (readonly [gone: readonly LabFile[], problem: string, renew: string])[] = [
  [["server.key"], "server.key is missing, and server.crt", "rm -- server.csr server.crt && "],
  [["server.key", "server.crt"], "server.key is missing, and server.csr", "rm -- server.csr && "],
  [["ca.crt"], "ca.crt is missing, and server.crt", RENEW_ALL],
  [["ca.key", "server.crt"], "ca.key is missing, and ca.crt", RENEW_ALL],
];

for (const [gone, problem, renew] of ORPHANS) {
  Deno.test(`readLab() says that ${problem} is of no use without it`, async () => {
    const told = await labRefusal(Object.fromEntries(gone.map((name) => [name, undefined])));
    assertStringIncludes(told[0], `${problem} is of no use without it`);
    assertStringIncludes(told[1], renew);
  });
}

for (const name of Object.keys(LAB) as LabFile[]) {
  Deno.test(`readLab() says that ${name} is damaged and how to make it anew`, async () => {
    const [problem, remedy] = await labRefusal({ [name]: LAB[name].slice(0, 100) });
    assertMatch(problem, new RegExp(`^${name} holds no readable`));
    assertStringIncludes(remedy, name.startsWith("ca") ? RENEW_ALL : "rm -- server.key");
  });
}

Deno.test("readLab() names the first of two damaged files", async () => {
  const [problem] = await labRefusal({ "ca.key": "", "server.crt": "" });
  assertStringIncludes(problem, "ca.key is empty");
});

Deno.test("readLab() says that a file is of the wrong kind", async () => {
  const [problem] = await labRefusal({ "server.csr": LAB["server.crt"] });
  assertStringIncludes(problem, "server.csr holds a certificate, not a certification request");
});

Deno.test("readLab() says that a key is encrypted", async () => {
  const [problem] = await labRefusal({ "server.key": openssl.ENCRYPTED_PKCS8 });
  assertStringIncludes(problem, "server.key is encrypted with a passphrase");
});

Deno.test("readLab() refuses a root with another key", async () => {
  const [problem, remedy] = await labRefusal({ "ca.key": openssl.P256_PKCS8 });
  assertStringIncludes(problem, "ca.crt and ca.key do not belong together");
  assertStringIncludes(remedy, RENEW_ALL);
});

Deno.test("readLab() refuses a request with another key", async () => {
  const [problem] = await labRefusal({ "server.csr": openssl.REQUEST });
  assertStringIncludes(problem, "server.csr and server.key do not belong together");
});

Deno.test("readLab() refuses a certificate with another key", async () => {
  const other = encodePem("CERTIFICATE", (await forge("other")).der);
  const [problem] = await labRefusal({ "server.crt": other, "server.csr": undefined });
  assertStringIncludes(problem, "server.crt and server.key do not belong together");
});

Deno.test("readLab() refuses a request that was altered", async () => {
  const altered = Uint8Array.from(requestDer);
  altered[altered.length - 1]! ^= 1;
  const [problem] = await labRefusal({ "server.csr": encodePem("CERTIFICATE REQUEST", altered) });
  assertStringIncludes(problem, "server.csr is not signed with the key it asks");
});

Deno.test("readLab() refuses a certificate of another authority", async () => {
  const stranger = await forge("stranger");
  const { der } = await forgeServer("a.test", stranger, undefined, { key: serverKey });
  const [problem, remedy] = await labRefusal({ "server.crt": encodePem("CERTIFICATE", der) });
  assertStringIncludes(problem, "server.crt does not verify against ca.crt");
  assertStringIncludes(remedy, RENEW_LEAF);
});

Deno.test("readLab() refuses an expired certificate and says how to renew it", async () => {
  const early = encodePem("CERTIFICATE", (await issued("/CN=a", new Date("2030-01-31"))).der);
  const told = await labRefusal({ "server.crt": early }, new Date("2030-02-01"));
  assertEquals(told, [
    "server.crt expired on 2030-01-31 00:00:00 UTC",
    `Renew it: ${RENEW_LEAF}`,
  ]);
});

Deno.test("readLab() refuses an expired root and says how to renew everything", async () => {
  const told = await labRefusal({}, new Date("2032-01-01"));
  assertEquals(told, ["ca.crt expired on 2031-02-03 04:05:06 UTC", `Renew it: ${RENEW_ALL}`]);
});

Deno.test("readLab() refuses a root that is not yet valid", async () => {
  const [problem] = await labRefusal({}, new Date("2029-12-31"));
  assertEquals(problem, "ca.crt is not valid before 2030-01-01 00:00:00 UTC");
});

Deno.test("readLab() takes the last second of the validity and not the next", async () => {
  using lab = labWith();
  const end = VALIDITY.notAfter.getTime();
  assert((await readLab(lab.files, new Date(end + 999))).certificate);
  assertStringIncludes((await labRefusal({}, new Date(end + 1000)))[0], "expired");
});

Deno.test("readLab() says nothing of --dir for the folder it is by default", async () => {
  using lab = labWith({ "ca.crt": "" });
  const files = { ...lab.files, folder: "certs" };
  const { remedy } = await refusal(() => readLab(files, ISSUED));
  assertStringIncludes(remedy.en, "deno task ca --force");
});
