/**
 * Follows a captured connection with nothing but the keys and the protections under test: just enough of
 * the protocol to know which key is in force.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Side } from "../../../tls/event.ts";
import { KeyLog } from "../../../tls/key_log.ts";
import { nextTrafficSecret, suiteHash } from "../../../tls/key_schedule.ts";
import { handshakeHash, keyBlock } from "../../../tls/prf.ts";
import type { Fragment, Opened, Protection } from "../../../tls/protection/protection.ts";
import { protect12 } from "../../../tls/protection/tls12.ts";
import { protect13 } from "../../../tls/protection/tls13.ts";
import { describeSuite, type SuiteDescription } from "../../../tls/registry/cipher_suites.ts";
import type { Capture } from "./captured.ts";

/** What the hellos say. */
export interface Hellos {
  clientRandom: Uint8Array;
  serverRandom: Uint8Array;
  suite: SuiteDescription;
  version: number;
  encryptThenMac: boolean;
  extendedMasterSecret: boolean;
}

/** A protected record, and what it was opened with and to. */
export interface Followed {
  from: Side;
  record: Fragment;
  sequence: number;
  /** Makes the protection anew, as it was before the first record. */
  protection: () => Protection;
  opened: Opened | undefined;
}

/** A handshake message, and the hash of all messages before it. */
export interface Message {
  from: Side;
  type: number;
  bytes: Uint8Array;
  hashBefore: Uint8Array;
}

/** A connection from end to end. */
export interface Connection {
  hellos: Hellos;
  secrets: ReadonlyMap<string, Uint8Array>;
  records: Followed[];
  messages: Message[];
}

export function fragmentOf(bytes: Uint8Array): Fragment {
  return {
    contentType: bytes[0]!,
    version: bytes[1]! << 8 | bytes[2]!,
    header: bytes.subarray(0, 5),
    fragment: bytes.subarray(5),
  };
}

/** Follows a connection to its end. */
export function follow({ keyLog, records }: Capture): Connection {
  const hellos = readHellos(records);
  const log = new KeyLog();
  log.add(keyLog);
  const secrets = log.secretsOf(hellos.clientRandom)!;
  const { suite, version } = hellos;
  const hash = version === 0x0304 ? suiteHash(suite) : handshakeHash(version, suite);
  const transcript = createHash(hash);
  const connection: Connection = { hellos, secrets, records: [], messages: [] };
  const inForce: Partial<
    Record<Side, { fresh: () => Protection; protection: Protection; sequence: number }>
  > = {};
  const updates: Record<Side, number> = { client: 1, server: 1 };
  const start = (from: Side, epoch: number) => {
    const fresh = () => protect(from, epoch);
    inForce[from] = { fresh, protection: fresh(), sequence: 0 };
  };
  const protect = protectionsOf(hellos, secrets);

  for (const { from, bytes } of records) {
    const record = fragmentOf(bytes);
    const state = inForce[from];
    let content = record.fragment;
    let contentType = record.contentType;
    if (contentType === 20) {
      if (version < 0x0304) start(from, 0);
      continue;
    }
    if (state && (version < 0x0304 || contentType === 23)) {
      const sequence = state.sequence++;
      const opened = state.protection.open(record, sequence);
      connection.records.push({ from, record, sequence, protection: state.fresh, opened });
      content = opened?.content ?? new Uint8Array();
      contentType = opened?.contentType ?? 0;
    }
    if (contentType !== 22) continue;
    for (const message of messagesIn(content)) {
      const type = message[0]!;
      const hashBefore = new Uint8Array(transcript.copy().digest());
      connection.messages.push({ from, type, bytes: message, hashBefore });
      transcript.update(message);
      if (version < 0x0304) continue;
      if (type === 2) {
        start("client", 0);
        start("server", 0);
      }
      if (type === 20) start(from, 1);
      if (type === 24) start(from, ++updates[from]);
    }
  }
  return connection;
}

/**
 * Makes the protection of a side; in TLS 1.3 that of the handshake (0), of the application (1) or after
 * key updates (2 and more).
 */
function protectionsOf(hellos: Hellos, secrets: ReadonlyMap<string, Uint8Array>) {
  const { clientRandom, encryptThenMac, serverRandom, suite, version } = hellos;
  if (version === 0x0304) {
    return (side: Side, epoch: number) => {
      const label = epoch === 0 ? "HANDSHAKE_TRAFFIC_SECRET" : "TRAFFIC_SECRET_0";
      let secret = secrets.get(`${side.toUpperCase()}_${label}`)!;
      for (let i = 1; i < epoch; i++) secret = nextTrafficSecret(suiteHash(suite), secret);
      return protect13(suite, secret);
    };
  }
  const master = secrets.get("CLIENT_RANDOM")!;
  const keys = keyBlock(version, suite, master, clientRandom, serverRandom);
  return (side: Side) => protect12(suite, version, keys[side], { encryptThenMac });
}

function readHellos(records: Capture["records"]): Hellos {
  const [client, server] = (["client", "server"] as const).map((side) =>
    records.find(({ from }) => from === side)!.bytes
  ) as [Uint8Array, Uint8Array];
  const view = new DataView(server.buffer, server.byteOffset);
  let at = 44 + server[43]!;
  const suite = describeSuite(view.getUint16(at))!;
  const extensions = new Map<number, Uint8Array>();
  const end = 9 + view.getUint16(7);
  for (at += 5; at < end;) {
    const length = view.getUint16(at + 2);
    extensions.set(view.getUint16(at), server.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const selected = extensions.get(43);
  return {
    clientRandom: client.subarray(11, 43),
    serverRandom: server.subarray(11, 43),
    suite,
    version: selected ? selected[0]! << 8 | selected[1]! : view.getUint16(9),
    encryptThenMac: extensions.has(22),
    extendedMasterSecret: extensions.has(23),
  };
}

function* messagesIn(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length;) {
    const length = 4 + (content[at + 1]! << 16 | content[at + 2]! << 8 | content[at + 3]!);
    yield content.subarray(at, at += length);
  }
}
