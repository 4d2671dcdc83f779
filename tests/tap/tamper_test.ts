import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { readTampering, Tamper, type Tampering } from "../../tap/tamper.ts";
import { inPieces } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";

for (
  const [text, side, record, offset] of [
    ["1", "client", 1, 0],
    ["4:10", "client", 4, 10],
    ["client:2", "client", 2, 0],
    ["server:5:20", "server", 5, 20],
    ["999999999:99999", "client", 999999999, 99999],
  ] as const
) {
  Deno.test(`readTampering() reads ${text}`, () => {
    assertEquals(readTampering(text), { side, record, offset });
  });
}

for (
  const text of [
    "",
    "0",
    "01",
    "-1",
    "1:",
    "1:-1",
    "1:1:1",
    "1.5",
    ":1",
    "both:1",
    "Server:1",
    "server",
    "server:",
    " 1",
    "1e3",
    "1234567890",
    "1:123456",
  ]
) {
  Deno.test(`readTampering() refuses "${text}"`, () => {
    const error = assertThrows(() => readTampering(text), UserError);
    assertEquals([error.status, error.problem.en], [2, `--tamper "${text}" names no record`]);
    assertMatch(error.remedy.en, /--tamper 4, --tamper 4:10, --tamper server:5$/);
  });
}

/** What a side of a recorded connection sent, and where the content of each of its records begins. */
const { records } = recorded("TLS 1.3, the client authenticated");
const SERVER = records.filter(({ from }) => from === "server").map(({ bytes }) => bytes);

/** The bytes in pieces of a length through the tampering, put together again. */
function passed(tampering: Tampering, sent: readonly Uint8Array[], length: number): Uint8Array {
  const tamper = new Tamper(tampering);
  const whole = [{ from: "server" as const, bytes: Uint8Array.from(sent.flatMap((b) => [...b])) }];
  return Uint8Array.from(
    [...inPieces(whole, length)].flatMap(({ from, bytes }) => [...tamper.pass(from, bytes)]),
  );
}

/** Where two byte strings of one length differ, and by which bits. */
function differences(one: Uint8Array, other: Uint8Array): [number, number][] {
  assertEquals(one.length, other.length);
  return [...one].flatMap((byte, i) =>
    byte === other[i] ? [] : [[i, byte ^ other[i]!] satisfies [number, number]]
  );
}

for (const length of [1, 2, 5, 7, 100, 100_000]) {
  Deno.test(`Tamper flips the lowest bit of a byte of a record, in pieces of ${length}`, () => {
    const whole = passed({ side: "client", record: 1, offset: 0 }, SERVER, length);
    let at = 0;
    for (const [i, record] of SERVER.entries()) {
      for (const offset of [0, record.length - 6]) {
        const changed = passed({ side: "server", record: i + 1, offset }, SERVER, length);
        assertEquals(differences(whole, changed), [[at + 5 + offset, 1]]);
      }
      at += record.length;
    }
  });

  Deno.test(`Tamper changes nothing beyond the end of a record, in pieces of ${length}`, () => {
    const beyond = { side: "server", record: 2, offset: SERVER[1]!.length - 5 } as const;
    const whole = passed({ ...beyond, side: "client" }, SERVER, length);
    assertEquals(differences(whole, passed(beyond, SERVER, length)), []);
    const more = { side: "server", record: SERVER.length + 1, offset: 0 } as const;
    assertEquals(differences(whole, passed(more, SERVER, length)), []);
  });
}

Deno.test("Tamper counts records without content", () => {
  const empty = Uint8Array.of(23, 3, 3, 0, 0);
  const full = Uint8Array.of(23, 3, 3, 0, 1, 0x40);
  for (const length of [1, 4, 100]) {
    const changed = passed({ side: "server", record: 3, offset: 0 }, [empty, empty, full], length);
    assertEquals(changed.at(-1), 0x41);
  }
});

Deno.test("Tamper lets the other side's bytes pass without counting them", () => {
  const tamper = new Tamper({ side: "server", record: 2, offset: 0 });
  for (const bytes of SERVER) assert(tamper.pass("client", bytes) === bytes);
  assert(tamper.pass("server", SERVER[0]!) === SERVER[0]);
  assertEquals(tamper.done, false);
  assertEquals(differences(SERVER[1]!, tamper.pass("server", SERVER[1]!)), [[5, 1]]);
});

Deno.test("Tamper leaves alone the bytes it is given, and everything once it is done", () => {
  const tamper = new Tamper({ side: "server", record: 1, offset: 3 });
  const before = SERVER[0]!.toHex();
  assertEquals(differences(SERVER[0]!, tamper.pass("server", SERVER[0]!)), [[8, 1]]);
  assertEquals([SERVER[0]!.toHex(), tamper.done], [before, true]);
  assert(tamper.pass("server", SERVER[0]!) === SERVER[0]);
});

Deno.test("Tamper counts the pieces that pass where there is no TLS", () => {
  const tamper = new Tamper({ side: "client", record: 2, offset: 1 });
  const said = ["hello", "", "hello", "hello"].map((text) =>
    new TextDecoder().decode(tamper.pass("client", new TextEncoder().encode(text)))
  );
  assertEquals(said, ["hello", "", "hdllo", "hello"]);
});

Deno.test("Tamper flips nothing where a piece without TLS is too short", () => {
  const tamper = new Tamper({ side: "client", record: 1, offset: 5 });
  const bytes = new TextEncoder().encode("hello");
  assert(tamper.pass("client", bytes) === bytes);
  assertEquals(tamper.done, false);
});
