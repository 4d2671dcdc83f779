/**
 * Opening records: which key is in force on a side, and where its secret comes from.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Side } from "./event.ts";
import type { ArrivedRecord, Epoch, Half } from "./half.ts";
import type { Handshake } from "./handshake.ts";
import { nextTrafficSecret, suiteHash } from "./key_schedule.ts";
import { ahead } from "./protection/ahead.ts";
import type { Opened, Protection } from "./protection/protection.ts";
import { protect12 } from "./protection/tls12.ts";
import { protect13 } from "./protection/tls13.ts";
import { whyNot } from "./protection/why_not.ts";
import { describeSuite, type SuiteDescription } from "./registry/cipher_suites.ts";

/**
 * Why a record is not opened: `hello`, the hello that names the suite may still come; `key`, its key may
 * still come; a text, it stays closed; `broken`, its integrity check fails.
 */
export type Unopened = "hello" | "key" | "broken" | Text;

/** Where the secrets of TLS 1.3 stand in a key log (RFC 9850 section 2). */
const LABELS: Readonly<Record<Side, Readonly<Record<string, string>>>> = {
  client: {
    early: "CLIENT_EARLY_TRAFFIC_SECRET",
    handshake: "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    application: "CLIENT_TRAFFIC_SECRET_0",
  },
  server: {
    handshake: "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    application: "SERVER_TRAFFIC_SECRET_0",
  },
};

/** Which keys may follow. */
const LATER: Readonly<Record<Epoch, readonly Epoch[]>> = {
  clear: [],
  early: ["handshake", "application"],
  handshake: ["application"],
  application: [],
  changed: [],
};

/** Why a record stays closed whose key nobody has given. */
export const NO_KEY: Text = {
  en: "No key for it: the secrets of this connection were not given",
  zh: "没有密钥：没有给出这个连接的密钥",
};

/** Why a record stays closed of a handshake whose hellos are missing. */
export const NO_HELLO: Text = {
  en: "The hellos were not seen, so nobody can tell which key it is",
  zh: "没有看到 hello 消息，无法判断使用哪个密钥",
};

const UNCHAINED: Text = {
  en: "In CBC mode TLS 1.0 needs the record before it, which is missing",
  zh: "TLS 1.0 的 CBC 模式需要前一条记录才能解密，而它缺失了",
};

/** After missing records, how many sequence numbers are tried, for one record and in all. */
const TRIES = 64;
const ALL_TRIES = 2048;

/** The longest record there should be (RFC 8446 section 5.2): so many bytes missing are one at the least. */
const LONGEST_RECORD = 5 + 2 ** 14 + 256;

/** How many records of the handshake at the most a side sends before its application data, as a rule. */
const HANDSHAKE_RECORDS = 16;

/** Opens the records of one connection. */
export class Opening {
  readonly #keysMayCome: boolean;
  #tries = ALL_TRIES;
  /** By secret, so that a record that does not open costs no new key. */
  readonly #laterProtections = new WeakMap<Uint8Array, Protection>();

  /**
   * Starts with every attempt left.
   *
   * @param keysMayCome Whether a key that is not known may still come.
   */
  constructor(keysMayCome: boolean) {
    this.#keysMayCome = keysMayCome;
  }

  /**
   * Opens a protected record, and counts it.
   *
   * @param side Who sent it.
   * @param half That side.
   * @param handshake The handshake as far as it has come.
   * @param record The record.
   * @returns What is in it; or why it is not opened. While it may still come to be, it is not counted.
   */
  open(
    side: Side,
    half: Half,
    handshake: Handshake,
    record: ArrivedRecord,
  ): Opened | Unopened {
    const known = this.#protection(side, half, handshake);
    if (known === "hello" || known === "key") return known;
    const found = "open" in known ? this.#find(half, known, record, half.sequence) : undefined;
    if (found) {
      half.sequence = found.sequence + 1;
      return found.opened;
    }
    const later = this.#later(side, half, handshake, record);
    half.sequence++;
    if (later) return later;
    if (!("open" in known)) return known;
    return known.chained && half.missing !== undefined ? UNCHAINED : "broken";
  }

  /**
   * Up to TLS 1.2: whether a record is the first under the keys agreed on, so that the change_cipher_spec
   * is among what is missing before it.
   *
   * @param side Who sent it.
   * @param handshake The handshake.
   * @param record The record.
   * @returns Whether it opens under them.
   */
  isFirstChanged(side: Side, handshake: Handshake, record: ArrivedRecord): boolean {
    if (this.#tries-- <= 0) return false;
    const protection = this.#protection12(side, handshake);
    return typeof protection === "object" && "open" in protection &&
      protection.open(record, 0) !== undefined;
  }

  /** Opens a record, under the sequence number it should have or, if records are missing, a later one. */
  #find(
    half: Half,
    protection: Protection,
    record: ArrivedRecord,
    first: number,
  ): { opened: Opened; sequence: number } | undefined {
    const opened = protection.open(record, first);
    if (opened) {
      half.missing = undefined;
      return { opened, sequence: first };
    }
    if (half.missing === undefined) return undefined;
    const least = Math.floor(half.missing / LONGEST_RECORD);
    for (let ahead = Math.max(1, least); ahead < least + TRIES && this.#tries > 0; ahead++) {
      this.#tries--;
      const opened = protection.open(record, first + ahead);
      if (!opened) continue;
      half.missing = undefined;
      return { opened, sequence: first + ahead };
    }
    if (this.#tries <= 0) half.missing = undefined;
    return undefined;
  }

  /**
   * After records that stayed closed, and after early data that was rejected, a later key may be in
   * force already. That is not guessed: a record opens under its own key alone.
   */
  #later(
    side: Side,
    half: Half,
    handshake: Handshake,
    record: ArrivedRecord,
  ): Opened | undefined {
    const { suite } = handshake;
    if (!handshake.isTls13 || !suite || handshake.whyNot) return undefined;
    const { missing, sequence } = half;
    // Of what stayed closed, most was under the later key if it was much.
    const first = missing === undefined ? 0 : Math.max(0, sequence - HANDSHAKE_RECORDS);
    for (const [epoch, secret] of laterSecrets(side, half, handshake, suite)) {
      const protection = this.#laterProtection(suite, secret);
      const found = this.#find(half, protection, record, first);
      if (!found) continue;
      half.turn(epoch);
      half.secret = secret;
      half.protection = ahead(protection);
      half.sequence = found.sequence;
      return found.opened;
    }
    return undefined;
  }

  #laterProtection(suite: SuiteDescription, secret: Uint8Array): Protection {
    let protection = this.#laterProtections.get(secret);
    if (!protection) {
      protection = protect13(suite, secret);
      this.#laterProtections.set(secret, protection);
    }
    return protection;
  }

  #protection(side: Side, half: Half, handshake: Handshake): Protection | "hello" | "key" | Text {
    if (half.protection) return half.protection;
    const found = half.epoch === "changed"
      ? this.#protection12(side, half.agreed)
      : half.epoch === "early"
      ? this.#protectionEarly(half, handshake)
      : this.#protection13(side, half, handshake);
    if (typeof found === "object" && "open" in found) return half.protection = ahead(found);
    return found;
  }

  #protection12(side: Side, agreed: Handshake | undefined): Protection | "key" | Text {
    const why = agreed?.whyNot;
    if (!agreed?.suite || why) return why ?? NO_HELLO;
    const block = agreed.keyBlock;
    if (!block) return this.#missing();
    const { suite, version, encryptThenMac } = agreed;
    return protect12(suite, version!, block[side], { encryptThenMac });
  }

  #protection13(side: Side, half: Half, handshake: Handshake): Protection | "hello" | "key" | Text {
    if (handshake.version === undefined) {
      // A server's hello is the first that it says.
      return side === "client" && handshake.clientRandom ? "hello" : NO_HELLO;
    }
    const why = handshake.whyNot;
    if (!handshake.suite || why) return why ?? NO_HELLO;
    const { secrets } = handshake;
    half.secret ??= secrets?.get(LABELS[side][half.epoch] ?? "");
    if (half.secret) return protect13(handshake.suite, half.secret);
    const passed = LATER[half.epoch].some((epoch) => secrets?.has(LABELS[side][epoch]!));
    return passed ? NO_KEY : this.#missing();
  }

  /** Early data comes before the ServerHello: its suite is one of those offered, whichever opens it. */
  #protectionEarly(half: Half, handshake: Handshake): Protection | "key" | Text {
    const { secrets } = handshake;
    const secret = secrets?.get(LABELS.client["early"]!);
    if (!secret) return secrets?.has(LABELS.client["handshake"]!) ? NO_KEY : this.#missing();
    const record = half.first;
    for (const code of new Set(handshake.offeredSuites.slice(0, TRIES))) {
      const suite = describeSuite(code);
      if (!suite?.tls13Only || whyNot(suite, 0x0304)) continue;
      if (HASH_LENGTHS[suiteHash(suite)] !== secret.length) continue;
      const protection = protect13(suite, secret);
      if (!record || !protection.open(record, half.sequence)) continue;
      half.secret = secret;
      return protection;
    }
    return NO_KEY;
  }

  #missing(): "key" | Text {
    return this.#keysMayCome ? "key" : NO_KEY;
  }
}

/** The secrets of the keys that may follow the one in force. */
function* laterSecrets(
  side: Side,
  half: Half,
  { secrets }: Handshake,
  suite: SuiteDescription,
): Generator<[Epoch, Uint8Array]> {
  for (const epoch of LATER[half.epoch]) {
    const secret = secrets?.get(LABELS[side][epoch]!);
    if (secret) yield [epoch, secret];
  }
  // Among what is missing may be a key_update.
  if (half.epoch === "application" && half.secret && half.missing !== undefined) {
    yield ["application", nextTrafficSecret(suiteHash(suite), half.secret)];
  }
}

const HASH_LENGTHS: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };
