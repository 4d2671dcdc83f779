import { assert, assertEquals, assertLess, assertMatch, assertRejects } from "@std/assert";
import net from "node:net";
import { within } from "../../talk/connection.ts";
import { type Place, type RelayOptions, startRelay } from "../../tap/relay.ts";
import { Tamper } from "../../tap/tamper.ts";
import { Random } from "../support/random.ts";
import { overhear, until } from "./overheard.ts";

/** A client and a server with a relay between them, connected. */
interface Ends extends AsyncDisposable {
  readonly client: Deno.TcpConn;
  readonly server: Deno.TcpConn;
}

async function connected(
  options: Partial<RelayOptions> & { hostname?: string } = {},
): Promise<Ends> {
  const { hostname = "127.0.0.1" } = options;
  const listener = Deno.listen({ hostname, port: 0 });
  const relay = await startRelay({
    listen: { hostname, port: 0 },
    connect: { hostname, port: (listener.addr as Deno.NetAddr).port },
    ...options,
  });
  const accepted = listener.accept();
  const client = await Deno.connect({ hostname, port: relay.port });
  const server = await accepted;
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      for (const end of [client, server, listener]) {
        try {
          end.close();
        } catch {
          // The test has closed it.
        }
      }
      await relay.stop();
    },
  };
}

/** Everything an end receives until the other stops sending. */
async function received(end: Deno.Conn): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const buffer = new Uint8Array(64 * 1024);
  for (let count; (count = await within(5, end.read(buffer))) !== null;) {
    chunks.push(buffer.slice(0, count));
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

async function send(end: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await end.write(rest));
}

async function digest(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice())).toHex();
}

const HELLO = new TextEncoder().encode("hello");

/** Connects with `node:net`, which can send a reset. */
async function dial(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

Deno.test("startRelay() passes a MiB in each direction at once, untouched", async () => {
  await using ends = await connected({ sink: overhear() });
  const random = new Random(1);
  const [up, down] = [random.bytes(1 << 20), random.bytes(1 << 20)];
  const [atServer, atClient] = await Promise.all([
    received(ends.server),
    received(ends.client),
    send(ends.client, up).then(() => ends.client.closeWrite()),
    send(ends.server, down).then(() => ends.server.closeWrite()),
  ]);
  assertEquals([await digest(atServer), await digest(atClient)], [
    await digest(up),
    await digest(down),
  ]);
});

Deno.test("startRelay() tells its sink what passed, and when it was over", async () => {
  const sink = overhear();
  await using ends = await connected({ sink });
  await send(ends.client, HELLO);
  ends.client.closeWrite();
  await received(ends.server);
  await send(ends.server, HELLO.subarray(1));
  ends.server.close();
  await received(ends.client);
  await sink.until("1 closed");
  assertEquals(sink.words, ["1 opened", "1 client ended", "1 server ended", "1 closed"]);
  assertEquals(sink.count, { client: 5, server: 4 });
});

Deno.test("startRelay() hands its sink bytes that stay as they are", async () => {
  const kept: Uint8Array[] = [];
  const sink = {
    ...overhear(),
    data: (_: number, __: string, bytes: Uint8Array) => kept.push(bytes),
  };
  await using ends = await connected({ sink });
  for (const letter of "abcd") {
    await send(ends.client, new TextEncoder().encode(letter.repeat(3)));
    await ends.server.read(new Uint8Array(3));
  }
  assertEquals(kept.map((bytes) => new TextDecoder().decode(bytes)).join(), "aaa,bbb,ccc,ddd");
});

for (const side of ["client", "server"] as const) {
  const other = side === "client" ? "server" : "client";

  Deno.test(`startRelay() passes the end of what the ${side} sends, and goes on the other way`, async () => {
    await using ends = await connected();
    await send(ends[side], HELLO);
    ends[side].closeWrite();
    assertEquals(await received(ends[other]), HELLO);
    await send(ends[other], HELLO);
    ends[other].closeWrite();
    assertEquals(await received(ends[side]), HELLO);
  });
}

Deno.test("startRelay() answers a reset by the client with a reset of the server's connection", async () => {
  const sink = overhear();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const place = { hostname: "127.0.0.1", port };
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  const client = await dial(relay.port);
  const server = await listener.accept();
  client.write(HELLO);
  await server.read(new Uint8Array(5));
  client.resetAndDestroy();
  await assertRejects(() => server.read(new Uint8Array(5)), Deno.errors.ConnectionReset);
  await sink.until("1 closed");
  assertEquals(sink.words, ["1 opened", "1 client reset", "1 closed"]);
  server.close();
  listener.close();
  await relay.stop();
});

Deno.test("startRelay() answers a reset by the server with a reset of the client's connection", async () => {
  const sink = overhear();
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const place = { hostname: "127.0.0.1", port };
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  const client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  await send(client, HELLO);
  await assertRejects(() => client.read(new Uint8Array(5)), Deno.errors.ConnectionReset);
  await sink.until("1 closed");
  assertEquals(sink.words, ["1 opened", "1 server reset", "1 closed"]);
  client.close();
  await relay.stop();
  await new Promise((resolve) => server.close(resolve));
});

for (const side of ["client", "server"] as const) {
  Deno.test(`startRelay() stops reading from the ${side} while the other end does not read`, async () => {
    const sink = overhear();
    await using ends = await connected({ sink });
    const other = side === "client" ? ends.server : ends.client;
    const bytes = new Uint8Array(64 << 20);
    const sending = send(ends[side], bytes).then(() => ends[side].closeWrite());
    let [before, still] = [-1, 0];
    await until(() => {
      still = sink.count[side] === before && before > 0 ? still + 1 : 0;
      before = sink.count[side];
      return still > 20;
    });
    // What the kernel's buffers take on either side of the relay, and little more.
    assertLess(sink.count[side], 24 << 20);
    assertEquals((await received(other)).length, bytes.length);
    await sending;
  });
}

Deno.test("startRelay() resets a client whose server is not there, and goes on", async () => {
  const sink = overhear();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const place = { hostname: "127.0.0.1", port };
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  const first = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  await assertRejects(() => first.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
  first.close();
  const later = Deno.listen(place);
  const second = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  const server = await later.accept();
  await send(second, HELLO);
  assertEquals(await server.read(new Uint8Array(10)), 5);
  assertEquals(sink.words, ["refused ECONNREFUSED", "1 opened"]);
  for (const end of [second, server, later]) end.close();
  await relay.stop();
});

Deno.test("startRelay() resets every client of a server that resets at once", async () => {
  const sink = overhear();
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.resetAndDestroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = { hostname: "127.0.0.1", port: (server.address() as net.AddressInfo).port };
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  await Promise.all(Array.from({ length: 50 }, async () => {
    using client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
    await assertRejects(() => client.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
  }));
  const count = (word: string) => sink.words.filter((told) => told.includes(word)).length;
  await until(() => count("refused") + count("closed") === 50);
  assertEquals([count("server reset"), count("client reset")], [count("opened"), 0]);
  await relay.stop();
  await new Promise((resolve) => server.close(resolve));
});

Deno.test("startRelay() relays from and to IPv6 addresses", async () => {
  await using ends = await connected({ hostname: "::1" });
  await send(ends.client, HELLO);
  assertEquals(await ends.server.read(new Uint8Array(10)), 5);
});

Deno.test("startRelay() says where it listens, with the port the system picked", async () => {
  for (const [hostname, shown] of [["127.0.0.1", "127.0.0.1"], ["::1", "[::1]"]] as const) {
    const place = { hostname, port: 0 };
    const relay = await startRelay({ listen: place, connect: { ...place, port: 1 } });
    assert(relay.port > 0);
    assertEquals(relay.address, `${shown}:${relay.port}`);
    await relay.stop();
  }
});

Deno.test("startRelay() rejects with the code of the system where a port is taken", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const place = { hostname: "127.0.0.1", port };
  const error = await assertRejects(() => startRelay({ listen: place, connect: place }), Error);
  assertEquals((error as Error & { code?: string }).code, "EADDRINUSE");
  listener.close();
});

for (const key of ["listen", "connect"] as const) {
  Deno.test({
    name: `startRelay() rejects where the sandbox does not allow to ${key}`,
    permissions: { net: ["127.0.0.1"] },
    async fn() {
      const allowed = { hostname: "127.0.0.1", port: 0 };
      const other = { hostname: "192.0.2.1", port: 1 };
      const places = { listen: allowed, connect: allowed, [key]: other };
      const error = await assertRejects(() => startRelay(places), Deno.errors.NotCapable);
      assertMatch(error.message, /^Requires net access to "192\.0\.2\.1:1", run again with the --/);
    },
  });
}

Deno.test("Relay.stop() breaks off what is open and resolves when all is closed", async () => {
  const sink = overhear();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const place = { hostname: "127.0.0.1", port: (listener.addr as Deno.NetAddr).port };
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  const client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  const server = await listener.accept();
  await sink.until("1 opened");
  await relay.stop();
  for (const end of [client, server]) {
    await assertRejects(() => end.read(new Uint8Array(1)), Deno.errors.ConnectionReset);
    end.close();
  }
  assertEquals(sink.words, ["1 opened", "1 closed"]);
  await assertRejects(
    () => Deno.connect({ hostname: "127.0.0.1", port: relay.port }),
    Deno.errors.ConnectionRefused,
  );
  listener.close();
});

Deno.test("startRelay() keeps two hundred connections at once apart", async () => {
  const sink = overhear();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const place = { hostname: "127.0.0.1", port: (listener.addr as Deno.NetAddr).port };
  const echoing = (async () => {
    for await (const end of listener) {
      received(end).then((bytes) => send(end, bytes)).then(() => end.close());
    }
  })();
  const relay = await startRelay({ listen: { ...place, port: 0 }, connect: place, sink });
  const random = new Random(2);
  const answers = await Promise.all(Array.from({ length: 200 }, async () => {
    const bytes = random.bytes(2000);
    const client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
    await send(client, bytes);
    client.closeWrite();
    const answer = await received(client);
    client.close();
    return answer.toHex() === bytes.toHex();
  }));
  assertEquals(answers.filter((same) => !same).length, 0);
  await until(() => sink.words.filter((word) => word.endsWith("closed")).length === 200);
  assertEquals(new Set(sink.words).size, 800); // Opened, both ended, closed: each once.
  listener.close();
  await echoing;
  await relay.stop();
});

for (const side of ["client", "server"] as const) {
  Deno.test(`startRelay() flips one bit of what the ${side} sends, once, and says so before`, async () => {
    const told: string[] = [];
    const sink = {
      ...overhear(),
      tampered: (_: number, from: string) => told.push(`${from} tampered`),
      data: (_: number, __: string, bytes: Uint8Array) =>
        told.push(new TextDecoder().decode(bytes)),
    };
    const tampering = { side, record: 2, offset: 1 };
    await using ends = await connected({ sink, meddle: () => new Tamper(tampering) });
    const [from, to] = side === "client" ? [ends.client, ends.server] : [ends.server, ends.client];
    for (let i = 0; i < 3; i++) {
      await send(from, HELLO);
      await to.read(new Uint8Array(5));
    }
    await send(to, HELLO);
    assertEquals(await from.read(new Uint8Array(5)), 5);
    assertEquals(told, ["hello", `${side} tampered`, "hdllo", "hello", "hello"]);
  });
}

Deno.test("startRelay() tells by which address and port the server knows the client", async () => {
  const ways: Place[] = [];
  const sink = {
    ...overhear(),
    opened: (_: number, __: Place, ___: Place, ____: number, via: Place) => ways.push(via),
  };
  await using ends = await connected({ sink });
  await send(ends.client, HELLO);
  await ends.server.read(new Uint8Array(5));
  const { hostname, port } = ends.server.remoteAddr;
  assertEquals(ways, [{ hostname, port }]);
});

Deno.test("startRelay() gives each connection a meddler of its own", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const place = { hostname: "127.0.0.1", port: (listener.addr as Deno.NetAddr).port };
  const tampering = { side: "client", record: 2, offset: 1 } as const;
  const relay = await startRelay({
    listen: { ...place, port: 0 },
    connect: place,
    meddle: () => new Tamper(tampering),
  });
  for (const _ of [1, 2]) {
    const client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
    const server = await listener.accept();
    const buffer = new Uint8Array(5);
    const words: string[] = [];
    for (let i = 0; i < 3; i++) {
      await send(client, HELLO);
      await server.read(buffer);
      words.push(new TextDecoder().decode(buffer));
    }
    assertEquals(words, ["hello", "hdllo", "hello"]);
    client.close();
    server.close();
  }
  listener.close();
  await relay.stop();
});
