/**
 * A talk of the lab's own client that the page may take part in.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import type { Text } from "../../cli/language.ts";
import { EXIT } from "../../talk/protocol.ts";
import type { Session } from "../../talk/session.ts";
import type { LogRow } from "../protocol.ts";

/** Where a talk is told, and when it is over whatever its two ends think. */
export interface TalkOptions {
  /** Tells what the client does. */
  readonly tell: (row: Omit<LogRow, "index" | "time" | "who">) => void;
  /** Resolves when the connection is over. */
  readonly ended: Promise<void>;
  /** Called once when the talk is over. */
  readonly closed: () => void;
}

/** How many messages may wait for the answers of those before them. */
const MOST_WAITING = 32;

/** A talk that is open: what is said goes out one after the other, and is told with its answer. */
export class Talk {
  readonly #session: Session;
  readonly #options: TalkOptions;
  readonly #over = Promise.withResolvers<void>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;
  #ending: Promise<void> | undefined;

  /**
   * Takes over a talk.
   *
   * @param session The talk.
   * @param options Where it is told.
   */
  constructor(session: Session, options: TalkOptions) {
    this.#session = session;
    this.#options = options;
    options.ended.then(() => this.#close());
  }

  /** Resolves when the talk is over. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /**
   * Sends a message once those before it have been answered; `exit` ends the talk, as it does everywhere.
   *
   * @param text The message.
   * @returns The answer; undefined if a server that speaks plain text gives none in time, or at the end.
   * @throws {UserError} If the talk is over or breaks off, which has been told then; or if too many
   * messages wait.
   */
  say(text: string): Promise<string | undefined> {
    if (text.trim() === EXIT) return this.end().then(() => undefined);
    if (this.#ending) throw closed();
    if (this.#waiting >= MOST_WAITING) throw tooMany();
    this.#waiting++;
    const said = this.#last.then(() => this.#send(text)).finally(() => this.#waiting--);
    this.#last = said.catch(() => {}); // Whoever asked is told; the next message is not to blame.
    return said;
  }

  async #send(text: string): Promise<string | undefined> {
    if (this.#closed) throw closed();
    this.#options.tell({ kind: "sent", text });
    try {
      const answer = await this.#session.send(text);
      this.#options.tell(answer === undefined ? NO_ANSWER : { kind: "acknowledged", text: answer });
      return answer;
    } catch (error) {
      if (error instanceof UserError) {
        this.#options.tell({ kind: "bad", text: error.problem });
      }
      this.close();
      throw error;
    }
  }

  /** Says exit, once what was said before has been answered, and closes; asked again, it is the same end. */
  end(): Promise<void> {
    this.#ending ??= this.#last.then(() => this.#end());
    return this.#ending;
  }

  async #end(): Promise<void> {
    if (this.#closed) return;
    this.#options.tell({ kind: "sent", text: EXIT });
    await this.#session.end();
    this.#close();
  }

  /** Closes at once. */
  close(): void {
    this.#session.close();
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#session.close();
    this.#options.closed();
    this.#over.resolve();
  }
}

const NO_ANSWER: { kind: "note"; text: Text } = {
  kind: "note",
  text: { en: "No answer came", zh: "没有收到回应" },
};

function closed(): UserError {
  return new UserError(
    { en: "This talk is over", zh: "该会话已结束" },
    { en: "Run a scenario to begin another", zh: "请运行一个场景以开始新的会话" },
  );
}

function tooMany(): UserError {
  return new UserError(
    {
      en: `${MOST_WAITING} messages wait for their answers`,
      zh: `已有 ${MOST_WAITING} 条消息在等待回应`,
    },
    { en: "Wait until the server has answered", zh: "请等服务器回应后再发送" },
  );
}
