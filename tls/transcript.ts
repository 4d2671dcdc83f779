/**
 * Everything that was said in a handshake, as both sides hash it (RFC 8446 section 4.4.1, RFC 5246
 * section 7.4.9).
 *
 * @module
 */
import { createHash, type Hash } from "node:crypto";
import { joinBytes } from "../x509/der.ts";
import { digestOf } from "./hmac.ts";
import { HandshakeType } from "./registry/handshake_types.ts";

/** The handshake messages so far, in order. */
export class Transcript {
  /** What has not been condensed. */
  #messages: Uint8Array[] = [];
  #size = 0;
  #held = 0;
  #running: { name: string; hash: Hash; count: number } | undefined;
  #complete = true;

  /**
   * Whether every message is in it. Where one could not be read, nothing that rests on the transcript
   * can be checked.
   */
  get complete(): boolean {
    return this.#complete;
  }

  /** How many bytes of messages are held. */
  get held(): number {
    return this.#held;
  }

  /** Notes that a message is missing. */
  miss(): void {
    this.#complete = false;
    this.#messages = [];
    this.#held = 0;
    this.#running = undefined;
  }

  /**
   * Adds a message.
   *
   * @param message Its type, its length and its body.
   */
  add(message: Uint8Array): void {
    if (!this.#complete) return;
    this.#size += message.length;
    this.#held += message.length;
    // No handshake is near this: one that goes on for ever must not fill the memory.
    if (this.#size > LARGEST) this.miss();
    else this.#messages.push(message);
  }

  /**
   * Lets go of the messages so far: from here on only {@linkcode Transcript.digest} is asked for, and
   * under one hash.
   *
   * @param name The hash, as node:crypto names it.
   */
  condense(name: string): void {
    if (!this.#complete) return;
    this.digest(name);
    this.#messages = [];
    this.#held = 0;
    this.#running!.count = 0;
  }

  /**
   * Puts the hash of the first ClientHello in its place, as the HelloRetryRequest behind it, which has
   * been added, asks for.
   *
   * @param hash The hash of the cipher suite, as node:crypto names it; undefined if it cannot be
   * computed here.
   */
  retry(hash: string | undefined): void {
    const request = this.#messages.pop();
    if (!this.#complete || !request || hash === undefined) return this.miss();
    this.#running = undefined;
    const digest = this.digest(hash);
    const message = new Uint8Array(4 + digest.length);
    message.set([HandshakeType.messageHash, 0, 0, digest.length]);
    message.set(digest, 4);
    this.#messages = [message, request];
    this.#held = message.length + request.length;
    this.#running = undefined;
  }

  /**
   * A transcript that goes on from here on its own, as authentication after the handshake does (RFC 8446
   * section 4.4).
   *
   * @returns A copy.
   */
  fork(): Transcript {
    const copy = new Transcript();
    copy.#messages = [...this.#messages];
    copy.#size = this.#size;
    copy.#held = this.#held;
    if (this.#running) copy.#running = { ...this.#running, hash: this.#running.hash.copy() };
    copy.#complete = this.#complete;
    return copy;
  }

  /**
   * The hash of all messages so far.
   *
   * @param name The hash, as node:crypto names it.
   * @returns The digest.
   */
  digest(name: string): Uint8Array {
    if (this.#running?.name !== name) {
      this.#running = { name, hash: createHash(name), count: 0 };
    }
    const running = this.#running;
    while (running.count < this.#messages.length) {
      running.hash.update(this.#messages[running.count++]!);
    }
    return digestOf(running.hash.copy());
  }

  /**
   * All messages so far, one after the other: what a client's certificate_verify signs up to TLS 1.2
   * (RFC 5246 section 7.4.8).
   *
   * @returns A copy.
   */
  bytes(): Uint8Array {
    return joinBytes(this.#messages);
  }
}

const LARGEST = 4 << 20;
