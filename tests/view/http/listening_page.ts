/**
 * Pages that listen to live news: one that reads, one that does not.
 *
 * @module
 */
import type { PageMessage, ServerMessage } from "../../../view/protocol.ts";
import { type Serving, until } from "./serving.ts";

/** A page that listens. */
export interface Page extends AsyncDisposable {
  readonly heard: ServerMessage[];
  /** When each of `heard` arrived. */
  readonly times: number[];
  readonly closed: Promise<CloseEvent>;
  say(message: PageMessage | string | Uint8Array<ArrayBuffer>): void;
  /** Waits until a message of a type has come that was not waited for before. */
  next<T extends ServerMessage["type"]>(type: T): Promise<Extract<ServerMessage, { type: T }>>;
}

export async function join(serving: Serving): Promise<Page> {
  const url = `${serving.page.url}live`.replace("http:", "ws:");
  // The browser's types know no headers; a browser says by itself which page it is.
  const Socket = WebSocket as unknown as new (
    url: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const socket = new Socket(url, { headers: { origin: new URL(serving.page.url).origin } });
  const heard: ServerMessage[] = [];
  const times: number[] = [];
  socket.addEventListener("message", ({ data }) => {
    heard.push(JSON.parse(data));
    times.push(performance.now());
  });
  const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener("close", resolve));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let seen = 0;
  return {
    heard,
    times,
    closed,
    say: (message) =>
      socket.send(
        typeof message === "string" || message instanceof Uint8Array
          ? message
          : JSON.stringify(message),
      ),
    async next(type) {
      await until(() => heard.slice(seen).some((message) => message.type === type));
      seen = heard.findIndex((message, i) => i >= seen && message.type === type) + 1;
      return heard[seen - 1] as never;
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      await closed;
    },
  };
}

/** A page that says what it has to say and never reads, not even that it was let in. */
export async function joinDeaf(serving: Serving): Promise<Deno.TcpConn> {
  const host = `127.0.0.1:${serving.port}`;
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: serving.port });
  await connection.write(new TextEncoder().encode(
    `GET /${serving.token}/live HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\n` +
      "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n" +
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  ));
  await until(() => serving.lab.listeners === 1);
  return connection;
}

/** A text frame as a client sends it (RFC 6455 section 5.2), masked with zeros. */
export function frame(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array([0x81, 0x80 | bytes.length, 0, 0, 0, 0, ...bytes]);
}
