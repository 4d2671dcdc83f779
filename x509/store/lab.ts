/**
 * The five files of the lab in the CA's folder: whether they are there, sound, and fit each other.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import { exists } from "../../cli/file.ts";
import { quote } from "../../cli/shell.ts";
import { type Certificate, hasExpired, type Request } from "../certificate.ts";
import { formatMoment } from "../format.ts";
import { validatePath } from "../path.ts";
import { isPair, type PrivateKey } from "../private_key.ts";
import { readCertificates, readKey, readRequest } from "./file.ts";
import { verifySignature } from "../signature.ts";

/** The CA's folder where none is named; unlike any other it is known to be for keys alone. */
export const DEFAULT_FOLDER = "certs";

/** Where each file of the lab is. */
export interface LabFiles {
  /** The CA's folder. */
  readonly folder: string;
  /** The CA's private key, `ca.key`. */
  readonly caKey: string;
  /** The root certificate, `ca.crt`. */
  readonly ca: string;
  /** The server's private key, `server.key`. */
  readonly key: string;
  /** The server's request, `server.csr`. */
  readonly request: string;
  /** The server's certificate, `server.crt`. */
  readonly certificate: string;
}

/**
 * The files of the lab in a folder.
 *
 * @param folder The CA's folder; `certs` by default. Slashes at its end do not matter.
 * @returns Their paths.
 */
export function labFiles(folder: string = DEFAULT_FOLDER): LabFiles {
  folder = folder.replace(/^(?:\.\/+)+(?=.)/s, "").replace(/(?<=.)\/+$/s, "");
  return {
    folder,
    caKey: `${folder}/ca.key`,
    ca: `${folder}/ca.crt`,
    key: `${folder}/server.key`,
    request: `${folder}/server.csr`,
    certificate: `${folder}/server.crt`,
  };
}

/**
 * The files that are not there.
 *
 * @param files Where they should be.
 * @returns Their paths, in the order they are made.
 */
export function missing(files: LabFiles): string[] {
  const { caKey, ca, key, request, certificate } = files;
  return [caKey, ca, key, request, certificate].filter((path) => !exists(path));
}

/** What of the lab is there and was found sound. */
export interface Lab {
  /** The CA's private key. */
  readonly caKey?: PrivateKey;
  /** The root certificate. */
  readonly ca?: Certificate;
  /** The server's private key. */
  readonly key?: PrivateKey;
  /** The server's request. */
  readonly request?: Request;
  /** The server's certificate. */
  readonly certificate?: Certificate;
}

/**
 * Reads what is there of the lab and checks that it is sound: every file readable, keys and
 * certificates in pairs, the request signed with its key, the certificate valid now and issued by the
 * root.
 *
 * @param files Where the files are.
 * @param at The moment dates are judged by; now by default.
 * @returns What is there.
 * @throws {UserError} If a file is damaged, expired or does not fit another, or if one is missing that
 * cannot be made again without making others anew; the error names the file and how to renew.
 */
export async function readLab(files: LabFiles, at = new Date()): Promise<Lab> {
  const gone = new Set(missing(files));
  const there = (path: string) => !gone.has(path);
  const { caKey, ca, key, request, certificate } = files;
  const renewAll = `deno task ca${folderOption(files)} --force`;
  const renewServer =
    `rm -- ${[key, request, certificate].filter(there).map(quote).join(" ")} && ` +
    `deno task ca${folderOption(files)}`;

  const orphans = [
    [key, certificate, renewServer],
    [key, request, renewServer],
    [ca, certificate, renewAll],
    // Without the authority's key the lab works as long as nothing new is to be signed.
    ...(there(certificate) ? [] : [[caKey, ca, renewAll] as const]),
  ] as const;
  for (const [needed, user, renew] of orphans) {
    if (!there(needed) && there(user)) throw orphaned(needed, user, renew);
  }

  const read = async <T>(path: string, reader: (path: string) => Promise<T>, renew: string) =>
    there(path) ? await reader(path).catch(renewing(renew)) : undefined;
  const lab = await readAll({
    caKey: read(caKey, readKey, renewAll),
    ca: read(ca, readFirst, renewAll),
    key: read(key, readKey, renewServer),
    request: read(request, (path) => readSound(path, renewServer), renewServer),
    certificate: read(certificate, readFirst, renewServer),
  });

  if (lab.caKey && lab.ca && !isPair(lab.caKey, lab.ca.publicKey)) {
    throw mismatch(ca, caKey, renewAll);
  }
  if (lab.ca) checkDates(lab.ca, ca, at, renewAll);
  for (const [path, held] of [[request, lab.request], [certificate, lab.certificate]] as const) {
    if (held && !isPair(lab.key!, held.publicKey)) throw mismatch(path, key, renewServer);
  }
  if (lab.certificate) {
    const renew = `deno task ca sign${folderOption(files)} --force`;
    checkDates(lab.certificate, certificate, at, renew);
    await checkPath(lab.certificate, lab.ca!, files, at, renew);
  }
  return lab;
}

/** Waits for all; of several errors the first in order counts, whichever came first in time. */
async function readAll(reads: { readonly [K in keyof Lab]-?: Promise<Lab[K]> }): Promise<Lab> {
  const lab: Record<string, unknown> = {};
  const names = Object.keys(reads);
  for (const [i, result] of (await Promise.allSettled(Object.values(reads))).entries()) {
    if (result.status === "rejected") throw result.reason;
    if (result.value !== undefined) lab[names[i]!] = result.value;
  }
  return lab;
}

async function readFirst(path: string): Promise<Certificate> {
  return (await readCertificates(path))[0];
}

async function readSound(path: string, renew: string): Promise<Request> {
  const request = await readRequest(path);
  await checkRequest(request, path, renew);
  return request;
}

async function checkPath(
  certificate: Certificate,
  root: Certificate,
  files: LabFiles,
  at: Date,
  renew: string,
): Promise<void> {
  const result = await validatePath({ leaf: certificate.der, roots: [root.der], at });
  if (result.valid) return;
  throw new UserError(
    {
      en: `${files.certificate} does not verify against ${files.ca}: ${result.detail.en}`,
      zh: `${files.certificate} 无法用 ${files.ca} 验证：${result.detail.zh}`,
    },
    { en: `Renew it: ${renew}`, zh: `请重新签发：${renew}` },
  );
}

/**
 * The option that names a CA's folder again in a command one is advised to run.
 *
 * @param files The CA's files.
 * @returns ` --dir FOLDER`; nothing for the default folder.
 */
export function folderOption({ folder }: Pick<LabFiles, "folder">): string {
  return folder === DEFAULT_FOLDER ? "" : ` --dir ${quote(folder)}`;
}

/** Adds to the error about a file how to make it anew. */
function renewing(renew: string): (error: unknown) => never {
  return (error) => {
    // What may not be read is not damaged: to make it anew would lose it.
    const denied = error instanceof UserError &&
      error.cause instanceof Deno.errors.PermissionDenied;
    if (!(error instanceof UserError) || denied) throw error;
    throw new UserError(error.problem, {
      en: `Restore it, or make it anew: ${renew}`,
      zh: `请恢复该文件，或重新生成：${renew}`,
    }, { cause: error });
  };
}

function orphaned(needed: string, user: string, renew: string): UserError {
  return new UserError(
    {
      en: `${needed} is missing, and ${user} is of no use without it`,
      zh: `缺少 ${needed}，没有它，${user} 就没有用处`,
    },
    {
      en: `Put it back, or make both anew: ${renew}`,
      zh: `请把它放回原处，或将两者重新生成：${renew}`,
    },
  );
}

function mismatch(path: string, key: string, renew: string): UserError {
  return new UserError(
    {
      en: `${path} and ${key} do not belong together: ${path} has another key`,
      zh: `${path} 与 ${key} 不匹配：${path} 里是另一把密钥`,
    },
    {
      en: `Restore the right one, or make them anew: ${renew}`,
      zh: `请恢复正确的文件，或重新生成：${renew}`,
    },
  );
}

function checkDates(certificate: Certificate, path: string, at: Date, renew: string): void {
  const { notBefore, notAfter } = certificate;
  const early = at < notBefore;
  if (!early && !hasExpired(certificate, at)) return;
  const [from, until] = [formatMoment(notBefore), formatMoment(notAfter)];
  throw new UserError(
    early
      ? { en: `${path} is not valid before ${from}`, zh: `${path} 到 ${from} 才生效` }
      : { en: `${path} expired on ${until}`, zh: `${path} 已于 ${until} 过期` },
    { en: `Renew it: ${renew}`, zh: `请续期：${renew}` },
  );
}

/**
 * Checks a request's signature over itself: proof that who asks has the key (RFC 2986 section 4.2).
 *
 * @param request The request.
 * @param path Its file, for the error.
 * @param renew The command that makes it anew, for the error; a request from elsewhere has none.
 * @throws {UserError} If the signature is not of the key in the request.
 */
export async function checkRequest(request: Request, path: string, renew?: string): Promise<void> {
  const { publicKey, signatureAlgorithm, signed, signature } = request;
  const verdict = await verifySignature(publicKey, signatureAlgorithm, signed, signature);
  if (verdict === "valid") return;
  throw new UserError(
    {
      en: `${path} is not signed with the key it asks a certificate for (${verdict})`,
      zh: `${path} 的签名与其中的公钥不符（${verdict}）`,
    },
    renew === undefined
      ? {
        en: "It was altered: ask whoever made it for another",
        zh: "该请求被改动过：请向制作者另要一份",
      }
      : {
        en: `It was altered; make it anew: ${renew}`,
        zh: `该请求被改动过；请重新生成：${renew}`,
      },
  );
}
