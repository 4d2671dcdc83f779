import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { admit, newToken } from "../../../view/http/guard.ts";
import { raw, serveTiny } from "./serving.ts";

const TOKEN = "secret";

/** What becomes of a request: the status of the refusal, or the path that was asked for. */
function judged(
  headers: Record<string, string>,
  options: { path?: string; method?: string; host?: string; port?: number } = {},
): number | string | null {
  const { path = `/${TOKEN}/x`, method = "GET", host = "127.0.0.1", port = 9080 } = options;
  const request = new Request(`http://${headers.host}${path}`, { method, headers });
  const admitted = admit(request, { host, port, token: TOKEN });
  return admitted instanceof Response ? admitted.status : admitted.path;
}

for (const host of ["127.0.0.1:9080", "localhost:9080", "[::1]:9080", "LOCALHOST:9080"]) {
  Deno.test(`admit() lets in who calls ${host}`, () => {
    assertEquals(judged({ host }), "x");
  });
}

for (
  const host of [
    "evil.test:9080",
    "127.0.0.1:9081",
    "127.0.0.1",
    "127.0.0.1.evil.test:9080",
    "localhost.evil.test:9080",
    "127.0.0.2:9080",
  ]
) {
  Deno.test(`admit() turns away who calls ${host}`, () => {
    assertEquals(judged({ host }), 421);
  });
}

Deno.test("admit() lets in who calls the name that is listened on", () => {
  assertEquals(judged({ host: "lab.test:9080" }, { host: "Lab.test" }), "x");
});

Deno.test("admit() lets in who calls an address when all are listened on", () => {
  assertEquals(judged({ host: "192.0.2.7:9080" }, { host: "0.0.0.0" }), "x");
  assertEquals(judged({ host: "[2001:db8::7]:9080" }, { host: "::" }), "x");
});

Deno.test("admit() turns names away even when all addresses are listened on", () => {
  assertEquals(judged({ host: "evil.test:9080" }, { host: "0.0.0.0" }), 421);
  assertEquals(judged({ host: "192.0.2.7:80" }, { host: "0.0.0.0" }), 421);
});

Deno.test("admit() knows that browsers leave the port of HTTP out", () => {
  assertEquals(judged({ host: "127.0.0.1" }, { port: 80 }), "x");
});

for (
  const origin of [
    "http://evil.test",
    "http://127.0.0.1",
    "http://127.0.0.1:9081",
    "https://127.0.0.1:9080",
    "http://localhost:9080",
    "null",
    "",
  ]
) {
  Deno.test(`admit() refuses the origin "${origin}"`, () => {
    assertEquals(judged({ host: "127.0.0.1:9080", origin }), 403);
  });
}

Deno.test("admit() takes the origin of the page itself", () => {
  const host = "localhost:9080";
  assertEquals(judged({ host, origin: `http://${host}` }, { method: "POST" }), "x");
});

Deno.test("admit() refuses what can change something and names no origin", () => {
  const host = "127.0.0.1:9080";
  assertEquals(judged({ host }, { method: "POST" }), 403);
  assertEquals(judged({ host }, { method: "DELETE" }), 403);
  assertEquals(judged({ host, upgrade: "websocket" }), 403);
});

for (
  const [site, verdict] of [["same-origin", "x"], ["none", "x"], ["same-site", 403], [
    "cross-site",
    403,
  ], ["", 403]] as const
) {
  Deno.test(`admit() judges Sec-Fetch-Site "${site}"`, () => {
    assertEquals(judged({ host: "127.0.0.1:9080", "sec-fetch-site": site }), verdict);
  });
}

for (
  const path of [
    "/",
    "/x",
    "//x",
    "/secre/x",
    "/secrets/x",
    "/Secret/x",
    "/x/secret/x",
    "/%73ecret/x",
  ]
) {
  Deno.test(`admit() refuses ${path}, which does not begin with the secret`, () => {
    assertEquals(judged({ host: "127.0.0.1:9080" }, { path }), 403);
  });
}

Deno.test("admit() gives the path below the secret", () => {
  const host = "127.0.0.1:9080";
  assertEquals(judged({ host }, { path: `/${TOKEN}/session/3.json?a` }), "session/3.json");
  assertEquals(judged({ host }, { path: `/${TOKEN}/` }), "");
  assertEquals(judged({ host }, { path: `/${TOKEN}` }), null);
});

Deno.test("newToken() makes another secret of 256 bits each time", () => {
  assertMatch(newToken(), /^[\w-]{43}$/);
  assertNotEquals(newToken(), newToken());
});

Deno.test("servePage() refuses in the same words whatever was wrong, but for the host", async () => {
  await using serving = serveTiny();
  const { port, token } = serving;
  const host = `127.0.0.1:${port}`;
  const bodies = new Set<string>();
  for (
    const [path, headers] of [
      ["/", {}],
      ["/live", {}],
      [`/${"A".repeat(43)}/`, {}],
      [`/${"A".repeat(43)}/nothing`, {}],
      [`/${token}/`, { origin: "http://evil.test" }],
      [`/${token}/`, { "sec-fetch-site": "cross-site" }],
      [`/${token}/nothing`, { "sec-fetch-site": "cross-site" }],
    ] as const
  ) {
    const { status, body } = await raw(port, `GET ${path}`, { host, ...headers });
    assertEquals(status, 403, path);
    bodies.add(body);
  }
  assertEquals([...bodies].length, 1);
  assertMatch([...bodies][0]!, /^Not allowed: open the whole address .*\n$/);
});

for (
  const [what, line, headers] of [
    ["a foreign Host", "GET /TOKEN/", { host: "evil.test:PORT" }],
    ["no Host", "GET /TOKEN/", {}],
    ["a foreign host in the request line", "GET http://evil.test/TOKEN/", {
      host: "127.0.0.1:PORT",
    }],
    ["a request line that is no address", "GET http://[/", { host: "127.0.0.1:PORT" }],
    ["a proxy's CONNECT", "CONNECT evil.test:443", { host: "evil.test:443" }],
  ] as const
) {
  Deno.test(`servePage() answers ${what} with 421`, async () => {
    await using serving = serveTiny();
    const filled = (text: string) =>
      text.replace("TOKEN", serving.token).replace("PORT", `${serving.port}`);
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, filled(value)]),
    );
    const { status, body } = await raw(serving.port, filled(line), given);
    assertEquals(status, 421);
    assertMatch(body, /open that\n$/);
  });
}
