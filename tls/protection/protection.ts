/**
 * What the protections of records have in common, whatever the version and the cipher suite.
 *
 * A protection opens records and proves them at once: what it gives has passed the integrity check of
 * its suite. It never throws: whatever the bytes, they open or they do not.
 *
 * @module
 */

/** A protected record, as it came. */
export interface Fragment {
  /** What its header says it carries. */
  readonly contentType: number;
  /** The version in its header. */
  readonly version: number;
  /** The five bytes of its header. */
  readonly header: Uint8Array;
  /** What follows the header. */
  readonly fragment: Uint8Array;
}

/** A record that has been opened. */
export interface Opened {
  /** What it really carries. */
  readonly contentType: number;
  /** The content, without anything that was added to protect it. */
  readonly content: Uint8Array;
  /** How many bytes of padding it had: zeros in TLS 1.3; in CBC mode those that say how many included. */
  readonly padding: number;
}

/** Opens the records of one side of a connection, as long as one key is in force. */
export interface Protection {
  /**
   * Opens a record.
   *
   * In CBC mode of TLS 1.0 a record is opened with the end of the one before: there they have to be
   * given in order, each once.
   *
   * @param record The record.
   * @param sequence How many records the side has sent under this key before; less than 2^53.
   * @returns The record opened; undefined if its integrity check fails, or it cannot be one of this
   * protection.
   */
  open(record: Fragment, sequence: number): Opened | undefined;
  /** Set where a record can be opened only after the one before: CBC mode of TLS 1.0. */
  readonly chained?: true;
  /** Notes that records are missing, so that the next one cannot be opened. It is there if `chained` is. */
  miss?(): void;
  /**
   * Opens records on other threads. It is there for AES-GCM alone; it pays for records of 2 KiB and more.
   *
   * @param records Records that follow each other.
   * @param firstSequence The sequence number of the first.
   * @returns What {@linkcode Protection.open} gives for each.
   */
  openMany?(
    records: readonly Fragment[],
    firstSequence: number,
  ): Promise<(Opened | undefined)[]>;
}

/**
 * What goes before the content into a MAC, and into the additional data of an AEAD, in TLS 1.0 to 1.2
 * (RFC 5246 sections 6.2.3.1 and 6.2.3.3).
 *
 * @param record The record.
 * @param sequence Its sequence number.
 * @param length The length of the content.
 * @returns 13 bytes: sequence number, content type, version, length.
 */
export function pseudoHeader(record: Fragment, sequence: number, length: number): Uint8Array {
  const bytes = new Uint8Array(13);
  writeSequence(bytes, 8, sequence);
  bytes[8] = record.contentType;
  bytes[9] = record.version >>> 8;
  bytes[10] = record.version;
  bytes[11] = length >>> 8;
  bytes[12] = length;
  return bytes;
}

/**
 * The nonce made of an IV and the sequence number, without any part in the record (RFC 8446
 * section 5.3, RFC 7905 section 2).
 *
 * @param iv The IV, at least 8 bytes.
 * @param sequence The sequence number.
 * @returns The nonce, as long as the IV.
 */
export function mixedNonce(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = iv.slice();
  writeSequence(nonce, nonce.length, sequence);
  return nonce;
}

/** Combines a number with what stands there, up to a place. */
function writeSequence(bytes: Uint8Array, end: number, sequence: number): void {
  for (let at = end - 1, rest = sequence; rest > 0; rest = Math.floor(rest / 256)) {
    bytes[at--]! ^= rest % 256;
  }
}
