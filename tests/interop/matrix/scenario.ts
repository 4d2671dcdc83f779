/**
 * What a scenario is: a server, the clients that connect to it one after the other, what they say, and
 * what has to be seen on the wire for the scenario to be the one its name promises.
 *
 * @module
 */
import type { Side } from "../../../tls/event.ts";

/** One row of the matrix. */
export interface Scenario {
  /** What it is about, such as `TLS 1.3, hello_retry_request`. */
  readonly name: string;
  /** What `openssl s_server` is given, besides its address. */
  readonly server: readonly string[];
  /** Whether the server is `rustls_server.ts` instead, which is given a certificate and a key. */
  readonly rustls?: boolean;
  /** What each `openssl s_client` is given, besides the address, in the order they connect. */
  readonly clients: readonly (readonly string[])[];
  /** What is said on each connection; {@linkcode SMALL_TALK} by default. */
  readonly talk?: readonly Line[];
  /** What has to be seen of each connection, in their order. */
  readonly shows: readonly Shown[];
  /** Added to the environment of both. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the secrets are kept from whoever looks at it. */
  readonly secret?: boolean;
}

/** Something typed at one side, and where it has to show before the talk goes on. */
export interface Line {
  /** Who is typed at. */
  readonly at: Side;
  /** What is typed. */
  readonly text: string;
  /** Who has to print something then; the other side by default. */
  readonly by?: Side;
  /** What has to be printed; what was typed by default. */
  readonly until?: RegExp;
}

/**
 * What has to be seen of a connection. Events are written as `facts.ts` words them: `client_hello`,
 * `client_hello+early_data` for its extension, `alert close_notify`, `data`.
 */
export interface Shown {
  /** The version agreed on. */
  readonly version?: string;
  /** The cipher suite agreed on. */
  readonly suite?: string;
  /** The application protocol agreed on. */
  readonly alpn?: string;
  /** The name asked for. */
  readonly serverName?: string;
  /** Events of the client, in this order, with others between. */
  readonly client?: readonly string[];
  /** Events of the server, in this order, with others between. */
  readonly server?: readonly string[];
  /** Events of neither. */
  readonly never?: readonly string[];
  /** How many events of a kind a side sends. */
  readonly many?: {
    readonly from: Side;
    readonly event: string;
    readonly least?: number;
    readonly most?: number;
  };
  /** Whether application data passes both ways; it does by default. */
  readonly data?: boolean;
  /** Whether tshark can read all of it; it can by default. Of some things not every tshark can. */
  readonly readable?: boolean | "by some";
}

// Each line begins with a digit: s_client and s_server take some letters for commands.

/** A line that one side says and the other hears. */
export function says(at: Side, text: string): Line {
  return { at, text: `${text}\n` };
}

/** What is said where the words do not matter. */
export const SMALL_TALK: readonly Line[] = [
  says("client", "1 is what the client says"),
  says("server", "2 is what the server says"),
];

/** A command of s_client, which says so when it carries one out. */
export function clientCommand(letter: string): Line {
  return { at: "client", text: `${letter}\n`, by: "client", until: /KEYUPDATE|RENEGOTIATING/ };
}

/** A command of s_server, which shows when a client run with `-msg` gets the message that it is to send. */
export function serverCommand(letter: string, message: string): Line {
  return { at: "server", text: `${letter}\n`, until: new RegExp(`<<< .*${message}`) };
}
