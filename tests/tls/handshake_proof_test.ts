import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Proof, ProofName, TlsEvent } from "../../tls/event.ts";
import { message, vector } from "./message/build.ts";
import { decode, listen, only, outline, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { sealed, type Spoken, spokenOn } from "./support/spoken.ts";

const AUTHENTICATED = recorded("TLS 1.3, the client authenticated");
const LATER = recorded("TLS 1.3, the client authenticated after the handshake, keys updated");
const TLS12 = recorded("TLS 1.2, the client authenticated, renegotiated");
const ID = recorded("TLS 1.2, a session with an id");
const ANONYMOUS = recorded("TLS 1.2, anonymous ECDH");

/** A connection with what was said changed, sealed again under its keys. */
function changed(recording: typeof TLS12, change: (spoken: Spoken[]) => Spoken[]): TlsEvent[] {
  return decode(sealed(recording, change(spokenOn(recording))), recording);
}

/** Flips a bit in the first message of a name and a side; from the end if the place is negative. */
function flipped(name: string, from: Spoken["from"], place: number) {
  return (spoken: Spoken[]): Spoken[] => {
    const at = spoken.findIndex((said) => said.name === name && said.from === from);
    const said = spoken[at]!;
    const where = place < 0 ? said.content.length + place : place;
    const content = said.content.with(where, said.content[where]! ^ 1);
    return spoken.with(at, { ...said, content });
  };
}

/** Leaves out the first message of a name and a side. */
function without(name: string, from: Spoken["from"]) {
  return (spoken: Spoken[]): Spoken[] =>
    spoken.toSpliced(spoken.findIndex((said) => said.name === name && said.from === from), 1);
}

function proofsIn(events: readonly TlsEvent[]): Proof[] {
  return only(events, "message").flatMap(({ proof }) => proof ?? []);
}

function results(events: readonly TlsEvent[]): [ProofName, Proof["result"]][] {
  return proofsIn(events).map(({ what, result }) => [what, result]);
}

Deno.test("a proof says in both languages what it rests on", () => {
  const proofs = proofsIn(decode(AUTHENTICATED.records, AUTHENTICATED));
  assertEquals(proofs.map(({ what, why }) => [what, why.en]), [
    [
      "serverCertificateVerify",
      "The signature (ecdsa_secp256r1_sha256) fits the key of CN = server.test and what was said in " +
      "this very handshake",
    ],
    [
      "serverFinished",
      "The value is the one computed anew from the secret and everything said before",
    ],
    [
      "clientCertificateVerify",
      "The signature (ecdsa_secp256r1_sha256) fits the key of CN = client.test and what was said in " +
      "this very handshake",
    ],
    [
      "clientFinished",
      "The value is the one computed anew from the secret and everything said before",
    ],
  ]);
  assert(proofs.every(({ why }) => /[一-鿿]/.test(why.zh)));
});

Deno.test("TLS 1.2 proves the key exchange, the client's certificate and both Finished", () => {
  const proofs = results(decode(TLS12.records, TLS12));
  assertEquals(proofs.slice(0, 4), [
    ["serverKeyExchange", "proved"],
    ["clientCertificateVerify", "proved"],
    ["clientFinished", "proved"],
    ["serverFinished", "proved"],
  ]);
});

Deno.test("an anonymous key exchange has no signature to prove", () => {
  const events = decode(ANONYMOUS.records, ANONYMOUS);
  assertEquals(results(events), [["clientFinished", "proved"], ["serverFinished", "proved"]]);
});

// What was changed on the way.

for (
  const [name, from, place, failed] of [
    ["certificate_verify", "server", -1, ["serverCertificateVerify", "serverFinished"]],
    ["certificate_verify", "client", -1, ["clientCertificateVerify"]],
    ["finished", "server", -1, ["serverFinished"]],
    ["finished", "client", 4, ["clientFinished"]],
    ["encrypted_extensions", "server", -1, ["serverCertificateVerify", "serverFinished"]],
    ["server_hello", "server", 45, ["serverCertificateVerify", "serverFinished"]],
  ] as const
) {
  Deno.test(`TLS 1.3, a bit of the ${from}'s ${name} changed: what rests on it fails`, () => {
    const events = changed(AUTHENTICATED, flipped(name, from, place));
    const { proofs } = summaryOf(events);
    for (const what of failed) assertEquals(proofs[what], false, what);
    // All that the client proves rests on everything that the server said.
    assertEquals(proofs.clientFinished, false);
    assertEquals(outline(events).filter((line) => /malformed|sealed/.test(line)), []);
  });
}

Deno.test("TLS 1.3, a byte of the client_hello changed in the clear: nothing is proved", () => {
  const { records } = AUTHENTICATED;
  const hello = records[0]!.bytes;
  const at = hello.toHex().indexOf("7365727665722e74657374") / 2; // server.test
  assert(at > 0);
  const events = decode(
    [{ from: "client", bytes: hello.with(at, 0x53) }, ...records.slice(1)],
    AUTHENTICATED,
  );
  assertEquals(summaryOf(events).serverName, "Server.test");
  assertEquals(summaryOf(events).proofs, {
    serverCertificateVerify: false,
    serverFinished: false,
    clientCertificateVerify: false,
    clientFinished: false,
  });
});

for (
  const [name, from, place, failed] of [
    ["server_key_exchange", "server", -1, ["serverKeyExchange", "clientFinished"]],
    ["server_key_exchange", "server", 10, ["serverKeyExchange", "clientFinished"]],
    ["certificate_request", "server", 5, ["clientCertificateVerify", "clientFinished"]],
    ["certificate_verify", "client", -1, ["clientCertificateVerify", "clientFinished"]],
    ["finished", "client", -1, ["clientFinished", "serverFinished"]],
    ["finished", "server", -1, ["serverFinished"]],
  ] as const
) {
  Deno.test(`TLS 1.2, byte ${place} of the ${from}'s ${name} changed: what rests on it fails`, () => {
    const spoken = spokenOn(TLS12);
    const renegotiated = spoken.findLastIndex(({ name }) => name === "client_hello");
    const first = spoken.slice(0, renegotiated);
    // The keys would follow from a key exchange, but the key log has them.
    const sent = sealed(TLS12, flipped(name, from, place)(first));
    const { proofs } = summaryOf(decode(sent, TLS12));
    for (const what of failed) assertEquals(proofs[what], false, what);
  });
}

Deno.test("what failed before a renegotiation is not made good by it", () => {
  const events = changed(TLS12, flipped("finished", "server", -1));
  assertEquals(results(events).at(-1), ["serverFinished", "proved"]);
  assertEquals(summaryOf(events).proofs.serverFinished, false);
});

// What cannot be checked.

Deno.test("without the certificate its signature cannot be checked", () => {
  for (
    const [recording, what] of [
      [AUTHENTICATED, "serverCertificateVerify"],
      [ID, "serverKeyExchange"],
    ] as const
  ) {
    const events = changed(recording, without("certificate", "server"));
    const proof = proofsIn(events).find((proof) => proof.what === what)!;
    assertEquals(proof.result, "uncheckable");
    assertEquals(proof.why.en, "The certificate was not seen");
    assertEquals(summaryOf(events).proofs[what], null);
  }
});

Deno.test("with a certificate whose key nobody can read, its signature cannot be checked", () => {
  const broken = message(11, "00", vector(3, vector(3, "3003020101"), "0000"));
  const events = changed(AUTHENTICATED, (spoken) => {
    const at = spoken.findIndex(({ name }) => name === "certificate");
    return spoken.with(at, { ...spoken[at]!, content: broken });
  });
  const [proof] = proofsIn(events);
  assertEquals(proof!.result, "uncheckable");
  assertEquals(proof!.why.en, "The key of the certificate could not be read");
});

Deno.test("with a signature scheme unknown here, it cannot be checked", () => {
  const unknown = message(15, "fe00 0002 abcd");
  const events = changed(AUTHENTICATED, (spoken) => {
    const at = spoken.findIndex(({ name }) => name === "certificate_verify");
    return spoken.with(at, { ...spoken[at]!, content: unknown });
  });
  const [proof] = proofsIn(events).filter(({ what }) => what === "serverCertificateVerify");
  assertEquals(proof!.result, "uncheckable");
  assertStringIncludes(proof!.why.en, "cannot be checked here");
});

Deno.test("a signature by a scheme that is not for the key fails", () => {
  const events = changed(AUTHENTICATED, flipped("certificate_verify", "server", 4));
  const [proof] = proofsIn(events).filter(({ what }) => what === "serverCertificateVerify");
  assertEquals(proof!.result, "failed");
});

Deno.test("a Finished in the clear without a secret cannot be checked", () => {
  const spoken = spokenOn(ID);
  const at = spoken.findIndex(({ name }) => name === "client_key_exchange");
  const finished: Spoken = {
    from: "client",
    name: "finished",
    contentType: 22,
    content: message(20, "00112233445566778899aabb"),
    key: "clear",
  };
  const sent = sealed(ID, [...spoken.slice(0, at), finished]);
  const [, proof] = proofsIn(decode(sent));
  assertEquals(proof!.what, "clientFinished");
  assertEquals(proof!.result, "uncheckable");
  assertEquals(proof!.why.en, "The secret it rests on is not known");
});

Deno.test("a message of the handshake that was not decrypted leaves nothing to prove", () => {
  const at = 5; // The server's certificate.
  const sent = AUTHENTICATED.records.map((said, i) =>
    i === at ? { ...said, bytes: said.bytes.with(20, said.bytes[20]! ^ 1) } : said
  );
  const events = decode(sent, AUTHENTICATED);
  assertEquals(results(events).map(([, result]) => result), Array(4).fill("uncheckable"));
  assertStringIncludes(proofsIn(events)[0]!.why.en, "not seen or not decrypted");
});

// After the handshake.

Deno.test("authentication after the handshake is proved", () => {
  const events = decode(LATER.records, LATER);
  assertEquals(results(events), [
    ["serverCertificateVerify", "proved"],
    ["serverFinished", "proved"],
    ["clientFinished", "proved"],
    ["clientCertificateVerify", "proved"],
    ["clientFinished", "proved"],
  ]);
});

Deno.test("authentication after the handshake fails where its request was changed", () => {
  const events = changed(LATER, flipped("certificate_request", "server", -1));
  assertEquals(results(events).slice(3), [
    ["clientCertificateVerify", "failed"],
    ["clientFinished", "failed"],
  ]);
  assertEquals(summaryOf(events).proofs.clientFinished, false);
});

Deno.test("authentication after the handshake to a request that was not seen cannot be checked", () => {
  const at = spokenOn(LATER).findIndex(({ name }) => name === "certificate_request");
  const listener = listen(LATER);
  listener.hear(LATER.records.slice(0, at));
  listener.connection.gap("server", LATER.records[at]!.bytes.length, 1);
  listener.hear(LATER.records.slice(at + 1));
  listener.close();
  assertEquals(results(listener.events).slice(3), [
    ["clientCertificateVerify", "uncheckable"],
    ["clientFinished", "uncheckable"],
  ]);
});

Deno.test("of several requests each answer is held against its own", () => {
  const spoken = spokenOn(LATER);
  const at = spoken.findIndex(({ name }) => name === "certificate_request");
  const request = spoken[at]!;
  const length = request.content[4]!;
  const other = request.content.with(5 + length - 1, request.content[5 + length - 1]! ^ 1);
  const events = changed(LATER, () => spoken.toSpliced(at + 1, 0, { ...request, content: other }));
  assertEquals(results(events).slice(3), [
    ["clientCertificateVerify", "proved"],
    ["clientFinished", "proved"],
  ]);
});

Deno.test("requests after the handshake that nobody answers take little memory", () => {
  const spoken = spokenOn(LATER);
  const at = spoken.findIndex(({ name }) => name === "certificate_request");
  const request = spoken[at]!;
  const many = Array.from({ length: 5000 }, (_, i) => ({
    ...request,
    content: message(
      13,
      vector(1, new Uint8Array([i >> 8, i])),
      request.content.subarray(-2).fill(0),
    ),
  }));
  const listener = listen(LATER);
  listener.hear(sealed(LATER, [...spoken.slice(0, at), ...many]));
  assert(listener.connection.held < 10_000);
});

Deno.test("a ticket before the client's Finished is no part of what it proves", () => {
  const spoken = spokenOn(LATER);
  const ticket = spoken.findIndex(({ name }) => name === "new_session_ticket");
  const finished = spoken.findIndex(({ name, from }) => name === "finished" && from === "client");
  const early = spoken.toSpliced(ticket, 1).toSpliced(finished, 0, spoken[ticket]!);
  const events = changed(LATER, () => early);
  const names = only(events, "message").map(({ name }) => name);
  assert(names.indexOf("new_session_ticket") < names.lastIndexOf("certificate_request"));
  assertEquals(summaryOf(events).proofs, summaryOf(decode(LATER.records, LATER)).proofs);
});

Deno.test("nothing is said to have failed where a flight is missing that nobody knows to be missing", () => {
  const { records } = ID;
  const lost = records.filter(({ from }, i) =>
    from === "server" || i === records.findIndex((record) => record.from === "client")
  ); // All that the client said but its hello.
  const proved = results(decode(lost, ID)).filter(([what]) => what !== "serverKeyExchange");
  assertEquals(proved, [["serverFinished", "uncheckable"]]);
});

Deno.test("nothing is said to have failed where a client's flight was captured before its server's", () => {
  const { records } = AUTHENTICATED;
  const [hello, ...rest] = records;
  const swapped = [
    hello!,
    ...rest.filter(({ from, bytes }) => from === "server" && bytes[5] === 2), // The ServerHello.
    ...rest.filter(({ from }) => from === "client"),
    ...rest.filter(({ from, bytes }) => from === "server" && bytes[5] !== 2),
  ];
  const failed = results(decode(swapped, AUTHENTICATED)).filter(([, result]) =>
    result === "failed"
  );
  assertEquals(failed, []);
});
