/**
 * The pcapng file format, as Wireshark writes it (draft-ietf-opsawg-pcapng).
 *
 * Blocks, each of which has its length at both ends. A section begins with a block that tells the
 * byte order, and describes the interfaces before their packets. A Decryption Secrets Block carries
 * the key log, so that one file is enough to read encrypted traffic.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import { type CaptureFormat, type CaptureSink, MOST_PACKET, type Window } from "./packet.ts";

/** The block types that are read or written. */
export const BlockType = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
  decryptionSecrets: 0x0a,
} as const;

/** The byte-order magic of a section header. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** The secrets type of a TLS key log: "TLSK". */
export const TLS_KEY_LOG = 0x544c534b;

/** The options that are read or written. */
export const OptionCode = { userApplication: 4, timeResolution: 9, timeOffset: 14 } as const;

/** More interfaces than any capture has; what a hostile one may make us remember. */
const MOST_INTERFACES = 1 << 16;

/** What an Interface Description Block says. */
interface Interface {
  readonly linkType: number;
  /** How many bytes of a packet were captured at most; 0 means all. */
  readonly snapLength: number;
  /** Units of the time stamps in a second. */
  readonly perSecond: number;
  /** Seconds to add to the time stamps. */
  readonly timeOffset: number;
}

/** Reads pcapng files of any number of sections, each of its own byte order. */
export class PcapngFormat implements CaptureFormat {
  /** `pcapng`. */
  readonly name = "pcapng";
  readonly #sink: CaptureSink;
  #little = false;
  #interfaces: Interface[] = [];
  #time = 0;

  /** Starts at the beginning of a file, and tells the sink what it holds. */
  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  /** Tells how long a block is; a section header tells the byte order first. */
  measure({ view }: Window, at: number, offset: number): number | Malformed {
    const left = view.byteLength - at;
    if (left < 8) return 8;
    // The type of a section header reads the same in both byte orders.
    if (view.getUint32(at) === BlockType.sectionHeader) {
      if (left < 12) return 12;
      if (view.getUint32(at + 8) === BYTE_ORDER_MAGIC) this.#little = false;
      else if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) this.#little = true;
      else {
        return new Malformed(
          offset + 8,
          "A section of the capture does not tell its byte order",
          "捕获文件的一个节没有说明其字节序",
        );
      }
    }
    const length = view.getUint32(at + 4, this.#little);
    return length >= 12 ? length : new Malformed(
      offset + 4,
      `A block claims ${length} bytes, fewer than any has; the rest of the capture cannot be read`,
      `一个块声称有 ${length} 字节，少于任何块；捕获文件的其余部分无法读取`,
    );
  }

  /** Reads a block. */
  take(window: Window, at: number, length: number, offset: number): Malformed | undefined {
    const { view } = window;
    const again = view.getUint32(at + length - 4, this.#little);
    if (again !== length) {
      return new Malformed(
        offset + length - 4,
        `A block of ${length} bytes ends with the length ${again}; ` +
          "the rest of the capture cannot be read",
        `一个 ${length} 字节的块以长度 ${again} 结尾；捕获文件的其余部分无法读取`,
      );
    }
    const type = view.getUint32(at, this.#little);
    const least = LEAST.get(type);
    if (least === undefined) return undefined; // Nothing we read, such as names or statistics.
    if (length < least) {
      this.#trouble(offset, `A block of type ${type} is too short`, `类型为 ${type} 的块太短`);
      return undefined;
    }
    switch (type) {
      case BlockType.sectionHeader:
        return this.#section(view, at, offset);
      case BlockType.interfaceDescription:
        this.#interface(view, at, length, offset);
        break;
      case BlockType.decryptionSecrets:
        this.#secrets(window, at, length, offset);
        break;
      case BlockType.simplePacket:
        this.#simplePacket(window, at, length, offset);
        break;
      default:
        this.#packet(window, at, length, offset, type);
    }
    return undefined;
  }

  #section(view: DataView, at: number, offset: number): Malformed | undefined {
    this.#interfaces = [];
    const major = view.getUint16(at + 12, this.#little);
    return major === 1 ? undefined : new Malformed(
      offset + 12,
      `A section of the capture is of pcapng version ${major}, not 1`,
      `捕获文件的一个节的 pcapng 版本为 ${major}，不是 1`,
    );
  }

  #interface(view: DataView, at: number, length: number, offset: number): void {
    if (this.#interfaces.length >= MOST_INTERFACES) {
      this.#trouble(offset, "The capture has too many interfaces", "捕获文件的接口过多");
      return;
    }
    const little = this.#little;
    let perSecond = 1e6;
    let timeOffset = 0;
    const end = at + length - 4;
    for (let option = at + 16; option + 4 <= end;) {
      const code = view.getUint16(option, little);
      const size = view.getUint16(option + 2, little);
      const value = option + 4;
      if (code === 0) break;
      if (value + size > end) {
        this.#trouble(
          offset + option - at,
          `An option of an interface promises ${size} bytes where ${end - value} are left`,
          `接口的一个选项声明有 ${size} 字节，但只剩 ${end - value} 字节`,
        );
        break;
      }
      if (code === OptionCode.timeResolution && size === 1) {
        const resolution = view.getUint8(value);
        perSecond = resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
      } else if (code === OptionCode.timeOffset && size === 8) {
        timeOffset = Number(view.getBigInt64(value, little));
      }
      option = value + ((size + 3) & ~3);
    }
    this.#interfaces.push({
      linkType: view.getUint16(at + 8, little),
      snapLength: view.getUint32(at + 12, little),
      perSecond,
      timeOffset,
    });
  }

  /** An Enhanced Packet Block, or the Packet Block that came before it and differs in one field. */
  #packet(window: Window, at: number, length: number, offset: number, type: number): void {
    const { view } = window;
    const little = this.#little;
    const number = type === BlockType.packet
      ? view.getUint16(at + 8, little)
      : view.getUint32(at + 8, little);
    const from = this.#interfaceOf(number, offset);
    const captured = view.getUint32(at + 20, little);
    if (!from || !this.#fits(captured, length - 32, offset)) return;
    const units = view.getUint32(at + 12, little) * 2 ** 32 + view.getUint32(at + 16, little);
    this.#time = units / from.perSecond + from.timeOffset;
    this.#tell(from, window, at + 28, captured, view.getUint32(at + 24, little), offset);
  }

  /** A Simple Packet Block: of the first interface, and as long as that one's snap length lets it be. */
  #simplePacket(window: Window, at: number, length: number, offset: number): void {
    const from = this.#interfaceOf(0, offset);
    if (!from) return;
    const original = window.view.getUint32(at + 8, this.#little);
    const captured = from.snapLength === 0 ? original : Math.min(original, from.snapLength);
    if (!this.#fits(captured, length - 16, offset)) return;
    this.#tell(from, window, at + 12, captured, original, offset);
  }

  #tell(
    { linkType }: Interface,
    { bytes }: Window,
    at: number,
    captured: number,
    original: number,
    offset: number,
  ): void {
    this.#sink.packet({
      time: this.#time,
      linkType,
      data: bytes.subarray(at, at + captured),
      originalLength: Math.max(original, captured),
      offset,
    });
  }

  #secrets({ bytes, view }: Window, at: number, length: number, offset: number): void {
    if (view.getUint32(at + 8, this.#little) !== TLS_KEY_LOG) return; // Of another protocol.
    const size = view.getUint32(at + 12, this.#little);
    if (size > length - 20) {
      this.#trouble(
        offset + 12,
        `Secrets promise ${size} bytes where ${length - 20} are left`,
        `密钥数据声明有 ${size} 字节，但只剩 ${length - 20} 字节`,
      );
      return;
    }
    this.#sink.secrets(bytes.subarray(at + 16, at + 16 + size));
  }

  #interfaceOf(number: number, offset: number): Interface | undefined {
    const found = this.#interfaces[number];
    if (!found) {
      this.#trouble(
        offset,
        `A packet is of interface ${number}, which the capture does not describe`,
        `一个数据包属于接口 ${number}，而捕获文件没有描述该接口`,
      );
    }
    return found;
  }

  #fits(captured: number, room: number, offset: number): boolean {
    if (captured <= room && captured <= MOST_PACKET) return true;
    this.#trouble(
      offset,
      captured > room
        ? `A packet promises ${captured} bytes where ${room} are left`
        : `A packet of ${captured} bytes is left out: it is longer than any should be`,
      captured > room
        ? `一个数据包声明有 ${captured} 字节，但只剩 ${room} 字节`
        : `略过一个 ${captured} 字节的数据包：它长得不合理`,
    );
    return false;
  }

  #trouble(offset: number, en: string, zh: string): void {
    this.#sink.trouble(new Malformed(offset, en, zh));
  }
}

/** How long the blocks we read are at least, both lengths included. */
const LEAST: ReadonlyMap<number, number> = new Map([
  [BlockType.sectionHeader, 28],
  [BlockType.interfaceDescription, 20],
  [BlockType.packet, 32],
  [BlockType.simplePacket, 16],
  [BlockType.enhancedPacket, 32],
  [BlockType.decryptionSecrets, 20],
]);
