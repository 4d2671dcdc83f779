/**
 * What a scenario plays on: the roles, taps whose connections are kept as sessions, and places to say
 * what came of it.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import type { Meddler } from "../tap/meddler.ts";
import type { Place, Relay } from "../tap/relay.ts";
import type { ClientOptions, Identity, Server, ServerEvent, ServerOptions } from "../talk/roles.ts";
import type { Session } from "../talk/session.ts";
import type { Side } from "../tls/event.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { PrivateKey } from "../x509/private_key.ts";
import type { LogRow, Outcome } from "./protocol.ts";

/** The roles of this project, which folders do not import but are given. */
export interface Roles {
  /** As in `server.ts`. */
  readonly startServer: (options: ServerOptions) => Server;
  /** As in `client.ts`. */
  readonly connect: (options: ClientOptions) => Promise<Session>;
}

/** The lab's own authority and server, as `ca.ts` makes them. */
export interface Lab {
  /** The root. */
  readonly ca: Certificate;
  /** The file it is in. */
  readonly caFile: string;
  /** The authority's key; undefined where it is kept elsewhere, and nothing new can be issued. */
  readonly caKey: PrivateKey | undefined;
  /** What the lab's server proves itself with. */
  readonly identity: Identity;
  /** The certificate in that. */
  readonly certificate: Certificate;
}

/** What a scenario is played on. */
export interface Stage {
  /** Who can be started. */
  readonly roles: Roles;
  /** The lab's certificates. */
  readonly lab: Lab;
  /** A folder of its own for files that roles read, such as another root; gone when the page is. */
  readonly folder: string;
  /** Aborted when the page is stopped or the run is to end: stop what was started then. */
  readonly signal: AbortSignal;
  /**
   * Starts a tap in front of a server, on a free port. Every connection through it becomes a session of
   * the attempt under way.
   */
  tap(
    options: { readonly connect: Place; readonly meddle?: (() => Meddler) | undefined },
  ): Promise<Relay>;
  /** Takes what happens at a server: it is told in the session it belongs to. Give it as `log`. */
  readonly serverNews: (event: ServerEvent) => void;
  /** Tells what a server that is none of the roles did. */
  serverSays(row: Omit<LogRow, "index" | "time" | "who">): void;
  /** Begins one connection of a client and what belongs to it. */
  attempt(options: AttemptOptions): Attempt;
}

/** What is known of a connection before it is made. */
export interface AttemptOptions {
  /** What to call its session; the scenario's title by default. */
  readonly title?: Text;
  /** The roots its certificate is judged by, in DER. */
  readonly roots: readonly Uint8Array[];
  /** Whose roots they are. */
  readonly trusted: Text;
  /** The name its certificate has to cover. */
  readonly host: string;
}

/** One connection of a client: the first that passes a tap after it has begun is its session. */
export interface Attempt {
  /** Tells what the client does. May be called before there is a connection, or if there never is one. */
  clientSays(row: Omit<LogRow, "index" | "time" | "who">): void;
  /**
   * Hands the client's talk over to the page, which may send messages on it.
   *
   * @returns `say` sends a message and tells it and its answer in the log (it rejects with a UserError
   * if the talk breaks off, which it has told then); `over` resolves when the talk has ended, at the
   * latest when `signal` is aborted.
   */
  talk(
    session: Session,
  ): { say(text: string): Promise<string | undefined>; readonly over: Promise<void> };
  /** Resolves when the tap has seen the connection end, or after two seconds. */
  readonly settled: Promise<void>;
  /** The first alert other than close_notify that has passed on it. */
  readonly alert: { readonly from: Side; readonly description: string } | undefined;
  /** Says what came of it; may be called again when more comes of it. */
  outcome(outcome: Outcome): void;
}
