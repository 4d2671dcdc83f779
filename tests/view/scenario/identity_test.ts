import { assert, assertEquals } from "@std/assert";
import { temporaryFolder } from "../../support/folder.ts";
import { labIn } from "./bare_stage.ts";
import { type Credentials, credentialsFor } from "../../../view/scenario/identity.ts";
import type { CertificateRecipe } from "../../../view/scenario/scenario.ts";
import { parseCertificate } from "../../../x509/certificate.ts";
import { formatName } from "../../../x509/name.ts";
import { validatePath } from "../../../x509/path.ts";
import { decodePem } from "../../../x509/pem.ts";
import { isPair, readPrivateKey } from "../../../x509/private_key.ts";
import { readCertificates } from "../../../x509/store/file.ts";

function leafOf({ identity }: Credentials) {
  return parseCertificate(decodePem(identity.cert)[0]!.bytes);
}

async function isOwnKey(credentials: Credentials): Promise<boolean> {
  const key = await readPrivateKey(decodePem(credentials.identity.key)[0]!);
  return isPair(key, leafOf(credentials).publicKey);
}

const FLAWS: Record<string, [CertificateRecipe, flaws: string[]]> = {
  "is sound": [{}, []],
  "is not from that authority": [{ issuer: "stranger" }, ["unknown-issuer"]],
  "is signed by itself": [{ issuer: "itself" }, ["self-signed"]],
  "has expired": [{ days: { from: -3, until: -1 } }, ["expired"]],
  "is not valid yet": [{ days: { from: 1, until: 3 } }, ["not-yet-valid"]],
  "is for another name": [{ names: ["example.test"] }, ["name-mismatch"]],
  "has no subjectAltName": [{ names: [] }, ["no-subject-alt-name"]],
  "has another key": [{ key: "another" }, []],
};

for (const [what, [recipe, flaws]] of Object.entries(FLAWS)) {
  Deno.test(`credentialsFor() makes a certificate that ${what}, and has no other flaw`, async () => {
    using folder = temporaryFolder();
    const lab = await labIn(`${folder.path}/lab`);
    const credentials = await credentialsFor(recipe, { lab, folder: folder.path });
    const { der: leaf } = leafOf(credentials);
    const roots = [credentials.root.der];
    const { checks } = await validatePath({ leaf, roots, host: credentials.host });
    const failed = checks.filter(({ passed }) => !passed).map(({ reason }) => reason);
    assertEquals(failed, flaws);
    assertEquals(await isOwnKey(credentials), recipe.key === undefined);
    assertEquals((await readCertificates(credentials.rootFile))[0].der, credentials.root.der);
  });
}

Deno.test("credentialsFor() takes what the lab has if there is no recipe", async () => {
  using folder = temporaryFolder();
  const lab = await labIn(`${folder.path}/lab`);
  const credentials = await credentialsFor(undefined, { lab, folder: folder.path });
  assertEquals([credentials.identity, credentials.root], [lab.identity, lab.ca]);
  assertEquals([credentials.rootFile, credentials.host], [lab.caFile, "localhost"]);
});

for (const [name, expected] of [["a.test", "a.test"], ["*.a.test", "www.a.test"]] as const) {
  Deno.test(`credentialsFor() expects ${expected} of a lab's server that is ${name}`, async () => {
    using folder = temporaryFolder();
    const lab = await labIn(`${folder.path}/lab`);
    const own = await credentialsFor({ names: [name, "b.test"] }, { lab, folder: folder.path });
    const other = { ...lab, certificate: leafOf(own) };
    const { host } = await credentialsFor(undefined, { lab: other, folder: folder.path });
    assertEquals(host, expected);
  });
}

Deno.test("credentialsFor() names the same as subject and issuer of what is signed by itself", async () => {
  using folder = temporaryFolder();
  const lab = await labIn(`${folder.path}/lab`);
  const recipe = { issuer: "itself", names: ["a.test"] } as const;
  const { subject, issuer } = leafOf(await credentialsFor(recipe, { lab, folder: folder.path }));
  assertEquals([subject, issuer].map(formatName), ["CN = a.test", "CN = a.test"]);
});

Deno.test("credentialsFor() knows one stranger for each lab", async () => {
  using folder = temporaryFolder();
  const lab = await labIn(`${folder.path}/lab`);
  const [one, two] = await Promise.all(
    [1, 2].map(() => credentialsFor({ issuer: "stranger" }, { lab, folder: folder.path })),
  );
  const keyIds = [one!, two!].map((credentials) => leafOf(credentials).known.authorityKeyId);
  assertEquals(keyIds[0], keyIds[1]);
  assertEquals(formatName(leafOf(one!).issuer), "CN = Stranger CA");
});

Deno.test("credentialsFor() lets another authority stand in where the lab's key is elsewhere", async () => {
  using folder = temporaryFolder();
  const lab = { ...await labIn(`${folder.path}/lab`), caKey: undefined };
  const credentials = await credentialsFor({}, { lab, folder: folder.path });
  const { der: leaf } = leafOf(credentials);
  const { valid } = await validatePath({ leaf, roots: [credentials.root.der], host: "localhost" });
  assert(valid);
  assert(credentials.rootFile.startsWith(`${folder.path}/`));
  assertEquals(Deno.statSync(credentials.rootFile).mode! & 0o777, 0o600);
});
