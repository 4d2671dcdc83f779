/**
 * The page's HTTP server.
 *
 * @module
 */
import { formatAddress } from "../../talk/connection.ts";
import { listenTrouble } from "../../talk/server_trouble.ts";
import type { Shown } from "../shown.ts";
import { json, plain, UNFORESEEN } from "./answer.ts";
import { Assets } from "./assets.ts";
import { admit, type Admitted, newToken } from "./guard.ts";
import { secured } from "./headers.ts";
import { Live } from "./live.ts";
import { answer } from "./routes.ts";

/** How to serve the page. */
export interface PageOptions {
  /** The address to listen on. */
  readonly host: string;
  /** The port to listen on; 0 picks a free one. */
  readonly port: number;
  /** What the page shows. */
  readonly shown: Shown;
  /** Told of errors that this program did not foresee. */
  readonly trouble: (error: unknown) => void;
  /** The secret in the page's address; a new one by default. */
  readonly token?: string;
  /** The page's files; this project's by default. */
  readonly assets?: Assets;
}

/** A page that is being served. */
export interface ServedPage {
  /** Its address, with the secret. */
  readonly url: string;
  /** The port that is listened on. */
  readonly port: number;
  /** Says goodbye to all pages, breaks off what is under way, and resolves when all is closed. */
  stop(): Promise<void>;
}

/**
 * Serves the page until stopped.
 *
 * @param options Where, and what.
 * @returns The page, already being served.
 * @throws {UserError} If it cannot listen there.
 * @throws {Deno.errors.NotCapable} If the sandbox does not allow it.
 */
export function servePage(options: PageOptions): ServedPage {
  const { host, shown, trouble, token = newToken(), assets = new Assets() } = options;
  const pages = new Set<Live>();
  const ending = new AbortController();
  // Both are known only once it listens, which is before anybody can ask.
  const door = { host, port: options.port, token };

  async function handle(request: Request): Promise<Response> {
    const admitted = admit(request, door);
    if (admitted instanceof Response) return secured(admitted);
    const response = await respond(request, admitted);
    // A HEAD is answered like a GET, but for the content.
    if (request.method !== "HEAD") return secured(response, admitted.host);
    await response.body?.cancel();
    return secured(new Response(null, response), admitted.host);
  }

  async function respond(request: Request, { path }: Admitted): Promise<Response> {
    if (path === null) {
      return new Response(null, { status: 308, headers: { location: `/${token}/` } });
    }
    try {
      if (path === "live" && request.method === "GET") return listen(request);
      return await answer(request, path, { assets, shown });
    } catch (error) {
      trouble(error);
      return json(UNFORESEEN, 500);
    }
  }

  function listen(request: Request): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return plain(426, { en: "This is a WebSocket", zh: "这里是 WebSocket" }, {
        upgrade: "websocket",
      });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    const page = new Live(socket, shown, trouble);
    pages.add(page);
    socket.addEventListener("close", () => pages.delete(page));
    return response;
  }

  const server = listenOn(host, options.port, ending.signal, handle);
  door.port = server.addr.port;
  // No browser calls the address that stands for all of them.
  const called = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return {
    url: `http://${formatAddress({ hostname: called, port: door.port })}/${token}/`,
    port: door.port,
    async stop() {
      for (const page of pages) page.stop();
      ending.abort();
      await server.finished;
    },
  };
}

function listenOn(
  hostname: string,
  port: number,
  signal: AbortSignal,
  handle: (request: Request) => Promise<Response>,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, signal, onListen() {} }, handle);
  } catch (error) {
    throw listenTrouble(error, formatAddress({ hostname, port }));
  }
}
