/**
 * Messages that say all they have to say by being there.
 *
 * @module
 */

/** A message without a body. */
export interface EmptyMessage {
  /**
   * `hello_request` asks for another handshake (RFC 5246 section 7.4.1.1), `server_hello_done` gives
   * the client the word (RFC 5246 section 7.4.5), `end_of_early_data` says that no more early data
   * follows (RFC 8446 section 4.5).
   */
  readonly type: "hello_request" | "server_hello_done" | "end_of_early_data";
}

/**
 * Gives a reader of a message without a body.
 *
 * @param type The message's name.
 * @returns A function that reads nothing: that nothing is there shows at the end of the scope.
 */
export function readEmpty(type: EmptyMessage["type"]): () => EmptyMessage {
  return () => ({ type });
}
