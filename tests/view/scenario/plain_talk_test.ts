import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../cli/error.ts";
import { ACKNOWLEDGEMENT } from "../../../talk/acknowledgement.ts";
import type { ServerEvent } from "../../../talk/roles.ts";
import { connectPlainly, startPlainServer } from "../../../view/scenario/plain_talk.ts";

/** A server with what it told; stopped at the end. */
function plainServer() {
  const events: ServerEvent[] = [];
  const server = startPlainServer((event) => events.push(event));
  return {
    events,
    place: { hostname: "127.0.0.1", port: server.port },
    async until(type: ServerEvent["type"]): Promise<ServerEvent> {
      for (let i = 0; i < 1000; i++) {
        const event = events.find((event) => event.type === type);
        if (event) return event;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`${type} never happened`);
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

Deno.test("plain_talk: each message is acknowledged, and told as over TLS", async () => {
  await using server = plainServer();
  const session = await connectPlainly(server.place);
  assertEquals(await session.send("你好"), ACKNOWLEDGEMENT.en);
  await session.end();
  const { peer } = await server.until("ended");
  assertEquals(server.events, [
    { type: "connected", peer, alpn: null },
    { type: "message", peer, text: "你好" },
    { type: "acknowledged", peer, text: ACKNOWLEDGEMENT.en },
    { type: "ended", peer, how: "exit" },
  ]);
});

Deno.test("plain_talk: nobody has proved anything", async () => {
  await using server = plainServer();
  const session = await connectPlainly(server.place);
  assertEquals([session.path, session.framed], [[], false]);
  session.close();
});

Deno.test("plain_talk: a client that hangs up ends its talk", async () => {
  await using server = plainServer();
  (await connectPlainly(server.place)).close();
  const ended = await server.until("ended");
  assert(ended.type === "ended" && ended.how === "closed");
});

Deno.test("plain_talk: stopping the server ends open talks", async () => {
  const server = plainServer();
  const session = await connectPlainly(server.place);
  await session.send("hello");
  await server[Symbol.asyncDispose]();
  await assertRejects(() => session.send("hello"), UserError);
  session.close();
});

Deno.test("plain_talk: what is not UTF-8 breaks off its own talk only", async () => {
  await using server = plainServer();
  using raw = await Deno.connect(server.place);
  await raw.write(Uint8Array.of(0xff, 0xfe));
  const trouble = await server.until("trouble");
  assert(trouble.type === "trouble" && trouble.error.problem.en.includes("not UTF-8"));
  const session = await connectPlainly(server.place);
  assertEquals(await session.send("hello"), ACKNOWLEDGEMENT.en);
  session.close();
});

Deno.test("plain_talk: where nobody listens the error says so", async () => {
  const server = plainServer();
  await server[Symbol.asyncDispose]();
  await assertRejects(() => connectPlainly(server.place), UserError, "refuses the connection");
});
