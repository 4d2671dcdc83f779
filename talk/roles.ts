/**
 * What the two ends of a talk are started with and what they tell. The roles themselves are `server.ts`
 * and `client.ts`; this is what others may know of them.
 *
 * @module
 */
import type { UserError } from "../cli/error.ts";

/** What a server proves itself with. */
export interface Identity {
  /** The certificate chain, leaf first, in PEM. */
  readonly cert: string;
  /** The private key in PEM. */
  readonly key: string;
}

/** A version of TLS that server and client speak. */
export type TlsVersion = "TLS 1.2" | "TLS 1.3";

/** What a server needs. */
export interface ServerOptions extends Identity {
  /** The address to listen on. */
  readonly host: string;
  /** The port; 0 picks a free one. */
  readonly port: number;
  /** The largest message taken, in bytes; 1 MiB by default. */
  readonly maxMessage?: number;
  /** How long a handshake may take, in seconds; 10 by default. */
  readonly handshakeTimeout?: number;
  /** How long a talk may be silent, in seconds; 300 by default. */
  readonly idleTimeout?: number;
  /** The newest version of TLS spoken; 1.3 by default. The oldest is 1.2. */
  readonly maxVersion?: TlsVersion;
  /** Told what happens, as it happens. */
  readonly log?: (event: ServerEvent) => void;
}

/** What happens at a server. */
export type ServerEvent =
  & {
    /** The client's address and port; for `accept`, the server's own. */
    readonly peer: string;
  }
  & (
    | { readonly type: "connected"; readonly alpn: string | null }
    | { readonly type: "message"; readonly text: string }
    | { readonly type: "acknowledged"; readonly text: string }
    | { readonly type: "ended"; readonly how: "exit" | "closed" | "cut" }
    | { readonly type: "trouble"; readonly error: UserError }
  );

/** A server that is listening. */
export interface Server {
  /** Where it listens, such as `127.0.0.1:9999`. */
  readonly address: string;
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening, ends every talk, and resolves when all is closed. */
  stop(): Promise<void>;
}

/** What a client needs. */
export interface ClientOptions {
  /** The host to connect to: a name or an IP address. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** The file with the roots to trust, in PEM or DER. */
  readonly ca: string;
  /** The name the certificate must carry; the host by default. */
  readonly serverName?: string;
  /** The largest message sent or taken, in bytes; 1 MiB by default. */
  readonly maxMessage?: number;
  /** How long connecting, the handshake and an answer may each take, in seconds; 10 by default. */
  readonly timeout?: number;
}
