import { assert, assertEquals } from "@std/assert";
import type { Side } from "../../../tls/event.ts";
import { suiteHash } from "../../../tls/key_schedule.ts";
import { extendedMasterSecret, masterSecret } from "../../../tls/prf.ts";
import type { Fragment } from "../../../tls/protection/protection.ts";
import { whyNot } from "../../../tls/protection/why_not.ts";
import { finishedMac12, finishedMac13 } from "../../../tls/proof.ts";
import { type Capture, CAPTURES, PSK } from "./captured.ts";
import { type Connection, follow } from "./follow.ts";

const CONNECTIONS: readonly [Capture, Connection][] = CAPTURES.map((capture) => [
  capture,
  follow(capture),
]);

/** All that one side sent in records of a type. */
function sent({ records }: Connection, side: Side, contentType: number): string {
  const contents = records.filter(({ from, opened }) =>
    from === side && opened?.contentType === contentType
  ).map(({ opened }) => opened!.content.toHex());
  return new TextDecoder().decode(Uint8Array.fromHex(contents.join("")));
}

for (const [{ name }, connection] of CONNECTIONS) {
  Deno.test(`open() opens every record of OpenSSL's: ${name}`, () => {
    assert(connection.records.length >= 6);
    for (const { opened, sequence } of connection.records) assert(opened, `record ${sequence}`);
    assertEquals(sent(connection, "client", 23), "ping\n");
    assertEquals(sent(connection, "server", 23), "pong\n");
    assertEquals(sent(connection, "client", 21), "\x01\0");
    assertEquals(sent(connection, "server", 21), "\x01\0");
  });

  Deno.test(`open() refuses a record with any bit flipped or byte missing: ${name}`, () => {
    const { protection, record } = connection.records.find(({ sequence }) => sequence === 0)!;
    const opens = (changed: Partial<Fragment>, sequence = 0) =>
      protection().open({ ...record, ...changed }, sequence) !== undefined;
    assert(opens({}));
    for (let at = 0; at < record.fragment.length; at++) {
      const fragment = record.fragment.slice();
      fragment[at]! ^= 1 << at % 8;
      assert(!opens({ fragment }), `bit ${at % 8} of byte ${at}`);
      assert(!opens({ fragment: record.fragment.subarray(0, at) }), `${at} bytes`);
    }
    assert(!opens({ fragment: new Uint8Array([...record.fragment, 0]) }), "a byte more");
    assert(!opens({}, 1), "another sequence number");
    const header = record.header.with(0, 21);
    assert(!opens({ header, contentType: 21, version: 0x0305 }), "another header");
  });

  Deno.test(`Finished says what its sender saw: ${name}`, () => {
    const { hellos: { suite, version }, messages, secrets } = connection;
    const finished = messages.filter(({ type }) => type === 20);
    assertEquals(finished.map(({ from }) => from).toSorted(), ["client", "server"]);
    for (const { bytes, from, hashBefore } of finished) {
      const hash = suiteHash(suite);
      const expected = version === 0x0304
        ? finishedMac13(
          hash,
          secrets.get(`${from.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET`)!,
          hashBefore,
        )
        : finishedMac12(version, hash, secrets.get("CLIENT_RANDOM")!, from, hashBefore);
      assertEquals(bytes.subarray(4).toHex(), expected.toHex(), from);
    }
  });

  Deno.test(`whyNot() knows no reason against what can be opened: ${name}`, () => {
    assertEquals(whyNot(connection.hellos.suite, connection.hellos.version), undefined);
  });
}

Deno.test("the master secret follows from the pre-shared key, extended or not", () => {
  const seen = new Set<boolean>();
  for (const [{ name }, { hellos, messages, secrets }] of CONNECTIONS) {
    const { clientRandom, serverRandom, suite, version } = hellos;
    if (version === 0x0304 || suite.authentication !== "PSK") continue;
    seen.add(hellos.extendedMasterSecret);
    const hash = suiteHash(suite);
    // RFC 4279 section 2: zeros where another key exchange has its secret, then the key.
    const premaster = new Uint8Array(4 + 2 * PSK.length);
    premaster[1] = premaster[3 + PSK.length] = PSK.length;
    premaster.set(PSK, 4 + PSK.length);
    const sessionHash = messages.find(({ type }) => type === 20)!.hashBefore;
    const master = hellos.extendedMasterSecret
      ? extendedMasterSecret(version, hash, premaster, sessionHash)
      : masterSecret(version, hash, premaster, clientRandom, serverRandom);
    assertEquals(master.toHex(), secrets.get("CLIENT_RANDOM")!.toHex(), name);
  }
  assertEquals(seen.size, 2);
});
