/**
 * Certificates whose time is over, which the `ca` command does not make.
 *
 * @module
 */
import { buildServerCertificate } from "../../x509/build.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { PrivateKey } from "../../x509/private_key.ts";
import { readPair, readRequest } from "../../x509/store/file.ts";
import { encodePem } from "../../x509/pem.ts";

/** The root and its key in a CA's folder. */
export async function loadCa(folder: string): Promise<{ ca: Certificate; caKey: PrivateKey }> {
  const { chain: [ca], key: caKey } = await readPair(`${folder}/ca.crt`, `${folder}/ca.key`);
  return { ca, caKey };
}

/** Issues a certificate that was valid in 2020 and no longer. */
export async function issueExpired(
  { ca, caKey }: { ca: Certificate; caKey: PrivateKey },
  request: string,
  path: string,
): Promise<void> {
  await issueBetween({ ca, caKey }, request, path, "2020-01-01", "2021-01-01");
}

/** Issues a certificate valid between two dates, whenever they are. */
export async function issueBetween(
  { ca, caKey }: { ca: Certificate; caKey: PrivateKey },
  request: string,
  path: string,
  from: string,
  until: string,
): Promise<void> {
  const parsed = await readRequest(request);
  const der = await buildServerCertificate({
    request: parsed,
    names: parsed.known.subjectAltName!,
    issuer: ca,
    issuerKey: caKey,
    notBefore: new Date(from),
    notAfter: new Date(until),
  });
  Deno.writeTextFileSync(path, encodePem("CERTIFICATE", der));
}
