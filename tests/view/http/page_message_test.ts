import { assertEquals } from "@std/assert";
import { LARGEST_FRAME, readPageMessage } from "../../../view/http/page_message.ts";

for (
  const message of [
    { type: "get", session: 1, list: "opened", from: 0 },
    { type: "get", session: 2, list: "passed", from: 500 },
    { type: "get", session: 3, list: "log", from: 7 },
    { type: "run", scenario: "expired" },
    { type: "send", session: 1, text: "" },
    { type: "send", session: 1, text: "读" },
    { type: "end", session: 1 },
    { type: "forget", session: 1 },
  ] as const
) {
  Deno.test(`readPageMessage() reads ${JSON.stringify(message)}`, () => {
    assertEquals(readPageMessage(JSON.stringify(message)), message);
  });
}

for (
  const frame of [
    "",
    "{",
    "null",
    "1",
    '"run"',
    "[]",
    "{}",
    '{"type":"hello"}',
    '{"type":["run"],"scenario":"a"}',
    '{"type":"get","session":1,"list":"opened"}',
    '{"type":"get","session":1,"list":"opened","from":-1}',
    '{"type":"get","session":1,"list":"opened","from":1.5}',
    '{"type":"get","session":1,"list":"opened","from":1e300}',
    '{"type":"get","session":1,"list":"opened","from":"0"}',
    '{"type":"get","session":0,"list":"opened","from":0}',
    '{"type":"get","session":1,"list":"constructor","from":0}',
    '{"type":"get","session":1,"list":["log"],"from":0}',
    '{"type":"run"}',
    '{"type":"run","scenario":1}',
    '{"type":"send","session":1}',
    '{"type":"send","session":"1","text":"a"}',
    '{"type":"send","session":1,"text":{}}',
    '{"type":"end"}',
    '{"type":"forget","session":null}',
  ]
) {
  Deno.test(`readPageMessage() does not take ${frame || "nothing"}`, () => {
    assertEquals(readPageMessage(frame), undefined);
  });
}

Deno.test("readPageMessage() takes no bytes", () => {
  assertEquals(
    readPageMessage(new TextEncoder().encode('{"type":"end","session":1}').buffer),
    undefined,
  );
});

Deno.test("readPageMessage() leaves out what does not belong to a message", () => {
  const frame = '{"type":"end","session":1,"text":"a","__proto__":{"session":2},"other":[]}';
  assertEquals(readPageMessage(frame), { type: "end", session: 1 });
});

Deno.test("readPageMessage() takes a frame as large as allowed and none larger", () => {
  const empty = JSON.stringify({ type: "run", scenario: "" });
  const frame = (length: number) =>
    JSON.stringify({ type: "run", scenario: "x".repeat(length - empty.length) });
  assertEquals(readPageMessage(frame(LARGEST_FRAME))?.type, "run");
  assertEquals(readPageMessage(frame(LARGEST_FRAME + 1)), undefined);
});
