/**
 * A TCP listener that is no TLS server.
 *
 * @module
 */

/** Listens on a free port of this machine and does something to whoever connects. */
export function listener(
  serve: (connection: Deno.TcpConn) => void | Promise<void>,
): Disposable & { port: number } {
  const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Deno.TcpConn[] = [];
  (async () => {
    for await (const connection of tcp) {
      open.push(connection);
      Promise.resolve(serve(connection)).catch(() => {}); // The client may hang up first.
    }
  })().catch(() => {});
  return {
    port: (tcp.addr as Deno.NetAddr).port,
    [Symbol.dispose]() {
      tcp.close();
      for (const connection of open) {
        try {
          connection.close();
        } catch {
          // It has hung up itself.
        }
      }
    },
  };
}
