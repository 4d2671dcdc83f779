import { assertEquals, assertMatch } from "@std/assert";
import { witnessed } from "../support/witness.ts";
import { visit as visitPage } from "./browser.ts";
import { browserLab } from "./lab.ts";

const lab = browserLab();

/** The status line that answers a raw request, so that every header is as written. */
async function answer(url: URL, headers: string[], path = url.pathname): Promise<string> {
  using connection = await Deno.connect({ hostname: url.hostname, port: Number(url.port) });
  const lines = [`GET ${path} HTTP/1.1`, ...headers, "Connection: close", "", ""];
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
  const bytes = new Uint8Array(1024);
  const length = await connection.read(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, length)).split("\r\n")[0]!;
}

witnessed(["chromium"], "browser: a name that was rebound to this machine is refused", async () => {
  const url = new URL(lab.view.url);
  assertMatch(await answer(url, [`Host: ${url.host}`]), / 200 /);
  assertMatch(await answer(url, [`Host: evil.test:${url.port}`]), / 421 /);
  assertMatch(await answer(url, [`Host: ${url.hostname}`]), / 421 /);
});

witnessed(["chromium"], "browser: the secret has to be right", async () => {
  const url = new URL(lab.view.url);
  assertMatch(await answer(url, [`Host: ${url.host}`], "/"), / 403 /);
  assertMatch(await answer(url, [`Host: ${url.host}`], `/${"A".repeat(43)}/`), / 403 /);
});

witnessed(["chromium"], "browser: a socket of another origin is refused", async () => {
  const url = new URL("live", lab.view.url);
  const upgrade = [
    `Host: ${url.host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  assertMatch(await answer(url, upgrade), / 403 /);
  assertMatch(await answer(url, [...upgrade, "Origin: http://evil.test"]), / 403 /);
  assertMatch(await answer(url, [...upgrade, "Origin: null"]), / 403 /);
});

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
        frame: await loaded(frame, { src: url }).then(() => {
          try {
            return frame.contentDocument?.body.innerText ?? "";
          } catch {
            return "not to be read";
          }
        }),
      };
    }, lab.view.url);
    assertEquals(got, {
      fetch: "failed",
      blind: "failed",
      post: "failed",
      script: "failed",
      style: "failed",
      socket: "closed",
      frame: "",
    });
    // What the frame shows is the browser's own page that says it was refused, or nothing.
    const shown = visit.page.frames().map((frame) => frame.url());
    assertEquals(shown.some((url) => url.startsWith(lab.view.url)), false, String(shown));
  },
);
