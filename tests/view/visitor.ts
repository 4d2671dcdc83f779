/**
 * Somebody at the page who needs no browser: asks over the WebSocket what the page asks.
 *
 * @module
 */
import type {
  ListName,
  Lists,
  PageMessage,
  ServerMessage,
  SessionState,
} from "../../view/protocol.ts";

/** A visitor, connected. */
export class Visitor implements Disposable {
  /** What was said first. */
  readonly hello: Extract<ServerMessage, { type: "hello" }>;
  /** The sessions by their numbers, as they stand. */
  readonly sessions = new Map<number, SessionState>();
  /** Everything that was said. */
  readonly said: ServerMessage[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket, hello: Extract<ServerMessage, { type: "hello" }>) {
    this.#socket = socket;
    this.hello = hello;
  }

  /** Connects to a page. */
  static async at(url: string): Promise<Visitor> {
    const address = new URL("live", url);
    const socket = new WebSocket(address.href.replace(/^http/, "ws"), {
      headers: { origin: address.origin },
    } as unknown as string[]);
    const { promise, resolve, reject } = Promise.withResolvers<Visitor>();
    let visitor: Visitor | undefined;
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data) as ServerMessage;
      if (message.type === "hello") resolve(visitor = new Visitor(socket, message));
      else if (message.type === "session") {
        visitor!.sessions.set(message.session.id, message.session);
      } else if (message.type === "gone") visitor!.sessions.delete(message.session);
      visitor!.said.push(message);
    };
    socket.onerror = (event) => reject((event as ErrorEvent).error ?? new Error("No connection"));
    return await promise;
  }

  /** Says something to the server. */
  say(message: PageMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Waits until something was said or holds, twenty seconds at most. */
  async until<T>(find: () => T | undefined | false): Promise<T> {
    for (let i = 0; i < 2000; i++) {
      const found = find();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`It never came; what did: ${Deno.inspect(this.said.slice(-5), { depth: 6 })}`);
  }

  /** Runs a scenario until it has an outcome; gives its sessions. */
  async run(scenario: string): Promise<SessionState[]> {
    const before = this.said.length;
    this.say({ type: "run", scenario });
    const { run } = await this.until(() =>
      this.said.slice(before).find((
        message,
      ): message is Extract<ServerMessage, { type: "running" }> =>
        message.type === "running" && message.scenario === scenario
      )
    );
    const ofRun = () => [...this.sessions.values()].filter((session) => session.run === run);
    await this.until(() =>
      ofRun().some(({ outcome, talking }) => outcome && talking) ||
      this.said.some((message) => message.type === "running" && message.run === run && message.done)
    );
    return ofRun();
  }

  /** All rows of a list as they are now. */
  async rows<Name extends ListName>(session: number, list: Name): Promise<Lists[Name][]> {
    const rows: Lists[Name][] = [];
    for (;;) {
      const before = this.said.length;
      const from = rows.length;
      this.say({ type: "get", session, list, from });
      const answer = await this.until(() =>
        this.said.slice(before).find((message) =>
          message.type === "rows" && message.session === session && message.list === list &&
          message.from === from
        )
      );
      const { rows: more } = answer as unknown as { rows: Lists[Name][] };
      if (more.length === 0) return rows;
      rows.push(...more);
    }
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
