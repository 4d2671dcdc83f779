import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import {
  readCertificate,
  readName,
  readOcspResponse,
  readPublicKeyInfo,
} from "../../tls/certificate_fields.ts";
import { explainField, explainMessage, linkTo } from "../../tls/explain/explain.ts";
import { ASN1_FIELDS, FIELDS, MESSAGES } from "../../tls/explain/tables.ts";
import type { Field } from "../../tls/field.ts";
import { decodeAlert } from "../../tls/message/alert.ts";
import { decodeChangeCipherSpec } from "../../tls/message/change_cipher_spec.ts";
import type { MessageContext } from "../../tls/message/context.ts";
import { decodeHeartbeat } from "../../tls/message/heartbeat.ts";
import { decodeHandshake, handshakeName } from "../../tls/message/message.ts";
import { Reader } from "../../tls/reader.ts";
import { describeSuite } from "../../tls/registry/cipher_suites.ts";
import { extensionTypes } from "../../tls/registry/extensions.ts";
import { HANDSHAKE_TYPES } from "../../tls/registry/handshake_types.ts";
import { plainNameOf } from "../../tls/registry/registry.ts";
import { decodePem } from "../../x509/pem.ts";
import * as forged from "../support/forged.ts";
import { Random } from "../support/random.ts";
import { ask, witnessed } from "../support/witness.ts";
import { EXTENSION_SAMPLES } from "./extension/samples.ts";
import { bytes, carrying, extension, message, text, vector } from "./message/build.ts";
import { SAMPLES } from "./message/samples.ts";
import { TRACES } from "./rfc8448.ts";

/** The paths of fields that have no explanation. */
function unexplained(path: readonly string[], fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    const here = [...path, field.name];
    return [
      ...(explainField(here) ? [] : [here.join("/")]),
      ...unexplained(here, field.fields ?? []),
    ];
  });
}

/** The paths of fields without explanation in a handshake message. */
function unexplainedIn(whole: Uint8Array, context: MessageContext): string[] {
  const name = handshakeName(whole);
  assert(explainMessage(name), name);
  return unexplained([name], decodeHandshake(whole, context).fields);
}

const TLS13: MessageContext = { from: "server", version: 0x0304 };
const TLS12: MessageContext = { from: "server", version: 0x0303 };

Deno.test("every field of the messages of real connections is explained", () => {
  for (const sample of Object.values(SAMPLES).flat()) {
    const suite = sample.suite === undefined ? undefined : describeSuite(sample.suite);
    const whole = Uint8Array.fromHex(sample.hex);
    assertEquals(unexplainedIn(whole, { from: sample.from, version: sample.version, suite }), []);
  }
});

Deno.test("every field of the messages of RFC 8448 is explained", () => {
  for (const { from, name, hex } of TRACES.flatMap(({ messages }) => messages)) {
    if (["alert", "application_data", "change_cipher_spec"].includes(name)) continue;
    assertEquals(unexplainedIn(Uint8Array.fromHex(hex), { from, version: 0x0304 }), []);
  }
});

Deno.test("every field of every extension is explained", () => {
  for (const [code, inMessage, data] of EXTENSION_SAMPLES) {
    assertEquals(unexplainedIn(carrying(inMessage, extension(code, data)), TLS13), []);
  }
  const greaseAndUnknown = carrying("CH", extension(0x3a3a, "00"), extension(0x1234, "00"));
  assertEquals(unexplainedIn(greaseAndUnknown, TLS13), []);
});

const CURVE = bytes("03 0017", vector(1, "04", "33".repeat(64)));
const EXPLICIT_PRIME = bytes("01", "01 07".repeat(6), vector(1, "04"));
const EXPLICIT_CHAR2 = bytes("02 00a3 02", "01 07".repeat(8), vector(1, "04"));
const DH = bytes(vector(2, "17"), vector(2, "05"), vector(2, "08"));
const SRP = bytes(vector(2, "17"), vector(2, "05"), vector(1, "5a"), vector(2, "08"));
const SIGNATURE = bytes("0401", vector(2, "aabb"));
const HINT = vector(2, text("hint"));

/** A key exchange of each kind: the type of the message, the cipher suite and the body. */
const KEY_EXCHANGES: readonly [type: number, suite: number | undefined, body: Uint8Array][] = [
  [12, 0xc02f, bytes(CURVE, SIGNATURE)],
  [12, 0xc02f, bytes(EXPLICIT_PRIME, SIGNATURE)],
  [12, 0xc02f, bytes(EXPLICIT_CHAR2, SIGNATURE)],
  [12, 0x009e, bytes(DH, SIGNATURE)],
  [12, 0x00a8, HINT],
  [12, 0x0003, bytes(vector(2, "cc"), vector(2, "010001"), SIGNATURE)],
  [12, 0xc01e, bytes(SRP, SIGNATURE)],
  [12, undefined, bytes(CURVE, SIGNATURE)],
  [16, 0x002f, vector(2, "aabb")],
  [16, 0x009e, vector(2, "aabb")],
  [16, 0xc02f, vector(1, "04")],
  [16, 0x00a8, vector(2, text("me"))],
  [16, 0xc01d, vector(2, "08")],
  [16, undefined, vector(2, "aabb")],
];

Deno.test("every field of the key exchanges up to TLS 1.2 is explained", () => {
  for (const [type, code, body] of KEY_EXCHANGES) {
    const suite = code === undefined ? undefined : describeSuite(code);
    assertEquals(unexplainedIn(message(type, body), { ...TLS12, suite }), []);
  }
});

Deno.test("every field of messages hardly ever met is explained", () => {
  const spki = bytes("302a300506032b6570032100", "11".repeat(32));
  const rare = [
    message(3, "feff", vector(1, "aabb")),
    message(11, vector(3, vector(3, "3000"))),
    message(13, "01 40", vector(2, "0401"), vector(2)),
    message(21, "00", vector(2, vector(2, text("http://a")), "01", "22".repeat(20))),
    message(22, "01", vector(3, "30030a0106")),
    message(22, "02", vector(3, vector(3, "30030a0106"), vector(3))),
    message(22, "07 aabb"),
    message(23, vector(3, "0000", vector(2, "aabb"))),
    message(67, vector(1, text("h2")), vector(1, "0000")),
    message(99, "aabb"),
    message(254, "11".repeat(32)),
  ];
  for (const whole of rare) assertEquals(unexplainedIn(whole, TLS12), []);
  assertEquals(unexplainedIn(message(11, vector(3, spki)), { ...TLS12, certificateType: 2 }), []);
  assertEquals(unexplainedIn(message(24, "01"), TLS13), []);
  assertEquals(unexplainedIn(message(25, "0001 000004", vector(3, "aabb")), TLS13), []);
});

Deno.test("every field of what records carry besides the handshake is explained", () => {
  const { fields } = decodeHeartbeat(bytes("01 0001 aa", "00".repeat(16)));
  assertEquals(unexplained(["heartbeat"], fields), []);
  assertEquals(unexplained(["alert"], decodeAlert(bytes("0230")).fields), []);
  assertEquals(unexplained(["change_cipher_spec"], decodeChangeCipherSpec(bytes("01")).fields), []);
  for (const name of ["alert", "change_cipher_spec", "heartbeat", "data", "record"]) {
    assert(explainMessage(name), name);
  }
});

/** What OpenSSL is to put in a certificate, besides the most common. */
const EXTENSIONS = [
  "subjectAltName=DNS:a.test,IP:127.0.0.1,email:a@a.test,URI:http://a.test,RID:1.2.3,dirName:dn," +
  "otherName:1.2.3;UTF8:a",
  "issuerAltName=DNS:b.test",
  "keyUsage=critical,keyCertSign",
  "extendedKeyUsage=serverAuth",
  "crlDistributionPoints=URI:http://a.test",
  "freshestCRL=URI:http://a.test",
  "authorityInfoAccess=OCSP;URI:http://a.test",
  "subjectInfoAccess=caRepository;URI:http://a.test",
  "certificatePolicies=1.2.3.4",
  "policyMappings=1.2.3:1.2.4",
  "policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:1",
  "inhibitAnyPolicy=2",
  "nameConstraints=permitted;DNS:a.test,excluded;IP:10.0.0.0/255.0.0.0",
  "tlsfeature=status_request",
  "nsComment=hello",
  "1.2.3.99=ASN1:NULL",
];

witnessed(
  ["openssl"],
  "every field of certificates with every extension is explained",
  async () => {
    const config = `[req]\ndistinguished_name=dn\n[dn]\nCN=a\n[ext]\n${EXTENSIONS.join("\n")}`;
    for (const key of ["ec", "rsa:2048", "rsa-pss", "ed25519"]) {
      const made = await ask("openssl", [
        ...["req", "-x509", "-config", "/dev/stdin", "-subj", "/CN=a", "-extensions", "ext"],
        ...["-newkey", key, "-nodes", "-keyout", "/dev/null"],
        ...(key === "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : []),
      ], { stdin: config });
      const der = decodePem(made.stdout)[0]!.bytes;
      const { fields, troubles } = Reader.decode(der, readCertificate);
      assertEquals(troubles, []);
      assertEquals(unexplained(["certificate", "cert_data"], fields), []);
    }
  },
);

Deno.test("every name that the decoder gives a field is explained", async () => {
  const tls = await namesSpelled(CALLED, "tls/message", "tls/extension", "tls/der/timestamps.ts");
  assertGreater(tls.size, 170);
  const keys = new Set(rowsOf(FIELDS).map(({ key }) => lastOf(key)));
  assertEquals([...tls].filter((name) => !keys.has(name)), []);
  const asn1 = await namesSpelled(IN_SCHEMAS, "tls/der", "tls/certificate_fields.ts");
  assertGreater(asn1.size, 130);
  const asn1Keys = new Set([...keys, ...rowsOf(ASN1_FIELDS).map(({ key }) => lastOf(key))]);
  const missing = [...asn1].filter((name) => !asn1Keys.has(name));
  // The alternatives of certStatus and responderID: the field keeps the name it has there.
  assertEquals(missing, ["good", "revoked", "unknown", "byName", "byKey"]);
});

Deno.test("every message and every extension of the registries is explained", () => {
  for (const code of HANDSHAKE_TYPES.names.keys()) {
    assert(explainMessage(plainNameOf(HANDSHAKE_TYPES, code)), `${code}`);
  }
  for (const { name, references } of extensionTypes().values()) {
    const source = explainField(["client_hello", "extensions", name])?.source;
    assert(source, name);
    const document = source.replace(/ section .*/, "");
    const known = references.map((reference) => reference.replace(/^(RFC|ETSI-TS-103-)/, ""));
    assert(
      known.includes(document.replace(/^(RFC |ETSI TS 103 )/, "").replace(" ", "-")) ||
        document === "RFC 8446",
      `${name} is said to be defined by ${source} and not by ${references}`,
    );
  }
});

Deno.test("whatever the bytes, every field that comes of them is explained", async () => {
  const random = new Random(1);
  const { der } = await forged.forge("a.test", { extensions: forged.SERVER });
  const certificate = message(11, "00", vector(3, vector(3, der), "0000"));
  const wholes = [
    certificate,
    ...EXTENSION_SAMPLES.map(([code, where, data]) => carrying(where, extension(code, data))),
  ];
  for (let i = 0; i < 5000; i++) {
    assertEquals(unexplainedIn(random.mutate(random.of(wholes)), TLS13), []);
    const read = random.of([readCertificate, readName, readOcspResponse, readPublicKeyInfo]);
    const { fields } = Reader.decode<unknown>(random.mutate(der), read);
    assertEquals(unexplained(["certificate", "cert_data"], fields), []);
  }
});

Deno.test("explainField() tells the same name in different places apart", () => {
  const sourceOf = (path: string) => explainField(path.split(" "))?.source;
  assertEquals(sourceOf("client_hello random"), "RFC 8446 section 4.1.2");
  assertEquals(sourceOf("server_hello random"), "RFC 8446 section 4.1.3");
  const sct = "sct_list serialized_sct";
  assertEquals(sourceOf(`certificate extension_data ${sct} algorithm`), "RFC 6962 section 3.2");
  const inside =
    "certificate cert_data Certificate extensions Extensions ct_precert_scts extnValue";
  assertEquals(sourceOf(`${inside} ${sct} algorithm`), "RFC 6962 section 3.2");
  assertEquals(sourceOf("certificate Certificate algorithm"), "RFC 5280 section 4.1.1.2");
  assertEquals(sourceOf("certificate_verify algorithm"), "RFC 8446 section 4.4.3");
});

Deno.test("explainField() gives a vector and the one field it holds the same explanation", () => {
  const vector = ["client_hello", "extensions", "cookie", "extension_data", "cookie"];
  assertEquals(explainField([...vector, "cookie"]), explainField(vector));
});

Deno.test("explainField() knows numbered names by their kind", () => {
  const extensions = ["client_hello", "extensions"];
  assertEquals(
    explainField([...extensions, "GREASE (0x3a3a)"]),
    explainField([...extensions, "GREASE (0xfafa)"]),
  );
  assertEquals(explainField([...extensions, "GREASE (0x3a3a)"])?.source, "RFC 8701 section 3");
  assertEquals(
    explainField(["Certificate", "[APPLICATION 3]"]),
    explainField(["Certificate", "[0]"]),
  );
  assertEquals(explainMessage("unassigned (0x63)")?.source, "RFC 8446 section 4");
});

Deno.test("what is no name of anything has no explanation", () => {
  assertEquals(explainField(["client_hello", "nonsense"]), undefined);
  assertEquals(explainField([]), undefined);
  assertEquals(explainMessage("nonsense"), undefined);
});

Deno.test("linkTo() leads to sections of RFCs and to drafts, and nowhere else", () => {
  assertEquals(
    linkTo("RFC 5246 section 7.4.1.1"),
    "https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.1",
  );
  assertEquals(
    linkTo("draft-vvv-tls-alps"),
    "https://datatracker.ietf.org/doc/draft-vvv-tls-alps/",
  );
  assertEquals(linkTo("ETSI TS 103 523-2"), undefined);
});

Deno.test("every row has its four columns: one sentence of each language, and a source", () => {
  const rows = rowsOf([...MESSAGES, ...FIELDS, ...ASN1_FIELDS]);
  assertGreater(rows.length, 500);
  for (const { line, columns } of rows) {
    assertEquals(columns.length, 4, line);
    const [, source, en, zh] = columns;
    assertMatch(
      source!,
      /^(RFC \d{4,5} section \d+(\.\d+)*|draft-[a-z0-9-]+|ETSI TS [\d -]+)$/,
      line,
    );
    assertMatch(en!, /^[A-Z0-9].{58,158}\.$/, line);
    assertMatch(zh!, /\p{Script=Han}.*。$/u, line);
  }
});

Deno.test("no key is explained twice", () => {
  for (const tables of [MESSAGES, FIELDS, ASN1_FIELDS]) {
    const keys = rowsOf(tables).map(({ key }) => key);
    assertEquals(keys.filter((key, i) => keys.indexOf(key) < i), []);
  }
});

Deno.test("no row explains what the decoder cannot name", async () => {
  const spelled = await textOf("tls", "x509/oids.ts");
  for (const { key } of rowsOf([...MESSAGES, ...FIELDS, ...ASN1_FIELDS])) {
    const name = lastOf(key);
    if (["*", "[n]", "record", "data"].includes(name)) continue;
    assert(new RegExp(`\\b${RegExp.escape(name)}(?![\\w-])`).test(spelled), key);
  }
});

interface Row {
  readonly line: string;
  readonly columns: readonly string[];
  readonly key: string;
}

function rowsOf(tables: readonly string[]): Row[] {
  return tables.flatMap((table) => table.trim().split("\n")).map((line) => {
    const columns = line.trim().split(" | ");
    return { line, columns, key: columns[0]! };
  });
}

function lastOf(key: string): string {
  return key.split("/").at(-1)!;
}

/** The source text of the decoder, without comments and without the explanations themselves. */
async function textOf(...paths: string[]): Promise<string> {
  const texts: string[] = [];
  for (const path of paths) {
    if (path.endsWith(".ts")) {
      const source = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
      texts.push(source.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ""));
      continue;
    }
    for await (const { name } of Deno.readDir(new URL(`../../${path}`, import.meta.url))) {
      if (name !== "explain") texts.push(await textOf(`${path}/${name}`));
    }
  }
  return texts.join("\n");
}

/** What calls of the reader name fields with. */
const CALLED = [
  /(?:reader\.\w+|read(?!Empty|Extensions)\w+)\(\s*(?:reader,\s*)?"([\w-]+)"(?!, 0\))/g,
];

/** What schemas of DER name values with. */
const IN_SCHEMAS = [
  ...CALLED,
  /(?:\.value|sequenceOf|setOf|octetsContaining|explicit)\(\s*(?:\d,\s*)?"([\w-]+)"/g,
  /\[\s*"([\w-]+)",\s+(?=[^\s"])/g,
  /^\s+(\w+): (?:im|ex)plicit\(/gm,
];

async function namesSpelled(by: readonly RegExp[], ...paths: string[]): Promise<Set<string>> {
  const source = await textOf(...paths);
  return new Set(by.flatMap((one) => [...source.matchAll(one)].map(([, name]) => name!)));
}
