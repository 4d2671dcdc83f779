/**
 * The record of what was issued, in OpenSSL's own format (`index.txt`, `serial`, `crlnumber`,
 * `newcerts/`), so that `openssl ca` can take the folder over.
 *
 * @module
 */
import { exists, makeFolder, readFile, writeFile } from "../../cli/file.ts";
import type { Certificate } from "../certificate.ts";
import { toHex } from "../der.ts";
import { formatSubject } from "../name.ts";
import { MODES, writePem } from "./file.ts";

/**
 * Records an issued certificate in the CA's folder, as `openssl ca` does: a copy under its serial
 * number in `newcerts/` and a line in `index.txt`; `serial` and `crlnumber` are made if missing.
 *
 * @param folder The CA's folder.
 * @param certificate The certificate issued.
 * @throws {UserError} If the folder cannot be written.
 */
export function recordIssued(folder: string, certificate: Certificate): void {
  const serial = toHex(certificate.serial).toUpperCase().replace(/^00(?=.)/, "");
  const { notAfter, subject } = certificate;
  makeFolder(`${folder}/newcerts`);
  writePem(`${folder}/newcerts/${serial}.pem`, "CERTIFICATE", certificate.der, false);
  const line = ["V", indexTime(notAfter), "", serial, "unknown", formatSubject(subject)].join("\t");
  const index = `${folder}/index.txt`;
  const before = exists(index) ? new TextDecoder().decode(readFile(index)) : "";
  const mode = MODES.public;
  writeFile(index, `${before}${line.replaceAll("\n", " ")}\n`, { mode, replace: true });
  const initial = {
    // Serials are random here; this is where OpenSSL would go on counting.
    "serial": `${toHex(crypto.getRandomValues(new Uint8Array(15))).toUpperCase()}\n`,
    "crlnumber": "01\n",
    // A renewed certificate has the subject of the one before it.
    "index.txt.attr": "unique_subject = no\n",
  };
  for (const [name, content] of Object.entries(initial)) {
    const path = `${folder}/${name}`;
    if (!exists(path)) writeFile(path, content, { mode, replace: false });
  }
}

/** A date as `index.txt` has it: ASN.1's UTCTime, GeneralizedTime from 2050. */
function indexTime(date: Date): string {
  const digits = date.toISOString().replace(/\.\d+Z$/, "Z").replace(/[-:T]/g, "");
  return date.getUTCFullYear() < 2050 ? digits.slice(2) : digits;
}

/**
 * Starts the record anew for a new root, keeping the old list as `index.txt.old`, as OpenSSL names it.
 *
 * @param folder The CA's folder.
 */
export function startRecordAnew(folder: string): void {
  if (exists(`${folder}/index.txt`)) {
    Deno.renameSync(`${folder}/index.txt`, `${folder}/index.txt.old`);
  }
}
