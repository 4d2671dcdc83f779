/**
 * certificateText(), requestText() and publicKeyText() against the openssl command: a family of
 * certificates, requests and keys made by openssl itself, and its text of each compared with ours.
 */
import { assert, assertEquals } from "@std/assert";
import { parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { DerReader } from "../../x509/der.ts";
import { readPublicKey } from "../../x509/public_key.ts";
import { certificateText, publicKeyText, requestText } from "../../x509/text.ts";

async function openssl(...args: string[]): Promise<Uint8Array> {
  const command = new Deno.Command("openssl", { args, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  assert(success, `openssl ${args.join(" ")}\n${new TextDecoder().decode(stderr)}`);
  return stdout;
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const version = await openssl("version").then(decode, () => "");
const there = version.startsWith("OpenSSL 3.");

/** A test that needs the witness: ignored without it, but failing where CI promises it. */
function witnessed(name: string, run: (folder: string, t: Deno.TestContext) => Promise<void>) {
  Deno.test({
    name: there ? name : `${name} (witness missing: the openssl command, version 3)`,
    ignore: !there && Deno.env.get("CI") === undefined,
    fn: async (t) => {
      assert(there, "The openssl command, version 3, is missing");
      const folder = await Deno.makeTempDir({ prefix: "text_witness_" });
      try {
        await run(folder, t);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** Compares line by line, tolerating what OpenSSL changed after 3.0. */
function assertSameText(ours: string, theirs: Uint8Array) {
  assertEquals(settled(ours).split("\n"), settled(decode(theirs)).split("\n"));
}

function settled(text: string): string {
  const names = text.replace(
    /^ *(Issuer|Subject|DirName|CN)\b.*=.*$/gm,
    (line) => line.replace(/\s*=\s*/g, "="),
  );
  if (version.startsWith("OpenSSL 3.0.")) return names;
  return names.replace(/(othername: \w+)::/g, "$1:") // one colon
    .replace(/(\S) +(Reasons|CRL Issuer):$/gm, "$1\n$2:") // a line of their own
    .replace(/\n+/g, "\n"); // more empty lines, or fewer
}

// The makers: everything openssl makes stands in one folder.

const KEYS: Readonly<Record<string, readonly string[]>> = {
  rsa: ["RSA", "rsa_keygen_bits:2048"],
  rsaLongExponent: ["RSA", "rsa_keygen_bits:1024", "rsa_keygen_pubexp:0x8000000000000000000001"],
  pss: ["RSA-PSS", "rsa_keygen_bits:2048"],
  pssSha256: [
    "RSA-PSS",
    "rsa_keygen_bits:1024",
    "rsa_pss_keygen_md:sha256",
    "rsa_pss_keygen_mgf1_md:sha512-256",
    "rsa_pss_keygen_saltlen:32",
  ],
  pssSha1: [
    "RSA-PSS",
    "rsa_keygen_bits:1024",
    "rsa_pss_keygen_md:sha1",
    "rsa_pss_keygen_mgf1_md:sha1",
    "rsa_pss_keygen_saltlen:20",
  ],
  p256: ["EC", "ec_paramgen_curve:P-256"],
  p384: ["EC", "ec_paramgen_curve:P-384"],
  p521: ["EC", "ec_paramgen_curve:P-521"],
  secp256k1: ["EC", "ec_paramgen_curve:secp256k1"],
  ed25519: ["ED25519"],
  ed448: ["ED448"],
  x25519: ["X25519"],
  x448: ["X448"],
};

/** The file of a private key; one of each kind is made. */
async function keyFile(folder: string, kind: string): Promise<string> {
  const file = `${folder}/${kind}.key`;
  const made = await Deno.stat(file).then(() => true, () => false);
  const [algorithm, ...options] = KEYS[kind] ?? [];
  const pkeyopts = options.flatMap((option) => ["-pkeyopt", option]);
  if (!made) {
    await openssl("genpkey", "-quiet", "-algorithm", algorithm!, ...pkeyopts, "-out", file);
  }
  return file;
}

interface Recipe {
  readonly key?: string;
  /** As `-subj` takes it, which leaves out attributes; `/CN=x` by default. */
  readonly subject?: string;
  /** Lines of a configuration's section of extensions. */
  readonly extensions?: string;
  /** Lines of a configuration's section of attributes; only requests have them. */
  readonly attributes?: string;
  readonly args?: readonly string[];
}

/** DER of a request or, with `-x509` among the kind's options, of a self-signed certificate. */
async function make(folder: string, recipe: Recipe, ...kind: string[]): Promise<Uint8Array> {
  const { key = "p256", extensions, attributes = "", args = [] } = recipe;
  const config = `${folder}/openssl.cnf`;
  await Deno.writeTextFile(
    config,
    `[req]\ndistinguished_name=name\nstring_mask=utf8only\nattributes=attributes\nprompt=no\n` +
      `[name]\nCN=x\n[attributes]\n${attributes}\n[extensions]\n${extensions ?? ""}\n${SECTIONS}`,
  );
  const sections = extensions === undefined
    ? []
    : [kind.includes("-x509") ? "-extensions" : "-reqexts", "extensions"];
  return await openssl(
    ...["req", ...kind, "-utf8", "-config", config, "-key", await keyFile(folder, key)],
    ...["-outform", "DER", ...sections, ...args],
    ...(recipe.subject === undefined ? [] : ["-subj", recipe.subject]),
  );
}

const TEXT = ["-inform", "DER", "-noout", "-text", "-nameopt", "oneline,utf8,-esc_msb"];

async function assertCertificate(folder: string, der: Uint8Array) {
  const file = `${folder}/certificate.der`;
  await Deno.writeFile(file, der);
  assertSameText(
    certificateText(parseCertificate(der)),
    await openssl("x509", "-in", file, ...TEXT),
  );
}

/** DER with some bytes replaced by others, of the same length, to write what openssl would not. */
function patched(der: Uint8Array, from: string, to: string): Uint8Array {
  assertEquals(from.length, to.length);
  assert(der.toHex().includes(from));
  return Uint8Array.fromHex(der.toHex().replaceAll(from, to));
}

/** A DER value. */
function wrap(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  const length = content.length < 0x80
    ? [content.length]
    : content.length < 0x100
    ? [0x81, content.length]
    : [0x82, content.length >> 8, content.length & 0xff];
  return Uint8Array.of(tag, ...length, ...content);
}

// The family.

const SECTIONS = `
[directory]
C=CN
O=A/B+C
CN=你好, x
[policy]
policyIdentifier=1.3.5.8
CPS.1="https://policy.test/"
CPS.2="https://policy.test/2"
userNotice.1=@notice
userNotice.2=@text
[policy2]
policyIdentifier=1.3.5.9
userNotice=@numbered
[notice]
explicitText=UTF8:读我
organization=Some organization
noticeNumbers=1,2,300000000000000000000000000000000000000000
[text]
explicitText=Read me
[numbered]
organization=Other
noticeNumbers=1
[point]
fullname=URI:http://crl.test/1,URI:http://crl.test/2,dirName:directory
CRLissuer=dirName:directory
reasons=keyCompromise,CACompromise,AACompromise
[relative]
relativename=rdn
[issuerOnly]
CRLissuer=dirName:directory
reasons=unused
[rdn]
CN=relative
[sequence]
text=UTF8:abc
number=INTEGER:5
`;

const OTHER_NAMES = [
  "1.3.6.1.4.1.311.20.2.3;UTF8:upn@test",
  "1.3.6.1.5.5.7.8.5;UTF8:xmpp@test",
  "1.3.6.1.5.5.7.8.7;IA5:_imaps.test",
  "1.3.6.1.5.5.7.8.8;UTF8:realm.test",
  "1.3.6.1.5.5.7.8.9;UTF8:ñandú@test",
  "1.2.3.4;UTF8:ñandú",
  "1.2.3.5;IA5:text",
  "1.2.3.6;PRINTABLESTRING:text",
  "1.2.3.7;INTEGER:5",
  "1.2.840.113549.1.9.1;UTF8:known by name",
].map((name) => `otherName:${name}`);

const PURPOSES = [
  "serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,ipsecIKE,msSGC,nsSGC",
  "msSmartcardLogin,anyExtendedKeyUsage,1.2.3.4",
].join();

const USAGES = [
  "digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign",
  "cRLSign,encipherOnly,decipherOnly",
].join();

const hex = (text: string) => new TextEncoder().encode(text).toHex();

/** A signed certificate timestamp in hex: RFC 6962 section 3.2. */
function timestamp(time: string, extensions: string, algorithm: string): string {
  const sct = `00${"5a".repeat(32)}${time}${vector(extensions)}${algorithm}${
    vector("ab".repeat(70))
  }`;
  return vector(sct);
}

function vector(content: string): string {
  return (content.length / 2).toString(16).padStart(4, "0") + content;
}

function octetString(content: string): string {
  return wrap(4, Uint8Array.fromHex(content)).toHex();
}

const CERTIFICATES: Readonly<Record<string, Recipe>> = {
  "version 1": {},
  "an RSA key": { key: "rsa" },
  "an RSA key, signing with SHA-512": { key: "rsa", args: ["-sha512"] },
  "an RSA key, signing with PSS": { key: "rsa", args: ["-sigopt", "rsa_padding_mode:pss"] },
  "PSS with two hashes": {
    key: "pss",
    args: ["-sha256", "-sigopt", "rsa_mgf1_md:sha384", "-sigopt", "rsa_pss_saltlen:48"],
  },
  "PSS with every default": { key: "pss", args: ["-sha1", "-sigopt", "rsa_pss_saltlen:20"] },
  "P-384": { key: "p384", args: ["-sha384"] },
  "P-521": { key: "p521", args: ["-sha512"] },
  "secp256k1": { key: "secp256k1" },
  "Ed25519": { key: "ed25519" },
  "Ed448": { key: "ed448" },
  ...Object.fromEntries(
    [
      "0 1 127 128 4096 -4096 -1 -128 0x7fffffffffffffff 0x8000000000000000 -0x8000000000000000",
      "-0x8000000000000001 0x0123456789abcdef0123456789abcdef01234567",
    ].join(" ").split(" ").map((serial) => [
      `the serial number ${serial}`,
      { args: ["-set_serial", serial] },
    ]),
  ),
  "a name in every style": {
    subject: "/C=CN/O=Ex, Inc/OU=a;b<c>/OU= outer /OU=#hash/DC=test/emailAddress=a@b.test" +
      '/serialNumber=5/UID=u/street=1 \\/ 2/CN=你好, "世界" \\\\',
  },
  "a name with a set of two": { subject: "/O=a+OU=b/CN=c", args: ["-multivalue-rdn"] },
  "an empty name": { subject: "/" },
  "a constrained authority": {
    extensions: "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign",
  },
  "an authority without a limit": { extensions: "basicConstraints=CA:TRUE" },
  "no authority": { extensions: `basicConstraints=CA:FALSE\nkeyUsage=${USAGES}` },
  "every purpose": { extensions: `extendedKeyUsage=critical,${PURPOSES}` },
  "key identifiers": { extensions: "authorityKeyIdentifier=keyid:always" },
  "key identifiers with issuer and serial": {
    subject: "/C=CN/CN=你好",
    extensions: "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always",
    args: ["-set_serial", "0xfedcba9876543210"],
  },
  "alternative names": {
    extensions: "subjectAltName=DNS:a.test,DNS:*.b.test,IP:127.0.0.1,IP:::1,IP:2001:db8::ff00," +
      "email:a@b.test,URI:https://a.test/?x=1,dirName:directory,RID:1.2.3.4,RID:2.5.4.3\n" +
      "issuerAltName=critical,DNS:issuer.test,URI:http://issuer.test/",
  },
  "other names": { extensions: `subjectAltName=${OTHER_NAMES}` },
  "an alternative name of the wrong type": {
    extensions: "subjectAltName=DNS:a.test,otherName:1.3.6.1.5.5.7.8.8;IA5:nai",
  },
  "name constraints": {
    extensions: "nameConstraints=critical,permitted;DNS:.a.test,permitted;email:b.test," +
      "permitted;IP:10.0.0.0/255.0.0.0,excluded;IP:2001:db8::/ffff:ffff::,excluded;dirName:directory," +
      `excluded;URI:.x.test,excluded;RID:2.5.4.3,${OTHER_NAMES.map((name) => `excluded;${name}`)}`,
  },
  "permitted names alone": { extensions: "nameConstraints=permitted;DNS:a.test" },
  "excluded names alone": { extensions: "nameConstraints=excluded;DNS:a.test" },
  "constrained addresses of odd lengths": {
    extensions: "nameConstraints=DER:3010a00e3006870401020304300487020102",
  },
  "policies": { extensions: "certificatePolicies=1.2.3.4,@policy,2.5.29.32.0,@policy2" },
  "a policy with an unknown and an empty qualifier": {
    extensions: "certificatePolicies=DER:" +
      "3029302006032a03043019300906032a03050c026162300c06082b060105050702023000300506032a0306",
  },
  "policy constraints": {
    extensions: "policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0\n" +
      "policyMappings=1.2.3.4:1.2.3.5,1.2.3.6:2.5.29.32.0\ninhibitAnyPolicy=critical,2",
  },
  "a huge number": { extensions: `inhibitAnyPolicy=DER:0211${"01".repeat(17)}` },
  "a big number": { extensions: `inhibitAnyPolicy=DER:0210${"7f".repeat(16)}` },
  "distribution points": {
    extensions: "crlDistributionPoints=URI:http://crl.test/1,URI:http://crl.test/2\n" +
      "freshestCRL=URI:http://crl.test/delta",
  },
  "distribution points with reasons and issuers": {
    extensions: "crlDistributionPoints=point,relative,issuerOnly,point,URI:http://crl.test/",
  },
  "information access": {
    extensions:
      "authorityInfoAccess=OCSP;URI:http://ocsp.test/,caIssuers;URI:http://ca.test/ca.cer," +
      "1.2.3.4;DNS:x,caIssuers;dirName:directory\n" +
      "subjectInfoAccess=caRepository;URI:http://ca.test/,ad_timestamping;IP:127.0.0.1",
  },
  "TLS features and no OCSP check": {
    extensions: "tlsfeature=status_request,status_request_v2,99\nnoCheck=ignored",
  },
  "Netscape's extensions": {
    extensions:
      "nsComment=A comment\nnsCertType=client,server,email,objsign,reserved,sslCA,emailCA," +
      "objCA\nnsBaseUrl=a\nnsRevocationUrl=b\nnsCaRevocationUrl=c\nnsRenewalUrl=d\n" +
      "nsCaPolicyUrl=e\nnsSslServerName=f",
  },
  "a private key's usage period": {
    extensions: `2.5.29.16=DER:3022800f${hex("20260101000000Z")}810f${hex("20271231235959Z")}`,
  },
  "certificate transparency": {
    extensions: `ct_precert_scts=DER:${
      octetString(vector(
        timestamp("00000194b3e2c4d5", "", "0403") + timestamp("0000e677d21fdbff", "aabb", "0401") +
          timestamp("0000e677d21fdc00", "", "0403") + timestamp("ffffffffffffffff", "", "0403") +
          vector("01aabbcc"),
      ))
    }\nct_precert_poison=critical,ASN1:NULL`,
  },
  "a timestamp with an unknown signature": {
    extensions: `ct_precert_scts=DER:${octetString(vector(timestamp("00", "", "0807")))}`,
  },
  "unknown extensions": {
    extensions: "1.2.3.4.5=ASN1:SEQUENCE:sequence\n1.2.3.4.6=critical,DER:0401007f80ffc3a9\n" +
      "1.3.6.1.5.5.7.1.3=DER:3000",
  },
  ...Object.fromEntries(
    [
      "nameConstraints certificatePolicies policyMappings policyConstraints crlDistributionPoints",
      "authorityInfoAccess tlsfeature issuerAltName",
    ].join(" ").split(" ").map((name) => [`an empty ${name}`, { extensions: `${name}=DER:3000` }]),
  ),
  "a key usage without any": { extensions: "keyUsage=DER:030100\nnsCertType=DER:030100" },
  "malformed extensions": {
    extensions: "issuerAltName=DER:30078205611b5b4200\ncertificatePolicies=DER:30020500\n" +
      "nsComment=DER:1600\ntlsfeature=DER:0500\nauthorityInfoAccess=DER:3003020101\n" +
      "crlDistributionPoints=DER:3002\nnoCheck=DER:0201ff\nct_precert_scts=DER:0402ffff",
  },
  "empty parts": {
    extensions: "nameConstraints=DER:3004a000a100\ncrlDistributionPoints=DER:300430003000\n" +
      "certificatePolicies=DER:3006300406022a03",
  },
};

witnessed("certificateText() prints what openssl x509 -text prints", async (folder, t) => {
  for (const [name, recipe] of Object.entries(CERTIFICATES)) {
    await t.step(
      name,
      async () => await assertCertificate(folder, await make(folder, recipe, "-new", "-x509")),
    );
  }
  await t.step("dates", async () => {
    for (const [from, to] of DATES) {
      await assertCertificate(folder, await dated(folder, from, to));
    }
  });
  await t.step("unique identifiers", async () =>
    await assertCertificate(
      folder,
      extended(await make(folder, {}, "-new", "-x509"), [
        wrap(0x81, new Uint8Array(21)),
        wrap(0x82, Uint8Array.of(0, 0xab, 0xcd)),
      ]),
    ));
  await t.step("names in older string types", async () => {
    const der = await make(folder, { subject: "/CN=QQQQ" }, "-new", "-x509");
    for (const value of ["1e04004100d6", "1c040001f512", "1404e9414243", "130461204263"]) {
      await assertCertificate(folder, patched(der, `0c04${hex("QQQQ")}`, value));
    }
  });
  await t.step("an empty authority key identifier", async () => {
    const der = await make(folder, { extensions: "2.5.29.99=DER:3000" }, "-new", "-x509");
    await assertCertificate(folder, patched(der, "0603551d63", "0603551d23"));
  });
});

const DATES = [
  ["20261103042009Z", "20261231235959Z"],
  ["19500101000000Z", "20491231235959Z"],
  ["20500101000000Z", "99991231235959Z"],
] as const;

/** A certificate of given dates, which only `openssl ca` can make in every version 3. */
async function dated(folder: string, from: string, to: string): Promise<Uint8Array> {
  await Deno.writeFile(`${folder}/dated.csr`, await make(folder, {}, "-new"));
  await Deno.writeTextFile(`${folder}/index.txt`, "");
  await Deno.writeTextFile(
    `${folder}/ca.cnf`,
    `[ca]\ndefault_ca=ca\ndatabase=${folder}/index.txt\nnew_certs_dir=${folder}\n` +
      "rand_serial=yes\ndefault_md=sha256\npolicy=policy\n[policy]\ncommonName=supplied\n",
  );
  await openssl(
    ...["ca", "-batch", "-selfsign", "-notext", "-config", `${folder}/ca.cnf`],
    ...["-keyfile", await keyFile(folder, "p256"), "-in", `${folder}/dated.csr`],
    ...["-inform", "DER", "-startdate", from, "-enddate", to, "-out", `${folder}/dated.pem`],
  );
  return await openssl("x509", "-in", `${folder}/dated.pem`, "-outform", "DER");
}

/** A certificate with further fields after its public key; its signature no longer fits. */
function extended(der: Uint8Array, fields: Uint8Array[]): Uint8Array {
  const whole = new DerReader(der).sequence("certificate");
  const signed = whole.any("signed");
  return wrap(
    0x30,
    wrap(0x30, signed.content, ...fields),
    whole.any("a").bytes,
    whole.any("s").bytes,
  );
}

const REQUESTS: Readonly<Record<string, Recipe>> = {
  "nothing but a key": { subject: "/" },
  "an RSA key": { key: "rsa" },
  "PSS": { key: "pssSha256", args: ["-sha256"] },
  "extensions": {
    key: "ed25519",
    extensions: "subjectAltName=critical,DNS:a.test\nbasicConstraints=CA:FALSE\n" +
      "certificatePolicies=@policy,@policy2\ncrlDistributionPoints=point,relative\n1.2.3=DER:0500",
  },
  "attributes": {
    attributes: "challengePassword=secret 秘密\nunstructuredName=A name\nunstructuredAddress=There",
  },
  "attributes and extensions": {
    extensions: "subjectAltName=DNS:a.test",
    attributes: "challengePassword=secret\n1.2.3.4.5.6.7.8.9.10.11.12.13.14.15=long",
  },
};

witnessed("requestText() prints what openssl req -text prints", async (folder, t) => {
  for (const [name, recipe] of Object.entries(REQUESTS)) {
    await t.step(name, async () => {
      const der = await make(folder, recipe, "-new");
      await Deno.writeFile(`${folder}/request.der`, der);
      const theirs = await openssl("req", "-in", `${folder}/request.der`, ...TEXT);
      assertSameText(requestText(parseRequest(der)), theirs);
    });
  }
});

witnessed("publicKeyText() prints what openssl pkey -text_pub prints", async (folder, t) => {
  const kinds = [...Object.keys(KEYS).map((kind) => [kind]), [
    "p256",
    "-ec_conv_form",
    "compressed",
  ]];
  for (const [kind, ...form] of kinds) {
    await t.step([kind, ...form].join(" "), async () => {
      const file = `${folder}/public.der`;
      const key = await keyFile(folder, kind!);
      await openssl("pkey", "-in", key, "-pubout", "-outform", "DER", "-out", file, ...form);
      const theirs = await openssl("pkey", "-pubin", "-in", file, "-noout", "-text_pub");
      assertSameText(publicKeyText(readPublicKey(await Deno.readFile(file))), theirs);
    });
  }
});
