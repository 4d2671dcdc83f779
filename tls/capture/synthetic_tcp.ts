/**
 * TCP/IP packets made up around the bytes of a connection, as pcapng packet blocks.
 *
 * @module
 */
import { otherSide, type Side } from "../event.ts";
import { networkOrder, setChecksum, wordSum } from "./internet_checksum.ts";
import { BlockType } from "./pcapng.ts";
import type { Endpoint } from "./tcp_endpoint.ts";
import { advance, Flag } from "./tcp_segment.ts";

/** The longest IP packet, in bytes; segments fill it, as on a loopback interface. */
const MOST_PACKET = 65535;

/** What the sender has in flight at most before the receiver acknowledges, in bytes. */
const MOST_UNACKNOWLEDGED = 1 << 20;

/** The window either side announces: 65535 * 2^7, 8 MiB. */
const WINDOW = 65535;
const WINDOW_SCALE = 7;

/** A packet block's bytes before and after the packet. */
const BLOCK_HEADER = 28;
const BLOCK_TRAILER = 4;
const TCP_HEADER = 20;

/** What is to go into one packet. */
interface Draft {
  readonly from: Side;
  readonly flags: number;
  readonly options: Uint8Array;
  readonly data: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** What one side has sent so far. */
interface Sender {
  readonly end: Endpoint;
  /** The sequence number of what it sends next. */
  next: number;
  /** What it sent that the other side has not acknowledged, in bytes. */
  unacknowledged: number;
  ended: boolean;
}

/**
 * A TCP connection being written: each method gives packet blocks to append to the file.
 *
 * Made by {@linkcode CaptureWriter.connection}. Times are in seconds since 1970, finite, and must not go back.
 * Data may be written without {@linkcode SyntheticTcp.open}; then the file shows a connection that had
 * begun before.
 */
export class SyntheticTcp {
  readonly #senders: Readonly<Record<Side, Sender>>;
  readonly #ipHeader: number;

  /**
   * Starts with nothing sent.
   *
   * @param client Where the client is.
   * @param server Where the server is; its address has to be of the same length.
   * @param isn The client's initial sequence number.
   */
  constructor(client: Endpoint, server: Endpoint, isn: number) {
    this.#senders = {
      client: { end: client, next: isn, unacknowledged: 0, ended: false },
      server: { end: server, next: advance(isn, 2 ** 31), unacknowledged: 0, ended: false },
    };
    this.#ipHeader = client.address.length === 4 ? 20 : 40;
  }

  /**
   * The three packets a connection begins with: SYN, its answer, and the acknowledgment of that.
   *
   * @param time When.
   * @returns Bytes to append to the file.
   */
  open(time: number): Uint8Array<ArrayBuffer> {
    const segment = MOST_PACKET - this.#ipHeader - TCP_HEADER;
    // Maximum segment size; window scale; padding.
    const options = new Uint8Array([2, 4, segment >> 8, segment & 255, 3, 3, WINDOW_SCALE, 1]);
    return this.#write([
      { from: "client", flags: Flag.syn, options, data: NOTHING },
      { from: "server", flags: Flag.syn | Flag.ack, options, data: NOTHING },
      acknowledgment("client"),
    ], time);
  }

  /**
   * What a side sends, and the other one's acknowledgment now and then.
   *
   * @param from Who sends.
   * @param bytes What; may be of any length.
   * @param time When.
   * @returns Bytes to append to the file.
   */
  data(from: Side, bytes: Uint8Array, time: number): Uint8Array<ArrayBuffer> {
    const drafts: Draft[] = [];
    const segment = MOST_PACKET - this.#ipHeader - TCP_HEADER;
    let { unacknowledged } = this.#senders[from];
    for (let at = 0; at < bytes.length; at += segment) {
      const data = bytes.subarray(at, at + segment);
      const last = at + segment >= bytes.length;
      const flags = last ? Flag.ack | Flag.psh : Flag.ack;
      drafts.push({ from, flags, options: NOTHING, data });
      unacknowledged += data.length;
      if (unacknowledged < MOST_UNACKNOWLEDGED) continue;
      drafts.push(acknowledgment(otherSide(from)));
      unacknowledged = 0;
    }
    return this.#write(drafts, time);
  }

  /**
   * A side has sent everything: its FIN, and the other one's acknowledgment.
   *
   * @param from Who has; a second time, nothing is written.
   * @param time When.
   * @returns Bytes to append to the file.
   */
  end(from: Side, time: number): Uint8Array<ArrayBuffer> {
    const sender = this.#senders[from];
    if (sender.ended) return new Uint8Array(0);
    sender.ended = true;
    return this.#write([
      { from, flags: Flag.fin | Flag.ack, options: NOTHING, data: NOTHING },
      acknowledgment(otherSide(from)),
    ], time);
  }

  /**
   * A side breaks the connection off: a RST.
   *
   * @param from Who does.
   * @param time When.
   * @returns Bytes to append to the file.
   */
  reset(from: Side, time: number): Uint8Array<ArrayBuffer> {
    return this.#write([
      { from, flags: Flag.rst | Flag.ack, options: NOTHING, data: NOTHING },
    ], time);
  }

  #write(drafts: readonly Draft[], time: number): Uint8Array<ArrayBuffer> {
    const lengths = drafts.map(({ options, data }) =>
      this.#ipHeader + TCP_HEADER + options.length + data.length
    );
    const size = lengths.reduce((sum, length) => sum + blockLength(length), 0);
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    const stamp = nanoseconds(time);
    let at = 0;
    drafts.forEach((draft, i) => {
      const length = lengths[i]!;
      const whole = blockLength(length);
      view.setUint32(at, BlockType.enhancedPacket, true);
      view.setUint32(at + 4, whole, true);
      view.setUint32(at + 12, Number(stamp >> 32n), true);
      view.setUint32(at + 16, Number(stamp & 0xffff_ffffn), true);
      view.setUint32(at + 20, length, true);
      view.setUint32(at + 24, length, true);
      view.setUint32(at + whole - 4, whole, true);
      this.#packet(bytes, view, at + BLOCK_HEADER, length, draft);
      at += whole;
    });
    return bytes;
  }

  #packet(bytes: Uint8Array, view: DataView, at: number, length: number, draft: Draft): void {
    const { from, flags, options, data } = draft;
    const [sender, receiver] = [this.#senders[from], this.#senders[otherSide(from)]];
    const tcp = at + this.#ipHeader;
    const tcpLength = length - this.#ipHeader;
    const header = TCP_HEADER + options.length;
    const version4 = sender.end.address.length === 4;
    const addresses = at + (version4 ? 12 : 8);
    bytes.set(sender.end.address, addresses);
    bytes.set(receiver.end.address, addresses + sender.end.address.length);

    view.setUint16(tcp, sender.end.port);
    view.setUint16(tcp + 2, receiver.end.port);
    view.setUint32(tcp + 4, sender.next);
    if (flags & Flag.ack) view.setUint32(tcp + 8, receiver.next);
    view.setUint8(tcp + 12, (header / 4) << 4);
    view.setUint8(tcp + 13, flags);
    view.setUint16(tcp + 14, WINDOW);
    bytes.set(options, tcp + TCP_HEADER);
    bytes.set(data, tcp + header);
    // The pseudo-header: both addresses, the protocol, and how long the segment is.
    const covered = wordSum(bytes, addresses, tcp + tcpLength);
    setChecksum(bytes, tcp + 16, covered + networkOrder(6) + networkOrder(tcpLength));

    if (version4) {
      view.setUint8(at, 0x45);
      view.setUint16(at + 2, length);
      view.setUint16(at + 6, 0x4000); // Don't fragment; so it needs no identification (RFC 6864).
      view.setUint8(at + 8, 64);
      view.setUint8(at + 9, 6);
      setChecksum(bytes, at + 10, wordSum(bytes, at, tcp));
    } else {
      view.setUint8(at, 0x60);
      view.setUint16(at + 4, tcpLength);
      view.setUint8(at + 6, 6);
      view.setUint8(at + 7, 64);
    }

    const counted = data.length + (flags & (Flag.syn | Flag.fin) ? 1 : 0);
    sender.next = advance(sender.next, counted);
    sender.unacknowledged += data.length;
    if (flags & Flag.ack) receiver.unacknowledged = 0;
  }
}

function acknowledgment(from: Side): Draft {
  return { from, flags: Flag.ack, options: NOTHING, data: NOTHING };
}

function blockLength(packet: number): number {
  return BLOCK_HEADER + ((packet + 3) & ~3) + BLOCK_TRAILER;
}

function nanoseconds(time: number): bigint {
  const whole = Math.floor(time);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.round((time - whole) * 1e9));
}
