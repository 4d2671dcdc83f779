import { assertEquals } from "@std/assert";
import { Live, type Socket } from "../../page/live.ts";
import type { News } from "../../page/source.ts";
import type { ServerMessage } from "../../view/protocol.ts";
import { openedRow, sessionState } from "./session_state.ts";

/** A connection that goes nowhere. */
class FakeSocket implements Socket {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readyState = 0;
  readonly sent: unknown[] = [];

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  says(message: ServerMessage): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.(new CloseEvent("close"));
  }
}

/** A live source on fake connections, whose waits are written down and end when told. */
function living(answer: typeof fetch = () => Promise.reject(new Error("not asked for"))) {
  const sockets: FakeSocket[] = [];
  const news: News[] = [];
  const waits: { then: () => Promise<void>; milliseconds: number }[] = [];
  const live = new Live((piece) => news.push(piece), {
    connect: () => {
      sockets.push(new FakeSocket());
      return sockets.at(-1)!;
    },
    later: (then, milliseconds) => waits.push({ then, milliseconds }),
    fetch: answer,
  });
  return { live, sockets, news, waits };
}

const HELLO: ServerMessage = {
  type: "hello",
  language: "en",
  scenarios: [],
  tap: "127.0.0.1:9998",
  server: "127.0.0.1:9999",
  commands: [],
  largestUpload: 1000,
  sessions: [],
};

Deno.test("page/live: says that it is connected", () => {
  const { sockets, news } = living();
  sockets[0]!.open();
  assertEquals(news, [{ type: "link", link: "open" }]);
});

Deno.test("page/live: says once that the connection is lost, however often it tries", async () => {
  const { sockets, news, waits } = living();
  sockets[0]!.open();
  sockets[0]!.close();
  await waits.at(-1)!.then();
  sockets[1]!.close();
  assertEquals(news.slice(1), [{ type: "link", link: "lost" }]);
});

Deno.test("page/live: says again that the connection is lost where it was open for a moment only", async () => {
  const { sockets, news, waits } = living();
  sockets[0]!.open();
  sockets[0]!.close();
  await waits.at(-1)!.then();
  sockets[1]!.open();
  sockets[1]!.close();
  assertEquals(news.map((piece) => piece.type === "link" && piece.link), [
    "open",
    "lost",
    "open",
    "lost",
  ]);
});

Deno.test("page/live: waits longer from one attempt to the next, but never longer than 4 s", async () => {
  const { sockets, waits } = living();
  for (let attempt = 0; attempt < 7; attempt++) {
    sockets[attempt]!.close();
    await waits[attempt]!.then();
  }
  const milliseconds = waits.map((wait) => wait.milliseconds);
  assertEquals(milliseconds, [250, 500, 1000, 2000, 4000, 4000, 4000]);
});

Deno.test("page/live: begins with a short wait again once a server has answered", async () => {
  const { sockets, waits } = living();
  sockets[0]!.close();
  await waits[0]!.then();
  sockets[1]!.open();
  sockets[1]!.says(HELLO);
  sockets[1]!.close();
  assertEquals(waits.map((wait) => wait.milliseconds), [250, 250]);
});

Deno.test("page/live: pulls the rows of a watched session and tells that they came", () => {
  const { live, sockets, news } = living();
  const [socket] = sockets;
  socket!.open();
  socket!.says(HELLO);
  socket!.says({
    type: "session",
    session: sessionState({ rows: { opened: 1, passed: 0, log: 0 } }),
  });
  live.watch([1]);
  assertEquals(socket!.sent, [{ type: "get", session: 1, list: "opened", from: 0 }]);
  socket!.says({ type: "rows", session: 1, list: "opened", from: 0, rows: [openedRow(0)] });
  assertEquals(news.at(-1), { type: "grown", session: 1 });
  assertEquals(live.rows(1)?.opened, [openedRow(0)]);
});

Deno.test("page/live: asks for missing rows on the new connection", async () => {
  const { live, sockets, waits } = living();
  sockets[0]!.open();
  sockets[0]!.says(HELLO);
  sockets[0]!.says({
    type: "session",
    session: sessionState({ rows: { opened: 1, passed: 0, log: 0 } }),
  });
  live.watch([1]);
  sockets[0]!.close();
  await waits[0]!.then();
  sockets[1]!.open();
  sockets[1]!.says({ ...HELLO, sessions: [1] });
  assertEquals(sockets[1]!.sent, [{ type: "get", session: 1, list: "opened", from: 0 }]);
});

Deno.test("page/live: sends nothing while there is no connection", () => {
  const { live, sockets } = living();
  live.order({ type: "run", scenario: "well" });
  assertEquals(sockets[0]!.sent, []);
});

Deno.test("page/live: fetches details below the page's own address", async () => {
  const paths: string[] = [];
  const { live } = living((path) => {
    paths.push(`${path}`);
    return Promise.resolve(new Response("{}", { status: 404 }));
  });
  assertEquals(await live.detail(3, "opened", 7), undefined);
  assertEquals(paths, ["session/3/opened/7"]);
});

Deno.test("page/live: an upload gives the sessions it became", async () => {
  const { live } = living(() => Promise.resolve(Response.json({ sessions: [4, 5] })));
  assertEquals(await live.upload(new File(["x"], "x.pcap"), undefined), [4, 5]);
});

Deno.test("page/live: an upload that is refused gives the server's reason", async () => {
  const reason = { problem: { en: "No capture", zh: "不是" }, remedy: { en: "Try", zh: "试" } };
  const { live } = living(() => Promise.resolve(Response.json(reason, { status: 400 })));
  assertEquals(await live.upload(new File(["x"], "x.pcap"), undefined), reason);
});

Deno.test("page/live: an upload to a server that is gone says what to do", async () => {
  const { live } = living(() => Promise.reject(new TypeError("connection refused")));
  const failure = await live.upload(new File(["x"], "x.pcap"), undefined);
  assertEquals("remedy" in failure && failure.remedy.en, "Start deno task view again");
});

Deno.test("page/live: where the server runs again under another address it says so, and tries no more", async () => {
  const { sockets, news, waits } = living(() =>
    Promise.resolve(new Response(null, { status: 403 }))
  );
  sockets[0]!.open();
  sockets[0]!.close();
  await waits.at(-1)!.then();
  assertEquals(news.slice(1), [{ type: "link", link: "lost" }, { type: "link", link: "moved" }]);
  assertEquals([sockets.length, waits.length], [1, 1]);
});
