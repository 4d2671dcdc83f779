/**
 * What the page's server asks of whoever keeps the sessions: the seam between HTTP and the lab.
 *
 * @module
 */
import type {
  Chain,
  Detail,
  KeptSession,
  ListName,
  Lists,
  ServerMessage,
  SessionState,
} from "./protocol.ts";

/** What has changed: the page is told, and asks for the rest. */
export type Change = Extract<ServerMessage, { type: "gone" | "running" }> | {
  readonly type: "session";
  readonly session: number;
};

/** A capture that was dropped onto the page. */
export interface Upload {
  /** What the file is called. */
  readonly name: string;
  /** Its bytes, as they arrive. */
  readonly capture: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** A key log, if one came with it. */
  readonly keyLog: Uint8Array | undefined;
}

/** Everything the page can be shown, and everything it can ask to be done. */
export interface Shown {
  /** What a page is told first. */
  hello(): Extract<ServerMessage, { type: "hello" }>;
  /** A session as it stands; undefined if there is none of that number. */
  state(session: number): SessionState | undefined;
  /** At most 500 rows of a list, from an index on. */
  rows<Name extends ListName>(session: number, list: Name, from: number): readonly Lists[Name][];
  /** Everything there is to know of a row; undefined if there is no such row. */
  detail(session: number, list: "opened" | "passed", index: number): Detail | undefined;
  /** The certificates seen; undefined if there is no such session. */
  chains(session: number): Promise<readonly Chain[] | undefined>;
  /** A session as a pcapng file with its secrets; undefined if there is no such session. */
  capture(session: number): Uint8Array<ArrayBuffer> | undefined;
  /** Everything the decoder told of a session, as `tap --json -x --explain` tells it. */
  json(session: number): readonly unknown[] | undefined;
  /** Everything the page shows of a session. */
  kept(session: number): Promise<KeptSession | undefined>;
  /**
   * Decodes a capture.
   *
   * @returns The sessions it became.
   * @throws {UserError} If it is no capture, or holds no TCP connection.
   */
  upload(upload: Upload): Promise<readonly number[]>;
  /** Runs a scenario; what becomes of it is told as changes. Throws a UserError if there is no such one. */
  run(scenario: string): void;
  /** Has the lab's client send a message. Throws a UserError if no talk is open there. */
  send(session: number, text: string): void;
  /** Has the lab's client say exit. Throws a UserError if no talk is open there. */
  end(session: number): void;
  /** Lets go of a session that has ended. Throws a UserError if it goes on. */
  forget(session: number): void;
  /** Tells of every change from now on, until the function it returns is called. */
  subscribe(told: (change: Change) => void): () => void;
}
