/**
 * The two ends of a TCP connection: which connection a segment belongs to, and what they are called.
 *
 * @module
 */
import { formatIp } from "../../x509/general_name.ts";
import type { Datagram } from "./ip.ts";

/** Which connection a segment belongs to, and which way round it goes. */
export interface Path {
  /** The same for both directions of a connection, different for any other addresses and ports. */
  readonly key: string;
  /** Whether the sender is the end that sorts first. */
  readonly fromFirst: boolean;
}

/**
 * Tells which connection a segment belongs to. Addresses stay bytes: to format them for every packet
 * would take longer than all the rest.
 *
 * @param datagram A datagram whose payload has at least the two ports of TCP.
 * @returns The path.
 */
export function pathOf({ addresses, payload }: Datagram): Path {
  const source = uint16(payload, 0);
  const destination = uint16(payload, 2);
  const half = addresses.length / 2;
  let order = 0;
  for (let i = 0; order === 0 && i < half; i++) order = addresses[i]! - addresses[half + i]!;
  const fromFirst = (order || source - destination) <= 0;
  const [first, second] = fromFirst ? [0, half] : [half, 0];
  const ports = fromFirst
    ? String.fromCharCode(source, destination)
    : String.fromCharCode(destination, source);
  return { key: ports + addressKey(addresses, first) + addressKey(addresses, second), fromFirst };
}

function addressKey(addresses: Uint8Array, at: number): string {
  if (addresses.length === 8) {
    return String.fromCharCode(uint16(addresses, at), uint16(addresses, at + 2));
  }
  return String.fromCharCode(
    uint16(addresses, at),
    uint16(addresses, at + 2),
    uint16(addresses, at + 4),
    uint16(addresses, at + 6),
    uint16(addresses, at + 8),
    uint16(addresses, at + 10),
    uint16(addresses, at + 12),
    uint16(addresses, at + 14),
  );
}

/** One end of a connection. */
export interface Endpoint {
  /** The IP address: 4 bytes or 16. */
  readonly address: Uint8Array;
  /** The port, 0 to 65535. */
  readonly port: number;
}

/**
 * Tells the two ends a segment goes between.
 *
 * @param datagram A datagram whose payload has at least the two ports of TCP.
 * @returns Its sender and its receiver; copies that stay valid.
 */
export function endpointsOf({ addresses, payload }: Datagram): [Endpoint, Endpoint] {
  const half = addresses.length / 2;
  return [
    { address: addresses.slice(0, half), port: uint16(payload, 0) },
    { address: addresses.slice(half), port: uint16(payload, 2) },
  ];
}

/**
 * An end as text.
 *
 * @param endpoint The end.
 * @returns Such as `127.0.0.1:443`, or `[::1]:443` (RFC 5952 section 6).
 */
export function formatEndpoint({ address, port }: Endpoint): string {
  const text = formatIp(address);
  return address.length === 4 ? `${text}:${port}` : `[${text}]:${port}`;
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 8 | bytes[at + 1]!;
}
