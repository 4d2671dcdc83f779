/**
 * The certificates a server presents, whether or not it can be trusted.
 *
 * Deno hands over the server's own certificate of a connection that it accepted, never the
 * intermediates, and nothing of one it refused. TLS 1.2 sends the chain in the clear: asking for a
 * handshake of that version and reading on until the Certificate message gives it whole. What comes is
 * for building a path or explaining a refusal; it is not trusted for having come.
 *
 * @module
 */
import { closeQuietly, within, writeAll } from "./connection.ts";

/** Which server, and as whom to address it. */
export interface PresentedChainOptions {
  /** The host to connect to. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** The name to ask for (server_name, RFC 6066 section 3); not sent if it is an IP address. */
  readonly servername: string;
  /** How long it may take, in seconds. */
  readonly timeout: number;
}

/**
 * The chain a server presents, on a connection used for nothing else.
 *
 * @param options Which server.
 * @returns The certificates in DER, leaf first; the leaf alone from a server that speaks TLS 1.3 only;
 * none if they cannot be had.
 */
export async function presentedChain(options: PresentedChainOptions): Promise<Uint8Array[]> {
  const late = new AbortController();
  try {
    const chain = await within(options.timeout, chainInTheClear(options, late.signal));
    return chain.length > 0 ? chain : await within(options.timeout, leafOf(options));
  } catch {
    return [];
  } finally {
    late.abort();
  }
}

/** No chain is near this size: what is beyond is not read. */
const LARGEST = 256 * 1024;

/** The Certificate message of a TLS 1.2 handshake that is then abandoned; empty if none comes. */
async function chainInTheClear(
  { host, port, servername }: PresentedChainOptions,
  late: AbortSignal,
): Promise<Uint8Array[]> {
  const connection = await Deno.connect({ hostname: host, port });
  late.addEventListener("abort", () => closeQuietly(connection));
  try {
    await writeAll(connection, clientHello(servername));
    const received = new Uint8Array(LARGEST);
    for (let held = 0; held < LARGEST;) {
      const count = await connection.read(received.subarray(held));
      if (count === null) return [];
      held += count;
      const handshake = handshakeBytes(received.subarray(0, held));
      const chain = handshake && readChain(handshake);
      if (chain) return chain;
      if (!handshake) return [];
    }
    return [];
  } finally {
    closeQuietly(connection);
  }
}

/** What the handshake records hold so far; undefined where something else, an alert say, came. */
function handshakeBytes(records: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = 0; at + 5 <= records.length;) {
    if (records[at] !== 22) return undefined;
    const end = at + 5 + uint(records, at + 3, 2);
    parts.push(records.subarray(at + 5, end));
    at = end;
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The certificates of the Certificate message (RFC 5246 section 7.4.2), once it is there whole. */
function readChain(handshake: Uint8Array): Uint8Array[] | undefined {
  for (let at = 0; at + 4 <= handshake.length;) {
    const end = at + 4 + uint(handshake, at + 1, 3);
    if (end > handshake.length) return undefined;
    if (handshake[at] === 11) {
      const chain: Uint8Array[] = [];
      for (let one = at + 7; one + 3 <= end;) {
        const next = one + 3 + uint(handshake, one, 3);
        if (next > end) return [];
        chain.push(handshake.slice(one + 3, next));
        one = next;
      }
      return chain;
    }
    at = end;
  }
  return undefined;
}

/** A big-endian number. */
function uint(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let i = at; i < at + width; i++) number = number * 256 + (bytes[i] ?? 0);
  return number;
}

/** A ClientHello that offers TLS 1.2 and what servers of it commonly take (RFC 5246 section 7.4.1.2). */
function clientHello(servername: string): Uint8Array {
  const named = /^[\d.]+$|:/.test(servername)
    ? []
    : extension(0, vector(2, [0, ...vector(2, [...new TextEncoder().encode(servername)])]));
  const extensions = [
    ...named,
    ...extension(10, vector(2, numbers(0x001d, 0x0017, 0x0018, 0x0019))), // supported_groups
    ...extension(11, vector(1, [0])), // ec_point_formats
    ...extension(13, vector(2, numbers(...SIGNATURE_SCHEMES))),
  ];
  const body = [
    ...numbers(0x0303),
    ...crypto.getRandomValues(new Uint8Array(32)),
    ...vector(1, []), // session_id
    ...vector(2, numbers(...CIPHER_SUITES)),
    ...vector(1, [0]), // compression_methods
    ...vector(2, extensions),
  ];
  const handshake = [1, ...vector(3, body)];
  return Uint8Array.from([22, ...numbers(0x0301), ...vector(2, handshake)]);
}

/** ECDHE with ECDSA and RSA: AES-GCM, ChaCha20, AES-CBC; then RSA key transport for the old. */
const CIPHER_SUITES = [
  ...[0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8],
  ...[0xc009, 0xc013, 0xc00a, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035],
];

/** ECDSA, Ed25519, RSA-PSS and RSA with SHA-256 to SHA-512. */
const SIGNATURE_SCHEMES = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601],
];

function numbers(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value >> 8, value & 0xff]);
}

/** Bytes with their length before them. */
function vector(width: 1 | 2 | 3, bytes: readonly number[]): number[] {
  const length = Array.from(
    { length: width },
    (_, i) => bytes.length >> 8 * (width - 1 - i) & 0xff,
  );
  return [...length, ...bytes];
}

function extension(type: number, data: readonly number[]): number[] {
  return [...numbers(type), ...vector(2, data)];
}

/** The leaf alone, through Node's TLS, which speaks TLS 1.3 and can be told not to verify. */
async function leafOf({ host, port, servername }: PresentedChainOptions): Promise<Uint8Array[]> {
  const { default: tls } = await import("node:tls");
  const { promise, resolve } = Promise.withResolvers<Uint8Array[]>();
  const named = /^[\d.]+$|:/.test(servername) ? {} : { servername };
  const socket = tls.connect({ host, port, rejectUnauthorized: false, ...named }, () => {
    const { raw } = socket.getPeerCertificate();
    resolve(raw ? [new Uint8Array(raw)] : []);
  });
  socket.on("error", () => resolve([]));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  try {
    const chain = await promise;
    socket.end(); // With close_notify, so that the server does not take it for a broken talk.
    await within(1, closed).catch(() => {});
    return chain;
  } finally {
    socket.destroy();
  }
}
