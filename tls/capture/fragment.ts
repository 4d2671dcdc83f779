/**
 * Fragments of IP packets, kept until the packet is whole (RFC 791 section 3.2, RFC 8200 section 4.5).
 *
 * @module
 */

/** How many packets may be in pieces at once; each takes 72 KiB at most. */
const MOST_PACKETS = 512;

/** How long pieces wait for the rest, in seconds: what RFC 8200 section 4.5 gives them. */
const PATIENCE = 60;

/** The most a packet can carry, in bytes. */
const MOST_BYTES = 65535;

/** A piece of an IP packet. */
export interface Fragment {
  /** The packet's source and destination addresses. */
  readonly addresses: Uint8Array;
  /** What the packet carries, as this piece says: in IPv6, only the first piece's word counts. */
  readonly protocol: number;
  /** Which packet it is of. */
  readonly identification: number;
  /** Where in the packet it belongs, in bytes; a multiple of 8. */
  readonly offset: number;
  /** Whether there are pieces behind it. */
  readonly more: boolean;
  /** The piece. */
  readonly bytes: Uint8Array;
}

/** What came of a piece. */
export interface Placed {
  /** Whether it contradicts an earlier piece: about bytes they share, or how long the packet is. */
  readonly conflict: boolean;
  /** The packet's payload and what it is, if this piece made it whole. */
  readonly whole?: { readonly bytes: Uint8Array; readonly protocol: number };
}

/** A packet of which pieces are missing. */
interface Pieces {
  readonly since: number;
  bytes: Uint8Array;
  /** For every 8 bytes, whether they are there. */
  readonly there: Uint8Array;
  /** For how many. */
  count: number;
  /** Where the furthest piece ends. */
  end: number;
  /** How long the packet is; undefined before the last piece. */
  total: number | undefined;
  protocol: number;
}

/** Puts IP packets together, in bounded memory: the oldest give way. */
export class FragmentStore {
  /** In the order in which their first pieces came. */
  readonly #packets = new Map<string, Pieces>();

  /**
   * Adds a piece. Where pieces overlap, the one that came first counts.
   *
   * @param fragment The piece.
   * @param time When it came, in seconds.
   * @returns What came of it.
   */
  add(fragment: Fragment, time: number): Placed {
    const { bytes, offset, more } = fragment;
    const end = offset + bytes.length;
    // Only the last piece may end anywhere, and a piece of nothing is none.
    if (bytes.length === 0 || end > MOST_BYTES || (more && bytes.length % 8 !== 0)) {
      return { conflict: false };
    }
    const key = keyOf(fragment);
    const pieces = this.#piecesOf(key, time);
    const { total } = pieces;
    // The last piece says how long the packet is; none may contradict it.
    if (more ? total !== undefined && end > total : end !== (total ?? end) || end < pieces.end) {
      return { conflict: true };
    }
    if (!more) pieces.total = end;
    if (offset === 0 && !pieces.there[0]) pieces.protocol = fragment.protocol;
    const conflict = place(pieces, bytes, offset);
    if (pieces.total === undefined || pieces.count < Math.ceil(pieces.total / 8)) {
      return { conflict };
    }
    this.#packets.delete(key);
    const whole = { bytes: pieces.bytes.subarray(0, pieces.total), protocol: pieces.protocol };
    return { conflict, whole };
  }

  #piecesOf(key: string, time: number): Pieces {
    const known = this.#packets.get(key);
    if (known && time - known.since <= PATIENCE) return known;
    this.#packets.delete(key);
    for (const [oldest, { since }] of this.#packets) {
      if (this.#packets.size < MOST_PACKETS && time - since <= PATIENCE) break;
      this.#packets.delete(oldest);
    }
    const pieces: Pieces = {
      since: time,
      bytes: new Uint8Array(4096),
      there: new Uint8Array(8192),
      count: 0,
      end: 0,
      total: undefined,
      protocol: 0,
    };
    this.#packets.set(key, pieces);
    return pieces;
  }
}

/** Copies what is not there yet; tells whether what is there already differs. */
function place(pieces: Pieces, bytes: Uint8Array, offset: number): boolean {
  const end = offset + bytes.length;
  if (end > pieces.bytes.length) {
    const larger = new Uint8Array(Math.min(65536, Math.max(end, 2 * pieces.bytes.length)));
    larger.set(pieces.bytes);
    pieces.bytes = larger;
  }
  pieces.end = Math.max(pieces.end, end);
  let conflict = false;
  for (let at = offset; at < end; at += 8) {
    const eight = bytes.subarray(at - offset, at - offset + 8);
    if (pieces.there[at / 8]) {
      conflict ||= eight.some((byte, i) => byte !== pieces.bytes[at + i]);
    } else {
      pieces.there[at / 8] = 1;
      pieces.count++;
      pieces.bytes.set(eight, at);
    }
  }
  return conflict;
}

function keyOf({ addresses, protocol, identification }: Fragment): string {
  // In IPv6 the protocol does not belong to the key: every piece but the first may say anything.
  const kind = addresses.length === 8 ? protocol : -1;
  return `${addresses.join()} ${identification} ${kind}`;
}
