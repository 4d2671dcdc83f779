/**
 * The certificate authority: vouches. Makes keys, a self-signed root and requests; checks and signs
 * them; verifies and shows certificates.
 *
 * `deno task ca` does the nine steps of the lab in certs/ and shows the OpenSSL command beside each.
 *
 * @module
 */
import { command, type Options, type Role, runRole, usage } from "./cli/command.ts";
import { UserError } from "./cli/error.ts";
import { refuseExisting } from "./cli/file.ts";
import { pick, say, type Text } from "./cli/language.ts";
import {
  bold,
  cyan,
  dim,
  duration,
  green,
  print,
  red,
  table,
  tell,
  yellow,
} from "./cli/terminal.ts";
import type { Certificate } from "./x509/certificate.ts";
import type { GeneralName } from "./x509/general_name.ts";
import {
  CA_SUBJECT,
  givenDate,
  givenDays,
  givenKind,
  givenNames,
  givenSubject,
} from "./x509/given.ts";
import { formatName, type Name } from "./x509/name.ts";
import * as openssl from "./x509/openssl.ts";
import { formatGeneralName, formatMoment, MEANINGS, validatePath } from "./x509/path.ts";
import { KEY_KINDS, type KeyKind, type PrivateKey } from "./x509/private_key.ts";
import { describeKey } from "./x509/public_key.ts";
import {
  type Item,
  readCertificates,
  readItems,
  readKey,
  readPair,
  readRequest,
} from "./x509/store/file.ts";
import {
  checkRequest,
  type Lab,
  type LabFiles,
  labFiles,
  missing,
  readLab,
} from "./x509/store/lab.ts";
import * as make from "./x509/store/make.ts";
import { startRecordAnew } from "./x509/store/record.ts";
import { summary } from "./x509/summary.ts";

const ROOT_DAYS = 3650;
/** Below the 398 days browsers allow public authorities (CA/B Baseline Requirements 6.3.2). */
const LEAF_DAYS = 397;
/** Apple's limit for the certificate of any TLS server (support.apple.com/en-us/103769). */
const APPLE_DAYS = 825;

/** How the lab's certificates are to be made. */
export interface LabOptions {
  /** The CA's folder; `certs` by default. */
  readonly folder?: string;
  /** The root's subject; the server's is the same with its first name as common name. */
  readonly subject?: Name;
  /** The server's names; 127.0.0.1, ::1 and localhost by default. */
  readonly names?: readonly GeneralName[];
  /** How long the server's certificate is valid, in days; 397 by default. The root is valid for 3650
   * days, longer if the server's certificate is. */
  readonly days?: number;
  /** The kind of both keys; `rsa:2048` by default. */
  readonly kind?: KeyKind;
  /** Whether to make everything anew, over what is there. */
  readonly force?: boolean;
}

/** One step of the lab, done. */
export interface Step {
  /** What was done. */
  readonly title: Text;
  /** The file it made or looked at. */
  readonly file: string;
  /** What came of it, in a few words. */
  readonly result: Text;
  /** What it showed, if it is one that shows. */
  readonly shown: readonly string[];
  /** How long it took, in milliseconds. */
  readonly time: number;
  /** The OpenSSL command that does the same. */
  readonly openssl: string;
}

/** The lab, complete. The authority's key may be kept elsewhere as long as nothing is signed. */
export type CompleteLab = Required<Omit<Lab, "caKey">> & Pick<Lab, "caKey"> & {
  /** Where everything is. */
  readonly files: LabFiles;
};

/**
 * Makes what is missing of the lab: the CA's key, the root, the server's key, its request and, the
 * request's signature having been checked, its certificate.
 *
 * @param options How to make it.
 * @param done Told of each step that was taken.
 * @returns The lab, complete and sound.
 * @throws {UserError} If what is there is damaged, expired or does not fit, or a file cannot be
 * written. Nothing existing is overwritten unless forced.
 *
 * @example
 * ```ts
 * import { makeLab } from "./ca.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * const { certificate } = await makeLab({ folder, kind: "ec:p256" });
 * assertEquals(certificate.known.subjectAltName?.map(({ value }) => value), [
 *   "127.0.0.1",
 *   "::1",
 *   "localhost",
 * ]);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export async function makeLab(
  options: LabOptions = {},
  done: (step: Step) => void = () => {},
): Promise<CompleteLab> {
  const files = labFiles(options.folder ?? make.DEFAULT_FOLDER);
  const { kind = "rsa:2048", days = LEAF_DAYS, names = make.LOCAL_NAMES, force = false } = options;
  const lab = force ? {} : await readLab(files);
  const take = stepper(done);

  const caKey = lab.caKey ?? (lab.ca ? undefined : await take(
    { en: "Make the authority's private key", zh: "生成 CA 私钥" },
    files.caKey,
    openssl.keyCommand(kind, files.caKey),
    () => make.key(kind, files.caKey, force),
    describePrivateKey,
  ));
  const subject = options.subject ?? lab.ca?.subject ?? CA_SUBJECT;
  const rootDays = Math.max(ROOT_DAYS, days);
  const ca = lab.ca ?? await take(
    { en: "Make the self-signed root certificate", zh: "生成自签名的 CA 根证书" },
    files.ca,
    openssl.rootCommand(subject, rootDays, files.caKey, files.ca),
    () => make.root({ subject, days: rootDays, key: caKey!, path: files.ca, replace: force }),
    untilWhen,
  );
  if (force) startRecordAnew(files.folder);
  const key = lab.key ?? await take(
    { en: "Make the server's private key", zh: "生成服务器私钥" },
    files.key,
    openssl.keyCommand(kind, files.key),
    () => make.key(kind, files.key, force),
    describePrivateKey,
  );
  const server = make.withCommonName(subject, make.titleOf(names));
  const request = lab.request ?? await take(
    { en: "Make the server's certification request", zh: "生成服务器的证书签名请求" },
    files.request,
    openssl.requestCommand(server, names, files.key, files.request),
    () => make.request({ subject: server, names, key, path: files.request, replace: force }),
    ({ subject }) => same(formatName(subject)),
  );
  const certified = make.namesOf(request);
  const certificate = lab.certificate ?? await take(
    {
      en: "Check the request's signature, then sign it",
      zh: "验证请求自身的签名，再由 CA 签发证书",
    },
    files.certificate,
    openssl.signCommand(files, certified, days, key.publicKey.kind === "rsa"),
    async () => {
      await checkRequest(request, files.request, "deno task ca request --force");
      const from = { ca, caKey: caKey!, folder: files.folder };
      const to = { path: files.certificate, replace: force };
      return await make.certificate({ request, names: certified, days, ...from, ...to });
    },
    untilWhen,
  );
  return { ...(caKey && { caKey }), ca, key, request, certificate, files };
}

/** The rest of the nine steps: looking at what was made. */
async function inspectLab(lab: CompleteLab, done: (step: Step) => void): Promise<void> {
  const { ca, certificate, files } = lab;
  const take = stepper(done);
  await take(
    { en: "Verify the certificate against the root", zh: "用 CA 根证书验证服务器证书" },
    files.certificate,
    openssl.verifyCommand(files.certificate, files.ca),
    async () => {
      const result = await validatePath({ leaf: certificate.der, roots: [ca.der] });
      if (!result.valid) throw refused(files.certificate, result.detail);
      return result.checks;
    },
    (checks) => ({
      en: `OK, ${checks.length} checks passed`,
      zh: `通过全部 ${checks.length} 项检查`,
    }),
  );
  const { publicKeyText, signatureText } = await import("./x509/text.ts");
  const looks = [
    [
      { en: "Look at the certificate's details", zh: "查看证书的具体信息" },
      openssl.showCommand(files.certificate),
      () => facts(certificate),
    ],
    [
      { en: "Look at the certificate's public key", zh: "查看证书里的公钥信息" },
      openssl.publicKeyCommand(files.certificate),
      () => publicKeyText(certificate.publicKey).trimEnd().split("\n"),
    ],
    [
      { en: "Look at the certificate's signature", zh: "查看证书的数字签名" },
      openssl.signatureCommand(files.certificate),
      () => signatureText(certificate).trimEnd().split("\n"),
    ],
  ] as const;
  for (const [title, like, look] of looks) {
    const work = async () => await look();
    await take(title, files.certificate, like, work, () => same(""), (lines) => lines);
  }
}

/** Does a step, times it and tells of it. */
function stepper(done: (step: Step) => void) {
  return async <T>(
    title: Text,
    file: string,
    like: string,
    work: () => Promise<T>,
    result: (value: T) => Text,
    shown: (value: T) => readonly string[] = () => [],
  ): Promise<T> => {
    const start = performance.now();
    const value = await work();
    const time = performance.now() - start;
    done({ title, file, result: result(value), shown: shown(value), time, openssl: like });
    return value;
  };
}

function same(text: string): Text {
  return { en: text, zh: text };
}

function describePrivateKey({ publicKey }: PrivateKey): Text {
  return same(
    describeKey(publicKey) + (publicKey.kind === "rsa" ? `, e = ${publicKey.exponent}` : ""),
  );
}

function untilWhen({ notAfter }: Certificate): Text {
  const moment = formatMoment(notAfter);
  return { en: `valid until ${moment}`, zh: `有效期至 ${moment}` };
}

async function facts(certificate: Certificate): Promise<string[]> {
  const rows = await summary(certificate);
  return table(
    rows.map(({ label, value }) => [
      pick(label),
      typeof value === "string" ? value : pick(value),
    ]),
    { indent: "", width: 77 },
  );
}

function refused(file: string, detail: Text): UserError {
  return new UserError(
    { en: `${file} is refused: ${detail.en}`, zh: `${file} 未通过验证：${detail.zh}` },
    {
      en: `See what it says: deno task ca show ${file}`,
      zh: `查看其内容：deno task ca show ${file}`,
    },
  );
}

function printStep(number: number, step: Step): void {
  const { title, file, result, shown, time } = step;
  print(`${cyan(`${number}`)}  ${bold(pick(title))}  ${dim(duration(time))}`);
  for (const line of table([[green(file), pick(result)]], { indent: "   " })) print(line.trimEnd());
  for (const line of shown) print(`   ${line}`);
  for (const [i, line] of openssl.fold(step.openssl, 75).entries()) {
    print(dim(`   ${i === 0 ? "$" : " "} ${line}`));
  }
  print();
}

/** What is said when there is nothing to make. */
function printStanding(lab: CompleteLab): void {
  const { caKey, ca, key, request, certificate, files } = lab;
  const { folder } = files;
  const names = certificate.known.subjectAltName?.map(formatGeneralName).join(", ") ?? "";
  print(
    green(say(`${folder}/ is complete; nothing was changed`, `${folder}/ 已齐备；未作任何改动`)),
  );
  for (
    const line of table([
      [
        files.caKey,
        caKey
          ? describeKey(caKey.publicKey)
          : say("kept elsewhere: nothing can be signed", "不在此处：无法签发新证书"),
      ],
      [files.ca, `${pick(untilWhen(ca))}`],
      [files.key, describeKey(key.publicKey)],
      [files.request, formatName(request.subject)],
      [files.certificate, `${pick(untilWhen(certificate))}`],
      ["", names],
    ])
  ) print(line);
  print(dim(say(
    "To look inside: deno task ca show FILE. To make all anew: deno task ca --force",
    "查看内容：deno task ca show FILE。全部重新生成：deno task ca --force",
  )));
}

// What follows is the command line.

const OPTIONS = {
  subject: {
    value: "SUBJECT",
    help: {
      en: 'whom it names, as "/C=CN/O=Example/CN=name"; \\ before a / + or \\ in a value',
      zh: "证书主体，形如“/C=CN/O=Example/CN=name”；值中的 / + \\ 前加 \\",
    },
  },
  days: { value: "DAYS", help: { en: "how long it is valid", zh: "有效天数" } },
  key: {
    value: "KIND",
    help: { en: `kind of key: ${KEY_KINDS.join(" ")}`, zh: `密钥种类：${KEY_KINDS.join(" ")}` },
  },
  name: {
    value: "NAME",
    many: true,
    help: { en: "DNS name, *.wildcard or IP address", zh: "DNS 名称、*.通配符或 IP 地址" },
  },
  dir: { value: "FOLDER", help: { en: "the CA's folder (certs)", zh: "CA 所在的文件夹（certs）" } },
  force: { help: { en: "replace what is there", zh: "覆盖已有的文件" } },
} as const satisfies Options;

function warnOfDays(days: number): void {
  if (days <= APPLE_DAYS) return;
  tell(yellow(say(
    `warning: Apple's systems refuse a server certificate valid for more than ${APPLE_DAYS} days; this one is for ${days}`,
    `警告：苹果系统拒绝有效期超过 ${APPLE_DAYS} 天的服务器证书；此证书为 ${days} 天`,
  )));
}

function printMade(file: string, result: Text): void {
  print(`${green(file)}  ${pick(result)}`);
}

const lab = command({
  name: "",
  summary: {
    en: "Does the nine steps: makes what is missing in certs/, verifies and shows it.",
    zh: "完成九个步骤：在 certs/ 中生成缺少的文件，验证并显示。",
  },
  options: OPTIONS,
  async run(values) {
    const folder = values.dir ?? make.DEFAULT_FOLDER;
    const files = labFiles(folder);
    const days = givenDays(values.days, LEAF_DAYS);
    const [subject, names] = [givenSubject(values.subject), givenNames(values.name)];
    const kind = givenKind(values.key);
    const complete = missing(files).length === 0 && !values.force;
    const asked = (["subject", "days", "key", "name"] as const)
      .find((name) => name === "name" ? values.name.length > 0 : values[name] !== undefined);
    if (complete && asked) {
      throw new UserError(
        {
          en: `${folder}/ is complete already: --${asked} would change nothing`,
          zh: `${folder}/ 已齐备：--${asked} 不会起任何作用`,
        },
        {
          en: "Add --force to make all anew, or choose another folder with --dir",
          zh: "加 --force 全部重新生成，或用 --dir 另选文件夹",
        },
      );
    }
    if (complete) return printStanding(await makeLab({ folder }));
    warnOfDays(days);
    let number = 0;
    const done = (step: Step) => printStep(++number, step);
    const options = { folder, days, kind, force: values.force };
    const made = await makeLab(
      { ...options, ...(subject && { subject }), ...(names && { names }) },
      done,
    );
    await inspectLab(made, done);
  },
});

const key = command({
  name: "key",
  operand: "[FILE]",
  summary: { en: "Makes a private key (certs/ca.key).", zh: "生成私钥（certs/ca.key）。" },
  options: { key: OPTIONS.key, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values, [operand]) {
    const path = operand ?? labFiles(values.dir ?? make.DEFAULT_FOLDER).caKey;
    const kind = givenKind(values.key);
    if (!values.force) refuseExisting(path);
    printMade(path, describePrivateKey(await make.key(kind, path, values.force)));
  },
});

const root = command({
  name: "root",
  summary: {
    en: "Makes a self-signed root certificate for certs/ca.key (certs/ca.crt, 3650 days).",
    zh: "为 certs/ca.key 生成自签名根证书（certs/ca.crt，3650 天）。",
  },
  options: { subject: OPTIONS.subject, days: OPTIONS.days, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values) {
    const files = labFiles(values.dir ?? make.DEFAULT_FOLDER);
    const subject = givenSubject(values.subject) ?? CA_SUBJECT;
    const days = givenDays(values.days, ROOT_DAYS);
    const key = await readKey(files.caKey);
    const options = { subject, days, key, path: files.ca, replace: values.force };
    printMade(files.ca, untilWhen(await make.root(options)));
  },
});

const request = command({
  name: "request",
  summary: {
    en: "Makes a certification request for certs/server.key (certs/server.csr).",
    zh: "为 certs/server.key 生成证书签名请求（certs/server.csr）。",
  },
  options: { subject: OPTIONS.subject, name: OPTIONS.name, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values) {
    const files = labFiles(values.dir ?? make.DEFAULT_FOLDER);
    const names = givenNames(values.name) ?? make.LOCAL_NAMES;
    const subject = givenSubject(values.subject) ??
      make.withCommonName(CA_SUBJECT, make.titleOf(names));
    const key = await readKey(files.key);
    const options = { subject, names, key, path: files.request, replace: values.force };
    const { known } = await make.request(options);
    printMade(files.request, same(known.subjectAltName!.map(formatGeneralName).join(", ")));
  },
});

const sign = command({
  name: "sign",
  operand: "[FILE]",
  summary: {
    en:
      "Checks a request's own signature and signs it for a TLS server (certs/server.csr, 397 days).",
    zh: "验证请求自身的签名并为 TLS 服务器签发证书（certs/server.csr，397 天）。",
  },
  options: {
    out: {
      value: "FILE",
      help: { en: "where it goes (beside the request, .crt)", zh: "输出文件（与请求同名，.crt）" },
    },
    days: OPTIONS.days,
    name: {
      ...OPTIONS.name,
      help: { en: "certify this instead of what is asked for", zh: "以此名称代替请求中的名称" },
    },
    dir: OPTIONS.dir,
    force: OPTIONS.force,
  },
  async run(values, [operand]) {
    const files = labFiles(values.dir ?? make.DEFAULT_FOLDER);
    const file = operand ?? files.request;
    const path = values.out ?? file.replace(/\.(csr|req|pem|der)$/i, "") + ".crt";
    const days = givenDays(values.days, LEAF_DAYS);
    const request = await readRequest(file);
    await checkRequest(request, file, "deno task ca request --force");
    const names = givenNames(values.name) ?? make.namesOf(request);
    const { chain: [ca], key: caKey } = await readPair(files.ca, files.caKey);
    warnOfDays(days);
    const certificate = await make.certificate({
      ...{ request, names, days, ca, caKey, folder: files.folder, path, replace: values.force },
    });
    printMade(path, untilWhen(certificate));
    print(`  ${names.map(formatGeneralName).join(", ")}`);
    if (certificate.notAfter > ca.notAfter) {
      tell(yellow(say(
        `warning: it outlives ${files.ca}, which ends on ${formatMoment(ca.notAfter)}`,
        `警告：它的有效期超过了 ${files.ca}（到期时间 ${formatMoment(ca.notAfter)}）`,
      )));
    }
  },
});

const verify = command({
  name: "verify",
  operand: "[FILE]",
  summary: {
    en:
      "Verifies a server's certificate (certs/server.crt) and shows every check. Certificates after " +
      "the first in FILE serve as intermediates.",
    zh: "验证服务器证书（certs/server.crt）并显示每项检查。FILE 中其余的证书用作中间证书。",
  },
  options: {
    ca: {
      value: "FILE",
      help: { en: "roots to trust (certs/ca.crt)", zh: "信任的根证书（certs/ca.crt）" },
    },
    host: { value: "NAME", help: { en: "name it must carry", zh: "证书必须具有的名称" } },
    at: {
      value: "DATE",
      help: {
        en: "judge dates at this time, such as 2030-01-31 (now)",
        zh: "按此时间判断有效期，如 2030-01-31（现在）",
      },
    },
    dir: OPTIONS.dir,
  },
  async run(values, [operand]) {
    const files = labFiles(values.dir ?? make.DEFAULT_FOLDER);
    const file = operand ?? files.certificate;
    const at = givenDate(values.at);
    const [host] = givenNames(values.host === undefined ? [] : [values.host]) ?? [];
    const [leaf, ...intermediates] = await readCertificates(file);
    const roots = await readCertificates(values.ca ?? files.ca);
    const result = await validatePath({
      leaf: leaf.der,
      intermediates: intermediates.map(({ der }) => der),
      roots: roots.map(({ der }) => der),
      at,
      ...(host && { host: host.value }),
    });
    for (const { passed, text, source } of result.checks) {
      print(`${passed ? green("✓") : red("✗")} ${pick(text)}  ${dim(source)}`);
    }
    if (result.valid) return print(`${file}: OK`);
    print(`${file}: ${red(say("refused", "拒绝"))} — ${pick(MEANINGS[result.reason])}`);
    return 1;
  },
});

const show = command({
  name: "show",
  operand: "[FILE]",
  summary: {
    en:
      "Shows a certificate, request or key, PEM or DER, as openssl -text does (certs/server.crt).",
    zh: "以 openssl -text 的形式显示证书、请求或密钥，PEM 或 DER（certs/server.crt）。",
  },
  options: {
    "public-key": { help: { en: "only the public key", zh: "只显示公钥" } },
    signature: { help: { en: "only the signature", zh: "只显示签名" } },
    json: { help: { en: "as JSON, one value a line", zh: "输出 JSON，每行一个值" } },
    dir: OPTIONS.dir,
  },
  async run(values, [operand]) {
    if ([values["public-key"], values.signature, values.json].filter(Boolean).length > 1) {
      throw usage(
        {
          en: "--public-key, --signature and --json exclude each other",
          zh: "--public-key、--signature 和 --json 不能同时使用",
        },
        { en: "Give one of them", zh: "请只给出其中一个" },
      );
    }
    const file = operand ?? labFiles(values.dir ?? make.DEFAULT_FOLDER).certificate;
    const render = await import("./x509/show.ts");
    for (const item of await readItems(file)) {
      if (values.json) print(JSON.stringify(await render.json(item)));
      else if (values["public-key"]) print(render.publicKey(item).trimEnd());
      else if (values.signature) print(signatureOf(render.signature(item), file, item).trimEnd());
      else print(render.text(item).trimEnd());
    }
  },
});

function signatureOf(text: string | undefined, file: string, item: Item): string {
  if (text !== undefined) return text;
  throw new UserError(
    {
      en: `${file} holds a ${item.kind.replace("-", " ")}, which has no signature`,
      zh: `${file} 里是密钥，没有签名`,
    },
    { en: "Leave --signature out", zh: "请去掉 --signature" },
  );
}

const role: Role = {
  name: "ca",
  summary: {
    en: "The certificate authority: makes keys, a root, requests and certificates in certs/, " +
      "verifies and shows them.",
    zh: "证书颁发机构：在 certs/ 中生成密钥、根证书、请求和证书，并验证和显示它们。",
  },
  commands: [lab, key, root, request, sign, verify, show],
};

if (import.meta.main) Deno.exit(await runRole(role, Deno.args));
