/**
 * A server of another make than OpenSSL, which puts several messages into a record: Deno's, which is
 * rustls. It takes and says lines as s_server does.
 *
 *     rustls_server.ts HOST PORT CERTIFICATE KEY CONNECTIONS
 *
 * @module
 */
const [hostname, port, cert, key, connections] = Deno.args as [
  string,
  string,
  string,
  string,
  string,
];
const listener = Deno.listenTls({
  hostname,
  port: Number(port),
  cert: await Deno.readTextFile(cert),
  key: await Deno.readTextFile(key),
  alpnProtocols: ["first/1"],
});
console.log("ACCEPT");

let current: Deno.TlsConn | undefined;
(async () => {
  for await (const typed of Deno.stdin.readable) await current?.write(typed);
})();

for (let count = Number(connections); count > 0; count--) {
  current = await listener.accept();
  for await (const heard of current.readable) await Deno.stdout.write(heard);
}
Deno.exit();
