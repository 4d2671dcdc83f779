/**
 * The certificates, keys and other files that the two programs are given, all made by OpenSSL.
 *
 * @module
 */
import { ask } from "../../support/witness.ts";

/** What a client sends as early data that is told to send the file `early.txt`. */
export const EARLY = "0 is what the client says early\n";

/** The kinds of key, and how `openssl req` is told to make one. */
const KEYS = {
  rsa: ["-newkey", "rsa:2048"],
  pss: ["-newkey", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"],
  p256: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
  p384: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
  p521: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
  ed25519: ["-newkey", "ed25519"],
  ed448: ["-newkey", "ed448"],
} as const;

/** A kind of key that an identity can have. */
export type IdentityKind = keyof typeof KEYS | "dsa";

/** The files in a folder. */
export class Files {
  /** The folder. */
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes them. */
  static async make(folder: string): Promise<Files> {
    const files = new Files(folder);
    const kinds = Object.keys(KEYS) as (keyof typeof KEYS)[];
    await Promise.all([
      ...kinds.map((kind) => files.#certify(kind, KEYS[kind])),
      files.#certifyDsa(),
      files.#write("early.txt", EARLY),
      files.#write("empty.txt", ""),
      files.#write("no_extended_main_secret.cnf", withoutExtendedMainSecret),
      files.#write("logs.cnf", "enabled_logs = ,\n"), // None.
      files.#write("timestamp.pem", timestampPem()),
    ]);
    await files.#makeOcspResponse();
    const chain = ["p384", "rsa", "ed25519"].map((kind) =>
      Deno.readTextFile(files.at(`${kind}.crt`))
    );
    await files.#write("chain.pem", (await Promise.all(chain)).join(""));
    return files;
  }

  /** Where a file is. */
  at(name: string): string {
    return `${this.folder}/${name}`;
  }

  /** The options that make a side prove itself with a key of a kind. */
  identity(kind: IdentityKind): string[] {
    return ["-cert", this.at(`${kind}.crt`), "-key", this.at(`${kind}.key`)];
  }

  /** The options that give s_server a second identity, which it takes for the name of `-servername`. */
  second(kind: IdentityKind): string[] {
    return ["-cert2", this.at(`${kind}.crt`), "-key2", this.at(`${kind}.key`)];
  }

  async #openssl(...args: string[]): Promise<void> {
    const { code, output } = await ask("openssl", args, { cwd: this.folder });
    if (code !== 0) throw new Error(`openssl ${args.join(" ")} failed:\n${output}`);
  }

  async #write(name: string, text: string): Promise<void> {
    await Deno.writeTextFile(this.at(name), text);
  }

  async #certify(kind: IdentityKind, key: readonly string[]): Promise<void> {
    const subject = ["-subj", `/CN=${kind}.test`, "-addext", `subjectAltName=DNS:${kind}.test`];
    const out = ["-keyout", `${kind}.key`, "-out", `${kind}.crt`];
    await this.#openssl("req", "-x509", "-nodes", "-days", "30", ...key, ...subject, ...out);
  }

  async #certifyDsa(): Promise<void> {
    const size = ["-pkeyopt", "dsa_paramgen_bits:1024", "-pkeyopt", "dsa_paramgen_q_bits:160"];
    await this.#openssl("genpkey", "-genparam", "-algorithm", "DSA", ...size, "-out", "dsa.params");
    await this.#certify("dsa", ["-newkey", "dsa:dsa.params"]);
  }

  async #makeOcspResponse(): Promise<void> {
    const about = ["-issuer", "rsa.crt", "-cert", "p256.crt"];
    await this.#openssl("ocsp", ...about, "-reqout", "ocsp.request");
    const signer = ["-index", "empty.txt", "-CA", "rsa.crt", "-rsigner", "rsa.crt"];
    const files = ["-rkey", "rsa.key", "-reqin", "ocsp.request", "-respout", "ocsp.response"];
    await this.#openssl("ocsp", ...signer, ...files);
  }
}

const withoutExtendedMainSecret = `
openssl_conf = library
[library]
ssl_conf = contexts
[contexts]
system_default = context
[context]
Options = -ExtendedMasterSecret
`;

/**
 * A signed certificate timestamp (RFC 6962 section 3.3) whose log, time and signature are zeros, as
 * -serverinfo reads it: the messages it goes into, its number, its length, and itself.
 */
function timestampPem(): string {
  const timestamp = [0, ...zeros(32), ...zeros(8), 0, 0, 4, 3, 0, 8, ...zeros(8)];
  const list = [0, timestamp.length, ...timestamp];
  const data = [0, list.length, ...list];
  const messages = [0, 0, 0x11, 0xc0]; // server_hello of TLS 1.2, certificate of TLS 1.3.
  const base64 = btoa(String.fromCharCode(...messages, 0, 18, 0, data.length, ...data));
  return `-----BEGIN SERVERINFOV2 FOR SCT-----\n${base64}\n-----END SERVERINFOV2 FOR SCT-----\n`;
}

function zeros(count: number): number[] {
  return new Array(count).fill(0);
}
