/**
 * What a process prints, as text.
 *
 * @module
 */

/**
 * The text of a stream, piece by piece; a character split over two pieces is not broken. Whoever stops
 * before the end does not close the stream: one half of a `tee()` would wait for the other to be closed.
 */
export async function* textOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of stream.values({ preventCancel: true })) {
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}
