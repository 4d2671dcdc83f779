/**
 * What a process prints, as text.
 *
 * @module
 */

/** The text of a stream, piece by piece; a character split over two pieces is not broken. */
export async function* textOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of stream) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}
