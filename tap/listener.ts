/**
 * The one who listens: watches what a relay lets pass, tells it in lines and saves it.
 *
 * @module
 */
import { errorLines, UserError } from "../cli/error.ts";
import { say } from "../cli/language.ts";
import { isRead, tell, yellow } from "../cli/terminal.ts";
import { formatAddress } from "../talk/connection.ts";
import type { Side } from "../tls/event.ts";
import { LiveCapture } from "./live_capture.ts";
import { Printer } from "./printer.ts";
import type { Place, RelaySink } from "./relay.ts";
import { viewOf, type ViewOptions } from "./view.ts";
import { Watch } from "./watch.ts";

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

/** How often what is held back is written, in milliseconds. */
const PERIOD = 10;

/** Listens to the connections of a relay. */
export class Listener implements RelaySink {
  readonly #asText: boolean;
  readonly #printer = new Printer();
  readonly #watch: Watch;
  #capture: LiveCapture | undefined;
  /** Whether something could not be printed or saved, and whether what is decoded is still printed. */
  #failed = false;
  #silent = false;
  readonly #timer: ReturnType<typeof setInterval>;

  /**
   * Starts listening; nothing has passed yet.
   *
   * @param options What to do with what passes.
   * @throws {UserError} If the key log is there and cannot be read, or the capture cannot be begun.
   */
  constructor({ view, keyLog, write, proofs, complete }: ListenerOptions) {
    this.#asText = view.format === "text";
    const show = viewOf(view);
    this.#watch = new Watch({
      emit: (event) => this.#print(...show(event)),
      keyLog,
      proofs,
      complete,
      trouble: (error) => this.#tell(error),
    });
    try {
      this.#capture = write && new LiveCapture(write.path, {
        force: write.force,
        secretsOf: (id) => this.#watch.secretsOf(id),
      });
    } catch (error) {
      this.#watch.stop();
      throw error;
    }
    this.#timer = setInterval(() => this.#tick(), PERIOD);
  }

  /** A client has connected. */
  opened(id: number, client: Place, server: Place, time: number): void {
    this.#watch.opened(id, formatAddress(client), formatAddress(server), time);
    this.#save((capture) => capture.opened(id, client, server, time));
  }

  /** Bytes passed. */
  data(id: number, from: Side, bytes: Uint8Array, time: number): void {
    this.#save((capture) => capture.data(id, from, bytes, time));
    if (!this.#unseen) this.#watch.data(id, from, bytes, time);
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
    this.#watch.ended(id, from, time);
    this.#save((capture) => capture.ended(id, from, time));
  }

  /** A side broke the connection off. */
  reset(id: number, from: Side, time: number): void {
    this.#watch.reset(id, from, time);
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
    this.#watch.closed(id);
    this.#save((capture) => capture.closed(id)); // Which asks for its secrets a last time.
    this.#watch.forget(id);
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
    this.#watch.stop();
    this.#save((capture) => capture.close());
    this.#printing(() => this.#printer.flush());
    return !this.#failed;
  }

  /** Whether nobody sees what is decoded: stdout is closed, and no capture needs the secrets. */
  get #unseen(): boolean {
    return (this.#silent || !isRead()) && this.#capture === undefined;
  }

  #tick(): void {
    this.#save((capture) => capture.pump(Date.now() / 1000));
    this.#printing(() => this.#printer.flush());
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
