import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { NO_SESSION } from "../../../view/http/answer.ts";
import { DETAIL, kept, state } from "./lab.ts";
import { raw, serveTiny } from "./serving.ts";

Deno.test("routes: the document has every module loaded at once", async () => {
  await using serving = serveTiny();
  const response = await serving.fetch("");
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  const html = await response.text();
  const links = [...html.matchAll(/<link rel="modulepreload" href="(.*)">/g)].map(([, name]) =>
    name
  );
  assertEquals(links, [
    "lib/hooks.js",
    "lib/htm.js",
    "lib/preact.js",
    "page/app.ts",
    "page/part/html.ts",
    "page/part/twice.ts",
  ]);
  assertMatch(html, /modulepreload.*\n<\/head>/);
});

Deno.test("routes: modules, styles and libraries are what the document names", async () => {
  await using serving = serveTiny();
  for (
    const [path, type, part] of [
      ["page/app.ts", "text/javascript; charset=utf-8", "render("],
      ["page/look.css", "text/css; charset=utf-8", "#app"],
      ["lib/htm.js", "text/javascript; charset=utf-8", "export default"],
    ] as const
  ) {
    const response = await serving.fetch(path);
    assertEquals([response.status, response.headers.get("content-type")], [200, type]);
    assertStringIncludes(await response.text(), part);
  }
});

for (
  const path of [
    "page/../deno.json",
    "page/../../deno.json",
    "page/%2e%2e/%2e%2e/deno.json",
    "page/..%2f..%2fdeno.json",
    "page/..%5c..%5cdeno.json",
    "page/%00",
    "page//etc/passwd",
    "/etc/passwd",
    "page/index.html",
    "page/",
    "deno.json",
    "view.ts",
  ]
) {
  Deno.test(`routes: ${path} is not there`, async () => {
    await using serving = serveTiny();
    const { port, token } = serving;
    const host = `127.0.0.1:${port}`;
    const { status, body } = await raw(port, `GET /${token}/${path}`, { host });
    // Where the path leaves the secret behind, nothing is told of what is there.
    const outside = path === "page/../../deno.json" || path === "page/%2e%2e/%2e%2e/deno.json";
    assertEquals(status, outside ? 403 : 404);
    assertMatch(body, /^(There is nothing here|Not allowed: .*)\n$/);
  });
}

Deno.test("routes: the address without a slash behind leads to the one with it", async () => {
  await using serving = serveTiny();
  const { port, token } = serving;
  const { status, head } = await raw(port, `GET /${token}`, { host: `127.0.0.1:${port}` });
  assertEquals(status, 308);
  assertMatch(head, new RegExp(`\r\nlocation: /${token}/\r\n`));
});

Deno.test("routes: HEAD has the headers of GET and no content", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  for (const path of ["page/app.ts", "session/3.json"]) {
    const [get, head] = [await serving.fetch(path), await serving.fetch(path, { method: "HEAD" })];
    assert((await get.text()).length > 0);
    assertEquals(await head.text(), "");
    assertEquals(head.headers.get("content-type"), get.headers.get("content-type"));
  }
});

for (
  const [path, method, allow] of [
    ["", "POST", "GET, HEAD"],
    ["page/app.ts", "PUT", "GET, HEAD"],
    ["session/3.json", "DELETE", "GET, HEAD"],
    ["live", "POST", "GET, HEAD"],
    ["captures", "GET", "POST"],
  ] as const
) {
  Deno.test(`routes: ${method} of "${path}" is refused and ${allow} named`, async () => {
    await using serving = serveTiny();
    const origin = new URL(serving.page.url).origin;
    const response = await serving.fetch(path, { method, headers: { origin } });
    assertEquals([response.status, response.headers.get("allow")], [405, allow]);
    assertEquals(await response.text(), `This can only be asked with ${allow}\n`);
  });
}

Deno.test("routes: a detail is JSON", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  const response = await serving.fetch("session/3/opened/7");
  assertEquals(response.headers.get("content-type"), "application/json");
  assertEquals(await response.json(), DETAIL);
});

Deno.test("routes: certificates are JSON", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  assertEquals(await (await serving.fetch("session/3/certificates")).json(), []);
});

for (
  const path of [
    "session/4/opened/7",
    "session/3/opened/8",
    "session/3/passed/7",
    "session/3/sealed/7",
    "session/3/opened/-1",
    "session/3/opened/7/",
    "session/03e0/opened/7",
    "session/4/certificates",
    "session/4.pcapng",
    "session/4.json",
    "session/4.html",
    "session/3.exe",
    "session/",
    `session/${"9".repeat(400)}.json`,
  ]
) {
  Deno.test(`routes: ${path.slice(0, 40)} is not there, as JSON says`, async () => {
    await using serving = serveTiny();
    serving.lab.put(state(3));
    const response = await serving.fetch(path);
    assertEquals(response.status, 404);
    assertEquals(await response.json(), NO_SESSION);
  });
}

for (
  const [form, type] of [
    ["pcapng", "application/x-pcapng"],
    ["json", "application/json"],
    ["html", "text/html; charset=utf-8"],
  ] as const
) {
  Deno.test(`routes: a session is downloaded as .${form} and never shown in its place`, async () => {
    await using serving = serveTiny();
    serving.lab.put(state(3));
    const response = await serving.fetch(`session/3.${form}`);
    await response.body?.cancel();
    assertEquals(response.headers.get("content-type"), type);
    assertEquals(
      response.headers.get("content-disposition"),
      `attachment; filename="tls-lab-session-3.${form}"`,
    );
  });
}

Deno.test("routes: the .pcapng is what the lab gives", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  const response = await serving.fetch("session/3.pcapng");
  assertEquals([...await response.bytes()], [10, 13, 13, 10]);
});

for (const values of [[], [{ a: 1 }], [{ a: "读\n" }, 2, null]]) {
  Deno.test(`routes: the .json is an array with a line for each of ${values.length} values`, async () => {
    await using serving = serveTiny();
    serving.lab.put(state(3));
    serving.lab.values = values;
    const text = await (await serving.fetch("session/3.json")).text();
    assertEquals(JSON.parse(text), values);
    assertEquals(text.split("\n").length, values.length === 0 ? 2 : values.length + 3);
  });
}

Deno.test("routes: the .html is the page with the session in it", async () => {
  await using serving = serveTiny();
  serving.lab.put(state(3));
  const html = await (await serving.fetch("session/3.html")).text();
  const [, data] = /<script type="application\/json" id="kept">(.*)<\/script>/.exec(html)!;
  assertEquals(JSON.parse(data!), JSON.parse(JSON.stringify(kept(state(3)))));
});

Deno.test("routes: what was not foreseen is told to the terminal, not to who asked", async () => {
  await using serving = serveTiny({ files: { "broken.ts": "enum Broken { at }" } });
  const response = await serving.fetch("page/broken.ts");
  assertEquals(response.status, 500);
  assert(!(await response.text()).includes("enum"));
  assertEquals(serving.troubles.length, 1);
  assertMatch(String(serving.troubles[0]), /enum/);
});
