import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  ALPN,
  EXIT,
  MAX_MESSAGE,
  type Message,
  type Protocol,
  protocolFor,
} from "../../talk/protocol.ts";
import { Random } from "../support/random.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const framed = (limit?: number) => atOnce(protocolFor(ALPN, limit));
const plain = (limit?: number) => atOnce(protocolFor(null, limit));
const texts = (messages: Message[]) => messages.map(({ text }) => text);

/** A protocol whose messages are taken all at once, as a list. */
function atOnce(protocol: Protocol) {
  return {
    framed: protocol.framed,
    get unfinished() {
      return protocol.unfinished;
    },
    receive: (chunk: Uint8Array) => [...protocol.receive(chunk)],
    encode: (text: string, newline?: boolean) => protocol.encode(text, newline),
  };
}

/** A frame whose length is as given, true or not. */
function frame(content: Uint8Array, length = content.length): Uint8Array {
  const bytes = new Uint8Array(4 + content.length);
  new DataView(bytes.buffer).setUint32(0, length);
  bytes.set(content, 4);
  return bytes;
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

Deno.test("protocolFor() frames messages where our ALPN id was negotiated", () => {
  assertEquals([ALPN, framed().framed], ["tls-lab/1", true]);
});

for (const alpn of [null, undefined, "", "h2"]) {
  Deno.test(`protocolFor() takes plain text where ALPN gave ${JSON.stringify(alpn)}`, () => {
    assertEquals(protocolFor(alpn).framed, false);
  });
}

// Frames.

Deno.test("A frame is a length of four bytes and as many bytes of UTF-8", () => {
  assertEquals(framed().encode("你"), Uint8Array.of(0, 0, 0, 3, 0xe4, 0xbd, 0xa0));
});

Deno.test("A message before one that is over the limit is still received", () => {
  const protocol = protocolFor(ALPN, 5);
  const bytes = joined(frame(utf8("good")), Uint8Array.of(0, 0, 0, 6));
  const received: string[] = [];
  assertThrows(() => {
    for (const { text } of protocol.receive(bytes)) received.push(text);
  }, RangeError);
  assertEquals(received, ["good"]);
});

Deno.test("A frame split at every byte is one message", () => {
  const bytes = framed().encode("你好, 😀");
  for (let at = 0; at <= bytes.length; at++) {
    const protocol = framed();
    const received = [bytes.subarray(0, at), bytes.subarray(at)].flatMap((chunk) =>
      protocol.receive(chunk)
    );
    assertEquals(texts(received), ["你好, 😀"]);
  }
});

Deno.test("Frames that come byte by byte are all received", () => {
  const protocol = framed();
  const bytes = joined(...["one", "", "三"].map((text) => framed().encode(text)));
  const received = [...bytes].flatMap((byte) => protocol.receive(Uint8Array.of(byte)));
  assertEquals(texts(received), ["one", "", "三"]);
});

Deno.test("Several frames in one chunk are several messages in their order", () => {
  const protocol = framed();
  const bytes = joined(...["a", "b", "c"].map((text) => protocol.encode(text)));
  assertEquals(texts(protocol.receive(bytes)), ["a", "b", "c"]);
});

Deno.test("The end of one frame and the beginning of the next may share a chunk", () => {
  const protocol = framed();
  const bytes = joined(protocol.encode("first"), protocol.encode("second"));
  assertEquals(texts(protocol.receive(bytes.subarray(0, 12))), ["first"]);
  assertEquals(texts(protocol.receive(bytes.subarray(12))), ["second"]);
});

Deno.test("A frame larger than the buffer begins with is received whole", () => {
  const protocol = framed();
  const text = "x".repeat(5000);
  const bytes = protocol.encode(text);
  assertEquals(protocol.receive(bytes.subarray(0, 3000)), []);
  assertEquals(texts(protocol.receive(bytes.subarray(3000))), [text]);
});

Deno.test("An empty frame is an empty message", () => {
  assertEquals(framed().receive(new Uint8Array(4)), [{ text: "", newline: false }]);
});

Deno.test("An empty chunk is no message", () => {
  assertEquals(framed().receive(new Uint8Array()), []);
});

Deno.test("A frame keeps its white space and its newline", () => {
  const protocol = framed();
  assertEquals(protocol.receive(protocol.encode(" a \n")), [{ text: " a \n", newline: false }]);
});

Deno.test("A frame keeps a byte order mark", () => {
  const protocol = framed();
  assertEquals(texts(protocol.receive(protocol.encode("\ufeffa"))), ["\ufeffa"]);
});

Deno.test("A frame does not take a reply's newline", () => {
  assertEquals(framed().encode("a", true), framed().encode("a", false));
});

Deno.test("The word that ends a talk comes in a frame like any other", () => {
  assertEquals(texts(framed().receive(framed().encode(EXIT))), ["exit"]);
});

Deno.test("A frame of exactly the limit is received", () => {
  const protocol = framed(5);
  assertEquals(texts(protocol.receive(frame(utf8("12345")))), ["12345"]);
});

Deno.test("A frame over the limit is refused as soon as its length is known", () => {
  const error = assertThrows(() => framed(5).receive(Uint8Array.of(0, 0, 0, 6)), RangeError);
  assertEquals(error.message, "A message of 6 bytes is over the limit of 5");
});

Deno.test("A frame's length is not taken for a negative number", () => {
  assertThrows(
    () => framed().receive(Uint8Array.of(0xff, 0xff, 0xff, 0xff)),
    RangeError,
    "4294967295 bytes",
  );
});

Deno.test("A frame of 1 MiB is received where no limit is given", () => {
  const protocol = framed();
  const [message] = protocol.receive(protocol.encode("x".repeat(MAX_MESSAGE)));
  assertEquals(message?.text.length, 1024 * 1024);
});

Deno.test("A frame of 1 MiB and a byte is refused where no limit is given", () => {
  const bytes = framed().encode("x".repeat(MAX_MESSAGE + 1));
  assertThrows(() => framed().receive(bytes), RangeError, "1048577 bytes");
});

Deno.test("The limit counts bytes, not characters", () => {
  assertThrows(() => framed(5).receive(framed().encode("你好")), RangeError, "6 bytes");
});

for (const hex of ["ff", "e4bd", "c080", "eda080"]) {
  Deno.test(`A frame of ${hex}, which is no UTF-8, is refused`, () => {
    assertThrows(() => framed().receive(frame(Uint8Array.fromHex(hex))), TypeError);
  });
}

Deno.test("A character split over two frames is refused", () => {
  const [, ...rest] = utf8("é");
  const protocol = framed();
  assertThrows(
    () => protocol.receive(joined(frame(Uint8Array.of(0xc3)), frame(Uint8Array.from(rest)))),
    TypeError,
  );
});

Deno.test("A frame is unfinished from its first byte to its last", () => {
  const protocol = framed();
  const states = [protocol.unfinished];
  for (const byte of protocol.encode("ab")) {
    protocol.receive(Uint8Array.of(byte));
    states.push(protocol.unfinished);
  }
  assertEquals(states, [false, true, true, true, true, true, false]);
});

Deno.test("A frame is not unfinished because another one was received before it", () => {
  const protocol = framed();
  protocol.receive(joined(protocol.encode("a"), protocol.encode("b")));
  assertEquals(protocol.unfinished, false);
});

Deno.test("What is received does not change when the chunk is used again", () => {
  const protocol = framed();
  const chunk = protocol.encode("abc").subarray(0, 6);
  protocol.receive(chunk);
  chunk.fill(0);
  assertEquals(texts(protocol.receive(utf8("c"))), ["abc"]);
});

// Plain text.

Deno.test("Plain text is one message a read", () => {
  const protocol = plain();
  const received = ["one", "two"].flatMap((text) => protocol.receive(utf8(text)));
  assertEquals(texts(received), ["one", "two"]);
});

Deno.test("Plain text is trimmed of white space around it", () => {
  assertEquals(texts(plain().receive(utf8(" \t a b \r\n"))), ["a b"]);
});

for (const [sent, newline] of [["a\n", true], ["a\r\n", true], ["a", false], ["a\n ", false]]) {
  Deno.test(`Plain text ${JSON.stringify(sent)} ${newline ? "asks" : "does not ask"} for a newline`, () => {
    assertEquals(plain().receive(utf8(sent as string)), [{
      text: "a",
      newline: newline as boolean,
    }]);
  });
}

Deno.test("Plain text ends in a newline where one is asked for", () => {
  assertEquals([plain().encode("a", true), plain().encode("a")], [utf8("a\n"), utf8("a")]);
});

for (const sent of ["", " ", "\n", "\r\n\t "]) {
  Deno.test(`Plain text ${JSON.stringify(sent)} is no message`, () => {
    assertEquals(plain().receive(utf8(sent)), []);
  });
}

Deno.test("Plain text may have a character split over reads at every byte", () => {
  for (const text of ["aé", "a你", "a😀"]) {
    const bytes = utf8(text);
    for (let at = 1; at < bytes.length; at++) {
      const protocol = plain();
      const received = texts([
        ...protocol.receive(bytes.subarray(0, at)),
        ...protocol.receive(bytes.subarray(at)),
      ]);
      assertEquals(received.join(""), text);
    }
  }
});

Deno.test("Plain text is unfinished while a character is", () => {
  const protocol = plain();
  const [first, ...rest] = utf8("😀");
  const states = [protocol.unfinished];
  for (const byte of [first!, ...rest]) {
    protocol.receive(Uint8Array.of(byte));
    states.push(protocol.unfinished);
  }
  assertEquals(states, [false, true, true, true, false]);
});

for (const hex of ["ff", "c0af", "6180", "eda080"]) {
  Deno.test(`Plain text of ${hex}, which is no UTF-8, is refused`, () => {
    assertThrows(() => plain().receive(Uint8Array.fromHex(hex)), TypeError);
  });
}

Deno.test("Plain text is refused when a character begun is never ended", () => {
  const protocol = plain();
  protocol.receive(Uint8Array.of(0xe4, 0xbd));
  assertThrows(() => protocol.receive(utf8("a")), TypeError);
});

Deno.test("Plain text of exactly the limit is received", () => {
  assertEquals(texts(plain(5).receive(utf8("12345"))), ["12345"]);
});

Deno.test("Plain text over the limit is refused", () => {
  assertThrows(
    () => plain(5).receive(utf8("123456")),
    RangeError,
    "6 bytes is over the limit of 5",
  );
});

Deno.test("The limit is on what is received, not on what is sent", () => {
  assertEquals([framed(5).encode("123456").length, plain(5).encode("123456").length], [10, 6]);
});

Deno.test("Plain text may hold what would be the length of a frame", () => {
  assertEquals(texts(plain().receive(Uint8Array.of(0, 0, 0, 1, 0x61))), ["\0\0\0\x01a"]);
});

// Anything at all.

/** A chunk that is sound, nearly sound or nothing of the kind. */
function randomChunk(random: Random): Uint8Array {
  const sound = frame(utf8(random.of(["a", "你好", "exit", "", "😀\n"])));
  switch (random.below(6)) {
    case 0:
      return random.bytes(random.below(12));
    case 1:
      return random.mutate(sound);
    case 2:
      return sound.subarray(0, random.below(sound.length));
    default:
      return sound;
  }
}

/** Gives a protocol random chunks until it refuses one. */
function feed(protocol: ReturnType<typeof atOnce>, random: Random): Message[] {
  const messages: Message[] = [];
  for (let chunks = 1 + random.below(6); chunks > 0; chunks--) {
    messages.push(...protocol.receive(randomChunk(random)));
  }
  return messages;
}

Deno.test("Any of 20,000 random sequences of chunks gives messages, a RangeError or a TypeError", () => {
  const random = new Random(4);
  const seen = { messages: 0, RangeError: 0, TypeError: 0 };
  for (let i = 0; i < 20_000; i++) {
    const protocol = random.of([framed, plain])(16);
    try {
      for (const { text } of feed(protocol, random)) {
        assert(utf8(text).length <= 20 && text.isWellFormed(), text);
        seen.messages++;
      }
    } catch (error) {
      assertInstanceOf(error, Error);
      assert(error.name === "RangeError" || error.name === "TypeError", String(error));
      seen[error.name]++;
    }
  }
  assert(Object.values(seen).every((count) => count > 1000), Deno.inspect(seen));
});

Deno.test("Frames cut into random chunks are the messages that were sent", () => {
  const random = new Random(5);
  for (let i = 0; i < 500; i++) {
    const sent = Array.from(
      { length: 1 + random.below(8) },
      () => "é你😀 \n".repeat(random.below(400)),
    );
    const protocol = framed();
    const bytes = joined(...sent.map((text) => protocol.encode(text)));
    const received: Message[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = 1 + random.below(random.of([3, 100, 5000]));
      received.push(...protocol.receive(bytes.subarray(at, at + size)));
      at += size;
    }
    assertEquals([texts(received), protocol.unfinished], [sent, false]);
  }
});
