/**
 * The commands that look: verify and show.
 *
 * @module
 */
import { type Command, command, usage } from "../cli/command.ts";
import { UserError } from "../cli/error.ts";
import { pick, say } from "../cli/language.ts";
import { dim, green, print, red } from "../cli/terminal.ts";
import { MEANINGS } from "../x509/check.ts";
import { validatePath } from "../x509/path.ts";
import { givenHost } from "../x509/given.ts";
import { type Item, readCertificates, readItems } from "../x509/store/file.ts";
import { labFiles } from "../x509/store/lab.ts";
import { givenDate, OPTIONS } from "./options.ts";

/** `ca verify`. */
export const verify: Command = command({
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
    const files = labFiles(values.dir);
    const file = operand ?? files.certificate;
    const at = givenDate(values.at);
    const host = givenHost("host", values.host);
    const [leaf, ...intermediates] = await readCertificates(file);
    const roots = await readCertificates(values.ca ?? files.ca);
    const result = await validatePath({
      leaf: leaf.der,
      intermediates: intermediates.map(({ der }) => der),
      roots: roots.map(({ der }) => der),
      at,
      ...(host !== undefined && { host }),
    });
    for (const { passed, text, source } of result.checks) {
      print(`${passed ? green("✓") : red("✗")} ${pick(text)}  ${dim(source)}`);
    }
    if (result.valid) return print(`${file}: OK`);
    print(`${file}: ${red(say("refused", "未通过"))} — ${pick(MEANINGS[result.reason])}`);
    return 1;
  },
});

/** `ca show`. */
export const show: Command = command({
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
    const file = operand ?? labFiles(values.dir).certificate;
    const render = await import("./render.ts");
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
