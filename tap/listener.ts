/**
 * The one who listens: takes what a relay lets pass, decodes it, tells it and saves it.
 *
 * @module
 */
import { errorLines, UserError } from "../cli/error.ts";
import { say } from "../cli/language.ts";
import { isRead, tell, yellow } from "../cli/terminal.ts";
import { formatAddress } from "../talk/connection.ts";
import type { Connection } from "../tls/connection.ts";
import { Decoder } from "../tls/decoder.ts";
import type { Side } from "../tls/event.ts";
import { KeyLogFile } from "./key_log_file.ts";
import { LiveCapture } from "./live_capture.ts";
import { Printer } from "./printer.ts";
import type { Place, RelaySink } from "./relay.ts";
import { type View, viewOf, type ViewOptions } from "./view.ts";

/** What a listener does with what passes; plain data, so that a worker can be sent it. */
export interface ListenerOptions {
  /** How it is told. */
  readonly view: ViewOptions;
  /** The key log, which may grow. */
  readonly keyLog?: string | undefined;
  /** The capture to save. */
  readonly write?: { readonly path: string; readonly force: boolean } | undefined;
  /** Whether signatures and Finished values are checked. */
  readonly proofs: boolean;
  /** Whether every record is opened, even if that slows down what passes. */
  readonly complete: boolean;
}

/** How often the key log is looked at while records wait for it, and else, in milliseconds. */
const QUICK = 10;
const SLOW = 200;

/** How long a record waits for its key before it is told as sealed, in seconds. */
const PATIENCE = 1;

/**
 * The share of time that may go into decoding before large records are left closed, and how long that
 * time is, in milliseconds: whoever only watches must not slow down those who talk.
 */
const SHARE = 0.02;
const WINDOW = 100;

/** So many bytes pass in that time before anything is left closed. */
const MUCH = 1 << 18;

/** Listens to the connections of a relay. */
export class Listener implements RelaySink {
  readonly #view: View;
  readonly #asText: boolean;
  readonly #printer = new Printer();
  readonly #decoder: Decoder;
  readonly #keyLog: KeyLogFile | undefined;
  #capture: LiveCapture | undefined;
  readonly #connections = new Map<number, Connection>();
  /** The connections that have said something in plain text. */
  readonly #plain = new Set<number>();
  /** Since when a connection's records wait for their keys, in seconds since 1970. */
  readonly #waiting = new Map<number, number>();
  readonly #complete: boolean;
  /** Whether something could not be printed or saved, and whether what is decoded is still printed. */
  #failed = false;
  #silent = false;
  #lookedAt = 0;
  /** Whether it has been told that the key log cannot be read. */
  #keyLogTold = false;
  /** When the present window began, and how much of it went into decoding, in milliseconds. */
  #window = 0;
  #spent = 0;
  /** How many bytes have passed in it. */
  #passed = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  /**
   * Starts listening; nothing has passed yet.
   *
   * @param options What to do with what passes.
   * @throws {UserError} If the key log is there and cannot be read, or the capture cannot be begun.
   */
  constructor({ view, keyLog, write, proofs, complete }: ListenerOptions) {
    this.#complete = complete;
    this.#view = viewOf(view);
    this.#asText = view.format === "text";
    this.#keyLog = keyLog === undefined ? undefined : new KeyLogFile(keyLog);
    this.#decoder = new Decoder({
      emit: (event) => this.#print(...this.#view(event)),
      keysMayCome: keyLog !== undefined,
      proofs,
    });
    this.#addKeys();
    this.#capture = write && new LiveCapture(write.path, {
      force: write.force,
      secretsOf: (id) => this.#secretsOf(id),
    });
    this.#timer = setInterval(() => this.#tick(), QUICK);
  }

  /** A client has connected. */
  opened(id: number, client: Place, server: Place, time: number): void {
    const [from, to] = [formatAddress(client), formatAddress(server)];
    this.#connections.set(id, this.#decoder.open({ client: from, server: to, time }));
    this.#save((capture) => capture.opened(id, client, server, time));
  }

  /** Bytes passed. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void {
    this.#save((capture) => capture.data(id, from, bytes, time));
    const connection = this.#connections.get(id);
    if (!connection || this.#unseen) return;
    const start = performance.now();
    if (start - this.#window > WINDOW) {
      this.#window = start;
      this.#spent = 0;
      this.#passed = 0;
    }
    this.#passed += bytes.length;
    const late = this.#passed > MUCH && this.#spent > SHARE * WINDOW;
    connection.hurry(late && !this.#complete);
    connection.push(from, bytes, time);
    this.#spent += performance.now() - start;
    if (!connection.speaksTls) this.#plain.add(id);
    if (connection.waiting) this.#lookAtKeyLog();
  }

  /** A bit was flipped in what passes next. */
  tampered(id: number, from: Side): void {
    const whose = from === "client" ? say("the client's", "客户端") : say("the server's", "服务器");
    this.#notice(say(
      `#${id}  a bit of ${whose} bytes is flipped here`,
      `#${id}  此处翻转了${whose}数据中的一位`,
    ));
  }

  /** The bit that was to be flipped never passed. */
  untampered(id: number): void {
    this.#notice(say(
      `#${id}  no bit was flipped: there was no such record, or none that long`,
      `#${id}  没有翻转任何一位：没有那条记录，或它没有那么长`,
    ));
  }

  /** A side sends nothing more. */
  ended(id: number, from: Side, time: number): void {
    this.#connections.get(id)?.end(from, time);
    this.#save((capture) => capture.ended(id, from, time));
  }

  /** A side broke the connection off. */
  reset(id: number, from: Side, time: number): void {
    this.#connections.get(id)?.end(from, time);
    if (this.#asText) {
      this.#print(yellow(
        from === "client"
          ? say(`#${id}  the client broke the connection off`, `#${id}  客户端中断了连接`)
          : say(`#${id}  the server broke the connection off`, `#${id}  服务器中断了连接`),
      ));
    }
    this.#save((capture) => capture.reset(id, from, time));
  }

  /** Both sides are done. */
  closed(id: number): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    if (connection.waiting) this.#lookAtKeyLog();
    this.#decoder.close(connection);
    this.#save((capture) => capture.closed(id));
    this.#connections.delete(id);
    this.#waiting.delete(id);
    this.#plain.delete(id);
  }

  /** The server did not take the connection of a client. */
  refused(client: Place, error: Error): void {
    const from = formatAddress(client);
    this.#tell(
      new UserError(
        {
          en: `${from} was turned away: the server cannot be reached: ${error.message}`,
          zh: `${from} 被拒绝：无法连接服务器：${error.message}`,
        },
        {
          en: "Start it, or say where it is: deno task server, --connect HOST:PORT",
          zh: "请启动服务器，或指明其地址：deno task server、--connect 主机:端口",
        },
        { cause: error },
      ),
    );
  }

  /**
   * Ends: what is left is told and saved.
   *
   * @returns Whether all that passed could be printed and saved.
   */
  stop(): boolean {
    clearInterval(this.#timer);
    this.#lookAtKeyLog();
    for (const id of [...this.#connections.keys()]) this.closed(id);
    this.#save((capture) => capture.close());
    this.#printing(() => this.#printer.flush());
    return !this.#failed;
  }

  /** Whether nobody sees what is decoded: stdout is closed, and no capture needs the secrets. */
  get #unseen(): boolean {
    return (this.#silent || !isRead()) && this.#capture === undefined;
  }

  #tick(): void {
    const now = Date.now();
    const eager = [...this.#connections.values()].some(({ waiting }) => waiting);
    if (now - this.#lookedAt >= (eager ? QUICK : SLOW)) this.#lookAtKeyLog();
    this.#losePatience(now / 1000);
    this.#decoder.limit();
    this.#save((capture) => capture.pump(now / 1000));
    this.#printing(() => this.#printer.flush());
  }

  #losePatience(now: number): void {
    for (const [id, connection] of this.#connections) {
      if (!connection.waiting) this.#waiting.delete(id);
      else if (!this.#waiting.has(id)) this.#waiting.set(id, now);
      else if (now - this.#waiting.get(id)! > PATIENCE) connection.stopWaiting();
    }
  }

  #lookAtKeyLog(): void {
    this.#lookedAt = Date.now();
    try {
      this.#addKeys();
      this.#keyLogTold = false;
    } catch (error) {
      if (!this.#keyLogTold) this.#tell(error);
      this.#keyLogTold = true;
    }
  }

  #addKeys(): void {
    for (const part of this.#keyLog?.read() ?? []) this.#decoder.addKeys(part);
  }

  #secretsOf(id: number): { lines: string; enough: boolean } {
    const connection = this.#connections.get(id);
    if (!this.#keyLog) return { lines: "", enough: true };
    if (!connection) return { lines: "", enough: false };
    const logged = connection.clientRandoms.map((random) => this.#decoder.keys.linesOf(random));
    const lines = logged.join("");
    const last = logged.at(-1) ?? "";
    const enough = this.#plain.has(id) && !connection.speaksTls ||
      /^CLIENT_RANDOM /m.test(last) ||
      /^CLIENT_TRAFFIC_SECRET_0 /m.test(last) && /^SERVER_TRAFFIC_SECRET_0 /m.test(last);
    return { lines, enough };
  }

  /** Does something with the capture, and goes on without it where that fails. */
  #save(act: (capture: LiveCapture) => void): void {
    if (!this.#capture) return;
    try {
      act(this.#capture);
    } catch (error) {
      this.#capture = undefined;
      this.#failed = true;
      this.#tell(error);
    }
  }

  /** Says what the tap itself did: among the lines for people, apart from the values for programs. */
  #notice(text: string): void {
    if (this.#asText) this.#print(yellow(text));
    else tell(yellow(text));
  }

  #print(...lines: readonly string[]): void {
    this.#printing(() => this.#printer.add(...lines));
  }

  /** Does something with the printer, and goes on in silence where that fails. */
  #printing(act: () => void): void {
    if (this.#silent) return;
    try {
      act();
    } catch (error) {
      this.#silent = this.#failed = true;
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    const [problem, remedy] = errorLines(error);
    tell(`${yellow(problem)}\n${remedy}`);
  }
}
