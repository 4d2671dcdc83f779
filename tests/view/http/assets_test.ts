import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Assets } from "../../../view/http/assets.ts";
import { folderWith, TINY } from "./serving.ts";

Deno.test("assets: every module and style of the folder has a name, and nothing else has", async () => {
  using folder = folderWith({ ...TINY, "notes.md": "", "a.js": "", ".ts/x.json": "{}" });
  assertEquals(await new Assets(folder.url).names(), [
    "lib/hooks.js",
    "lib/htm.js",
    "lib/preact.js",
    "page/app.ts",
    "page/look.css",
    "page/part/html.ts",
    "page/part/twice.ts",
  ]);
});

Deno.test("assets: a module is served as JavaScript without its types", async () => {
  using folder = folderWith({ "a.ts": "export const a: number = 1;\n" });
  const asset = await new Assets(folder.url).read("page/a.ts");
  assertEquals(asset?.type, "text/javascript; charset=utf-8");
  assertEquals(asset?.text.replace(/ +/g, " "), "export const a = 1;\n");
});

Deno.test("assets: a style is served as it is", async () => {
  using folder = folderWith({ "a.css": "p { color: red }\n" });
  const asset = await new Assets(folder.url).read("page/a.css");
  assertEquals([asset?.type, asset?.text], ["text/css; charset=utf-8", "p { color: red }\n"]);
});

Deno.test("assets: libraries are imported from where they are served", async () => {
  using folder = folderWith({
    "a.ts": `import { h } from "preact";\nimport htm from "htm";\n`,
    "deep/er/a.ts": `import { useState } from "preact/hooks";\n`,
  });
  const assets = new Assets(folder.url);
  assertEquals(
    (await assets.read("page/a.ts"))?.text,
    `import { h } from "../lib/preact.js";\nimport htm from "../lib/htm.js";\n`,
  );
  assertEquals(
    (await assets.read("page/deep/er/a.ts"))?.text,
    `import { useState } from "../../../lib/hooks.js";\n`,
  );
});

Deno.test("assets: the libraries are modules that import each other where they are served", async () => {
  using folder = folderWith({});
  const assets = new Assets(folder.url);
  const [preact, hooks, htm] = await Promise.all(
    ["preact", "hooks", "htm"].map(async (name) => (await assets.read(`lib/${name}.js`))!.text),
  );
  assertMatch(preact!, /export\{.*\bas h\b/);
  assertMatch(hooks!, /^import\{options as n\}from"\.\.\/lib\/preact\.js";/);
  assertMatch(htm!, /export default/);
  for (const text of [preact, hooks, htm]) assert(!text!.includes("sourceMappingURL"));
});

Deno.test("assets: a module that has changed is read again", async () => {
  using folder = folderWith({ "a.css": "old" });
  const assets = new Assets(folder.url);
  assertEquals((await assets.read("page/a.css"))?.text, "old");
  const file = new URL("a.css", folder.url);
  Deno.writeTextFileSync(file, "new");
  Deno.utimeSync(file, 1, 1);
  assertEquals((await assets.read("page/a.css"))?.text, "new");
});

Deno.test("assets: a module that has not changed is not read again", async () => {
  using folder = folderWith({ "a.css": "old" });
  const assets = new Assets(folder.url);
  const file = new URL("a.css", folder.url);
  Deno.utimeSync(file, 1, 1);
  assertEquals((await assets.read("page/a.css"))?.text, "old");
  Deno.writeTextFileSync(file, "new");
  Deno.utimeSync(file, 1, 1);
  assertEquals((await assets.read("page/a.css"))?.text, "old");
});

for (
  const name of [
    "page/../deno.json",
    "page/%2e%2e/deno.json",
    "page/..%2fdeno.json",
    "page//etc/passwd",
    "page/file:///etc/passwd",
    "page/index.html",
    "page/",
    "lib/../page/a.ts",
    "lib/constructor",
    "a.ts",
    "page/a.ts\0",
    "page/A.ts",
  ]
) {
  Deno.test(`assets: nothing is called ${JSON.stringify(name)}`, async () => {
    using folder = folderWith({ "a.ts": "", "index.html": "" });
    assertEquals(await new Assets(folder.url).read(name), undefined);
  });
}

Deno.test("assets: links lead nowhere", async () => {
  using outside = folderWith({ "a.ts": "secret", "b.ts": "secret" });
  using folder = folderWith({ "c.ts": "" });
  Deno.symlinkSync(outside.url.pathname, new URL("out", folder.url).pathname);
  Deno.symlinkSync(new URL("a.ts", outside.url).pathname, new URL("a.ts", folder.url).pathname);
  const assets = new Assets(folder.url);
  assertEquals((await assets.names()).filter((name) => name.startsWith("page/")), ["page/c.ts"]);
  // A file that becomes a link after it was found is none either.
  Deno.removeSync(new URL("c.ts", folder.url));
  Deno.symlinkSync(new URL("a.ts", outside.url).pathname, new URL("c.ts", folder.url).pathname);
  assertEquals(await assets.read("page/c.ts"), undefined);
});

Deno.test("assets: a module with more than types in TypeScript says so", async () => {
  using folder = folderWith({ "a.ts": "enum A { b }\n" });
  await assertRejects(() => new Assets(folder.url).read("page/a.ts"), Error, "enum");
});
