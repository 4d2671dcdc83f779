/**
 * The checks made on a path of certificates (RFC 5280 section 6, with what the Web PKI's clients ask
 * for beyond it): each a small function that notes what it found, passed or not.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { type Certificate, hasExpired } from "./certificate.ts";
import { sameBytes } from "./der.ts";
import { formatGeneralName, formatMoment } from "./format.ts";
import { coversHost, type GeneralName, parseHostName } from "./general_name.ts";
import { formatName, type Name } from "./name.ts";
import { longName, Oid, shortName } from "./oids.ts";
import { describeKey } from "./public_key.ts";
import { hashOf, verifySignature } from "./signature.ts";

/** Why a path is refused. */
export type Reason =
  | "malformed"
  | "version"
  | "unknown-issuer"
  | "self-signed"
  | "bad-signature"
  | "weak-signature"
  | "weak-key"
  | "expired"
  | "not-yet-valid"
  | "unknown-critical-extension"
  | "issuer-not-ca"
  | "path-too-long"
  | "key-usage"
  | "ca-as-leaf"
  | "wrong-purpose"
  | "no-subject-alt-name"
  | "name-mismatch";

/** What each reason means, in a few words. */
export const MEANINGS: Readonly<Record<Reason, Text>> = {
  "malformed": { en: "it cannot be read", zh: "无法读取" },
  "version": { en: "it is not of X.509 version 3", zh: "不是 X.509 第 3 版" },
  "unknown-issuer": { en: "its issuer is unknown", zh: "颁发者未知" },
  "self-signed": { en: "it is signed by itself", zh: "是自签名证书" },
  "bad-signature": { en: "its signature is wrong", zh: "签名不正确" },
  "weak-signature": { en: "its signature is weak", zh: "签名算法太弱" },
  "weak-key": { en: "its key is weak", zh: "密钥太弱" },
  "expired": { en: "it has expired", zh: "已过期" },
  "not-yet-valid": { en: "it is not yet valid", zh: "尚未生效" },
  "unknown-critical-extension": {
    en: "it has an unknown critical extension",
    zh: "含有未知的关键扩展",
  },
  "issuer-not-ca": { en: "its issuer is no authority", zh: "颁发者不是证书颁发机构" },
  "path-too-long": { en: "its path is too long", zh: "证书链过长" },
  "key-usage": { en: "its key may not be used so", zh: "密钥用途不符" },
  "ca-as-leaf": { en: "it is an authority's own certificate", zh: "是颁发机构自己的证书" },
  "wrong-purpose": { en: "it is not for a TLS server", zh: "不能用于 TLS 服务器" },
  "no-subject-alt-name": { en: "it has no subjectAltName", zh: "没有 subjectAltName" },
  "name-mismatch": { en: "it is for another name", zh: "名称不符" },
};

/** One check and how it ended. */
export interface Check {
  /** What is refused when it fails. */
  readonly reason: Reason;
  /** How it ended. */
  readonly passed: boolean;
  /** Which certificate of the path, 0 being the leaf. */
  readonly certificate: number;
  /** What was found, in both languages. */
  readonly text: Text;
  /** Where the rule stands, such as `RFC 5280 6.1.3`. */
  readonly source: string;
}

/** Extensions that are either acted on here or safe to ignore for a TLS connection. */
const UNDERSTOOD = new Set<string>([
  Oid.basicConstraints,
  Oid.keyUsage,
  Oid.extKeyUsage,
  Oid.subjectAltName,
  Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier,
]);

/** Where a path ends: at a root, where its length had to stop it before one, or nowhere. */
export type PathEnd = "root" | "limit" | "nowhere";

/** What a path is judged by. */
export interface Judgement {
  /** The moment dates are judged by. */
  readonly at: Date;
  /** What the leaf is to be used for. */
  readonly purpose: "server" | "client";
  /** The DNS name or IP address the leaf must cover; not checked if undefined. */
  readonly host: string | undefined;
}

/**
 * Makes every check on one path.
 *
 * @param path The certificates, leaf first.
 * @param end Where it ends.
 * @param judgement What it is judged by.
 * @returns The checks in order, from the leaf up.
 */
export async function checkPath(
  path: readonly Certificate[],
  end: PathEnd,
  { at, purpose, host }: Judgement,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [i, certificate] of path.entries()) {
    const about = new About(certificate, i, checks);
    const issuer = path[i + 1] ?? (isSelfIssued(certificate) ? certificate : undefined);
    checkVersion(about);
    if (i === path.length - 1) checkAnchor(about, end, path.length === 1);
    if (issuer) await checkSignature(about, issuer);
    checkKey(about);
    checkDates(about, at);
    checkCriticalExtensions(about);
    if (i > 0) checkIssuer(about, path);
    checkPurpose(about, purpose);
    if (i === 0) {
      checkLeaf(about);
      if (host !== undefined) checkHost(about, host);
    }
  }
  return checks;
}

/** A name in a word: its common name, or all of it where it has none. */
function shortTitle(name: Name): string {
  const commonName = name.flat().findLast(({ oid }) => oid === Oid.commonName);
  return formatName(commonName ? [[commonName]] : name) || "(no name)";
}

/** The certificate being checked, and where what is found goes. */
class About {
  readonly name: string;

  constructor(
    readonly certificate: Certificate,
    readonly index: number,
    readonly checks: Check[],
  ) {
    this.name = shortTitle(certificate.subject);
  }

  /** Notes a check: what to say if it passed, what if it failed. */
  note(
    reason: Reason,
    passed: boolean,
    source: string,
    good: readonly [en: string, zh: string],
    bad: readonly [en: string, zh: string] = good,
  ): void {
    const [en, zh] = passed ? good : bad;
    this.checks.push({ reason, passed, certificate: this.index, text: { en, zh }, source });
  }
}

function isSelfIssued({ subjectDer, issuerDer }: Certificate): boolean {
  return sameBytes(subjectDer, issuerDer);
}

function checkVersion(about: About): void {
  const { certificate: { version }, name } = about;
  about.note(
    "version",
    version === 3,
    "RFC 5280 4.1.2.1",
    [`${name}: version 3`, `${name}：第 3 版`],
    [
      `${name}: an X.509 version ${version} certificate; TLS clients take version 3 only`,
      `${name}：X.509 第 ${version} 版证书；TLS 客户端只接受第 3 版`,
    ],
  );
}

/** Where the path ends: it must be at one of the roots. */
function checkAnchor(about: About, end: PathEnd, alone: boolean): void {
  const { certificate, index, name } = about;
  const issuer = shortTitle(certificate.issuer);
  if (end === "limit") {
    about.note("path-too-long", false, "RFC 5280 6.1", [
      `${name}: a root is next, but ${index + 1} certificates are all a path may have`,
      `${name}：再上一级就是根证书，但证书链最多只允许 ${index + 1} 个证书`,
    ]);
    return;
  }
  const selfSigned = alone && isSelfIssued(certificate);
  about.note(
    end === "nowhere" && selfSigned ? "self-signed" : "unknown-issuer",
    end === "root",
    "RFC 5280 6.1.1 (d)",
    [`${name}: a root you trust`, `${name}：是受信任的根证书`],
    selfSigned
      ? [
        `${name}: signed by itself, and not among the roots you trust`,
        `${name}：是自签名证书，且不在受信任的根证书之中`,
      ]
      : [
        `${name}: issued by ${issuer}, which is not among the roots you trust`,
        `${name}：由 ${issuer} 签发，而它不在受信任的根证书之中`,
      ],
  );
}

/** The signature by the next certificate's key, or by its own for a self-issued last one. */
async function checkSignature(about: About, issuer: Certificate): Promise<void> {
  const { certificate, name } = about;
  const { signatureAlgorithm, innerAlgorithm, signed, signature } = certificate;
  const by = shortTitle(issuer.subject);
  const algorithm = longName(signatureAlgorithm.oid);
  if (!sameBytes(signatureAlgorithm.bytes, innerAlgorithm.bytes)) {
    about.note("bad-signature", false, "RFC 5280 4.1.1.2", [
      `${name}: names two different signature algorithms, one of them not signed`,
      `${name}：内外标明的签名算法不一致，其中一个不受签名保护`,
    ]);
    return;
  }
  const wanted = certificate.known.authorityKeyId?.keyId;
  const offered = issuer.known.subjectKeyId;
  if (wanted && offered && !sameBytes(wanted, offered)) {
    about.note("unknown-issuer", false, "RFC 5280 4.2.1.1", [
      `${name}: issued by another authority that is also called ${by}, with another key`,
      `${name}：由另一个同名 CA（${by}）用另一把密钥签发`,
    ]);
    return;
  }
  const verdict = await verifySignature(issuer.publicKey, signatureAlgorithm, signed, signature);
  about.note(
    "bad-signature",
    verdict === "valid",
    "RFC 5280 6.1.3 (a)(1)",
    [`${name}: signed by ${by} (${algorithm})`, `${name}：由 ${by} 签名（${algorithm}）`],
    verdict === "unsupported"
      ? [
        `${name}: its signature algorithm ${algorithm} is not supported`,
        `${name}：不支持其签名算法 ${algorithm}`,
      ]
      : [
        `${name}: the signature was not made with the key of ${by}`,
        `${name}：签名不是用 ${by} 的密钥生成的`,
      ],
  );
  const anchor = issuer === certificate; // Nobody relies on a root's signature over itself.
  const hash = hashOf(signatureAlgorithm);
  about.note(
    "weak-signature",
    anchor || hash !== "SHA-1",
    "RFC 9155 1",
    [`${name}: a hash function that holds`, `${name}：签名所用的散列函数足够安全`],
    [`${name}: signed with SHA-1, which is broken`, `${name}：用已被攻破的 SHA-1 签名`],
  );
}

/** Keys that can be broken: the CA/Browser Forum's minimum for RSA, and curves TLS 1.3 has. */
function checkKey(about: About): void {
  const { certificate: { publicKey: key }, name } = about;
  const strong = key.kind === "rsa"
    ? key.bits >= 2048 && key.exponent >= 3n && (key.exponent & 1n) === 1n
    : key.kind === "ed25519" || key.kind === "ed448" || (key.kind === "ec" && key.bits >= 256);
  const kind = describeKey(key);
  about.note(
    "weak-key",
    strong,
    "CA/B Baseline Requirements 6.1.5",
    [`${name}: a strong key (${kind})`, `${name}：密钥强度足够（${kind}）`],
    [`${name}: a key that is too weak or unknown (${kind})`, `${name}：密钥太弱或未知（${kind}）`],
  );
}

function checkDates(about: About, at: Date): void {
  const { certificate: { notBefore, notAfter }, name } = about;
  const [from, until, now] = [notBefore, notAfter, at].map(formatMoment);
  about.note(
    "not-yet-valid",
    at >= notBefore,
    "RFC 5280 6.1.3 (a)(2)",
    [`${name}: valid since ${from}`, `${name}：自 ${from} 起有效`],
    [
      `${name}: not valid before ${from}; it is ${now}`,
      `${name}：${from} 之前尚未生效；判断时间为 ${now}`,
    ],
  );
  about.note(
    "expired",
    !hasExpired(about.certificate, at),
    "RFC 5280 6.1.3 (a)(2)",
    [`${name}: valid until ${until}`, `${name}：有效期至 ${until}`],
    [
      `${name}: expired on ${until}; it is ${now}`,
      `${name}：已于 ${until} 过期；判断时间为 ${now}`,
    ],
  );
}

function checkCriticalExtensions(about: About): void {
  const { certificate: { extensions }, name } = about;
  const unknown = extensions.filter(({ critical, oid }) => critical && !UNDERSTOOD.has(oid));
  const list = unknown.map(({ oid }) => shortName(oid)).join(", ");
  about.note(
    "unknown-critical-extension",
    unknown.length === 0,
    "RFC 5280 4.2",
    [`${name}: no critical extension is unknown`, `${name}：没有未知的关键扩展`],
    [
      `${name}: has a critical extension that is not understood here: ${list}`,
      `${name}：含有本程序不认识的关键扩展：${list}`,
    ],
  );
}

/** What a certificate must be to issue the one before it. */
function checkIssuer(about: About, path: readonly Certificate[]): void {
  const { certificate: { known }, index, name } = about;
  about.note(
    "issuer-not-ca",
    known.basicConstraints?.ca === true,
    "RFC 5280 6.1.4 (k)",
    [`${name}: may issue certificates`, `${name}：可以签发证书`],
    [`${name}: is no certificate authority`, `${name}：不是证书颁发机构`],
  );
  about.note(
    "key-usage",
    known.keyUsage === undefined || known.keyUsage.includes("keyCertSign"),
    "RFC 5280 6.1.4 (n)",
    [`${name}: its key may sign certificates`, `${name}：其密钥可以签发证书`],
    [`${name}: its key may not sign certificates`, `${name}：其密钥不得签发证书`],
  );
  const limit = known.basicConstraints?.pathLength;
  const between = path.slice(1, index).filter((one) => !isSelfIssued(one)).length;
  if (limit !== undefined) {
    about.note(
      "path-too-long",
      between <= limit,
      "RFC 5280 6.1.4 (l)",
      [
        `${name}: ${between} of at most ${limit} below`,
        `${name}：下级中间证书 ${between} 个，上限 ${limit} 个`,
      ],
      [
        `${name}: allows ${limit} intermediates below it, there are ${between}`,
        `${name}：最多允许 ${limit} 个下级中间证书，实际有 ${between} 个`,
      ],
    );
  }
}

/** extKeyUsage narrows what a leaf, and everything below a CA that has it, may be used for. */
function checkPurpose(about: About, purpose: "server" | "client"): void {
  const { certificate: { known }, name } = about;
  const wanted = purpose === "server" ? Oid.serverAuth : Oid.clientAuth;
  const allowed = known.extKeyUsage;
  const role = purpose === "server"
    ? ["a TLS server", "TLS 服务器"]
    : ["a TLS client", "TLS 客户端"];
  about.note(
    "wrong-purpose",
    !allowed || allowed.includes(wanted) || allowed.includes(Oid.anyExtendedKeyUsage),
    "RFC 5280 4.2.1.12",
    [`${name}: may be used for ${role[0]}`, `${name}：可用于 ${role[1]}`],
    [
      `${name}: not for ${role[0]}, only for ${allowed?.map(shortName).join(", ")}`,
      `${name}：不能用于 ${role[1]}，仅可用于 ${allowed?.map(shortName).join("、")}`,
    ],
  );
}

/** What a leaf must be: no CA, and a key that may sign handshakes. */
function checkLeaf(about: About): void {
  const { certificate: { known }, name } = about;
  about.note(
    "ca-as-leaf",
    known.basicConstraints?.ca !== true,
    "CA/B Baseline Requirements 7.1.2.7",
    [`${name}: an end entity, not a CA`, `${name}：是终端实体，不是 CA`],
    [
      `${name}: a certificate authority's own certificate, not a server's or client's`,
      `${name}：是证书颁发机构自己的证书，不是服务器或客户端的证书`,
    ],
  );
  about.note(
    "key-usage",
    known.keyUsage === undefined || known.keyUsage.includes("digitalSignature"),
    "RFC 8446 4.4.2.2",
    [`${name}: its key may sign handshakes`, `${name}：其密钥可用于握手签名`],
    [`${name}: its key may not make digital signatures`, `${name}：其密钥不得用于数字签名`],
  );
}

function checkHost(about: About, host: string): void {
  const { certificate: { known }, name } = about;
  const names = known.subjectAltName;
  if (!names?.length) {
    about.note("no-subject-alt-name", false, "RFC 9525 6.1", [
      `${name}: has no subjectAltName; the common name does not count`,
      `${name}：没有 subjectAltName；通用名称（CN）不算数`,
    ]);
    return;
  }
  const list = names.map(formatGeneralName).join(", ");
  about.note(
    "name-mismatch",
    covers(host, names),
    "RFC 9525 6",
    [`${name}: is for ${host}`, `${name}：适用于 ${host}`],
    [
      `${name}: is not for ${host}, only for ${list}`,
      `${name}：不适用于 ${host}，仅适用于 ${list}`,
    ],
  );
}

function covers(host: string, names: readonly GeneralName[]): boolean {
  try {
    const wanted = parseHostName(host.replace(/\.$/, "")); // The dot of an absolute name.
    return !(wanted.type === "dns" && wanted.value.startsWith("*.")) && coversHost(wanted, names);
  } catch {
    return false;
  }
}
