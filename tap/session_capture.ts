/**
 * One connection that a relay has let pass, as a capture that Wireshark opens decrypted.
 *
 * @module
 */
import { CaptureWriter } from "../tls/capture/capture_writer.ts";
import type { Side } from "../tls/event.ts";
import { joinBytes } from "../x509/der.ts";
import type { Place } from "./relay.ts";

/** Something a relay was told of a side: what it sent, or that it sends nothing more or broke off. */
export type Passage =
  & {
    /** Whose. */
    readonly from: Side;
    /** When, in seconds since 1970. */
    readonly time: number;
  }
  & ({ readonly what: "data"; readonly bytes: Uint8Array } | { readonly what: "ended" | "reset" });

/** Everything that is kept of a connection. */
export interface PassedSession {
  /** Where the client is; the hostname is an IP address. */
  readonly client: Place;
  /** Where the server is; the hostname is an IP address. */
  readonly server: Place;
  /** When the client connected, in seconds since 1970. */
  readonly began: number;
  /** What passed, in order. */
  readonly passed: Iterable<Passage>;
  /** The lines of the key log that belong to it; none if it is not to be decrypted. */
  readonly secrets: string;
}

/**
 * Makes a capture of a connection. The secrets come first: Wireshark uses them only for what comes
 * after them.
 *
 * @param session The connection.
 * @returns A pcapng file.
 * @throws {SyntaxError} If a hostname is no IP address.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sessionCapture } from "./session_capture.ts";
 *
 * const file = sessionCapture({
 *   client: { hostname: "127.0.0.1", port: 50000 },
 *   server: { hostname: "127.0.0.1", port: 9999 },
 *   began: 1700000000,
 *   passed: [
 *     { what: "data", from: "client", bytes: new TextEncoder().encode("hello"), time: 1700000001 },
 *     { what: "ended", from: "client", time: 1700000002 },
 *   ],
 *   secrets: "",
 * });
 * assertEquals(file.subarray(0, 4).toHex(), "0a0d0d0a");
 * ```
 */
export function sessionCapture(
  { client, server, began, passed, secrets }: PassedSession,
): Uint8Array<ArrayBuffer> {
  const writer = new CaptureWriter();
  const tcp = writer.connection(addressOf(client), addressOf(server));
  const parts = [writer.header()];
  if (secrets !== "") parts.push(writer.secrets(secrets));
  parts.push(tcp.open(began));
  for (const passage of passed) {
    const { from, time } = passage;
    switch (passage.what) {
      case "data":
        parts.push(tcp.data(from, passage.bytes, time));
        break;
      case "ended":
        parts.push(tcp.end(from, time));
        break;
      case "reset":
        parts.push(tcp.reset(from, time));
        break;
    }
  }
  return joinBytes(parts);
}

function addressOf({ hostname: address, port }: Place): { address: string; port: number } {
  return { address, port };
}
