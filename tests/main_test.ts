import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertTwoLines, task } from "./support/command.ts";
import { temporaryFolder } from "./support/folder.ts";
import { labFolder } from "./support/lab.ts";
import { issueExpired, loadCa } from "./support/expired.ts";

Deno.test("main tells the whole story, from nothing to exit, and leaves status 0", async () => {
  using folder = temporaryFolder();
  const { code, stdout, stderr } = await task("main", ["--dir", `${folder.path}/lab`]);
  assertEquals([code, stderr], [0, ""]);
  const order = [
    /^#CA# Make the authority's private key /m,
    /^#CA# Check the request's signature, then sign it /m,
    /^#server message# Listening on 127\.0\.0\.1:\d+$/m,
    /^#client message# Verified: /m,
    /^#client message# {3}subject {6}C = CN, ST = jiangsu/m,
    /^#server message# 127\.0\.0\.1:\d+ {2}hello$/m,
    /^#client message# hello {2}→ {2}The server received your message$/m,
    /^#server message# 127\.0\.0\.1:\d+ {2}你好$/m,
    /^#client message# 你好 {2}→ {2}The server received your message$/m,
    /^#server message# 127\.0\.0\.1:\d+ {2}said exit$/m,
    /^#server message# Closed$/m,
  ].map((pattern) => stdout.search(pattern));
  assert(order.every((at, i) => at >= 0 && at > (order[i - 1] ?? -1)), `${order}\n${stdout}`);
});

Deno.test("main uses the certificates that are there and changes none", async () => {
  using lab = await labFolder();
  const before = Deno.readTextFileSync(lab.cert);
  const { code, stdout } = await task("main", ["--dir", lab.path]);
  assertEquals(code, 0);
  assert(!stdout.includes("#CA#"));
  assertEquals(Deno.readTextFileSync(lab.cert), before);
});

Deno.test("main tells the two sides apart in Chinese as the seed does", async () => {
  using lab = await labFolder();
  const { code, stdout } = await task("main", ["--dir", lab.path, "--lang", "zh"]);
  assertEquals(code, 0);
  assertMatch(stdout, /^#服务端消息# 127\.0\.0\.1:\d+ {2}你好$/m);
  assertMatch(stdout, /^#客户端消息# 你好 {2}→ {2}服务器已经收到你的信息$/m);
});

Deno.test("main --message changes what the client says", async () => {
  using lab = await labFolder();
  const args = ["--dir", lab.path, "--message", "hello,im,li", "--message", "<b>&amp;"];
  const { stdout } = await task("main", args);
  assertEquals(stdout.match(/(?<=^#client message# ).*(?= {2}→)/gm), ["hello,im,li", "<b>&amp;"]);
});

Deno.test("main --interactive sends what is typed", async () => {
  using lab = await labFolder();
  const stdin = "first\n\nsecond\nexit\nnever\n";
  const { code, stdout } = await task("main", ["--dir", lab.path, "--interactive"], { stdin });
  assertEquals(code, 0);
  assertEquals(stdout.match(/(?<=^#client message# ).*(?= {2}→)/gm), ["first", "second"]);
});

Deno.test("main ends with the reason and status 1 when a certificate is not sound", async () => {
  using lab = await labFolder();
  await issueExpired(await loadCa(lab.path), `${lab.path}/server.csr`, lab.cert);
  const outcome = await task("main", ["--dir", lab.path]);
  assertTwoLines(outcome, 1, /server\.crt expired on 2021-01-01/, /Renew it: deno task ca sign/);
});

Deno.test("main ends both sides when the client fails", async () => {
  using lab = await labFolder();
  const big = "x".repeat(1024 * 1024 + 1) + "\n";
  const { code, stderr } = await task("main", ["--dir", lab.path, "--interactive"], { stdin: big });
  assertEquals(code, 1);
  assertMatch(stderr, /^error: A message of 1048577 bytes is over the limit/);
});

Deno.test("main gives the client's reason when the client refuses the server", async () => {
  using lab = await labFolder();
  await task("ca", ["sign", "--name", "example.test", "--force", "--dir", lab.path]);
  const { code, stderr } = await task("main", ["--dir", lab.path]);
  assertEquals(code, 1);
  assertMatch(
    stderr,
    /^error: The certificate of 127\.0\.0\.1:\d+ is refused: CN = localhost: is not for 127\.0\.0\.1, only for example\.test\nwhat to do: .*--name example\.test --name 127\.0\.0\.1 --force\n$/,
  );
});

Deno.test("main tells of options that exclude each other in two lines", async () => {
  const outcome = await task("main", ["--interactive", "--message", "x"]);
  assertTwoLines(outcome, 2, /exclude each other/, /one of them/);
});

Deno.test("main ends both sides when the server fails", async () => {
  using lab = await labFolder();
  Deno.removeSync(lab.key);
  const outcome = await task("main", ["--dir", lab.path]);
  assertTwoLines(outcome, 1, /server\.key is missing/, /Put it back/);
});

for (const role of ["ca", "server", "client", "main"]) {
  Deno.test(`${role} --version prints the version, --help the options, in both languages`, async () => {
    const { version } = JSON.parse(Deno.readTextFileSync(new URL("../deno.json", import.meta.url)));
    assertEquals((await task(role, ["--version"])).stdout, `tls-lab ${version}\n`);
    const [english, chinese] = [await task(role, ["-h"]), await task(role, ["-h", "--lang=zh"])];
    assertMatch(english.stdout, new RegExp(`^deno task ${role} `));
    assertMatch(english.stdout, /^Options$/m);
    assertMatch(chinese.stdout, /^选项$/m);
    assertEquals([english.code, chinese.code], [0, 0]);
  });
}
