/**
 * Making each file of the lab: building, writing, recording.
 *
 * @module
 */
import { closeFolder, folderOf, makeFolder, refuseExisting } from "../../cli/file.ts";
import { type Certificate, parseCertificate, parseRequest, type Request } from "../certificate.ts";
import { type GeneralName, parseHostName } from "../general_name.ts";
import { Tag } from "../der.ts";
import type { Name } from "../name.ts";
import { Oid } from "../oids.ts";
import { generateKey, type KeyKind, type PrivateKey } from "../private_key.ts";
import { writePem } from "./file.ts";
import { DEFAULT_FOLDER } from "./lab.ts";
import { recordIssued } from "./record.ts";

/** What a server is called that runs on this machine. */
export const LOCAL_NAMES: readonly GeneralName[] = ["127.0.0.1", "::1", "localhost"].map(
  parseHostName,
);

/**
 * A subject with another common name, in the last place.
 *
 * @param subject The subject.
 * @param value The common name; none if undefined.
 * @returns The new subject.
 */
export function withCommonName(subject: Name, value: string | undefined): Name {
  const rest = subject.filter((rdn) => !rdn.some(({ oid }) => oid === Oid.commonName));
  return value === undefined
    ? rest
    : [...rest, [{ oid: Oid.commonName, value, tag: Tag.utf8String }]];
}

/**
 * The name to call a server by: its first DNS name, or its first address where it has none.
 *
 * @param names Its names, at least one.
 * @returns The name; undefined if each is longer than the 64 characters RFC 5280 allows.
 */
export function titleOf(names: readonly GeneralName[]): string | undefined {
  const short = names.filter(({ value }) => value.length <= 64);
  return (short.find(({ type }) => type === "dns") ?? short[0])?.value;
}

/**
 * The names a request asks for that can be certified.
 *
 * @param request The request.
 * @returns Its DNS names and IP addresses; this machine's if it asks for none.
 */
export function namesOf(request: Request): readonly GeneralName[] {
  const asked = request.known.subjectAltName?.filter(({ type }) => type === "dns" || type === "ip");
  return asked?.length ? asked : LOCAL_NAMES;
}

/**
 * Makes a key pair and writes its private half, readable by its owner alone.
 *
 * @param kind What key.
 * @param path Its file; the folder is made if missing.
 * @param replace Whether a file already there may be replaced.
 * @returns The key.
 * @throws {UserError} If the file cannot be written.
 */
export async function key(kind: KeyKind, path: string, replace: boolean): Promise<PrivateKey> {
  const key = await generateKey(kind);
  const folder = folderOf(path);
  makeFolder(folder);
  if (folder === DEFAULT_FOLDER) closeFolder(folder);
  writePem(path, "PRIVATE KEY", key.pkcs8, replace);
  return key;
}

/** Where something goes. */
export interface Target {
  /** Its file. */
  readonly path: string;
  /** Whether a file already there may be replaced. */
  readonly replace: boolean;
}

/** What a root needs. */
export interface RootOptions extends Target {
  /** Whom it names. */
  readonly subject: Name;
  /** How long it is valid, in days from now. */
  readonly days: number;
  /** Its key. */
  readonly key: PrivateKey;
}

/**
 * Makes a self-signed root certificate and writes it.
 *
 * @param options Subject, days, key and file.
 * @returns The certificate.
 * @throws {UserError} If the file exists and may not be replaced, or cannot be written.
 */
export async function root(options: RootOptions): Promise<Certificate> {
  const { subject, days, key, path, replace } = options;
  if (!replace) refuseExisting(path);
  const { buildRoot } = await import("../build.ts");
  const der = await buildRoot({ subject, key, ...validityFor(days) });
  writePem(path, "CERTIFICATE", der, replace);
  return parseCertificate(der);
}

/** What a request needs. */
export interface RequestOptions extends Target {
  /** Whom it names. */
  readonly subject: Name;
  /** The names it asks for. */
  readonly names: readonly GeneralName[];
  /** Its key. */
  readonly key: PrivateKey;
}

/**
 * Makes a certification request and writes it.
 *
 * @param options Subject, names, key and file.
 * @returns The request.
 * @throws {UserError} If the file exists and may not be replaced, or cannot be written.
 */
export async function request(options: RequestOptions): Promise<Request> {
  const { subject, names, key, path, replace } = options;
  if (!replace) refuseExisting(path);
  const { buildRequest } = await import("../build.ts");
  const der = await buildRequest({ subject, key, names });
  writePem(path, "CERTIFICATE REQUEST", der, replace);
  return parseRequest(der);
}

/** What is needed to issue a server's certificate. */
export interface CertificateOptions extends Target {
  /** Who asks, with which key. */
  readonly request: Request;
  /** The names to certify. */
  readonly names: readonly GeneralName[];
  /** How long it is valid, in days from now. */
  readonly days: number;
  /** The authority's certificate. */
  readonly ca: Certificate;
  /** The authority's key. */
  readonly caKey: PrivateKey;
  /** The CA's folder, where it is recorded. */
  readonly folder: string;
}

/**
 * Issues a server's certificate to a request, records it and writes it. The request's signature is
 * the caller's to check.
 *
 * @param options The request, the authority and the file.
 * @returns The certificate.
 * @throws {UserError} If the file exists and may not be replaced, in which case nothing is recorded,
 * or cannot be written.
 */
export async function certificate(options: CertificateOptions): Promise<Certificate> {
  const { request, names, days, ca, caKey, folder, path, replace } = options;
  if (!replace) refuseExisting(path);
  makeFolder(folderOf(path));
  const { buildServerCertificate } = await import("../build.ts");
  const subjects = { request, names, issuer: ca, issuerKey: caKey };
  const der = await buildServerCertificate({ ...subjects, ...validityFor(days) });
  const certificate = parseCertificate(der);
  // Recorded first: a certificate nobody knows of is worse than a record of one nobody has.
  recordIssued(folder, certificate);
  writePem(path, "CERTIFICATE", der, replace);
  return certificate;
}

/** From now, in whole seconds, for a number of days. */
function validityFor(days: number): { notBefore: Date; notAfter: Date } {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    notBefore: new Date(seconds * 1000),
    notAfter: new Date((seconds + days * 86_400) * 1000),
  };
}
