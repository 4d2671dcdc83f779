/**
 * A lab that is none: it holds the sessions a test puts in and notes what it is asked to do.
 *
 * @module
 */
import { UserError } from "../../../cli/error.ts";
import type {
  Detail,
  KeptSession,
  ListName,
  Lists,
  OpenedRow,
  ServerMessage,
  SessionState,
} from "../../../view/protocol.ts";
import type { Change, Shown, Upload } from "../../../view/shown.ts";

/** A session that goes on, with so many rows of what was said. */
export function state(id: number, opened = 0): SessionState {
  return {
    id,
    origin: "lab",
    scenario: "well",
    run: 1,
    title: { en: "All is well", zh: "一切正常" },
    client: "127.0.0.1:50000",
    server: "127.0.0.1:9999",
    via: "127.0.0.1:50001",
    began: 1_700_000_000,
    ended: null,
    tls: true,
    version: "TLS 1.3",
    cipherSuite: null,
    group: null,
    alpn: null,
    serverName: null,
    resumed: false,
    completed: false,
    decrypted: true,
    proofs: {},
    data: { client: 0, server: 0 },
    rows: { opened, passed: 0, log: 0 },
    left: 0,
    certificates: false,
    connected: true,
    talking: true,
    outcome: null,
  };
}

/** A row of what was said. */
export function openedRow(index: number): OpenedRow {
  return {
    index,
    kind: "data",
    from: "client",
    time: index,
    name: "data",
    encrypted: true,
    length: 5,
    records: [index + 1],
    facts: [],
    text: "hello",
  };
}

/** What there is to know of row 7 of every session. */
export const DETAIL: Detail = {
  content: { name: "data", bytes: "68656c6c6f", length: 5, fields: [] },
  records: [],
  explanations: [],
};

/** The lab; what a test wants to be different it overwrites. */
export class FakeLab implements Shown {
  readonly sessions = new Map<number, SessionState>();
  readonly done: string[] = [];
  readonly uploads: { name: string; capture: Uint8Array; keyLog: Uint8Array | undefined }[] = [];
  largestUpload = 1024 * 1024;
  values: unknown[] = [];
  rowText = "hello";
  readonly #told = new Set<(change: Change) => void>();

  /** How many pages listen. */
  get listeners(): number {
    return this.#told.size;
  }

  tell(change: Change): void {
    for (const told of this.#told) told(change);
  }

  put(session: SessionState): void {
    this.sessions.set(session.id, session);
    this.tell({ type: "session", session: session.id });
  }

  hello(): Extract<ServerMessage, { type: "hello" }> {
    return {
      type: "hello",
      language: "en",
      scenarios: [],
      tap: "127.0.0.1:9998",
      server: "127.0.0.1:9999",
      commands: [],
      largestUpload: this.largestUpload,
      sessions: [...this.sessions.keys()],
    };
  }

  state(session: number): SessionState | undefined {
    return this.sessions.get(session);
  }

  rows<Name extends ListName>(session: number, list: Name, from: number): readonly Lists[Name][] {
    const count = this.sessions.get(session)!.rows[list];
    const rows = [];
    for (let i = from; i < Math.min(count, from + 500); i++) {
      rows.push({ ...openedRow(i), text: this.rowText });
    }
    return rows as unknown as Lists[Name][];
  }

  detail(session: number, list: "opened" | "passed", index: number): Detail | undefined {
    return this.sessions.has(session) && list === "opened" && index === 7 ? DETAIL : undefined;
  }

  chains(session: number) {
    return Promise.resolve(this.sessions.has(session) ? [] : undefined);
  }

  capture(session: number) {
    return this.sessions.has(session) ? new Uint8Array([10, 13, 13, 10]) : undefined;
  }

  json(session: number) {
    return this.sessions.has(session) ? this.values : undefined;
  }

  kept(session: number): Promise<KeptSession | undefined> {
    const found = this.sessions.get(session);
    return Promise.resolve(found && kept(found));
  }

  async upload({ name, capture, keyLog }: Upload) {
    const bytes = await new Response(capture).bytes();
    if (bytes.length === 0) throw trouble(`${name} is no capture`);
    this.uploads.push({ name, capture: bytes, keyLog });
    return [this.uploads.length];
  }

  run(scenario: string) {
    if (scenario === "none") throw trouble("no such scenario");
    if (scenario === "defect") throw new TypeError("a defect");
    this.done.push(`run ${scenario}`);
  }

  send(session: number, text: string) {
    this.done.push(`send ${session} ${text}`);
  }

  end(session: number) {
    this.done.push(`end ${session}`);
  }

  forget(session: number) {
    this.done.push(`forget ${session}`);
  }

  subscribe(told: (change: Change) => void) {
    this.#told.add(told);
    return () => void this.#told.delete(told);
  }
}

/** Everything the page shows of a session. */
export function kept(session: SessionState): KeptSession {
  return {
    language: "en",
    session,
    opened: [openedRow(0)],
    passed: [],
    log: [],
    details: { opened: [DETAIL], passed: [] },
    chains: [],
  };
}

function trouble(text: string): UserError {
  return new UserError({ en: text, zh: text }, { en: "do this", zh: "请这样做" });
}
