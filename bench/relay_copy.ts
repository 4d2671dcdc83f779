/**
 * The relay with nobody listening: `relay_copy.ts PORT` copies to a server on that port.
 *
 * @module
 */
import { startRelay } from "../tap/relay.ts";

const relay = await startRelay({
  listen: { hostname: "127.0.0.1", port: 0 },
  connect: { hostname: "127.0.0.1", port: Number(Deno.args[0]) },
});
console.log(`Listening on ${relay.address}`);
