/**
 * Opening records: which key is in force on a side, and where its secret comes from.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Side } from "./event.ts";
import type { ArrivedRecord, Epoch, Half } from "./half.ts";
import type { Handshake } from "./handshake.ts";
import { suiteHash } from "./key_schedule.ts";
import { ahead } from "./protection/ahead.ts";
import type { Opened, Protection } from "./protection/protection.ts";
import { protect12 } from "./protection/tls12.ts";
import { protect13 } from "./protection/tls13.ts";
import { whyNot } from "./protection/why_not.ts";
import { describeSuite } from "./registry/cipher_suites.ts";

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
  en: "No key for it: the key log does not have this connection",
  zh: "没有密钥：密钥日志中没有这个连接",
};

const NO_HELLO: Text = {
  en: "The hellos were not seen, so nobody can tell which key it is",
  zh: "没有看到 hello 消息，无法判断使用哪个密钥",
};

/** After missing records, how many sequence numbers are tried, for one record and in all. */
const TRIES = 64;
const ALL_TRIES = 2048;

/** Opens the records of one connection. */
export class Opening {
  readonly #keysMayCome: boolean;
  #tries = ALL_TRIES;

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
    let opened = "open" in known ? this.#try(half, known, record) : undefined;
    if (!opened) opened = this.#later(side, half, handshake, record);
    if (opened) {
      half.sequence++;
      return opened;
    }
    half.sequence++;
    return "open" in known ? "broken" : known;
  }

  #try(half: Half, protection: Protection, record: ArrivedRecord): Opened | undefined {
    const opened = protection.open(record, half.sequence);
    if (opened || !half.gap) return opened;
    for (let ahead = 1; ahead <= TRIES && this.#tries > 0; ahead++) {
      this.#tries--;
      const found = protection.open(record, half.sequence + ahead);
      if (!found) continue;
      half.sequence += ahead;
      half.gap = false;
      return found;
    }
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
    for (const epoch of LATER[half.epoch]) {
      const secret = handshake.secrets?.get(LABELS[side][epoch] ?? "");
      if (!secret || !handshake.suite || handshake.whyNot) continue;
      const protection = protect13(handshake.suite, secret);
      const opened = protection.open(record, 0);
      if (!opened) continue;
      half.turn(epoch);
      half.secret = secret;
      half.protection = protection;
      return opened;
    }
    return undefined;
  }

  #protection(side: Side, half: Half, handshake: Handshake): Protection | "hello" | "key" | Text {
    if (half.protection) return half.protection;
    const found = half.epoch === "changed"
      ? this.#protection12(side, half)
      : half.epoch === "early"
      ? this.#protectionEarly(half, handshake)
      : this.#protection13(side, half, handshake);
    if (typeof found === "object" && "open" in found) return half.protection = ahead(found);
    return found;
  }

  #protection12(side: Side, half: Half): Protection | "key" | Text {
    const { agreed } = half;
    const why = agreed?.whyNot;
    if (!agreed?.suite || why) return why ?? NO_HELLO;
    const block = agreed.keyBlock;
    if (!block) return this.#missing();
    const { suite, version, encryptThenMac } = agreed;
    return protect12(suite, version!, block[side], { encryptThenMac });
  }

  #protection13(side: Side, half: Half, handshake: Handshake): Protection | "hello" | "key" | Text {
    if (handshake.version === undefined) {
      return handshake.clientRandom ? "hello" : NO_HELLO;
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
    for (const code of handshake.offeredSuites.slice(0, TRIES)) {
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

const HASH_LENGTHS: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };
