import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import type { Meddler } from "../../../tap/meddler.ts";
import { toHex } from "../../../x509/der.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { play } from "../../../view/scenario/play.ts";
import type { Scenario, Visit } from "../../../view/scenario/scenario.ts";
import { SCENARIOS } from "../../../view/scenario/scenarios.ts";
import { BareStage, labIn } from "./bare_stage.ts";

const WELL = SCENARIOS[0]!;

function scenario(id: string): Scenario {
  return SCENARIOS.find((scenario) => scenario.id === id)!;
}

/** Waits until a stage has something to show, five seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert(holds());
}

/** Lets nothing pass. */
const swallow = (): Meddler => ({ done: false, pass: () => new Uint8Array() });

Deno.test("play() tells the truth where a refusal was expected and all went well", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const { visits } = scenario("expired");
  const playing = play({ ...WELL, visits }, stage);
  await until(() => stage.attempts[0]?.outcomes.length === 1);
  await stage.attempts[0]!.page();
  await playing;
  const [outcome] = stage.attempts[0]!.outcomes;
  assertEquals([outcome!.kind, outcome!.error], ["good", undefined]);
  assertNotEquals(outcome!.title, visits[0].ending.title);
});

Deno.test("play() tells the truth where all should be well and the certificate is refused", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  await play({ ...WELL, certificate: { days: { from: -2, until: -1 } } }, stage);
  const [outcome] = stage.attempts[0]!.outcomes;
  assertEquals([outcome!.kind, outcome!.title.en], ["refused", "The connection broke off"]);
  assert(outcome!.error!.en.includes("expired on"));
});

Deno.test("play() ends a visit of which nothing comes", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  await play({ ...WELL, meddle: swallow }, stage, 0.2);
  assertEquals(stage.attempts[0]!.outcomes.map(({ title }) => title.en), ["It took too long"]);
  assertEquals(stage.taps, 0);
});

Deno.test("play() ends a talk in which nothing is said any more", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const slow = (): Meddler => ({
    done: false,
    pass: (from, bytes) => from === "server" && stage.events.length > 1 ? new Uint8Array() : bytes,
  });
  await play({ ...WELL, meddle: slow }, stage, 1);
  const [attempt] = stage.attempts;
  assertEquals(attempt!.rows.at(-1)!.kind, "sent");
  assertEquals(attempt!.outcomes.map(({ title }) => title.en), ["It took too long"]);
});

Deno.test("play() stops when it is told to, before anything has come of it", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const playing = play({ ...WELL, meddle: swallow }, stage);
  await until(() => stage.attempts[0]?.connections.length === 1);
  stage.abort();
  await playing;
  assertEquals(stage.attempts[0]!.outcomes.map(({ title }) => title.en), ["It was stopped"]);
  assertEquals(stage.taps, 0);
});

Deno.test("play() keeps server and tap until the talk that stays open is over", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const playing = play(WELL, stage);
  await until(() => stage.attempts[0]?.outcomes.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assertEquals(stage.taps, 1);
  await stage.attempts[0]!.page();
  await playing;
  assertEquals(stage.taps, 0);
  assertEquals(stage.events.at(-1)!.type, "ended");
});

Deno.test("play() stops when it is told to while the talk is open", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const playing = play(WELL, stage);
  await until(() => stage.attempts[0]?.outcomes.length === 1);
  stage.abort();
  await playing;
  assertEquals(stage.attempts[0]!.outcomes.map(({ kind }) => kind), ["good"]);
  assertEquals(stage.taps, 0);
});

Deno.test("play() pays no second visit if the first went wrong", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const { visits: [visit] } = WELL;
  const visits: [Visit, Visit] = [visit, visit];
  await play({ ...WELL, certificate: { issuer: "stranger" }, visits }, stage);
  assertEquals(stage.attempts.length, 1);
});

Deno.test("play() ends the first talk before it pays the second visit", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  const { visits: [visit] } = WELL;
  const title = { en: "Again", zh: "再来一次" };
  const playing = play({ ...WELL, visits: [visit, { ...visit, title }] }, stage);
  await until(() => stage.attempts[1]?.outcomes.length === 1);
  assertEquals(stage.events.filter(({ type }) => type === "ended").length, 1);
  assertEquals(stage.attempts.map(({ options }) => options.title), [undefined, title]);
  await stage.attempts[1]!.page();
  await playing;
});

Deno.test("play() makes do without the authority's key", async () => {
  using folder = temporaryFolder();
  const lab = await labIn(folder.path);
  await using stage = new BareStage({ ...lab, caKey: undefined }, folder.path);
  await play(scenario("expired"), stage);
  const [attempt] = stage.attempts;
  assert(attempt!.outcomes[0]!.error!.en.includes("expired on"));
  assertNotEquals(toHex(attempt!.options.roots[0]!), toHex(lab.ca.der));
});

Deno.test("play() rejects if the tap cannot be started, and leaves nothing running", async () => {
  using folder = temporaryFolder();
  await using stage = new BareStage(await labIn(folder.path), folder.path);
  stage.tap = () => Promise.reject(new Error("no tap"));
  const error = await assertRejects(() => play(WELL, stage));
  assertInstanceOf(error, Error);
  assertEquals(error.message, "no tap");
});
