/**
 * One end of the measured relay: `server 0 CERT KEY` sends as much as it can to whoever connects for
 * as long as it is told; `client PORT CA` receives it and prints the rate in MB/s.
 *
 * @module
 */

/** How long data is sent, in milliseconds. */
const DURATION = 1500;

const [role, port, first = "", second = ""] = Deno.args;
const buffer = new Uint8Array(64 * 1024);
if (role === "server") {
  const listener = Deno.listenTls({
    hostname: "127.0.0.1",
    port: 0,
    cert: Deno.readTextFileSync(first),
    key: Deno.readTextFileSync(second),
  });
  console.log((listener.addr as Deno.NetAddr).port);
  for await (const connection of listener) {
    try {
      for (const end = performance.now() + DURATION; performance.now() < end;) {
        for (let rest = buffer; rest.length > 0;) {
          rest = rest.subarray(await connection.write(rest));
        }
      }
    } catch {
      // The client has left.
    }
    connection.close();
  }
} else {
  const connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port: Number(port),
    caCerts: [Deno.readTextFileSync(first)],
  });
  const start = performance.now();
  let received = 0;
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) break;
    received += count;
  }
  console.log(received / 1e6 / ((performance.now() - start) / 1000));
  connection.close();
}
