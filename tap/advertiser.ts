/**
 * The operator in between who wants to be seen: it puts an advertisement into what the server answers.
 *
 * Without TLS that works, and the client cannot tell it from the server's own words. With TLS it finds
 * no text it could read or write: whatever it puts in between is under no key, and the client breaks off
 * with `bad_record_mac` (RFC 8446 section 5.2).
 *
 * @module
 */
import type { Side } from "../tls/event.ts";
import { HEADER_LENGTH } from "../tls/record_stream.ts";
import { ContentType } from "../tls/registry/content_types.ts";
import { joinBytes } from "../x509/der.ts";
import { wholeLength } from "./data_text.ts";
import type { Meddler } from "./meddler.ts";
import { mayBeginRecord, PassingRecords } from "./passing_records.ts";

/** The longest content of a record (RFC 8446 section 5.1). */
const LONGEST_CONTENT = 2 ** 14;

/** In TLS 1.3 the client's first record of application data is its Finished; the second is its first word. */
const FIRST_WORD = 2;

/** Puts one advertisement into what one connection carries. */
export class Advertiser implements Meddler {
  readonly #advertisement: Uint8Array;
  readonly #sent = { client: new PassingRecords(), server: new PassingRecords() };
  /** Whether they speak TLS; undefined as long as the client has said nothing. */
  #tls: boolean | undefined;
  /** How many records of application data the client has sent. */
  #clientRecords = 0;
  #done = false;

  /**
   * Starts before the first byte.
   *
   * @param advertisement What is put in, white space around it included. It is put before the line break
   * that ends the server's answer, if one does.
   * @throws {RangeError} If it is longer than a record can be, which is 16 KiB.
   */
  constructor(advertisement: string) {
    this.#advertisement = new TextEncoder().encode(advertisement);
    const { length } = this.#advertisement;
    if (length <= LONGEST_CONTENT) return;
    throw new RangeError(
      `The advertisement has ${length} bytes, a record at most ${LONGEST_CONTENT}`,
    );
  }

  /** Whether the advertisement has been put in. */
  get done(): boolean {
    return this.#done;
  }

  /**
   * Lets bytes pass.
   *
   * @param from Who sent them.
   * @param bytes The bytes.
   * @returns The same bytes; where the advertisement belongs among them, others with it put in.
   */
  pass(from: Side, bytes: Uint8Array): Uint8Array {
    if (this.#done || bytes.length === 0) return bytes;
    if (from === "client") {
      this.#tls ??= mayBeginRecord(bytes);
      if (this.#tls) this.#listen(bytes);
      return bytes;
    }
    if (this.#tls === undefined) return bytes; // A greeting is no answer.
    const at = this.#tls ? this.#betweenRecords(bytes) : beforeLineBreak(bytes);
    if (at === undefined) return bytes;
    this.#done = true;
    const put = this.#tls ? recordOf(this.#advertisement) : this.#advertisement;
    return joinBytes([bytes.subarray(0, at), put, bytes.subarray(at)]);
  }

  #listen(bytes: Uint8Array): void {
    for (const { contentType, last } of this.#sent.client.follow(bytes)) {
      if (last && contentType === ContentType.applicationData) this.#clientRecords++;
    }
  }

  /** Where in what the server sends a record ends and the client has spoken, if it has. */
  #betweenRecords(bytes: Uint8Array): number | undefined {
    const records = this.#sent.server;
    const spoken = this.#clientRecords >= FIRST_WORD;
    if (spoken && records.between) return 0;
    for (const { at, length, last } of records.follow(bytes)) {
      if (spoken && last) return at + length;
    }
    return undefined;
  }
}

/** Where the line break begins that ends some text; its end if none does, nowhere within a character. */
function beforeLineBreak(text: Uint8Array): number | undefined {
  if (wholeLength(text) < text.length) return undefined;
  if (text.at(-1) !== LINE_FEED) return text.length;
  return text.length - (text.at(-2) === CARRIAGE_RETURN ? 2 : 1);
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A record that claims to be one of theirs. */
function recordOf(content: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER_LENGTH + content.length);
  record.set([ContentType.applicationData, 3, 3, content.length >> 8, content.length & 255]);
  record.set(content, HEADER_LENGTH);
  return record;
}
