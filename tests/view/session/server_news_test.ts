import { assertEquals } from "@std/assert";
import { UserError } from "../../../cli/error.ts";
import { Archive } from "../../../view/session/archive.ts";
import { rowsOf, ServerNews } from "../../../view/session/server_news.ts";
import { BASICS } from "./kept.ts";

Deno.test("ServerNews: what the server says of a peer goes to the session that reaches it from there", () => {
  const archive = new Archive();
  const [one, two] = ["127.0.0.1:1", "127.0.0.1:2"].map((via) => archive.open({ ...BASICS, via }));
  const news = new ServerNews();
  news.opened(one!);
  news.opened(two!);
  news.take({ type: "message", peer: "127.0.0.1:2", text: "hello" });
  assertEquals(one!.rows("log", 0), []);
  assertEquals(
    two!.rows("log", 0).map(({ who, kind, peer, text }) => ({ who, kind, peer, text })),
    [
      { who: "server", kind: "received", peer: "127.0.0.1:2", text: "hello" },
    ],
  );
});

Deno.test("ServerNews: what comes before the tap has told of the connection is kept for it", () => {
  const recording = new Archive().open({ ...BASICS, via: "127.0.0.1:3" });
  const news = new ServerNews();
  news.take({ type: "connected", peer: "127.0.0.1:3", alpn: "tls-lab/1" });
  news.opened(recording);
  assertEquals(recording.rows("log", 0).map(({ kind }) => kind), ["good"]);
});

Deno.test("rowsOf() gives trouble in both languages, with what to do", () => {
  const error = new UserError({ en: "wrong", zh: "错" }, { en: "do", zh: "做" });
  assertEquals(rowsOf({ type: "trouble", peer: "p", error }), [
    { who: "server", kind: "bad", peer: "p", text: error.problem, remedy: error.remedy },
  ]);
});

Deno.test("ServerNews: where trouble is what was wanted, nobody is told what to do about it", () => {
  const error = new UserError({ en: "wrong", zh: "错" }, { en: "do", zh: "做" });
  const remedies = [{}, { remedies: false }].map((options) => {
    const recording = new Archive().open({ ...BASICS, via: "127.0.0.1:4" });
    const news = new ServerNews(options);
    news.opened(recording);
    news.take({ type: "trouble", peer: "127.0.0.1:4", error });
    return recording.rows("log", 0)[0]!.remedy;
  });
  assertEquals(remedies, [error.remedy, undefined]);
});

Deno.test("ServerNews: what was said long before a session began is not its", async () => {
  const news = new ServerNews();
  news.take({ type: "connected", peer: "127.0.0.1:5", alpn: null }); // Past the tap.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const recording = new Archive().open({ ...BASICS, via: "127.0.0.1:5" });
  news.opened(recording);
  assertEquals(recording.rows("log", 0), []);
});
