import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { serveTiny, type Serving, until } from "./serving.ts";

function formWith(parts: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) form.append(name, value);
  return form;
}

async function post(serving: Serving, body: BodyInit, headers: Record<string, string> = {}) {
  const origin = new URL(serving.page.url).origin;
  const response = await serving.fetch("captures", {
    method: "POST",
    body,
    headers: { origin, ...headers },
  });
  return { status: response.status, answer: await response.json() };
}

Deno.test("upload: a capture and its key log become sessions", async () => {
  await using serving = serveTiny();
  const capture = new Uint8Array(100_000).map((_, i) => i);
  const { status, answer } = await post(
    serving,
    formWith({
      capture: new File([capture], "读 it.pcap"),
      keylog: new File(["CLIENT_RANDOM …\n"], "keys.log"),
    }),
  );
  assertEquals([status, answer], [200, { sessions: [1] }]);
  const keyLog = new TextEncoder().encode("CLIENT_RANDOM …\n");
  assertEquals(serving.lab.uploads, [{ name: "读 it.pcap", capture, keyLog }]);
});

Deno.test("upload: a capture needs no key log", async () => {
  await using serving = serveTiny();
  const { status } = await post(serving, formWith({ capture: new File(["x"], "a.pcap") }));
  assertEquals([status, serving.lab.uploads[0]?.keyLog], [200, undefined]);
});

Deno.test("upload: what is no capture is refused in the lab's words", async () => {
  await using serving = serveTiny();
  const { status, answer } = await post(serving, formWith({ capture: new File([], "a.txt") }));
  assertEquals([status, answer], [400, {
    problem: { en: "a.txt is no capture", zh: "a.txt is no capture" },
    remedy: { en: "do this", zh: "请这样做" },
  }]);
});

Deno.test("upload: a capture as large as allowed is taken", async () => {
  await using serving = serveTiny();
  const capture = new Uint8Array(serving.lab.largestUpload);
  const { status } = await post(serving, formWith({ capture: new File([capture], "a.pcap") }));
  assertEquals(status, 200);
});

Deno.test("upload: a name that is sent apart is the capture's, whatever is in it", async () => {
  await using serving = serveTiny();
  const name = "<img src=x onerror=alert(1)>.pcap";
  await post(serving, formWith({ capture: new File(["x"], name), name }));
  assertEquals(serving.lab.uploads[0]?.name, name);
});

Deno.test("upload: a name that is a file is refused", async () => {
  await using serving = serveTiny();
  const file = new File(["x"], "a.pcap");
  const { status } = await post(serving, formWith({ capture: file, name: file }));
  assertEquals([status, serving.lab.uploads.length], [400, 0]);
});

Deno.test("upload: the name of a capture is cut", async () => {
  await using serving = serveTiny();
  const name = "n".repeat(10_000);
  await post(serving, formWith({ capture: new File(["x"], name) }));
  assertEquals(serving.lab.uploads[0]?.name.length, 255);
});

const TYPE = "multipart/form-data; boundary=b";

for (
  const [what, body, type] of [
    ["text", "hello", "text/plain"],
    ["an empty form", "--b--\r\n", TYPE],
    ["a form that breaks off", '--b\r\ncontent-disposition: form-data; name="capture"', TYPE],
    [
      "a capture that is no file",
      '--b\r\ncontent-disposition: form-data; name="capture"\r\n\r\nx\r\n--b--\r\n',
      TYPE,
    ],
    [
      "a key log that is no file",
      '--b\r\ncontent-disposition: form-data; name="capture"; filename="a"\r\n\r\nx\r\n' +
      '--b\r\ncontent-disposition: form-data; name="keylog"\r\n\r\nx\r\n--b--\r\n',
      TYPE,
    ],
    ["a form without a boundary", "--b--\r\n", "multipart/form-data;"],
    ["no form", "", TYPE],
  ] as const
) {
  Deno.test(`upload: ${what} is refused with how to do it`, async () => {
    await using serving = serveTiny();
    const { status, answer } = await post(serving, body, { "content-type": type });
    assertEquals(status, 400);
    assertEquals(answer.problem.en, "This is no form with a capture in it");
    assertStringIncludes(answer.remedy.zh, "multipart/form-data");
    assertEquals(serving.troubles, []);
  });
}

/** Begins an upload by hand, sends pieces until there is an answer, and gives it. */
async function answerTo(
  { port, token }: Serving,
  length: string,
  piece: Uint8Array,
  most: number,
): Promise<{ answer: string; sent: number }> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(
    `POST /${token}/captures HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n` +
      `origin: http://127.0.0.1:${port}\r\ncontent-type: ${TYPE}\r\n${length}\r\n\r\n`,
  ));
  let answer = "";
  const buffer = new Uint8Array(65536);
  connection.read(buffer)
    .then((count) => answer = new TextDecoder().decode(buffer.subarray(0, count ?? 0)))
    .catch(() => {}); // It is closed when there was no answer in time.
  let sent = 0;
  for (; sent < most && answer === ""; sent++) await connection.write(piece);
  await until(() => answer !== "");
  return { answer, sent };
}

Deno.test("upload: one that says it is too large is refused before it is sent", async () => {
  await using serving = serveTiny();
  const length = "content-length: 1000000000000";
  const { answer } = await answerTo(serving, length, new Uint8Array(), 0);
  assertStringIncludes(answer, "HTTP/1.1 413 ");
  assertStringIncludes(answer, "Capture and key log are larger than 1 MiB");
});

Deno.test("upload: one that does not say how large it is is refused when it is too much", async () => {
  await using serving = serveTiny();
  const piece = new TextEncoder().encode(`10000\r\n${"x".repeat(65536)}\r\n`);
  // A gigabyte, if it were taken.
  const { answer, sent } = await answerTo(serving, "transfer-encoding: chunked", piece, 16_384);
  assertStringIncludes(answer, "HTTP/1.1 413 ");
  // What the kernel holds on both sides comes on top of the limit.
  assert(sent < 400, `${sent} pieces were taken`);
});
