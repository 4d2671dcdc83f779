/**
 * What a capture file holds: packets, and the secrets that decrypt them.
 *
 * @module
 */
import type { Malformed } from "../malformed.ts";

/** The longest packet that is read, in bytes; capture programs themselves stop at a quarter of it. */
export const MOST_PACKET = 1 << 20;

/** One packet as it was captured. */
export interface Packet {
  /**
   * When it passed, in seconds since 1970, with a fraction. A Simple Packet Block of pcapng has no
   * time: it gets that of the packet before it, 0 if there is none.
   */
  readonly time: number;
  /** What the packet begins with: a number of the LINKTYPE_ registry, see {@linkcode linkPayload}. */
  readonly linkType: number;
  /** The bytes that were captured, a view on what was pushed. */
  readonly data: Uint8Array;
  /** How many bytes the packet had on the wire; more than `data` has if the capture cut it short. */
  readonly originalLength: number;
  /** Where its block or record begins, in bytes from the start of the file. */
  readonly offset: number;
}

/** Who is told what a capture file holds. */
export interface CaptureSink {
  /** A packet, in the order of the file. */
  packet(packet: Packet): void;
  /**
   * A key log in the NSS format, from a Decryption Secrets Block of pcapng; like the packets, valid
   * only during the call.
   */
  secrets(keyLog: Uint8Array): void;
  /** Something is wrong with the file; its offset counts from the start of the file. */
  trouble(trouble: Malformed): void;
}

/** Some of a file's bytes, readable as bytes and as numbers. */
export interface Window {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** The same bytes. */
  readonly view: DataView;
}

/** A file format that is a row of units, each of which says how long it is. */
export interface CaptureFormat {
  /** Its name. */
  readonly name: "pcap" | "pcapng";
  /**
   * Tells how long the unit at a place is.
   *
   * @param window What is there of the file.
   * @param at Where the unit begins in it.
   * @param offset Where it begins in the file.
   * @returns How many bytes the unit takes, or how many are needed to tell: never 0; or why nothing
   * that follows can be read.
   */
  measure(window: Window, at: number, offset: number): number | Malformed;
  /**
   * Reads a unit, all of which is there.
   *
   * @param window What is there of the file.
   * @param at Where the unit begins in it.
   * @param length How long it is, as {@linkcode CaptureFormat.measure} said.
   * @param offset Where it begins in the file.
   * @returns Why nothing that follows can be read, if so.
   */
  take(window: Window, at: number, length: number, offset: number): Malformed | undefined;
}
