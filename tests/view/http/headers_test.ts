import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { state } from "./lab.ts";
import { raw, serveTiny } from "./serving.ts";

/** Every header an answer must carry. */
const EXPECTED = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

function headersOf(head: string): Headers {
  const lines = head.split("\r\n").slice(1).map((line) => line.split(/: (.*)/s).slice(0, 2));
  return new Headers(lines as [string, string][]);
}

for (
  const [what, line, status, extra] of [
    ["the document", "GET /TOKEN/", 200, {}],
    ["a HEAD", "HEAD /TOKEN/", 200, {}],
    ["a module", "GET /TOKEN/page/app.ts", 200, {}],
    ["a library", "GET /TOKEN/lib/preact.js", 200, {}],
    ["a module that is broken", "GET /TOKEN/page/broken.ts", 500, {}],
    ["a detail", "GET /TOKEN/session/3/opened/7", 200, {}],
    ["a download", "GET /TOKEN/session/3.pcapng", 200, {}],
    ["what is not there", "GET /TOKEN/nothing", 404, {}],
    ["a wrong method", "DELETE /TOKEN/", 405, { origin: "http://127.0.0.1:PORT" }],
    ["a refusal", "GET /", 403, {}],
    ["a foreign host", "GET /TOKEN/", 421, { host: "evil.test" }],
    ["the address without a slash", "GET /TOKEN", 308, {}],
    ["live news without a WebSocket", "GET /TOKEN/live", 426, {}],
    ["an upload that is none", "POST /TOKEN/captures", 400, { origin: "http://127.0.0.1:PORT" }],
  ] as const
) {
  Deno.test(`servePage() puts every security header on ${what}`, async () => {
    await using serving = serveTiny({ files: { "broken.ts": "enum Broken {}" } });
    serving.lab.put(state(3));
    const filled = (text: string) =>
      text.replace("TOKEN", serving.token).replace("PORT", `${serving.port}`);
    const given = Object.entries({ host: "127.0.0.1:PORT", ...extra })
      .map(([name, value]) => [name, filled(value)]);
    const answer = await raw(serving.port, filled(line), Object.fromEntries(given));
    assertEquals(answer.status, status);
    const headers = headersOf(answer.head);
    for (const [name, value] of Object.entries(EXPECTED)) assertEquals(headers.get(name), value);
    assertStringIncludes(headers.get("content-security-policy")!, "default-src 'none'; ");
    assertStringIncludes(headers.get("permissions-policy")!, "camera=()");
  });
}

Deno.test("servePage() allows scripts, styles and connections of its own alone", async () => {
  await using serving = serveTiny();
  const response = await serving.fetch("");
  await response.body?.cancel();
  const policy = response.headers.get("content-security-policy")!;
  assertStringIncludes(policy, "script-src 'self'; style-src 'self';");
  assertStringIncludes(policy, `connect-src 'self' ws://127.0.0.1:${serving.port};`);
  assertStringIncludes(policy, "frame-ancestors 'none'");
  assert(!/unsafe|\*/.test(policy), policy);
});

Deno.test("servePage() puts no word of a foreign host into the policy", async () => {
  await using serving = serveTiny();
  const { head } = await raw(serving.port, "GET /", { host: "evil.test; script-src *" });
  assert(!head.includes("evil.test"), head);
});
