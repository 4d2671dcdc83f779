/**
 * What was said on a recorded connection, to be changed and sealed again under the keys it had.
 *
 * @module
 */
import { createCipheriv } from "node:crypto";
import type { Side } from "../../../tls/event.ts";
import { KeyLog } from "../../../tls/key_log.ts";
import { nextTrafficSecret, suiteHash, trafficKeys } from "../../../tls/key_schedule.ts";
import { keyBlock } from "../../../tls/prf.ts";
import { mixedNonce, pseudoHeader } from "../../../tls/protection/protection.ts";
import { describeSuite, type SuiteDescription } from "../../../tls/registry/cipher_suites.ts";
import { ContentType } from "../../../tls/registry/content_types.ts";
import { bytes } from "../message/build.ts";
import type { Capture } from "../protection/captured.ts";
import { decode, type Sent, summaryOf } from "./listen.ts";

/** Something a side said: what stands in one record before it is protected. */
export interface Spoken {
  readonly from: Side;
  /** The message's name, `alert` or `data`. */
  readonly name: string;
  readonly contentType: number;
  readonly content: Uint8Array;
  /**
   * What protects it: `clear` nothing; in TLS 1.3 `early`, `handshake`, `application`, and `application 1`
   * after the first key update; up to TLS 1.2 `changed 1` what the first handshake agreed on.
   */
  readonly key: string;
  /** How many zeros follow the content, in TLS 1.3. */
  readonly padding?: number;
}

/** Everything that was said on a connection, each message by itself. */
export function spokenOn({ keyLog, records }: Capture): Spoken[] {
  const events = decode(records, { keyLog, proofs: false });
  const isTls13 = summaryOf(events).version === "TLS 1.3";
  const spoken: Spoken[] = [];
  const keys: Record<Side, string> = { client: "clear", server: "clear" };
  const updates: Record<Side, number> = { client: 0, server: 0 };
  let handshakes = 0;
  for (const event of events) {
    if (event.type !== "message" && event.type !== "data" && event.type !== "alert") continue;
    const { from, encrypted, bytes, padding } = event;
    const name = event.type === "message" ? event.name : event.type;
    const early = event.type === "data" && event.early || name === "end_of_early_data";
    spoken.push({
      from,
      name,
      contentType: contentTypeOf(name),
      content: bytes,
      key: !encrypted ? "clear" : early ? "early" : keys[from],
      ...(padding && { padding }),
    });
    if (name === "client_hello") handshakes++;
    if (!isTls13 && name === "change_cipher_spec") keys[from] = `changed ${handshakes}`;
    if (!isTls13) continue;
    if (name === "server_hello") keys.client = keys.server = "handshake";
    if (name === "finished") keys[from] = keys[from] === "handshake" ? "application" : keys[from];
    if (name === "key_update") keys[from] = `application ${++updates[from]}`;
  }
  return spoken;
}

function contentTypeOf(name: string): number {
  switch (name) {
    case "data":
      return ContentType.applicationData;
    case "alert":
      return ContentType.alert;
    case "change_cipher_spec":
      return ContentType.changeCipherSpec;
    default:
      return ContentType.handshake;
  }
}

/** A record in the clear. */
export function record(contentType: number, fragment: Uint8Array, version = 0x0303): Uint8Array {
  const { length } = fragment;
  const header = [contentType, version >> 8, version, length >> 8, length];
  return bytes(new Uint8Array(header), fragment);
}

/** Seals what was said, in that order, under the keys of the recording. */
export function sealed(recording: Capture, spoken: Iterable<Spoken>): Sent[] {
  const sealer = new Sealer(recording);
  return [...spoken].map((said) => ({ from: said.from, bytes: sealer.seal(said) }));
}

/** What the hellos of a handshake agreed on. */
interface Agreed {
  readonly clientRandom: Uint8Array;
  readonly serverRandom: Uint8Array;
  readonly version: number;
  readonly suite: SuiteDescription;
}

interface WriteKey {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

const KEYS = new WeakMap<Capture, Keys>();

function keysOf(recording: Capture): Keys {
  let keys = KEYS.get(recording);
  if (!keys) KEYS.set(recording, keys = new Keys(recording));
  return keys;
}

/** Seals records under the keys of a recorded connection; its suite has to be one with AES-GCM. */
class Sealer {
  readonly #keys: Keys;
  readonly #sequences = new Map<string, number>();

  constructor(recording: Capture) {
    this.#keys = keysOf(recording);
  }

  /** The record for it; the sequence number goes on under each key. */
  seal({ from, contentType, content, key, padding = 0 }: Spoken): Uint8Array {
    if (key === "clear") return record(contentType, content);
    const name = `${from} ${key}`;
    const sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, sequence + 1);
    const state = this.#keys.of(from, key);
    if (key.startsWith("changed")) return sealed12(state, sequence, contentType, content);
    const inner = new Uint8Array(content.length + 1 + padding);
    inner.set(content);
    inner[content.length] = contentType;
    const header = new Uint8Array([23, 3, 3, (inner.length + 16) >> 8, inner.length + 16]);
    const nonce = mixedNonce(state.iv, sequence);
    return record(23, gcm(state.key, nonce, header, inner));
  }
}

/** The keys of a recorded connection. */
class Keys {
  readonly #agreed: readonly Agreed[];
  readonly #log = new KeyLog();
  readonly #derived = new Map<string, WriteKey>();

  constructor({ keyLog, records }: Capture) {
    this.#log.add(keyLog);
    this.#agreed = agreedOn(records, keyLog);
  }

  /** The key of a side under a name as {@linkcode Spoken} has it. */
  of(from: Side, key: string): WriteKey {
    const name = `${from} ${key}`;
    let derived = this.#derived.get(name);
    if (!derived) this.#derived.set(name, derived = this.#derive(from, key));
    return derived;
  }

  #derive(from: Side, name: string): WriteKey {
    const [epoch, number = "0"] = name.split(" ");
    if (epoch === "changed") {
      const { clientRandom, serverRandom, suite, version } = this.#agreed[Number(number) - 1]!;
      const master = this.#log.secretsOf(clientRandom)!.get("CLIENT_RANDOM")!;
      return keyBlock(version, suite, master, clientRandom, serverRandom)[from];
    }
    const { clientRandom, suite } = this.#agreed[0]!;
    const label = epoch === "application" ? "TRAFFIC_SECRET_0" : `${epoch}_TRAFFIC_SECRET`;
    let secret = this.#log.secretsOf(clientRandom)!.get(`${from}_${label}`.toUpperCase())!;
    for (let i = 0; i < Number(number); i++) secret = nextTrafficSecret(suiteHash(suite), secret);
    return trafficKeys(suite, secret);
  }
}

function agreedOn(records: Capture["records"], keyLog: string): Agreed[] {
  const agreed: Agreed[] = [];
  let clientRandom = new Uint8Array();
  for (const event of decode(records, { keyLog, proofs: false })) {
    if (event.type !== "message") continue;
    const { message } = event;
    if (message?.type === "client_hello") clientRandom = Uint8Array.from(message.random);
    if (message?.type !== "server_hello") continue;
    const suite = describeSuite(message.cipherSuite)!;
    const version = suite.tls13Only ? 0x0304 : message.version;
    agreed.push({ clientRandom, serverRandom: message.random, version, suite });
  }
  return agreed;
}

/** A record of TLS 1.2 (RFC 5288 section 3); the part of the nonce it carries is the sequence number. */
function sealed12(
  { key, iv }: WriteKey,
  sequence: number,
  contentType: number,
  content: Uint8Array,
): Uint8Array {
  const explicit = mixedNonce(new Uint8Array(8), sequence);
  const plain = { contentType, version: 0x0303, header: content, fragment: content };
  const additional = pseudoHeader(plain, sequence, content.length);
  const ciphertext = gcm(key, bytes(iv, explicit), additional, content);
  return record(contentType, bytes(explicit, ciphertext));
}

function gcm(
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv(key.length === 32 ? "aes-256-gcm" : "aes-128-gcm", key, nonce);
  cipher.setAAD(additional);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return bytes(ciphertext, cipher.getAuthTag());
}
