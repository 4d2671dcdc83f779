/**
 * Writes what a relay saw as a capture file that Wireshark opens, decrypted if the secrets are in it.
 *
 * A relay sees bytes, not packets. The packets of the file are made up around them: raw IP, TCP with
 * right sequence numbers and checksums, as if the two sides had talked over a loopback interface.
 *
 * @module
 */
import { parseIp } from "../../x509/general_name.ts";
import { BlockType, BYTE_ORDER_MAGIC, OptionCode, TLS_KEY_LOG } from "./pcapng.ts";
import { LinkType } from "./link.ts";
import { SyntheticTcp } from "./synthetic_tcp.ts";

/** An address and a port, as the system names the end of a connection. */
export interface Address {
  /** An IPv4 or IPv6 address. */
  readonly address: string;
  /** The port, 0 to 65535. */
  readonly port: number;
}

/**
 * Writes a pcapng file, piece by piece: each method gives bytes to append to the file.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { CaptureWriter } from "./capture_writer.ts";
 *
 * const writer = new CaptureWriter({ application: "tls-lab" });
 * const client = { address: "127.0.0.1", port: 50000 };
 * const connection = writer.connection(client, { address: "127.0.0.1", port: 443 });
 * const file = new Blob([
 *   writer.header(),
 *   writer.secrets("CLIENT_RANDOM 00 00\n"),
 *   connection.open(1700000000.25),
 *   connection.data("client", new TextEncoder().encode("hello"), 1700000000.5),
 *   connection.end("client", 1700000001),
 * ]);
 * assertEquals(file.size % 4, 0);
 * ```
 */
export class CaptureWriter {
  readonly #application: string;
  #connections = 0;

  /**
   * Starts a file.
   *
   * @param options `application` is what the file names as its author.
   */
  constructor(options: { application?: string } = {}) {
    this.#application = options.application ?? "tls-lab";
  }

  /**
   * What the file begins with: a Section Header Block, and an Interface Description Block of raw IP
   * with time stamps in nanoseconds.
   */
  header(): Uint8Array<ArrayBuffer> {
    const name = new TextEncoder().encode(this.#application).subarray(0, 65535);
    const section = block(BlockType.sectionHeader, 16 + option(name.length) + 4);
    section.view.setUint32(8, BYTE_ORDER_MAGIC, true);
    section.view.setUint16(12, 1, true); // Version 1.0.
    section.view.setBigInt64(16, -1n, true); // How long the section is, nobody knows yet.
    section.view.setUint16(24, OptionCode.userApplication, true);
    section.view.setUint16(26, name.length, true);
    section.bytes.set(name, 28);
    const device = block(BlockType.interfaceDescription, 8 + option(1) + 4);
    device.view.setUint16(8, LinkType.raw, true);
    device.view.setUint16(16, OptionCode.timeResolution, true);
    device.view.setUint16(18, 1, true);
    device.bytes[20] = 9; // Ten to the minus ninth of a second.
    const bytes = new Uint8Array(section.bytes.length + device.bytes.length);
    bytes.set(section.bytes);
    bytes.set(device.bytes, section.bytes.length);
    return bytes;
  }

  /**
   * A Decryption Secrets Block. There may be any number of them at any place between packets, but
   * Wireshark uses secrets only for the packets that come after them.
   *
   * @param keyLog Lines of an NSS key log.
   * @returns Bytes to append to the file.
   */
  secrets(keyLog: string): Uint8Array<ArrayBuffer> {
    const lines = new TextEncoder().encode(keyLog);
    const { bytes, view } = block(BlockType.decryptionSecrets, 8 + padded(lines.length));
    view.setUint32(8, TLS_KEY_LOG, true);
    view.setUint32(12, lines.length, true);
    bytes.set(lines, 16);
    return bytes;
  }

  /**
   * A connection to be written into the file; of different connections, the pieces may take turns.
   *
   * @param client Where the client is.
   * @param server Where the server is. If one is an IPv4 address and the other IPv6, the former is
   * written as an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2).
   * @returns The connection.
   * @throws {SyntaxError} If an address is none.
   * @throws {RangeError} If a port is none.
   */
  connection(client: Address, server: Address): SyntheticTcp {
    let [from, to] = [endpointOf(client), endpointOf(server)];
    if (from.address.length !== to.address.length) [from, to] = [mapped(from), mapped(to)];
    // RFC 9293 has the initial number go on with time, so that connections are told apart.
    return new SyntheticTcp(from, to, Math.imul(++this.#connections, 0x3d09_0001) >>> 0);
  }
}

function endpointOf({ address, port }: Address): { address: Uint8Array; port: number } {
  const bytes = parseIp(address);
  if (!bytes) throw new SyntaxError(`"${address}" is not an IP address`);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`${port} is not a port`);
  }
  return { address: bytes, port };
}

function mapped(
  { address, port }: { address: Uint8Array; port: number },
): { address: Uint8Array; port: number } {
  if (address.length === 16) return { address, port };
  return { address: Uint8Array.from([...Array(10).fill(0), 255, 255, ...address]), port };
}

/** An empty block with room for a body; its numbers are little-endian. */
function block(type: number, body: number): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(12 + body);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, bytes.length, true);
  view.setUint32(bytes.length - 4, bytes.length, true);
  return { bytes, view };
}

function option(length: number): number {
  return 4 + padded(length);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
