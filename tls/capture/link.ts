/**
 * The link layer: where in a captured packet the IP packet begins.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";

/** Where an IP packet begins. */
export interface IpPlace {
  /** The version of IP the link layer announces. */
  readonly version: 4 | 6;
  /** Where it begins, in bytes from the start of the captured packet. */
  readonly offset: number;
}

/** The link types that are read; numbers of the LINKTYPE_ registry. */
export const LinkType = {
  null: 0,
  ethernet: 1,
  raw12: 12,
  raw14: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const READ: ReadonlySet<number> = new Set(Object.values(LinkType));

/** Names of link types that a capture may have and that are not read. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [6, "IEEE 802.5 Token Ring"],
  [8, "SLIP"],
  [9, "PPP"],
  [10, "FDDI"],
  [50, "PPP in HDLC-like framing"],
  [51, "PPPoE"],
  [104, "Cisco HDLC"],
  [105, "IEEE 802.11"],
  [107, "Frame Relay"],
  [117, "OpenBSD pflog"],
  [119, "IEEE 802.11 with Prism header"],
  [127, "IEEE 802.11 with radiotap header"],
  [147, "private use 0"],
  [187, "Bluetooth HCI"],
  [189, "Linux USB"],
  [192, "Per-Packet Information"],
  [195, "IEEE 802.15.4"],
  [201, "Bluetooth HCI with direction"],
  [220, "Linux USB with padding"],
  [227, "SocketCAN"],
  [230, "IEEE 802.15.4 without FCS"],
  [239, "NFLOG"],
  [249, "USBPcap"],
  [252, "Wireshark Upper PDU"],
  [253, "Linux Netlink"],
]);

/**
 * Says why the packets of a link type cannot be read.
 *
 * @param linkType A number of the LINKTYPE_ registry.
 * @returns The reason; undefined if they can.
 */
export function linkTypeProblem(linkType: number): Text | undefined {
  if (READ.has(linkType)) return undefined;
  const name = OTHERS.get(linkType);
  return {
    en: `Packets of link type ${linkType}${name ? ` (${name})` : ""} cannot be read`,
    zh: `无法读取链路类型 ${linkType}${name ? `（${name}）` : ""}的数据包`,
  };
}

/**
 * Finds the IP packet in a captured packet.
 *
 * @param linkType What the packet begins with, a number of the LINKTYPE_ registry.
 * @param data The packet.
 * @returns Where the IP packet begins; undefined if there is none, the packet is cut off before it, or
 * the link type is not read (see {@linkcode linkTypeProblem}).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { LinkType, linkPayload } from "./link.ts";
 *
 * const frame = new Uint8Array(54);
 * frame.set([0x86, 0xdd], 12);
 * assertEquals(linkPayload(LinkType.ethernet, frame), { version: 6, offset: 14 });
 * ```
 */
export function linkPayload(linkType: number, data: Uint8Array): IpPlace | undefined {
  switch (linkType) {
    case LinkType.ethernet:
      return behindEtherType(data, 12, 14);
    case LinkType.linuxCooked:
      return behindEtherType(data, 14, 16);
    case LinkType.linuxCooked2:
      return behindEtherType(data, 0, 20);
    case LinkType.null: {
      // In the byte order of the machine that captured; all families fit in a byte.
      const family = data[0] || data[3];
      return family === undefined ? undefined : ofFamily(family, data);
    }
    case LinkType.loop:
      return ofFamily(data[3] ?? 0, data);
    case LinkType.raw:
    case LinkType.raw12:
    case LinkType.raw14: {
      const version = (data[0] ?? 0) >> 4;
      return version === 4 || version === 6 ? { version, offset: 0 } : undefined;
    }
    case LinkType.ipv4:
      return { version: 4, offset: 0 };
    case LinkType.ipv6:
      return { version: 6, offset: 0 };
    default:
      return undefined;
  }
}

/** EtherTypes of VLAN tags: IEEE 802.1Q, 802.1ad, and what came before the latter. */
function isVlan(etherType: number): boolean {
  return etherType === 0x8100 || etherType === 0x88a8 || etherType === 0x9100;
}

/**
 * @param at Where the EtherType stands.
 * @param offset Where what it names begins.
 */
function behindEtherType(data: Uint8Array, at: number, offset: number): IpPlace | undefined {
  let etherType = uint16(data, at);
  // Each tag is two bytes of its own and the EtherType of what follows.
  for (; isVlan(etherType); offset += 4) etherType = uint16(data, offset + 2);
  if (offset > data.length) return undefined;
  if (etherType === 0x0800) return { version: 4, offset };
  if (etherType === 0x86dd) return { version: 6, offset };
  return undefined;
}

/** AF_INET is 2 everywhere; AF_INET6 is 10 on Linux, 24, 28 and 30 on the BSDs and macOS. */
function ofFamily(family: number, data: Uint8Array): IpPlace | undefined {
  if (data.length < 4) return undefined;
  if (family === 2) return { version: 4, offset: 4 };
  if (family === 10 || family === 24 || family === 28 || family === 30) {
    return { version: 6, offset: 4 };
  }
  return undefined;
}

function uint16(data: Uint8Array, at: number): number {
  return at + 2 <= data.length ? data[at]! << 8 | data[at + 1]! : 0;
}
