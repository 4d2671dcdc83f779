import { assert, assertEquals, assertLess } from "@std/assert";
import type { TlsEvent } from "../../tls/event.ts";
import { message, vector } from "./message/build.ts";
import { dataOf, decode, listen, only, outline, type Sent, summaryOf } from "./support/listen.ts";
import { recorded } from "./support/recorded.ts";
import { record, sealed, type Spoken, spokenOn } from "./support/spoken.ts";

const EARLY = recorded("TLS 1.3, the session taken up, early data accepted");
const REJECTED = recorded("TLS 1.3, early data rejected, handshake from the beginning");
const RETRIED = recorded("TLS 1.3, early data rejected with hello_retry_request");

/** The lines of a key log but for the early secret. */
function withoutEarly(keyLog: string): string {
  return keyLog.replace(/^CLIENT_EARLY.*\n/m, "");
}

/** A ClientHello that offers other suites. */
function offering(hello: Uint8Array, suites: readonly number[]): Uint8Array {
  const at = 39 + hello[38]!;
  const list = suites.flatMap((suite) => [suite >> 8, suite & 255]);
  const end = at + 2 + (hello[at]! << 8 | hello[at + 1]!);
  return message(1, hello.subarray(4, at), vector(2, new Uint8Array(list)), hello.subarray(end));
}

function troubles(events: readonly TlsEvent[]): string[] {
  return outline(events).filter((line) => /malformed|sealed/.test(line));
}

Deno.test("early data that is accepted is told as such", () => {
  const events = decode(EARLY.records, EARLY);
  assertEquals(only(events, "data").map(({ early }) => early ?? false), [true, false, false]);
  assertEquals(dataOf(events, "client"), "earlyping\n");
  assertEquals(summaryOf(events).earlyData, "accepted");
  assert(outline(events).includes("> end_of_early_data*"));
});

Deno.test("early data that is rejected is told too, and what follows is under the handshake's keys", () => {
  for (const recording of [REJECTED, RETRIED]) {
    const events = decode(recording.records, recording);
    assertEquals(troubles(events), []);
    assertEquals(only(events, "data").map(({ early }) => early ?? false), [true, false, false]);
    const { earlyData, proofs } = summaryOf(events);
    assertEquals(earlyData, "rejected");
    assertEquals(proofs, {
      serverCertificateVerify: true,
      serverFinished: true,
      clientFinished: true,
    });
  }
});

Deno.test("without the early secret, early data is sealed, and the proofs do without it", () => {
  for (const recording of [EARLY, REJECTED, RETRIED]) {
    for (const keysMayCome of [false, true]) {
      const keyLog = withoutEarly(recording.keyLog);
      const events = decode(recording.records, { keyLog, keysMayCome });
      const accepted = recording === EARLY;
      // What ends early data is under its key as well.
      assertEquals(troubles(events), accepted ? ["> sealed 3", "> sealed 4"] : ["> sealed 3"]);
      assertEquals(dataOf(events, "client"), "ping\n");
      const { earlyData, proofs, decrypted } = summaryOf(events);
      assertEquals([earlyData, decrypted], [accepted ? "accepted" : "rejected", false]);
      assertEquals(proofs.serverFinished, true);
      // The client's Finished rests on end_of_early_data too.
      assertEquals(proofs.clientFinished, accepted ? null : true);
    }
  }
});

Deno.test("early data that arrives behind the server's answer is early data", () => {
  const [hello, changed, early, ...others] = EARLY.records;
  const late = [hello!, ...others.slice(0, 3), changed!, early!, ...others.slice(3)];
  const events = decode(late, EARLY);
  assertEquals(troubles(events), []);
  assert(outline(events).includes("> early data* early"));
  assert(summaryOf(events).proofs.clientFinished);
});

Deno.test("early data is opened whichever of the suites offered it is under", () => {
  const spoken = spokenOn(EARLY);
  const [hello] = spoken;
  const changed = offering(hello!.content, [0x1303, 0x1302, 0x00ff, 0x1301]);
  const records = sealed(EARLY, [{ ...hello!, content: changed }, ...spoken.slice(1)]);
  assertEquals(dataOf(decode(records, EARLY), "client"), "earlyping\n");
});

Deno.test("a hello that offers one suite over and over takes no time to try", () => {
  const [hello] = spokenOn(EARLY);
  const whole = offering(hello!.content, Array(20_000).fill(0x1301));
  const pieces: Spoken[] = [];
  for (let i = 0; i < whole.length; i += 16000) {
    pieces.push({ ...hello!, content: whole.subarray(i, i + 16000) });
  }
  const wrong = { from: "client" as const, bytes: record(23, new Uint8Array(40)) };
  const sent = [...sealed(EARLY, pieces), ...Array<Sent>(5000).fill(wrong)];
  const begin = performance.now();
  const events = decode(sent, EARLY);
  assertLess(performance.now() - begin, 5000);
  assertEquals(only(events, "sealed").length, 5000);
});

Deno.test("large early data is told the same where large records are opened on other threads", async () => {
  for (const recording of [EARLY, REJECTED, RETRIED]) {
    const records = sealed(
      recording,
      spokenOn(recording).flatMap((said) =>
        said.key === "early" && said.name === "data"
          ? Array<Spoken>(5).fill({ ...said, content: new Uint8Array(5000) })
          : [said]
      ),
    );
    const listener = listen({ keyLog: recording.keyLog, aside: true });
    listener.hear(records);
    await listener.decoder.settle();
    listener.close();
    assertEquals(outline(listener.events), outline(decode(records, recording)));
    assertEquals(troubles(listener.events), []);
    assert(summaryOf(listener.events).proofs.clientFinished);
  }
});
