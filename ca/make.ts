/**
 * The commands that make one thing each: a key, a root, a request, a certificate.
 *
 * @module
 */
import { type Command, command } from "../cli/command.ts";
import { refuseExisting } from "../cli/file.ts";
import { say } from "../cli/language.ts";
import { print, tell, yellow } from "../cli/terminal.ts";
import { formatGeneralName, formatMoment } from "../x509/format.ts";
import { readKey, readPair, readRequest } from "../x509/store/file.ts";
import { checkRequest, folderOption, labFiles } from "../x509/store/lab.ts";
import { lockFolder } from "../x509/store/lock.ts";
import * as make from "../x509/store/make.ts";
import { describePrivateKey, printMade, same, untilWhen } from "./describe.ts";
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
} from "./options.ts";

/** `ca key`. */
export const key: Command = command({
  name: "key",
  operand: "[FILE]",
  summary: { en: "Makes a private key (certs/ca.key).", zh: "生成私钥（certs/ca.key）。" },
  options: { key: OPTIONS.key, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values, [operand]) {
    const path = operand ?? labFiles(values.dir).caKey;
    const kind = givenKind(values.key);
    if (!values.force) refuseExisting(path);
    printMade(path, describePrivateKey(await make.key(kind, path, values.force)));
  },
});

/** `ca root`. */
export const root: Command = command({
  name: "root",
  summary: {
    en: "Makes a self-signed root certificate for certs/ca.key (certs/ca.crt, 3650 days).",
    zh: "为 certs/ca.key 生成自签名根证书（certs/ca.crt，3650 天）。",
  },
  options: { subject: OPTIONS.subject, days: OPTIONS.days, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values) {
    const files = labFiles(values.dir);
    const subject = givenSubject(values.subject) ?? CA_SUBJECT;
    const days = givenDays(values.days, ROOT_DAYS);
    using _lock = lockFolder(files.folder);
    const key = await readKey(files.caKey);
    const options = { subject, days, key, path: files.ca, replace: values.force };
    printMade(files.ca, untilWhen(await make.root(options)));
  },
});

/** `ca request`. */
export const request: Command = command({
  name: "request",
  summary: {
    en: "Makes a certification request for certs/server.key (certs/server.csr).",
    zh: "为 certs/server.key 生成证书签名请求（certs/server.csr）。",
  },
  options: { subject: OPTIONS.subject, name: OPTIONS.name, dir: OPTIONS.dir, force: OPTIONS.force },
  async run(values) {
    const files = labFiles(values.dir);
    const names = givenNames(values.name) ?? make.LOCAL_NAMES;
    const subject = givenSubject(values.subject) ??
      make.withCommonName(CA_SUBJECT, make.titleOf(names));
    using _lock = lockFolder(files.folder);
    const key = await readKey(files.key);
    const options = { subject, names, key, path: files.request, replace: values.force };
    const { known } = await make.request(options);
    printMade(files.request, same(known.subjectAltName!.map(formatGeneralName).join(", ")));
  },
});

/** `ca sign`. */
export const sign: Command = command({
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
      help: {
        en: "where it goes (beside the request, .crt)",
        zh: "输出文件（与请求同名，扩展名为 .crt）",
      },
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
    const files = labFiles(values.dir);
    const file = operand ?? files.request;
    const path = values.out ?? file.replace(/\.(csr|req|pem|der)$/i, "") + ".crt";
    const days = givenDays(values.days, LEAF_DAYS);
    const request = await readRequest(file);
    const anew = file === files.request
      ? `deno task ca request${folderOption(files)} --force`
      : undefined;
    await checkRequest(request, file, anew);
    const names = givenNames(values.name) ?? make.namesOf(request);
    using _lock = lockFolder(files.folder);
    const { chain: [ca], key: caKey } = await readPair(files.ca, files.caKey);
    warnOfDays(days);
    const from = { ca, caKey, folder: files.folder };
    const to = { path, replace: values.force };
    const certificate = await make.certificate({ request, names, days, ...from, ...to });
    printMade(path, untilWhen(certificate));
    print(`  ${names.map(formatGeneralName).join(", ")}`);
    if (certificate.notAfter > ca.notAfter) {
      tell(yellow(say(
        `warning: it outlives ${files.ca}, which ends on ${formatMoment(ca.notAfter)}`,
        `警告：它的到期时间晚于 ${files.ca}（${formatMoment(ca.notAfter)}）`,
      )));
    }
  },
});
