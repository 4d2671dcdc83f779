/**
 * Key logs: the secrets of connections, as browsers and TLS libraries write them into the file named by
 * `SSLKEYLOGFILE` (RFC 9850; NSS made the format up).
 *
 * A line has a label, the client random of the connection and a secret, the last two in hexadecimal. In
 * lines labelled `RSA` the encrypted premaster secret stands for the connection, by its first eight
 * bytes.
 *
 * @module
 */
import { sameBytes } from "../x509/der.ts";

/** The secrets of a connection by their labels, such as `CLIENT_TRAFFIC_SECRET_0`. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

/** How many secrets are kept at most. */
const MOST_SECRETS = 1_000_000;
/** How long a line may be, in characters. */
const LONGEST_LINE = 4096;
/** How many different labels are kept at most: far more than are in use. */
const MOST_LABELS = 64;

/** A premaster secret by itself, which belongs to no client random. */
const RSA = "RSA";
/** Hexadecimal digits of what stands for the connection: of its client random, of an RSA ciphertext. */
const RANDOM_DIGITS = 64;
const CIPHERTEXT_DIGITS = 16;
/** Hexadecimal digits of master secrets and of the premaster secrets of RSA. */
const MASTER_DIGITS = 96;
const LABEL = /^[A-Z][A-Z0-9_]{2,63}$/;

/**
 * A key log, which may still be growing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { KeyLog } from "./key_log.ts";
 *
 * const random = new Uint8Array(32).fill(1);
 * const log = new KeyLog();
 * assertEquals(log.add(`# by hand\nEXPORTER_SECRET ${random.toHex()} c0`), 0);
 * assertEquals(log.add("de\n"), 1);
 * assertEquals(log.secretsOf(random)?.get("EXPORTER_SECRET"), new Uint8Array([0xc0, 0xde]));
 * ```
 */
export class KeyLog {
  /** By client random, in hexadecimal. */
  readonly #connections = new Map<string, Map<string, Uint8Array>>();
  /** By the first eight bytes of the encrypted premaster secret, in hexadecimal. */
  readonly #premasters = new Map<string, Uint8Array>();
  readonly #labels = new Map<string, string>();
  #lastDigits = "";
  #lastSecrets: Map<string, Uint8Array> | undefined;
  #rest = "";
  /** Whether the line being read has already proved too long. */
  #overlong = false;
  #size = 0;
  #skipped = 0;

  /** How many secrets are known; at most 1,000,000. */
  get size(): number {
    return this.#size;
  }

  /** How many lines gave no secret: comments, blank and broken ones, and those beyond the limit. */
  get skipped(): number {
    return this.#skipped;
  }

  /**
   * Reads on.
   *
   * @param text What follows in the log. It may end within a line: that part waits for the rest.
   * @returns How many secrets were learnt. Where a line gives a known secret another value, the new one
   * holds and counts.
   */
  add(text: string | Uint8Array): number {
    const whole = this.#rest + (typeof text === "string" ? text : UTF8.decode(text));
    const known = this.#size;
    let renewed = 0;
    let at = 0;
    for (let end; (end = whole.indexOf("\n", at)) >= 0; at = end + 1) {
      if (this.#line(whole.slice(at, end))) renewed++;
    }
    this.#rest = whole.slice(at);
    if (this.#rest.length > LONGEST_LINE) {
      this.#rest = "";
      this.#overlong = true;
    }
    return this.#size - known + renewed;
  }

  /**
   * Ends the log, so that a last line without a newline counts.
   *
   * @returns How many secrets were learnt, 0 or 1.
   */
  end(): number {
    return this.#rest === "" && !this.#overlong ? 0 : this.add("\n");
  }

  /**
   * The secrets of a connection.
   *
   * @param clientRandom The 32 bytes of its ClientHello.
   * @returns Its secrets; what is learnt later appears among them. Undefined if none is known.
   */
  secretsOf(clientRandom: Uint8Array): Secrets | undefined {
    return this.#connections.get(clientRandom.toHex());
  }

  /**
   * The premaster secret of a key exchange with RSA.
   *
   * @param encryptedPremaster The ciphertext in the ClientKeyExchange, without the two bytes of its length.
   * @returns 48 bytes; undefined if it is not known.
   */
  premasterOf(encryptedPremaster: Uint8Array): Uint8Array | undefined {
    return this.#premasters.get(encryptedPremaster.subarray(0, CIPHERTEXT_DIGITS / 2).toHex());
  }

  /**
   * The lines of one connection, such as a Decryption Secrets Block of a capture takes. A line labelled
   * `RSA` is not among them.
   *
   * @param clientRandom The 32 bytes of its ClientHello.
   * @returns The lines, each with a newline; empty if no secret is known.
   */
  linesOf(clientRandom: Uint8Array): string {
    const random = clientRandom.toHex();
    let lines = "";
    for (const [label, secret] of this.#connections.get(random) ?? []) {
      lines += `${label} ${random} ${secret.toHex()}\n`;
    }
    return lines;
  }

  /** Reads a line; says whether it gave a known secret another value. */
  #line(line: string): boolean {
    const overlong = this.#overlong || line.length > LONGEST_LINE;
    this.#overlong = false;
    if (overlong) return this.#skip();
    const labelEnd = line.indexOf(" ");
    const label = this.#label(line.slice(0, Math.max(labelEnd, 0)));
    if (label === undefined) return this.#skip();

    const keyEnd = labelEnd + 1 + (label === RSA ? CIPHERTEXT_DIGITS : RANDOM_DIGITS);
    let end = line.length;
    while (line.charCodeAt(end - 1) <= SPACE) end--;
    const digits = end - keyEnd - 1;
    const master = label === RSA || label === "CLIENT_RANDOM";
    if (line.charCodeAt(keyEnd) !== SPACE || (master ? digits !== MASTER_DIGITS : digits <= 0)) {
      return this.#skip();
    }
    const secret = bytesOf(line.slice(keyEnd + 1, end));
    if (!secret) return this.#skip();
    const key = line.slice(labelEnd + 1, keyEnd);
    if (label !== RSA) return this.#learn(this.#connection(key), label, secret);
    const ciphertext = bytesOf(key)?.toHex();
    if (ciphertext === undefined) return this.#skip();
    return this.#learn(this.#premasters, ciphertext, secret);
  }

  #learn(
    among: Map<string, Uint8Array> | undefined,
    name: string,
    secret: Uint8Array,
  ): boolean {
    if (!among) return this.#skip();
    const known = among.get(name);
    if (known) {
      if (sameBytes(known, secret)) return false;
    } else {
      if (this.#size >= MOST_SECRETS) return this.#skip();
      this.#size++;
    }
    among.set(name, secret);
    return known !== undefined;
  }

  /** The secrets of a connection, of which there may be none yet; undefined if it has no such random. */
  #connection(digits: string): Map<string, Uint8Array> | undefined {
    // The lines of a connection mostly follow each other.
    if (digits === this.#lastDigits) return this.#lastSecrets;
    // Written anew, digits in capitals are the same, and the text they were cut from is not kept alive.
    const random = bytesOf(digits)?.toHex();
    if (random === undefined) return undefined;
    let secrets = this.#connections.get(random);
    if (!secrets) {
      secrets = new Map();
      if (this.#size < MOST_SECRETS) this.#connections.set(random, secrets);
    }
    this.#lastDigits = digits;
    return this.#lastSecrets = secrets;
  }

  /** Each label once, so that equal ones share their memory. */
  #label(text: string): string | undefined {
    const known = this.#labels.get(text);
    if (known !== undefined) return known;
    if (this.#labels.size >= MOST_LABELS || !LABEL.test(text)) return undefined;
    this.#labels.set(text, text);
    return text;
  }

  #skip(): false {
    this.#skipped++;
    return false;
  }
}

const UTF8 = new TextDecoder();
const SPACE = 0x20;

function bytesOf(digits: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromHex(digits);
  } catch {
    return undefined;
  }
}
