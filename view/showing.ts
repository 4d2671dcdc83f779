/**
 * The lab behind the page: its server and tap, the scenarios that are played, the sessions that are kept.
 *
 * @module
 */
import { UserError } from "../cli/error.ts";
import { language, type Text } from "../cli/language.ts";
import { type Place, type Relay, startRelay } from "../tap/relay.ts";
import { toJson } from "../tap/json.ts";
import { sessionCapture } from "../tap/session_capture.ts";
import { within } from "../talk/connection.ts";
import type { Server } from "../talk/roles.ts";
import { outsideCommands } from "./outside.ts";
import type {
  Chain,
  Detail,
  KeptSession,
  ListName,
  Lists,
  ServerMessage,
  SessionState,
} from "./protocol.ts";
import { Run } from "./run.ts";
import { play } from "./scenario/play.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { SCENARIOS } from "./scenario/scenarios.ts";
import { Archive } from "./session/archive.ts";
import { keepSession } from "./session/keep.ts";
import { Recorder } from "./session/recorder.ts";
import type { Recording } from "./session/recording.ts";
import { ServerNews } from "./session/server_news.ts";
import type { Talk } from "./session/talk.ts";
import { decodeUpload, LARGEST_UPLOAD } from "./session/upload.ts";
import type { Change, Shown, Upload } from "./shown.ts";
import type { Lab, Roles } from "./stage.ts";

/** What the lab needs. */
export interface ShowingOptions {
  /** The roles of this project. */
  readonly roles: Roles;
  /** The lab's certificates. */
  readonly lab: Lab;
  /** A private folder. */
  readonly folder: string;
  /** The key log in it. */
  readonly keyLog: string;
  /** Where programs from outside connect; port 0 picks a free one. */
  readonly tap: Place;
  /** Told what goes wrong that no page asked for. */
  readonly trouble: (error: unknown) => void;
}

/** How many scenarios may be played at once, and how many talks of theirs stay open. */
const MOST_RUNNING = 4;
const MOST_TALKS = 12;

/** How long runs may take to end when all is to end, in seconds. */
const PATIENCE = 3;

/** The lab, running. */
export class Showing implements Shown {
  readonly #options: ShowingOptions;
  readonly #archive = new Archive();
  readonly #stopping = new AbortController();
  readonly #runs = new Set<Promise<void>>();
  /** The runs that are being made ready: their talk has not begun. */
  #running = 0;
  #server!: Server;
  #relay!: Relay;
  #recorder!: Recorder;

  private constructor(options: ShowingOptions) {
    this.#options = options;
  }

  /**
   * Starts the lab's server, and a tap in front of it.
   *
   * @param options The roles and certificates, and where the tap listens.
   * @returns The lab.
   * @throws {Error} What {@linkcode startRelay} throws if the tap cannot listen there.
   */
  static async start(options: ShowingOptions): Promise<Showing> {
    const showing = new Showing(options);
    await showing.#start();
    return showing;
  }

  async #start(): Promise<void> {
    const { roles, lab, keyLog, tap, trouble } = this.#options;
    const news = new ServerNews();
    this.#server = roles.startServer({
      host: "127.0.0.1",
      port: 0,
      ...lab.identity,
      log: (event) => news.take(event),
    });
    this.#recorder = new Recorder({
      archive: this.#archive,
      keyLog,
      trouble,
      expect: () => ({
        origin: "outside",
        scenario: null,
        run: this.#archive.nextRun(),
        title: { en: "From outside", zh: "外部连接" },
        trust: { roots: [lab.ca.der], trusted: LAB_ROOT, host: null },
      }),
      opened: (recording) => news.opened(recording),
    });
    const connect = { hostname: "127.0.0.1", port: this.#server.port };
    try {
      this.#relay = await startRelay({ listen: tap, connect, sink: this.#recorder });
    } catch (error) {
      this.#recorder.stop();
      await this.#server.stop();
      throw error;
    }
  }

  /** Where the tap listens, such as `127.0.0.1:9998`. */
  get tapAddress(): string {
    return this.#relay.address;
  }

  /** Ends everything; what does not end by itself is left behind after three seconds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await within(PATIENCE, Promise.all(this.#runs)).catch(() => {});
    await this.#relay.stop();
    this.#recorder.stop();
    await this.#server.stop();
  }

  hello(): Extract<ServerMessage, { type: "hello" }> {
    return {
      type: "hello",
      language: language(),
      scenarios: SCENARIOS.map(({ id, group, title, summary }) => ({ id, group, title, summary })),
      tap: this.#relay.address,
      server: this.#server.address,
      commands: outsideCommands(this.#relay.port, this.#options.lab.caFile),
      largestUpload: LARGEST_UPLOAD,
      sessions: this.#archive.ids,
    };
  }

  state(session: number): SessionState | undefined {
    return this.#archive.get(session)?.state;
  }

  rows<Name extends ListName>(session: number, list: Name, from: number): readonly Lists[Name][] {
    return this.#archive.get(session)?.rows(list, from) ?? [];
  }

  detail(session: number, list: "opened" | "passed", index: number): Detail | undefined {
    return this.#archive.get(session)?.detail(list, index);
  }

  async chains(session: number): Promise<readonly Chain[] | undefined> {
    return await this.#archive.get(session)?.chains();
  }

  capture(session: number): Uint8Array<ArrayBuffer> | undefined {
    const recording = this.#archive.get(session);
    return recording && captureOf(recording);
  }

  json(session: number): readonly unknown[] | undefined {
    const recording = this.#archive.get(session);
    return recording &&
      [...recording.events()].map((event) =>
        toJson({ ...event, connection: session }, { records: true, explain: true })
      );
  }

  async kept(session: number): Promise<KeptSession | undefined> {
    const recording = this.#archive.get(session);
    return recording && await keepSession(recording);
  }

  async upload(upload: Upload): Promise<readonly number[]> {
    return await decodeUpload(upload, {
      archive: this.#archive,
      trust: { roots: [this.#options.lab.ca.der], trusted: LAB_ROOT, host: null },
    });
  }

  run(id: string): void {
    const scenario = SCENARIOS.find((one) => one.id === id);
    if (!scenario) throw noScenario(id);
    if (this.#running >= MOST_RUNNING) throw tooManyRuns();
    this.#limitTalks();
    const run = this.#play(scenario).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
  }

  send(session: number, text: string): void {
    this.#talk(session).say(text).catch(() => {}); // It has been told in the log.
  }

  end(session: number): void {
    this.#talk(session).end().catch(() => {});
  }

  forget(session: number): void {
    const recording = this.#archive.get(session);
    if (recording && !recording.ended) throw goesOn();
    this.#archive.forget(session);
  }

  subscribe(told: (change: Change) => void): () => void {
    return this.#archive.subscribe(told);
  }

  async #play(scenario: Scenario): Promise<void> {
    const { roles, lab, folder, keyLog, trouble } = this.#options;
    const run = this.#archive.nextRun();
    const told = { type: "running", scenario: scenario.id, run } as const;
    let ready = false;
    const isReady = () => {
      if (ready) return;
      ready = true;
      this.#running--;
    };
    this.#running++;
    this.#archive.tell({ ...told, done: false });
    const stage = new Run({
      roles,
      lab,
      folder,
      signal: this.#stopping.signal,
      scenario: scenario.id,
      title: scenario.title,
      run,
      archive: this.#archive,
      keyLog,
      trouble,
      opened: isReady,
    });
    try {
      await play(scenario, stage);
    } catch (error) {
      trouble(error);
      stage.fail(error);
    } finally {
      isReady();
      await stage.stop();
      this.#archive.tell({ ...told, done: true });
    }
  }

  /** Lets the oldest talks end where too many are open. */
  #limitTalks(): void {
    const open = this.#archive.recordings.filter(({ talk }) => talk);
    for (const { talk } of open.slice(0, Math.max(0, open.length - MOST_TALKS + 1))) {
      talk!.end().catch(() => {});
    }
  }

  #talk(session: number): Talk {
    const talk = this.#archive.get(session)?.talk;
    if (!talk) throw noTalk();
    return talk;
  }
}

const LAB_ROOT: Text = { en: "this lab's own authority", zh: "本实验室自己的 CA" };

/** A session as a pcapng file; undefined if it never came to a connection. */
function captureOf({ basics, passages, secrets }: Recording): Uint8Array<ArrayBuffer> | undefined {
  const { ends, began } = basics;
  return ends ? sessionCapture({ ...ends, began, passed: passages, secrets }) : undefined;
}

function noScenario(id: string): UserError {
  return new UserError(
    { en: `There is no scenario "${id}"`, zh: `没有名为“${id}”的场景` },
    { en: "Reload the page", zh: "请重新载入页面" },
  );
}

function tooManyRuns(): UserError {
  return new UserError(
    { en: "Several scenarios are being made ready already", zh: "已有多个场景正在准备" },
    { en: "Wait until one of them has begun", zh: "请等其中一个开始" },
  );
}

function noTalk(): UserError {
  return new UserError(
    { en: "No talk is open there any more", zh: "该会话已不再打开" },
    { en: "Run a scenario to begin another", zh: "请运行一个场景以开始新的会话" },
  );
}

function goesOn(): UserError {
  return new UserError(
    { en: "The session is still going on", zh: "该会话仍在进行" },
    { en: "End it first: say exit", zh: "请先结束它：发送 exit" },
  );
}
