import { assertEquals } from "@std/assert";
import { witnessed } from "../support/witness.ts";
import { visit as visitPage } from "./browser.ts";
import { browserLab } from "./lab.ts";

const lab = browserLab();

witnessed(
  ["chromium"],
  "browser: a page of another origin that knows the address gets nothing of it",
  async () => {
    await using foreign = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () =>
        new Response("<!doctype html><title>elsewhere</title>", {
          headers: { "content-type": "text/html" },
        }),
    );
    const { port } = foreign.addr;
    await using visit = await visitPage(lab.browser, `http://127.0.0.1:${port}/`, {
      first: true,
      allowed:
        /^console: .*(40[34]|CORS|ERR_FAILED|ERR_BLOCKED|WebSocket|frame-ancestors|Framing)/i,
    });
    const got = await visit.page.evaluate(async (url) => {
      const settled = async (work: Promise<string>) => await work.catch(() => "failed");
      const loaded = (element: HTMLElement, source: Record<string, string>) =>
        new Promise<string>((resolve) => {
          element.onload = () => resolve("loaded");
          element.onerror = () => resolve("failed");
          Object.assign(element, source);
          document.body.append(element);
        });
      const socket = new WebSocket(`${url.replace("http", "ws")}live`);
      const connected = new Promise<string>((resolve) => {
        socket.onopen = () => resolve("open");
        socket.onclose = () => resolve("closed");
      });
      const frame = document.createElement("iframe");
      return {
        fetch: await settled(fetch(url).then((answer) => answer.text())),
        blind: await settled(fetch(url, { mode: "no-cors" }).then(({ type }) => type)),
        post: await settled(
          fetch(`${url}captures`, { method: "POST", body: new FormData() }).then(() => "answered"),
        ),
        script: await loaded(document.createElement("script"), {
          src: `${url}page/app.ts`,
          type: "module",
        }),
        style: await loaded(document.createElement("link"), {
          href: `${url}page/base.css`,
          rel: "stylesheet",
        }),
        socket: await connected,
        frame: await loaded(frame, { src: url }),
      };
    }, lab.view.url);
    assertEquals(got, {
      fetch: "failed",
      blind: "failed",
      post: "failed",
      script: "failed",
      style: "failed",
      socket: "closed",
      // A frame is loaded in any case, be it with what the browser itself says of a refusal.
      frame: "loaded",
    });
    const shown = visit.page.frames().map((frame) => frame.url());
    assertEquals(shown.length, 2);
    assertEquals(shown.some((url) => url.startsWith(lab.view.url)), false, String(shown));
  },
);
