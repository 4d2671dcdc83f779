/**
 * Certificates, requests and keys in files.
 *
 * @module
 */
import { UserError, type UserErrorOptions } from "../../cli/error.ts";
import { folderOf, makeFolder, readFile, writeFile } from "../../cli/file.ts";
import type { Text } from "../../cli/language.ts";
import { quote } from "../../cli/shell.ts";
import { type Certificate, parseCertificate, parseRequest, type Request } from "../certificate.ts";
import { DerReader } from "../der.ts";
import { decodePem, encodePem, type Pem } from "../pem.ts";
import {
  EncryptedKeyError,
  isPair,
  type PrivateKey,
  readPrivateKey,
  UnsupportedKeyError,
} from "../private_key.ts";
import { type PublicKey, readPublicKey } from "../public_key.ts";

/** One thing found in a file. */
export type Item =
  | { readonly kind: "certificate"; readonly certificate: Certificate }
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "private-key"; readonly key: PrivateKey }
  | { readonly kind: "public-key"; readonly key: PublicKey };

const KINDS: Readonly<Record<Item["kind"], Text>> = {
  "certificate": { en: "a certificate", zh: "证书" },
  "request": { en: "a certification request", zh: "证书签名请求" },
  "private-key": { en: "a private key", zh: "私钥" },
  "public-key": { en: "a public key", zh: "公钥" },
};

/**
 * Reads what a file holds: PEM blocks, or one DER value, whose kind is found by trying.
 *
 * @param path The file.
 * @returns At least one item.
 * @throws {UserError} If it cannot be read, or holds nothing of the kind or something damaged.
 */
export async function readItems(path: string): Promise<Item[]> {
  const bytes = readFile(path);
  if (bytes.length === 0) throw damaged(path, "", { en: "is empty", zh: "是空文件" });
  try {
    const text = new TextDecoder().decode(bytes);
    const blocks = decodePem(text);
    if (blocks.length === 0) return [await readDerItem(bytes)];
    const items = blocks.filter(({ label }) => label !== "EC PARAMETERS");
    if (items.length === 0) throw new SyntaxError("Only the parameters of a key are there");
    return await Promise.all(items.map(readBlock));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (error instanceof EncryptedKeyError) {
      throw new UserError(
        { en: `${path} is encrypted with a passphrase`, zh: `${path} 已用口令加密` },
        {
          en: `Decrypt it first: openssl pkey -in ${quote(path)} -out plain.key`,
          zh: `请先解密：openssl pkey -in ${quote(path)} -out plain.key`,
        },
        { cause: error },
      );
    }
    if (error instanceof UnsupportedKeyError) {
      throw new UserError(
        { en: `${path}: ${error.message}`, zh: `${path}：${error.message}` },
        {
          en: "Use an RSA, EC (P-256, P-384, P-521) or Ed25519 key",
          zh: "请使用 RSA、EC（P-256、P-384、P-521）或 Ed25519 密钥",
        },
        { cause: error },
      );
    }
    throw damaged(path, error.message, {
      en: "holds no readable certificate, request or key",
      zh: "不含可读的证书、请求或密钥",
    }, { cause: error });
  }
}

function damaged(path: string, why: string, what: Text, options: UserErrorOptions = {}): UserError {
  return new UserError(
    {
      en: `${path} ${what.en}${why && `: ${why}`}`,
      zh: `${path} ${what.zh}${why && `：${why}`}`,
    },
    {
      en: "The file is damaged or not the one meant; restore it from where it came",
      zh: "文件已损坏或不是所需的文件；请从来源处重新获取",
    },
    options,
  );
}

async function readBlock(pem: Pem): Promise<Item> {
  switch (pem.label) {
    case "CERTIFICATE":
    case "X509 CERTIFICATE":
      return { kind: "certificate", certificate: parseCertificate(pem.bytes) };
    case "TRUSTED CERTIFICATE": { // OpenSSL's own: a certificate, then what it is trusted for.
      const { bytes } = new DerReader(pem.bytes).any("Certificate");
      return { kind: "certificate", certificate: parseCertificate(bytes) };
    }
    case "CERTIFICATE REQUEST":
    case "NEW CERTIFICATE REQUEST":
      return { kind: "request", request: parseRequest(pem.bytes) };
    case "PUBLIC KEY":
      return { kind: "public-key", key: readPublicKey(pem.bytes) };
    default:
      return { kind: "private-key", key: await readPrivateKey(pem) };
  }
}

/** DER does not say what it is: the first reading that succeeds counts; the first error, if none. */
async function readDerItem(bytes: Uint8Array): Promise<Item> {
  const readings: (() => Item | Promise<Item>)[] = [
    () => ({ kind: "certificate", certificate: parseCertificate(bytes) }),
    () => ({ kind: "request", request: parseRequest(bytes) }),
    () => ({ kind: "public-key", key: readPublicKey(bytes) }),
    ...["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"].map(
      (label) => async (): Promise<Item> => {
        const key = await readPrivateKey({ label, bytes });
        return { kind: "private-key", key };
      },
    ),
  ];
  let first: unknown;
  for (const reading of readings) {
    try {
      return await reading();
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

/** The items of one kind in a file, which must hold at least one and nothing else. */
async function readKind<K extends Item["kind"]>(
  path: string,
  kind: K,
): Promise<Extract<Item, { kind: K }>[]> {
  const items = await readItems(path);
  const stranger = items.find((item) => item.kind !== kind);
  if (stranger) {
    const [found, wanted] = [KINDS[stranger.kind], KINDS[kind]];
    throw new UserError(
      {
        en: `${path} holds ${found.en}, not ${wanted.en}`,
        zh: `${path} 里是${found.zh}，不是${wanted.zh}`,
      },
      {
        en: `Name a file that holds ${wanted.en}`,
        zh: `请给出存放${wanted.zh}的文件`,
      },
    );
  }
  return items as Extract<Item, { kind: K }>[];
}

/**
 * Reads the certificates in a file, in PEM or DER.
 *
 * @param path The file.
 * @returns At least one, in their order.
 * @throws {UserError} If the file cannot be read or holds anything else.
 */
export async function readCertificates(path: string): Promise<[Certificate, ...Certificate[]]> {
  const items = await readKind(path, "certificate");
  return items.map(({ certificate }) => certificate) as [Certificate, ...Certificate[]];
}

/**
 * Reads the certification request in a file.
 *
 * @param path The file.
 * @returns The request; its signature is not verified.
 * @throws {UserError} If the file cannot be read or holds anything else.
 */
export async function readRequest(path: string): Promise<Request> {
  const [item] = await readKind(path, "request");
  return item!.request;
}

/**
 * Reads the private key in a file.
 *
 * @param path The file.
 * @returns The key.
 * @throws {UserError} If the file cannot be read, holds anything else or is encrypted.
 */
export async function readKey(path: string): Promise<PrivateKey> {
  const [item] = await readKind(path, "private-key");
  return item!.key;
}

/**
 * Reads a certificate, with those that follow it in its file, and its private key, and checks that
 * they belong together.
 *
 * @param certificatePath The certificate's file.
 * @param keyPath The key's file.
 * @returns The certificates, leaf first, and the key.
 * @throws {UserError} If either cannot be read or they are no pair.
 */
export async function readPair(
  certificatePath: string,
  keyPath: string,
): Promise<{ chain: [Certificate, ...Certificate[]]; key: PrivateKey }> {
  const [chain, key] = await Promise.all([readCertificates(certificatePath), readKey(keyPath)]);
  if (!isPair(key, chain[0].publicKey)) {
    const misplaced = chain.some(({ publicKey }) => isPair(key, publicKey));
    throw new UserError(
      {
        en:
          `${certificatePath} and ${keyPath} do not belong together: the certificate has another key`,
        zh: `${certificatePath} 与 ${keyPath} 不匹配：证书里是另一把密钥`,
      },
      misplaced
        ? {
          en:
            `Put the certificate of ${keyPath} first in ${certificatePath}, those that issued it after it`,
          zh: `请把 ${keyPath} 的证书放在 ${certificatePath} 的最前面，其后是颁发者的证书`,
        }
        : {
          en:
            `Name the key that ${certificatePath} was made for, or the certificate made for ${keyPath}`,
          zh: `请给出 ${certificatePath} 对应的密钥，或 ${keyPath} 对应的证书`,
        },
    );
  }
  return { chain, key };
}

/** How certificates and keys are written: keys for their owner alone. */
export const MODES = { public: 0o644, secret: 0o600 } as const;

/**
 * Writes a certificate, request or private key as PEM; a private key readable by its owner alone.
 *
 * @param path The file; its folder is made if missing.
 * @param label What it is, as the PEM label.
 * @param der The bytes.
 * @param replace Whether a file already there may be replaced.
 * @throws {UserError} If it exists and may not be replaced, or cannot be written.
 */
export function writePem(
  path: string,
  label: "CERTIFICATE" | "CERTIFICATE REQUEST" | "PRIVATE KEY",
  der: Uint8Array,
  replace: boolean,
): void {
  makeFolder(folderOf(path));
  const mode = label === "PRIVATE KEY" ? MODES.secret : MODES.public;
  writeFile(path, encodePem(label, der), { mode, replace });
}
