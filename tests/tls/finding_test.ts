import { assert, assertEquals, assertMatch } from "@std/assert";
import { bytes } from "./message/build.ts";
import { decode, listen, only, outline, type Sent, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";

const TLS13 = recorded("TLS 1.3, the client authenticated");
const TLS12 = recorded("TLS 1.2, a session with an id");

const HELLO_MISSING = /hellos were not seen|hello .* was not seen/;

function textOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("plain TCP is data without a record, and no version", () => {
  const talk: Sent[] = [
    { from: "client", bytes: textOf("hello\n") },
    { from: "server", bytes: textOf("world\n") },
  ];
  for (const midway of [false, true]) {
    const listener = listen({ midway });
    listener.hear(talk);
    assert(!listener.connection.speaksTls);
    const { data, decrypted, version } = listener.close();
    assertEquals({ data, decrypted, version }, {
      data: { client: 6, server: 6 },
      decrypted: true,
      version: null,
    });
    assertEquals(outline(listener.events), ["> data hello", "< data world"]);
    assertEquals(only(listener.events, "data").map(({ record }) => record), [
      undefined,
      undefined,
    ]);
  }
});

Deno.test("TLS is found behind a plain beginning, and proved", () => {
  const talk: Sent[] = [
    { from: "server", bytes: textOf("220 mail\r\n") },
    { from: "client", bytes: textOf("STARTTLS\r\n") },
    { from: "server", bytes: textOf("220 go ahead\r\n") },
  ];
  const events = decode([...talk, ...TLS13.records], TLS13);
  assertEquals(outline(events), [
    "< data 220 mail",
    "> data STARTTLS",
    "< data 220 go ahead",
    ...outline(decode(TLS13.records, TLS13)),
  ]);
  assert(summaryOf(events).proofs.serverCertificateVerify);
});

Deno.test("midway, what is in the clear is read, and what is not is sealed with the reason", () => {
  const { records } = TLS13;
  const events = decode(records.slice(4), { ...TLS13, midway: true });
  assertEquals(only(events, "sealed").length, records.length - 4 - 1); // Less a change_cipher_spec.
  for (const { reason } of only(events, "sealed")) {
    assertMatch(reason.en, HELLO_MISSING);
  }
  assertEquals(summaryOf(events).decrypted, false);
});

Deno.test("midway through the server's flight, its messages of TLS 1.2 are read", () => {
  const events = decode(TLS12.records.slice(2), { ...TLS12, midway: true });
  assertEquals(outline(events).slice(0, 3), [
    "< certificate",
    "< server_key_exchange",
    "< server_hello_done",
  ]);
});

Deno.test("midway with records cut off, the next ones are found", () => {
  const talk = (["client", "server"] as const).map((side) => {
    const all = bytes(
      ...TLS13.records.filter(({ from }) => from === side).map(({ bytes }) => bytes),
    );
    return { from: side, bytes: all.subarray(9) };
  });
  const events = decode(talk, { midway: true });
  const [fromClient, fromServer] = (["client", "server"] as const).map((side) =>
    only(events, "record").filter(({ from }) => from === side).length
  );
  assertEquals([fromClient, fromServer], [6, 8]);
  assertEquals(only(events, "malformed").map(({ offset, within }) => [within, offset]), [
    ["stream", 0],
    ["stream", 0],
  ]);
});
