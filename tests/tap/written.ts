/**
 * Captures written for tests: recorded connections as a relay would have seen them, and what is in a
 * capture.
 *
 * @module
 */
import { TcpCapture } from "../../tls/capture/capture.ts";
import { CaptureWriter } from "../../tls/capture/capture_writer.ts";
import type { Sent } from "../tls/support/listen.ts";

/** What one connection of a capture says, and the secrets that come before it. */
export interface Talk {
  readonly sent: readonly Sent[];
  readonly secrets?: string;
}

/** A capture in pcapng of connections one after the other. */
export function captureOf(...talks: readonly Talk[]): Uint8Array<ArrayBuffer> {
  const writer = new CaptureWriter();
  const parts = [writer.header()];
  for (const [i, { sent, secrets }] of talks.entries()) {
    const client = { address: "192.0.2.1", port: 50_000 + i };
    const connection = writer.connection(client, { address: "192.0.2.2", port: 443 });
    let time = 1000 * (i + 1);
    if (secrets !== undefined) parts.push(writer.secrets(secrets));
    parts.push(connection.open(time));
    for (const { from, bytes } of sent) parts.push(connection.data(from, bytes, ++time));
    parts.push(connection.end("client", ++time), connection.end("server", ++time));
  }
  return joined(parts);
}

/** Something said in plain text. */
export function plainTalk(text: string): Talk {
  return { sent: [{ from: "client", bytes: new TextEncoder().encode(text) }] };
}

/** The same capture as classic pcap, which has no secrets; big-endian and in microseconds. */
export function asPcap(pcapng: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(pcapng.buffer, pcapng.byteOffset, pcapng.length);
  const header = new DataView(new ArrayBuffer(24));
  [0xa1b2c3d4, 0x00020004, 0, 0, 65535, 101].forEach((word, i) => header.setUint32(4 * i, word));
  const parts = [new Uint8Array(header.buffer)];
  for (let at = 0; at < pcapng.length; at += view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== 6) continue; // An Enhanced Packet Block.
    const ticks = BigInt(view.getUint32(at + 12, true)) << 32n |
      BigInt(view.getUint32(at + 16, true));
    const length = view.getUint32(at + 20, true);
    const packet = new DataView(new ArrayBuffer(16));
    const microseconds = Number(ticks / 1000n);
    [Math.floor(microseconds / 1e6), microseconds % 1e6, length, length]
      .forEach((word, i) => packet.setUint32(4 * i, word));
    parts.push(new Uint8Array(packet.buffer), pcapng.slice(at + 28, at + 28 + length));
  }
  return joined(parts);
}

/** Bytes packed with gzip. */
export async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What is in a capture, a word each: secrets, and what the sides said and how it ended. */
export function wordsOf(capture: Uint8Array): string[] {
  const words: string[] = [];
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const reader = new TcpCapture({
    secrets: (keyLog) => words.push(`secrets ${text(keyLog).trim()}`),
    data: ({ id }, from, bytes) => words.push(`${id} ${from} ${text(bytes)}`),
    gap: ({ id }, from) => words.push(`${id} ${from} gap`),
    closed: ({ id }, _, how) => words.push(`${id} ${how}`),
    trouble: ({ message }) => words.push(message),
  });
  reader.push(capture);
  reader.end();
  return words;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
