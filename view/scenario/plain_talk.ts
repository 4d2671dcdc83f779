/**
 * The talk as it would be without TLS: the same messages and acknowledgements, over plain TCP.
 *
 * @module
 */
import { pick } from "../../cli/language.ts";
import { ACKNOWLEDGEMENT } from "../../talk/acknowledgement.ts";
import { closeQuietly, formatAddress, writeAll } from "../../talk/connection.ts";
import { dialTcp } from "../../talk/dial.ts";
import { EXIT, MAX_MESSAGE, protocolFor } from "../../talk/protocol.ts";
import type { Server, ServerEvent } from "../../talk/roles.ts";
import { acceptTrouble, isClosing, talkTrouble } from "../../talk/server_trouble.ts";
import { type Session, TlsSession } from "../../talk/session.ts";
import type { Place } from "../../tap/relay.ts";
import { LOOPBACK } from "./scene.ts";

/** How long connecting and an answer may each take, in seconds. */
const PATIENCE = 10;

/**
 * Listens on a free port of this machine and acknowledges every message, as `server.ts` does over TLS.
 *
 * @param log Told what happens, as it happens.
 * @returns The server, already listening.
 */
export function startPlainServer(log: (event: ServerEvent) => void): Server {
  const listener = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const { port } = listener.addr;
  const address = formatAddress({ hostname: LOOPBACK, port });
  const open = new Map<Deno.TcpConn, Promise<void>>();
  const accepting = (async () => {
    for await (const connection of listener) {
      const served = serve(connection, log).finally(() => open.delete(connection));
      open.set(connection, served);
    }
  })().catch((error) => log({ type: "trouble", peer: address, error: acceptTrouble(error) }));
  return {
    address,
    port,
    async stop() {
      closeQuietly(listener);
      const talks = [...open.values()];
      for (const connection of open.keys()) closeQuietly(connection);
      await Promise.all([accepting, ...talks]);
    },
  };
}

/** One client, to its end. Never rejects. */
async function serve(connection: Deno.TcpConn, log: (event: ServerEvent) => void): Promise<void> {
  const peer = formatAddress(connection.remoteAddr);
  log({ type: "connected", peer, alpn: null });
  const protocol = protocolFor(null, MAX_MESSAGE);
  try {
    const buffer = new Uint8Array(64 * 1024);
    for (let count; (count = await connection.read(buffer)) !== null;) {
      for (const { text, newline } of protocol.receive(buffer.subarray(0, count))) {
        if (text === EXIT) return log({ type: "ended", peer, how: "exit" });
        log({ type: "message", peer, text });
        const reply = pick(ACKNOWLEDGEMENT);
        await writeAll(connection, protocol.encode(reply, newline));
        log({ type: "acknowledged", peer, text: reply });
      }
    }
    log({ type: "ended", peer, how: "closed" });
  } catch (error) {
    if (isClosing(error)) return;
    log({ type: "trouble", peer, error: talkTrouble(error, peer, MAX_MESSAGE) });
  } finally {
    closeQuietly(connection);
  }
}

/**
 * Connects to such a server. Nothing is checked, as there is nothing to check.
 *
 * @param place Where it is.
 * @returns The talk.
 * @throws {UserError} If there is no connection.
 */
export async function connectPlainly({ hostname, port }: Place): Promise<Session> {
  const connection = await dialTcp(hostname, port, PATIENCE);
  const address = formatAddress({ hostname, port });
  const limits = { timeout: PATIENCE, maxMessage: MAX_MESSAGE };
  return new TlsSession(connection, protocolFor(null), address, [], limits);
}
