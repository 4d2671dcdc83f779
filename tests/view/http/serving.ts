/**
 * A page that is next to nothing, served for a test, and ways to ask for it.
 *
 * @module
 */
import { Assets } from "../../../view/http/assets.ts";
import { type ServedPage, servePage } from "../../../view/http/serve.ts";
import { FakeLab } from "./lab.ts";

/** A page of a few files, which says in its document what it read. */
export const TINY: Readonly<Record<string, string>> = {
  "index.html": `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>tiny</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page/look.css">
<script type="module" src="page/app.ts"></script>
</head>
<body><div id="app"></div></body>
</html>
`,
  "look.css": "#app { width: 123px; }\n",
  "app.ts": `import { render } from "preact";
import type { SessionState } from "../view/protocol.ts";
import { html } from "./part/html.ts";
import { useTwice } from "./part/twice.ts";

const App = () => html\`<p>\${useTwice("读 <b>")}; \${title}; \${width}</p>\`;
const block = document.getElementById("kept");
const session: SessionState | undefined = block ? JSON.parse(block.textContent!).session : undefined;
const title: string = session?.title.en ?? "nothing kept";
const app = document.getElementById("app")!;
const width = getComputedStyle(app).width;
render(html\`<\${App} />\`, app);
`,
  "part/html.ts": `import { h } from "preact";
import htm from "htm";
export const html = (htm as any).bind(h);
`,
  "part/twice.ts": `import { useMemo } from "preact/hooks";
export function useTwice(text: string): string {
  return useMemo(() => text + text, [text]);
}
`,
};

/** A folder with files in it, for a page; removed when the `using` block ends. */
export function folderWith(files: Readonly<Record<string, string>>): Disposable & { url: URL } {
  const path = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  const url = new URL(`file://${path}/`);
  for (const [name, text] of Object.entries(files)) {
    const file = new URL(name, url);
    Deno.mkdirSync(new URL(".", file), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }
  return {
    url,
    [Symbol.dispose]() {
      Deno.removeSync(path, { recursive: true });
    },
  };
}

/** A page that is served until the `using` block ends. */
export interface Serving extends AsyncDisposable {
  readonly lab: FakeLab;
  readonly page: ServedPage;
  readonly port: number;
  /** The first segment of every path. */
  readonly token: string;
  /** What this program did not foresee. */
  readonly troubles: unknown[];
  /** Asks for a path below the page's address. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export function serveTiny(
  options: { files?: Record<string, string>; host?: string } = {},
): Serving {
  const folder = folderWith({ ...TINY, ...options.files });
  const lab = new FakeLab();
  const troubles: unknown[] = [];
  const page = servePage({
    host: options.host ?? "127.0.0.1",
    port: 0,
    shown: lab,
    assets: new Assets(folder.url),
    trouble: (error) => troubles.push(error),
  });
  const address = `http://127.0.0.1:${page.port}${new URL(page.url).pathname}`;
  return {
    lab,
    page,
    port: page.port,
    token: address.split("/")[3]!,
    troubles,
    fetch: (path, init) => fetch(address + path, init),
    async [Symbol.asyncDispose]() {
      await page.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** What came back from a request that was written byte by byte. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Writes a request as it is given, and reads until the server closes. */
export async function raw(
  port: number,
  requestLine: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = Object.entries({ ...headers, connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await connection.write(new TextEncoder().encode(`${requestLine} HTTP/1.1\r\n${head}\r\n`));
  const text = await new Response(connection.readable).text();
  const [top = "", ...rest] = text.split("\r\n\r\n");
  return { status: Number(top.split(" ")[1]), head: top, body: rest.join("\r\n\r\n") };
}

/** Waits until something is so, five seconds at most. */
export async function until(met: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (met()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`This never became so: ${met}`);
}
