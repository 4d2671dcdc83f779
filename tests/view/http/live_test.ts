import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { openedRow, state } from "./lab.ts";
import { frame, join, joinDeaf } from "./listening_page.ts";
import { raw, serveTiny, until } from "./serving.ts";

Deno.test("live: hello comes first, then every session as it stands", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  serving.lab.put(state(5));
  await using page = await join(serving);
  await until(() => page.heard.length === 3);
  assertEquals(page.heard, [
    serving.lab.hello(),
    { type: "session", session: state(3) },
    { type: "session", session: state(5) },
  ]);
});

Deno.test("live: a new session is told", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  serving.lab.put(state(1));
  assertEquals((await page.next("session")).session, state(1));
});

Deno.test("live: many changes of a session are told as few, and the last of them is", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  const began = performance.now();
  for (let i = 1; i <= 2000; i++) {
    serving.lab.put(state(1, i));
    if (i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = performance.now() - began;
  const last = () => page.heard.at(-1) as { session?: { rows: { opened: number } } };
  await until(() => last().session?.rows.opened === 2000);
  // One at once, one at the end, one every 50 ms between.
  assertLess(page.heard.length - 1, took / 50 + 3);
});

Deno.test("live: a session that is gone is told once, and nothing of it after that", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(1));
  await using page = await join(serving);
  await page.next("session");
  serving.lab.put(state(1, 9));
  serving.lab.sessions.delete(1);
  serving.lab.tell({ type: "gone", session: 1 });
  assertEquals(await page.next("gone"), { type: "gone", session: 1 });
  assertEquals(page.heard.length, 3);
});

Deno.test("live: a session that came and went unnoticed is not told of", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  serving.lab.put(state(1));
  serving.lab.sessions.delete(1);
  serving.lab.tell({ type: "gone", session: 1 });
  serving.lab.put(state(2));
  await page.next("session");
  assertEquals(page.heard.slice(1), [{ type: "session", session: state(2) }]);
});

Deno.test("live: a run's beginning and end are told around its sessions", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  const run = { type: "running", scenario: "well", run: 1 } as const;
  serving.lab.tell({ ...run, done: false });
  serving.lab.put(state(1));
  serving.lab.tell({ ...run, done: true });
  await until(() => page.heard.length === 4);
  assertEquals(page.heard.slice(1), [
    { ...run, done: false },
    { type: "session", session: state(1) },
    { ...run, done: true },
  ]);
});

Deno.test("live: rows are sent when they are asked for", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(1, 3));
  await using page = await join(serving);
  page.say({ type: "get", session: 1, list: "opened", from: 1 });
  assertEquals(await page.next("rows"), {
    type: "rows",
    session: 1,
    list: "opened",
    from: 1,
    rows: [openedRow(1), openedRow(2)],
  });
});

Deno.test("live: a session that is not there has no rows", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  page.say({ type: "get", session: 8, list: "log", from: 0 });
  assertEquals((await page.next("rows")).rows, []);
});

Deno.test("live: what the page wants done is done", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  page.say({ type: "run", scenario: "well" });
  page.say({ type: "send", session: 1, text: "读 <b>" });
  page.say({ type: "end", session: 1 });
  page.say({ type: "forget", session: 1 });
  await until(() => serving.lab.done.length === 4);
  assertEquals(serving.lab.done, ["run well", "send 1 读 <b>", "end 1", "forget 1"]);
});

Deno.test("live: what cannot be done is told in the lab's words, and what it was", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  page.say({ type: "run", scenario: "none" });
  assertEquals(await page.next("failed"), {
    type: "failed",
    of: "run",
    problem: { en: "no such scenario", zh: "no such scenario" },
    remedy: { en: "do this", zh: "请这样做" },
  });
});

Deno.test("live: a defect is told to the terminal, and the page goes on", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  page.say({ type: "run", scenario: "defect" });
  assertEquals((await page.next("failed")).problem.en, "The lab failed to do this");
  assertEquals(serving.troubles.map(String), ["TypeError: a defect"]);
  page.say({ type: "run", scenario: "well" });
  await until(() => serving.lab.done.length === 1);
});

for (
  const [what, said] of [
    ["no JSON", "hello"],
    ["an unknown type", '{"type":"delete"}'],
    ["a wrong shape", '{"type":"send","session":"1","text":"a"}'],
    ["bytes", new Uint8Array([1, 2, 3])],
    ["too much", `{"type":"run","scenario":"${"x".repeat(1024 * 1024)}"}`],
  ] as const
) {
  Deno.test(`live: ${what} is not understood, and the page goes on`, async () => {
    await using serving = serveTiny();
    await using page = await join(serving);
    page.say(said as string);
    const { of, problem } = await page.next("failed");
    assertEquals(of, null);
    assertStringIncludes(problem.en, "does not understand");
    page.say({ type: "run", scenario: "well" });
    await until(() => serving.lab.done.length === 1);
    assertEquals(serving.troubles, []);
  });
}

Deno.test("live: a page that is closed is not listened for any more", async () => {
  await using serving = serveTiny();
  {
    await using page = await join(serving);
    await page.next("hello");
    assertEquals(serving.lab.listeners, 1);
  }
  await until(() => serving.lab.listeners === 0);
});

Deno.test("live: a page is told when the lab ends", async () => {
  const serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  await serving[Symbol.asyncDispose]();
  const { code, reason } = await page.closed;
  assertEquals([code, reason], [1001, "deno task view has ended"]);
});

Deno.test("live: a page that asks for much at once and reads gets every answer", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(1, 500));
  await using page = await join(serving);
  await page.next("session");
  for (let i = 0; i < 10; i++) page.say({ type: "get", session: 1, list: "opened", from: 0 });
  await until(() => page.heard.filter(({ type }) => type === "rows").length === 10);
});

Deno.test("live: a page that asks on and on and never reads is closed", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(1, 500));
  serving.lab.rowText = "x".repeat(2000);
  let asked = 0;
  const rows = serving.lab.rows.bind(serving.lab);
  serving.lab.rows = (...args) => {
    asked++;
    return rows(...args);
  };
  using connection = await joinDeaf(serving);
  const get = frame('{"type":"get","session":1,"list":"opened","from":0}');
  for (let i = 0; i < 500; i++) await connection.write(get);
  await until(() => serving.lab.listeners === 0);
  // About a megabyte each: what the kernel takes, one that waits, and no more.
  assertLess(asked, 20);
});

Deno.test("live: for a page that never reads nothing piles up, and it is told how things stand in the end", async () => {
  await using serving = serveTiny();
  // As large as a state gets: then few fill the connection.
  const title = { en: "x".repeat(500_000), zh: "x" };
  let read = 0;
  const stateOf = serving.lab.state.bind(serving.lab);
  serving.lab.state = (session) => {
    read++;
    return stateOf(session);
  };
  using connection = await joinDeaf(serving);
  for (let i = 1; i <= 200; i++) {
    serving.lab.put({ ...state(1, i), title });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const before = read;
  assertLess(before, 30);
  serving.lab.put({ ...state(1, 201), title });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assertEquals(read, before, "a page that does not read was told more");
  let text = "";
  const [buffer, decoder] = [new Uint8Array(65536), new TextDecoder()];
  while (!text.includes('"rows":{"opened":201,')) {
    const count = await connection.read(buffer);
    assert(count !== null, "closed before the last state");
    text = text.slice(-100) + decoder.decode(buffer.subarray(0, count), { stream: true });
  }
});

Deno.test("live: a page for which too many changes wait is closed", async () => {
  await using serving = serveTiny();
  await using page = await join(serving);
  await page.next("hello");
  for (let run = 0; run <= 10_000; run++) {
    serving.lab.tell({ type: "running", scenario: "well", run, done: false });
  }
  assertEquals((await page.closed).code, 1013);
  assertEquals(serving.lab.listeners, 0);
});

for (
  const [what, origin] of [
    ["of another page", "http://evil.test"],
    ["of a file", "null"],
    ["that names no page", undefined],
  ] as const
) {
  Deno.test(`live: a WebSocket ${what} is refused`, async () => {
    await using serving = serveTiny();
    const { status } = await raw(serving.port, `GET /${serving.token}/live`, {
      host: `127.0.0.1:${serving.port}`,
      ...(origin !== undefined && { origin }),
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    });
    assertEquals(status, 403);
    assertEquals(serving.lab.listeners, 0);
  });
}
