/**
 * A stage with real roles and a real relay, and nobody in the audience: it keeps what it is told, and
 * decodes what passes.
 *
 * @module
 */
import { makeLab } from "../../../ca.ts";
import { connect } from "../../../client.ts";
import { identityOf, type Server, type ServerEvent, startServer } from "../../../server.ts";
import type { Session } from "../../../talk/session.ts";
import { type Relay, startRelay } from "../../../tap/relay.ts";
import type { Connection } from "../../../tls/connection.ts";
import { Decoder } from "../../../tls/decoder.ts";
import type { AlertEvent, TlsEvent } from "../../../tls/event.ts";
import type { LogRow, Outcome } from "../../../view/protocol.ts";
import type { Attempt, AttemptOptions, Lab, Stage } from "../../../view/stage.ts";

/** A row, and whose it is. */
export type Row = Omit<LogRow, "index" | "time">;

/** A connection that passed a tap. */
export interface Passed {
  readonly events: TlsEvent[];
  readonly over: PromiseWithResolvers<void>;
}

/** An attempt, and all that was told of it. */
export class BareAttempt implements Attempt {
  readonly rows: Row[] = [];
  readonly outcomes: Outcome[] = [];
  readonly connections: Passed[] = [];
  /** What the page was answered on the talk that it was handed, once all was said. */
  later: string | undefined;
  readonly #readKeys: () => void;
  readonly #over = Promise.withResolvers<void>();
  #session: Session | undefined;

  constructor(readonly options: AttemptOptions, readKeys: () => void) {
    this.#readKeys = readKeys;
  }

  clientSays(row: Omit<Row, "who">): void {
    this.rows.push({ ...row, who: "client" });
  }

  talk(session: Session): ReturnType<Attempt["talk"]> {
    this.#session = session;
    return {
      say: async (text) => {
        this.clientSays({ kind: "sent", text });
        const answer = await session.send(text);
        this.clientSays({ kind: "acknowledged", text: answer ?? "" });
        return answer;
      },
      over: this.#over.promise,
    };
  }

  get settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, 2000);
    this.connections[0]?.over.promise.then(resolve);
    return promise.finally(() => clearTimeout(timer));
  }

  get alert(): ReturnType<() => Attempt["alert"]> {
    this.#readKeys();
    return this.connections[0]?.events.find((event): event is AlertEvent =>
      event.type === "alert" && event.description !== "close_notify"
    );
  }

  outcome(outcome: Outcome): void {
    this.outcomes.push(outcome);
  }

  /** Does what a page may do once something has come of the attempt: says something more, and ends. */
  async page(): Promise<void> {
    try {
      this.later = await this.#session?.send("later");
      await this.#session?.end();
    } finally {
      this.#over.resolve();
    }
  }
}

/** The stage. */
export class BareStage implements Stage, AsyncDisposable {
  readonly roles = { startServer, connect };
  readonly attempts: BareAttempt[] = [];
  readonly events: ServerEvent[] = [];
  /** How many taps are open. */
  taps = 0;
  readonly #stopping = new AbortController();
  readonly #decoder: Decoder;
  readonly #keyLog: string | undefined;
  readonly #server: Server;
  #connections = new Map<number, Passed>();
  #read = 0;

  constructor(readonly lab: Lab, readonly folder: string, keyLog?: string) {
    this.#keyLog = keyLog;
    this.#decoder = new Decoder({
      keysMayCome: true,
      emit: (event) => this.#connections.get(event.connection)?.events.push(event),
    });
    const log = this.serverNews;
    this.#server = startServer({ host: "127.0.0.1", port: 0, ...lab.identity, log });
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get server(): { hostname: string; port: number } {
    return { hostname: "127.0.0.1", port: this.#server.port };
  }

  readonly serverNews = (event: ServerEvent): void => {
    this.events.push(event);
  };

  serverSays(row: Omit<Row, "who">): void {
    this.attempts.at(-1)!.rows.push({ ...row, who: "server" });
  }

  attempt(options: AttemptOptions): BareAttempt {
    const attempt = new BareAttempt(options, () => this.#readKeys());
    this.attempts.push(attempt);
    return attempt;
  }

  async tap({ connect, meddle }: Parameters<Stage["tap"]>[0]): Promise<Relay> {
    const open = new Map<number, { passed: Passed; connection: Connection }>();
    const listen = { hostname: "127.0.0.1", port: 0 };
    const relay = await startRelay({
      listen,
      connect,
      meddle,
      sink: {
        opened: (id) => {
          const connection = this.#decoder.open({ client: "client", server: "server" });
          const passed = { events: [], over: Promise.withResolvers<void>() };
          open.set(id, { passed, connection });
          this.#connections.set(connection.id, passed);
          this.attempts.at(-1)!.connections.push(passed);
        },
        data: (id, from, bytes, time) => open.get(id)!.connection.push(from, bytes, time),
        closed: (id) => {
          const { passed, connection } = open.get(id)!;
          this.#readKeys();
          this.#decoder.close(connection);
          passed.over.resolve();
        },
        tampered() {},
        untampered() {},
        ended() {},
        reset() {},
        refused() {},
      },
    });
    this.taps++;
    return {
      ...relay,
      stop: async () => {
        await relay.stop();
        this.taps--;
      },
    };
  }

  /** Ends whatever is being played. */
  abort(): void {
    this.#stopping.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.abort();
    await this.#server.stop();
  }

  #readKeys(): void {
    if (this.#keyLog === undefined) return;
    const bytes = Deno.readFileSync(this.#keyLog);
    this.#decoder.addKeys(bytes.subarray(this.#read));
    this.#read = bytes.length;
  }
}

/** A lab in a folder, as the page has one. */
export async function labIn(folder: string): Promise<Lab> {
  const { ca, caKey, certificate, key, files } = await makeLab({ folder, kind: "ec:p256" });
  const identity = identityOf([certificate], key);
  return { ca, caFile: files.ca, caKey, certificate, identity };
}
