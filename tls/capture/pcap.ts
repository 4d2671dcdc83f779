/**
 * The pcap file format, as libpcap and tcpdump write it (draft-ietf-opsawg-pcap).
 *
 * A file header, then packets, each behind a header of 16 bytes. Nothing marks where a packet begins,
 * so one wrong length makes all that follows unreadable.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { type CaptureFormat, type CaptureSink, MOST_PACKET, type Window } from "./packet.ts";

/** What the magic number says of the packets' headers. */
interface Variant {
  /** How many units of a time stamp's fraction make a second. */
  readonly perSecond: number;
  /** How long a packet's header is, in bytes. */
  readonly header: number;
}

const VARIANTS: ReadonlyMap<number, Variant> = new Map([
  [0xa1b2c3d4, { perSecond: 1e6, header: 16 }],
  [0xa1b23c4d, { perSecond: 1e9, header: 16 }],
  [0xa1b2cd34, { perSecond: 1e6, header: 24 }], // Kuznetzov's, which adds the interface and more.
]);

const FILE_HEADER = 24;

/** Reads pcap files of either byte order, with time stamps in microseconds or nanoseconds. */
export class PcapFormat implements CaptureFormat {
  /** `pcap`. */
  readonly name = "pcap";
  readonly #sink: CaptureSink;
  readonly #little: boolean;
  readonly #variant: Variant;
  #linkType: number | undefined;

  private constructor(sink: CaptureSink, little: boolean, variant: Variant) {
    this.#sink = sink;
    this.#little = little;
    this.#variant = variant;
  }

  /**
   * Recognises a pcap file.
   *
   * @param magic Its first four bytes as a big-endian number.
   * @param sink Who is told what the file holds.
   * @returns The format; undefined if the file is no pcap file.
   */
  static recognise(magic: number, sink: CaptureSink): PcapFormat | undefined {
    const big = VARIANTS.get(magic);
    if (big) return new PcapFormat(sink, false, big);
    const swapped = new DataView(new ArrayBuffer(4));
    swapped.setUint32(0, magic);
    const little = VARIANTS.get(swapped.getUint32(0, true));
    return little && new PcapFormat(sink, true, little);
  }

  /** Tells how long the file header or a packet with its header is. */
  measure({ view }: Window, at: number, offset: number): number | Malformed {
    if (this.#linkType === undefined) return FILE_HEADER;
    const { header } = this.#variant;
    if (at + header > view.byteLength) return header;
    const captured = view.getUint32(at + 8, this.#little);
    if (captured > MOST_PACKET) {
      return new Malformed(
        offset + 8,
        `A packet claims ${captured} bytes, more than any has; the rest of the capture cannot be read`,
        `一个数据包声称有 ${captured} 字节，超过任何数据包；捕获文件的其余部分无法读取`,
      );
    }
    return header + captured;
  }

  /** Reads the file header or a packet. */
  take({ bytes, view }: Window, at: number, length: number, offset: number): Malformed | undefined {
    const little = this.#little;
    if (this.#linkType === undefined) {
      const major = view.getUint16(at + 4, little);
      // The upper bits may say how long a frame check sequence is; it stands behind the IP packet.
      this.#linkType = view.getUint32(at + 20, little) & 0xffff;
      return major === 2 ? undefined : new Malformed(
        offset + 4,
        `The capture is of pcap version ${major}, not 2`,
        `捕获文件的 pcap 版本为 ${major}，不是 2`,
      );
    }
    const { perSecond, header } = this.#variant;
    this.#sink.packet({
      time: view.getUint32(at, little) + view.getUint32(at + 4, little) / perSecond,
      linkType: this.#linkType,
      data: bytes.subarray(at + header, at + length),
      originalLength: Math.max(view.getUint32(at + 12, little), length - header),
      offset,
    });
    return undefined;
  }
}
