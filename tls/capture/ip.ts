/**
 * IP version 4 (RFC 791) and 6 (RFC 8200): from packets to what they carry.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { FragmentStore } from "./fragment.ts";

/** What an IP packet carries, once it is whole. */
export interface Datagram {
  /** The source address, then the destination address: 4 bytes each, or 16 each. */
  readonly addresses: Uint8Array;
  /** What the payload is: a number of IANA's registry of protocol numbers, such as 6, TCP. */
  readonly protocol: number;
  /** The payload, as far as it was captured; a view on what was pushed, or a copy. */
  readonly payload: Uint8Array;
  /** How many bytes at the end of the payload were not captured. */
  readonly missing: number;
}

/** Who is told what the IP packets carry. */
export interface IpSink {
  /** A datagram; `time` is when the packet passed that made it whole. */
  datagram(datagram: Datagram, time: number): void;
  /** Something is wrong with a packet; its offset is the one given with the packet. */
  trouble(trouble: Malformed): void;
}

/** An IP packet as it was captured. */
export interface IpPacket {
  /** The packet, from its IP header; there may be padding behind it. */
  readonly data: Uint8Array;
  /** How many bytes of it there were on the wire. */
  readonly originalLength: number;
  /** When it passed, in seconds since 1970. */
  readonly time: number;
  /** What troubles with it give as their offset. */
  readonly offset: number;
}

/** What is known of a packet while its headers are being read. */
interface Body {
  readonly addresses: Uint8Array;
  readonly bytes: Uint8Array;
  readonly missing: number;
}

/**
 * Reads IP packets of both versions and puts fragments together again.
 *
 * Packets that are no IP packets, or too short for their headers, are left out in silence: the network
 * leaves them out as well. Header checksums are not checked, since network cards may compute them only
 * after the packet was captured.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatIp } from "../../x509/general_name.ts";
 * import { IpReader } from "./ip.ts";
 *
 * const told: string[] = [];
 * const reader = new IpReader({
 *   datagram: ({ addresses, payload }) =>
 *     told.push(`${formatIp(addresses.subarray(0, 4))} sends ${payload.join()}`),
 *   trouble: (trouble) => console.error(trouble.message),
 * });
 * // deno-fmt-ignore
 * const data = new Uint8Array([0x45, 0, 0, 22, 0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 2, 8, 9]);
 * reader.push({ data, originalLength: 22, time: 0, offset: 0 });
 * assertEquals(told, ["127.0.0.1 sends 8,9"]);
 * ```
 */
export class IpReader {
  readonly #sink: IpSink;
  readonly #fragments = new FragmentStore();

  /** Starts with no fragments waiting. */
  constructor(sink: IpSink) {
    this.#sink = sink;
  }

  /**
   * Reads a packet.
   *
   * @param packet The packet; which version of IP it is of it says itself.
   */
  push(packet: IpPacket): void {
    const version = (packet.data[0] ?? 0) >> 4;
    if (version === 4) this.#version4(packet);
    else if (version === 6) this.#version6(packet);
  }

  #version4(packet: IpPacket): void {
    const { data } = packet;
    const header = (data[0]! & 15) * 4;
    if (header < 20 || data.length < header) return;
    // A length of 0 is left by network cards that cut large packets up only after the capture.
    const total = uint16(data, 2) || packet.originalLength;
    if (total < header) return;
    const body: Body = {
      addresses: data.subarray(12, 20),
      bytes: data.subarray(header, total),
      missing: Math.max(0, total - data.length),
    };
    const protocol = data[9]!;
    const fragment = uint16(data, 6);
    const more = (fragment & 0x2000) !== 0;
    const offset = (fragment & 0x1fff) * 8;
    if (!more && offset === 0) return this.#tell(body, protocol, packet.time);
    const identification = uint16(data, 4);
    const whole = this.#fragment(packet, body, protocol, identification, offset, more);
    if (whole) this.#tell(whole, protocol, packet.time);
  }

  #version6(packet: IpPacket): void {
    const { data } = packet;
    if (data.length < 40) return;
    // A length of 0 is a jumbogram's, or left by a network card as in IPv4.
    const length = uint16(data, 4) || Math.max(0, packet.originalLength - 40);
    this.#behindHeaders(packet, {
      addresses: data.subarray(8, 40),
      bytes: data.subarray(40, 40 + length),
      missing: Math.max(0, 40 + length - data.length),
    }, data[6]!);
  }

  /** Steps over extension headers (RFC 8200 section 4) to what they stand before. */
  #behindHeaders(packet: IpPacket, body: Body, protocol: number): void {
    const { bytes } = body;
    let at = 0;
    while (isExtension(protocol)) {
      if (at + 8 > bytes.length) return;
      const next = bytes[at]!;
      const length = bytes[at + 1]!;
      if (protocol === FRAGMENT) {
        const offset = uint16(bytes, at + 2) & 0xfff8;
        const more = (bytes[at + 3]! & 1) !== 0;
        at += 8;
        if (more || offset > 0) {
          const identification = uint16(bytes, at - 4) * 0x10000 + uint16(bytes, at - 2);
          const piece = { ...body, bytes: bytes.subarray(at) };
          const whole = this.#fragment(packet, piece, next, identification, offset, more);
          if (whole) this.#behindHeaders(packet, whole, whole.protocol);
          return;
        }
      } else if (protocol === AUTHENTICATION) at += (length + 2) * 4;
      else at += (length + 1) * 8;
      protocol = next;
    }
    if (at > bytes.length) return;
    this.#tell({ ...body, bytes: bytes.subarray(at) }, protocol, packet.time);
  }

  #fragment(
    packet: IpPacket,
    { addresses, bytes, missing }: Body,
    protocol: number,
    identification: number,
    offset: number,
    more: boolean,
  ): Body & { protocol: number } | undefined {
    // What is not there cannot be put together.
    if (missing > 0) return undefined;
    const done = this.#fragments.add(
      { addresses, protocol, identification, offset, more, bytes },
      packet.time,
    );
    if (done.conflict) {
      this.#sink.trouble(
        new Malformed(
          packet.offset,
          "An IP fragment contradicts an earlier one of the same packet; the earlier one counts",
          "一个 IP 分片与同一数据包先前的分片矛盾；以先前的为准",
        ),
      );
    }
    return done.whole && { addresses, missing: 0, ...done.whole };
  }

  #tell({ addresses, bytes, missing }: Body, protocol: number, time: number): void {
    this.#sink.datagram({ addresses, protocol, payload: bytes, missing }, time);
  }
}

const FRAGMENT = 44;
const AUTHENTICATION = 51;

/** Hop-by-hop options, routing, fragment, authentication, destination options, mobility, HIP, shim6. */
function isExtension(protocol: number): boolean {
  switch (protocol) {
    case 0:
    case 43:
    case FRAGMENT:
    case AUTHENTICATION:
    case 60:
    case 135:
    case 139:
    case 140:
      return true;
    default:
      return false;
  }
}

function uint16(data: Uint8Array, at: number): number {
  return data[at]! << 8 | data[at + 1]!;
}
