import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { TlsEvent } from "../../tls/event.ts";
import { bytes, message } from "./message/build.ts";
import { CAPTURES } from "./protection/captured.ts";
import { dataOf, decode, inPieces, listen, only, outline, summaryOf } from "./support/listen.ts";
import { recorded, RECORDINGS } from "./support/recorded.ts";
import { record, sealed, type Spoken, spokenOn } from "./support/spoken.ts";

const AUTHENTICATED = recorded("TLS 1.3, the client authenticated");
const TLS12 = recorded("TLS 1.2, a session with an id");

/** The TLS 1.3 connection, with something said besides at the end of what a side says first encrypted. */
function said(change: (spoken: Spoken[]) => Spoken[], recording = AUTHENTICATED): TlsEvent[] {
  return decode(sealed(recording, change(spokenOn(recording))), recording);
}

/** Something a side says once the handshake is over. */
function application(from: Spoken["from"], contentType: number, content: Uint8Array): Spoken {
  return { from, name: "", contentType, content, key: "application" };
}

function before(name: string, ...more: readonly Spoken[]): (spoken: Spoken[]) => Spoken[] {
  return (spoken) => {
    const at = spoken.findIndex((said) => said.name === name);
    assert(at >= 0);
    return spoken.toSpliced(at, 0, ...more);
  };
}

function textOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function reasons(events: readonly TlsEvent[]): string[] {
  return only(events, "malformed").map(({ reason }) => reason.en);
}

for (const recording of [...CAPTURES, ...RECORDINGS]) {
  if (recording.name.includes("ARIA")) continue;
  Deno.test(`everything is decrypted and proved: ${recording.name}`, () => {
    const events = decode(recording.records, recording);
    assertEquals(outline(events).filter((line) => /malformed|sealed/.test(line)), []);
    assertStringIncludes(dataOf(events, "client"), "ping\n");
    assertStringIncludes(dataOf(events, "server"), "pong\n");
    const { decrypted, proofs, version } = summaryOf(events);
    assert(decrypted);
    assertEquals(version, /TLS 1\.\d/.exec(recording.name)![0]);
    assert(proofs.clientFinished && proofs.serverFinished);
    assert(Object.values(proofs).every((proof) => proof === true));
  });

  Deno.test(`a byte at a time changes nothing: ${recording.name}`, () => {
    const whole = outline(decode(recording.records, recording));
    assertEquals(outline(decode(inPieces(recording.records, 1), recording)), whole);
  });
}

// Records and what is in them.

Deno.test("every record is told, numbered on each side, before what is in it", () => {
  const events = decode(TLS12.records, TLS12);
  assertEquals(
    only(events, "record").map(({ from, bytes }) => ({ from, bytes })),
    [...TLS12.records],
  );
  for (const side of ["client", "server"] as const) {
    const numbers = only(events, "record").filter(({ from }) => from === side)
      .map(({ record }) => record);
    assertEquals(numbers, numbers.map((_, i) => i + 1));
  }
  assertEquals(events.slice(0, 2).map(({ type }) => type), ["record", "message"]);
});

for (const length of [1, 2, 50]) {
  Deno.test(`handshake messages over records of ${length} bytes are put together`, () => {
    const events = said((spoken) =>
      spoken.flatMap((said) =>
        said.contentType !== 22
          ? [said]
          : [...inPieces([{ from: said.from, bytes: said.content }], length)]
            .map(({ bytes }) => ({ ...said, content: bytes }))
      )
    );
    assertEquals(outline(events), outline(decode(AUTHENTICATED.records, AUTHENTICATED)));
    const [hello] = only(events, "message");
    assertEquals(hello!.records.length, Math.ceil(hello!.bytes.length / length));
    assert(summaryOf(events).proofs.clientFinished);
  });
}

Deno.test("handshake messages in one record, and across two, are told apart", () => {
  const events = said((spoken) => {
    const flight = spoken.filter(({ from, key }) => from === "server" && key === "handshake");
    const whole = bytes(...flight.map(({ content }) => content));
    const halves = [whole.subarray(0, 77), whole.subarray(77)];
    return spoken.flatMap((said) => {
      if (!flight.includes(said)) return [said];
      return said === flight[0] ? halves.map((content) => ({ ...said, content })) : [];
    });
  });
  assertEquals(outline(events), outline(decode(AUTHENTICATED.records, AUTHENTICATED)));
  const flight = only(events, "message").filter(({ from, encrypted }) =>
    from === "server" && encrypted
  );
  assertEquals(flight.map(({ records }) => [...records]), [[3], [3], [3, 4], [4], [4]]);
});

Deno.test("the padding of TLS 1.3 is told with what it follows", () => {
  const events = said((spoken) => spoken.map((said) => ({ ...said, padding: 100 })));
  for (const event of events) {
    if (event.type !== "message" && event.type !== "data" && event.type !== "alert") continue;
    assertEquals(event.padding, event.encrypted ? 100 : undefined);
  }
  assertEquals(dataOf(events, "client"), "ping\n");
});

Deno.test("a record of nothing but padding fails, and the next is opened", () => {
  const events = said(before("data", { ...application("client", 0, new Uint8Array(4)) }));
  assertEquals(outline(events).filter((line) => line.includes("malformed")), [
    "> malformed record",
  ]);
  assertEquals(dataOf(events, "client"), "ping\n");
});

Deno.test("an empty record of application data is empty data", () => {
  const events = said(before("data", application("client", 23, new Uint8Array())));
  assertEquals(only(events, "data").map(({ bytes }) => bytes.length), [0, 5, 5]);
  assertEquals(reasons(events), []);
});

Deno.test("an empty record of the handshake is malformed, and what follows is read", () => {
  const events = said(before("certificate", {
    from: "server",
    name: "",
    contentType: 22,
    content: new Uint8Array(),
    key: "handshake",
  }));
  assertEquals(reasons(events), ["A record of the handshake has no content"]);
  assert(summaryOf(events).proofs.serverFinished);
});

Deno.test("content of 2^14 bytes is within the limit, of a byte more is malformed", () => {
  for (const recording of [AUTHENTICATED, TLS12]) {
    const key = recording === TLS12 ? "changed 1" : "application";
    for (const [length, count] of [[2 ** 14, 0], [2 ** 14 + 1, 1]] as const) {
      const content = new Uint8Array(length);
      const more: Spoken = { from: "client", name: "", contentType: 23, content, key };
      const events = said(before("data", more), recording);
      assertEquals(summaryOf(events).data.client, length + 5);
      assertEquals(reasons(events).length, count);
    }
  }
});

Deno.test("the padding of TLS 1.3 counts as content, and both have a limit", () => {
  const more = application("client", 23, new Uint8Array(2 ** 14 - 100));
  for (
    const [padding, reason] of [
      [100, []],
      [101, ["A record with a content of 16385 bytes is over the limit of 16384"]],
      [340, ["A record of 16641 bytes is over the limit of 16640"]],
    ] as const
  ) {
    assertEquals(reasons(said(before("data", { ...more, padding }))), [...reason]);
  }
});

Deno.test("a record in the clear of more than 2^14 bytes is malformed", () => {
  const long = message(11, new Uint8Array(2 ** 14));
  const events = decode([{ from: "server", bytes: record(22, long) }]);
  assertStringIncludes(reasons(events)[0]!, "16388 bytes is over the limit of 16384");
  assertEquals(only(events, "message")[0]!.name, "certificate");
});

Deno.test("content of an unknown type within a record is malformed, and the next is opened", () => {
  const events = said(before("data", application("client", 99, textOf("?"))));
  assertEquals(reasons(events), ["Nothing is known of content type unassigned (0x63)"]);
  assertEquals(dataOf(events, "client"), "ping\n");
});

Deno.test("several alerts in a record are several alerts, and half of one is malformed", () => {
  const events = said(before("data", application("client", 21, bytes("01 5a 02 32 01"))));
  assertEquals(outline(events).filter((line) => line.startsWith("> alert")), [
    "> alert* user_canceled",
    "> alert* decode_error",
    "> alert* close_notify",
    "> alert* close_notify",
  ]);
  assertEquals(only(events, "malformed").map(({ within }) => within), ["alert"]);
});

Deno.test("an alert in the clear is told with its level", () => {
  const [hello] = AUTHENTICATED.records;
  const events = decode([hello!, { from: "server", bytes: record(21, bytes("02 28")) }]);
  const [alert] = only(events, "alert");
  assertEquals([alert?.level, alert?.description, alert?.encrypted], [
    "fatal",
    "handshake_failure",
    false,
  ]);
});

Deno.test("a heartbeat is a message", () => {
  const heartbeat = bytes("01 0002 abcd", new Uint8Array(16));
  const events = said(before("data", application("client", 24, heartbeat)));
  assert(outline(events).includes("> heartbeat*"));
});

Deno.test("change_cipher_spec changes no keys in TLS 1.3, wherever it stands", () => {
  const extra = { name: "", contentType: 20, content: bytes("01"), key: "clear" };
  const events = said((spoken) =>
    spoken.flatMap((said) => [
      said,
      { ...extra, from: "client" },
      { ...extra, from: "server" },
    ])
  );
  const rest = outline(events).filter((line) => !line.includes("change_cipher_spec"));
  const usual = outline(decode(AUTHENTICATED.records, AUTHENTICATED))
    .filter((line) => !line.includes("change_cipher_spec"));
  assertEquals(rest, usual);
});

Deno.test("a handshake message that ends beyond a change of keys is malformed", () => {
  const cut: Spoken = { ...application("server", 22, bytes("0800")), key: "clear" };
  const [hello, serverHello, ...others] = spokenOn(AUTHENTICATED);
  const coalesced = { ...serverHello!, content: bytes(serverHello!.content, cut.content) };
  const events = decode(sealed(AUTHENTICATED, [hello!, coalesced, ...others]), AUTHENTICATED);
  assertMatch(reasons(events)[0]!, /2 bytes of a handshake message are left/);
  assert(outline(events).includes("< encrypted_extensions*"));
});

Deno.test("a handshake message of 16 MiB is malformed, and data goes on", () => {
  const events = said(before("data", application("client", 22, bytes("0bffffff 00"))));
  assertMatch(reasons(events)[0]!, /over the limit/);
  assertEquals(dataOf(events, "client"), "ping\n");
});

Deno.test("a handshake message that the connection ends within is malformed", () => {
  const { records } = TLS12;
  const hello = records[0]!.bytes;
  const events = decode([{ from: "client", bytes: record(22, hello.subarray(5, 60)) }]);
  assertEquals(reasons(events), ["55 bytes of a handshake message whose rest never came"]);
});

Deno.test("a second answer to a hello is told to be that, and changes nothing", () => {
  for (const recording of [AUTHENTICATED, TLS12]) {
    for (const other of [AUTHENTICATED, TLS12, recorded("TLS 1.2, anonymous ECDH")]) {
      const events = decode(
        recording.records.toSpliced(2, 0, other.records[1]!),
        recording,
      );
      assertEquals(reasons(events), [
        "A second answer to the same ClientHello: nothing follows from it",
      ]);
      assertEquals([dataOf(events, "client"), dataOf(events, "server")], ["ping\n", "pong\n"]);
      assertEquals(summaryOf(events).proofs.clientFinished, false);
    }
  }
});

// The summary.

Deno.test("the summary has every field", () => {
  const summary = summaryOf(decode(AUTHENTICATED.records, AUTHENTICATED));
  assertEquals(summary, {
    type: "connection",
    connection: 1,
    time: AUTHENTICATED.records.length,
    client: "192.0.2.1:50000",
    server: "192.0.2.2:443",
    version: "TLS 1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    group: "x25519",
    alpn: "lab/2",
    serverName: "server.test",
    resumed: false,
    completed: true,
    earlyData: null,
    decrypted: true,
    proofs: {
      serverCertificateVerify: true,
      serverFinished: true,
      clientCertificateVerify: true,
      clientFinished: true,
    },
    data: { client: 5, server: 5 },
  });
});

Deno.test("the summary says what nobody knows without a key", () => {
  const { cipherSuite, completed, decrypted, earlyData, proofs, version } = summaryOf(
    decode(AUTHENTICATED.records),
  );
  assertEquals({ cipherSuite, completed, decrypted, earlyData, proofs, version }, {
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    completed: false,
    decrypted: false,
    earlyData: null,
    proofs: {},
    version: "TLS 1.3",
  });
});

Deno.test("the summary of a connection without a byte says nothing", () => {
  const { cipherSuite, completed, decrypted, group, proofs, version } = summaryOf(decode([]));
  assertEquals({ cipherSuite, completed, decrypted, group, proofs, version }, {
    cipherSuite: null,
    completed: false,
    decrypted: true,
    group: null,
    proofs: {},
    version: null,
  });
});

Deno.test("close() tells the summary once", () => {
  const listener = listen();
  listener.close();
  assertEquals(listener.connection.close(), undefined);
  assertEquals(listener.events.length, 1);
});
