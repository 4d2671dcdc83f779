/**
 * The certificate authority: vouches. Makes keys, a self-signed root and requests; checks and signs
 * them; verifies and shows certificates.
 *
 * `deno task ca` does the nine steps of the lab in certs/ and shows the OpenSSL command beside each.
 * The commands for single steps are in ca/.
 *
 * @module
 */
import { describePrivateKey, facts, same, untilWhen } from "./ca/describe.ts";
import { show, verify } from "./ca/look.ts";
import { key, request, root, sign } from "./ca/make.ts";
import {
  CA_SUBJECT,
  givenDays,
  givenKind,
  givenNames,
  givenSubject,
  LEAF_DAYS,
  OPTIONS,
  ROOT_DAYS,
  warnOfDays,
} from "./ca/options.ts";
import { command, type Role, runRole } from "./cli/command.ts";
import { UserError } from "./cli/error.ts";
import { makeFolder } from "./cli/file.ts";
import { pick, say, type Text } from "./cli/language.ts";
import { quote } from "./cli/shell.ts";
import { bold, cyan, dim, duration, green, print, table } from "./cli/terminal.ts";
import type { GeneralName } from "./x509/general_name.ts";
import { formatName, type Name } from "./x509/name.ts";
import * as openssl from "./x509/openssl.ts";
import { formatGeneralName } from "./x509/format.ts";
import { validatePath } from "./x509/path.ts";
import type { KeyKind } from "./x509/private_key.ts";
import { describeKey } from "./x509/public_key.ts";
import {
  checkRequest,
  folderOption,
  type Lab,
  type LabFiles,
  labFiles,
  missing,
  readLab,
} from "./x509/store/lab.ts";
import { lockFolder } from "./x509/store/lock.ts";
import * as make from "./x509/store/make.ts";
import { startRecordAnew } from "./x509/store/record.ts";

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
  const files = labFiles(options.folder);
  const { kind = "rsa:2048", days = LEAF_DAYS, names = make.LOCAL_NAMES, force = false } = options;
  const writes = force || missing(files).length > 0;
  if (writes) makeFolder(files.folder);
  using _lock = writes ? lockFolder(files.folder) : undefined;
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
      await checkRequest(
        request,
        files.request,
        `deno task ca request${folderOption(files)} --force`,
      );
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

function refused(file: string, detail: Text): UserError {
  return new UserError(
    { en: `${file} is refused: ${detail.en}`, zh: `${file} 未通过验证：${detail.zh}` },
    {
      en: `See what it says: deno task ca show ${quote(file)}`,
      zh: `查看其内容：deno task ca show ${quote(file)}`,
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
  const again = folderOption(files);
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
    `To look inside: deno task ca show FILE. To make all anew: deno task ca${again} --force`,
    `查看内容：deno task ca show FILE。全部重新生成：deno task ca${again} --force`,
  )));
}

const lab = command({
  name: "",
  summary: {
    en: "Does the nine steps: makes what is missing in certs/, verifies and shows it.",
    zh: "完成九个步骤：在 certs/ 中生成缺少的文件，并加以验证和显示。",
  },
  options: OPTIONS,
  async run(values) {
    const files = labFiles(values.dir);
    const { folder } = files;
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
