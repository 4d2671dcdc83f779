import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { UserError } from "../../../cli/error.ts";
import type { Session } from "../../../talk/session.ts";
import { Talk } from "../../../view/session/talk.ts";

/** A talk with a server that answers as asked, and what was told of it. */
function begin(answer: (text: string) => Promise<string | undefined>) {
  const told: unknown[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const done = { ended: false, closed: 0 };
  const session: Session = {
    address: "127.0.0.1:1",
    framed: true,
    path: [],
    send: answer,
    end: () => Promise.resolve(void (done.ended = true)),
    close: () => {},
  };
  const talk = new Talk(session, {
    tell: ({ kind, text }) => told.push([kind, text]),
    ended,
    closed: () => done.closed++,
  });
  return { talk, told, end, done };
}

Deno.test("Talk: messages go out one after the other, each told with its answer", async () => {
  let open = 0;
  const { talk, told } = begin(async (text) => {
    assertEquals(++open, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
    return `${text}!`;
  });
  assertEquals(await Promise.all([talk.say("a"), talk.say("b")]), ["a!", "b!"]);
  assertEquals(told, [
    ["sent", "a"],
    ["acknowledged", "a!"],
    ["sent", "b"],
    ["acknowledged", "b!"],
  ]);
});

Deno.test("Talk: when it breaks off, that is told, and it is over", async () => {
  const broken = new UserError({ en: "broken", zh: "断" }, { en: "mend", zh: "修" });
  const { talk, told, done } = begin(() => Promise.reject(broken));
  await assertRejects(() => talk.say("a"), UserError, "broken");
  await talk.over;
  assertEquals(told, [["sent", "a"], ["bad", broken.problem]]);
  assertEquals(done.closed, 1);
  await assertRejects(() => talk.say("b"), UserError, "over");
});

Deno.test("Talk: exit is said after what was said before it", async () => {
  const { talk, told, done } = begin((text) => Promise.resolve(text));
  const said = talk.say("a");
  await talk.end();
  await said;
  assertEquals(told.map((row) => (row as string[])[1]), ["a", "a", "exit"]);
  assertEquals(done, { ended: true, closed: 1 });
});

Deno.test("Talk: a message exit ends it without a word of trouble", async () => {
  const { talk, told, done } = begin((text) => Promise.resolve(text));
  assertEquals(await talk.say(" exit "), undefined);
  assertEquals(told, [["sent", "exit"]]);
  assertEquals(done, { ended: true, closed: 1 });
});

Deno.test("Talk: exit is said once, however often it is asked for, and nothing after it", async () => {
  const { talk, told } = begin((text) => Promise.resolve(text));
  const said = talk.say("a");
  const ends = [talk.end(), talk.end(), talk.say("exit")];
  assertThrows(() => talk.say("b"), UserError, "over");
  await Promise.all([said, ...ends]);
  assertEquals(told.map((row) => (row as string[])[1]), ["a", "a", "exit"]);
});

Deno.test("Talk: it is over when the connection is", async () => {
  const { talk, end, done } = begin((text) => Promise.resolve(text));
  end();
  await talk.over;
  assertEquals(done.closed, 1);
});

Deno.test("Talk: no more than 32 messages wait", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { talk } = begin(() => promise);
  const said = Array.from({ length: 32 }, (_, i) => talk.say(`${i}`));
  assertThrows(() => talk.say("one more"), UserError, "32");
  resolve("done");
  await Promise.all(said);
});
