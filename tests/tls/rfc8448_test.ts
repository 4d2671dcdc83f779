import { assert, assertEquals } from "@std/assert";
import { Decoder } from "../../tls/decoder.ts";
import type { ConnectionEvent, TlsEvent } from "../../tls/event.ts";
import { tilingFault } from "../../tls/field.ts";
import { type Trace, TRACES } from "./rfc8448.ts";

/** Decodes a trace, its key log there from the beginning. */
function decode({ keyLog, records }: Trace): TlsEvent[] {
  const events: TlsEvent[] = [];
  const decoder = new Decoder({ emit: (event) => events.push(event) });
  decoder.addKeys(keyLog);
  const connection = decoder.open({ client: "192.0.2.1:50000", server: "192.0.2.2:443" });
  for (const [time, { from, hex }] of records.entries()) {
    connection.push(from, Uint8Array.fromHex(hex), time);
  }
  decoder.close(connection);
  return events;
}

/** What was said, as the traces list it: sender, name, whether encrypted, bytes. */
function said(events: readonly TlsEvent[]) {
  return events.flatMap((event) => {
    switch (event.type) {
      case "message":
        return [{
          from: event.from,
          name: event.name,
          encrypted: event.encrypted,
          hex: event.bytes.toHex(),
        }];
      case "alert":
        return [{
          from: event.from,
          name: "alert",
          encrypted: event.encrypted,
          hex: event.bytes.toHex(),
        }];
      case "data":
        return [{
          from: event.from,
          name: "application_data",
          encrypted: event.encrypted,
          hex: event.bytes.toHex(),
        }];
      default:
        return [];
    }
  });
}

for (const trace of TRACES) {
  Deno.test(`RFC 8448 section ${trace.section}, ${trace.name}: every message is found and decrypted`, () => {
    const events = decode(trace);
    assertEquals(said(events), trace.messages);
    assertEquals(events.filter(({ type }) => type === "malformed" || type === "sealed"), []);
  });

  Deno.test(`RFC 8448 section ${trace.section}, ${trace.name}: everything that can be is proved`, () => {
    const summary = decode(trace).at(-1) as ConnectionEvent;
    const certified = trace.messages.filter(({ name }) => name === "certificate_verify");
    assertEquals(summary.version, "TLS 1.3");
    assert(summary.decrypted);
    assertEquals(summary.proofs, {
      ...Object.fromEntries(certified.map(({ from }) => [`${from}CertificateVerify`, true])),
      serverFinished: true,
      clientFinished: true,
    });
  });

  Deno.test(`RFC 8448 section ${trace.section}, ${trace.name}: the fields tile every message`, () => {
    for (const event of decode(trace)) {
      if (event.type !== "message" && event.type !== "alert") continue;
      assertEquals(tilingFault(event.fields, event.bytes.length), undefined);
    }
  });
}
