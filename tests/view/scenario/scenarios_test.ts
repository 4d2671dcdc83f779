import { assert, assertEquals, assertMatch } from "@std/assert";
import { ACKNOWLEDGEMENT } from "../../../talk/acknowledgement.ts";
import type { Outcome } from "../../../view/protocol.ts";
import { ADVERTISEMENT } from "../../../view/scenario/attack.ts";
import { SCENARIOS } from "../../../view/scenario/scenarios.ts";
import { playAll } from "./played.ts";
import type { Played, PlayedAttempt } from "./player.ts";

let english: Promise<Record<string, Played>> | undefined;

async function attemptsOf(id: string): Promise<readonly PlayedAttempt[]> {
  english ??= playAll("en");
  return (await english)[id]!.attempts;
}

async function attemptOf(id: string): Promise<PlayedAttempt> {
  return (await attemptsOf(id))[0]!;
}

/** What each scenario ends with: its kind, the alert that passed, the error that was told. */
const ENDINGS: Record<string, [kind: Outcome["kind"], alert?: string | undefined, error?: RegExp]> =
  {
    "well": ["good"],
    "unknown-authority": [
      "refused",
      "client unknown_ca",
      /^The certificate of 127\.0\.0\.1:\d+ is refused: CN = localhost: issued by CN = Stranger CA/,
    ],
    "expired": ["refused", "client certificate_expired", /localhost: expired on/],
    "not-yet-valid": ["refused", "client certificate_expired", /localhost: not valid before/],
    "wrong-name": [
      "refused",
      "client bad_certificate",
      /not for localhost, only for example\.test/,
    ],
    "no-subject-alt-name": ["refused", "client bad_certificate", /has no subjectAltName/],
    "self-signed": ["refused", "client unknown_ca", /signed by itself/],
    "key-mismatch": ["refused", undefined, /do not belong together \(KeyMismatch\)$/],
    "tls-1.2": ["good"],
    "hello-retry-request": ["good"],
    "resumption": ["good"],
    "bit-flipped": ["refused", "server bad_record_mac", /with the alert bad_record_mac$/],
    "advertisement-plain": ["harmed"],
    "advertisement-tls": ["refused", "client bad_record_mac", /it was changed on the way$/],
  };

Deno.test("view/scenario: every scenario of the menu has a test of its ending", () => {
  assertEquals(Object.keys(ENDINGS).toSorted(), SCENARIOS.map(({ id }) => id).toSorted());
});

for (const [id, [kind, alert, error]] of Object.entries(ENDINGS)) {
  const how = alert ? `${kind}, with the alert ${alert}` : kind;
  Deno.test(`view/scenario: ${id} ends ${how}, and says why`, async () => {
    const visits = SCENARIOS.find((scenario) => scenario.id === id)!.visits;
    const outcomes = (await attemptsOf(id)).map(({ outcomes }) => outcomes);
    assertEquals(outcomes.map(({ length }) => length), visits.map(() => 1));
    for (const [i, [outcome]] of outcomes.entries()) {
      const { title, why } = visits[i]!.ending;
      assertEquals([outcome!.kind, outcome!.title, outcome!.why], [kind, title, why]);
      const passed = outcome!.alert && `${outcome!.alert.from} ${outcome!.alert.description}`;
      assertEquals(passed, alert);
      assertEquals(outcome!.error !== undefined, error !== undefined);
      if (error) assertMatch(outcome!.error!.en, error);
    }
  });
}

for (const id of Object.keys(ENDINGS).filter((id) => ENDINGS[id]![0] !== "refused")) {
  Deno.test(`view/scenario: the talk of ${id} stays open for the page`, async () => {
    assertEquals((await attemptsOf(id)).at(-1)!.later, ACKNOWLEDGEMENT.en);
  });
}

Deno.test("view/scenario: where all is well the client tells whom it trusts and what was said", async () => {
  const { rows } = await attemptOf("well");
  assertEquals(rows.map(({ who, kind }) => `${who} ${kind}`), [
    "client note",
    "client good",
    ...["client sent", "client acknowledged"],
    ...["client sent", "client acknowledged"],
  ]);
  const [setOut, verified] = rows.map(({ text }) => typeof text === "string" ? text : text.en);
  assertMatch(setOut!, /^Connecting to 127\.0\.0\.1:\d+, expecting a certificate for localhost$/);
  assertMatch(verified!, /leads to the trusted root .*CN = CA_zino$/);
});

Deno.test("view/scenario: a refusal is told in the client's log, without what one would do in a terminal", async () => {
  const { rows, outcomes } = await attemptOf("expired");
  const bad = rows.filter(({ kind }) => kind === "bad");
  assertEquals(bad.map(({ who, text }) => [who, text]), [["client", outcomes[0]!.error!]]);
  assertEquals(bad[0]!.remedy, undefined);
});

Deno.test("view/scenario: whoever refuses a certificate has said nothing to its server", async () => {
  for (const [id, [, alert]] of Object.entries(ENDINGS)) {
    if (alert?.startsWith("client") !== true || id === "advertisement-tls") continue;
    const { passed } = await attemptOf(id);
    assert(passed[0]!.includes("server: certificate_verify"), id);
    assertEquals(
      passed[0]!.filter((word) => /^client: (?!client_hello|change|alert)/.test(word)),
      [],
    );
  }
});

Deno.test("view/scenario: with key and certificate that do not match nothing passes at all", async () => {
  const { passed, rows } = await attemptOf("key-mismatch");
  assertEquals(passed, []);
  assertEquals(rows.map(({ who, kind }) => `${who} ${kind}`), ["server bad"]);
});

Deno.test("view/scenario: TLS 1.2 is spoken, and the certificate passes in the clear", async () => {
  const { agreed, passed } = await attemptOf("tls-1.2");
  assertEquals(agreed, [{ version: "TLS 1.2", resumed: false }]);
  assert(passed[0]!.includes("server: server_key_exchange"));
});

Deno.test("view/scenario: a hello_retry_request passes, and a second client_hello answers it", async () => {
  const { passed } = await attemptOf("hello-retry-request");
  const hellos = passed[0]!.filter((word) => /_hello$|hello_retry/.test(word));
  assertEquals(hellos, [
    "client: client_hello",
    "server: hello_retry_request",
    "client: client_hello",
    "server: server_hello",
  ]);
});

Deno.test("view/scenario: the resumed session does without a certificate", async () => {
  const attempts = await attemptsOf("resumption");
  const certificates = attempts.map(({ passed }) =>
    passed[0]!.filter((word) => word.startsWith("server: certificate"))
  );
  assertEquals(certificates, [["server: certificate", "server: certificate_verify"], []]);
  assertEquals(attempts.map(({ agreed }) => agreed), [
    [{ version: "TLS 1.3", resumed: false }],
    [{ version: "TLS 1.3", resumed: true }],
  ]);
});

Deno.test("view/scenario: without TLS the client reads the advertisement as the server's words", async () => {
  const { rows, agreed } = await attemptOf("advertisement-plain");
  const read = rows.filter(({ kind }) => kind === "acknowledged").map(({ text }) => text);
  assertEquals(read, [ACKNOWLEDGEMENT.en + ADVERTISEMENT.en]);
  assertEquals(agreed[0]!.version, null);
});

Deno.test("view/scenario: without TLS the server tells what it tells with TLS", async () => {
  await attemptOf("advertisement-plain");
  const said = ["message", "acknowledged"];
  assertEquals((await english!)["advertisement-plain"]!.server, [
    "connected",
    ...said,
    ...said,
    "ended",
  ]);
});

Deno.test("view/scenario: with TLS the client shows nothing of the advertisement", async () => {
  const { rows } = await attemptOf("advertisement-tls");
  assertEquals(rows.filter(({ kind }) => kind === "acknowledged"), []);
  assertEquals(JSON.stringify(rows).includes(ADVERTISEMENT.en.trim()), false);
});

Deno.test("view/scenario: in Chinese the endings are the same", async () => {
  const chinese = await playAll("zh");
  const kinds = Object.entries(chinese).map(([id, { attempts }]) => [
    id,
    ...new Set(attempts.map(({ outcomes }) => outcomes.at(-1)!.kind)),
  ]);
  assertEquals(kinds, SCENARIOS.map(({ id }) => [id, ENDINGS[id]![0]]));
  const { rows } = chinese["advertisement-plain"]!.attempts[0]!;
  assertEquals(
    rows.find(({ kind }) => kind === "acknowledged")!.text,
    ACKNOWLEDGEMENT.zh + ADVERTISEMENT.zh,
  );
});

Deno.test("view/scenario: every scenario is told in English and in Chinese", () => {
  for (const { title, summary, visits } of SCENARIOS) {
    const endings = visits.flatMap(({ ending }) => [ending.title, ending.why]);
    for (const { en, zh } of [summary, ...endings]) {
      assertMatch(en, /^[\x20-\x7e]+$/);
      assertMatch(zh, /\p{Script=Han}/u);
    }
    assert(title.en.length <= 40 && title.zh !== "");
  }
});
