import { assertEquals } from "@std/assert";
import { buildRequest, buildRoot, buildServerCertificate } from "../../x509/build.ts";
import { parseCertificate, parseRequest } from "../../x509/certificate.ts";
import { type GeneralName, parseHostName } from "../../x509/general_name.ts";
import { parseSubject } from "../../x509/name.ts";
import { Oid } from "../../x509/oids.ts";
import { validatePath } from "../../x509/path.ts";
import { generateKey } from "../../x509/private_key.ts";

const VALIDITY = { notBefore: new Date("2030-01-01"), notAfter: new Date("2031-01-01") };

async function issue(names: readonly GeneralName[]) {
  const [caKey, key] = [await generateKey("ec:p256"), await generateKey("ec:p256")];
  const root = await buildRoot({ subject: parseSubject("/CN=Root"), key: caKey, ...VALIDITY });
  const leaf = await buildServerCertificate({
    request: parseRequest(await buildRequest({ subject: parseSubject("/CN=a.test"), key, names })),
    names,
    issuer: parseCertificate(root),
    issuerKey: caKey,
    ...VALIDITY,
  });
  return { root, leaf };
}

Deno.test("buildServerCertificate() lists the names in subjectAltName", async () => {
  const { leaf } = await issue([parseHostName("a.test"), parseHostName("127.0.0.1")]);
  const names = parseCertificate(leaf).known.subjectAltName;
  assertEquals(names?.map(({ value }) => value), ["a.test", "127.0.0.1"]);
});

Deno.test("buildServerCertificate() leaves subjectAltName out if there are no names", async () => {
  const { leaf } = await issue([]);
  const { extensions } = parseCertificate(leaf);
  assertEquals(extensions.length, 5);
  assertEquals(extensions.some(({ oid }) => oid === Oid.subjectAltName), false);
});

Deno.test("buildServerCertificate() without names makes one that is valid but for its lack of a name", async () => {
  const { root, leaf } = await issue([]);
  const result = await validatePath({
    leaf,
    roots: [root],
    host: "a.test",
    at: new Date("2030-06-01"),
  });
  const failed = result.checks.filter(({ passed }) => !passed).map(({ reason }) => reason);
  assertEquals(failed, ["no-subject-alt-name"]);
});
