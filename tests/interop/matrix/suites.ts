/**
 * A scenario for every cipher suite that OpenSSL has, in the versions and forms in which records of its
 * kind differ.
 *
 * @module
 */
import { ask } from "../../support/witness.ts";
import type { Files, IdentityKind } from "./files.ts";
import type { Scenario } from "./scenario.ts";

/** The pre-shared key of both sides. */
export const PSK = ["-psk", "00112233445566778899aabbccddeeff", "-psk_identity", "someone"];

/** A suite as `openssl ciphers` lists it. */
interface Suite {
  /** Its registered name. */
  readonly name: string;
  /** What OpenSSL calls it. */
  readonly alias: string;
  /** How keys are agreed on, such as `ECDHEPSK`. */
  readonly exchange: string;
  /** Who proves itself and how, such as `RSA`. */
  readonly authentication: string;
  /** The MAC, such as `SHA256`; `AEAD` if there is none of its own. */
  readonly mac: string;
  /** The earliest version that has it. */
  readonly since: string;
}

/** All that OpenSSL is built with, whatever it thinks of them. */
const EVERY = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

/** The suites that the old versions are tried with: what they do with records, once each. */
const OLD = new Set([
  ...["ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA", "ECDHE-RSA-NULL-SHA"],
  ...["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-NULL-SHA"],
  ...["DHE-RSA-AES128-SHA", "DHE-DSS-AES256-SHA", "AES128-SHA", "NULL-MD5"],
  ...["AECDH-AES256-SHA", "AECDH-NULL-SHA", "ECDHE-PSK-AES128-CBC-SHA", "ECDHE-PSK-NULL-SHA"],
]);

/** What kind of key the server needs, by how the suite has it prove itself. */
const KEY_OF: Readonly<Record<string, IdentityKind>> = { RSA: "rsa", ECDSA: "p256", DSS: "dsa" };

/**
 * The scenarios: every suite in its latest version; those with a MAC without encrypt_then_mac, too; some
 * of the old ones in TLS 1.0 and 1.1, too. Suites of SRP are left out: s_server 3.0 dies of them.
 */
export async function suiteScenarios(files: Files): Promise<Scenario[]> {
  return (await suites()).filter(({ exchange }) => exchange !== "SRP").flatMap((suite) => {
    if (suite.since === "TLSv1.3") return [latest(suite, files)];
    return [
      older(suite, files, "1.2"),
      ...(suite.mac === "AEAD" ? [] : [older(suite, files, "1.2", "-no_etm")]),
      ...(!OLD.has(suite.alias) ? [] : [
        older(suite, files, "1.1"),
        older(suite, files, "1.0"),
        older(suite, files, "1.0", "-no_etm"),
      ]),
    ];
  });
}

async function suites(): Promise<Suite[]> {
  const { stdout } = await ask("openssl", ["ciphers", "-stdname", "-v", EVERY]);
  const line =
    /^(?<name>\S+) +- (?<alias>\S+) +(?<since>\S+) +Kx=(?<exchange>\S+) +Au=(?<authentication>\S+) .*Mac=(?<mac>\S+)/gm;
  return [...stdout.matchAll(line)].map(({ groups }) => ({ ...groups }) as unknown as Suite);
}

function latest({ name }: Suite, files: Files): Scenario {
  return {
    name: `TLS 1.3, ${name}`,
    server: [...files.identity("p256"), "-ciphersuites", name],
    clients: [["-tls1_3"]],
    shows: [{ version: "TLS 1.3", suite: name }],
  };
}

function older(
  { name, alias, exchange, authentication, mac }: Suite,
  files: Files,
  version: OldVersion,
  ...extra: readonly "-no_etm"[]
): Scenario {
  const key = exchange === "RSAPSK" ? "rsa" : KEY_OF[authentication];
  const psk = exchange.endsWith("PSK") ? PSK : [];
  const both = [flagOf(version), "-cipher", `${alias}:@SECLEVEL=0`, ...psk, ...extra];
  // OpenSSL agrees to it for the suites that do not encrypt, too.
  const agreed = mac !== "AEAD" && extra.length === 0;
  return {
    name: `TLS ${version}, ${name}${extra.length > 0 ? ", no encrypt_then_mac" : ""}`,
    server: [...both, ...(key ? files.identity(key) : ["-nocert"])],
    clients: [both],
    shows: [{
      version: `TLS ${version}`,
      suite: name,
      readable: name.includes("ARIA") ? "by some" : true,
      server: [agreed ? "server_hello+encrypt_then_mac" : "server_hello"],
      never: agreed ? [] : ["server_hello+encrypt_then_mac"],
    }],
  };
}

/** A version before TLS 1.3. */
export type OldVersion = "1.0" | "1.1" | "1.2";

/** The option for a version alone. */
export function flagOf(version: OldVersion): string {
  return { "1.0": "-tls1", "1.1": "-tls1_1", "1.2": "-tls1_2" }[version];
}
