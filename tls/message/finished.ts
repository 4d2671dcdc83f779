/**
 * Finished: proof that both sides saw the same handshake (RFC 8446 section 4.4.4, RFC 5246
 * section 7.4.9).
 *
 * @module
 */
import type { Reader } from "../reader.ts";

/** A MAC over the handshake so far. */
export interface Finished {
  /** `finished`. */
  readonly type: "finished";
  /** The MAC: as long as the hash in TLS 1.3, else 12 bytes; 36 in SSL 3.0. */
  readonly verifyData: Uint8Array;
}

/** Reads the body of a Finished. */
export function readFinished(reader: Reader): Finished {
  return { type: "finished", verifyData: reader.bytes("verify_data") };
}
