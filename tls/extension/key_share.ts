/**
 * The public keys the two sides agree on a key with (RFC 8446 section 4.2.8), taken apart: the points
 * of curves into coordinates, hybrids into the classical key and what ML-KEM adds.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { readNested } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";
import { GROUPS } from "../registry/groups.ts";
import { nameOf } from "../registry/registry.ts";

/** Public keys for the key exchange. */
export interface KeyShare {
  /** `key_share`. */
  readonly type: "key_share";
  /** The keys: of the client one for each group it guesses at, of the server one. */
  readonly shares: readonly KeyShareEntry[];
  /** The group the server asks for another key in; only in a HelloRetryRequest. */
  readonly selectedGroup?: number;
}

/** A public key and its group. */
export interface KeyShareEntry {
  /** The group. */
  readonly group: number;
  /** The key, as it is on the wire. */
  readonly key: Uint8Array;
}

/** Reads `key_share`. */
export function readKeyShare(reader: Reader, inMessage: ExtendedMessage): KeyShare {
  switch (inMessage) {
    case "CH": {
      const read = () => readEntry(reader, "key_share_entry", "client");
      return { type: "key_share", shares: reader.list("client_shares", 2, read) };
    }
    case "HRR":
      return {
        type: "key_share",
        shares: [],
        selectedGroup: reader.uint16("selected_group", GROUPS),
      };
    default:
      return { type: "key_share", shares: [readEntry(reader, "server_share", "server")] };
  }
}

/** Whose key it is: what ML-KEM sends differs. */
type Sender = "client" | "server";

function readEntry(reader: Reader, name: string, sender: Sender): KeyShareEntry {
  return reader.group(name, () => {
    const group = reader.uint16("group", GROUPS);
    const read = (_: Reader, length: number) => readKey(reader, group, length, sender);
    const key = readNested(reader, "key_exchange", 2, read, { least: 1 });
    return { group, key };
  }, ({ group }) => nameOf(GROUPS, group));
}

/** A part of a key exchange: its field's name, and its length in bytes from either side. */
type Part = readonly [name: string, client: number, server: number];

const X25519: Part = ["x25519_public_key", 32, 32];
const POINT_256: Part = ["ec_point", 65, 65];
const POINT_384: Part = ["ec_point", 97, 97];
const POINT_521: Part = ["ec_point", 133, 133];
const MLKEM_512: Part = ["mlkem", 800, 768];
const MLKEM_768: Part = ["mlkem", 1184, 1088];
const MLKEM_1024: Part = ["mlkem", 1568, 1568];

/** What the key exchange of each group consists of (RFC 7748, RFC 8446, RFC 10024 and the drafts). */
const PARTS: ReadonlyMap<number, readonly Part[]> = new Map([
  [0x0017, [POINT_256]],
  [0x0018, [POINT_384]],
  [0x0019, [POINT_521]],
  [0x001d, [X25519]],
  [0x001e, [["x448_public_key", 56, 56]]],
  [0x001f, [POINT_256]],
  [0x0020, [POINT_384]],
  [0x0021, [["ec_point", 129, 129]]],
  [0x0029, [POINT_256]],
  [0x0100, [["dh_public_value", 256, 256]]],
  [0x0101, [["dh_public_value", 384, 384]]],
  [0x0102, [["dh_public_value", 512, 512]]],
  [0x0103, [["dh_public_value", 768, 768]]],
  [0x0104, [["dh_public_value", 1024, 1024]]],
  [0x0200, [MLKEM_512]],
  [0x0201, [MLKEM_768]],
  [0x0202, [MLKEM_1024]],
  [0x11e9, [POINT_256, MLKEM_512]],
  [0x11ea, [MLKEM_512, X25519]],
  [0x11eb, [POINT_256, MLKEM_768]],
  [0x11ec, [MLKEM_768, X25519]], // The one hybrid whose parts come in the opposite order of its name.
  [0x11ed, [POINT_384, MLKEM_1024]],
  [0x11ee, [POINT_256, MLKEM_768]],
  [0x6399, [X25519, MLKEM_768]],
  [0x639a, [POINT_256, MLKEM_768]],
]);

function readKey(reader: Reader, group: number, length: number, sender: Sender): void {
  const parts = PARTS.get(group);
  const lengthOf = ([, client, server]: Part) => sender === "client" ? client : server;
  const expected = parts?.reduce((sum, part) => sum + lengthOf(part), 0);
  if (!parts || length !== expected) {
    if (expected !== undefined) reader.troubles.push(wrongLength(reader, group, length, expected));
    reader.bytes("key_exchange", length);
    return;
  }
  for (const part of parts) {
    const [name] = part;
    if (name === "ec_point") readPoint(reader, lengthOf(part));
    else if (name !== "mlkem") reader.bytes(name, lengthOf(part));
    else if (sender === "client") reader.bytes("mlkem_encapsulation_key", lengthOf(part));
    else reader.bytes("mlkem_ciphertext", lengthOf(part));
  }
}

/** Section 4.2.8.2: points are never compressed, so that the first byte is always 4. */
function readPoint(reader: Reader, length: number): void {
  reader.group("ec_point", () => {
    reader.uint8("legacy_form");
    reader.bytes("X", (length - 1) / 2);
    reader.bytes("Y", (length - 1) / 2);
  });
}

function wrongLength(reader: Reader, group: number, length: number, expected: number): Malformed {
  const name = nameOf(GROUPS, group);
  return new Malformed(
    reader.offset,
    `The key exchange of ${name} has ${length} bytes instead of ${expected}`,
    `${name} 的密钥交换有 ${length} 字节，应为 ${expected} 字节`,
  );
}
