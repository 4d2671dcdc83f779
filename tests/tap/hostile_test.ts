import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import net from "node:net";
import { temporaryFolder } from "../support/folder.ts";
import { Random } from "../support/random.ts";
import { recorded, RECORDINGS } from "../tls/support/recorded.ts";
import { stage, startTap } from "./running_tap.ts";
import { wordsOf } from "./written.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

for (const more of [["-v"], ["-x"], ["--json"]]) {
  Deno.test(`tap ${more} lets garbage pass as it is, and tells it without control characters`, async () => {
    using folder = temporaryFolder();
    const log = `${folder.path}/keys.log`;
    Deno.writeTextFileSync(log, RECORDINGS.map(({ keyLog }) => keyLog).join(""));
    using server = stage();
    await using tap = await startTap([
      ...["--connect", `127.0.0.1:${server.port}`, "--keylog", log],
      ...["--write", `${folder.path}/a.pcapng`, ...more],
    ]);
    const random = new Random(11);
    for (let i = 0; i < 20; i++) {
      using ends = await server.connect(tap);
      const { records } = random.of(RECORDINGS);
      for (const { from, bytes } of records) {
        const sent = random.below(3) === 0 ? random.mutate(bytes) : bytes;
        assertEquals((await ends.pass({ from, bytes: sent })).toHex(), sent.toHex());
      }
      const bytes = random.bytes(1 + random.below(3000));
      assertEquals((await ends.pass({ from: "client", bytes })).toHex(), bytes.toHex());
    }
    await tap.until(/#20 {2}ended|"connection","connection":20,/);
    const { code, stdout, stderr } = await tap.stop();
    assertEquals([code, more[0] === "--json" ? "" : stderr], [0, ""]);
    assertNotMatch(stdout, CONTROL);
    assertEquals(stdout.match(/ ended: |"type":"connection"/g)?.length, 20);
  });
}

Deno.test("tap shows control characters of peers in plain text and in names as codes", async () => {
  using server = stage();
  await using tap = await startTap(["--connect", `127.0.0.1:${server.port}`, "-v"]);
  const { records } = recorded("TLS 1.3, the client authenticated");
  const hello = Array.from(records[0]!.bytes, (byte) => String.fromCharCode(byte)).join("")
    .replace("server.test", "\x1b[2Jer.test").replace("lab/1", "\x1b[2J1");
  {
    using ends = await server.connect(tap);
    await ends.pass({ from: "client", bytes: Uint8Array.from(hello, (c) => c.charCodeAt(0)) });
    using other = await server.connect(tap);
    for (const text of ["\x9b2Jboo\u202e\r\n", "\x1b]0;title\x07"]) {
      await other.pass({ from: "server", bytes: new TextEncoder().encode(text) });
    }
  }
  await tap.until(/#2 {2}ended/);
  const { stdout } = await tap.stop();
  assertNotMatch(stdout, CONTROL);
  assertMatch(stdout, /client_hello +\\x1b\[2Jer\.test {2}TLS 1\.3 {2}\\x1b\[2J1/);
  assertMatch(stdout, /"\\x9b2Jboo\\u202e\\r\\n"\n/);
});

Deno.test("tap serves two hundred connections at once, and those that hang up at once", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a.pcapng`;
  const echo = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  const { port } = echo.address() as net.AddressInfo;
  await using tap = await startTap(["--connect", `127.0.0.1:${port}`, "--write", path]);
  const answers = await Promise.all(Array.from({ length: 200 }, async (_, i) => {
    if (i % 4 === 0) {
      const rude = net.connect(tap.port, "127.0.0.1", () => rude.resetAndDestroy());
      await new Promise((resolve) => rude.on("close", resolve));
      return "gone";
    }
    using client = await Deno.connect({ hostname: "127.0.0.1", port: tap.port });
    await client.write(new TextEncoder().encode(`hello ${i}`));
    const buffer = new Uint8Array(100);
    const count = await client.read(buffer);
    return new TextDecoder().decode(buffer.subarray(0, count ?? 0)) === `hello ${i}`
      ? "right"
      : "no";
  }));
  assertEquals(answers.filter((answer) => answer === "right").length, 150);
  const { code, stdout, stderr } = await tap.stop();
  assertEquals([code, stderr], [0, ""]);
  const greetings = new Set(stdout.match(/"hello \d+"/g));
  assertEquals(greetings.size, 150);
  const words = wordsOf(Deno.readFileSync(path));
  assertEquals(words.filter((word) => / server hello /.test(word)).length, 150);
  assert(!words.some((word) => word.includes("gap")));
  await new Promise((resolve) => echo.close(resolve));
});
