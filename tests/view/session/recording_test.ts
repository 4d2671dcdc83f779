import { assert, assertEquals, assertGreater } from "@std/assert";
import { recorded } from "../../tls/support/recorded.ts";
import { Archive } from "../../../view/session/archive.ts";
import type { DetailField, Labelled } from "../../../view/protocol.ts";
import { BASICS, BEGAN, keep } from "./kept.ts";

const TLS13 = recorded("TLS 1.3, the client authenticated");
const TLS12 = recorded("TLS 1.2, a session with an id");

Deno.test("Recording: what was said is listed in order, with the records it came in", () => {
  const rows = keep(TLS13).rows("opened", 0);
  assertEquals(rows.map(({ index }) => index), rows.map((_, i) => i));
  assertEquals(
    rows.slice(0, 4).map(({ from, name, encrypted, records }) => ({
      from,
      name,
      encrypted,
      records,
    })),
    [
      { from: "client", name: "client_hello", encrypted: false, records: [1] },
      { from: "server", name: "server_hello", encrypted: false, records: [1] },
      { from: "server", name: "change_cipher_spec", encrypted: false, records: [2] },
      { from: "server", name: "encrypted_extensions", encrypted: true, records: [3] },
    ],
  );
  const verify = rows.find(({ name }) => name === "certificate_verify");
  assertEquals(verify?.proof?.result, "proved");
  assertEquals(rows.find(({ name }) => name === "data")?.text, "ping\n");
});

Deno.test("Recording: what passed is listed as an eavesdropper sees it, sealed from the keys on", () => {
  const rows = keep(TLS13).rows("passed", 0);
  assertEquals(rows.length, TLS13.records.length);
  assertEquals(rows.slice(0, 4).map(({ name, sealed, length }) => ({ name, sealed, length })), [
    { name: "handshake", sealed: false, length: 217 },
    { name: "handshake", sealed: false, length: 127 },
    { name: "change_cipher_spec", sealed: false, length: 6 },
    { name: "application_data", sealed: true, length: 40 },
  ]);
});

Deno.test("Recording: in TLS 1.2 everything behind change_cipher_spec is sealed", () => {
  const rows = keep(TLS12).rows("passed", 0);
  for (const side of ["client", "server"] as const) {
    const own = rows.filter(({ from }) => from === side);
    const change = own.findIndex(({ name }) => name === "change_cipher_spec");
    assertGreater(change, 0);
    assert(own.slice(0, change + 1).every(({ sealed }) => !sealed));
    assert(own.slice(change + 1).every(({ sealed }) => sealed));
    assertEquals(own[change + 1]!.name, "handshake"); // The Finished.
  }
});

Deno.test("Recording: a second client_hello behind change_cipher_spec is not called sealed", () => {
  const rows = keep(recorded("TLS 1.3, early data rejected with hello_retry_request"))
    .rows("passed", 0);
  const hellos = rows.filter(({ from, name }) => from === "client" && name === "handshake");
  assertEquals(hellos.map(({ sealed }) => sealed), [false, false]);
});

Deno.test("Recording: without the keys the rows say sealed, and the state that not all is decrypted", () => {
  const recording = keep({ ...TLS13, keyLog: "" });
  const sealed = recording.rows("opened", 0).filter(({ kind }) => kind === "sealed");
  assertGreater(sealed.length, 5);
  assert(sealed.every(({ encrypted }) => encrypted));
  assertEquals(recording.state.decrypted, false);
  assertEquals(recording.state.certificates, false);
});

Deno.test("Recording: the state tells what was agreed on and proved", () => {
  const { version, cipherSuite, completed, decrypted, proofs, data, rows, tls } = keep(TLS13).state;
  assertEquals({ version, cipherSuite, completed, decrypted, tls }, {
    version: "TLS 1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    completed: true,
    decrypted: true,
    tls: true,
  });
  assertEquals(proofs, {
    serverCertificateVerify: true,
    serverFinished: true,
    clientCertificateVerify: true,
    clientFinished: true,
  });
  assertEquals(data, { client: 5, server: 5 });
  assertEquals(rows.passed, TLS13.records.length);
});

Deno.test("Recording: facts are known while the connection goes on, an outcome when it is over", () => {
  const recording = keep(TLS13, { end: false });
  assertEquals(recording.state.version, "TLS 1.3");
  assertEquals(recording.state.ended, null);
  assertEquals(recording.state.outcome, null);
  recording.end(BEGAN + 9);
  assertEquals(recording.state.outcome?.kind, "good");
});

Deno.test("Recording: a row's detail has its bytes, tiled and explained, and its records as they passed", () => {
  const recording = keep(TLS13);
  for (const { index, length, records, name } of recording.rows("opened", 0)) {
    const detail = recording.detail("opened", index)!;
    assertEquals(detail.content.length, length);
    assertEquals(detail.records.length, records.length);
    if (name !== "data") assertTiled(detail.content);
    for (const record of detail.records) assertTiled(record);
    for (const field of allFields(detail.content)) {
      assert(field.explained !== undefined, `${name}: ${field.name} is not explained`);
      assert(detail.explanations[field.explained]!.text.zh.length > 0);
    }
  }
  assertEquals(recording.detail("opened", 1000), undefined);
});

Deno.test("Recording: a sealed record's detail shows its header and nothing of what is in it", () => {
  const recording = keep(TLS13);
  const sealed = recording.rows("passed", 0).find((row) => row.sealed)!;
  const { content, records } = recording.detail("passed", sealed.index)!;
  assertEquals(content.fields.map(({ name }) => name), [
    "type",
    "legacy_record_version",
    "length",
    "encrypted_record",
  ]);
  assertTiled(content);
  assertEquals(records, []);
});

Deno.test("Recording: both sides' certificates are judged, each for its purpose", async () => {
  const chains = await keep(TLS13).chains();
  assertEquals(chains.map(({ side, valid }) => ({ side, valid })), [
    { side: "server", valid: false },
    { side: "client", valid: false },
  ]);
  const [{ cards: [card], checks, detail }] = chains as [typeof chains[0]];
  assertEquals(card?.role, "leaf");
  assertEquals(card?.presented, true);
  assert(checks.some(({ passed, reason }) => !passed && /unknown-issuer|self-signed/.test(reason)));
  assert(detail!.zh.length > 0);
});

Deno.test("Recording: the bytes as they passed and the secrets are kept for a download", () => {
  const recording = keep(TLS13);
  const passed = recording.passages.map((passage) => passage.what === "data" && passage.bytes);
  assertEquals(passed, TLS13.records.map(({ bytes }) => bytes));
  assertEquals(recording.secrets, TLS13.keyLog);
});

Deno.test("Recording: at most 500 rows are given at once, and the rest from where one stopped", () => {
  const recording = new Archive().open(BASICS);
  for (let i = 0; i < 1201; i++) recording.tell({ who: "server", kind: "note", text: `${i}` });
  assertEquals(recording.rows("log", 0).length, 500);
  assertEquals(recording.rows("log", 1000).map(({ text }) => text).at(-1), "1200");
  assertEquals(recording.rows("log", 1201), []);
});

Deno.test("Recording: beyond 32 MiB events are counted and no longer kept", () => {
  const recording = new Archive().open(BASICS);
  const bytes = new Uint8Array(1 << 20);
  const event = {
    type: "data",
    connection: 1,
    from: "client",
    encrypted: true,
    record: 1,
  } as const;
  for (let i = 0; i < 40; i++) recording.take({ ...event, time: BEGAN + i, bytes });
  const { rows, left } = recording.state;
  assertEquals(rows.opened + left, 40);
  assertGreater(left, 5);
  assert(recording.size < 34 << 20);
});

Deno.test("Recording: the first alert that breaks the connection off is told, not a warning", () => {
  const recording = new Archive().open(BASICS);
  const alert = (level: string, description: string) =>
    recording.take({
      type: "alert",
      connection: 1,
      from: "client",
      time: BEGAN,
      encrypted: true,
      level,
      description,
      bytes: new Uint8Array([2, 48]),
      fields: [],
      record: 1,
    });
  alert("warning", "close_notify");
  alert("warning", "unrecognized_name");
  assertEquals(recording.alert, undefined);
  alert("fatal", "unknown_ca");
  alert("fatal", "internal_error");
  assertEquals(recording.alert, { from: "client", description: "unknown_ca" });
});

Deno.test("Recording: many small pieces count for what they take, not for their bytes alone", () => {
  const recording = new Archive().open(BASICS);
  for (let i = 0; i < 200_000; i++) recording.data("client", new Uint8Array(1), BEGAN);
  assertGreater(recording.size, 10 << 20);
  assert(recording.passages.length <= 50_000);
});

function* allFields({ fields }: Pick<Labelled, "fields">): Generator<DetailField> {
  for (const field of fields) {
    yield field;
    if (field.fields) yield* allFields({ fields: field.fields });
  }
}

/** Requires the leaves to follow each other without a gap, from the first byte to the last. */
function assertTiled(labelled: Labelled): void {
  let at = 0;
  for (const { name, offset, length, fields } of allFields(labelled)) {
    if (fields && fields.length > 0) continue;
    assertEquals(offset, at, `${labelled.name}: ${name}`);
    at += length;
  }
  assertEquals(at, labelled.bytes.length / 2, labelled.name);
}
