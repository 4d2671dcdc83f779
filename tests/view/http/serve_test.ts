import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { UserError } from "../../../cli/error.ts";
import { servePage } from "../../../view/http/serve.ts";
import { FakeLab, state } from "./lab.ts";
import { raw, serveTiny } from "./serving.ts";

Deno.test("servePage() gives the whole address, with a secret in it", async () => {
  await using serving = serveTiny();
  assertMatch(serving.page.url, new RegExp(`^http://127\\.0\\.0\\.1:${serving.port}/[\\w-]{43}/$`));
  const response = await fetch(serving.page.url);
  assertEquals(response.status, 200);
  await response.body?.cancel();
});

Deno.test("servePage() writes an IPv6 address as URLs have it", async () => {
  const page = servePage({
    host: "::1",
    port: 0,
    shown: new FakeLab(),
    token: "secret",
    trouble() {},
  });
  assertEquals(page.url, `http://[::1]:${page.port}/secret/`);
  await page.stop();
});

Deno.test("servePage() says when the port is taken, and how to get another", () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  const error = assertThrows(
    () => servePage({ host: "127.0.0.1", port, shown: new FakeLab(), trouble() {} }),
    UserError,
  );
  assertEquals(error.problem.en, `127.0.0.1:${port} is already in use`);
  assertMatch(error.remedy.en, /--port 0$/);
});

Deno.test("servePage() stops though somebody does not read what was asked for", async () => {
  const serving = serveTiny();
  serving.lab.put(state(3));
  serving.lab.values = Array.from({ length: 2000 }, () => "x".repeat(10_000));
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: serving.port });
  await connection.write(new TextEncoder().encode(
    `GET /${serving.token}/session/3.json HTTP/1.1\r\nhost: 127.0.0.1:${serving.port}\r\n\r\n`,
  ));
  await connection.read(new Uint8Array(10));
  await serving[Symbol.asyncDispose]();
  await assertRejects(() => raw(serving.port, "GET /", { host: "x" }), Error);
});
