import { FLAGS } from "../../browser/chromium.ts";
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Assets } from "../../../view/http/assets.ts";
import { standalone } from "../../../view/http/standalone.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { ask, witnessed } from "../../support/witness.ts";
import { kept, state } from "./lab.ts";
import { folderWith, serveTiny, TINY } from "./serving.ts";

const HOSTILE = "</script><script>document.title='owned'</script><!-- \u2028 $& </body>";
const SESSION = kept({ ...state(3), title: { en: HOSTILE, zh: HOSTILE } });

/** What a document refers to. */
function references(html: string): string[] {
  return [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, url]) => url!);
}

async function made(files: Record<string, string> = {}): Promise<string> {
  using folder = folderWith({ ...TINY, ...files });
  return await standalone(new Assets(folder.url), SESSION);
}

/** Opens an address in Chromium and gives the document it became, and what it complained about. */
async function opened(url: string): Promise<{ dom: string; complaints: string[] }> {
  using profile = temporaryFolder();
  const { stdout, stderr } = await ask("chromium", [
    ...FLAGS,
    "--enable-logging=stderr",
    `--user-data-dir=${profile.path}`,
    "--virtual-time-budget=2000",
    "--dump-dom",
    url,
  ]);
  return { dom: stdout, complaints: stderr.split("\n").filter((line) => line.includes("CONSOLE")) };
}

async function openedFile(html: string): Promise<{ dom: string; complaints: string[] }> {
  using folder = folderWith({ "page.html": html });
  return await opened(new URL("page.html", folder.url).href);
}

Deno.test("standalone: the same session and page give the same file", async () => {
  assertEquals(await made(), await made());
});

Deno.test("standalone: the session is in it, and cannot end the block it is in", async () => {
  const html = await made();
  const [, data] = /<script type="application\/json" id="kept">([^<]*)<\/script>/.exec(html)!;
  assertEquals(JSON.parse(data!), JSON.parse(JSON.stringify(SESSION)));
  assert(!html.includes("owned'</script>"));
  assertMatch(data!, /\\u2028/);
});

Deno.test("standalone: it names no other file", async () => {
  assertEquals(references(await made()), ["data:,"]);
});

Deno.test("standalone: this project's own page has all it needs in it", async () => {
  const html = await standalone(new Assets(), SESSION);
  assertEquals(references(html).filter((url) => !url.startsWith("data:")), []);
});

Deno.test("standalone: its policy allows no connection and no script but its own", async () => {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="(.*)">/
    .exec(await made())!;
  assertMatch(
    policy!,
    /^default-src 'none'; script-src data: 'sha256-\S+' 'sha256-\S+'; style-src/,
  );
  assert(!/unsafe|connect-src|http/.test(policy!), policy);
});

for (
  const [what, files, message] of [
    [
      "a module",
      { "app.ts": 'import "./none.ts";' },
      "page/app.ts of the page refers to ./none.ts",
    ],
    ["a package", { "app.ts": 'import "left-pad";' }, "page/app.ts of the page refers to left-pad"],
    ["a style", { "index.html": '<link rel="stylesheet" href="page/none.css">' }, "page/none.css"],
    ["a script", { "index.html": "<title></title></body>" }, "its script"],
  ] as const
) {
  Deno.test(`standalone: ${what} that is not there is named`, async () => {
    await assertRejects(() => made(files), Error, message);
  });
}

witnessed(
  ["chromium"],
  "standalone: it runs from a file in Chromium, and nothing is blocked",
  async () => {
    const { dom, complaints } = await openedFile(await made());
    assertEquals(complaints, []);
    const text = HOSTILE.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    assertStringIncludes(dom, `<p>读 &lt;b&gt;读 &lt;b&gt;; ${text}; 123px</p>`);
    assertStringIncludes(dom, "<title>tiny</title>");
  },
);

witnessed(["chromium"], "standalone: a script or a style put into it does not run", async () => {
  const added = "<script>document.title = 'owned'</script><style>#app { width: 9px }</style>";
  const html = (await made()).replace("</body>", `${added}</body>`);
  const { dom, complaints } = await openedFile(html);
  assertEquals(complaints.length, 2);
  for (const complaint of complaints) assertStringIncludes(complaint, "Content Security Policy");
  assertStringIncludes(dom, "<title>tiny</title>");
  assertStringIncludes(dom, "; 123px</p>");
});

witnessed(
  ["chromium"],
  "servePage(): the page runs in Chromium, and nothing is blocked",
  async () => {
    await using serving = serveTiny();
    const { dom, complaints } = await opened(serving.page.url);
    assertEquals(complaints, []);
    assertStringIncludes(dom, "<p>读 &lt;b&gt;读 &lt;b&gt;; nothing kept; 123px</p>");
    assertEquals(serving.troubles, []);
  },
);
