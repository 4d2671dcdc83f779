/**
 * What a scenario's server proves itself with, and what its client judges that by.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { writeFile } from "../../cli/file.ts";
import type { Identity } from "../../talk/roles.ts";
import { type Certificate, parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { coversHost, type GeneralName, parseHostName } from "../../x509/general_name.ts";
import { encodePem } from "../../x509/pem.ts";
import { generateKey, type PrivateKey } from "../../x509/private_key.ts";
import { LOCAL_NAMES, titleOf, withCommonName } from "../../x509/store/make.ts";
import type { Lab, Stage } from "../stage.ts";
import type { CertificateRecipe } from "./scenario.ts";

/** A server's side of the matter, and its client's. */
export interface Credentials {
  /** What the server is given. */
  readonly identity: Identity;
  /** The root the client trusts. */
  readonly root: Certificate;
  /** The file it is in. */
  readonly rootFile: string;
  /** Whose root it is. */
  readonly trusted: Text;
  /** The name the client expects. */
  readonly host: string;
}

/**
 * Makes the certificate that a recipe asks for.
 *
 * @param recipe How it is to be; the lab's own, which is there already, if undefined.
 * @param stage Whose lab it is, and where files can be put.
 * @returns The certificate with a key, and what the client is to make of it.
 * @throws {UserError} If the client's root cannot be written.
 */
export async function credentialsFor(
  recipe: CertificateRecipe | undefined,
  { lab, folder }: Pick<Stage, "lab" | "folder">,
): Promise<Credentials> {
  if (!recipe) {
    const { identity, certificate, ca: root, caFile: rootFile } = lab;
    return { identity, root, rootFile, trusted: labsOwn(rootFile), host: nameOf(certificate) };
  }
  const authority = await authorityOf(lab, folder);
  const [key, other] = await Promise.all([generateKey("ec:p256"), generateKey("ec:p256")]);
  const names = recipe.names?.map(parseHostName) ?? LOCAL_NAMES;
  const title = titleOf(names) ?? "localhost";
  const issuer = recipe.issuer === "itself"
    ? await found(title, key)
    : recipe.issuer === "stranger"
    ? await once(strangers, lab, () => found("Stranger CA"))
    : authority;
  const certificate = await certify(recipe, { title, names, key, issuer });
  return {
    identity: {
      cert: encodePem("CERTIFICATE", certificate),
      key: encodePem("PRIVATE KEY", (recipe.key === "another" ? other : key).pkcs8),
    },
    root: authority.certificate,
    rootFile: authority.file,
    trusted: authority.trusted,
    host: "localhost",
  };
}

/** Who signs certificates. */
interface Issuer {
  readonly certificate: Certificate;
  readonly key: PrivateKey;
}

/** Who signs certificates, and is trusted. */
interface Authority extends Issuer {
  readonly file: string;
  readonly trusted: Text;
}

/** The authorities that were made, once for each lab. */
const strangers = new WeakMap<Lab, Promise<Issuer>>();
const standIns = new WeakMap<Lab, Promise<Authority>>();

/** The lab's authority; where its key is kept elsewhere, another takes its part. */
async function authorityOf(lab: Lab, folder: string): Promise<Authority> {
  const { ca: certificate, caKey: key, caFile: file } = lab;
  if (key) return { certificate, key, file, trusted: labsOwn(file) };
  return await once(standIns, lab, async () => {
    const authority = await found("Stand-in CA");
    const path = `${folder}/stand-in-ca.crt`;
    const pem = encodePem("CERTIFICATE", authority.certificate.der);
    writeFile(path, pem, { mode: 0o600, replace: true });
    const trusted = {
      en: "an authority made for this page, as the lab's key is kept elsewhere",
      zh: "为本页面临时建立的 CA（本实验室 CA 的私钥不在这里）",
    };
    return { ...authority, file: path, trusted };
  });
}

function labsOwn(file: string): Text {
  return { en: `this lab's own authority, ${file}`, zh: `本实验室自己的 CA，${file}` };
}

const LOCALHOST = parseHostName("localhost");

/** `localhost`, or the first name of a certificate that is not for it; a wildcard is filled in. */
function nameOf({ known }: Certificate): string {
  const names = known.subjectAltName ?? [];
  const host = names.find(({ type }) => type === "dns" || type === "ip");
  return !host || coversHost(LOCALHOST, names) ? "localhost" : host.value.replace("*", "www");
}

async function once<T>(made: WeakMap<Lab, Promise<T>>, lab: Lab, make: () => Promise<T>) {
  const known = made.get(lab) ?? make();
  made.set(lab, known);
  try {
    return await known;
  } catch (error) {
    made.delete(lab); // The next may succeed.
    throw error;
  }
}

const DAY = 24 * 60 * 60 * 1000;

function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY);
}

/** A certificate that may sign others, signed with its own key. */
async function found(commonName: string, given?: PrivateKey): Promise<Issuer> {
  const { buildRoot } = await import("../../x509/build.ts");
  const key = given ?? await generateKey("ec:p256");
  const subject = withCommonName([], commonName);
  const validity = { notBefore: inDays(-1), notAfter: inDays(365) };
  return { certificate: parseCertificate(await buildRoot({ subject, key, ...validity })), key };
}

async function certify(
  { days = { from: -1, until: 30 } }: CertificateRecipe,
  { title, names, key, issuer }: {
    readonly title: string;
    readonly names: readonly GeneralName[];
    readonly key: PrivateKey;
    readonly issuer: Issuer;
  },
): Promise<Uint8Array> {
  const { buildRequest, buildServerCertificate } = await import("../../x509/build.ts");
  const subject = withCommonName([], title);
  return await buildServerCertificate({
    request: parseRequest(await buildRequest({ subject, key, names })),
    names,
    issuer: issuer.certificate,
    issuerKey: issuer.key,
    notBefore: inDays(days.from),
    notAfter: inDays(days.until),
  });
}
